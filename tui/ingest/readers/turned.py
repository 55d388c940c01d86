"""Characters of a page that are set on their side or upside down, as if the page were turned to read them. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from tui.ingest.readers.pdf_tables import Char

Box = tuple[float, float, float, float]
"""Left, right, top and bottom."""
_TURNS: Final[dict[str, Callable[[Char, float, float], Box]]] = {
    "up": lambda char, _, height: (height - char["bottom"], height - char["top"], char["x0"], char["x1"]),
    "down": lambda char, width, _: (char["top"], char["bottom"], width - char["x1"], width - char["x0"]),
    "over": lambda char, width, height: (
        width - char["x1"], width - char["x0"], height - char["bottom"], height - char["top"],
    ),
}  # fmt: skip
"""Where a character stands on the turned page, by where its words lead."""


def turned(chars: Sequence[Char], width: float, height: float) -> Iterator[tuple[list[Char], list[list[Char]]]]:
    """The characters that lead up, down or to the left, each with the lines that they make on the turned page."""
    for way, turn in _TURNS.items():
        found = [char for char in chars if _way(char) == way]
        if found:
            seen = (char for char in found if char["text"].strip())
            yield found, list(_rows([_placed(char, turn(char, width, height)) for char in seen]))


def _way(char: Char) -> str:
    """Where the words of a character lead; empty for those that lead to the right."""
    a, b = char["matrix"][:2]
    if abs(b) > abs(a):
        return "up" if b > 0 else "down"
    return "over" if a < 0 else ""


def _placed(char: Char, box: Box) -> Char:
    left, right, top, bottom = box
    return {**char, "x0": left, "x1": right, "top": top, "bottom": bottom}


def _rows(chars: list[Char]) -> Iterator[list[Char]]:
    """The lines that characters make, from top to bottom, each from left to right."""
    row: list[Char] = []
    for char in sorted(chars, key=lambda char: float(char["top"])):
        if row and char["top"] - row[0]["top"] > (row[0]["bottom"] - row[0]["top"]) / 2:
            yield sorted(row, key=lambda each: float(each["x0"]))
            row = []
        row.append(char)
    if row:
        yield sorted(row, key=lambda each: float(each["x0"]))
