"""The JSON of the command line: model → plain records, as the contract states them."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from tui.export.sheet import DIVISIONS
from tui.i18n import Texts
from tui.model.board import Group
from tui.model.carrying import Anchor
from tui.model.change import Change, Note, Value, bare_target
from tui.model.deadline import Deadline
from tui.model.document import Document, Doubt, Kind, Section
from tui.model.ledger import Entry
from tui.model.profile import Status
from tui.model.summary import Summary
from tui.model.task import Basis, Task
from tui.model.timing import Rules, timing
from tui.model.validity import Force, Validity

Bodies = Mapping[str, str | None]
"""The full name of each body by its printed one; None where it is not known."""
SCHEMA: Final = 1
"""Version of every JSON document that duban prints."""

Record = dict[str, Any]

_UNPRINTABLE = re.compile("[\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ue000-\uf8ff\ufeff]")


def dump(record: Mapping[str, Any]) -> str:
    """One JSON document with its schema: keys sorted, Chinese as it is, verbatim text.

    What could steer a terminal is written as escapes, which any reader turns back into the same characters.
    """
    text = json.dumps({"schema": SCHEMA, **record}, ensure_ascii=False, sort_keys=True, indent=2)
    return _UNPRINTABLE.sub(lambda found: f"\\u{ord(found.group()):04x}", text)


def reading_record(document: Document, texts: Texts, bodies: Callable[[Task], Bodies]) -> Record:
    """Everything that was read from a file, and what the reader was not sure of; `bodies` knows full names."""
    return {
        "document": document_record(document),
        "sections": [section_record(section) for section in document.sections],
        "tasks": [task_record(task) | {"agencies": dict(bodies(task))} for task in document.tasks],
        "warnings": [warning_record(doubt, texts) for doubt in document.doubts],
        "characters": document.characters._asdict() if document.characters else None,
    }


def document_record(document: Document | Summary) -> Record:
    """What a document is, without its contents."""
    source = document.source
    return {
        "id": document.id,
        "title": document.title,
        "title_made": document.title_made,
        "issuer": document.issuer,
        "doc_no": document.doc_no,
        "issued": document.issued,
        "source": {
            "name": source.name,
            "sha256": source.sha256,
            "format": source.format,
            "encoding": source.encoding,
        },
    }


def library_record(summary: Summary) -> Record:
    """A document as the list of the library has it: with its counts and its progress."""
    return document_record(summary) | {
        "sections": sum(summary.kinds[kind] for kind in DIVISIONS),
        "articles": summary.kinds[Kind.ARTICLE],
        "tasks": summary.tasks,
        "done": summary.done,
        **({"validity": summary.validity.value()} if summary.validity != Validity(Force.VALID) else {}),
    }


def section_record(section: Section) -> Record:
    """One section with its own text, without its number and its children's text."""
    return {
        "id": section.id,
        "parent": section.parent,
        "kind": section.kind.value,
        "number": section.number,
        "heading": section.heading,
        "text": section.text,
    }


def task_record(task: Task) -> Record:
    """One task as printed."""
    return {
        "id": task.id,
        "no": task.no,
        "ordinal": task.ordinal,
        "text": task.text,
        "leads": list(task.leads),
        "participants": list(task.participants),
        "due": {"text": task.due.text, "by": task.due.by} if task.due else None,
        "inherited": list(task.inherited),
        "details": [detail._asdict() for detail in task.details],
        "basis": [_basis_record(basis) for basis in task.basis],
        "origin": {"kind": task.origin.kind, "where": task.origin.where},
    }


def _basis_record(basis: Basis) -> Record:
    return {"section": basis.section, "score": round(basis.score, 2), "quote": basis.quote}


def warning_record(doubt: Doubt, texts: Texts) -> Record:
    """One thing the reader was not sure of, in words."""
    return {
        "code": doubt.code,
        "message": warning_words(doubt, texts),
        "where": doubt.where,
        "count": doubt.count,
    }


def warning_words(doubt: Doubt, texts: Texts) -> str:
    """The sentence of a doubt; the fields it names are named as a person calls them."""
    values = dict(doubt.values)
    if "fields" in values:
        names = str(values["fields"]).split("、")
        values["fields"] = texts("warning.field.and").join(texts(f"warning.field.{name}") for name in names)
    return texts(f"warning.{doubt.code}", **values)


