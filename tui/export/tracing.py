"""A plan laid against tasks, as a record and as a table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from tui.export.paper import Paper, Paragraph, Table
from tui.export.records import Record
from tui.export.sheet import Sheet, headings, place_name
from tui.i18n import Texts
from tui.model.change import Change
from tui.model.document import Document
from tui.model.trace import Answer, State, Traced

_WIDTHS: Final = (5, 28, 12, 9, 10, 30, 9, 12, 14)


def trace_record(doc: str, plan: str, tasks: Iterable[Traced], corrected: Mapping[str, Change]) -> Record:
    """As the contract has it; what a person said is told with who said it."""
    return {"doc": doc, "plan": plan, "tasks": [_task(each, corrected.get(each.task.id)) for each in tasks]}


def _task(found: Traced, said: Change | None) -> Record:
    record = {
        "id": found.task.id,
        "no": found.task.no,
        "state": found.state.value,
        "answers": [_answer(each) for each in found.answers],
    }
    return record | ({"corrected": {"by": said.author, "at": said.at, "because": said.because}} if said else {})


def _answer(answer: Answer) -> Record:
    return {**answer._asdict(), "due": answer.due._asdict() if answer.due else None}


def trace_sheet(tasks: Iterable[Traced], corrected: Mapping[str, Change], texts: Texts) -> Sheet:
    """The tasks by their numbers, whether each is answered, where, and in what words."""
    rows = (_row(each, each.task.id in corrected, texts) for each in tasks)
    return Sheet.of(headings(texts, "no", "text", "answered", "section", "quote"), rows)


def _row(found: Traced, corrected: bool, texts: Texts) -> tuple[str, ...]:
    state = texts(f"review.trace.{found.state}")
    state = texts("review.trace.corrected", state=state) if corrected else state
    first = found.answers[0] if found.answers else None
    place, quote = (first.section, first.quote) if first else ("", "")
    return found.task.no or str(found.task.ordinal), found.task.text, state, place, quote


def trace_matrix(tasks: Iterable[Traced], corrected: Mapping[str, Change], plan: Document, texts: Texts) -> Sheet:
    """All of it: a row for each task and passage that answers it, with what is right or missing there."""
    names = headings(texts, "no", "task", "leads", "answered", "section", "quote", "lead_agrees", "due", "because")
    return Sheet.of(names, (row for each in tasks for row in _rows(each, corrected.get(each.task.id), plan, texts)))


def _rows(found: Traced, said: Change | None, plan: Document, texts: Texts) -> Iterator[tuple[str, ...]]:
    number, text, state, *_ = _row(found, said is not None, texts)
    head = (number, text, "、".join(found.task.leads), state)
    because = said.because if said else ""
    for answer in found.answers or (None,):
        yield (*head, *(_cells(answer, plan, texts) if answer else ("", "", "", "")), because)


def _cells(answer: Answer, plan: Document, texts: Texts) -> tuple[str, ...]:
    """Where in the plan and in what words, whether its lead is the task's, and by when."""
    section = plan.section(answer.section)
    place = place_name(tuple(plan.ancestors(section.id))) if section else answer.section
    agrees = {True: "lead", False: "other_lead", None: "no_lead"}[answer.lead_agrees]
    due = answer.due.text if answer.due else texts("review.trace.no_due")
    return place, answer.quote, texts(f"review.trace.{agrees}"), due


def trace_paper(title: str, matrix: Sheet, tasks: Sequence[Traced], notes: Sequence[str], texts: Texts) -> Paper:
    """The matrix for paper, above it how many tasks are answered and what else is to be known."""
    counts = Counter(each.state for each in tasks)
    said = "  ".join(f"{texts(f'review.trace.{state}')} {counts[state]}" for state in State)
    facts = "　".join((texts("exchange.count", count=len(tasks)), said, *notes))
    return Paper(title, (Paragraph(facts, plain=True), Table(matrix, _WIDTHS)), landscape=True)
