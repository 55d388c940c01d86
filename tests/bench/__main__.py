"""Measures duban from outside, in turns with what it is measured against: `python -m tests.bench`.

Ratios within one run are what to keep; absolute times drift with the machine.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path

from tests.bench.terminal import Terminal

BARE = """
from textual.app import App
from textual.widgets import Static
class Bare(App):
    def compose(self):
        yield Static("ready-now")
Bare().run()
"""
ROUNDS = int(os.environ.get("ROUNDS", "9"))


def _environ(home: str) -> dict[str, str]:
    """A plain one: with PYTHONDONTWRITEBYTECODE, say, every start would compile duban anew, and nobody's does."""
    foreign = ("XDG_", "DUBAN_", "COLORTERM", "PYTHON")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(foreign)}
    return {**kept, "HOME": home, "TERM": "xterm-256color", "LANG": "C.UTF-8", "TEXTUAL_DISABLE_KITTY_KEY": "1"}


def _started(command: list[str], environ: Mapping[str, str], words: str) -> float:
    terminal = Terminal(command, environ)
    try:
        return terminal.wait_for(words)
    finally:
        terminal.end()


def start() -> None:
    """Start to outline and text painted, against a bare Textual app with one Static: in a new workspace, then again."""
    bare, first, again = [], [], []
    duban = [sys.executable, "-m", "tui"]
    with tempfile.TemporaryDirectory() as home:
        _started(duban, _environ(home), "全面贯彻")  # compiles what has changed since the last time
    for _ in range(ROUNDS):
        with tempfile.TemporaryDirectory() as home:
            bare.append(_started([sys.executable, "-c", BARE], _environ(home), "ready-now"))
            first.append(_started(duban, _environ(home), "全面贯彻"))
            again.append(_started(duban, _environ(home), "全面贯彻"))
    against = statistics.median(bare)
    for name, took in (("first start", first), ("start", again)):
        ratios = [one / other for one, other in zip(took, bare, strict=True)]
        print(
            f"{name}: {statistics.median(took) * 1000:.0f} ms, a bare app {against * 1000:.0f} ms, "
            f"ratio {statistics.median(ratios):.2f} ({min(ratios):.2f} to {max(ratios):.2f})"
        )


def keys() -> None:
    """Bytes and time of a cursor move and of a mark at 100 columns, and bytes of doing nothing."""
    with tempfile.TemporaryDirectory() as home:
        terminal = Terminal([sys.executable, "-m", "tui"], _environ(home))
        try:
            terminal.wait_for("全面贯彻")
            terminal.press("2", settle=0.5)
            terminal.press("i", settle=0.5)
            moves = [terminal.press("j") for _ in range(9)]
            _say("cursor move, detail closed", moves)
            _say("mark, detail closed", [terminal.press(key, settle=0.3) for key in ("d", "u", "d")])
            _say("mark through the small menu", [terminal.press(key, settle=0.3) for key in ("sa", "st")])
            terminal.press("i", settle=0.5)
            held = [terminal.press("j", settle=0.03) for _ in range(5)]
            _say("cursor move of a held key, detail open", held)
            terminal.press("k", settle=0.5)
            print(f"idle for 5 s: {terminal.idle(5)} bytes")
        finally:
            terminal.end()


def _say(what: str, pressed: list[tuple[int, float]]) -> None:
    sizes, seconds = zip(*pressed, strict=True)
    print(
        f"{what}: {statistics.median(sizes):.0f} bytes (most {max(sizes)}), {statistics.median(seconds) * 1000:.1f} ms"
    )


def durable() -> None:
    """A mark until it is on the disk, against an append and fsync of the same run."""
    from tui.config import read
    from tui.workspace import Workspace

    with tempfile.TemporaryDirectory() as folder:
        environ = {f"XDG_{name}_HOME": f"{folder}/{name}" for name in ("DATA", "STATE", "CONFIG")}
        workspace = Workspace.open(read(environ))
        key = workspace.ledger()[0].key
        statuses = workspace.profile.statuses
        marks, appends = [], []
        with Path(folder, "plain").open("ab", buffering=0) as plain:
            for turn in range(200):
                began = time.perf_counter()
                workspace.mark([key], statuses[turn % 2 + 1])
                marks.append(time.perf_counter() - began)
                began = time.perf_counter()
                plain.write(b"x" * 300)
                os.fsync(plain.fileno())
                appends.append(time.perf_counter() - began)
        mark, append = statistics.median(marks), statistics.median(appends)
        print(
            f"mark to durable: {mark * 1000:.2f} ms, append and fsync {append * 1000:.2f} ms, ratio {mark / append:.1f}"
        )


if __name__ == "__main__":
    start()
    keys()
    durable()
