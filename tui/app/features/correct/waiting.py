"""Deciding what the marks and notes of an older edition belong to."""

from __future__ import annotations

from functools import partial

from tui.app.describe import task_name
from tui.app.desk import Desk
from tui.model.document import Document
from tui.model.text import visible
from tui.workspace.editions import Waiting

_WORDS = 30
"""Characters that are enough to know a task by."""


class Decisions:
    """What waits since another edition was put in the place of the open document."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def tell_waiting(self) -> None:
        """Say on the status line how many marks and notes of older editions wait for a place."""
        count = len(self._waiting())
        if count:
            self._desk.say(self._desk.texts("app.waiting_news", count=count), alarm=True)

    def _waiting(self) -> tuple[Waiting, ...]:
        workspace, doc = self._desk.workspace, self._desk.document.id
        return workspace.editions.waiting(doc) if workspace.state.carries(doc) else ()

    def list_waiting(self) -> None:
        """The marks and notes that have no place in this edition; choosing one asks where it belongs."""
        waiting = self._waiting()
        if not waiting:
            self._desk.say(self._desk.texts("app.nothing_waits"))
            return
        rows = [(each, self._waiting_line(each)) for each in waiting]
        self._desk.pick(self._desk.texts("app.pick_waiting", count=len(waiting)), rows, self._ask_place)

    def _waiting_line(self, waiting: Waiting) -> str:
        """One of them: where it stood, its words, what hangs on it, and what is most like it now."""
        texts, profile = self._desk.texts, self._desk.workspace.profile
        statuses = [profile.get(str(mark.value)) for mark in waiting.marks if mark.kind == "status"]
        said = [status.name(texts.lang) for status in statuses if status]
        said += ["★"] if any(mark.kind == "star" for mark in waiting.marks) else []
        said += [f"✎ {visible(note.text)[:_WORDS]}" for note in waiting.notes]
        guess = f" → {self._desk.place_name(waiting.guess)}？" if waiting.guess else ""
        return f"{waiting.place} “{visible(waiting.words)[:_WORDS]}”{guess}  {' '.join(said)}"

    def _ask_place(self, waiting: Waiting) -> None:
        """Let the person choose the task or section it belongs to now, the likeliest first, or none."""
        desk = self._desk
        places = _places(desk.document)
        likeliest = [row for row in places if row[0] == waiting.guess]
        rows = [*likeliest, ("", desk.texts("app.no_place_any_more")), *(row for row in places if row not in likeliest)]
        title = desk.texts("app.pick_place", words=visible(waiting.words)[:_WORDS] or waiting.place)
        desk.pick(title, rows, partial(self._decide, waiting))

    def _decide(self, waiting: Waiting, place: str) -> None:
        desk = self._desk
        where = desk.place_name(place) if place else desk.texts("app.no_place_any_more")
        decide = partial(desk.workspace.editions.decide, waiting, place)
        desk.write(decide, lambda _: f"{visible(waiting.words)[:_WORDS] or waiting.place} → {where}")


def _places(document: Document) -> list[tuple[str, str]]:
    """Every task and every section with words, to be chosen from."""
    tasks = [(task.id, f"{task_name(task)}  {visible(task.text)}") for task in document.tasks]
    sections = [(each.id, f"{each.id}  {visible(each.text)[:60]}") for each in document.sections if each.text]
    return tasks + sections
