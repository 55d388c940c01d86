"""The lines of the ledger: a task, or what a note hangs on, with what people marked on it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from tui.model.assessment import assessments, settled
from tui.model.change import Note, Value, split_keyed
from tui.model.deadline import Deadline, is_day
from tui.model.document import Document
from tui.model.errors import NotFound
from tui.model.ledger import Entry, Key, Ledger
from tui.model.profile import Status
from tui.model.roadmap import reports, stages
from tui.model.task import Basis, Origin, Task

if TYPE_CHECKING:
    from tui.workspace.ground import Ground


def ledger(workspace: Ground, documents: Iterable[Document]) -> Ledger:
    """The tasks of these documents with their marks."""
    return Ledger(entry(workspace, document, task) for document in documents for task in document.tasks)


def entry(workspace: Ground, document: Document, task: Task) -> Entry:
    """One task with its marks."""
    state, doc = workspace.state, document.id
    touched, marked = state.touched(doc, task.id), state.held(doc, task.id, "status")
    due = state.held(doc, task.id, "due")
    task = _corrected(workspace, document, task)
    status = _status(workspace, marked.value if marked else None)
    verdicts = assessments(state.keyed(doc, task.id, "verdict"))
    return Entry(
        doc=doc,
        task=task,
        path=tuple(document.ancestors(task.basis[0].section)) if task.basis else (),
        status=status,
        star=state.value(doc, task.id, "star", workspace.author) is True,
        notes=state.notes(doc, task.id),
        changed=touched.at if touched else None,
        by=touched.author if touched else None,
        corrected=workspace.corrected(doc).get(task.id, ()),
        issued=document.issued,
        issuer=document.issuer,
        set_deadline=Deadline.parse(due.value, due.because) if due else None,
        reports=reports(state.keyed(doc, task.id, "progress")),
        stages=stages(state.keyed(doc, task.id, "stage")),
        tags=tuple(split_keyed(change.target)[1] for change in state.keyed(doc, task.id, "tag")),
        verdicts=verdicts,
        settled=settled(state.held(doc, task.id, "settle"), verdicts),
        closed_on=marked.at[:10] if marked and status.closed and is_day(marked.at[:10]) else None,
    )


def entry_of(workspace: Ground, key: Key) -> Entry:
    """The task of a key with its marks."""
    document = workspace.document(key[0])
    task = document.task(key[1])
    if task is None:
        raise NotFound("no_task", name=key[1], doc=key[0], count=len(document.tasks))
    return entry(workspace, document, task)


def unmarked(document: Document, task: Task, initial: Status) -> Entry:
    """A task as it was read, before anybody marked it."""
    path = tuple(document.ancestors(task.basis[0].section)) if task.basis else ()
    return Entry(document.id, task, path, initial, issued=document.issued, issuer=document.issuer)


def _status(workspace: Ground, key: Value) -> Status:
    """The status of a key; one of another profile is shown by its key."""
    if not isinstance(key, str):
        return workspace.profile.initial
    return workspace.profile.get(key) or Status(key, "", key, key, "?")


def _corrected(workspace: Ground, document: Document, task: Task) -> Task:
    """The task with the tie a person gave it."""
    tie = workspace.state.value(document.id, task.id, "tie")
    if not isinstance(tie, str) or document.section(tie) is None:
        return task
    others = tuple(basis for basis in task.basis if basis.section != tie)
    quote = next((basis.quote for basis in task.basis if basis.section == tie), "")
    return task._replace(basis=(Basis(tie, 1.0, quote), *others))


def noted(workspace: Ground, notes: Iterable[Note]) -> Ledger:
    """What each note hangs on, with this note alone."""
    return Ledger(_noted(workspace, note) for note in notes)


def _noted(workspace: Ground, note: Note) -> Entry:
    """The ledger's line of what a note hangs on; a section stands in for a task."""
    document, place = workspace.document(note.doc), note.place
    task, section = document.task(place), document.section(place)
    if task is not None:
        line = entry(workspace, document, task)
    else:
        text = section.text if section else ""
        read = Task(place, None, 0, text, (), (), None, (), (), Origin("list", ""))
        line = Entry(note.doc, read, tuple(document.ancestors(place)), workspace.profile.initial)
    return replace(line, notes=(note,), changed=note.edited or note.at, by=note.author)
