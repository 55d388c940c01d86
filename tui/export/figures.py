"""Lines of text with numbers in columns, each of which says what it counts; nothing in them needs a colour."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from tui.export.plain import wrapped

if TYPE_CHECKING:
    from tui.model.board import Group
    from tui.model.ledger import Entry

NOUGHT: Final = "·"
"""Stands for 0, so that the other numbers are seen."""
_NAME: Final = 56
"""Cells of the names of groups at most: on a wide screen their numbers stand near them."""
_LEAST: Final = 12
"""Cells of the names at least; where there are not so many, they stand above their numbers."""


class Figure(NamedTuple):
    """A number on a line of the board, and which tasks it counts."""

    start: int
    """Where it begins in the line, in characters."""
    end: int
    kind: str
    """One of `tui.model.board.GROUPS`, or `whole`, `force`, `month`, `pair`, `leads`, `participants` or `task`."""
    of: Group | Entry | str | tuple[str, str]
    """The group, the key of the status, light or validity, the month, the task, or two bodies: the lead and the
    participant, both leads or both participants."""
    state: str = ""
    """Those in this state alone: `closed`, `overdue`, `soon`, `unreported`, `open` or `status:` and a key."""


Meant = tuple[str, "Group | tuple[str, str]", str]
"""Kind, group or pair, and state of a figure."""


class Line(NamedTuple):
    """A line of the board."""

    text: str
    figures: tuple[Figure, ...] = ()
    title: bool = False


class Columns(NamedTuple):
    """How wide the columns of a table of numbers are, and what is left of the line for the names before them."""

    widths: tuple[int, ...]
    room: int
    """0 where the names stand above their numbers."""
    width: int
    """Cells of a line."""

    @classmethod
    def fitting(cls, rows: Sequence[Sequence[str]], least: Sequence[int], width: int) -> Columns:
        """Columns that hold every cell of the rows with a blank before it, `least` cells wide where there is room."""
        needs = [max(map(cells, column)) + 1 for column in zip(*rows, strict=True)]
        for widths in (list(map(max, needs, least)), needs):
            left = width - sum(widths)
            if left >= _LEAST:
                return cls(tuple(widths), min(left, _NAME), width)
        return cls(tuple(needs), 0, width)

    def row(self, name: str, figures: Sequence[str], meant: Sequence[Meant] = ()) -> Iterator[Line]:
        """A row: a name on as many lines as it needs, the figures beside the first, with what each of them means."""
        if self.room:
            first, *rest = wrapped(name, self.room - 1)
            yield self._numbers(padded(first, self.room), figures, meant)
            yield from (Line(f"  {line.strip()}") for line in rest)
        else:
            yield from map(Line, wrapped(name, self.width))
            yield self._numbers(" " * max(self.width - sum(self.widths), 0), figures, meant)

    def _numbers(self, text: str, figures: Sequence[str], meant: Sequence[Meant]) -> Line:
        found = []
        for at, (figure, width) in enumerate(zip(figures, self.widths, strict=True)):
            text += padded(figure, width, left=False)
            if at < len(meant) and figure != NOUGHT:
                found.append(Figure(len(text) - len(figure), len(text), *meant[at]))
        return Line(text.rstrip(), tuple(found))


def filled(parts: Iterable[str], width: int) -> Iterator[str]:
    """As many parts on a line as there is room for, none of them cut unless it is wider than a line."""
    line = ""
    for part in parts:
        if line and cells(line) + 2 + cells(part) > width:
            yield line
            line = ""
        line = f"{line}  {part}" if line else part
        if cells(line) > width:
            *full, line = wrapped(line, width)
            yield from full
    if line:
        yield line


def cells(text: str) -> int:
    """How many cells of a terminal a text takes."""
    if text.isascii():
        return len(text)
    from rich.cells import cell_len  # only who draws a board pays for Rich

    return cell_len(text)


def padded(text: str, width: int, *, left: bool = True) -> str:
    """The text with blanks behind it, or before it, to so many cells."""
    if text.isascii():
        return text.ljust(width) if left else text.rjust(width)
    blanks = " " * max(width - cells(text), 0)
    return text + blanks if left else blanks + text
