"""Pages set in two columns of running text: the left one is read before the right one. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import Final, NamedTuple

from tui.ingest.readers.pdf_tables import Char

Row = list[Char]
"""The characters of a printed line, from left to right."""

_FEWEST: Final = 4
"""So many lines at least stand in each column."""
_SHORTEST: Final = 8
"""So many characters at least hold most lines of a column: those of a table hold fewer."""
_GUTTER: Final = 1.2
"""How many characters wide the space between columns is at least."""
_STEPS: Final = range(35, 66)
"""Where columns may meet, in hundredths of the width of the page."""


class Columns(NamedTuple):
    """A run of lines set in two columns."""

    start: int
    end: int
    left: list[Row]
    right: list[Row]


def columns_of(rows: Sequence[Row], width: float) -> Columns | None:
    """The longest run of lines of a page that stand in two columns; None where there is none."""
    best: Columns | None = None
    for step in _STEPS:
        for found in _runs(rows, width * step / 100):
            if _is_text(found) and (best is None or found.end - found.start > best.end - best.start):
                best = found
    return best


def _runs(rows: Sequence[Row], middle: float) -> Iterator[Columns]:
    """The runs of lines none of which reaches over the middle."""
    run = Columns(0, 0, [], [])
    for at, row in enumerate(rows):
        cut = _cut(row, middle)
        if cut is None:
            yield run._replace(end=at)
            run = Columns(at + 1, at + 1, [], [])
            continue
        run.left.extend([row[:cut]] if cut else [])
        run.right.extend([row[cut:]] if cut < len(row) else [])
    yield run._replace(end=len(rows))


def _cut(row: Row, middle: float) -> int | None:
    """How many characters of a line stand left of the middle; None where it reaches over it."""
    if row[-1]["x1"] <= middle:
        return len(row)
    if row[0]["x0"] >= middle:
        return 0
    for at, (before, after) in enumerate(pairwise(row), 1):
        if before["x1"] <= middle <= after["x0"]:
            return at if after["x0"] - before["x1"] >= _GUTTER * after["size"] else None
    return None


def _is_text(columns: Columns) -> bool:
    """Whether both columns hold running text: lines enough, most of them long and full, side by side."""
    for rows in (columns.left, columns.right):
        if len(rows) < _FEWEST or median(map(len, rows)) < _SHORTEST:
            return False
        edge = max(row[-1]["x1"] for row in rows)
        if sum(edge - row[-1]["x1"] < 1.8 * row[-1]["size"] for row in rows) * 2 < len(rows):
            return False
    tops = [[row[0]["top"] for row in rows] for rows in (columns.left, columns.right)]
    beside = min(max(tops[0]), max(tops[1])) - max(min(tops[0]), min(tops[1]))
    return bool(beside > 0)
