"""Corrections to what the reader read, as the Changes of kind `reading` say them: folded before the marks.

The target is a path: `附件#14@leads` is a field of a task, `附件@roles` says who leads in all tasks of a place,
`附件@row` is a task that was missed. An added task has the stamp of its Change as id. None leaves what was read.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from tui.model.change import Change, Value, split_reading
from tui.model.kinds import ROW
from tui.model.schedule import parse_due
from tui.model.task import Basis, Due, Origin, Task

if TYPE_CHECKING:
    from tui.model.document import Document

FIELDS: Final = ("text", "no", "leads", "participants", "due", "dropped")
"""What can be corrected of one task; `dropped` says that it is none."""
SAID: Final = ("row", "roles", *FIELDS)
"""All that can be said of a task, in the order in which it is told."""
ROLES: Final = ("swapped", "lead", "part")
"""What can be said of all tasks of a place: the columns were taken for each other, all bodies lead, all take part."""


class Row(NamedTuple):
    """A task that the reader missed, as a person adds it."""

    text: str
    no: str | None = None
    leads: tuple[str, ...] = ()
    participants: tuple[str, ...] = ()
    due: str | None = None
    after: str | None = None
    """Id of the task that it stands behind; None puts it behind all others of its place."""

    def __str__(self) -> str:
        """As the value of a Change."""
        said = {name: value for name, value in self._asdict().items() if value}
        return json.dumps(said, ensure_ascii=False, sort_keys=True)

    @classmethod
    def parse(cls, value: Value) -> Row | None:
        """The row of such a value; None where it is none."""
        try:
            said = json.loads(value) if isinstance(value, str) else None
        except (ValueError, RecursionError):
            return None
        if not isinstance(said, dict) or not isinstance(said.get("text"), str):
            return None
        return cls(
            said["text"],
            _word(said.get("no")),
            _names(said.get("leads")),
            _names(said.get("participants")),
            _word(said.get("due")),
            _word(said.get("after")),
        )


class Corrected(NamedTuple):
    """A document as people corrected its reading."""

    document: Document
    fields: Mapping[str, tuple[str, ...]]
    """What was corrected of each task, in the order of `SAID` whoever said it when; `row` where it was added."""


def names_value(names: Sequence[str]) -> str:
    """Names of bodies as the value of a Change, one a line."""
    return "\n".join(names)


def value_names(value: str) -> tuple[str, ...]:
    """The names of such a value."""
    return tuple(name.strip() for name in value.split("\n") if name.strip())


def correct(document: Document, readings: Iterable[Change]) -> Corrected:
    """The document with these corrections, oldest first; what names nothing in it is passed over.

    Only rows that were added to the same place stand by their age. All else is the same in whatever order it was said,
    since undoing says an older value anew: of the roles of a place and those of the whole document the place's count.
    """
    tasks = {task.id: task for task in document.tasks}
    order = list(tasks)
    fields: dict[str, set[str]] = {}
    year = year_of(document)
    roles: dict[str, str] = {}
    later: list[tuple[str, str, Value]] = []
    for change in readings:
        place, field = split_reading(change.target)
        row = Row.parse(change.value) if change.target.endswith(ROW) else None
        if row is not None:
            tasks[change.stamp] = _added(document, change.stamp, place, row, year)
            order.insert(_behind(tasks, order, place, row.after), change.stamp)
            fields[change.stamp] = {"row"}
        elif field == "roles" and change.value in ROLES:
            roles[place] = str(change.value)
        elif change.value is not None:
            later.append((place, field, change.value))
    for each in document.tasks if roles else ():
        if role := roles.get(each.home) or roles.get(""):
            tasks[each.id] = _with_roles(each, role)
            fields[each.id] = {"roles"}
    for place, field, value in later:
        task = tasks.get(place)
        changed = _with_field(task, field, value, year) if task else None
        if changed is not None:
            tasks[place] = changed
            fields.setdefault(place, set()).add(field)
    dropped = {place for place, field, value in later if field == "dropped" and value is True}
    kept = [tasks[each] for each in order if each not in dropped]
    numbered = tuple(t if t.ordinal == at else t._replace(ordinal=at) for at, t in enumerate(kept, 1))
    told = {place: tuple(field for field in SAID if field in said) for place, said in fields.items()}
    return Corrected(replace(document, tasks=numbered), told)


def _with_roles(task: Task, role: str) -> Task:
    """The task with its bodies in other roles."""
    both = tuple(dict.fromkeys(task.leads + task.participants))
    leads, participants = {"swapped": (task.participants, task.leads), "lead": (both, ()), "part": ((), both)}[role]
    return task._replace(leads=leads, participants=participants)


def _with_field(task: Task, field: str, value: Value, year: int | None) -> Task | None:
    """The task with one field said anew; None where the value says nothing of it."""
    if field == "dropped":
        return task if value is True else None
    if not isinstance(value, str):
        return None
    said = {"leads": task.leads, "participants": task.participants}
    if field in said or field == "due":
        said |= {field: value_names(value)} if field in said else {}
        due = _due(value, year) if field == "due" else task.due
        return task._replace(
            leads=said["leads"],
            participants=said["participants"],
            due=due,
            inherited=tuple(each for each in task.inherited if each != field),
        )
    if field == "no":
        return task._replace(no=value.strip() or None)
    return task._replace(text=value) if field == "text" and value.strip() else None


def _added(document: Document, stamp: str, place: str, row: Row, year: int | None) -> Task:
    """The task of a row; it rests on its place where that is no annex."""
    section = document.section(place)
    basis = (Basis(place, 1.0, ""),) if section is not None and section.kind != "annex" else ()
    like = document.task(row.after or "") or next((t for t in document.tasks if t.home == place), None)
    origin = Origin(like.origin.kind if like else "list", place)
    return Task(stamp, row.no, 0, row.text, row.leads, row.participants, _due(row.due or "", year), (), basis, origin)


def _behind(tasks: Mapping[str, Task], order: Sequence[str], place: str, after: str | None) -> int:
    """Where an added task goes: behind the one it names, else behind the last of its place, else at the end."""
    if after in order:
        return order.index(after) + 1
    inside = [at for at, each in enumerate(order) if tasks[each].home == place]
    return inside[-1] + 1 if inside else len(order)


def _due(text: str, year: int | None) -> Due | None:
    return Due(text.strip(), parse_due(text, year)) if text.strip() else None


def year_of(document: Document) -> int | None:
    """The year of a document, which its deadlines leave out."""
    dated = (task.due.by for task in document.tasks if task.due and task.due.by)
    texts = (document.issued, document.doc_no, document.title, *dated)
    found = next(filter(None, (re.search(r"(?:19|20)\d\d", text or "") for text in texts)), None)
    return int(found.group()) if found else None


def _word(value: Any) -> str | None:  # noqa: ANN401 - whatever stood in a journal
    return value if isinstance(value, str) and value else None


def _names(value: Any) -> tuple[str, ...]:  # noqa: ANN401
    return tuple(each for each in value if isinstance(each, str) and each) if isinstance(value, list) else ()
