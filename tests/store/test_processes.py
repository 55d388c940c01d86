"""Several processes on one workspace, left alone and killed.

Bounded here; by hand, longer:
`DUBAN_KILL_ROUNDS=200 DUBAN_PROCESSES=8 DUBAN_MARKS=200 pytest tests/store/test_processes.py`.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from random import Random
from threading import Timer

from tui.store.changes import Store

ROUNDS = int(os.environ.get("DUBAN_KILL_ROUNDS", "8"))
PROCESSES = int(os.environ.get("DUBAN_PROCESSES", "4"))
MARKS = int(os.environ.get("DUBAN_MARKS", "25"))

Enter = Callable[..., Store]


def start(root: Path, writer: str, marks: int) -> subprocess.Popen[str]:
    script = Path(__file__).with_name("write_marks.py")
    command = [sys.executable, str(script), str(root), writer, str(marks)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, encoding="utf-8")


def whole_lines(output: str) -> set[str]:
    """The stamps that were told to their end."""
    return {line.rstrip("\n") for line in output.splitlines(keepends=True) if line.endswith("\n")}


def test_processes_side_by_side_lose_nothing(enter: Enter, root: Path) -> None:
    """The first two even write as the same writer."""
    running = [start(root, f"w{max(1, number)}", MARKS) for number in range(PROCESSES)]
    told = [whole_lines(process.communicate(timeout=300)[0]) for process in running]
    assert [process.returncode for process in running] == [0] * PROCESSES
    store = enter()
    stamps = [change.stamp for change in store.history()]
    assert len(stamps) == len(set(stamps)) == 2 * PROCESSES * MARKS
    assert set(stamps) == set().union(*told)
    assert store.damage == ()
    (root / "state.json").unlink(missing_ok=True)
    assert list(enter().state.changes()) == list(store.state.changes())


def test_nothing_acknowledged_is_lost_to_kill_9(enter: Enter, root: Path) -> None:
    random, told = Random(3), set[str]()
    for _ in range(ROUNDS):
        running = [start(root, writer, 0) for writer in ("w1", "w2")]
        for process in running:
            assert process.stdout is not None
            told |= whole_lines(process.stdout.readline())
        timers = [Timer(random.uniform(0, 0.2), process.kill) for process in running]
        for timer in timers:
            timer.start()
        for process in running:
            _, _, behind = process.communicate(timeout=60)[0].partition("\n")
            told |= whole_lines(behind)  # the first may have been cut where the line above was read
        store = enter("w3", "丙")
        assert told <= {change.stamp for change in store.history()}
        assert {damage.reason for damage in store.damage} <= {"unfinished", "torn"}
    assert len(told) > 2 * ROUNDS
