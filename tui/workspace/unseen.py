"""What others did that one has not looked at yet: by when it came here, for a bundle may bring what is weeks old."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from tui.model.change import Change
    from tui.workspace import Workspace
    from tui.workspace.history import LogEntry

Reached = Mapping[str, int]
"""How far each file of the journal was known."""
_FACTS: Final = "unseen"
_NO_NEWS: Final = frozenset({"star", "name", "decision", "carry", "filter", "filter_name"})
"""The kinds that are nobody else's business, or that other Changes tell of."""


def seen(workspace: Workspace) -> Reached:
    """Up to where this person has looked at what others did; who never began has seen all that is here."""
    kept = workspace.recall(_FACTS).get("reached")
    if isinstance(kept, dict):
        return {name: place for name, place in kept.items() if isinstance(place, int)}
    look(workspace)
    return workspace.store.reached()


def look(workspace: Workspace) -> None:
    """Keep that this person looks at it now."""
    workspace.keep(_FACTS, {"reached": workspace.store.reached()})


def count_unseen(workspace: Workspace, reached: Reached) -> int:
    """On how many tasks and sections others did something since."""
    from tui.model.change import split_target

    return len({(change.doc, split_target(change.target)[0]) for change in _of_others(workspace, reached)})


def unseen(workspace: Workspace, reached: Reached) -> list[LogEntry]:
    """What others did since, oldest first, each with what was so before."""
    wanted = {(change.stamp, change.register) for change in _of_others(workspace, reached)}
    if not wanted:
        return []
    return [entry for entry in workspace.log() if (entry.change.stamp, entry.change.register) in wanted]


def _of_others(workspace: Workspace, reached: Reached) -> list[Change]:
    return [
        change
        for change in workspace.store.arrived(reached)
        if change.author != workspace.author and change.kind not in _NO_NEWS
    ]
