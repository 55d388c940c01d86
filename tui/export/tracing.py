"""A plan laid against tasks, as a record and as a table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from tui.export.records import Record
from tui.export.sheet import Sheet, headings
from tui.i18n import Texts
from tui.model.change import Change
from tui.model.trace import Answer, Traced


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
