"""What another edition would change, and what would wait for a decision, without putting it in the place of the old."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.model.comparing import Comparison, compare
from tui.model.edition import edition_of
from tui.workspace.editions import Waiting, words_of

if TYPE_CHECKING:
    from tui.model.document import Document
    from tui.workspace.editions import WithEditions


def foretell(workspace: WithEditions, old: Document, new: Document) -> tuple[Comparison, tuple[Waiting, ...]]:
    """Compare two editions, and carry over in a copy of the workspace that nothing can be written to."""
    compared = compare(old, new)
    edition = edition_of(old)
    if edition == edition_of(new):
        return compared, workspace.editions.waiting(old.id)
    then = workspace.as_of(workspace.state.latest or workspace.now())
    then.hold(new)
    for change in then.store.stamped(workspace.editions.carrying(old, new, compared)):
        then.state.apply(change)
    found = then.editions.waiting(old.id)
    return compared, tuple(
        each if each.words or each.edition != edition else each._replace(words=words_of(old, each.place))
        for each in found
    )
