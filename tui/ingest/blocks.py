"""The common form of every reader: paragraphs and tables in reading order, each with its place in the file.

Whoever leaves characters out says so where he does: `Doubt(code, where, values, count_characters(words))`. A reader
gives what the file holds as `Reading.source`, what it put in itself as `added`; what is missing then is `unaccounted`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from tui.model.document import Doubt


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One printed line or paragraph, its indent included."""

    text: str
    where: str
    annex: str = ""
    """`附件1` where the text is the name of a file within the file, which begins here as an annex of that number."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One place in the grid of a table."""

    text: str
    covered: str = ""
    """`above` or `left` where the file says that a merged cell reaches over this place; it repeats that cell's text."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table; every row of a table is as wide as the widest."""

    cells: tuple[Cell, ...]
    where: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table as a grid."""

    rows: tuple[Row, ...]
    where: str

    @property
    def merged(self) -> bool:
        """Whether the file itself says which cells are merged downwards; if not, blank cells must be judged."""
        return any(cell.covered == "above" for row in self.rows for cell in row.cells)


Block = Paragraph | Table


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader made of a file."""

    blocks: tuple[Block, ...]
    format: str
    encoding: str | None = None
    doubts: tuple[Doubt, ...] = ()
    hints: Mapping[str, str] = field(default_factory=dict)
    """What the file says of the document outside its text: `title`, `doc_no`, `issuer`, `issued`."""
    source: int | None = None
    """How many characters the file holds, blanks left aside, counted before anything was left out.

    None where that is what the blocks hold and the doubts count.
    """
    added: int = 0
    """How many characters of the blocks the file does not hold, such as automatic numbers."""


def make_table(lines: list[tuple[str, list[Cell]]], where: str) -> Table:
    """A table of rows (place and cells), each filled up to the width of the widest."""
    width = max((len(cells) for _, cells in lines), default=0)
    rows = (Row(tuple(cells + [Cell("")] * (width - len(cells))), place) for place, cells in lines)
    return Table(tuple(rows), where)
