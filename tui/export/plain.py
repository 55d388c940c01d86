"""Tables as lines: one complete line a row for pipes and files, or set in columns for a terminal."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, TextIO

from tui.export.sheet import Listing, Sheet
from tui.model.text import is_plain, visible

_SHORT: Final = 14
"""Columns up to this many cells wide stay on one line if that leaves the others room."""
_LEAST: Final = 6
"""No column is made narrower: three characters."""
NARROW: Final = 60
"""A terminal of fewer cells gets lines: columns would be ribbons."""
_NOT_FIRST: Final = frozenset("，。、；：？！）》〉」』】〕”’…—,.;:?!)]}")
_WORD: Final = re.compile(r"[A-Za-z0-9-]")
"""Two of these belong to one word, number or date."""
_NOT_LAST: Final = frozenset("（《〈「『【〔“‘([{")


def to_lines(table: Sheet | Listing, colon: str = "：") -> Iterator[str]:
    """One line a row: the first two cells as they are, each other one behind its name, so that grep finds it."""
    leads = ("", "", *(f"{name}{colon}" for name in table.headings[2:]))
    for row in table.rows:
        line = _line(leads, row)
        yield f"{line if is_plain(line) else _line(leads, map(_shown, row))}\n"


def _line(leads: Sequence[str], row: Iterable[object]) -> str:
    cells = zip(leads, row, strict=True)
    return "  ".join([f"{lead}{cell}" for lead, cell in cells if cell is not None and cell != ""])


def _shown(cell: object) -> str:
    return "" if cell is None else visible(str(cell))


def widths(sheet: Sheet, room: int) -> list[int]:
    """How many cells each column gets of a terminal `room` cells wide.

    Short columns get what they need; long ones get their heading's width and share the rest by the root of their
    length, so that none starves.
    """
    from rich.cells import cell_len  # only who prints to a terminal pays for Rich

    room -= 2 * (len(sheet.headings) - 1)
    columns = zip(sheet.headings, *sheet.rows, strict=True)
    needs = [max(cell_len(line) for cell in column for line in cell.split("\n")) for column in columns]
    if sum(needs) <= room:
        return needs
    short = _SHORT if sum(need for need in needs if need <= _SHORT) <= room * 2 // 3 else room // len(needs)
    least = [min(need, max(_LEAST, cell_len(name))) for need, name in zip(needs, sheet.headings, strict=True)]
    least = [need if need <= short else floor for need, floor in zip(needs, least, strict=True)]
    wishes = [(need - floor) ** 0.5 for need, floor in zip(needs, least, strict=True)]
    left = max(room - sum(least), 0) / (sum(wishes) or 1)
    return [floor + int(left * wish) for floor, wish in zip(least, wishes, strict=True)]


def wrapped(text: str, width: int) -> Iterator[str]:
    """The text in lines of at most `width` cells.

    No word is cut, no line begins with `、` or ends with `（` where it can be helped.
    """
    from rich.cells import cell_len

    for line in text.split("\n"):
        begin = at = used = 0
        while at < len(line):
            cells = cell_len(line[at])
            if used + cells > width and at > begin:
                at = _legal_break(line, begin, at)
                yield line[begin:at]
                begin, used = at, 0
            else:
                used += cells
                at += 1
        yield line[begin:]


def _legal_break(line: str, begin: int, at: int) -> int:
    """The last place up to `at` where a line may end; `at` itself where there is none in its second half."""
    for place in range(at, (begin + at) // 2, -1):
        before, behind = line[place - 1], line[place]
        in_word = _WORD.fullmatch(before) and _WORD.fullmatch(behind)
        if behind not in _NOT_FIRST and before not in _NOT_LAST and not in_word:
            return place
    return at


def print_columns(sheet: Sheet, out: TextIO, width: int, colour: bool = True) -> None:
    """The table in columns, measured in cells and wrapped to the width of the terminal; nothing is cut off."""
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    sheet = sheet.without_empty()
    console = Console(file=out, width=width, force_terminal=colour, no_color=not colour, highlight=False)
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, padding=(0, 1, 0, 0), pad_edge=False)
    rooms = widths(sheet, width)
    for name, room in zip(sheet.headings, rooms, strict=True):
        table.add_column(Text("\n".join(wrapped(name, room))), width=room, overflow="fold")
    for row in sheet.rows:
        cells = zip(row, rooms, strict=True)
        table.add_row(*(Text("\n".join(wrapped(cell, room))) for cell, room in cells))
    console.print(table)
