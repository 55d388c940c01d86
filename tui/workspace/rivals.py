"""Where two wrote the same without knowing of each other: whoever writes there next knows both, and settles it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final, Protocol

from tui.workspace.asking import WithFilters
from tui.workspace.editions import WithEditions

if TYPE_CHECKING:
    from tui.model.change import Change, Intent
    from tui.model.merging import Rivalry
    from tui.workspace.ground import Ground

_FACTS: Final = "rivals"


class Settling(WithEditions, WithFilters, Protocol):
    """A workspace that writes where two may be at odds."""


def remember(workspace: WithFilters, found: Iterable[Rivalry]) -> None:
    """Keep which Changes rival each other here, until somebody writes the same again."""
    told = {_name(each.theirs): _both(each) for each in found}
    if told:
        workspace.keep(_FACTS, {**workspace.recall(_FACTS), **told})


class Rivals:
    """What is open between two here; mostly nothing."""

    def __init__(self, workspace: Settling) -> None:
        self._workspace = workspace
        self._open = dict(workspace.recall(_FACTS))

    def joined(self, intents: Sequence[Intent]) -> Sequence[Intent]:
        """The intents, each built on both sides where it settles something."""
        return [_on_both(self._workspace, each, self._open) for each in intents] if self._open else intents

    def settle(self, changes: Iterable[Change]) -> None:
        """Forget what these Changes settled."""
        left = {name: both for name, both in self._open.items() if name not in set(map(_name, changes))}
        if len(left) < len(self._open):
            self._workspace.keep(_FACTS, left)


def _on_both(workspace: Ground, intent: Intent, known: Mapping[str, Any]) -> Intent:
    held = workspace.state.held(intent.doc, intent.target, intent.kind, workspace.author)
    both = known.get(_name(held)) if held is not None and intent.base == held.stamp else None
    if held is None or not isinstance(both, list) or held.stamp not in both:
        return intent
    return replace(intent, base=" ".join(sorted(map(str, both))))


def _both(rivalry: Rivalry) -> list[str]:
    return sorted(each.stamp for each in (rivalry.here, rivalry.theirs) if each is not None)


def _name(change: Change) -> str:
    return json.dumps(change.register, ensure_ascii=False)
