"""Word files: paragraphs with automatic numbers, merged cells, text boxes and notes once, revisions accepted."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from itertools import pairwise
from pathlib import PurePath
from typing import Final
from xml.etree.ElementTree import Element

from tui.ingest.account import held, source_of
from tui.ingest.blocks import Block, Cell, Paragraph, Reading, make_table
from tui.ingest.fitness import check_length
from tui.ingest.readers.chunks import kind_of_chunk, read_chunk
from tui.ingest.readers.docx_looks import PLAIN, Look, Looks
from tui.ingest.readers.docx_numbers import Numbering, W, number_in, value_of
from tui.ingest.readers.docx_parts import Beside
from tui.ingest.readers.docx_words import ALTERNATE, Mark, WordReader, Words
from tui.ingest.readers.left_out import LeftOut
from tui.ingest.readers.packages import Package, words_in
from tui.ingest.readers.table_cells import DEEPEST, WIDEST, Places, cell_text, with_dashes
from tui.ingest.structure.contents import is_contents_head
from tui.ingest.tables.columns import names_duties
from tui.model.errors import Problem
from tui.model.text import count_characters

_R: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_DELETED: Final = {W + name for name in ("del", "moveFrom")}
_PROPERTIES: Final = {W + name for name in ("rPr", "pPr", "sectPr", "tblPr", "tblGrid", "sdtPr", "sdtEndPr")}
_UNUSED: Final = frozenset(
    W + name
    for name in (
        "rFonts", "sz", "szCs", "color", "lang", "kern", "spacing", "ind", "jc", "b", "bCs", "i", "iCs", "u", "shd",
        "tcW", "tcBorders", "tblW", "tblBorders", "tblCellMar", "vAlign", "trHeight", "snapToGrid",
        "highlight", "widowControl", "tabs", "pBdr", "sectPr", "tblGrid", "cnfStyle", "textAlignment", "proofErr",
        "lastRenderedPageBreak",
    )
)  # fmt: skip
"""Properties that say nothing of the words: they are half of a file."""


def read_docx(data: bytes, name: str, _encoding: str | None = None) -> Reading:
    """The blocks of a Word file. Raises Invalid for what is damaged, protected or grows too large."""
    return _read(Package(data, name, "docx"), within=False)


def _read(package: Package, *, within: bool) -> Reading:
    main, name = package.main, package.name
    root = package.xml(main, _UNUSED)
    source = sum(map(count_characters, words_in(root)))
    check_length(0, source, name)
    left = LeftOut()
    styles, numbers = (
        package.optional(next(iter(package.related(main, kind, f"word/{kind}.xml")), ""), _UNUSED)
        for kind in ("styles", "numbering")
    )
    walk = _Walk(
        Numbering(numbers, styles), WordReader(Looks(styles), left), Beside(package, main, left), within=within
    )
    body = root.find(W + "body")
    blocks = _without_contents(walk.flow(body if body is not None else root), walk.listed, left)
    walk.words.finish()
    source += walk.beside.finish() + sum(map(source_of, walk.chunks))
    doubts = left.doubts() + tuple(doubt for chunk in walk.chunks for doubt in chunk.doubts)
    added = walk.words.added + walk.added + sum(chunk.added for chunk in walk.chunks)
    return Reading(tuple(blocks), "docx", None, doubts, source=source, added=added)


def _without_contents(blocks: list[Block], listed: list[Paragraph], left: LeftOut) -> list[Block]:
    """The blocks without the contents pages that the file itself marks; all of them where most of it is so marked."""
    if sum(count_characters(each.text) for each in listed) * 2 > held(blocks):
        return blocks
    gone = set(map(id, listed))
    for above, block in pairwise(blocks):
        if id(block) in gone and isinstance(above, Paragraph) and is_contents_head(above.text):
            gone.add(id(above))
    for block in blocks:
        if id(block) in gone and isinstance(block, Paragraph):
            left.note("contents", block.where, block.text)
    return [block for block in blocks if id(block) not in gone]


@dataclass(slots=True)
class _Open:
    """A paragraph whose mark is deleted or hidden: the next one goes on with it."""

    words: Words
    label: str
    where: str
    listed: bool = False
    """Whether the file itself says that it is an entry of a contents page."""
    pending: list[Element | None] = field(default_factory=list)
    """What says the numbers of its parts whose mark is deleted: the last that has one numbers the whole."""


class _Walk:
    """Goes through the body once, so that automatic numbers count as they are printed."""

    def __init__(self, numbering: Numbering, words: WordReader, beside: Beside, *, within: bool) -> None:
        self.numbering = numbering
        self.words = words
        self.left = words.left
        self.beside = beside
        self.package = beside.package
        self.within = within
        self.paragraphs = 0
        self.tables = 0
        self.lines = 0
        self.places = Places(beside.package.name)
        self.added = 0
        self.chunks: list[Reading] = []
        """The files within the file."""
        self.inner: list[str] = []
        """Where the cells stand that are being read, the innermost last."""
        self.cell = PLAIN
        """How the style of the table shows the words of the cell that is being read."""
        self.listed: list[Paragraph] = []
        """What the file says are entries of contents pages."""
        self.later: list[Mark] | None = None
        """While a note is read: the marks in it, whose notes come behind it."""
        self.waiting: list[Block] = []
        """Notes whose marks stand in a table: they come behind it."""

    def flow(self, holder: Element) -> list[Block]:
        """The blocks of a body, a note or a text box."""
        blocks: list[Block] = []
        self._flow(holder, blocks)
        return blocks

    def _flow(self, holder: Element, blocks: list[Block]) -> None:
        before: _Open | None = None
        for element in self._elements(holder):
            if element.tag == W + "p":
                before = self._paragraph(element, before, blocks)
                continue
            if before is not None:
                self._close(before, blocks)
                before = None
            if element.tag == W + "tbl":
                self._table(element, blocks)
            else:
                self._chunk(element, blocks)
        if before is not None:
            self._close(before, blocks)

    def _elements(self, holder: Element) -> Iterator[Element]:
        """Paragraphs, tables and chunks in order; content controls and accepted revisions are seen through."""
        stack = list(reversed(holder))
        while stack:
            element = stack.pop()
            if element.tag in {W + "p", W + "tbl", W + "altChunk", W + "subDoc"}:
                yield element
            elif element.tag == ALTERNATE + "AlternateContent":
                stack.extend(reversed(self.words.chosen(element)))
            elif element.tag in _DELETED:
                self.words.deleted(element)
            elif element.tag not in _PROPERTIES:
                stack.extend(reversed(element))

    def _paragraph(self, element: Element, before: _Open | None, blocks: list[Block]) -> _Open | None:
        """Read a paragraph into the blocks; it stays open where its mark does not show."""
        self.paragraphs += 1
        where = before.where if before else f"paragraph {self.paragraphs}"
        properties = element.find(W + "pPr")
        words = self.words.read(element, f"paragraph {self.paragraphs}", self.cell)
        shown = bool(words.text.strip())
        counts = shown or bool(words.struck)
        deleted = self._is_deleted(properties)
        label = self.numbering.label(properties) if counts and not deleted else ""
        pending = [properties] if counts and deleted else []
        now = _Open(words, label if shown else "", where, shown and self._is_listed(properties, words), pending)
        if before is not None:
            now = _joined(before, now)
        if deleted or self._goes_on(properties):
            return now
        self._close(now, blocks)
        return None

    def _is_listed(self, properties: Element | None, words: Words) -> bool:
        """Whether a paragraph is an entry of a contents page, by its style or by the field that made it."""
        if self.inner:
            return False
        return self.words.looks.lists(properties) or words.listed >= count_characters(words.text) > 0

    def _is_deleted(self, properties: Element | None) -> bool:
        """Whether the mark of a paragraph is deleted: as accepted, the next paragraph goes on with it."""
        own = properties.find(W + "rPr") if properties is not None else None
        deleted = own is not None and any(own.find(tag) is not None for tag in _DELETED)
        if deleted:
            self.left.note("marks_deleted", self.words.where)
        return deleted

    def _goes_on(self, properties: Element | None) -> bool:
        """Whether a paragraph's mark is hidden, or it is a first letter set large."""
        frame = properties.find(W + "framePr") if properties is not None else None
        drops = frame is not None and frame.get(W + "dropCap") in {"drop", "margin"}
        return drops or self.words.looks.mark_hidden(properties)

    def _close(self, paragraph: _Open, blocks: list[Block]) -> None:
        """A paragraph (more where it holds line breaks), then its text boxes and notes."""
        text = paragraph.words.text
        label = paragraph.label or next(filter(None, map(self.numbering.label, reversed(paragraph.pending))), "")
        if text.strip():
            self.added += count_characters(label)
            lines = [line for line in (label + text.lstrip(" ")).split("\n") if line.strip()]
            made = [Paragraph(line, paragraph.where) for line in lines]
            blocks.extend(made)
            self.listed += made if paragraph.listed else []
            self.lines += len(lines)
            check_length(self.lines, 0, self.package.name)
        for box in paragraph.words.boxes:
            self.left.note("text_boxes", paragraph.where)
            self._flow(box, blocks)
        for mark in paragraph.words.marks:
            self._mark(mark, paragraph.where, blocks)

    def _mark(self, mark: Mark, where: str, blocks: list[Block]) -> None:
        """Read the note that a mark means: at its place, or behind the table that it stands in."""
        place = self.inner[-1] if self.inner else where
        if mark.kind == "comment":
            self.beside.comment(mark.id, place)
            return
        if self.later is not None:
            self.later.append(mark)
            return
        self.later = [mark]
        for each in self.later:
            self._note(each, place, blocks)
        self.later = None

    def _note(self, mark: Mark, place: str, blocks: list[Block]) -> None:
        note = self.beside.note(mark, place)
        if note is None:
            return
        inner, self.inner = self.inner, []
        cell, self.cell = self.cell, PLAIN
        read = self.flow(note.element)
        self.inner, self.cell = inner, cell
        for at, block in enumerate(read):  # each is named as a part of the note: what looks like a number in it is none
            if isinstance(block, Paragraph):
                read[at] = Paragraph(f"{note.label}{block.text.lstrip()}", place)
                self.added += count_characters(note.label)
        (self.waiting if self.inner else blocks).extend(read)

    def _chunk(self, element: Element, blocks: list[Block]) -> None:
        """A file that stands in this one as a part of its text."""
        where = f"paragraph {self.paragraphs + 1}"
        named = self.package.relations(self.beside.main).get(element.get(_R + "id") or "")
        part = named.part if named else ""
        suffix = PurePath(part).suffix.lower()
        reading = self._file(part, suffix)
        self.left.note("chunk_read" if reading else "chunk_unread", where, kind=suffix or "?")
        if reading:
            self.lines += sum(1 if isinstance(block, Paragraph) else len(block.rows) for block in reading.blocks)
            check_length(self.lines, 0, self.package.name)
            self.chunks.append(reading)
            blocks.extend(reading.blocks)

    def _file(self, part: str, suffix: str) -> Reading | None:
        """The reading of a file within the file; None where it is missing, met before, or cannot be read."""
        if self.within or part.lower() not in self.package.unseen:
            return None
        try:
            data = self.package.bytes(part)
            kind = kind_of_chunk(data, suffix)
            if kind == "docx":
                return _read(Package(data, part, "docx", self.package), within=True)
            self.package.pass_over(data.count(b"<") + data.count(b"\\"))
            return read_chunk(data, part, kind)
        except Problem:
            return None

    def _table(self, element: Element, blocks: list[Block]) -> None:
        """A table; one of a single column is only a frame, and its paragraphs stand for themselves."""
        rows = [row for row in _inside(element, "tr") if self._stands(row)]
        looks = self.words.looks.of_table(element.find(W + "tblPr"))
        outer = self.cell
        if len(self.inner) >= DEEPEST or all(len(list(_inside(row, "tc"))) < 2 for row in rows) or _is_frame(rows):
            self.cell = looks.whole
            for row in rows:
                for cell in _inside(row, "tc"):
                    self._flow(cell, blocks)
            self.cell = outer
            return
        if not self.inner:
            self.tables += 1
        place = self.inner[0] if self.inner else f"table {self.tables}"
        above: dict[int, str] = {}
        places = [place if self.inner else f"{place} row {at}" for at in range(1, len(rows) + 1)]
        lines = []
        for number, (at, row) in enumerate(zip(places, rows, strict=True)):
            lines.append((at, self._row(row, above, at, partial(looks.at, number, len(rows)))))
        self.cell = outer
        self.places.take(max(len(cells) for _, cells in lines) * len(lines))
        blocks.append(make_table(lines, place))
        if not self.inner:
            blocks.extend(self.waiting)
            self.waiting = []

    def _stands(self, row: Element) -> bool:
        """Whether a row is shown: neither deleted nor hidden."""
        properties = row.find(W + "trPr")
        if properties is None:
            return True
        if properties.find(W + "del") is not None:
            self.left.note("revisions", self.words.where, "".join(words_in(row)))
            return False
        if properties.find(W + "hidden") is not None and value_of(properties, "hidden", "on") not in {
            "0",
            "false",
            "off",
        }:
            self.left.note("hidden_text", self.words.where, "".join(words_in(row)))
            return False
        return True

    def _row(self, row: Element, above: dict[int, str], where: str, look: Callable[[int, int], Look]) -> list[Cell]:
        """The cells of a row on the grid; `above` keeps the words of cells that reach down."""
        emptied: list[int] = []
        printed = list(_inside(row, "tc"))
        cells = [Cell("")] * min(number_in(row.find(W + "trPr"), "gridBefore", 0), WIDEST)
        for place, element in enumerate(printed):
            properties = element.find(W + "tcPr")
            if properties is not None and properties.find(W + "cellDel") is not None:
                self.left.note("revisions", where, "".join(words_in(element)))
                continue
            span = max(1, min(number_in(properties, "gridSpan", 1), WIDEST))
            merge = properties.find(W + "vMerge") if properties is not None else None
            goes_on = merge is not None and value_of(properties, "vMerge", "continue") != "restart"
            at = len(cells)
            if at >= WIDEST:
                self.left.note("cells_left_out", where, "".join(words_in(element)))
                continue
            gone = self.words.gone
            self.cell = look(place, len(printed))
            own = self._cell(element, where)
            if not own and self.words.gone > gone:
                emptied.append(at)
            if goes_on and own.strip():
                self.left.note("cells_covered", where, own, words=own)
            text = above.get(at, "") if goes_on else own
            above[at] = text
            cells.append(Cell(text, "above" if goes_on else ""))
            cells += [Cell(text, "left")] * (span - 1)
        self.places.take(len(cells))
        self.added += with_dashes(cells, emptied)
        return cells[:WIDEST]

    def _cell(self, element: Element, where: str) -> str:
        """The words of a cell."""
        self.inner.append(where)
        text = cell_text(self.flow(element), where, self.left)
        self.inner.pop()
        return text


