"""Tables as lines: one complete line a row for pipes and files, or set in columns for a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, TextIO

from tui.export.sheet import Sheet

_SHORT: Final = 24
"""Cells up to this wide are kept on one line if the terminal allows."""
_LEAST: Final = 6
"""No column is made narrower: three characters."""


def to_lines(sheet: Sheet, colon: str = "：") -> str:
    """One line a row: the first two cells as they are, each other one behind its name, so that grep finds it."""
    return "".join(f"{_line(sheet.headings, row, colon)}\n" for row in sheet.rows)


def _line(names: Sequence[str], row: Sequence[str], colon: str) -> str:
    named = [f"{name}{colon}{cell}" for name, cell in zip(names[2:], row[2:], strict=True) if cell]
    return "  ".join([cell for cell in row[:2] if cell] + named).replace("\n", " ")


def widths(sheet: Sheet, room: int) -> list[int]:
    """How many cells each column gets of a terminal `room` cells wide.

    Short columns get what they need; long ones share the rest by the root of their length, so that none starves.
    """
    from rich.cells import cell_len  # only who prints to a terminal pays for Rich

    gaps = 2 * (len(sheet.headings) - 1)
    columns = zip(sheet.headings, *sheet.rows, strict=True)
    needs = [max(max(map(cell_len, cell.split("\n"))) for cell in column) for column in columns]
    if sum(needs) + gaps <= room:
        return needs
    given = [need if need <= _SHORT and need < room // len(needs) else 0 for need in needs]
    shares = [0.0 if width else need**0.5 for width, need in zip(given, needs, strict=True)]
    left = max(room - gaps - sum(given), 0)
    total = sum(shares) or 1.0
    return [width or max(_LEAST, int(left * share / total)) for width, share in zip(given, shares, strict=True)]


def print_columns(sheet: Sheet, out: TextIO, width: int, colour: bool = True) -> None:
    """The table in columns, measured in cells and wrapped to the width of the terminal; nothing is cut off."""
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console(file=out, width=width, force_terminal=colour, no_color=not colour, highlight=False)
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, padding=(0, 1, 0, 0), pad_edge=False)
    for name, room in zip(sheet.headings, widths(sheet, width), strict=True):
        table.add_column(Text(name), width=room, overflow="fold")
    for row in sheet.rows:
        table.add_row(*map(Text, row))
    console.print(table)
