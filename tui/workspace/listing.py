"""The library as a list: every document with its counts and its progress, none of them built for it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from tui.model.errors import Invalid
from tui.model.summary import Summary

if TYPE_CHECKING:
    from tui.workspace.ground import Ground

DONE = "done"
"""The status whose tasks count as done."""


def documents(workspace: Ground) -> Iterator[Summary]:
    """All documents that can be read, in the order of the library; raises where that is none of them."""
    touched = {doc for doc, _, _ in workspace.state.last_changes()}
    ids = workspace.library.ids()
    for doc in ids:
        try:
            summary = workspace.library.summary(doc)
        except Invalid as problem:
            workspace.miss(problem)
            if len(workspace.unreadable) == len(ids):
                raise
            continue
        if workspace.state.readings(summary.id) or workspace.state.carries(summary.id) is not None:
            ledger = workspace.ledger(summary.id)
            corrected = Summary.of(workspace.document(summary.id), ledger.by_status()[DONE])
            yield corrected._replace(bundled=summary.bundled)
        elif summary.id in touched:
            yield summary._replace(done=sum(_is_done(workspace, summary.id, task) for task in summary.task_ids))
        else:
            yield summary


def _is_done(workspace: Ground, doc: str, task: str) -> bool:
    return workspace.state.value(doc, task, "status") == DONE
