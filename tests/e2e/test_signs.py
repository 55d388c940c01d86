"""Terminals without signs and lines, or that draw them two cells wide: what is sent is ASCII, or wide anyway."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from rich.cells import cell_len

pytest.importorskip("fcntl", reason="pseudo-terminals are for Unix")

from tests.bench.terminal import Terminal
from tui.export.signs import ASCII
from tui.model.profile import READING, REVIEW, SUPERVISION, Profile

KEYS = ("2", "3", "\x1b", "?", "\x1b", "L", "\x1b", "U", "\x1b", "f")


def narrow(terminal: Terminal) -> set[str]:
    """The characters of the screen that take one cell and are no ASCII."""
    return {char for line in terminal.lines() for char in line if not char.isascii() and cell_len(char) == 1}


@pytest.mark.parametrize("answers", [False, True])
def test_all_that_is_one_cell_wide_is_ascii(tmp_path: Path, answers: bool) -> None:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("XDG_", "DUBAN_", "COLORTERM"))}
    environ = {**kept, "HOME": str(tmp_path), "TERM": "xterm", "LANG": "C.UTF-8"}
    terminal = Terminal([sys.executable, "-m", "tui"], environ | ({} if answers else {"DUBAN_SIGNS": "ascii"}), 100, 30)
    try:
        terminal.wait_for("督办duban")
        if answers:
            assert "─" in narrow(terminal)
            terminal.press("\x1b[2;3R", settle=0.4)  # where the cursor stood after one letter: it took two cells
        seen: set[str] = narrow(terminal)
        for key in KEYS:
            terminal.press(key, settle=0.3)
            seen |= narrow(terminal)
        assert seen == set()
    finally:
        terminal.end()


def test_each_twin_takes_the_cell_that_its_sign_is_counted_as() -> None:
    for sign, twin in ASCII.items():
        twin_char = chr(twin) if isinstance(twin, int) else twin
        assert (cell_len(chr(sign)), len(twin_char), twin_char.isascii()) == (1, 1, True)


@pytest.mark.parametrize("profile", [SUPERVISION, READING, REVIEW], ids=lambda profile: profile.name)
def test_every_status_has_a_twin_of_its_own(profile: Profile) -> None:
    twins = [status.symbol.translate(ASCII) for status in profile.statuses]
    assert len(set(twins)) == len(twins)
