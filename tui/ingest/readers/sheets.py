"""Workbooks and comma-separated files: sheets as tables, with merged cells and everything as it is shown."""

from __future__ import annotations

import csv
import io
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from itertools import islice
from typing import Final, NamedTuple
from xml.etree.ElementTree import Element

from tui.ingest.blocks import Block, Cell, Paragraph, Reading, make_table
from tui.ingest.fitness import check_length
from tui.ingest.readers.characters import ASSUMED, decode
from tui.ingest.readers.left_out import LeftOut, ranges
from tui.ingest.readers.packages import Package
from tui.ingest.readers.sheet_cells import Bound, Place, S, SharedStrings, Sheet, SheetWalker, Styles, read_styles
from tui.ingest.readers.sheet_formulas import Worksheet, column_letters, moved
from tui.ingest.readers.sheet_parts import read_beside
from tui.ingest.readers.table_cells import STRUCK_CELL, WIDEST, Places
from tui.model.document import Doubt
from tui.model.errors import Invalid
from tui.model.text import count_characters

_R: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_MOST_COVERED: Final = 300_000
"""How many places the merged cells of a sheet may cover."""
_LONGEST_SHARED: Final = 200
"""Letters of the longest formula that is written out for the cells that share it."""
_MOST_SHARING: Final = 20_000
"""How many cells of a sheet get the formula that they share written out."""
_BLANK: Final = Cell("")
_CODES: Final = re.compile(r'&(?:"[^"]*"|K[0-9A-Fa-f]{6}|[0-9]{1,3}|[A-Za-z])|&&')

Grid = dict[Place, str]


class _Named(NamedTuple):
    """A sheet of a workbook: its name, its part and whether it shows."""

    name: str
    part: str
    shown: bool


def read_xlsx(data: bytes, name: str, _encoding: str | None = None) -> Reading:
    """The sheets of a workbook as tables; hidden ones are left out and told, hidden rows and columns read and told."""
    package = Package(data, name, "xlsx")
    main = package.main
    book = package.xml(main)
    own = book.find(S + "workbookPr")
    from_1904 = own is not None and own.get("date1904") in {"1", "true"}
    styles = read_styles(_related(package, main, "styles"), from_1904=from_1904)
    strings = SharedStrings()
    for part in package.related(main, "sharedStrings", "xl/sharedStrings.xml"):
        package.walk(part, strings)
    reader = Book(name, styles)
    bound = Bound(name)
    for named in _sheets(package, book):
        walker = SheetWalker(strings.all, styles, bound)
        package.walk(named.part, walker)
        reader.take(walker.sheet, named.name, shown=named.shown)
        if named.shown:
            reader.source += read_beside(package, named.part, reader.left, named.name, main)
    return reader.reading("xlsx")


def _related(package: Package, main: str, kind: str) -> Element | None:
    return package.optional(next(iter(package.related(main, kind, f"xl/{kind}.xml")), ""))


def read_csv(data: bytes, name: str, encoding: str | None = None) -> Reading:
    """The rows of a comma- or tab-separated file as a table."""
    text, used = decode(data, name, encoding)
    left = LeftOut()
    named = re.match(r'"?sep=(.)"?[ \t]*\r?\n', text, re.IGNORECASE)
    if named:  # what Excel writes and reads to tell which mark parts the cells
        left.note("separator_line", "line 1", named[0])
        text = text[named.end() :]
    mark = named[1] if named else max(",\t;", key=text[:4096].count)
    try:
        rows = list(csv.reader(io.StringIO(text.replace("\0", ""), newline=""), delimiter=mark))
    except csv.Error as problem:
        raise Invalid("broken_file", file=name, format="csv", reason=str(problem)) from problem
    check_length(sum(map(bool, rows)), len(text), name)
    first = 2 if named else 1
    for at, row in enumerate(rows, first):
        if len(row) > WIDEST:
            left.note("cells_left_out", f"row {at}", "".join(row[WIDEST:]), times=len(row) - WIDEST)
    grid = {(at, place): cell for at, row in enumerate(rows, first) for place, cell in enumerate(row[:WIDEST]) if cell}
    source = sum(count_characters(cell) for row in rows for cell in row) + (count_characters(named[0]) if named else 0)
    assumed = [Doubt("encoding_assumed", "", {"encoding": used})] if used in ASSUMED and encoding is None else []
    blocks = sheet_blocks(grid, {}, "", name, Places(name))
    return Reading(tuple(blocks), "csv", used, (*assumed, *left.doubts()), source=source)