@dataclass(frozen=True, slots=True)
class Seen:
    """What the record of a task depends on beside the task: the day, the rules of the place, and today's names."""

    today: date
    rules: Rules
    names: Callable[[Task, str | None], Mapping[str, str]]
    """What each body of a task is called today, in a document of an issuer."""


def entry_record(entry: Entry, seen: Seen) -> Record:
    """One task with its marks, and how it stands in time."""
    stands = timing(entry.case, seen.today, seen.rules)
    return task_record(entry.task) | {
        "doc": entry.doc,
        "status": entry.status.key,
        "star": entry.star,
        "notes": len(entry.notes),
        "changed": entry.changed,
        "by": entry.by,
        "deadline": deadline_record(entry.deadline),
        "overdue_days": stands.overdue_days,
        "days_left": stands.days_left,
        "light": stands.light,
        "pace": stands.pace,
        "percent": entry.percent,
        "progress": entry.progress._asdict() if entry.progress else None,
        "stages": [stage._asdict() for stage in entry.stages],
        "tags": list(entry.tags),
        "verdicts": [each._asdict() for each in entry.verdicts],
        "settled": entry.settled._asdict() if entry.settled else None,
        "bodies": dict(seen.names(entry.task, entry.issuer)),
        **({"corrected": list(entry.corrected)} if entry.corrected else {}),
    }


def deadline_record(deadline: Deadline | None) -> Record | None:
    """A deadline, whether a person set it, and the days it had before."""
    if deadline is None:
        return None
    return {"text": deadline.text, "by": deadline.by, "set": deadline.on is not None, "was": list(deadline.was)}


def tasks_record(expression: str, total: int, entries: Iterable[Entry], seen: Seen) -> Record:
    """The tasks a filter leaves, and of how many."""
    shown = [entry_record(entry, seen) for entry in entries]
    return {"filter": expression, "total": total, "shown": len(shown), "tasks": shown}


def stats_record(
    groups: Iterable[Group], total: int, statuses: Iterable[Status], *, expression: str, by: str, as_of: datetime
) -> Record:
    """Counts of tasks by what they have in common."""
    keys = [status.key for status in statuses]
    rows = [_group_record(group, keys) for group in groups]
    return {"filter": expression, "by": by, "as_of": as_of.isoformat(timespec="seconds"), "total": total, "rows": rows}


def _group_record(group: Group, keys: Iterable[str]) -> Record:
    tally = group.tally
    return {
        "key": group.key,
        "name": group.name,
        "today": group.today,
        "total": tally.total,
        "counts": dict.fromkeys(keys, 0) | tally.by_status,
        "closed": tally.closed,
        "overdue": tally.overdue,
        "due_soon": tally.due_soon,
        "percent": tally.percent,
    }


def note_record(note: Note, anchor: Anchor) -> Record:
    """One note as it stands now, and how surely it hangs there."""
    return {
        "id": note.id,
        "target": note.target,
        "doc": note.doc,
        "quote": note.quote,
        "text": note.text,
        "by": note.author,
        "at": note.at,
        "edited": note.edited,
        "claimed": note.claimed,
        "reply_to": note.reply_to,
        "resolved": _resolved(note),
        "rivals": list(note.rivals),
        "anchor": anchor._asdict(),
    }


def _resolved(note: Note) -> Record | None:
    """Who settled a note, when and why; None while it is open."""
    done = note.resolved
    return {"by": done.by, "at": done.at, "because": done.because} if done else None


def change_record(change: Change, before: Value) -> Record:
    """One Change as the history has it, with what was so before it."""
    return {
        "stamp": change.stamp,
        "at": change.at,
        "by": change.author,
        "doc": change.doc,
        "target": bare_target(change),
        "kind": change.kind,
        "value": change.value,
        "before": before,
        "because": change.because,
        "batch": change.batch,
        **({"evidence": dict(change.evidence)} if change.evidence else {}),
        **({"edition": change.edition} if change.target != bare_target(change) else {}),
        **({"claimed": True} if change.claimed else {}),
    }
