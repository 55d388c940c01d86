"""Tables drawn with box characters in plain text."""

from __future__ import annotations

import re
from typing import Final

from tui.ingest.blocks import Cell, Table, make_table
from tui.model.errors import Invalid

_RULE: Final = re.compile("[\u2500-\u257f\\s]*[\u2500\u2501\u2550][\u2500-\u257f\\s]*")
_BAR: Final = re.compile("[│┃║|]")


def read_boxes(lines: list[tuple[int, str]], name: str) -> Table:
    """The table that these lines draw.

    Raises Invalid (`table_out_of_step`) where a rule reaches over some columns only or a line has more or fewer
    cells than the others: which words belong together can then no longer be known.
    """
    rows: list[tuple[str, list[Cell]]] = []
    group: list[list[str]] = []
    place = f"line {lines[0][0]}"
    width = 0
    for number, line in lines:
        if _RULE.fullmatch(line):
            if group:
                rows.append((place, _joined(group)))
            group, place = [], f"line {number + 1}"
            continue
        cells = _BAR.split(line.strip())[1:-1]
        width = width or len(cells)
        if len(cells) != width or not width or re.search("[\u2500\u2501\u2550├┤┼]", line):
            raise Invalid("table_out_of_step", file=name, place=f"line {number}")
        group.append(cells)
    if group:
        raise Invalid("table_out_of_step", file=name, place=f"line {lines[-1][0]}")
    return make_table(rows, f"line {lines[0][0]}")


def _joined(group: list[list[str]]) -> list[Cell]:
    """The lines of one row, put together cell by cell."""
    return [Cell("".join(part.strip() for part in column)) for column in zip(*group, strict=True)]
