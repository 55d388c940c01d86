"""Correcting what was read: a task field by field, a row that was missed or is none, who leads in a whole table."""

from __future__ import annotations

from functools import partial

from tui.app.describe import task_name
from tui.app.desk import Desk
from tui.app.features.correct.task_form import Filled, TaskForm
from tui.model.change import Change
from tui.model.document import Document
from tui.model.ledger import Entry
from tui.model.reading import ROLES, Row
from tui.model.task import Task
from tui.model.text import visible

_WORDS = 30
"""Characters that are enough to know a task by."""


class Corrections:
    """What corrects the task under the cursor."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    @property
    def _document(self) -> Document:
        """The document of what a command acts on."""
        return self._desk.workspace.document(self._desk.target.doc)

    # One task

    @property
    def entry(self) -> Entry | None:
        """The task under the cursor."""
        return next(iter(self._desk.target.entries), None)

    def correct(self) -> None:
        """Correct the task under the cursor, field by field."""
        entry = self.entry
        if entry is None:
            return
        filled = _filled(entry.task)
        title = self._desk.texts("app.correct_task", task=self._called(entry.task))

        def save(said: Filled) -> None:
            if said != filled:
                self._save(entry, filled, said)

        self._desk.ask(TaskForm(title, filled, self._desk.texts), save)

    def _save(self, entry: Entry, filled: Filled, said: Filled) -> None:
        """Write the fields that are other than they were."""
        corrections = self._desk.present.corrections
        changed: dict[str, str | tuple[str, ...]] = {}
        for name, value in said._asdict().items():
            if value != getattr(filled, name):
                changed[name] = corrections.names(value) if name in {"leads", "participants"} else value.strip()
        if not changed.get("text", "x"):
            del changed["text"]
        self._write(partial(corrections.correct, entry.doc, entry.task.id, **changed), entry.task)

    def drop(self) -> None:
        """Say that the task under the cursor is none; asked first, for its marks are then no longer seen."""
        entry = self.entry
        if entry is None:
            return
        question = self._desk.texts("app.drop_task", task=self._called(entry.task))
        drop = partial(self._desk.present.corrections.drop, entry.doc, entry.task.id)
        self._desk.confirm(question, partial(self._write, drop, entry.task))

    def _write(self, action: partial[tuple[Change, ...]], task: Task) -> None:
        said = self._desk.texts("app.corrected_task", task=task_name(task))
        self._desk.write(action, lambda _: said)

    def _called(self, task: Task) -> str:
        return f"{task_name(task)} {visible(task.text)[:_WORDS]}"

    # Rows that were missed, roles of all

    def add(self) -> None:
        """Add a task that the reader missed: behind the one under the cursor, else in the section one is on."""
        desk, entry = self._desk, self.entry
        document = self._document
        place = entry.task.home if entry else desk.section or ""
        title = desk.texts("app.add_task", where=self._called(entry.task) if entry else desk.place_name(place))

        def save(said: Filled) -> None:
            if not said.text.strip():
                return
            names = desk.present.corrections.names
            row = Row(
                said.text.strip(),
                said.no.strip() or None,
                names(said.leads),
                names(said.participants),
                said.due.strip() or None,
                entry.task.id if entry else None,
            )
            news = desk.texts("app.added_task", task=visible(row.text)[:_WORDS])
            desk.write(partial(desk.present.corrections.add_task, document.id, place, row), lambda _: news)

        desk.ask(TaskForm(title, Filled(), desk.texts), save)

    def roles(self) -> None:
        """Say who leads in all tasks of the table that the one under the cursor stands in."""
        entry, texts = self.entry, self._desk.texts
        if entry is None:
            return
        home = entry.task.home
        count = sum(task.home == home for task in self._document.tasks)
        rows = [(role, texts(f"cli.roles.{role}")) for role in ROLES]
        rows.append(("", texts("cli.value.as_read")))
        held = self._desk.workspace.state.value(entry.doc, f"{home}@roles", "reading")
        title = texts("app.pick_roles", where=home, count=count)
        self._desk.pick(title, rows, partial(self._set_roles, entry.doc, home), str(held or ""))

    def _set_roles(self, doc: str, home: str, role: str) -> None:
        words = self._desk.texts(f"cli.roles.{role}" if role else "cli.value.as_read")
        action = partial(self._desk.present.corrections.set_roles, doc, home, role or None)
        self._desk.write(action, lambda _: f"{home} → {words}")


def _filled(task: Task) -> Filled:
    """The form as the task is read now."""
    due = task.due.text if task.due else ""
    return Filled(task.text, task.no or "", "、".join(task.leads), "、".join(task.participants), due)
