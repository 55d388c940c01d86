"""Eight processes mark, a ninth looks on in a terminal: `python -m tests.by_hand.side_by_side`.

Each marks its own tasks in turn, 200 times, through the workspace; all 1,600 must stand in `duban log`, and the ninth
must show the last within two seconds.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.bench.terminal import Terminal

PROCESSES, MARKS = 8, 200
WRITER = """
import os, sys
from tui.config import read
from tui.workspace import Workspace
number, marks = int(sys.argv[1]), int(sys.argv[2])
workspace = Workspace.open(read(os.environ))
keys = [entry.key for entry in workspace.ledger()]
statuses = workspace.profile.statuses
for turn in range(marks):
    assert workspace.mark([keys[20 + number]], statuses[turn % 2 + 1])
workspace.close()
"""


def main() -> None:
    """Run it and say what came out."""
    with tempfile.TemporaryDirectory() as home:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("XDG_", "DUBAN_"))}
        environ = {**kept, "HOME": home, "LANG": "C.UTF-8", "TERM": "xterm-256color", "DUBAN_LANG": "zh"}
        ninth = Terminal([sys.executable, "-m", "tui"], environ)
        try:
            ninth.wait_for("全面贯彻")
            ninth.press("2", settle=0.5)
            began = time.perf_counter()
            run = [
                subprocess.Popen(
                    [sys.executable, "-c", WRITER, str(number), str(MARKS)],
                    env={**environ, "XDG_STATE_HOME": f"{home}/state-{number}"},
                )
                for number in range(PROCESSES)
            ]
            codes = [process.wait(timeout=300) for process in run]
            took = time.perf_counter() - began
            subprocess.run([sys.executable, "-m", "tui", "mark", "1", "已中止"], env=environ, check=True)
            marked = time.perf_counter()
            ninth.wait_for("×已中止", 10)
            seen = time.perf_counter() - marked
        finally:
            ninth.end()
        log = subprocess.run(
            [sys.executable, "-m", "tui", "log", "--json"], env=environ, check=True, capture_output=True
        )
        changes = json.loads(log.stdout)["changes"]
        files = list(Path(home, ".local/share/duban/journal").glob("*.jsonl"))
    print(f"codes {codes}; {len(changes) - 1} of {PROCESSES * MARKS} in the log, {len(files)} files, {took:.1f} s")
    print(f"the ninth showed a mark {seen:.2f} s after it was made")
    if len(changes) != PROCESSES * MARKS + 1 or any(codes) or seen > 2:
        raise SystemExit("FAILED")


if __name__ == "__main__":
    main()
