"""Workbooks and comma-separated files: sheets as tables, with merged cells and dates as they are shown."""

from __future__ import annotations

import csv
import io
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final
from xml.etree.ElementTree import Element

from tui.ingest.blocks import Block, Cell, Paragraph, Reading, make_table
from tui.ingest.fitness import check_length
from tui.ingest.readers.characters import ASSUMED, decode
from tui.ingest.readers.packages import Package
from tui.model.document import Doubt
from tui.model.errors import Invalid

_S: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_R: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_REFERENCE: Final = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_DATES: Final = frozenset({14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58})
"""Numbers of the built-in formats that show a date."""
_WIDEST: Final = 200
_MOST_ROWS: Final = 100_000
_MOST_PLACES: Final = 1_000_000
"""How many places merged cells may cover."""

Grid = dict[tuple[int, int], str]


def read_xlsx(data: bytes, name: str, _encoding: str | None = None) -> Reading:
    """The sheets of a workbook, hidden ones left out, as tables."""
    package = Package(data, name, "xlsx")
    strings = _strings(package.optional("xl/sharedStrings.xml"))
    dated = _dated_styles(package.optional("xl/styles.xml"))
    blocks: list[Block] = []
    for sheet, part in _sheets(package):
        root = package.xml(part)
        grid = dict(_cells(root, strings, dated))
        covered = dict(_merged(root, grid))
        blocks += _blocks(grid, covered, sheet)
    return Reading(tuple(blocks), "xlsx")


def read_csv(data: bytes, name: str, encoding: str | None = None) -> Reading:
    """The rows of a comma- or tab-separated file as a table."""
    text, used = decode(data, name, encoding)
    first = text[:4096]
    mark = max(",\t;", key=first.count)
    try:
        rows = list(csv.reader(io.StringIO(text.replace("\0", ""), newline=""), delimiter=mark))
    except csv.Error as problem:
        raise Invalid("broken_file", file=name, format="csv", reason=str(problem)) from problem
    check_length(sum(map(bool, rows)), len(text), name)
    grid = {(at, place): cell for at, row in enumerate(rows, 1) for place, cell in enumerate(row[:_WIDEST]) if cell}
    assumed = [Doubt("encoding_assumed", "", {"encoding": used})] if used in ASSUMED and encoding is None else []
    return Reading(tuple(_blocks(grid, {}, "")), "csv", used, tuple(assumed))


def _strings(root: Element | None) -> list[str]:
    """The shared strings, phonetic marks left out."""
    return [_text(item) for item in root.iter(_S + "si")] if root is not None else []


def _text(holder: Element) -> str:
    parts = [holder, *holder.iter(_S + "r")]
    return "".join(element.text or "" for part in parts for element in part.findall(_S + "t"))


def _dated_styles(root: Element | None) -> set[int]:
    """The numbers of the cell styles that show a date."""
    if root is None:
        return set()
    own = {
        form.get("numFmtId")
        for form in root.iter(_S + "numFmt")
        if re.search("[ymd年月日]", re.sub(r'\[[^\]]*\]|"[^年月日"]*"', "", form.get("formatCode") or ""))
    }
    known = own | {str(number) for number in _DATES}
    styles = root.find(_S + "cellXfs")
    return {at for at, style in enumerate(styles if styles is not None else ()) if style.get("numFmtId") in known}


def _sheets(package: Package) -> Iterator[tuple[str, str]]:
    """Name and part of each sheet that is shown, in order."""
    relations = package.optional("xl/_rels/workbook.xml.rels")
    targets = {
        relation.get("Id"): relation.get("Target") or "" for relation in (relations if relations is not None else ())
    }
    for sheet in package.xml("xl/workbook.xml").iter(_S + "sheet"):
        target = targets.get(sheet.get(_R + "id"), "").removeprefix("/")
        part = target if target.startswith("xl/") else f"xl/{target}"
        if sheet.get("state", "visible") == "visible" and part in package.parts and "worksheets/" in part:
            yield sheet.get("name") or "", part