class Book:
    """Takes the sheets of a workbook in order."""

    def __init__(self, file: str, styles: Styles) -> None:
        self.left = LeftOut()
        self.blocks: list[Block] = []
        self.source = 0
        self.added = 0
        self._file = file
        self._styles = styles
        self._places = Places(file)

    def take(self, sheet: Sheet, name: str, *, shown: bool) -> None:
        """Take the cells of a sheet; those of a hidden one are only counted."""
        held = sum(count_characters(said.words + said.struck + said.ruby) - said.added for said in sheet.cells.values())
        self.source += held
        if not shown:
            self.left.count("hidden_sheet", "", held, name=name)
            return
        grid = self._grid(sheet, name)
        covered = dict(_merged(sheet, grid))
        self._cover(sheet, grid, covered, name)
        self.blocks += sheet_blocks(grid, covered, name, self._file, self._places)
        self._told(sheet, grid, name)

    def reading(self, form: str) -> Reading:
        """All that was taken."""
        return Reading(tuple(self.blocks), form, None, self.left.doubts(), source=self.source, added=self.added)

    def _grid(self, sheet: Sheet, name: str) -> Grid:
        """The words of every cell that shows any, by place; what does not come in is noted."""
        grid: Grid = {}
        for place, said in sheet.cells.items():
            where = f"{name} row {place[0]}"
            if said.struck.strip():
                self.left.count("struck", where, count_characters(said.struck) - said.added, words=said.struck)
            if said.ruby.strip():
                self.left.note("ruby", where, said.ruby)
            if place[1] >= WIDEST:
                self.left.count("cells_left_out", where, count_characters(said.words) - said.added)
            elif said.words.strip():
                grid[place] = said.words
                self.added += said.added
        self._struck_out(sheet, grid)
        self._formulas(sheet, grid, name)
        return grid

    def _formulas(self, sheet: Sheet, grid: Grid, name: str) -> None:
        """What formulas without a value come to, each as its cell would show it."""
        for place, number in islice(sheet.sharing.items(), _MOST_SHARING):
            start, text = sheet.shared.get(number, (place, ""))
            if len(text) <= _LONGEST_SHARED:
                sheet.formulas[place] = moved(text, start, place)
        worked_out = Worksheet(grid, sheet.formulas, from_1904=self._styles.from_1904)
        for place, formula in sheet.formulas.items():
            value = worked_out.value(place)
            if isinstance(value, float):
                value = self._styles.shown(value, repr(value), sheet.styles.get(place, ""))
            self._formula(place, formula, value, grid, name)

    def _cover(self, sheet: Sheet, grid: Grid, covered: dict[Place, tuple[Place, str]], name: str) -> None:
        """Leave out and note the words of cells that a merged one covers: nobody sees them."""
        for place in sorted(covered.keys() & grid.keys()):
            words = grid.pop(place)
            said = sheet.cells.get(place)
            held = 0 if said is None or place in sheet.formulas else count_characters(said.words) - said.added
            self.left.count("cells_covered", f"{name} row {place[0]}", held, words=words)
            self.added -= count_characters(words) - held

    def _struck_out(self, sheet: Sheet, grid: Grid) -> None:
        """A dash where all of a cell is struck out and not its row: a blank would take from the row above."""
        rows = {row for row, _ in grid}
        for (row, column), said in sheet.cells.items():
            if said.struck.strip() and not said.words.strip() and row in rows and column < WIDEST:
                grid[row, column] = STRUCK_CELL
                self.added += 1

    def _formula(self, place: Place, formula: str, value: str | None, grid: Grid, name: str) -> None:
        """A formula without a value: what it comes to where that is plain, else itself; each is told."""
        cell = f"{column_letters(place[1])}{place[0]}"
        words = value if value is not None else f"={formula or '…'}"
        code = "formula_worked_out" if value is not None else "formula_without_value"
        self.left.note(code, f"{name} row {place[0]}", cell=cell, formula=f"={formula}", words=words)
        if words.strip() and place[1] < WIDEST:
            grid[place] = words
            self.added += count_characters(words)

    def _told(self, sheet: Sheet, grid: Grid, name: str) -> None:
        """Note rows and columns that are hidden though they hold words, errors, and what is printed on every page."""
        rows = sorted({row for row, _ in grid} & sheet.hidden_rows)
        if rows:
            self.left.note("hidden_rows", f"{name} row {rows[0]}", times=len(rows), rows=ranges(rows))
        columns = sorted(column for column in {column for _, column in grid} if sheet.is_hidden_column(column))
        if columns:
            letters = "、".join(column_letters(column) for column in columns)
            self.left.note("hidden_columns", f"{name} row {min(grid)[0]}", times=len(columns), columns=letters)
        for place in sheet.errors:
            self.left.note("cell_errors", f"{name} row {place[0]}")
        for words in map(_printed, sheet.page_edges):
            if words:
                self.left.note("page_edges", name, words, words=words)
                self.source += count_characters(words)


