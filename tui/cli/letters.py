"""How wide the terminal draws what has no width of its own: asked of it, for only it knows."""

from __future__ import annotations

import os
import re
import sys
import time
from contextlib import suppress
from typing import Final

from tui.cli.terminal import is_terminal

AMBIGUOUS: Final = "“"
WAIT: Final = 0.3
"""Seconds to wait for the answer; a terminal that knows the question gives it at once."""
_ANSWER: Final = re.compile(rb"\x1b\[\d+;(\d+)R")
_MOST: Final = 256
"""Bytes that may come before the answer: keys that were pressed meanwhile."""


def cells_here() -> int | None:
    """The cells that this program's terminal draws “ in; None where it has none, or it does not say."""
    if not is_terminal(sys.stdin) or not is_terminal(sys.stdout):
        return None
    return cells(sys.stdin.fileno(), sys.stdout.fileno())


def cells(keyboard: int, screen: int, seconds: float = WAIT) -> int | None:
    """The cells that the terminal behind these two handles draws “ in; None where it does not say."""
    try:
        import termios
        import tty
    except ImportError:  # not a system of that kind
        return None
    with suppress(OSError):  # in the background it would be stopped for asking
        if os.tcgetpgrp(keyboard) != os.getpgrp():
            return None
    try:
        before = termios.tcgetattr(keyboard)
    except termios.error:
        return None
    try:
        tty.setcbreak(keyboard, termios.TCSANOW)
        os.write(screen, f"\r{AMBIGUOUS}\x1b[6n".encode())
        found = _ANSWER.search(_heard(keyboard, seconds))
        os.write(screen, b"\r\x1b[K")
        return int(found[1]) - 1 if found else None
    except (OSError, termios.error):
        return None
    finally:
        with suppress(termios.error):
            termios.tcsetattr(keyboard, termios.TCSANOW, before)


def _heard(keyboard: int, seconds: float) -> bytes:
    """What comes within this time, up to the end of an answer."""
    import select

    heard, end = b"", time.monotonic() + seconds
    while not _ANSWER.search(heard) and len(heard) < _MOST:
        ready, _, _ = select.select([keyboard], [], [], max(0.0, end - time.monotonic()))
        if not ready:
            break
        heard += os.read(keyboard, 1)
    return heard
