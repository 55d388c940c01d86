"""How far a long work is, on one line of stderr that is written over; nothing where stderr is no terminal."""

from __future__ import annotations

import os
import sys

from tui.cli.terminal import is_terminal
from tui.i18n import Texts
from tui.model.text import visible


class Progress:
    """A line such as `12/1600 某市实施方案.docx`, wiped before anything else is printed."""

    def __init__(self, texts: Texts, whole: int, key: str = "cli.import.progress") -> None:
        self._texts = texts
        self._key = key
        self._whole = whole
        self._shown = whole > 1 and is_terminal(sys.stderr) and os.environ.get("TERM", "dumb") != "dumb"

    def show(self, done: int, name: str) -> None:
        """Say which one is being worked on."""
        if self._shown:
            line = visible(self._texts(self._key, done=done, whole=self._whole, file=name))
            self._write(f"\r\x1b[K{_cut(line, _width() - 1)}")

    def wipe(self) -> None:
        """Take the line away."""
        if self._shown:
            self._write("\r\x1b[K")

    def _write(self, text: str) -> None:
        try:
            sys.stderr.write(text)
            sys.stderr.flush()
        except OSError:
            self._shown = False


def _width() -> int:
    try:
        return os.get_terminal_size(sys.stderr.fileno()).columns or 80
    except (OSError, ValueError):
        return 80


def _cut(line: str, width: int) -> str:
    """The beginning of a line that fits in so many cells."""
    from rich.cells import set_cell_size

    return set_cell_size(line, width).rstrip()
