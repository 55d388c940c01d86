"""Screenshots of Chinese text whose letters stand in their cells.

Rich gives each run of text a length of one cell a character; here a wide character gets two, by standing alone.
"""

from __future__ import annotations

import html
import re

from rich.cells import cell_len

CELL = 12.2
"""Width of a cell in Rich's SVG."""
CHUNK = 6
"""Narrow characters that stand in one element: few, so that another font's width cannot add up."""
FONTS = "'DejaVu Sans Mono', 'Sarasa Mono SC', 'Noto Sans Mono CJK SC', 'Noto Sans CJK SC', monospace"
_TEXT = re.compile(
    r'<text class="([^"]*)" x="([\d.]+)" y="([\d.]+)" textLength="[\d.]+"([^>]*)>(.*?)</text>', re.DOTALL
)


def in_cells(svg: str) -> str:
    """The screenshot with every character in its cell, and no font from the network."""
    svg = re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL)
    svg = re.sub(r"font-family: ?Fira Code, monospace;?", f"font-family: {FONTS};", svg)
    return _TEXT.sub(_placed, svg)


def _placed(match: re.Match[str]) -> str:
    """One run of text as elements that each know their place."""
    styled, x, y, rest, words = match.groups()
    left, elements = float(x), []
    for piece in pieces(html.unescape(words).replace("\u00a0", " ")):
        width = cell_len(piece) * CELL
        if not piece.isspace():
            length = "" if cell_len(piece) > len(piece) else f' textLength="{width:.1f}"'
            shown = html.escape(piece, quote=False)
            elements.append(f'<text class="{styled}" x="{left:.1f}" y="{y}"{length}{rest}>{shown}</text>')
        left += width
    return "".join(elements)


def pieces(text: str) -> list[str]:
    """Each wide character alone, narrow ones a few together, blanks apart: a blank at an edge would be dropped."""
    found: list[str] = []
    for char in text:
        last = found[-1] if found else ""
        alike = bool(last) and last.isspace() == char.isspace() and cell_len(char) == 1
        if alike and cell_len(last) == len(last) < CHUNK:
            found[-1] += char
        else:
            found.append(char)
    return found