def _joined(before: _Open, after: _Open) -> _Open:
    """Two paragraphs as one, the second put into the first."""
    words, more = before.words, after.words
    words.parts += more.parts
    words.struck += more.struck
    words.boxes += more.boxes
    words.marks += more.marks
    words.listed += more.listed
    before.pending.extend(after.pending)
    label = before.label or after.label
    return _Open(words, label, before.where, before.listed and after.listed, before.pending)


def _is_frame(rows: list[Element]) -> bool:
    """Whether a table only sets out others: its own head names no duties, that of a table in it does."""
    inner = [table for row in rows for table in row.iter(W + "tbl")]
    if not inner or any(map(_names_duties, rows[:3])):
        return False
    return any(_names_duties(row) for table in inner for row in list(_inside(table, "tr"))[:3])


def _names_duties(row: Element) -> bool:
    """Whether a row is the head of a table of tasks."""
    return names_duties("".join(words_in(cell)) for cell in _inside(row, "tc"))


def _inside(holder: Element, name: str) -> Iterator[Element]:
    """The rows of a table or cells of a row, content controls seen through."""
    for element in holder:
        if element.tag == W + name:
            yield element
        elif element.tag in {W + "sdt", W + "sdtContent", W + "ins", W + "customXml", W + "moveTo"}:
            yield from _inside(element, name)
