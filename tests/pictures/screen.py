"""A screen as a terminal has it, cell by cell, as a picture, on a dark or a light ground."""

from __future__ import annotations

import html
from typing import Final, NamedTuple

import pyte
from pyte.screens import Char

from tests.pictures.svg import FONTS

WIDTH, HEIGHT = 9.6, 20
NAMES: Final = ("black", "red", "green", "brown", "blue", "magenta", "cyan", "white")
"""What pyte calls the first eight colours; the bright ones have `bright` before them."""
XTERM: Final = (
    "000000 cd0000 00cd00 cdcd00 0000ee cd00cd 00cdcd e5e5e5 7f7f7f ff0000 00ff00 ffff00 5c5cff ff00ff 00ffff ffffff"
)


class Palette(NamedTuple):
    """The colours of a terminal."""

    text: str = "d0d0d0"
    ground: str = "101010"
    sixteen: tuple[str, ...] = tuple(XTERM.split())

    def of(self, name: str, default: str) -> str:
        """A colour as pyte names it, in six digits."""
        if name == "default":
            return default
        bright = name.startswith("bright")
        plain = name.removeprefix("bright")
        return self.sixteen[NAMES.index(plain) + 8 * bright] if plain in NAMES else name


DARK, LIGHT = Palette(), Palette("202020", "ffffff")


def picture(screen: pyte.Screen, palette: Palette = DARK) -> str:
    """The screen as SVG, each letter in the cell it stands in."""
    width, height = screen.columns * WIDTH, screen.lines * HEIGHT
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:.0f}" height="{height}" font-size="16"'
        f' font-family="{FONTS}" xml:space="preserve">',
        f'<rect width="100%" height="100%" fill="#{palette.ground}"/>',
    ]
    for row in range(screen.lines):
        for column in range(screen.columns):
            cell = screen.buffer[row][column]
            if cell.data:
                parts += _cell(cell, column * WIDTH, row * HEIGHT, palette, _cells(screen, row, column))
    return "".join([*parts, "</svg>"])


def _cells(screen: pyte.Screen, row: int, column: int) -> int:
    """How many cells a letter stands in."""
    return 2 if column + 1 < screen.columns and screen.buffer[row][column + 1].data == "" else 1


def _cell(cell: Char, x: float, y: float, palette: Palette, cells: int) -> list[str]:
    """One letter on its ground."""
    text, ground = palette.of(cell.fg, palette.text), palette.of(cell.bg, palette.ground)
    if cell.reverse:
        text, ground = ground, text
    parts = []
    if ground != palette.ground:
        parts.append(
            f'<rect x="{x:.1f}" y="{y:.1f}" width="{cells * WIDTH + 0.2:.1f}" height="{HEIGHT}" fill="#{ground}"/>'
        )
    if cell.data.strip() or cell.underscore:
        how = ' font-weight="bold"' * cell.bold + ' text-decoration="underline"' * cell.underscore
        shown = html.escape(cell.data)
        parts.append(f'<text x="{x:.1f}" y="{y + 15:.1f}" fill="#{text}"{how}>{shown}</text>')
    return parts
