"""Which bodies the printed names mean, as the register knows them."""

from __future__ import annotations

from collections.abc import Container, Mapping
from functools import lru_cache

from tui.model.task import Task
from tui.query.match import folding
from tui.query.match.needle import needle
from tui.query.match.register import Register


def meant_otherwise(
    word: str, meant: Container[str], printed: Mapping[str, str | None], register: Register
) -> dict[str, str]:
    """Of printed names those whose keys are `meant` by a word and do not hold it, with what each is called today.

    Each name stands with who issued the document; a name that holds the word with gaps tells of nothing else.
    """
    wanted, found = needle(word), dict[str, str]()
    for name, issuer in printed.items():
        key = folding.key(name)
        if key in meant and not wanted.in_name(key):
            found[name] = name if wanted.trail(key) else register.today(name, issuer)
    return found


class FullNames:
    """The full name of each body that a task names, beside the name as printed."""

    def __init__(self, register: Register) -> None:
        self._means = lru_cache(maxsize=4096)(register.means)

    def of(self, task: Task, issuer: str | None) -> dict[str, str | None]:
        """By printed name; None for a body that the register does not know, or not in a document of this issuer."""
        found = ((name, self._means(name, issuer)) for name in task.agencies)
        return {name: agency.name if agency else None for name, agency in found}


class NamesToday:
    """What each body that a task names is called today, beside the name as printed."""

    def __init__(self, register: Register) -> None:
        self._today = lru_cache(maxsize=4096)(register.today)

    def of(self, task: Task, issuer: str | None) -> dict[str, str]:
        """By printed name, leads first; the printed name again where nothing is known to have changed."""
        return {name: self._today(name, issuer) for name in task.agencies}
