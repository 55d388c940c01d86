"""What is sent to the terminal: only the cells that are other than they stand there already.

Textual sends each region that was laid out or touched, whether it looks different or not; over a slow line the same
cells then travel several times. Here the screen as the terminal has it is remembered, cell by cell.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from rich.cells import cell_len
from rich.color import ColorSystem
from rich.segment import Segment
from rich.style import Style
from textual._compositor import ChopsUpdate, CompositorUpdate, LayoutUpdate
from textual.strip import Strip

Cell = tuple[str, Style | None]
"""A character and its style; the second cell of a wide character holds no character."""

Piece = tuple[int, int, Sequence[Strip]]
"""Part of a line: its row, its first column, and what stands from there on."""
BLANK: Final[Cell] = (" ", None)
_NEAR: Final = 4
"""Changed cells with at most so many unchanged ones between are sent at one go: moving the cursor costs more."""


class Canvas:
    """The cells that the terminal shows."""

    def __init__(self) -> None:
        self._rows: list[list[Cell | None]] = []
        self._size = (0, 0)
        self._painted: list[Piece] = []
        """What was painted on an empty screen and is not in the rows yet: a start does not wait for it."""

    def forget(self) -> None:
        """What the terminal shows is not known any more: it was resized, or another program has used it."""
        self._size = (0, 0)

    def difference(self, update: CompositorUpdate, width: int, height: int, colours: ColorSystem | None) -> str:
        """What brings the terminal to this update, which is made of lines."""
        if not isinstance(update, (LayoutUpdate, ChopsUpdate)):
            raise TypeError(update)
        pieces = (piece for piece in _pieces(update) if piece[0] < height)
        if (width, height) != self._size:
            self._size = (width, height)
            self._rows = [[BLANK] * width for _ in range(height)]
            self._painted = list(pieces)
            return "\x1b[0m\x1b[2J" + "".join(_painted(self._painted, width, colours))
        for y, x, strips in self._painted:
            cells = self._cut(x, strips)
            self._rows[y][x : x + len(cells)] = cells
        self._painted = []
        return "".join(run for y, x, strips in pieces for run in self._row(y, x, strips, colours))

    def _cut(self, x: int, strips: Iterable[Strip]) -> list[Cell]:
        """The cells of strips from a column on, as far as the screen goes."""
        return [cell for strip in strips for segment in strip for cell in _cells(segment)][: self._size[0] - x]

    def _row(self, y: int, x: int, strips: Iterable[Strip], colours: ColorSystem | None) -> Iterator[str]:
        """The changed runs of one line that begins at a column."""
        known, cells = self._rows[y], self._cut(x, strips)
        changed = [at for at, cell in enumerate(cells) if known[x + at] != cell]
        known[x : x + len(cells)] = cells
        for first, last in _runs(changed):
            start, end = first, last + 1
            while start and cells[start][0] == "":  # a wide character is sent whole
                start -= 1
            while end < len(cells) and cells[end][0] == "":
                end += 1
            yield f"\x1b[{y + 1};{x + start + 1}H"
            yield from _written(cells[start:end], colours)


def _painted(pieces: Iterable[Piece], width: int, colours: ColorSystem | None) -> Iterator[str]:
    """What paints lines on an empty screen, without the blanks that nobody sees at their ends."""
    for y, x, strips in pieces:
        segments = [segment for strip in strips for segment in strip]
        if sum(segment.cell_length for segment in segments) > width - x:
            segments = list(Strip(segments).crop(0, width - x))
        while segments and not segments[-1].text.strip(" ") and not _shows_blanks(segments[-1].style):
            segments.pop()
        if segments:
            yield f"\x1b[{y + 1};{x + 1}H"
            yield from (_styled(text, style, colours) for text, style, _ in segments)


def _pieces(update: LayoutUpdate | ChopsUpdate) -> Iterator[Piece]:
    """The lines of an update: row, first column, and what stands from there on."""
    if isinstance(update, LayoutUpdate):
        for y, line in enumerate(update.strips, update.region.y):
            yield y, update.region.x, tuple(line)
        return
    for y, first, last in update.spans:
        for (x, strip), end in zip(update.chops[y].items(), update.chop_ends[y], strict=False):
            if strip is not None and x <= last and end > first:
                yield y, x, (strip,)


def _cells(segment: Segment) -> Iterator[Cell]:
    """The cells of a segment; blanks that nothing makes visible are all alike."""
    style = segment.style or None
    text = segment.text
    if not _shows_blanks(style):
        for char in text:
            yield BLANK if char == " " else (char, style)
            if not char.isascii():
                for _ in range(cell_len(char) - 1):
                    yield ("", style)
        return
    for char in text:
        yield (char, style)
        if not char.isascii():
            for _ in range(cell_len(char) - 1):
                yield ("", style)


def _shows_blanks(style: Style | None) -> bool:
    """Whether a blank in this style can be seen."""
    if style is None:
        return False
    if style.reverse or style.underline or style.strike or style.overline:
        return True
    return style.bgcolor is not None and not style.bgcolor.is_default


def _runs(changed: list[int]) -> Iterator[tuple[int, int]]:
    """Changed cells as runs, those that are near each other made one."""
    first = last = -1
    for at in changed:
        if first < 0:
            first = last = at
        elif at - last <= _NEAR:
            last = at
        else:
            yield first, last
            first = last = at
    if first >= 0:
        yield first, last


def _written(cells: list[Cell], colours: ColorSystem | None) -> Iterator[str]:
    """Cells as the terminal takes them, each style said once."""
    text, style = "", cells[0][1]
    for char, its in cells:
        if its == style or not char:
            text += char
        else:
            yield _styled(text, style, colours)
            text, style = char, its
    yield _styled(text, style, colours)


def _styled(text: str, style: Style | None, colours: ColorSystem | None) -> str:
    return style.render(text, color_system=colours) if style else text