def _printed(code: str) -> str:
    """What the head or foot of a printed page says, its codes left out (ECMA-376, 18.3.1.46)."""
    return " ".join(_CODES.sub(lambda match: "&" if match[0] == "&&" else " ", code).split())


def _sheets(package: Package, book: Element) -> Iterator[_Named]:
    """The sheets of cells in order, hidden ones too; a chart that takes a sheet has none."""
    relations = package.relations(package.main)
    for sheet in book.iter(S + "sheet"):
        relation = relations.get(sheet.get(_R + "id") or "")
        if relation is None or relation.part.lower() not in package.parts:
            continue
        if relation.kind in {"worksheet", ""}:
            yield _Named(sheet.get("name") or "", relation.part, sheet.get("state", "visible") == "visible")


def _merged(sheet: Sheet, grid: Grid) -> Iterator[tuple[Place, tuple[Place, str]]]:
    """For each place a merged cell covers: the place of that cell, and whether it lies above or to the left.

    Only rows that hold anything are looked at: a sheet may claim to be merged down to its last possible row.
    """
    rows = sorted({row for row, _ in grid})
    width = 1 + max((column for _, column in grid), default=0)
    left = _MOST_COVERED
    for start, end in sheet.merged:
        for row in rows[bisect_left(rows, start[0]) : bisect_right(rows, end[0])]:
            for column in range(start[1], min(end[1] + 1, width)):
                left -= 1
                if left < 0:
                    return
                if (row, column) != start:
                    yield (row, column), (start, "above" if row > start[0] else "left")


def sheet_blocks(
    grid: Grid, covered: dict[Place, tuple[Place, str]], sheet: str, name: str, places: Places
) -> Iterator[Block]:
    """Lines above the first row of several cells as paragraphs, the rest as one table."""
    width = 1 + max((place[1] for place in grid), default=0)
    by_row: dict[int, list[int]] = {}
    for row, column in sorted(grid):
        by_row.setdefault(row, []).append(column)
    check_length(len(by_row), 0, name)
    places.take(len(by_row) * width)
    lines: list[tuple[str, list[Cell]]] = []
    for row, columns in by_row.items():
        where = f"{sheet} row {row}".strip()
        if len(columns) == 1 and not lines:
            yield from (Paragraph(line, where) for line in grid[row, columns[0]].splitlines() if line.strip())
            continue
        lines.append((where, [_cell(grid, covered, (row, column)) for column in range(width)]))
    if lines:
        yield make_table(lines, sheet or "table")


def _cell(grid: Grid, covered: dict[Place, tuple[Place, str]], place: Place) -> Cell:
    words = grid.get(place)
    if words is not None:
        return Cell(words)
    if place not in covered:
        return _BLANK
    start, side = covered[place]
    return Cell(grid.get(start, ""), side)
