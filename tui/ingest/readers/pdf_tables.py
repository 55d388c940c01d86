"""Ruled tables of PDF pages: cells with their lines put together, and tables that go on over a page end."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

from tui.ingest.blocks import Cell

if TYPE_CHECKING:
    from pdfplumber.page import Page
    from pdfplumber.table import Table as RuledTable

_HAN: Final = "\u2e80-\u9fff\uff00-\uffef\u3000-\u303f"
_BETWEEN: Final = re.compile(f"(?<=[{_HAN}]) (?=[{_HAN}])")
NEVER_FIRST: Final = "、，。；：！？）》〉」』】〕”’％"
"""Marks that begin no line: the character before them goes down with them."""
_CORE: Final = f"(?:[!#-&*-~]+|[^{NEVER_FIRST}“”‘’\"'])"
_UNIT: Final = re.compile(f"[（(〔【《〈「『“‘]*{_CORE}(?:[“”‘’\"']{_CORE}?|[{NEVER_FIRST})])*")
"""What no line end parts."""
_WIDEST_GAP: Final = 40
"""So many wide spaces at most stand for a gap; a damaged page may claim any."""
_EMPTY: Final = 1000.0
"""The room in a cell that holds nothing."""

Box = tuple[float, float, float, float]
Char = Mapping[str, Any]
Chars = Sequence[Char]


@dataclass(slots=True)
class Ruled:
    """A table as it stands on one page, or on several once they are joined."""

    box: Box
    page: int
    rows: list[list[Cell]]
    room: list[list[float]]
    """For each cell, how many characters more its last line could hold."""
    joined: list[int] = field(default_factory=list)
    """Pages at whose end a row was broken that is whole again."""


class Placed:
    """The characters of a page by height; each is given to one cell only."""

    def __init__(self, chars: Chars) -> None:
        middled = sorted((((char["top"] + char["bottom"]) / 2, at) for at, char in enumerate(chars)))
        self._heights = [height for height, _ in middled]
        self._chars = [chars[at] for _, at in middled]
        self.taken: set[int] = set()
        """The `id` of every character that stands in a cell."""

    def inside(self, box: Box) -> list[Char]:
        """The characters that stand in a cell, and in none that was asked for before."""
        rows = range(bisect_left(self._heights, box[1]), bisect_left(self._heights, box[3]))
        chars = (self._chars[at] for at in rows)
        found = [char for char in chars if box[0] <= (char["x0"] + char["x1"]) / 2 < box[2]]
        found = [char for char in found if id(char) not in self.taken]
        self.taken.update(map(id, found))
        return found


def ruled_tables(page: Page, number: int, chars: Chars) -> tuple[list[Ruled], set[int]]:
    """The ruled tables of a page, and the `id` of each character in them; a frame around a single cell is none."""
    tables = [table for table in page.find_tables() if len(table.rows) > 1 or len(table.rows[0].cells) > 2]
    placed = Placed(chars if tables else ())
    return [_ruled(table, placed, number) for table in tables], placed.taken


def _ruled(table: RuledTable, placed: Placed, number: int) -> Ruled:
    """The rows of a table; a place without a cell of its own belongs to the one above or to the left of it."""
    boxes = [list(row.cells) for row in table.rows]
    words = [[_words(placed.inside(box), box) if box else ("", _EMPTY) for box in row] for row in boxes]
    rows: list[list[Cell]] = []
    for at, row in enumerate(words):
        cells: list[Cell] = []
        middle = (table.rows[at].bbox[1] + table.rows[at].bbox[3]) / 2
        for place, (text, _) in enumerate(row):
            if boxes[at][place] is not None:
                cells.append(Cell(text))
                continue
            above = next((up for up in range(at - 1, -1, -1) if boxes[up][place] is not None), at)
            box = boxes[above][place]
            if box is not None and box[3] > middle:
                cells.append(Cell(words[above][place][0], "above"))
            else:
                cells.append(Cell(cells[-1].text if cells else "", "left"))
        rows.append(cells)
    return Ruled(table.bbox, number, rows, [[room for _, room in row] for row in words])


def _words(chars: Chars, box: Box) -> tuple[str, float]:
    """What stands in a cell, and the room behind it; lines are joined where the one before is full."""
    lines = _lines(chars)
    if not lines:
        return "", _EMPTY
    edge = box[2] - min(min(line[0]["x0"] for line in lines) - box[0], lines[0][0]["size"] * 0.6)
    text = text_of(lines[0])
    for before, line in pairwise(lines):
        words = text_of(line)
        text += ("" if _is_full(_room(before, edge), words) else "\n") + words
    return text.strip(), _room(lines[-1], edge)


def _lines(chars: Chars) -> list[list[Char]]:
    """The characters of a cell, line by line."""
    lines: list[list[Char]] = []
    for char in sorted(chars, key=lambda char: char["bottom"]):
        if lines and char["bottom"] - lines[-1][0]["bottom"] < lines[-1][0]["size"] * 0.5:
            lines[-1].append(char)
        else:
            lines.append([char])
    lines = [sorted(line, key=lambda char: char["x0"]) for line in lines]
    return [line for line in lines if "".join(char["text"] for char in line).strip()]


def text_of(line: list[Char]) -> str:
    """The words of a line of characters, with a space where there is a gap and wide ones where it is wide.

    Layout programs set Chinese a quarter of a character apart from Latin letters and digits: that is no space.
    """
    text = line[0]["text"]
    for before, char in pairwise(line):
        if char is not before:  # one glyph of two letters (——) comes once for each
            text += _between(before, char) + char["text"]
    return _BETWEEN.sub("", text.strip())


def _between(before: Char, char: Char) -> str:
    """The white space that the gap between two characters stands for."""
    if before["text"].isspace() or char["text"].isspace():
        return ""
    gap = (char["x0"] - before["x1"]) / char["size"]
    if before["text"].isascii() and char["text"].isascii():
        return " " if gap > 0.15 else ""
    return "\u3000" * min(round(gap), _WIDEST_GAP) if gap > 0.8 else " " if gap > 0.35 else ""


def pushed_down(after: str) -> float:
    """How much wider than one character what begins a line is: letters and digits hold together, and marks to both."""
    match = _UNIT.match(after)
    if match is None:
        return 0.0
    return max(0.0, sum(0.55 if char.isascii() else 1.0 for char in match.group()) - 1.0)


def _room(line: list[Char], edge: float) -> float:
    """How many characters more a line could hold."""
    return float((edge - line[-1]["x1"]) / line[-1]["size"])


def _is_full(room: float, after: str) -> bool:
    """Whether what begins the next line would not have fitted."""
    return room < 1.1 + pushed_down(after)


def go_on(first: Ruled, second: Ruled) -> bool:
    """Put a table behind the one of the page before where it goes on with it; whether it does.

    A row that the page end broke in two is put together: its cells are full, and their words go on without a number.
    """
    if second.page <= first.page or len(first.rows[0]) != len(second.rows[0]):
        return False
    head = 1 if _said(second.rows[0]) == _said(first.rows[0]) and len(second.rows) > 1 else 0
    last, after = first.rows[-1], second.rows[head]
    held = [place for place, cell in enumerate(after) if cell.text and not cell.covered]
    left_out = any(cell.text and not after[place].text for place, cell in enumerate(last))
    if held and left_out and all(_is_full(first.room[-1][place], after[place].text) for place in held):
        first.rows[-1] = [
            Cell(cell.text + after[place].text, cell.covered) if place in held else cell
            for place, cell in enumerate(last)
        ]
        first.room[-1] = second.room[head]
        first.joined.append(first.page)
        del second.rows[head], second.room[head]
    first.rows += second.rows
    first.room += second.room
    first.page = second.page
    return True


def _said(row: list[Cell]) -> list[str]:
    return ["".join(cell.text.split()) for cell in row]
