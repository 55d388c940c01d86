"""The 62 tasks of the bundled document, straight from its annex, with a few marks: what the filter is tried on."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tui.model.change import Note
from tui.model.document import Kind, Section
from tui.model.ledger import Entry, Ledger
from tui.model.profile import SUPERVISION
from tui.model.task import Due, Origin, Task
from tui.model.text import visible
from tui.query.known import Known
from tui.query.terms import Context

TEXT = (Path(__file__).parents[2] / "data" / "shanxi-2016-new-consumption.txt").read_text(encoding="utf-8")
DOC = "山西省-新消费-2016"
TODAY = date(2016, 11, 23)
FIRST_TASKS = (1, 3, 7, 9, 11, 12, 13, 15, 16, 23, 28, 29, 31, 32, 34, 38, 40, 42, 44, 49, 52, 53, 56)
"""The first task of each article from （一） to （二十三）, as read by hand."""
DUE = {2: "2016-06-30", 3: "2016-06-30", 4: "2016-12-31", 5: "2017-06-30", 6: None}
"""Deadlines put in by hand: the document prints none."""


def _sections() -> dict[str, Section]:
    """The chapters and articles by number, the articles in their chapters."""
    found: dict[str, Section] = {}
    chapter = None
    for line in TEXT.splitlines():
        match = re.match("　　(?:([一二三四五六七八])、(.*)|(（[一二三四五六七八九十]+）)(.*?)。.*)", line)
        if match and match[1]:
            chapter = found[match[1]] = Section(match[1], None, Kind.CHAPTER, match[1], visible(match[2]), match[2])
        elif match and chapter:
            number = f"{chapter.number}/{match[3]}"
            found[match[3]] = Section(number, chapter.id, Kind.ARTICLE, match[3], match[4], match[4])
    return found


def _path(number: int) -> tuple[Section, ...]:
    """The article of a task and its chapter."""
    sections = _sections()
    articles = [section for section in sections.values() if section.kind is Kind.ARTICLE]
    article = articles[sum(first <= number for first in FIRST_TASKS) - 1]
    return article, sections[str(article.parent)]


def _names(cell: str) -> tuple[str, ...]:
    return tuple(name for name in re.split("[、，]", cell.strip()) if name)


def _tasks() -> list[Task]:
    """The rows of the annex; 14 inherits from 13."""
    tasks: list[Task] = []
    for number, text, leads, participants in re.findall(r"^(\d+)\t(.*)\t(.*)\t(.*)$", TEXT, re.MULTILINE):
        inherits = () if leads.strip() else ("leads", "participants")
        named = (tasks[-1].leads, tasks[-1].participants) if inherits else (_names(leads), _names(participants))
        row, origin = int(number), Origin("table", f"row {number}")
        tasks.append(Task(f"附件#{number}", number, row, text, *named, _due(row), inherits, (), origin))
    return tasks


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


@pytest.fixture(scope="session")
def ledger() -> Ledger:
    """The 62 entries, marked."""
    plain = (Entry(DOC, task, _path(task.ordinal), SUPERVISION.initial) for task in _tasks())
    return Ledger(map(_marked, plain))


@pytest.fixture(scope="session")
def context(ledger: Ledger) -> Context:
    """What the filter knows on that day."""
    names = {name for entry in ledger for name in entry.task.agencies}
    titles = {DOC: "山西省人民政府关于积极发挥新消费引领作用的实施意见"}
    return Context(SUPERVISION, TODAY, "王芳", titles, Known(names))
