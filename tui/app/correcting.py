"""Correcting what was read, from the main screen; and deciding what an older edition's marks belong to."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from tui.app.screens.form import Filled, TaskForm
from tui.model.reading import ROLES, Row
from tui.model.text import visible

if TYPE_CHECKING:
    from tui.app.screens.main import MainScreen
    from tui.model.change import Change
    from tui.model.document import Document
    from tui.model.ledger import Entry
    from tui.model.task import Task
    from tui.workspace.editions import Waiting

_WORDS = 30
"""Characters that are enough to know a task by."""


class Correcting:
    """What corrects, on behalf of the main screen."""

    def __init__(self, main: MainScreen) -> None:
        self.main = main

    # One task

    @property
    def entry(self) -> Entry | None:
        """The task under the cursor."""
        return next(iter(self.main.chosen_tasks()), None)

    def correct(self) -> None:
        """Correct the task under the cursor, field by field."""
        entry = self.entry
        if entry is None:
            return
        filled = _filled(entry.task)
        title = self.main.texts("app.correct_task", task=self._called(entry.task))

        def save(said: Filled | None) -> None:
            if said is not None and said != filled:
                self._save(entry, filled, said)

        self.main.app.push_screen(TaskForm(title, filled, self.main.texts), save)

    def _save(self, entry: Entry, filled: Filled, said: Filled) -> None:
        """Write the fields that are other than they were."""
        corrections = self.main.workspace.corrections
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
        question = self.main.texts("app.drop_task", task=self._called(entry.task))
        drop = partial(self.main.workspace.corrections.drop, entry.doc, entry.task.id)
        self.main.duban.confirm(question, partial(self._write, drop, entry.task))

    def _write(self, action: partial[tuple[Change, ...]], task: Task) -> None:
        said = self.main.texts("app.corrected_task", task=task.no or f"#{task.ordinal}")
        self.main.writing.write(action, lambda _: said)

    def _called(self, task: Task) -> str:
        return f"{task.no or f'#{task.ordinal}'} {visible(task.text)[:_WORDS]}"

    # Rows that were missed, roles of all

    def add(self) -> None:
        """Add a task that the reader missed: behind the one under the cursor, else in the section one is on."""
        main, entry = self.main, self.entry
        document = main.document_here
        place = entry.task.home if entry else main.section_here() or ""
        title = main.texts("app.add_task", where=self._called(entry.task) if entry else main.place_name(place))

        def save(said: Filled | None) -> None:
            if said is None or not said.text.strip():
                return
            names = main.workspace.corrections.names
            row = Row(
                said.text.strip(),
                said.no.strip() or None,
                names(said.leads),
                names(said.participants),
                said.due.strip() or None,
                entry.task.id if entry else None,
            )
            news = main.texts("app.added_task", task=visible(row.text)[:_WORDS])
            main.writing.write(partial(main.workspace.corrections.add_task, document.id, place, row), lambda _: news)

        main.app.push_screen(TaskForm(title, Filled(), main.texts), save)

    def roles(self) -> None:
        """Say who leads in all tasks of the table that the one under the cursor stands in."""
        entry, texts = self.entry, self.main.texts
        if entry is None:
            return
        home = entry.task.home
        count = sum(task.home == home for task in self.main.document_here.tasks)
        rows = [(role, texts(f"cli.roles.{role}")) for role in ROLES]
        rows.append(("", texts("cli.value.as_read")))
        held = self.main.workspace.state.value(entry.doc, f"{home}@roles", "reading")
        title = texts("app.pick_roles", where=home, count=count)
        self.main.duban.pick(title, rows, partial(self._set_roles, entry.doc, home), str(held or ""))

    def _set_roles(self, doc: str, home: str, role: str) -> None:
        words = self.main.texts(f"cli.roles.{role}" if role else "cli.value.as_read")
        action = partial(self.main.workspace.corrections.set_roles, doc, home, role or None)
        self.main.writing.write(action, lambda _: f"{home} → {words}")

    # What waits since another edition came

    def tell_waiting(self) -> None:
        """Say on the status line how many marks and notes of older editions wait for a place."""
        count = len(self._waiting())
        if count:
            self.main.status_line.say(news=self.main.texts("app.waiting_news", count=count), alarm=True)

    def _waiting(self) -> tuple[Waiting, ...]:
        workspace, doc = self.main.workspace, self.main.document.id
        return workspace.editions.waiting(doc) if workspace.state.carries(doc) else ()

    def list_waiting(self) -> None:
        """The marks and notes that have no place in this edition; choosing one asks where it belongs."""
        waiting = self._waiting()
        if not waiting:
            self.main.status_line.say(news=self.main.texts("app.nothing_waits"))
            return
        rows = [(each, self._waiting_line(each)) for each in waiting]
        self.main.duban.pick(self.main.texts("app.pick_waiting", count=len(waiting)), rows, self._ask_place)

    def _waiting_line(self, waiting: Waiting) -> str:
        """One of them: where it stood, its words, what hangs on it, and what is most like it now."""
        texts, profile = self.main.texts, self.main.workspace.profile
        statuses = [profile.get(str(mark.value)) for mark in waiting.marks if mark.kind == "status"]
        said = [status.name(texts.lang) for status in statuses if status]
        said += ["★"] if any(mark.kind == "star" for mark in waiting.marks) else []
        said += [f"✎ {visible(note.text)[:_WORDS]}" for note in waiting.notes]
        guess = f" → {self.main.place_name(waiting.guess)}？" if waiting.guess else ""
        return f"{waiting.place} “{visible(waiting.words)[:_WORDS]}”{guess}  {' '.join(said)}"

    def _ask_place(self, waiting: Waiting) -> None:
        """Let the person choose the task or section it belongs to now, the likeliest first, or none."""
        main = self.main
        places = _places(main.document)
        likeliest = [row for row in places if row[0] == waiting.guess]
        rows = [*likeliest, ("", main.texts("app.no_place_any_more")), *(row for row in places if row not in likeliest)]
        title = main.texts("app.pick_place", words=visible(waiting.words)[:_WORDS] or waiting.place)
        main.duban.pick(title, rows, partial(self._decide, waiting))

    def _decide(self, waiting: Waiting, place: str) -> None:
        main = self.main
        where = main.place_name(place) if place else main.texts("app.no_place_any_more")
        decide = partial(main.workspace.editions.decide, waiting, place)
        main.writing.write(decide, lambda _: f"{visible(waiting.words)[:_WORDS] or waiting.place} → {where}")


def _filled(task: Task) -> Filled:
    """The form as the task is read now."""
    due = task.due.text if task.due else ""
    return Filled(task.text, task.no or "", "、".join(task.leads), "、".join(task.participants), due)


def _places(document: Document) -> list[tuple[str, str]]:
    """Every task and every section with words, to be chosen from."""
    tasks = [(task.id, f"{task.no or f'#{task.ordinal}'}  {visible(task.text)}") for task in document.tasks]
    sections = [(each.id, f"{each.id}  {visible(each.text)[:60]}") for each in document.sections if each.text]
    return tasks + sections
