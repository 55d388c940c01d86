"""How a document lies on the page: its words in reading order as blocks, and the blocks as lines of a width; pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Final, NamedTuple

from rich.cells import cell_len

from tui.app.lines.pieces import Span
from tui.app.lines.wrap import wrap
from tui.i18n import Texts
from tui.model.document import Document, Kind, Section
from tui.model.task import Task
from tui.model.text import visible

WIDEST: Final = 100
"""Lines of text are never longer than this many cells: longer ones are hard to follow."""
LEFT: Final = 2
RIGHT: Final = 10
"""Cells of the margins: at the left the place of the reader, at the right ties and notes."""
_APART: Final = frozenset({Kind.CHAPTER, Kind.SECTION, Kind.ANNEX, Kind.SIGNATURE})
"""Kinds with an empty line before them."""


_SENTENCE: Final = r"[^\s。！？；][^。！？；\n]*[。！？；]*[”’）」』]*"


class Block(NamedTuple):
    """A section's own words, or a task of an annex that has no section."""

    place: str
    """Section id or task id."""
    text: str
    """The words as shown."""
    strong: int = 0
    """How many characters at the beginning are its heading."""
    apart: bool = False
    """Whether an empty line stands before it."""
    task: Task | None = None
    label: str = ""
    """What stands before the first line; all lines are indented by its width."""
    note: int = 0
    """Of words that people noted on the place, which of them these are, from 1; 0 for the document's own."""


class Line(NamedTuple):
    """One line of the page: a slice of a block's text."""

    block: int
    start: int
    end: int
    """Without the line end."""
    first: bool
    """Whether the block begins here."""
    blank: bool = False
    """An empty line that the document does not have."""


def _section_block(section: Section) -> Block:
    words = visible(section.label + section.text, lines=True)
    strong = 0
    if section.kind is Kind.TITLE:
        strong = len(words)
    elif section.heading:
        strong = len(visible(section.label, lines=True)) + len(visible(section.heading, lines=True))
    return Block(section.id, words, min(strong, len(words)), section.kind in _APART)


def _task_block(task: Task, texts: Texts) -> Block:
    """A task of a table: words and bodies, verbatim."""
    number = f"{task.no or task.ordinal}"
    details = [
        texts(f"widget.reader.{name}") + "、".join(names)
        for name, names in (("leads", task.leads), ("participants", task.participants))
        if names
    ]
    if task.due:
        details.append(texts("widget.reader.due") + task.due.text)
    lines = [task.text, "　".join(details)] if details else [task.text]
    return Block(task.id, "\n".join(visible(line) for line in lines), task=task, label=f"{visible(number):>4}  ")


def blocks(document: Document, texts: Texts) -> tuple[Block, ...]:
    """The document as it reads: sections in order, and behind an annex and what stands in it the rows of its tables."""
    rows: dict[str, list[Task]] = {}
    for task in document.tasks:
        if task.origin.kind == "table":
            rows.setdefault(task.home, []).append(task)
    last: dict[str, list[Task]] = {}
    for home, found in rows.items():
        inside = list(document.walk(home)) if document.section(home) else list(document.sections)
        end = inside[-1].id if inside else home
        last.setdefault(end, []).extend(found)
    result: list[Block] = []
    for section in document.sections:
        result.append(_section_block(section))
        result += [_task_block(task, texts) for task in last.get(section.id, ())]
    return tuple(result)


Noted = Mapping[str, Sequence[tuple[str, str]]]
"""What people noted, by the section or task: of each line the sign before it and its words."""


def with_notes(laid: Sequence[Block], noted: Noted) -> tuple[Block, ...]:
    """The blocks, each with what was noted on it right behind it."""
    result: list[Block] = []
    for block in laid:
        result.append(block)
        for number, (sign, words) in enumerate(noted.get(block.place, ()), 1):
            text = visible(words.strip(), lines=True)
            result.append(Block(block.place, text, task=block.task, label=f"    {visible(sign)} ", note=number))
    return tuple(result)


class Page:
    """The blocks of a document laid out for a width."""

    def __init__(self, laid: Sequence[Block], width: int, enough: int | None = None) -> None:
        self.blocks = laid
        self.width = width
        """Cells that the text may take; 0 where this is not known yet, and then there are no lines."""
        self.whole = True
        """Whether all blocks are laid out, not just those of the first `enough` lines."""
        self.lines: list[Line] = []
        self.starts: list[int] = []
        """Index of the first line of each block, without the empty line before it."""
        if width:
            self._lay_out(enough)

    def _lay_out(self, enough: int | None) -> None:
        for at, block in enumerate(self.blocks):
            if enough is not None and len(self.lines) >= enough:
                self.whole = False
                return
            if block.apart and at:
                self.lines.append(Line(at, 0, 0, first=False, blank=True))
            self.starts.append(len(self.lines))
            self.lines += self._lines_of(at, block)

    def _lines_of(self, at: int, block: Block) -> list[Line]:
        slices = wrap(block.text, self.width - cell_len(block.label))
        return [
            Line(at, start, end - (end > start and block.text[end - 1] == "\n"), first=not n)
            for n, (start, end) in enumerate(slices)
        ]

    @cached_property
    def _by_place(self) -> dict[str, int]:
        return {block.place: at for at, block in enumerate(self.blocks) if not block.note}

    def block_of(self, place: str) -> int | None:
        """Index of the block of a section or task."""
        return self._by_place.get(place)

    def alike(self, block: Block) -> int:
        """Index of the block that is what this one was on another page; of a note that is gone that of its place."""
        found = {each.note: at for at, each in enumerate(self.blocks) if each.place == block.place}
        return found.get(block.note, found.get(0, 0))

    def line_at(self, block: int, offset: int) -> int:
        """Index of the line that holds a character of a block."""
        at = self.starts[block]
        while at + 1 < len(self.lines) and self.lines[at + 1].block == block and self.lines[at + 1].start <= offset:
            if self.lines[at + 1].blank:
                break
            at += 1
        return at

    def lines_of(self, block: int) -> range:
        """The lines of a block."""
        end = self.starts[block + 1] if block + 1 < len(self.starts) else len(self.lines)
        return range(self.starts[block], end - (end > 0 and self.lines[end - 1].blank))

    def words(self, line: int) -> str:
        """What a line says."""
        laid = self.lines[line]
        return self.blocks[laid.block].text[laid.start : laid.end]

    def extract(self, start: tuple[int, int], end: tuple[int, int]) -> str:
        """The document's words between two places (line, character), lines that were only wrapped joined again."""
        parts: list[str] = []
        for index in range(max(0, start[0]), min(end[0], len(self.lines) - 1) + 1):
            line, words = self.lines[index], self.words(index)
            if line.blank or self.blocks[line.block].note:
                continue
            first = start[1] if index == start[0] else 0
            last = end[1] if index == end[0] else len(words)
            if parts and (line.first or self._hard(index)):
                parts.append("\n")
            parts.append(words[first:last])
        return "".join(parts)

    def _hard(self, index: int) -> bool:
        line = self.lines[index]
        return line.start > 0 and self.blocks[line.block].text[line.start - 1] == "\n"


def text_width(width: int) -> int:
    """Cells for the text in a pane of this width."""
    return max(8, min(WIDEST, width - LEFT - RIGHT))


def sentence_at(text: str, at: int) -> Span:
    """Start and end of the sentence that holds a character, or else of the last one; without the indent before it."""
    found = [match.span() for match in re.finditer(_SENTENCE, text)]
    return next((span for span in found if span[1] > at), found[-1] if found else (0, len(text)))
