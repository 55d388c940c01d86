"""Keys at random, in bunches, over a demo: `python -m tests.by_hand.any_keys [SECONDS [SEED]]` (120, 1).

Each run has a size and a workspace of its own; a fault that ends the screens is told with the seed and the last keys.
"""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Final

from tests.bench.__main__ import _environ
from tests.bench.terminal import Terminal

LETTERS: Final = "jkhlgGdDsaAeEuUvVbBoOzZiImMnNrRtTpPxXyYwWfFcCLS123/?:*@#=+-'{}!<>.,0 456789中财"
CONTROLS: Final = "\r\r\t\x7f\x0f\x12\x15\x04\x13\x10"
NAMED: Final = ("\x1bOQ", "\x1bOP", "\x1b[A", "\x1b[B", "\x1b[C", "\x1b[D", "\x1b[5~", "\x1b[6~")
ESCAPE: Final = "\x1b[27u"
KEYS: Final = (*LETTERS, *CONTROLS, *NAMED, *[ESCAPE] * 3)
SIZES: Final = ((80, 24), (100, 30), (140, 40), (60, 15))
BUNCHES: Final = 60


def run(seed: int, demo: Path) -> int:
    """Press keys in one session; how many of the bunches it lived through, or `BUNCHES` with a fault told."""
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory() as home:
        shutil.copytree(demo, Path(home, "demo"))
        columns, rows = chance.choice(SIZES)
        environ = {**_environ(home), "EDITOR": "true", "VISUAL": "true"}
        terminal = Terminal(
            [sys.executable, "-m", "tui", "--workspace", f"{home}/demo"], environ, columns=columns, rows=rows
        )
        pressed: list[str] = []
        try:
            terminal.wait_for("总体")
            for _ in range(BUNCHES):
                pressed.append("".join(chance.choice(KEYS) for _ in range(chance.randint(1, 8))))
                terminal.press(pressed[-1], settle=0.05)
                for fault in Path(home).glob(".local/state/duban/*/fault.txt"):
                    print(f"seed {seed}, {columns}x{rows}, {pressed[-3:]!r}\n{fault.read_text(encoding='utf-8')}")
                    return len(pressed)
        finally:
            terminal.end()
    return 0


def main(seconds: float = 120, seed: int = 1) -> int:
    """Run session after session; the number of faults."""
    faults = runs = 0
    with tempfile.TemporaryDirectory() as folder:
        demo = Path(folder, "demo")
        subprocess.run([sys.executable, "-m", "tui", "demo", str(demo)], check=True, capture_output=True)
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            faults += bool(run(seed + runs, demo))
            runs += 1
    print(f"{runs} sessions of {BUNCHES} bunches, {faults} ended by a fault")
    return faults


if __name__ == "__main__":
    given = [*map(int, sys.argv[1:3]), *(120, 1)[len(sys.argv) - 1 :]]
    sys.exit(main(given[0], given[1]))
