"""Counts demos anew that are a month and a half old, of today, and two months ahead: `python -m tests.by_hand.recount`.

Each is made and asked by the command line alone; the count knows its history and its document and nothing of `tui`.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from datetime import date, timedelta
from pathlib import Path

from tests.cli.recount import QUESTIONS, main

SOURCE = Path(__file__).parents[2] / "data" / "shanxi-2016-new-consumption.txt"
MADE = (0, -45, 60)
"""How many days from today each demo believes that it is made: the work is the same, the clock is another."""


def duban(*words: str | Path) -> bytes:
    """What a run of `duban` prints; 1 only says that nothing matched."""
    done = subprocess.run([sys.executable, "-m", "tui", *words], capture_output=True, check=False)
    if done.returncode > 1:
        raise SystemExit(done.stderr.decode())
    return done.stdout


def ask(folder: Path, days: int, today: date) -> Path:
    """Make a demo as of some days from today, and keep its answers of today in a folder."""
    demo, answers = folder / "demo", folder / today.isoformat()
    duban("demo", demo, "--as-of", (today + timedelta(days=days)).isoformat())
    answers.mkdir()
    (answers / "read.json").write_bytes(duban("import", SOURCE, "--dry-run", "--json"))
    for name, words in QUESTIONS.items():
        (answers / name).write_bytes(duban("--workspace", demo, *words))
    return answers


if __name__ == "__main__":
    assert not [name for name in sys.modules if name.split(".")[0] == "tui"]
    today = date.today()
    with tempfile.TemporaryDirectory() as room:
        folders = []
        for days in MADE:
            folder = Path(room) / f"made{days:+}"
            folder.mkdir()
            folders.append(str(ask(folder, days, today)))
        code = main(folders)
    sys.stdout.write(f"{len(MADE)} clocks, {len(QUESTIONS)} answers each: {'they differ' if code else 'they agree'}\n")
    sys.exit(code)
