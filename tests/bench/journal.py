"""Measures what a long journal costs, in turns with a short one: `python -m tests.bench.journal`.

Start until the marks are shown (in a pseudo-terminal), and a mark until it is on the disk. Ratios are what to keep.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from tests.bench.__main__ import _environ
from tests.bench.terminal import Terminal
from tui.model.change import Change, Intent, Stamp
from tui.store.changes import Store
from tui.store.record import encode

DOCUMENT = "山西省人民政府-2016-06-18"
MANY, FEW = 100_000, 62
ROUNDS = 7
MARKS = 150


def changes(kind: str, count: int) -> Iterator[Change]:
    """So many Changes of two people: marks, or notes that all still stand; in the end every task is done."""
    for number in range(count):
        stamp = str(Stamp(1_700_000_000_000 + number, 0, "w1"))
        task, last = f"附件#{number % 62 + 1}", number >= count - 62
        marked = kind == "marks" or last
        value = ("done" if last or number // 62 % 2 else "active") if marked else "一条批注，写得不长也不短"
        at, what = "2026-11-23T09:00:00+08:00", "status" if marked else "note"
        yield Change(stamp, at, "甲", DOCUMENT, task, what, value)


def fill(root: Path, kind: str, count: int, *, checkpoint: bool) -> None:
    """Make a workspace with such a journal."""
    (root / "journal").mkdir(parents=True)
    (root / "journal" / "w1.jsonl").write_bytes(b"".join(map(encode, changes(kind, count))))
    if checkpoint:
        enter(root).checkpoint()


def enter(root: Path) -> Store:
    return Store.open(root, writer="w2", author="乙", now=lambda: datetime.now(UTC))


def started(root: Path, home: str, words: str) -> float:
    """Seconds until the outline says how much is done."""
    terminal = Terminal([sys.executable, "-m", "tui"], {**_environ(home), "DUBAN_WORKSPACE": str(root)})
    try:
        return terminal.wait_for(words)
    finally:
        terminal.end()


def start(folder: Path) -> None:
    """Start until the marks are shown, against a workspace that has only those."""
    roots = {"62 marks": folder / "few"}
    fill(roots["62 marks"], "marks", FEW, checkpoint=False)
    for kind in ("marks", "notes"):
        for checkpoint in (True, False):
            name = f"100,000 {kind}, {'with' if checkpoint else 'without'} a checkpoint"
            roots[name] = folder / f"{kind}-{checkpoint}"
            fill(roots[name], kind, MANY, checkpoint=checkpoint)
    took: dict[str, list[float]] = {name: [] for name in roots}
    for turn in range(ROUNDS + 1):
        with tempfile.TemporaryDirectory() as home:
            found = {name: started(root, home, "13/13") for name, root in roots.items()}
        for name, seconds in found.items():
            took[name] += [seconds] if turn else []  # the first warms up
        for name in ("marks-False", "notes-False"):
            (folder / name / "state.json").unlink(missing_ok=True)
    few = statistics.median(took["62 marks"])
    for name, all_of_it in took.items():
        one = statistics.median(all_of_it)
        print(f"start, {name}: {one * 1000:.0f} ms, ratio {one / few:.2f}")


def durable(folder: Path) -> None:
    """A mark until it is on the disk at 100,000 Changes, at 62, and a bare append with fsync, in turns."""
    stores = []
    for count in (MANY, FEW):
        fill(folder / f"durable-{count}", "marks", count, checkpoint=True)
        stores.append(enter(folder / f"durable-{count}"))
    spent: list[list[float]] = [[], [], []]
    with (folder / "plain").open("ab", buffering=0) as plain:
        for turn in range(MARKS):
            intent = Intent(DOCUMENT, "附件#1", "status", "done" if turn % 2 else "active")
            for seconds, store in zip(spent, stores, strict=False):
                began = time.perf_counter()
                store.append([intent])
                seconds.append(time.perf_counter() - began)
            began = time.perf_counter()
            plain.write(b"x" * 230)
            os.fsync(plain.fileno())
            spent[2].append(time.perf_counter() - began)
    many, few, bare = map(statistics.median, spent)
    print(
        f"mark to durable: {many * 1000:.2f} ms at 100,000, {few * 1000:.2f} ms at 62, ratio {many / few:.2f}; "
        f"append and fsync {bare * 1000:.2f} ms, ratio {many / bare:.1f}"
    )


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as place:
        durable(Path(place))
        start(Path(place))
