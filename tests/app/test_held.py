"""Rows that were just marked stay where they stood, whatever the filter leaves; without any, no row is looked at."""

from __future__ import annotations

import random

import pytest

from tui.app.filling import with_held
from tui.model.ledger import Entry, Held, Key, Ledger
from tui.model.profile import SUPERVISION
from tui.model.task import Origin, Task

COUNT = 12


class Watched(Held):
    """Rows of which it is told when one is looked at."""

    looked = 0

    def __getitem__(self, row: int, /) -> Entry:
        self.looked += 1
        return super().__getitem__(row)


def rows() -> Watched:
    """The same twelve tasks, made anew."""
    origin, initial = Origin("list", ""), SUPERVISION.initial
    tasks = (Task(f"#{n}", str(n), n, "", (), (), None, (), (), origin) for n in range(1, COUNT + 1))
    return Watched(Entry("plan", task, (), initial) for task in tasks)


def one_by_one(found: Ledger, before: Ledger, held: frozenset[Key]) -> tuple[list[Key], frozenset[Key]]:
    """The same, told by looking at each row that stood there."""
    keys, stood = list(found.keys()), list(before.keys())
    kept = [key for key in stood if key in held and key not in keys]
    for key in kept:
        above = [each for each in stood[: stood.index(key)] if each in keys]
        at = keys.index(above[-1]) + 1 if above else 0
        while at < len(keys) and keys[at] in kept:
            at += 1
        keys.insert(at, key)
    return keys, frozenset(kept)


@pytest.mark.parametrize("anew", [False, True])
@pytest.mark.parametrize("sorts", [False, True])
def test_held_rows_stay_where_they_stood(anew: bool, sorts: bool) -> None:
    chance = random.Random(7)
    for _ in range(200):
        here = rows()
        there = rows() if anew else here

        def some(*, sort: bool) -> list[int]:
            chosen = [row for row in range(COUNT) if chance.random() < 0.6]
            return chance.sample(chosen, len(chosen)) if sort else chosen

        found, before = Ledger.of(here, some(sort=False)), Ledger.of(there, some(sort=sorts))
        held = frozenset(("plan", f"#{chance.randrange(1, COUNT + 3)}") for _ in range(chance.randrange(4)))
        ledger, kept = with_held(found, before, held)
        assert (list(ledger.keys()), kept) == one_by_one(found, before, held)


def test_without_held_rows_none_is_looked_at() -> None:
    here = rows()
    found, before = Ledger.of(here, range(3)), Ledger.of(here, range(COUNT))
    assert with_held(found, before, frozenset()) == (found, frozenset())
    assert here.looked == 0
    assert list(found.within("plan").keys()) == list(found.keys())
