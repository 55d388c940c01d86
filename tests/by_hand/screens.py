"""Opens the screens in a pseudo-terminal, presses keys, and goes: `python -m tests.by_hand.screens KEY…`."""

from __future__ import annotations

import os
import sys

from tests.bench.terminal import Terminal


def main(keys: list[str]) -> None:
    """Start, wait for the text, press, end."""
    terminal = Terminal([sys.executable, "-m", "tui"], {**os.environ, "TERM": "xterm-256color"})
    try:
        terminal.wait_for("全面贯彻")
        for key in keys:
            terminal.press(key, settle=0.3)
    finally:
        terminal.end()


if __name__ == "__main__":
    main(sys.argv[1:])