def _place(reference: str) -> tuple[int, int] | None:
    """Row from 1 and column from 0 of a reference such as B12."""
    match = _REFERENCE.fullmatch(reference)
    if match is None:
        return None
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - 64
    return int(match[2]), column - 1


def _cells(root: Element, strings: list[str], dated: set[int]) -> Iterator[tuple[tuple[int, int], str]]:
    """Place and words of each cell that holds any."""
    row = 0
    for line in root.iter(_S + "row"):
        row = int(line.get("r") or 0) if (line.get("r") or "").isdecimal() else row + 1
        for at, cell in enumerate(line.iter(_S + "c")):
            place = _place(cell.get("r") or "") or (row, at)
            words = _shown(cell, strings, dated)
            if words.strip() and place[1] < _WIDEST and place[0] <= _MOST_ROWS:
                yield place, words


def _shown(cell: Element, strings: list[str], dated: set[int]) -> str:
    """What a cell shows: a string, a date, or a number without the marks of its storing."""
    kind, held = cell.get("t"), cell.findtext(_S + "v") or ""
    if kind == "inlineStr":
        inline = cell.find(_S + "is")
        return _text(inline) if inline is not None else ""
    if kind == "s":
        return strings[int(held)] if held.isdecimal() and int(held) < len(strings) else ""
    if kind in {"str", "b", "e"} or not re.fullmatch(r"-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?", held):
        return "" if kind == "e" else held
    style = cell.get("s") or "0"
    number = float(held)
    if style.isdecimal() and int(style) in dated and 1 <= number < 80_000:
        day = date(1899, 12, 30) + timedelta(days=int(number))
        return f"{day.year}年{day.month}月{day.day}日"
    return str(int(number)) if number.is_integer() and abs(number) < 1e15 else held


def _merged(root: Element, grid: Grid) -> Iterator[tuple[tuple[int, int], tuple[tuple[int, int], str]]]:
    """For each place a merged cell covers: the place of that cell, and whether it lies above or to the left.

    Only rows that hold anything are looked at: a sheet may claim to be merged down to its last possible row.
    """
    rows = sorted({row for row, _ in grid})
    width = 1 + max((column for _, column in grid), default=0)
    left = _MOST_PLACES
    for merge in root.iter(_S + "mergeCell"):
        first, _, last = (merge.get("ref") or "").partition(":")
        start, end = _place(first), _place(last)
        if start is None or end is None:
            continue
        for row in rows[bisect_left(rows, start[0]) : bisect_right(rows, end[0])]:
            for column in range(start[1], min(end[1] + 1, width)):
                left -= 1
                if left < 0:
                    return
                if (row, column) != start:
                    yield (row, column), (start, "above" if row > start[0] else "left")


def _blocks(grid: Grid, covered: dict[tuple[int, int], tuple[tuple[int, int], str]], sheet: str) -> Iterator[Block]:
    """Lines above the first row of several cells as paragraphs, the rest as one table."""
    width = 1 + max((place[1] for place in grid), default=0)
    lines: list[tuple[str, list[Cell]]] = []
    for row in sorted({place[0] for place in grid}):
        where = f"{sheet} row {row}".strip()
        own = [grid[row, column] for column in range(width) if (row, column) in grid]
        if len(own) == 1 and not lines:
            yield from (Paragraph(line, where) for line in own[0].splitlines() if line.strip())
            continue
        lines.append((where, [_cell(grid, covered, (row, column)) for column in range(width)]))
    if lines:
        yield make_table(lines, sheet or "table")


def _cell(grid: Grid, covered: dict[tuple[int, int], tuple[tuple[int, int], str]], place: tuple[int, int]) -> Cell:
    if place in grid or place not in covered:
        return Cell(grid.get(place, ""))
    start, side = covered[place]
    return Cell(grid.get(start, ""), side)
