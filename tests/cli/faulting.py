"""A verb stopped at each of its calls to the system in turn, and what must be so after each.

`try_all` knows nothing of how a call is made to fail: a `Runner` does it, in this process or in another.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol

from tests.cli.hurting import Home
from tests.cli.writing_verbs import SCENARIOS, Scenario, Seen, made
from tui import config

MODES: Final = ("fail", "full", "kill")
"""One call fails with EIO; all calls from one on with ENOSPC, a write after a part of it; the process is gone there."""
UNCHANGED: Final = "nothing was changed"


@dataclass(frozen=True, slots=True)
class Ran:
    """How a verb ended that was stopped at one of its calls."""

    code: int | None
    """None where it was killed."""
    said: str
    calls: Sequence[str]
    """The calls that it made, up to the one where it was stopped."""


class Runner(Protocol):
    """Runs a verb whose call of this number fails; 0 fails none."""

    def __call__(self, home: Home, words: Sequence[str], number: int, mode: str) -> Ran:
        """Run it."""


class Trial:
    """One scenario: what is so before it, what after it, and what `undo` makes of both."""

    def __init__(self, name: str, folder: Path, run: Runner) -> None:
        self.name, self._folder, self._run = name, folder, run
        self.scenario: Scenario = SCENARIOS[name]
        self._made = folder / "made"
        self._words = made(Home(self._made), self.scenario)
        self.before, self._before_undone = self._look(self._copy("before"))
        home = self._copy("after")
        ran = run(home, self._words, 0, "fail")
        if ran.code not in {0, 1} or "Traceback" in ran.said:
            raise AssertionError(f"{name}: {ran}")
        self.calls = ran.calls
        self.after, self._after_undone = self._look(home)

    def _copy(self, name: str) -> Home:
        """The same folders for each run: what lies outside the workspace is known by the workspace's path."""
        place = self._folder / "home"
        shutil.rmtree(place, ignore_errors=True)
        shutil.copytree(self._made, place)
        self._rename_private(place)
        return Home(place)

    def _rename_private(self, place: Path) -> None:
        """What is one's own for the workspace that was made is one's own for the copy."""
        Home(place).enter()
        private = config.read(os.environ).private
        for old in list(private.parent.iterdir()) if private.parent.exists() else ():
            old.rename(private)

    def _look(self, home: Home) -> tuple[Seen, tuple[object, ...]]:
        seen = Seen.of(home)
        home.run("undo")
        return seen, Seen.of(home).state

    def at(self, number: int, mode: str) -> list[str]:
        """What is wrong after the call of this number was stopped."""
        home = self._copy("it")
        ran = self._run(home, self._words, number, mode)
        wrong = list(self._said_wrong(ran, mode))
        if len(ran.calls) < number:
            wrong.append("the call was not made")
        if self.scenario.again:
            wrong += self._finished(home, ran)
        seen, undone = self._look(home)
        if self.scenario.again:
            wrong += [] if seen == self.after else [f"not finished: {_differences(self.after, seen)}"]
        elif ran.code == 0 and seen != self.after:
            wrong.append(f"acknowledged and not there: {_differences(self.after, seen)}")
        elif UNCHANGED in ran.said and seen != self.before:
            wrong.append(f"says that nothing was changed: {_differences(self.before, seen)}")
        elif seen not in {self.before, self.after}:
            wrong.append(f"half there: {_differences(self.before, seen)} / {_differences(self.after, seen)}")
        elif undone not in ({self._before_undone} if seen == self.before else set()) | (
            {self._after_undone} if seen == self.after else set()
        ):
            wrong.append("undo takes back something else")
        code, said = home.run("doctor")
        if code or "Traceback" in said:
            wrong.append(f"doctor afterwards: {home.out('doctor')}")
        where = ran.calls[number - 1] if len(ran.calls) >= number else "?"
        return [f"{self.name}, {mode} at {number} ({where}), code {ran.code}: {each}" for each in wrong]

    def _finished(self, home: Home, ran: Ran) -> list[str]:
        """Call the verb again; what is wrong with that, and with what was said before it."""
        now = Seen.of(home)
        code, said = home.run(*self._words)
        wrong = [] if code == 0 else [f"again: {code} {said.strip()}"]
        if UNCHANGED in ran.said and now != self.before:
            wrong.append(f"says that nothing was changed: {_differences(self.before, now)}")
        return wrong

    def _said_wrong(self, ran: Ran, mode: str) -> list[str]:
        lines = ran.said.splitlines()
        if "Traceback" in ran.said:
            return [ran.said]
        if mode == "kill" and ran.code is not None:
            return ["was not killed"]
        if ran.code in {None, 0} or self.scenario.words[0] == "doctor":
            return []
        return [] if ran.code in {3, 4} and len(lines) == 1 else [f"code {ran.code}, {len(lines)} lines: {ran.said}"]


def _differences(one: Seen, other: Seen) -> str:
    """What of two looks is not the same, in short."""
    found = []
    for name in Seen.__slots__:
        here, there = getattr(one, name), getattr(other, name)
        if here != there:
            found.append(f"{name} -{[x for x in here if x not in there]} +{[x for x in there if x not in here]}")
    return "; ".join(found)[:600]
