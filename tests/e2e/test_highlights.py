"""Hits stand on the right cells of a real pseudo-terminal, where a Chinese character takes two."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from itertools import groupby, pairwise

import pytest

pytest.importorskip("fcntl", reason="pseudo-terminals are for Unix")

from tests.bench.terminal import Terminal

Cell = tuple[str, bool]
"""What a cell shows (nothing in the second of a wide character), and whether it is marked as a hit."""


@pytest.fixture(scope="module")
def terminal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Terminal]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("XDG_", "DUBAN_", "COLORTERM"))}
    home = str(tmp_path_factory.mktemp("home"))
    environ = {**kept, "HOME": home, "TERM": "xterm", "LANG": "C.UTF-8", "EDITOR": ""}
    started = Terminal([sys.executable, "-m", "tui"], environ, 96, 40)
    started.wait_for("督办duban")
    started.press("2", settle=0.3)
    yield started
    started.end()


def rows(terminal: Terminal) -> list[list[Cell]]:
    """The rows of the table, from below its header to above the detail, without the one that the cursor is on."""
    screen = terminal.screen
    lines = [[screen.buffer[y][x] for x in range(screen.columns)] for y in range(screen.lines)]
    texts = ["".join(cell.data for cell in line) for line in lines]
    first = next(y for y, text in enumerate(texts) if "主要任务" in text) + 1
    last = next(y for y, text in enumerate(texts) if y > first and "────" in text)
    plain = [line for line in lines[first:last] if not any(cell.reverse for cell in line)]
    return [[(cell.data, cell.underscore and cell.bold) for cell in line] for line in plain]


def hits(row: list[Cell]) -> list[str]:
    """The marked stretches of a row."""
    return [words for words, _ in _stretches(row)]


def whole_hits(row: list[Cell]) -> set[str]:
    """Those that are not cut where their column ends."""
    return {words for words, after in _stretches(row) if not after.startswith("…")}


def _stretches(row: list[Cell]) -> list[tuple[str, str]]:
    """The marked stretches of a row, each with what follows it."""
    runs = [("".join(data for data, _ in run), marked) for marked, run in groupby(row, key=lambda cell: cell[1])]
    return [(words, after) for (words, marked), (after, _) in pairwise([*runs, ("", False)]) if marked]


@pytest.mark.parametrize(
    ("typed", "marked", "count"),
    [
        ("czt", {"财政厅"}, "19/62"),
        ("caizheng", {"财政"}, "20/62"),
        ("發展改革", {"发展改革"}, "34/62"),
        ("部门:省czt", {"省财政厅"}, "19/62"),
        ("农村 wuliu", {"农村", "物流"}, "1/62"),
    ],
)
def test_what_is_marked_is_what_was_typed(typed: str, marked: set[str], count: str, terminal: Terminal) -> None:
    terminal.press("/", settle=0.2)
    terminal.press("\x05\x15", settle=0.2)
    terminal.press(typed, settle=0.2)
    terminal.wait_for(count)
    terminal.press("\r", settle=0.3)
    expected = marked if count != "1/62" else set()
    end = time.monotonic() + 10
    while {hit for row in rows(terminal) for hit in whole_hits(row)} != expected and time.monotonic() < end:
        terminal.idle(0.1)
    table = rows(terminal)
    assert {hit for row in table for hit in whole_hits(row)} == expected
    shown = [row for row in table if any(word in "".join(data for data, _ in row) for word in marked)]
    assert all(hits(row) for row in shown), "every row that shows the words has them marked"
    for row in table:
        for (data, on), (after, also) in pairwise(row):
            assert not (data and not after and on != also), "no character is marked on one of its two cells alone"
