"""Traditional letters: a document is read as if it were written in their simplified twins, and stored as issued."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import cache
from typing import Final

from tui.ingest.blocks import Block, Paragraph, Reading, Row
from tui.model.document import Document, Doubt, Section
from tui.model.task import Detail, Due, Task
from tui.packaged import packaged

_HAN: Final = re.compile("[\u4e00-\u9fff]")
_FEWEST: Final = 4
"""So many traditional letters make a document one that is written in them, and one in fifty of all."""
_SURE: Final = 12
"""Words of so many letters are found where they stand."""
_PART: Final = re.compile(r"[^\s，。、；：（）()]+")
_IN_IDS: Final = "贰陆叁参录"
"""Twins that a printed number, and so an id, may hold."""
_OWN: Final = frozenset("乾藉覆著於")
"""Letters that simplified texts hold as well."""


@cache
def _table() -> dict[int, str]:
    """The simplified twin of each traditional letter."""
    letters, twins, *_ = packaged("variants.txt").read_text(encoding="utf-8").split("\n")
    return {ord(letter): twin for letter, twin in zip(letters, twins, strict=True) if _HAN.match(letter)}


@cache
def _traditional() -> re.Pattern[str]:
    return re.compile(f"[{''.join(chr(code) for code in _table() if chr(code) not in _OWN)}]")


class Twins:
    """A text in traditional letters beside the same text in simplified ones, letter for letter."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.plain = text.translate(_table())
        held: dict[str, Counter[str]] = {}
        for twin, letter in Counter(zip(self.plain, self.text, strict=True)):
            held.setdefault(twin, Counter())[letter] += 1
        self.letters = {ord(twin): letters.most_common(1)[0][0] for twin, letters in held.items()}
        self._several = re.compile(f"[{''.join(twin for twin, letters in held.items() if len(letters) > 1)}\x00]")

        self._at = 0

    def back(self, words: str) -> str:
        """These words as issued: a twin that stands for several letters is looked up where the words stand."""
        if not self._several.search(words):
            return words.translate(self.letters)
        found = self._found(words)
        return found if found is not None else _PART.sub(lambda part: self._part(part[0]), words)

    def _part(self, words: str) -> str:
        found = self._found(words)
        return found if found is not None else words.translate(self.letters)

    def _found(self, words: str) -> str | None:
        """The words where they stand next, else where they stand first."""
        at = self.plain.find(words, self._at)
        at = at if at >= 0 else self.plain.find(words)
        if at >= 0 and len(words) >= _SURE:
            self._at = at
        return self.text[at : at + len(words)] if at >= 0 else None


def twins_of(text: str) -> Twins | None:
    """The text beside its simplified twin; None where it is not written in traditional letters."""
    sample = text[:20_000]
    count = len(_traditional().findall(sample))
    return Twins(text) if count >= _FEWEST and count * 50 >= len(_HAN.findall(sample)) else None


def twins_in(reading: Reading) -> Twins | None:
    """What the blocks of a reading say beside its simplified twin; None where they are in simplified letters."""
    return twins_of("\n".join(_texts(reading.blocks)))


def _texts(blocks: Iterable[Block]) -> Iterable[str]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block.text
        else:
            yield from (cell.text for row in block.rows for cell in row.cells)


def simplified(reading: Reading) -> Reading:
    """The reading in simplified letters."""
    return replace(reading, blocks=turned(reading.blocks, lambda text: text.translate(_table())))


def turned(blocks: Iterable[Block], turn: Callable[[str], str]) -> tuple[Block, ...]:
    """The blocks with other letters."""
    return tuple(
        replace(block, text=turn(block.text))
        if isinstance(block, Paragraph)
        else replace(block, rows=tuple(_turned_row(row, turn) for row in block.rows))
        for block in blocks
    )


def _turned_row(row: Row, turn: Callable[[str], str]) -> Row:
    return replace(row, cells=tuple(replace(cell, text=turn(cell.text)) for cell in row.cells))


def restored(document: Document, twins: Twins) -> Document:
    """The document, read in simplified letters, in those it was issued in."""
    back = twins.back
    ids = {ord(twin): twins.letters[ord(twin)] for twin in _IN_IDS if ord(twin) in twins.letters}
    return replace(
        document,
        id=document.id.translate(twins.letters),
        title=back(document.title),
        issuer=back(document.issuer) if document.issuer else None,
        doc_no=back(document.doc_no) if document.doc_no else None,
        sections=tuple(_section(section, back, ids) for section in document.sections),
        tasks=tuple(_task(task, back, ids) for task in document.tasks),
        doubts=tuple(_doubt(doubt, back, ids) for doubt in document.doubts),
    )


def _section(section: Section, back: Callable[[str], str], ids: Mapping[int, str]) -> Section:
    return section._replace(
        id=section.id.translate(ids),
        parent=section.parent.translate(ids) if section.parent else None,
        number=back(section.number) if section.number else None,
        heading=back(section.heading) if section.heading else None,
        text=back(section.text),
        label=back(section.label),
    )


def _task(task: Task, back: Callable[[str], str], ids: Mapping[int, str]) -> Task:
    return task._replace(
        id=task.id.translate(ids),
        no=back(task.no) if task.no else None,
        text=back(task.text),
        leads=tuple(map(back, task.leads)),
        participants=tuple(map(back, task.participants)),
        due=Due(back(task.due.text), task.due.by) if task.due else None,
        details=tuple(Detail(back(detail.name), back(detail.text)) for detail in task.details),
        basis=tuple(
            basis._replace(section=basis.section.translate(ids), quote=back(basis.quote)) for basis in task.basis
        ),
    )


def _doubt(doubt: Doubt, back: Callable[[str], str], ids: Mapping[int, str]) -> Doubt:
    values = {
        name: (value.translate(ids) if name == "section" else back(value)) if isinstance(value, str) else value
        for name, value in doubt.values.items()
    }
    return replace(doubt, values=values)
