"""OpenDocument texts (.odt): paragraphs with their automatic numbers, tables, notes; what was deleted is left out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final
from xml.etree.ElementTree import Element

from tui.ingest.blocks import Block, Cell, Paragraph, Reading, make_table
from tui.ingest.fitness import check_length
from tui.ingest.readers.left_out import LeftOut
from tui.ingest.readers.ods import ANNOTATION, DRAWN, OFFICE, STYLE, TABLE, TEXT, count_of, is_encrypted
from tui.ingest.readers.odt_lists import Listing, Lists
from tui.ingest.readers.odt_looks import Looks
from tui.ingest.readers.odt_words import TOLD, WordReader, Words
from tui.ingest.readers.packages import Package, words_in
from tui.ingest.readers.table_cells import DEEPEST, WIDEST, Places, cell_text, with_dashes
from tui.ingest.tables.columns import names_duties
from tui.model.errors import Invalid
from tui.model.text import count_characters

_PARAGRAPHS: Final = {f"{TEXT}p", f"{TEXT}h"}
_CELLS: Final = {f"{TABLE}table-cell", f"{TABLE}covered-table-cell"}
_ROWS: Final = {f"{TABLE}{name}" for name in ("table-header-rows", "table-rows", "table-row-group")}
_EDGES: Final = {f"{STYLE}{page}{side}" for page in ("header", "footer") for side in ("", "-left", "-first")}

Covers = dict[tuple[int, int], tuple[str, str]]
"""For each place that a merged cell reaches over: its words, and whether it lies above or to the left."""


def read_odt(data: bytes, name: str, _encoding: str | None = None) -> Reading:
    """The blocks of a text. Raises Invalid for what is damaged, protected or grows too large."""
    package = Package(data, name, "odt")
    if package.optional("META-INF/manifest.xml") is not None and is_encrypted(package):
        raise Invalid("encrypted_file", file=name)
    root = package.xml("content.xml")
    styles = package.optional("styles.xml")
    body = next(root.iter(f"{OFFICE}text"), None)
    if body is None:
        raise Invalid("broken_file", file=name, format="odt", reason="content.xml")
    roots = [root] if styles is None else [styles, root]
    walk = _Walk(name, Lists(roots), WordReader(Looks(roots), LeftOut()), _characters(body))
    try:
        blocks = tuple(walk.flow(body))
    except RecursionError as problem:
        raise Invalid("broken_file", file=name, format="odt", reason="content.xml") from problem
    if styles is not None:
        walk.edges(styles)
    meta = package.optional("meta.xml")
    if meta is not None and (held := _characters(meta)):
        walk.source += held
        walk.left.count("file_properties", "", held)
    return Reading(blocks, "odt", None, walk.left.doubts(), source=walk.source, added=walk.added)


class _Walk:
    """Goes through the body once, so that automatic numbers count as they are printed."""

    def __init__(self, name: str, lists: Lists, words: WordReader, held: int) -> None:
        check_length(0, held, name)
        self.left = words.left
        self.source = held
        self.added = 0
        self._name = name
        self._lists = lists
        self._words = words
        self._body = held
        self._paragraphs = 0
        self._tables = 0
        self._lines = 0
        self._notes = 0
        self._places = Places(name)
        self._inner: list[str] = []
        """Where the cells stand that are being read, the innermost last."""
        self._waiting: list[Block] = []
        """Notes whose marks stand in a table: they come behind it."""

    @property
    def _where(self) -> str:
        return self._inner[-1] if self._inner else f"paragraph {self._paragraphs}"

    def flow(self, holder: Element) -> list[Block]:
        """The blocks of a body, a cell, a note or a text box."""
        blocks: list[Block] = []
        self._flow(holder, blocks)
        return blocks

    def _flow(self, holder: Element, blocks: list[Block]) -> None:
        for element in holder:
            if element.tag in _PARAGRAPHS:
                numbered = self._lists.heading(element) if element.tag == f"{TEXT}h" else None
                self._paragraph(element, numbered, element, blocks)
            elif element.tag == f"{TEXT}list":
                self._list(element, None, blocks)
            elif element.tag == f"{TABLE}table":
                self._table(element, blocks)
            elif element.tag == f"{TEXT}numbered-paragraph":
                self._item(element, self._lists.numbered(element), blocks)
            else:
                self._other(element, blocks)

    def _other(self, element: Element, blocks: list[Block]) -> None:
        """What holds others, and what is no text."""
        if element.tag == f"{TEXT}tracked-changes":
            times = len(element.findall(f"{TEXT}changed-region"))
            self.left.count("revisions", "", _characters(element), times)
        elif element.tag == f"{TEXT}section" and element.get(f"{TEXT}display") == "none":
            self.left.count("hidden_text", self._where, _characters(element))
        elif element.tag == f"{TEXT}table-of-content":
            self._contents(element, blocks)
        elif element.tag.endswith("-source"):  # how an index is made
            self.left.count("contents", self._where, _characters(element), 0)
        elif element.tag == ANNOTATION:
            self._words.comment(element)
        elif element.tag in TOLD:
            self._words.told(element)
        elif element.tag.startswith(DRAWN):
            words = Words()
            self._words.where = self._where
            self._words.drawn(element, words)
            self._behind(words, blocks)
        else:
            self._flow(element, blocks)

    def _contents(self, element: Element, blocks: list[Block]) -> None:
        """A contents page is left out, unless most of the text is in it."""
        body = element.find(f"{TEXT}index-body")
        held, listed = _characters(element), _characters(body) if body is not None else 0
        if body is not None and listed * 2 > self._body:
            held -= listed
            self._flow(body, blocks)
        if held:
            self.left.count("contents", self._where, held, sum(1 for _ in element.iter(f"{TEXT}p")))

    def _list(self, element: Element, outer: Listing | None, blocks: list[Block]) -> None:
        listing = self._lists.begin(element, outer)
        for item in element:
            header = item.tag == f"{TEXT}list-header"
            self._item(item, listing, blocks, counts=not header)

    def _item(self, item: Element, listing: Listing, blocks: list[Block], *, counts: bool = True) -> None:
        """An item of a list: its first paragraph has the number, unless another list stands before it."""
        first = counts
        for element in item:
            if element.tag in _PARAGRAPHS:
                self._paragraph(element, listing if first else None, item, blocks)
            elif element.tag == f"{TEXT}list":
                self._list(element, listing, blocks)
            else:
                self._other(element, blocks)
            first = False

    def _paragraph(self, element: Element, numbered: Listing | None, item: Element, blocks: list[Block]) -> None:
        """A paragraph (more where it holds line breaks), then its text boxes and notes."""
        self._paragraphs += 1
        where = f"paragraph {self._paragraphs}"
        words = self._words.read(element, self._where)
        shown = bool(words.text.strip())
        label = self._lists.label(numbered, item) if numbered and (shown or words.struck) else ""
        if shown:
            self.added += count_characters(label)
            lines = [line for line in (label + words.text.lstrip(" ")).split("\n") if line.strip()]
            blocks.extend(Paragraph(line, where) for line in lines)
            self._lines += len(lines)
            check_length(self._lines, 0, self._name)
        self._behind(words, blocks)

    def _behind(self, words: Words, blocks: list[Block]) -> None:
        """What stands at a paragraph: text boxes, then notes."""
        for box in words.boxes:
            self.left.note("text_boxes", self._where)
            self._flow(box, blocks)
        for note in words.notes:
            self._note(note, blocks)

    def _note(self, note: Element, blocks: list[Block]) -> None:
        """A foot- or endnote: at its place, or behind the table that its mark stands in."""
        self._notes += 1
        place = self._where
        body = note.find(f"{TEXT}note-body")
        mark = "".join(note.findtext(f"{TEXT}note-citation", "").split())
        label = f"［注{mark or self._notes}］"
        inner, self._inner = self._inner, []
        read = self.flow(body) if body is not None else []
        self._inner = inner
        if not any(isinstance(block, Paragraph) for block in read):
            self.left.note("note_missing", place, mark)
        else:
            self.added -= count_characters(mark)
        for at, block in enumerate(read):  # each is named as a part of the note: what looks like a number in it is none
            if isinstance(block, Paragraph):
                read[at] = Paragraph(f"{label}{block.text.lstrip()}", place)
                self.added += count_characters(label)
        (self._waiting if self._inner else blocks).extend(read)

    def _table(self, element: Element, blocks: list[Block]) -> None:
        """A table; one of a single column, or that sets out others, is only a frame."""
        rows = list(_rows(element))
        if len(self._inner) >= DEEPEST or all(len(row) < 2 for row in map(_cells, rows)) or _is_frame(rows):
            for cell in (cell for row in rows for cell in _cells(row)):
                self._flow(cell, blocks)
            return
        if not self._inner:
            self._tables += 1
        place = self._inner[0] if self._inner else f"table {self._tables}"
        covers: Covers = {}
        lines = []
        for at, row in enumerate(rows):
            where = place if self._inner else f"{place} row {at + 1}"
            lines.append((where, self._row(row, at, len(rows), covers, where)))
        self._places.take(max(len(cells) for _, cells in lines) * len(lines))
        blocks.append(make_table(lines, place))
        if not self._inner:
            blocks.extend(self._waiting)
            self._waiting = []

    def _row(self, row: Element, at: int, rows: int, covers: Covers, where: str) -> list[Cell]:
        """The cells of a row on the grid."""
        cells: list[Cell] = []
        emptied: list[int] = []
        for element in _cells(row):
            gone = self._words.gone
            own = self._cell(element, where)
            column = len(cells)
            if column >= WIDEST:
                self.left.note("cells_left_out", where, own)
                continue
            if element.tag == f"{TABLE}covered-table-cell":
                if own.strip():
                    self.left.note("cells_covered", where, own, words=own)
                covered = _reach(element, "columns-repeated", column)
                cells += [Cell(*covers.get((at, more), ("", ""))) for more in covered]
                continue
            if not own and self._words.gone > gone:
                emptied.append(column)
            again = _reach(element, "columns-repeated", column)
            self.added += count_characters(own) * (len(again) - 1)
            cells += [Cell(own)] * len(again)
            self._cover(element, (at, column), rows, own, covers)
        self.added += with_dashes(cells, emptied)
        return cells

    def _cover(self, element: Element, start: tuple[int, int], rows: int, words: str, covers: Covers) -> None:
        """Note where a merged cell reaches."""
        columns = _reach(element, "columns-spanned", start[1])
        lines = range(start[0], min(start[0] + count_of(element, "number-rows-spanned"), rows))
        self._places.take(len(columns) * len(lines))
        for row in lines:
            for column in columns:
                covers[row, column] = (words, "above" if row > start[0] else "left")

    def _cell(self, element: Element, where: str) -> str:
        """The words of a cell."""
        self._inner.append(where)
        text = cell_text(self.flow(element), where, self.left)
        self._inner.pop()
        return text

    def edges(self, styles: Element) -> None:
        """Note what is printed at the head and the foot of every page."""
        for element in styles.iter():
            if element.tag in _EDGES and (held := _characters(element)):
                self.source += held
                words = " ".join("".join(words_in(each)) for each in element.iter(f"{TEXT}p"))
                self.left.count("page_edges", "", held, words=words)


def _characters(element: Element) -> int:
    return sum(map(count_characters, words_in(element)))


def _rows(holder: Element) -> Iterator[Element]:
    """The rows of a table, groups of rows seen through."""
    for element in holder:
        if element.tag == f"{TABLE}table-row":
            yield element
        elif element.tag in _ROWS:
            yield from _rows(element)


def _cells(row: Element) -> list[Element]:
    return [element for element in row if element.tag in _CELLS]


def _reach(element: Element, name: str, column: int) -> range:
    """The columns from this one on that a cell takes."""
    return range(column, min(column + count_of(element, f"number-{name}"), WIDEST))


def _is_frame(rows: list[Element]) -> bool:
    """Whether a table only sets out others: its own head names no duties, that of a table in it does."""
    inner = [table for row in rows for table in row.iter(f"{TABLE}table")]
    if not inner or any(map(_names_duties, rows[:3])):
        return False
    return any(_names_duties(row) for table in inner for row in list(_rows(table))[:3])


def _names_duties(row: Element) -> bool:
    """Whether a row is the head of a table of tasks."""
    return names_duties("".join(words_in(cell)) for cell in _cells(row))
