"""Tables whose cells stand on lines of their own with bars between them, as pages turned into text leave them."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final

from tui.ingest.blocks import Cell, Table, make_table
from tui.ingest.tables.columns import Role, role_of
from tui.ingest.tables.stacked import fits, header_roles, row_of

Line = tuple[int, str]
_BAR: Final = re.compile(r".*\|\s*$", re.DOTALL)
_GAP: Final = 3
"""How many lines of a cell may stand without a bar."""


_LONGEST: Final = 20_000
"""No table is longer, in lines."""


def read_barred(lines: list[Line], at: int, _name: str) -> tuple[int, Table | None]:
    """The table that begins at this line and where it ends; None where none begins."""
    if not any("|" in line for _, line in lines[at : at + 2]):
        return at, None
    first = _cells(lines[at : at + 40], 0)
    roles = header_roles(first, 0)
    rows = len(roles) > 2 and first[: len(roles)] and role_of(first[min(len(roles), len(first) - 1)][1]) is Role.UNKNOWN
    cells = _cells(lines[at : at + _LONGEST], 0) if rows else []
    if len(roles) < 3 or len(cells) < 2 * len(roles):
        return at, None
    cells = _without_blanks(cells, len(roles))
    for read in (_counted, _spanned):
        used, table = read(cells, roles)
        if table is not None and (used == len(cells) or cells[used][0] != cells[used - 1][0]):
            return (_line_of(lines, cells, used), table)
    return at, None


def _cells(lines: list[Line], at: int) -> list[Line]:
    """What stands between the bars of this line and those below, each with the number of its line."""
    end, last = at, at
    while end < len(lines) and end - last <= _GAP:
        if _BAR.match(lines[end][1]):
            last = end + 1
        end += 1
    cells: list[Line] = []
    words: list[str] = []
    start = lines[at][0]
    for number, line in lines[at:last]:
        for place, part in enumerate(line.split("|")):
            if place:
                cells.append((start, "".join(words)))
                words, start = [], number
            if part.strip():
                start = start if words else number
                words.append(part.strip())
    if last < len(lines) and _lone(lines, at, last):
        cells.append(lines[last])
    first = next((at for at, (_, words) in enumerate(cells) if words), len(cells))
    return cells[first:]


def _lone(lines: list[Line], at: int, end: int) -> bool:
    """Whether the bars stand on lines of their own, so that the last cell has none behind it."""
    return lines[end - 1][1].strip() == "|" and sum(line.strip() == "|" for _, line in lines[at:end]) * 3 > end - at


def _without_blanks(cells: list[Line], width: int) -> list[Line]:
    """The cells without the blank ones that only fill up the row of a band."""
    kept: list[Line] = []
    place = 0
    while place < len(cells):
        kept.append(cells[place])
        behind = place + 1
        while behind < len(cells) and not cells[behind][1]:
            behind += 1
        place = behind if behind - place >= width else place + 1
    return kept


def _counted(cells: list[Line], roles: list[Role]) -> tuple[int, Table | None]:
    """Rows that begin with a running number; the number may have no column name, and a band stands before one."""
    numbers = _running(cells)
    width = min((there - here for here, there in pairwise(numbers)), default=len(roles))
    dropped = 0 if roles[0] is Role.NUMBER else len(roles) - width + 1
    if not numbers or (roles[0] is not Role.NUMBER and (len(numbers) < 3 or not 3 <= width <= len(roles) + 1)):
        return 0, None
    known = roles if roles[0] is Role.NUMBER else [Role.NUMBER, *roles[dropped:]]
    head = [words for _, words in cells[len(roles) - len(known) + 1 : len(roles)]]
    number = Cell("序号", "" if roles[0] is Role.NUMBER else "left")
    rows = [_band(cell, len(known)) for cell in cells[: max(0, dropped)]]  # a column that no row has names them all
    rows += [(f"line {cells[0][0]}", [number, *map(Cell, head)])]
    rows += [_band(cell, len(known)) for cell in cells[len(roles) : numbers[0]]]
    for here, there in pairwise([*numbers, min(numbers[-1] + len(known), len(cells))]):
        own, rest = cells[here:there][: len(known)], cells[here:there][len(known) :]
        words = [words for _, words in own]
        row = [Cell(text) for text in words] if len(words) == len(known) else row_of(words, known)
        rows += [(f"line {own[0][0]}", row), *(_band(cell, len(known)) for cell in rest)]
    return min(numbers[-1] + len(known), len(cells)), make_table(rows, rows[0][0])


def _band(cell: Line, width: int) -> tuple[str, list[Cell]]:
    return f"line {cell[0]}", [Cell(cell[1]), *[Cell("", "left")] * (width - 1)]


def _running(cells: list[Line]) -> list[int]:
    """Where 1, 2, 3 … stand as cells of their own."""
    places: list[int] = []
    for place, (_, words) in enumerate(cells):
        if words.rstrip(".．、") == str(len(places) + 1):
            places.append(place)
    return places


def _spanned(cells: list[Line], roles: list[Role]) -> tuple[int, Table | None]:
    """Rows as wide as the header, or without their first cell where that of the row above reaches down."""
    width = len(roles)
    rows = [(f"line {cells[0][0]}", [Cell(words) for _, words in cells[:width]])]
    place = width
    while place < len(cells):
        where = f"line {cells[place][0]}"
        row = [words for _, words in cells[place : place + width]]
        if len(row) == width and fits(row, roles):
            rows.append((where, [Cell(words) for words in row]))
            place += width
        elif fits(row[: width - 1], roles[1:]) and len(rows) > 1:
            rows.append((where, [Cell(_above(rows), "above"), *(Cell(words) for words in row[: width - 1])]))
            place += width - 1
        elif role_of(row[0]) is Role.UNKNOWN and row[0] and len(row) > 1:
            rows.append(_band(cells[place], width))
            place += 1
        else:
            break
    told = sum(cell.covered != "left" for _, (_, cell, *_) in rows)
    return (place, make_table(rows, rows[0][0])) if told > 2 and told * 2 > len(rows) else (0, None)


def _above(rows: list[tuple[str, list[Cell]]]) -> str:
    """The words of the first cell above that stands in a row of tasks."""
    return next((cells[0].text for _, cells in reversed(rows) if cells[-1].covered != "left"), "")


def _line_of(lines: list[Line], cells: list[Line], used: int) -> int:
    """Which line the first cell that was not used stands on."""
    number = cells[used][0] if used < len(cells) else cells[-1][0] + 1
    end = next((place for place, line in enumerate(lines) if line[0] >= number), len(lines))
    while end < len(lines) and not lines[end][1].replace("|", "").strip():
        end += 1
    return end
