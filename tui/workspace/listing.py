"""The library as a list: every document with its counts and its progress, none of them built for it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from tui.model.errors import Invalid
from tui.model.summary import Summary
from tui.model.timing import Case, count_overdue, timing

if TYPE_CHECKING:
    from tui.workspace.ground import Ground

DONE = "done"
"""The status whose tasks count as done."""


def documents(workspace: Ground) -> Iterator[Summary]:
    """All documents that can be read, in the order of the library; raises where that is none of them."""
    touched = {doc for doc, _, _ in workspace.state.last_changes()}
    ids, today = workspace.library.ids(), workspace.now().date()
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
            done, late = ledger.by_status()[DONE], count_overdue(ledger, today)
            yield Summary.of(workspace.document(summary.id), done, late)._replace(bundled=summary.bundled)
        elif summary.id in touched:
            yield _marked(workspace, summary, today)
        else:
            yield summary._replace(overdue=sum(day < today.isoformat() for day in summary.days.values()))


def _marked(workspace: Ground, summary: Summary, today: date) -> Summary:
    """What is said of a document that people marked."""
    state, doc = workspace.state, summary.id
    keys = {task: state.value(doc, task, "status") for task in summary.task_ids}
    closed = {status.key for status in workspace.profile.statuses if status.closed}
    cases = (Case(by=day, closed=keys[task] in closed) for task, day in summary.days.items())
    late = sum(timing(case, today).overdue_days is not None for case in cases)
    return summary._replace(done=sum(key == DONE for key in keys.values()), overdue=late)
