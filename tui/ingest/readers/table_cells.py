"""What the tables of Word files and of web pages have in common: how wide, how many places, and words of a cell."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from tui.ingest.blocks import Block, Cell, Paragraph, Table
from tui.ingest.readers.left_out import LeftOut
from tui.model.errors import Invalid

WIDEST: Final = 200
"""Greatest width of a row, and span that a cell may claim."""
DEEPEST: Final = 12
"""How deep tables may stand in cells; the words of deeper ones are plain words of their cell."""
_MOST_PLACES: Final = 1_000_000
"""Greatest number of places of all tables of a file, blank ones included."""
STRUCK_CELL: Final = "—"
"""What stands in a cell whose words are all struck out: nobody, and not who stands in the row above."""


class Places:
    """How many places the tables of a file may still have."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._left = _MOST_PLACES

    def take(self, places: int) -> None:
        """Take so many. Raises Invalid where there are more than any document has."""
        self._left -= places
        if self._left < 0:
            raise Invalid("too_many_cells", file=self._name, limit=_MOST_PLACES)


def cell_text(blocks: Iterable[Block], where: str, left: LeftOut) -> str:
    """The words of a cell, a line for each paragraph; a table in it on one line, with blanks between."""
    lines: list[list[str]] = []
    inner = False
    for block in blocks:
        goes_on = bool(lines) and (inner or isinstance(block, Table))
        inner = isinstance(block, Table)
        if isinstance(block, Table):
            left.note("nested_table", where)
        said = block.text if isinstance(block, Paragraph) else _in_a_line(block)
        if goes_on:
            lines[-1].append(said)
        else:
            lines.append([said])
    return "\n".join(" ".join(part for part in parts if part) for parts in lines)


def _in_a_line(table: Table) -> str:
    cells = (" ".join(cell.text.split()) for row in table.rows for cell in row.cells if not cell.covered)
    return " ".join(cell for cell in cells if cell)


def with_dashes(cells: list[Cell], emptied: Iterable[int]) -> int:
    """Put a dash where a cell lost all its words to a line through them, unless all of its row did; how many dashes."""
    places = list(emptied) if any(cell.text for cell in cells) else []
    for at in places:
        cells[at] = Cell(STRUCK_CELL)
    return len(places)
