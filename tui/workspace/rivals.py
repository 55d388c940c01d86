"""Where two wrote the same without knowing of each other: whoever writes there next knows both, and settles it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final, Protocol

from tui.workspace.editions import WithEditions
from tui.workspace.ground import Ground

if TYPE_CHECKING:
    from tui.model.change import Change, Intent
    from tui.model.merging import Rivalry

_FACTS: Final = "rivals"


class WithFacts(Ground, Protocol):
    """A workspace that keeps small facts of a person."""

    def recall(self, name: str) -> Mapping[str, Any]:
        """Small facts of this person."""

    def keep(self, name: str, facts: Mapping[str, Any]) -> None:
        """Keep such facts."""


class Settling(WithEditions, WithFacts, Protocol):
    """A workspace that writes where two may be at odds."""


def remember(workspace: WithFacts, found: Iterable[Rivalry]) -> None:
    """Keep which Changes rival each other here, until somebody writes the same again."""
    told = {_name(each.theirs): _both(each) for each in found}
    if told:
        workspace.keep(_FACTS, {**workspace.recall(_FACTS), **told})


def joined(workspace: WithFacts, intents: Sequence[Intent]) -> list[Intent]:
    """The intents, each built on both sides where it settles what was open between two."""
    known = workspace.recall(_FACTS)
    return [_on_both(workspace, each, known) for each in intents] if known else list(intents)


def settled(workspace: WithFacts, changes: Iterable[Change]) -> None:
    """Forget what these Changes settled."""
    known = dict(workspace.recall(_FACTS))
    gone = [name for name in map(_name, changes) if known.pop(name, None) is not None]
    if gone:
        workspace.keep(_FACTS, known)


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
