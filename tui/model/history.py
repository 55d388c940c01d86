"""The history as people tell it: what one person did at one stroke is one step, of one task, one person or one day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from tui.model.change import Change, Value, split_target

Told = tuple[Change, Value]
"""A Change, and what its field said before."""


@dataclass(frozen=True, slots=True)
class Step:
    """One Change, or a batch of them, as it is undone: whole."""

    parts: tuple[Told, ...]
    """Oldest first; never empty."""
    again: bool = False
    """Whether it repeats what had been taken back; else, where it reverts something, it takes that back."""

    @property
    def last(self) -> Change:
        """The Change it ends with: up to there it is done."""
        return self.parts[-1][0]

    @property
    def first(self) -> Change:
        """The Change it begins with."""
        return self.parts[0][0]

    @property
    def places(self) -> frozenset[tuple[str, str]]:
        """The documents and the tasks or sections it is about."""
        return frozenset((change.doc, split_target(change.target)[0]) for change, _ in self.parts)

    def opened(self) -> tuple[Step, ...]:
        """Each Change of it as a step by itself."""
        return tuple(Step((part,), self.again) for part in self.parts)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which part of the history; what is empty asks for nothing."""

    places: frozenset[tuple[str, str]] = frozenset()
    who: str = ""
    day: str = ""
    """`2026-11-23`, or the beginning of it."""
    since: datetime | None = None
    """With this moment and later."""

    def __call__(self, told: Told) -> bool:
        """Whether this Change is wanted."""
        change = told[0]
        if self.who and change.author != self.who:
            return False
        if not change.at.startswith(self.day) or not is_since(change, self.since):
            return False
        return not self.places or (change.doc, split_target(change.target)[0]) in self.places


def is_since(change: Change, since: datetime | None) -> bool:
    """Whether a Change was made at a moment or later; None asks for all."""
    return since is None or change.milliseconds >= int(since.timestamp() * 1000)


def steps(history: Iterable[Told]) -> list[Step]:
    """The history step by step, in the order in which the steps were finished; Changes come oldest first."""
    found: dict[tuple[str, str], list[Told]] = {}
    for change, before in history:
        found.setdefault((change.author, change.step), []).append((change, before))
    again = repeating(change for parts in found.values() for change, _ in parts)
    made = (Step(tuple(parts), key in again) for key, parts in found.items())
    return sorted(made, key=lambda step: step.last.stamp)


def by_place(history: Iterable[Told]) -> list[tuple[Told, ...]]:
    """What was done to each task or section, that which was touched last first; Changes come oldest first."""
    found: dict[tuple[str, str], list[Told]] = {}
    for change, before in history:
        found.setdefault((change.doc, split_target(change.target)[0]), []).append((change, before))
    return sorted(map(tuple, found.values()), key=lambda told: told[-1][0].stamp, reverse=True)


def repeating(changes: Iterable[Change]) -> frozenset[tuple[str, str]]:
    """Author and name of the steps that repeat what was taken back: they revert an undo."""
    undos: set[tuple[str, str]] = set()
    again: set[tuple[str, str]] = set()
    for change in changes:
        if change.reverts is not None:
            taken_back = (change.author, change.reverts) in undos
            (again if taken_back else undos).add((change.author, change.step))
    return frozenset(again)
