"""Real kill -9 at a moment drawn by lot: `python -m tests.by_hand.kills [ROUNDS [SEED]]`.

Over verbs and screens that write. After each: what was acknowledged is there, no step is half there, and the next undo
takes back the last true step. What the screen acknowledged is what its last line said.
"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

from tests.bench.terminal import Terminal
from tests.by_hand.faults import PACKAGE, START

FIRST: Final = "某省实施意见\n一、总体要求\n（一）建设园区。（省财政厅牵头）\n（二）落实政策。（省民政厅牵头）\n"
SECOND: Final = FIRST.replace("建设园区", "建设各类园区")
LONGEST: Final = 1.1
"""Seconds after which the kill comes at the latest: most verbs take about half of that."""
KEYS: Final[tuple[tuple[tuple[str, ...], str, str], ...]] = (
    *((("s", "p"), "推进中", "active"), (("d",), "已办结", "done")),
    *((("*",), "", ""), (("u",), "", ""), (("\x12",), "", "")),
)
"""What may be pressed: keys, the word that acknowledges it, and what `log` says of it then."""
STRAY: Final = "中断的程序留下的"
"""How doctor tells of a file that a program left behind."""
REFUSED: Final = 2
"""From this code on a verb did nothing."""


class Place:
    """A workspace and what may be done in it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("XDG_", "DUBAN_", "LC_"))}
        place = {"HOME": str(folder), "DUBAN_WORKSPACE": str(folder / "w"), "DUBAN_LANG": "zh", "LANG": "C.UTF-8"}
        self.environ = {**kept, **place, "PYTHONPATH": str(PACKAGE), "TERM": "xterm-256color"}
        (folder / "first.txt").write_text(FIRST, encoding="utf-8")
        (folder / "second.txt").write_text(SECOND, encoding="utf-8")

    def start(self, *words: str) -> subprocess.Popen[str]:
        """Start a verb."""
        return subprocess.Popen(
            [sys.executable, "-c", START, *words],
            env=self.environ,
            cwd=self.folder,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def ask(self, *words: str) -> tuple[int, str, str]:
        """Run a verb to its end."""
        process = self.start(*words)
        out, err = process.communicate()
        return process.returncode, out, err

    def do(self, *words: str) -> None:
        """Run a verb that must not be refused."""
        code, _, err = self.ask(*words)
        if code:
            raise AssertionError(f"{words}: {code} {err}")

    def changes(self) -> list[dict[str, Any]]:
        """The history."""
        code, out, err = self.ask("log", "--json")
        assert code in {0, 1}, err
        found: list[dict[str, Any]] = json.loads(out)["changes"]
        return found

    def look(self) -> dict[str, Any]:
        """What a person sees: documents by their tasks, marks, notes."""
        tasks = json.loads(self.ask("tasks", "--json")[1])["tasks"]
        notes = json.loads(self.ask("notes", "--json")[1])["notes"]
        return {
            "tasks": [(task["doc"], task["id"], task["text"], task["status"], task["star"]) for task in tasks],
            "notes": sorted(note["text"] for note in notes),
        }


class Ended(NamedTuple):
    """How a program was ended that wrote."""

    what: str
    acknowledged: Sequence[str]
    """Notes and states that it said were there, in this order, as `log` has their values."""
    refused: bool = False
    """It came to its end before it was killed, and said that it did nothing."""


def verbs(place: Place, number: int, docs: Sequence[str]) -> list[tuple[str, ...]]:
    """What may be done next; `docs` are the documents that may be removed."""
    doc = str(place.folder / ("first.txt", "second.txt")[number % 2])
    return [
        ("mark", "k/#1", ("active", "done")[number % 2]),
        ("mark", "k/#1", "k/#2", ("stopped", "review")[number % 2]),
        ("note", "k/#2", f"批注 {number}"),
        ("import", doc, "--id", "k", "--replace"),
        ("import", doc, "--id", f"x{number}"),
        *([("remove", docs[number % len(docs)])] if docs else []),
        ("undo",),
        ("redo",),
        ("backup", str(place.folder / f"{number}.zip")),
        ("restore", str(place.folder / "kept.zip"), "--force"),
    ]


def verb(place: Place, lot: random.Random, number: int, docs: Sequence[str]) -> Ended:
    """One verb, killed at some moment."""
    words = lot.choice(verbs(place, number, docs))
    process = place.start(*words)
    time.sleep(lot.uniform(0.25, LONGEST))
    process.send_signal(signal.SIGKILL)
    process.communicate()
    said = words[-1] if words[0] in {"mark", "note"} and process.returncode == 0 else ""
    return Ended(words[0], [said] if said else [], process.returncode >= REFUSED)


def screen(place: Place, lot: random.Random, number: int, _: Sequence[str]) -> Ended:
    """The screens with some keys, killed some time after the last; every key may be the last."""
    terminal = Terminal([sys.executable, "-c", START], place.environ)
    acknowledged = []
    try:
        terminal.wait_for("园区")
        terminal.press("2", settle=0.4)
        for at in range(lot.randrange(1, 8)):
            note = f"批注{number}之{at}"
            keys, word, value = lot.choice([*KEYS, (("a", note, "\x1bOQ"), "已加批注", note)])
            before = terminal.lines()[-1]
            for key in keys:
                terminal.press(key)
            terminal.idle(lot.choice((0, 0.1, 0.4, 0.8)))
            after = terminal.lines()[-1].replace(" ", "")
            acknowledged += [value] if word and word in after and after != before.replace(" ", "") else []
    finally:
        terminal.end()
    return Ended("screen", acknowledged)


def lost_words(ended: Ended, seen: dict[str, Any], more: Sequence[dict[str, Any]]) -> list[str]:
    """What was acknowledged and does not stand in the history, in its order; a mark that was so writes nothing."""
    so = {task[3] for task in seen["tasks"] if task[0] == "k"} if ended.what == "mark" else set()
    values = iter(change["value"] for change in more)
    return [said for said in ended.acknowledged if said not in so and said not in values]


def restored(now: dict[str, Any]) -> bool:
    """Whether all of the first backup is there."""
    texts = {(task[0], task[2]) for task in now["tasks"]}
    return {("k", "建设园区。"), ("y", "建设园区。")} <= texts and "先前" in now["notes"]


def unsound(place: Place) -> list[str]:
    """What doctor finds but for files that a killed program left behind, which it moves away when asked."""
    found = place.ask("doctor")[1].splitlines()
    worse = [line for line in found if STRAY not in line]
    if found and place.ask("doctor", "--repair")[0]:
        worse.append("not repaired")
    return [f"doctor: {line}" for line in worse]


class Round(NamedTuple):
    """What came out of one."""

    what: str
    acknowledged: int
    wrong: str
    """Empty where nothing is."""


def one(place: Place, lot: random.Random, number: int) -> Round:
    """Do something, kill it, and look."""
    before, seen = place.changes(), place.look()
    docs = sorted({task[0] for task in seen["tasks"]} - {"k"})
    ended = (screen if number % 3 == 0 else verb)(place, lot, number, docs)
    now = place.look()  # by the next start
    after = place.changes()
    wrong = [] if after[: len(before)] == before or ended.what == "restore" else ["what was there is another"]
    more = [change for change in after if change not in before]
    if not more and now != seen and ended.what != "restore":  # a document without a history needs no step
        wrong.append("the screen changed, the history did not")
    if ended.what != "screen" and len({change["batch"] or change["stamp"] for change in more}) > 1:
        wrong.append("half a step")
    wrong += [f"acknowledged and lost: {lost}" for lost in lost_words(ended, seen, more)]
    if ended.what == "restore" and now != seen and not restored(now):
        wrong.append("half restored")
    if ended.refused and now != seen:
        wrong.append("refused and done")
    wrong += unsound(place)
    if more and ended.what in {"mark", "note", "import", "remove"}:
        code, _, err = place.ask("undo")
        if code or place.look() != seen:
            wrong.append(f"undo: {code} {err}")
    backup = place.folder / f"{number}.zip"
    if backup.exists():
        with tempfile.TemporaryDirectory() as folder:
            code = place.ask("restore", str(backup), "--workspace", f"{folder}/w")[0]
            wrong += [f"the backup is none: {code}"] if code else []
        backup.unlink()
    done = "done" if more or now != seen else "nothing"
    return Round(f"{ended.what} {done}", len(ended.acknowledged), f"{number} {ended}: {wrong}" if wrong else "")


def main(rounds: int, seed: int) -> int:
    """So many rounds; what was wrong is printed."""
    lot, wrong, acknowledged, told = random.Random(seed), 0, 0, Counter[str]()
    with tempfile.TemporaryDirectory() as folder:
        place = Place(Path(folder))
        first, kept = str(place.folder / "first.txt"), str(place.folder / "kept.zip")
        begin: list[tuple[str, ...]] = [("import", first, "--id", "k"), ("note", "k/#1", "先前"), ("use", "k")]
        begin += [("import", first, "--id", "y"), ("backup", kept), ("remove", "y"), ("import", first, "--id", "x")]
        for words in begin:
            place.do(*words)
        for number in range(rounds):
            ended = one(place, lot, number)
            told[ended.what] += 1
            acknowledged += ended.acknowledged
            if ended.wrong:
                wrong += 1
                print(ended.wrong, flush=True)
    print(", ".join(f"{count} {what}" for what, count in sorted(told.items())))
    print(f"{rounds} rounds, {acknowledged} acknowledged, {wrong} wrong")
    return bool(wrong)


if __name__ == "__main__":
    numbers = [int(word) for word in sys.argv[1:]]
    sys.exit(main(*(numbers + [60, 1][len(numbers) :])))
