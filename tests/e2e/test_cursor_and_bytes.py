"""Where the terminal's own cursor stands, for an input method opens its window there; and how much is sent."""

from __future__ import annotations

import os
import re
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

pytest.importorskip("fcntl", reason="pseudo-terminals are for Unix")

from tests.bench.terminal import Terminal

SILENCE = 0.4
"""Seconds without output that end what a key costs."""
AN_ESCAPE = 0.15
"""Seconds after which an escape is no longer taken for the beginning of another key."""


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("XDG_", "DUBAN_", "COLORTERM"))}
    return {**kept, "HOME": str(tmp_path), "TERM": "xterm", "LANG": "C.UTF-8", "EDITOR": ""}


@pytest.fixture
def terminal(environ: dict[str, str]) -> Iterator[Terminal]:
    started = Terminal([sys.executable, "-m", "tui"], environ, 100, 30)
    started.wait_for("督办duban")
    yield started
    started.end()


def under(terminal: Terminal) -> str:
    """The line that the cursor stands on, from it on, blanks left out; the cursor is to be seen."""
    cursor = terminal.screen.cursor
    assert not cursor.hidden
    return _under(terminal)


def _under(terminal: Terminal) -> str:
    cursor = terminal.screen.cursor
    line = "".join(terminal.screen.buffer[cursor.y][x].data for x in range(cursor.x, terminal.screen.columns))
    return line.replace(" ", "")


def before(terminal: Terminal) -> str:
    """What stands before the cursor on its line, blanks left out."""
    cursor = terminal.screen.cursor
    return "".join(terminal.screen.buffer[cursor.y][x].data for x in range(cursor.x)).replace(" ", "")


def press(terminal: Terminal, keys: str, stands: Callable[[], bool], seconds: float = 15.0) -> None:
    """Press keys, and wait until the cursor is seen where it should stand, and the screen is at rest."""
    terminal.press(keys, settle=AN_ESCAPE)
    end = time.monotonic() + seconds
    while (terminal.screen.cursor.hidden or not stands()) and time.monotonic() < end:
        terminal.press("", settle=AN_ESCAPE)


def test_the_cursor_stands_on_the_active_row_and_in_every_field_from_the_first_moment(terminal: Terminal) -> None:
    def check(keys: str, words: str) -> None:
        press(terminal, keys, lambda: _under(terminal).startswith(words))
        assert under(terminal).startswith(words), keys

    def check_typed(words: str) -> None:
        press(terminal, words, lambda: before(terminal).endswith(words))
        assert before(terminal).endswith(words)

    check("2", "1系统清理")
    check("jj", "3推进公立教育")
    check("k", "2加强反垄断执法")
    check("ogg", "一、总体要求")  # in the very corner of the screen too
    check("2/", "字词、拼音")  # nothing is typed yet
    check_typed("财政")
    check("\x1b", "2加强反垄断执法")
    check(":", "输入以筛选")
    check("\x1b", "2加强反垄断执法")
    press(terminal, "a", lambda: "批注：2" in above(terminal))
    assert "批注：2" in above(terminal)
    check_typed("甲")


def above(terminal: Terminal) -> str:
    """The line above the cursor, blanks left out."""
    return terminal.lines()[terminal.screen.cursor.y - 1].replace(" ", "")


DIALOGS = {
    "U": "",
    "L": "",
    "W": "",
    "?": "",
    "f": "输入以查找",
    "F": "",
    "w": "",
    "S": "输入以筛选",
    "g/": "在全部文件",
    "cc": "",
    "cx": "",
}
"""Keys that open a dialog, and what stands under the cursor then; where that is empty, the cursor is in the dialog."""


def test_in_every_dialog_the_cursor_stands_where_it_acts(terminal: Terminal) -> None:
    def place() -> tuple[int, int]:
        return terminal.screen.cursor.y, terminal.screen.cursor.x

    def check(keys: str, words: str) -> None:
        nowhere = {(0, 0), (0, 1), home}
        press(terminal, keys, lambda: place() not in nowhere and _under(terminal).startswith(words))
        assert under(terminal).startswith(words), keys
        assert place() not in nowhere, keys
        press(terminal, "\x1b", lambda: place() == home, seconds=0.5)
        if place() != home:  # out of its field first
            press(terminal, "\x1b", lambda: place() == home)
        assert place() == home, keys

    press(terminal, "2", lambda: _under(terminal).startswith("1系统清理"))
    home = place()
    for keys, words in DIALOGS.items():
        check(keys, words)


def test_little_is_sent(environ: dict[str, str]) -> None:
    for number in range(2):
        terminal = Terminal([sys.executable, "-m", "tui"], environ, 100, 30)
        try:
            terminal.wait_for("督办duban" if number == 0 else "2任务")
            terminal.idle(SILENCE)
            assert terminal.bytes <= 20_000
            terminal.press("2", settle=SILENCE)
            terminal.press("j", settle=SILENCE)
            moves = [terminal.press(key, settle=SILENCE)[0] for key in "jkjj"]
            assert max(moves) <= 1_500, moves
            marks = [terminal.press(key, settle=SILENCE)[0] for key in ("d", "*")]
            assert max(marks) <= 1_200, marks
            terminal.press("/", settle=SILENCE)
            typed = [terminal.press(key, settle=SILENCE)[0] for key in "财政厅"]
            assert max(typed) <= 6_000, typed
            terminal.press("\x1bq", settle=SILENCE)
        finally:
            terminal.end()


def test_on_a_slow_line_less_is_sent_and_the_cursor_is_still_told(environ: dict[str, str]) -> None:
    terminal = Terminal([sys.executable, "-m", "tui", "--low-bandwidth"], environ, 100, 30)
    try:
        terminal.wait_for("督办duban")
        terminal.idle(SILENCE)
        assert terminal.bytes <= 10_000
        terminal.press("2", settle=SILENCE)
        assert under(terminal).startswith(">"), "no row is highlighted"
        moves = [terminal.press(key, settle=SILENCE)[0] for key in "jkjj"]
        assert max(moves) <= 120, moves
        assert under(terminal).startswith(">3")
        assert terminal.press("\x1b[6~", settle=SILENCE)[0] <= 3_000
        assert terminal.press("d", settle=SILENCE)[0] <= 300
        terminal.press("/", settle=SILENCE)
        typed = [terminal.press(key, settle=SILENCE)[0] for key in "财政厅"]
        assert max(typed) <= 4_000, typed
        terminal.press("\r1", settle=SILENCE)
        assert max(terminal.press("j", settle=SILENCE)[0] for _ in range(3)) <= 120
        assert terminal.idle(1.0) == 0
        assert re.search(rb"\x1b\[(\d+;)*[349][0-8](;\d+)*m", terminal.last) is None, "a colour"
    finally:
        terminal.end()
