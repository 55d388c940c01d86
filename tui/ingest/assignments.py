"""Tables, responsibility notes and lists → tasks. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final, NamedTuple

from tui.ingest.blocks import Block, Paragraph, Row, Table
from tui.ingest.cards import Card, find_cards, heads_hosts
from tui.ingest.duties.found import Found
from tui.ingest.duties.names import Duty
from tui.ingest.duties.notes import due_behind, ends_with_names, find_notes
from tui.ingest.duties.roles import is_role_line
from tui.ingest.duties.rules import leading_sign, names_first_as_lead, names_standing_body
from tui.ingest.structure.headings import Piece
from tui.ingest.structure.numbering import Level, find_label, in_id
from tui.ingest.structure.outline import Outline
from tui.ingest.tables.duty_tables import read_rows
from tui.ingest.tables.heads import Columns, columns_of
from tui.ingest.tables.remains import Remains
from tui.model.document import Doubt, Kind, Section
from tui.model.schedule import parse_due
from tui.model.task import Due, Origin, Task

_SCORE: Final = re.compile(
    r"[（(](?:满分|计|共)?\s*[\d.]+\s*分[）)]\s*$|[（(](?:适用|实施|推广)(?:范围|地区|区域)[：:][^（()）]*[）)]\s*$"
)
_CASE: Final = re.compile(r"(?:问题|任务|事项|举措|项目|清单)[一二三四五六七八九十\d]{1,3}\s*[：:、.．]")
"""`问题一：…`: words that begin something new though no number stands before them."""
_NUMBERED: Final = re.compile(r"(?:任务|事项|举措|项目)([一二三四五六七八九十\d]{1,3})\s*[：:、.．]\s*(?=\S)")
"""`任务1：…`: a number of a task that the words themselves print."""
_TOP: Final = {Kind.TITLE, Kind.SALUTATION, Kind.SIGNATURE, Kind.DATE, Kind.ANNEX}


class Made(NamedTuple):
    """The tasks of a document."""

    tasks: tuple[tuple[Task, Section | None], ...]
    """Each with the section that its note stands in."""
    tabled: int
    """How many characters of tables stand in them."""


def split_tables(blocks: tuple[Block, ...], doubts: list[Doubt]) -> tuple[Block, ...]:
    """The blocks with every table that assigns no task written out as paragraphs."""
    kept: list[Block] = []
    for block, columns in _known(blocks):
        if isinstance(block, Table) and columns is None:
            doubts.append(Doubt("no_task_table", block.where, {"rows": len(block.rows)}))
            kept += _written_out(block.rows)
        elif isinstance(block, Table) and columns is not None:
            kept += [*_written_out(block.rows[: columns.captions]), block]
        else:
            kept.append(block)
    return tuple(kept)


def _known(blocks: tuple[Block, ...]) -> Iterator[tuple[Block, Columns | None]]:
    """Each block with its columns; a table without a header goes on with the columns of the one just before it."""
    last: Columns | None = None
    for block in blocks:
        if isinstance(block, Paragraph):
            if len(block.text.strip()) > 40:
                last = None
            yield block, None
            continue
        columns = columns_of(block)
        if columns is None and last is not None and block.rows and len(block.rows[0].cells) == len(last.roles):
            columns = last.going_on()
        last = columns
        yield block, columns


def _written_out(table: Sequence[Row]) -> list[Block]:
    rows: list[Block] = []
    for row in table:
        text = "\t".join(" ".join(cell.text.splitlines()) for cell in row.cells if not cell.covered).rstrip("\t")
        if text.strip():
            rows.append(Paragraph(text, row.where))
    return rows


def make_tasks(outline: Outline, year: int | None, doubts: list[Doubt]) -> Made:
    """The tasks of a document in reading order, not yet tied."""
    found = sorted([*_noted(outline, doubts), *_tabled(outline, doubts)], key=lambda task: task.order)
    numbered: list[tuple[Task, Section | None]] = []
    sections = {section.id: section for section in outline.sections}
    taken: Counter[str] = Counter()
    running: Counter[str] = Counter()
    for ordinal, task in enumerate(found, 1):
        home = sections.get(task.place or "")
        rests = sections.get(task.rests or task.place or "")
        numbered.append((_task(task, _task_id(task, home, taken, running), ordinal, year), rests))
    return Made(tuple(numbered), sum(task.kept for task in found))


def _tabled(outline: Outline, doubts: list[Doubt]) -> Iterator[Found]:
    tables = tuple(placed.table for placed in outline.tables)
    first = names_first_as_lead("".join(section.text for section in outline.sections))
    sign = next((sign for section in outline.sections if (sign := leading_sign(section.text))), "")
    remains = Remains()
    for placed, (table, known) in zip(outline.tables, _known(tables), strict=True):
        if isinstance(table, Table) and known is not None:
            columns = replace(known, first_leads=known.first_leads or first, sign=known.sign or sign)
            for found in read_rows(table, columns, placed.annex or placed.parent, doubts, remains):
                found.order = placed.after
                yield found
    doubts += remains.doubts()


def _noted(outline: Outline, doubts: list[Doubt]) -> Iterator[Found]:
    """Tasks from notes and from lists, in reading order."""
    whole = any(
        names_first_as_lead(piece.section.text) and not find_notes(piece.section.text) for piece in outline.pieces
    )
    bare = [piece for piece in outline.pieces if ends_with_names(piece.section.text)]
    if len(bare) > 1:
        doubts.append(Doubt("bare_notes", bare[0].where, {"count": len(bare)}))
    shared = _shared(outline.pieces)
    if shared:
        first = next(piece for piece in outline.pieces if piece.section.id in shared)
        doubts.append(Doubt("shared_note", first.where, {"count": len(shared)}))
    sign = next((sign for piece in outline.pieces if (sign := leading_sign(piece.section.text))), "")
    cards = find_cards(outline.pieces)
    reader = _Notes(cards, first_leads=whole, sign=sign, bare=len(bare) > 1, shared=shared)
    for place, piece in enumerate(outline.pieces, 1):
        if piece.section.kind not in _TOP and names_standing_body(piece.section.text):
            doubts.append(Doubt("standing_body", piece.where, {}))
        for found in reader.close() if piece.section.kind in _TOP else reader.read(piece):
            found.order = place
            yield found
    for found in reader.close():
        found.order = len(outline.pieces)
        yield found


def _shared(pieces: Sequence[Piece]) -> frozenset[str]:
    """The numbered items that share one note: it stands on lines of its own behind the last, and none has its own."""
    kin: dict[str | None, list[str]] = {}
    inside: set[str] = set()
    below: set[str | None] = set()
    for piece in pieces:
        section = piece.section
        if piece.level is not None and piece.level >= Level.ITEM and section.kind is Kind.ITEM:
            kin.setdefault(section.parent, []).append(section.id)
        if section.kind is Kind.PARAGRAPH and (is_role_line(section.text) or _is_note(section.text)):
            below.add(section.parent)
        elif find_notes(section.text):
            inside |= {section.id, section.parent or ""}
    return frozenset(
        item
        for parent, items in kin.items()
        if len(items) > 1 and parent not in inside and below & {parent, *items} == {items[-1]} and not inside & {*items}
        for item in items
    )


def _is_note(text: str) -> bool:
    """Whether a paragraph is nothing but a note."""
    notes = find_notes(text)
    return len(notes) == 1 and not _trimmed(text[: notes[0].start]) and not _trimmed(text[notes[0].end :])


class _Notes:
    """Goes through the pieces once, keeping the words that a note further down may close."""

    def __init__(
        self, cards: dict[str, Card], *, first_leads: bool, sign: str, bare: bool, shared: frozenset[str]
    ) -> None:
        self.cards = cards
        self.first_leads = first_leads
        self.sign = sign
        self.bare = bare
        self.shared = shared
        self.waiting: list[Piece] = []
        """Pieces since the last task, that a note or a role line on a line of its own belongs to."""
        self.card: Card | None = None
        """The card whose lines are being read."""

    def read(self, piece: Piece) -> Iterator[Found]:
        """The tasks that this piece closes."""
        card = self.cards.get(piece.section.id)
        if card is not None and card is self.card:
            return
        yield from self.close()
        self.card = card
        if card is not None:
            return
        text = piece.section.text
        notes = find_notes(text, bare=self.bare, sign=self.sign)
        self.sign = self.sign or (leading_sign(text) if notes else "")
        if notes and names_first_as_lead(text):
            self.first_leads = True
        if not notes:
            self._wait(piece)
            return
        yield from self._segments(piece, [(note.start, note.end, note.duty) for note in notes])

    def _wait(self, piece: Piece) -> None:
        begins = piece.level is not None or bool(_CASE.match(piece.section.text))
        if begins and not (piece.section.id in self.shared and self.waiting):
            self.waiting = [piece]
        else:
            self.waiting.append(piece)

    def _segments(self, piece: Piece, notes: list[tuple[int, int, Duty]]) -> Iterator[Found]:
        """One task for each note of a paragraph: the words before it, back to the note before."""
        text, start = piece.section.text, 0
        last: Found | None = None
        for begin, end, said in notes:
            words = _trimmed(text[start:begin])
            start, late = due_behind(text, end)
            duty = replace(said, due=said.due or late)
            if words:
                label = find_label(words) if last is not None else None
                if last is not None:
                    yield last
                last = self._found("note", piece.where, piece, label.text if label else words, duty)
                last.no = label.number if label else last.no
            elif last is not None:
                last.duty = last.duty.joined(duty).settle(first_leads=self.first_leads)
            elif self.waiting:
                last = self._found("note", piece.where, self.waiting[0], _words(self.waiting), duty)
        if last is not None:
            yield last
        self.waiting = []

    def close(self) -> Iterator[Found]:
        """The task of the card that ends here."""
        card, self.card = self.card, None
        if card is None:
            return
        waiting, self.waiting = self.waiting, []
        duty = card.duty(self.sign)
        hosted = bool(waiting) and heads_hosts(waiting[0].section.heading)
        if not duty or card.is_event or hosted:
            return
        told = card.task
        first = waiting[0] if waiting else card.first
        if told is not None and told.task > (0 if not waiting else 2 if self._is_heading(waiting) else 3):
            words = _trimmed(told.text)
            duty = replace(duty, details=tuple(each for each in duty.details if each != (told.name, told.text)))
        elif waiting:
            words = _words(waiting)
        else:
            return
        numbered = _NUMBERED.match(words)
        words = words[numbered.end() :] if numbered else words
        found = self._found("list", card.first.where, first, words, duty)
        found.no = found.no or (numbered[1] if numbered else card.number)
        yield found

    @staticmethod
    def _is_heading(waiting: list[Piece]) -> bool:
        """Whether nothing waits but a heading, which holds more tasks than one."""
        level = waiting[0].level
        return len(waiting) == 1 and level is not None and level <= Level.ARTICLE and _only_heads(waiting[0].section)

    def _found(self, kind: str, where: str, piece: Piece, words: str, duty: Duty) -> Found:
        section = piece.section
        item = section.kind is Kind.ITEM or (piece.level is not None and piece.level >= Level.ITEM)
        place = section.parent if item or section.kind is Kind.PARAGRAPH else section.id
        no = section.number if item else None
        return Found(kind, where, place, no, words, duty.settle(first_leads=self.first_leads), section.id)


def _words(waiting: list[Piece]) -> str:
    """The words that wait for a note: paragraphs, and what a numbered piece says beyond its heading."""
    first, *more = [piece.section for piece in waiting]
    texts = [section.text for section in (more if more and _only_heads(first) else [first, *more])]
    return _trimmed("".join(text.strip() for text in texts))


def _only_heads(section: Section) -> bool:
    """Whether a section is a heading and nothing else."""
    return bool(section.heading) and _bare(section.text) == _bare(section.heading or "")


def _bare(text: str) -> str:
    return re.sub(r"[\s。：:]", "", text)


def _trimmed(words: str) -> str:
    """The words of a task without the marks left over from the note before it and without its score."""
    words = words.strip().lstrip("。；;，,、）)").strip()
    while (shorter := _SCORE.sub("", words).strip()) != words:
        words = shorter
    return words


def _task_id(task: Found, home: Section | None, taken: Counter[str], running: Counter[str]) -> str:
    """The section's id and the printed number, or the running one in this section."""
    place = home.id if home else "表" if task.kind == "table" else "正文"
    running[place] += 1
    path = f"{place}#{in_id(task.no) if task.no else running[place]}"
    taken[path] += 1
    return path if taken[path] == 1 else f"{path}~{taken[path]}"


def _task(task: Found, task_id: str, ordinal: int, year: int | None) -> Task:
    duty = task.duty
    due = Due(duty.due, parse_due(duty.due, year)) if duty.due else None
    return Task(
        task_id,
        task.no,
        ordinal,
        task.text,
        duty.leads,
        duty.participants,
        due,
        task.inherited,
        (),
        Origin(task.kind, task.where),
        (*task.details, *duty.details),
    )
