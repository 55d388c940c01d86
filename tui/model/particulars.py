"""What is printed of a task beside its words: number, bodies, deadline, details, article; in two editions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

from tui.model.text import squeeze

if TYPE_CHECKING:
    from tui.model.task import Task


class Difference(NamedTuple):
    """A field of a task that is other than it was."""

    field: str
    """`no`, `leads`, `participants`, `due`, `details` or `basis`."""
    old: tuple[str, ...]
    """What it said; of `basis` the id of the article in the old edition, of `details` each behind its printed name."""
    new: tuple[str, ...]
    """What it says now."""


def differences(old: Task, new: Task, articles: Mapping[str, str]) -> Iterator[Difference]:
    """The fields of one task that differ; `articles` tells the new id of an old article.

    A number counts only where the task kept its id, else numbers moved on and that is told as such. An article counts
    only where the old one is still there, else the articles are told.
    """
    if old.id == new.id:
        yield from _differing("no", (old.no,) if old.no else (), (new.no,) if new.no else ())
    yield from _differing("leads", old.leads, new.leads)
    yield from _differing("participants", old.participants, new.participants)
    yield from _differing("due", (old.due.text,) if old.due else (), (new.due.text,) if new.due else ())
    yield from _details(old, new)
    before, now = (task.basis[0].section if task.basis else "" for task in (old, new))
    if before in articles and now and articles[before] != now:
        yield Difference("basis", (before,), (now,))


def _details(old: Task, new: Task) -> Iterator[Difference]:
    """The details that differ, each under its printed name, in the order of the newer edition."""
    for name in dict.fromkeys(name for task in (new, old) for name, _ in task.details):
        was, now = (tuple(f"{name}：{text}" for text in task.detail(name)) for task in (old, new))
        yield from _differing("details", was, now)


def _differing(field: str, old: tuple[str, ...], new: tuple[str, ...]) -> Iterator[Difference]:
    """A field as it was and is, where that differs by more than white space and width."""
    if tuple(map(squeeze, old)) != tuple(map(squeeze, new)):
        yield Difference(field, old, new)
