"""Mails (.eml): their text, and behind it each file that is attached, as an annex under the name of the file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from email.message import Message
from pathlib import PurePath
from typing import Final

from tui.ingest.account import source_of
from tui.ingest.blocks import Block, Paragraph, Reading
from tui.ingest.fitness import check, check_length
from tui.ingest.readers.characters import reading_of_text
from tui.ingest.readers.choice import SUFFIXES, has_reader, read_blocks
from tui.ingest.readers.left_out import LeftOut
from tui.ingest.readers.mail_parts import (
    SHOWN,
    Parts,
    charset_of,
    file_name,
    header,
    held_bytes,
    inner,
    parse,
    parts_of,
    words_of,
)
from tui.ingest.readers.packages import shared_bounds
from tui.model.document import Doubt
from tui.model.errors import Invalid, Problem, Usage
from tui.model.text import count_characters

_MOST_READ: Final = 20
"""So many attached files are read: each may take the time of a document of its own."""
_DEEPEST: Final = 4
"""How deep mails may be attached to each other."""
_PREFIX: Final = re.compile(r"(?:(?:re|fwd?|回复|答复|转发)\s*[:：]\s*)+", re.IGNORECASE)
_LONGEST_NAME: Final = 120


def read_eml(data: bytes, name: str, encoding: str | None = None) -> Reading:
    """The text of a mail and of the files attached to it; what no reader knows is counted and named.

    Raises Usage (`missing_extra`) where its text is a page and lxml is missing, Invalid where there is nothing to read.
    """
    mail = _Mail(name, encoding)
    message = parse(data, name)
    with shared_bounds():
        mail.read(message, parts_of(message, name), "")
    subject = _PREFIX.sub("", header(message, "Subject"))
    hints = {"title": subject} if subject else {}
    doubts = (*mail.left.doubts(), *mail.doubts)
    return Reading(tuple(mail.blocks), "eml", None, doubts, hints, source=mail.source, added=mail.added)


class _Mail:
    """Reads a mail and those attached to it, one behind the other."""

    def __init__(self, name: str, encoding: str | None) -> None:
        self.left = LeftOut()
        self.doubts: list[Doubt] = []
        self.blocks: list[Block] = []
        self.source = 0
        self.added = 0
        self._name = name
        self._encoding = encoding
        self._lines = 0
        self._read = 0
        self._annexes = 0
        self._late = False
        """Whether a converter came to no end: it is not asked again."""

    def read(self, message: Message, parts: Parts, place: str, level: int = 1) -> None:
        """Read a mail that stands at this place: its text, then what is attached."""
        before = len(self.blocks)
        for ways in parts.texts:
            self._text(ways, place)
        self._head(message, place, alone=len(self.blocks) == before)
        for part in parts.attached:
            self._attached(part, place, level)

    def _head(self, message: Message, place: str, *, alone: bool) -> None:
        """Note what the head says; the subject of a mail without a text is its text."""
        said = {name: header(message, name) for name in SHOWN}
        if alone and said["Subject"]:
            self._take(Reading((Paragraph(said.pop("Subject"), _at(place, "line 1")),), "text"), place)
        gone = "".join(said.values())
        if gone:
            self.left.note("mail_head", place, gone, sender=said["From"], subject=said.get("Subject", ""))
            self.source += count_characters(gone)

    def _text(self, ways: list[Message], place: str) -> None:
        """Read a text in the first of the ways it is said in, or in one that says much more."""
        readings: list[Reading] = []
        for way in ways:
            found = self._said(way, place, needed=not readings)
            readings += [found] if found else []
        if not readings:
            return
        chosen = readings[0]
        for other in readings[1:]:
            chosen = other if source_of(chosen) * 2 < source_of(other) else chosen
        for other in readings:
            if other is not chosen:
                self.source += source_of(other)
                self.left.count("said_again", place, source_of(other))
        self._take(chosen, place)

    def _said(self, part: Message, place: str, *, needed: bool) -> Reading | None:
        """What a part says; None where it is blank, or is a page that cannot be read and is said in plain text too."""
        if part.get_content_type() == "text/plain":
            text = words_of(part, self._name, self._encoding)
            return reading_of_text(text, self._name) if text.strip() else None
        data = held_bytes(part)
        if not data.strip():
            return None
        for charset in (self._encoding or charset_of(part), None):
            try:
                return read_blocks(data, "page.html", charset)
            except Invalid:
                continue
            except Usage as problem:
                if needed and not place:
                    raise
                if needed:
                    self._unread(problem, None, "page.html", place)
                return None
        return None

    def _take(self, reading: Reading, place: str) -> None:
        """Put the blocks of a reading behind the others. Raises Invalid where there are more than any document has."""
        self._lines += sum(1 if isinstance(block, Paragraph) else len(block.rows) for block in reading.blocks)
        self.source += source_of(reading)
        check_length(self._lines, self.source, self._name)
        self.added += reading.added
        self.blocks += _placed(reading.blocks, place)
        self.doubts += [replace(doubt, where=_at(place, doubt.where)) for doubt in reading.doubts]

    def _attached(self, part: Message, place: str, level: int) -> None:
        """Read an attached file, or name it where nothing reads it."""
        mail = inner(part)
        given = file_name(part) or (f"{header(mail, 'Subject')}.eml" if mail else "")
        name = given[-_LONGEST_NAME:] or part.get_content_type()
        try:
            if mail is None and _is_mail(name):
                mail = parse(held_bytes(part), name)
            parts = parts_of(mail, name) if mail and level < _DEEPEST else None
        except Invalid:
            mail = parts = None
        if mail and parts:
            self._open(name, place)
            self.read(mail, parts, name, level + 1)
        else:
            self._file(part, name, place)

    def _file(self, part: Message, name: str, place: str) -> None:
        """Read an attached file that is no mail."""
        data = held_bytes(part)
        converted = SUFFIXES.get(PurePath(name).suffix.lower()) == "office"
        if not has_reader(data, name) or self._read >= _MOST_READ or (converted and self._late) or _is_mail(name):
            self.left.note("attachment_unread", place, name=name)
            return
        self._read += 1
        reading: Reading | None = None
        try:
            reading = read_blocks(data, name, None)
            check(reading, name)
        except Problem as problem:
            self._late = self._late or problem.code == "conversion_late"
            self._unread(problem, reading, name, place)
            return
        self._open(name, place)
        self._take(reading, name)

    def _unread(self, problem: Problem, reading: Reading | None, name: str, place: str) -> None:
        """Name a file that is none to read, with the characters it holds where these were counted."""
        if isinstance(problem, Usage) and problem.code in {"missing_extra", "missing_converter"}:
            needed = str(problem.values.get("command", "LibreOffice"))
            self.doubts.append(Doubt("attachment_needs", place, {"name": name, "needed": needed}))
            return
        held = source_of(reading) if reading else 0
        self.source += held
        self.left.count("attachment_unread", place, held, name=name)

    def _open(self, name: str, place: str) -> None:
        """Begin an annex, under a heading that the mail does not hold."""
        self._annexes += 1
        heading = Paragraph(" ".join(name.split()), _at(place, f"line {self._annexes}"), f"附件{self._annexes}")
        self.blocks.append(heading)
        self.added += count_characters(heading.annex + heading.text)


def _is_mail(name: str) -> bool:
    return PurePath(name).suffix.lower() == ".eml"


def _at(place: str, where: str) -> str:
    """A place in a file that is attached."""
    return f"{place} {where}".strip()


def _placed(blocks: tuple[Block, ...], place: str) -> Iterator[Block]:
    """The blocks with the name of their file before their places."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield replace(block, where=_at(place, block.where))
        else:
            rows = tuple(replace(row, where=_at(place, row.where)) for row in block.rows)
            yield replace(block, rows=rows, where=_at(place, block.where))
