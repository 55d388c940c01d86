"""Measures the whole library against VisiData on the same rows, in turns: `python -m tests.bench.whole VD [DOCUMENTS]`.

VD is the path of a `vd`; the library of 1,600 documents (99,200 tasks) is made anew. Ratios are what to keep.
"""

from __future__ import annotations

import csv
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from contextlib import closing
from itertools import cycle
from pathlib import Path

from tests.bench import library
from tests.bench.__main__ import BARE, _environ, _started
from tests.bench.terminal import Terminal
from tui import config
from tui.export.board import board_lines
from tui.i18n import Texts
from tui.workspace import Workspace

ROUNDS = 5
WORDS = ("财政", "农村", "户籍")
"""What is looked for: in a third, a tenth and a hundredth of the tasks."""
TYPED = ("财", "财政", "czt", "caizheng", "changzhi", "户籍", "部门:czt", "章节:五", "-有:批注", "农村 物流")
NARROWED = (("财", "财政"), ("户", "户籍"), ("农村", "农村 物"), ("部门:财", "部门:财政"))


def until(terminal: Terminal, keys: str, words: str, seconds: float = 60.0) -> float:
    """Seconds from sending keys until these words show and nothing more comes for a while."""
    began = time.perf_counter()
    os.write(terminal.line, keys.encode())
    terminal.wait_for(words.replace(" ", ""), seconds)
    at = terminal.read_at
    while terminal._read(0.1):
        at = terminal.read_at
    return at - began


