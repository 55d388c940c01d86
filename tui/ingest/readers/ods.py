"""OpenDocument workbooks (.ods): sheets as tables, with merged cells and every cell as it is shown."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final
from xml.etree.ElementTree import Element

from tui.ingest.blocks import Block, Reading
from tui.ingest.readers.left_out import LeftOut, ranges
from tui.ingest.readers.packages import Package
from tui.ingest.readers.sheet_formulas import column_letters
from tui.ingest.readers.sheets import Grid, sheet_blocks
from tui.ingest.readers.table_cells import WIDEST, Places
from tui.model.errors import Invalid
from tui.model.text import count_characters

SPACE: Final = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
"""Where the names of elements and attributes belong."""
TABLE: Final = SPACE % "table"
TEXT: Final = SPACE % "text"
OFFICE: Final = SPACE % "office"
STYLE: Final = SPACE % "style"
_CREATOR: Final = "{http://purl.org/dc/elements/1.1/}creator"
_CELLS: Final = {f"{TABLE}table-cell", f"{TABLE}covered-table-cell"}
DRAWN: Final = SPACE % "drawing"
ANNOTATION: Final = f"{OFFICE}annotation"
_MOST_ROWS: Final = 1 << 20
_MOST_ALIKE: Final = 1000
"""So often at most a row that holds words is repeated."""
_MOST_COVERED: Final = 300_000
"""How many places the merged cells of a sheet may cover."""

Place = tuple[int, int]


def read_ods(data: bytes, name: str, _encoding: str | None = None) -> Reading:
    """The sheets of a workbook as tables; hidden ones are left out and told, hidden rows and columns read and told."""
    package = Package(data, name, "ods")
    if "content.xml" not in package.parts:
        raise Invalid("broken_file", file=name, format="ods", reason="content.xml")
    if package.optional("META-INF/manifest.xml") is not None and is_encrypted(package):
        raise Invalid("encrypted_file", file=name)
    root = package.xml("content.xml")
    hidden = {
        style.get(f"{STYLE}name")
        for style in root.iter(f"{STYLE}style")
        for told in style.iter(f"{STYLE}table-properties")
        if told.get(f"{TABLE}display") == "false"
    }
    book = _Book(name)
    for sheet in (each for book in root.iter(f"{OFFICE}spreadsheet") for each in book.findall(f"{TABLE}table")):
        book.read(sheet, shown=sheet.get(f"{TABLE}style-name") not in hidden)
    return Reading(tuple(book.blocks), "ods", None, book.left.doubts(), source=book.source, added=book.added)


def is_encrypted(package: Package) -> bool:
    """Whether the manifest of a package says that a part of it can only be read with a key."""
    manifest = package.xml("META-INF/manifest.xml")
    return any(
        each.tag.rpartition("}")[2] == "encryption-data" for each in manifest.iter() if isinstance(each.tag, str)
    )


class _Book:
    """Reads the sheets of a workbook in order; counts every character in them."""

    def __init__(self, name: str) -> None:
        self.left = LeftOut()
        self.blocks: list[Block] = []
        self.source = 0
        self.added = 0
        self._name = name
        self._places = Places(name)

    def read(self, sheet: Element, *, shown: bool) -> None:
        """Read a sheet; a hidden one is only counted."""
        name = sheet.get(f"{TABLE}name") or ""
        if not shown:
            held = sum(count_characters("".join(each.itertext())) for each in sheet.iter(f"{TEXT}p"))
            self.source += held
            self.left.count("hidden_sheet", "", held, name=name)
            return
        grid: Grid = {}
        spans: list[tuple[Place, int, int]] = []
        hidden_rows: list[int] = []
        at = 1
        for row in sheet.iter(f"{TABLE}table-row"):
            repeated = count_of(row, "number-rows-repeated")
            if self._row(row, at, name, grid, spans):
                if row.get(f"{TABLE}visibility") in {"collapse", "filter"}:
                    hidden_rows.append(at)
                self._repeat(at, min(repeated, _MOST_ALIKE), grid)
            at = min(at + repeated, _MOST_ROWS)
        self.blocks += sheet_blocks(grid, dict(_covered(spans, grid)), name, self._name, self._places)
        self._told(sheet, name, grid, hidden_rows)

    def _row(self, row: Element, at: int, name: str, grid: Grid, spans: list[tuple[Place, int, int]]) -> bool:
        """Read the cells of a row; says whether it holds words."""
        column, holds = 0, False
        for cell in row:
            if cell.tag not in _CELLS:
                continue
            repeated, words = count_of(cell, "number-columns-repeated"), _words(cell)
            self.source += count_characters(words)
            self._beside(cell, f"{name} row {at}")
            if words.strip():
                holds = True
                if column >= WIDEST:
                    self.left.note("cells_left_out", f"{name} row {at}", words)
                for more in range(min(repeated, WIDEST - column)):
                    grid[at, column + more] = words
                    self.added += count_characters(words) if more else 0
            across, down = count_of(cell, "number-columns-spanned"), count_of(cell, "number-rows-spanned")
            if max(across, down) > 1:
                spans.append(((at, column), across, down))
            column = min(column + repeated, WIDEST)
        return holds

    def _repeat(self, at: int, times: int, grid: Grid) -> None:
        """The same row again, as often as the file says."""
        cells = [(column, grid[at, column]) for column in range(WIDEST) if (at, column) in grid]
        self._places.take(len(cells) * (times - 1))
        for more in range(1, times):
            for column, words in cells:
                grid[at + more, column] = words
                self.added += count_characters(words)

    def _beside(self, cell: Element, where: str) -> None:
        """What people said of a cell, and words in what is drawn on it."""
        self._drawn(cell, where)
        for note in cell.iter(ANNOTATION):
            words = "\n".join(map(_line, note.iter(f"{TEXT}p")))
            self.source += count_characters(words)
            self.left.note("comment", where, words, author=author_of(note), words=words)

    def _told(self, sheet: Element, name: str, grid: Grid, hidden_rows: list[int]) -> None:
        """Note rows and columns that are hidden though they hold words, and words that stand in drawings."""
        if hidden_rows:
            where = f"{name} row {hidden_rows[0]}"
            self.left.note("hidden_rows", where, times=len(hidden_rows), rows=ranges(hidden_rows))
        columns: list[int] = []
        at = 0
        for column in sheet.iter(f"{TABLE}table-column"):
            repeated = min(count_of(column, "number-columns-repeated"), WIDEST - at)
            if column.get(f"{TABLE}visibility") in {"collapse", "filter"}:
                columns += range(at, at + repeated)
            at += repeated
        held = [column for column in columns if any(place[1] == column for place in grid)]
        if held:
            letters = "、".join(map(column_letters, held))
            self.left.note("hidden_columns", f"{name} row {min(grid)[0]}", times=len(held), columns=letters)
        for shapes in sheet.findall(f"{TABLE}shapes"):
            self._drawn(shapes, name)

    def _drawn(self, holder: Element, where: str) -> None:
        """Words that stand in drawings."""
        drawings = (each for each in holder if each.tag.startswith(DRAWN))
        words = "\n".join(_line(line) for each in drawings for line in each.iter(f"{TEXT}p"))
        if words.strip():
            self.source += count_characters(words)
            self.left.note("drawn_words", where, words, words=words)


def author_of(annotation: Element) -> str:
    """Who made a comment; `?` where it does not say."""
    return next((each.text for each in annotation.iter(_CREATOR) if each.text), "?")


def count_of(element: Element, name: str) -> int:
    """How often or how far, as an attribute says; 1 where it says nothing sensible."""
    return natural(element.get(TABLE + name), _MOST_ROWS)


def natural(said: str | None, most: int) -> int:
    """A number from 1 to a greatest one; 1 for what is none."""
    digits = (said or "")[:9]
    return max(1, min(int(digits), most)) if digits.isascii() and digits.isdigit() else 1


def _words(cell: Element) -> str:
    """What a cell shows, a line for each paragraph; what was said of it is left aside."""
    return "\n".join(map(_line, _paragraphs(cell)))


def _paragraphs(holder: Element) -> Iterator[Element]:
    """The paragraphs of a cell, those of its lists too; not of what people said of it, nor of what is drawn on it."""
    for each in holder:
        if each.tag == f"{TEXT}p":
            yield each
        elif each.tag != ANNOTATION and not each.tag.startswith(DRAWN):
            yield from _paragraphs(each)


def _line(paragraph: Element) -> str:
    return "".join(_pieces(paragraph))


def _pieces(element: Element) -> Iterator[str]:
    """The words of a paragraph; several blanks, tabs and breaks stand as elements."""
    yield element.text or ""
    for each in element:
        if each.tag == f"{TEXT}s":
            yield " " * natural(each.get(f"{TEXT}c"), WIDEST)
        elif each.tag == f"{TEXT}tab":
            yield "\t"
        elif each.tag == f"{TEXT}line-break":
            yield "\n"
        elif each.tag != ANNOTATION:
            yield from _pieces(each)
        yield each.tail or ""


def _covered(spans: list[tuple[Place, int, int]], grid: Grid) -> Iterator[tuple[Place, tuple[Place, str]]]:
    """For each place that a merged cell covers: the place of that cell, and whether it lies above or to the left."""
    rows, room = {row for row, _ in grid}, _MOST_COVERED
    last = max(rows, default=0)
    for start, across, down in spans:
        for row in range(start[0], min(start[0] + down, last + 1)):
            for column in range(start[1], min(start[1] + across, WIDEST)):
                room -= 1
                if room < 0:
                    return
                if (row, column) != start and row in rows:
                    yield (row, column), (start, "above" if row > start[0] else "left")
