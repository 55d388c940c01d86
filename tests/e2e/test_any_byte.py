"""No byte that a terminal sends ends the app: its driver alone would end at the first that is not UTF-8."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("fcntl", reason="pseudo-terminals are for Unix")

from tests.bench.terminal import Terminal

GB18030 = "财政厅".encode("gb18030")
"""What a terminal set to another encoding sends."""
HALVES = ("财政厅".encode()[:4], "财政厅".encode()[4:])
"""A character cut in two by a slow line."""


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Terminal]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("XDG_", "DUBAN_", "COLORTERM"))}
    environ = {**kept, "HOME": str(tmp_path), "TERM": "xterm", "LANG": "C.UTF-8", "EDITOR": ""}
    started = Terminal([sys.executable, "-m", "tui"], environ, 100, 30)
    yield started
    started.end()


def test_bytes_that_are_no_text_end_nothing_and_what_follows_is_read(terminal: Terminal) -> None:
    terminal.wait_for("督办duban")
    os.write(terminal.line, b"\xff\xfe" + GB18030 + b"\xc3")
    terminal.press("2")
    os.write(terminal.line, b"/")
    terminal.wait_for("字词、拼音")
    for piece in (*HALVES, b"\r"):
        os.write(terminal.line, piece)
        terminal.idle(0.2)
    terminal.wait_for("19/62")
    os.write(terminal.line, b"q")
    assert terminal.ended(5)