def peak(pid: int) -> float:
    """The most memory a program has had, in MB."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    return int(status.split("VmHWM:")[1].split()[0]) / 1024


class Sides:
    """Both programs in their terminals, on the same rows."""

    def __init__(self, root: Path, rows: Path, vd: str, home: str, total: int) -> None:
        duban = [sys.executable, "-m", "tui"]
        self.duban = Terminal(duban, {**_environ(home), "DUBAN_WORKSPACE": str(root)}, 120, 35)
        self.visidata = Terminal([vd, str(rows)], _environ(home), 120, 35)
        self.total = total

    def load(self) -> tuple[float, float]:
        """Seconds until each has all rows."""
        self.duban.wait_for("全面")
        duban = until(self.duban, "2A", f"文件·{self.total}/{self.total}")
        visidata = self.visidata.wait_for(f"{self.total}rows[1/1]", 120)
        self.visidata.press("ll", 0.3)
        return duban, visidata

    def filter(self, word: str, count: int) -> float:
        """Seconds from the last key of a word to the view of its rows."""
        self.duban.press("/", 0.4)
        self.duban.press(word[:-1], 0.4)
        took = until(self.duban, word[-1], f"{count}/{self.total}")
        self.duban.press("\x1b", 0.4)
        return took

    def select(self, how: str, word: str, count: int) -> float:
        """Seconds in VisiData from Enter to the rows selected by a regex, and from `"` to the sheet of them."""
        self.visidata.press(f"{how}{word}", 0.4)
        took = until(self.visidata, "\r", f"selected{count}rows") + until(self.visidata, '"', f"{count}rows[1/1]")
        self.visidata.press("q", 0.5)
        self.visidata.press("gu", 0.5)
        return took

    def end(self) -> None:
        self.duban.end()
        self.visidata.end()


def prepare(folder: Path) -> tuple[int, dict[str, tuple[int, int, int]]]:
    """Write the rows as CSV; says how many there are, and how many the filter, a column and all columns find."""
    with closing(Workspace.open(config.read({"HOME": str(folder)}, workspace=folder / "big"))) as workspace:
        ledger = workspace.ledger()
        rows = list(library.rows(ledger))
        found = {word: len(workspace.filter(word, ledger).ledger) for word in WORDS}
    with (folder / "rows.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    texts = {word: sum(word in row[2] for row in rows[1:]) for word in WORDS}
    anywhere = {word: sum(any(word in cell for cell in row) for row in rows[1:]) for word in WORDS}
    return len(rows) - 1, {word: (found[word], texts[word], anywhere[word]) for word in WORDS}


def filters(sides: Sides, counts: Mapping[str, tuple[int, int, int]]) -> None:
    """A filter key to the settled view, against select and open: in the column of texts, and in all columns."""
    for word, (found, texts, anywhere) in counts.items():
        took = [
            (sides.filter(word, found), sides.select("|", word, texts), sides.select("g|", word, anywhere))
            for _ in range(ROUNDS)
        ]
        duban, column, every = (statistics.median(times) * 1000 for times in zip(*took, strict=True))
        print(
            f"filter {word}: {duban:.0f} ms for {found} rows; VisiData {column:.0f} ms in one column "
            f"(ratio {column / duban:.1f}), {every:.0f} ms in all (ratio {every / duban:.1f})"
        )


def first_screens(folder: Path, vd: str) -> None:
    """Start to something to read: with the whole library, a bare Textual app, and VisiData with the rows."""
    took: list[tuple[float, float, float]] = []
    for _ in range(ROUNDS):
        with tempfile.TemporaryDirectory() as home:
            environ = {**_environ(home), "DUBAN_WORKSPACE": str(folder / "big")}
            took.append(
                (
                    _started([sys.executable, "-m", "tui"], environ, "全面"),
                    _started([sys.executable, "-c", BARE], _environ(home), "ready-now"),
                    _started([vd, str(folder / "rows.csv")], _environ(home), "省"),
                )
            )
    duban, bare, visidata = (statistics.median(times) * 1000 for times in zip(*took, strict=True))
    print(
        f"first screen: {duban:.0f} ms, bare Textual {bare:.0f} ms (ratio {duban / bare:.2f}), "
        f"VisiData {visidata:.0f} ms"
    )


LISTED = ("户籍", "czt", "章节:五")


def listings(folder: Path, home: str) -> None:
    """The command line over the whole library, once it was looked at: the first row, and all of them."""
    environ = {**_environ(home), "DUBAN_WORKSPACE": str(folder / "big")}
    for verb, *words in (*(("tasks", word) for word in LISTED), ("board",)):
        took: list[tuple[float, float]] = []
        for _ in range(ROUNDS):
            began = time.perf_counter()
            command = [sys.executable, "-m", "tui", verb, *words]
            with subprocess.Popen(command, env=environ, stdout=subprocess.PIPE) as running:
                first, at = running.stdout.readline() if running.stdout else b"", time.perf_counter()
                rows = bool(first) + sum(1 for _ in running.stdout or ())
            took.append((at - began, time.perf_counter() - began))
        first_row, whole = (statistics.median(times) * 1000 for times in zip(*took, strict=True))
        print(f"duban {' '.join([verb, *words])}: first row {first_row:.0f} ms, all {rows} rows {whole:.0f} ms")


def second_look(sides: Sides, home: str, root: Path) -> None:
    """A start in a library that was looked at before: all rows there, and the first hit in the texts of all."""
    tables, hits = [], []
    for _ in range(ROUNDS):
        again = Terminal([sys.executable, "-m", "tui"], {**_environ(home), "DUBAN_WORKSPACE": str(root)}, 120, 35)
        again.wait_for("全面")
        tables.append(until(again, "2A", f"文件·{sides.total}/{sides.total}"))
        again.press("A", 0.5)
        again.press("g/户", 2.0)
        began = time.perf_counter()
        os.write(again.line, "籍".encode())
        again.wait_for("户籍制", 60)
        hits.append(time.perf_counter() - began)
        again.end()
    print(f"all rows there again: {statistics.median(tables):.2f} s; g/ first hits {statistics.median(hits):.2f} s")


def moves(sides: Sides, small: Terminal) -> None:
    """Cursor and mark at all rows against one document."""
    took: dict[str, list[tuple[float, float]]] = {"cursor": [], "mark": []}
    small.wait_for("全面贯彻")
    small.press("2", 0.5)
    for turn in range(20):
        for name, keys in (("cursor", "j"), ("mark", f"s{'ta'[turn % 2]}")):
            took[name].append((sides.duban.press(keys)[1], small.press(keys)[1]))
            time.sleep(0.3)
    for name, pairs in took.items():
        many, few = (statistics.median(times) * 1000 for times in zip(*pairs, strict=True))
        print(f"{name}: {many:.1f} ms at {sides.total}, {few:.1f} ms at 62, ratio {many / few:.2f}")


def searches(folder: Path) -> None:
    """The search alone, and narrowing, in milliseconds."""
    with closing(Workspace.open(config.read({"HOME": str(folder)}, workspace=folder / "big"))) as workspace:
        workspace.ledger()
        whole = workspace.whole
        for expression in TYPED:
            times = []
            for _ in range(ROUNDS):
                whole.searcher.forget()
                times.append(_milliseconds(lambda: workspace.filter(expression, whole.ledger)))  # noqa: B023 - run at once
            print(f"search {expression}: {statistics.median(times):.1f} ms")
        for typed in NARROWED:
            steps: list[list[float]] = []
            for _ in range(ROUNDS):
                whole.searcher.forget()
                steps.append([_milliseconds(lambda: workspace.filter(text, whole.ledger)) for text in typed])  # noqa: B023
            middle = [statistics.median(times) for times in zip(*steps, strict=True)]
            print("narrowing " + ", ".join(f"{text} {ms:.1f} ms" for text, ms in zip(typed, middle, strict=True)))


def boards(folder: Path) -> None:
    """The board of the whole library once it is in, and again after a mark, in milliseconds."""
    with closing(Workspace.open(config.read({"HOME": str(folder)}, workspace=folder / "big"))) as workspace:
        workspace.ledger()
        whole, statuses = workspace.whole, cycle(map(workspace.profile.parse, ("done", "active")))
        workspace.board("", whole.ledger)

        def mark() -> None:
            workspace.mark([whole.ledger[0].key], next(statuses))
            whole.catch_up()

        befores: dict[str, Callable[[], object]] = {"board": lambda: None, "board after a mark": mark}
        for name, before in befores.items():
            times = []
            for _ in range(ROUNDS):
                before()
                times.append(_milliseconds(lambda: list(board_lines(workspace.board("", whole.ledger), Texts("zh")))))
            print(f"{name}: {statistics.median(times):.0f} ms")


def board_on_screen(sides: Sides) -> None:
    """From the key to the settled board of all rows, and from undoing a mark there to its new figures."""
    opened, undone = [], []
    for turn in range(2 * ROUNDS):
        opened.append(sides.duban.press("3", 0.25)[1])
        undone.append(sides.duban.press("u\x12"[turn % 2], 0.25)[1])
        sides.duban.press("\x1b", 0.4)
    opens, undoes = (statistics.median(times) * 1000 for times in (opened, undone))
    print(f"board on the screen: {opens:.0f} ms, after an undo {undoes:.0f} ms")


def _milliseconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000


def main(vd: str, count: int) -> None:
    """Make the library and measure all there is."""
    with tempfile.TemporaryDirectory() as place, tempfile.TemporaryDirectory() as home:
        folder = Path(place)
        library.make(folder / "big", count)
        total, counts = prepare(folder)
        searches(folder)
        boards(folder)
        first_screens(folder, vd)
        small = Terminal([sys.executable, "-m", "tui"], _environ(home), 120, 35)
        sides = Sides(folder / "big", folder / "rows.csv", vd, home, total)
        try:
            duban, visidata = sides.load()
            print(f"all rows there: {duban:.1f} s, VisiData {visidata:.1f} s")
            filters(sides, counts)
            moves(sides, small)
            board_on_screen(sides)
            ours, theirs = peak(sides.duban.pid), peak(sides.visidata.pid)
            print(f"peak memory: {ours:.0f} MB, VisiData {theirs:.0f} MB, ratio {ours / theirs:.2f}")
            second_look(sides, home, folder / "big")
            listings(folder, home)
        finally:
            sides.end()
            small.end()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else library.MANY)
