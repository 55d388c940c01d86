"""Real kill -9 at a moment drawn by lot, over verbs that write: `python -m tests.by_hand.kills [ROUNDS [SEED]]`.

After each: what was acknowledged is there, no step is half there, and the next undo takes back the last true step.
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
from pathlib import Path
from typing import Any, Final

FIRST: Final = "某省实施意见\n一、总体要求\n（一）建设园区。（省财政厅牵头）\n（二）落实政策。（省民政厅牵头）\n"
SECOND: Final = FIRST.replace("建设园区", "建设各类园区")
LONGEST: Final = 0.9
"""Seconds after which the kill comes at the latest: most verbs take about half of that."""


class Place:
    """A workspace and what was acknowledged in it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.environ = {**os.environ, "HOME": str(folder), "DUBAN_WORKSPACE": str(folder / "w"), "DUBAN_LANG": "en"}
        (folder / "first.txt").write_text(FIRST, encoding="utf-8")
        (folder / "second.txt").write_text(SECOND, encoding="utf-8")
        self.acknowledged: set[str] = set()

    def start(self, *words: str) -> subprocess.Popen[str]:
        """Start a verb."""
        return subprocess.Popen(
            [sys.executable, "-m", "tui", *words],
            env=self.environ,
            cwd=Path(__file__).parents[2],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def ask(self, *words: str) -> tuple[int, str, str]:
        """Run a verb to its end."""
        process = self.start(*words)
        out, err = process.communicate()
        return process.returncode, out, err

    def changes(self) -> list[dict[str, Any]]:
        """The history."""
        code, out, err = self.ask("log", "--json")
        assert code in {0, 1}, err
        found: list[dict[str, Any]] = json.loads(out)["changes"]
        return found

    def look(self) -> dict[str, Any]:
        """What a person sees: documents by their first task, marks, notes."""
        tasks = json.loads(self.ask("tasks", "--json")[1])["tasks"]
        notes = json.loads(self.ask("notes", "--json")[1])["notes"]
        return {
            "tasks": [(task["doc"], task["id"], task["text"], task["status"]) for task in tasks],
            "notes": sorted(note["text"] for note in notes),
        }


def verbs(place: Place, number: int) -> list[tuple[str, ...]]:
    """What may be done next."""
    doc = str(place.folder / ("first.txt", "second.txt")[number % 2])
    return [
        ("mark", "k/1", ("active", "done")[number % 2]),
        ("mark", "k/1", "k/2", ("stopped", "review")[number % 2]),
        ("note", "k/2", f"批注 {number}"),
        ("import", doc, "--id", "k", "--replace"),
        ("import", doc, "--id", f"x{number}"),
        ("remove", f"x{number - 1}"),
        ("undo",),
        ("redo",),
        ("backup", str(place.folder / f"{number}.zip")),
    ]


def one(place: Place, lot: random.Random, number: int) -> str:
    """One verb, killed at some moment; what is wrong, empty where nothing is."""
    before, seen = place.changes(), place.look()
    words = lot.choice(verbs(place, number))
    process = place.start(*words)
    time.sleep(lot.uniform(0.15, LONGEST))
    process.send_signal(signal.SIGKILL)
    process.communicate()
    place.ask("docs")  # the next start
    after, now = place.changes(), place.look()
    wrong = [] if after[: len(before)] == before else ["what was there is another"]
    more = after[len(before) :]
    if not more and now != seen:
        wrong.append("the screen changed, the history did not")
    if len({change["batch"] or change["stamp"] for change in more}) > 1:
        wrong.append("half a step")
    found = place.ask("doctor")
    if found[0]:
        wrong.append(f"doctor: {found[1]}")
    if more and words[0] in {"mark", "note", "import", "remove"}:
        code, _, err = place.ask("undo")
        if code or place.look() != seen:
            wrong.append(f"undo: {code} {err}")
    backup = place.folder / f"{number}.zip"
    if backup.exists():
        with tempfile.TemporaryDirectory() as folder:
            code = place.ask("restore", str(backup), "--workspace", f"{folder}/w")[0]
            wrong += [f"the backup is none: {code}"] if code else []
        backup.unlink()
    return f"{number} {words}: {wrong}" if wrong else ""


def main(rounds: int, seed: int) -> int:
    """So many rounds; what was wrong is printed."""
    lot, wrong, killed = random.Random(seed), [], 0
    with tempfile.TemporaryDirectory() as folder:
        place = Place(Path(folder))
        assert place.ask("import", str(place.folder / "first.txt"), "--id", "k")[0] == 0
        for number in range(rounds):
            found = one(place, lot, number)
            killed += 1
            if found:
                wrong.append(found)
                print(found, flush=True)
    print(f"{killed} rounds, {len(wrong)} wrong")
    return bool(wrong)


if __name__ == "__main__":
    numbers = [int(word) for word in sys.argv[1:]]
    sys.exit(main(*(numbers + [60, 1][len(numbers) :])))
