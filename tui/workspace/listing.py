"""The library as a list: every document with its counts and its progress, none of them built for it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from tui.model.deadline import Deadline
from tui.model.errors import Invalid
from tui.model.summary import Summary
from tui.model.timing import Case, count_overdue, timing
from tui.workspace.validity import validity

if TYPE_CHECKING:
    from tui.workspace.ground import Ground


def documents(workspace: Ground) -> Iterator[Summary]:
    """All documents that can be read, in the order of the library; raises where that is none of them."""
    return (each._replace(validity=validity(workspace, each.id)) for each in _summaries(workspace))


def _summaries(workspace: Ground) -> Iterator[Summary]:
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
            done = sum(workspace.profile.is_done(entry.status.key) for entry in ledger)
            late = count_overdue(ledger, today)
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
    said = {task: Deadline.parse(state.value(doc, task, "due")) for task in summary.task_ids}
    days = {task: each.by if each else summary.days.get(task) for task, each in said.items()}
    cases = (Case(by=days[task], closed=key in closed) for task, key in keys.items())
    late = sum(timing(case, today).overdue_days is not None for case in cases)
    return summary._replace(done=sum(map(workspace.profile.is_done, keys.values())), overdue=late)
