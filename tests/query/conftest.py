"""The 62 tasks of the bundled document as the reader gives them, with a few marks: what the filter is tried on."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tui.ingest import read
from tui.model.change import Note
from tui.model.document import Document
from tui.model.ledger import Entry, Ledger
from tui.model.profile import SUPERVISION
from tui.model.task import Due, Task
from tui.query.language.terms import Context
from tui.query.match.known import Known
from tui.query.match.register import read_register

FILE = Path(__file__).parents[2] / "data" / "shanxi-2016-new-consumption.txt"
REGISTER = FILE.with_name("agencies.toml")
DOC = "山西省-新消费-2016"
TODAY = date(2016, 11, 23)
DUE = {2: "2016-06-30", 3: "2016-06-30", 4: "2016-12-31", 5: "2017-06-30", 6: None}
"""Deadlines put in by hand: the document prints none."""


def _due(row: int) -> Due | None:
    if row not in DUE:
        return None
    return Due("持续推进" if DUE[row] is None else f"{DUE[row]}前", DUE[row])


def _note(text: str, author: str) -> Note:
    return Note("1", DOC, "附件#1", text, author, "2016-11-20T09:00:00+08:00", None, "1")


def _marked(entry: Entry) -> Entry:
    """The marks that the specification speaks of."""
    status = {2: "done", 3: "active", 5: "review", 62: "stopped"}.get(entry.task.ordinal, "todo")
    notes = {5: (_note("请财政部门核实", "王芳"),), 14: (_note("部门沿用上一行", "李强"),)}.get(entry.task.ordinal, ())
    by = {2: "李强", 3: "王芳", 62: "王芳"}.get(entry.task.ordinal)
    held = SUPERVISION.get(status) or SUPERVISION.initial
    return replace(entry, status=held, star=entry.task.ordinal in {1, 14, 55}, notes=notes, by=by)


def _entry(document: Document, task: Task) -> Entry:
    """A task with its article and what that stands in."""
    path = tuple(document.ancestors(task.basis[0].section))
    return Entry(document.id, task._replace(due=_due(task.ordinal)), path, SUPERVISION.initial)


@pytest.fixture(scope="session")
def ledger() -> Ledger:
    """The 62 entries, marked."""
    document = read(FILE, doc_id=DOC)
    return Ledger(_marked(_entry(document, task)) for task in document.tasks)


@pytest.fixture(scope="session")
def context(ledger: Ledger) -> Context:
    """What the filter knows on that day."""
    names = {name for entry in ledger for name in entry.task.agencies}
    titles = {DOC: "山西省人民政府关于积极发挥新消费引领作用的实施意见"}
    return Context(
        SUPERVISION,
        TODAY,
        "王芳",
        titles,
        Known(names, read_register(REGISTER.read_text(encoding="utf-8"), "agencies.toml").bodies()),
    )
