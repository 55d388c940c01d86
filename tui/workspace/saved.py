"""Saved filters: expressions under names, kept as Changes, so that they are shared, carried along and taken back.

A saved filter belongs to no document. Its target is an id drawn by chance: two people may give two filters one name,
and neither is lost.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from tui.model.change import Change, Intent, Value
from tui.model.errors import Usage

if TYPE_CHECKING:
    from tui.workspace.ground import Ground

BEGINNING: Final = "filter:"
"""How the target of a saved filter begins."""
EXPRESSION: Final = "filter"
NAME: Final = "filter_name"
"""The two kinds of Change: what it asks for (None takes it away), and what it is called."""


@dataclass(frozen=True, slots=True)
class SavedFilter:
    """A filter under a name."""

    target: str
    name: str
    expression: str
    author: str
    """Who gave it its expression."""


class SavedFilters:
    """The saved filters of a workspace."""

    def __init__(self, workspace: Ground) -> None:
        self._workspace = workspace

    def all(self) -> tuple[SavedFilter, ...]:
        """Every saved filter, in the order in which they were first named."""
        changes = list(self._workspace.state.changes(""))
        names = {change.target: str(change.value) for change in changes if change.kind == NAME and change.value}
        found = [change for change in changes if change.kind == EXPRESSION and change.value]
        saved = [SavedFilter(c.target, names.get(c.target, str(c.value)), str(c.value), c.author) for c in found]
        return tuple(sorted(saved, key=lambda each: each.target))

    def save(self, name: str, expression: str) -> tuple[Change, ...]:
        """Keep an expression under a name; one's own of this name gets the new expression.

        Raises `Usage` (`no_filter_name`, or as `filter` does for a mistaken expression).
        """
        self._workspace.check_filter(expression)
        name, expression = _line(name), expression.strip()
        if not name or not expression:
            raise Usage("no_filter_name")
        own = (saved for saved in self.all() if saved.author == self._workspace.author)
        held = next((saved for saved in own if saved.name == name), None)
        target = held.target if held else f"{BEGINNING}{self._next()}"
        return self._set(target, {NAME: name, EXPRESSION: expression})

    def rename(self, saved: SavedFilter, name: str) -> tuple[Change, ...]:
        """Call it otherwise; raises `Usage` (`no_filter_name`)."""
        if not _line(name):
            raise Usage("no_filter_name")
        return self._set(saved.target, {NAME: _line(name)})

    def delete(self, saved: SavedFilter) -> tuple[Change, ...]:
        """Take it away; it can be taken back."""
        return self._set(saved.target, {EXPRESSION: None})

    def _next(self) -> str:
        """An id that sorts behind those there are, and that no one else draws."""
        now = int(self._workspace.now().timestamp() * 1000)
        return f"{now:012x}{secrets.token_hex(3)}"

    def _set(self, target: str, values: dict[str, Value]) -> tuple[Change, ...]:
        """One step that says these where they are not so already."""
        intents = []
        for kind, value in values.items():
            held = self._workspace.state.held("", target, kind)
            if (held.value if held else None) != value:
                intents.append(Intent("", target, kind, value, base=held.stamp if held else None))
        return self._workspace.append(intents)


def _line(name: str) -> str:
    """A name in one line, without blanks around it."""
    return " ".join(name.split())
