"""Marking from the main screen: status, star, tie, undo and redo."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from tui.model.change import Change, bare_target, is_head, is_stamp, library_deed, split_target
from tui.model.errors import Problem
from tui.model.ledger import Entry
from tui.model.profile import Status

if TYPE_CHECKING:
    from tui.app.screens.main import MainScreen


class Marking:
    """What marks tasks, on behalf of the main screen."""

    def __init__(self, main: MainScreen) -> None:
        self.main = main
        self._reverting = "undo"

    def mark(self, status: Status) -> None:
        """Give the chosen tasks a status."""
        entries = self.main.chosen_tasks()
        keys = self._taken(entries)
        word = status.name(self.main.texts.lang)
        self.main.writing.write(
            partial(self.main.workspace.mark, keys, status), lambda _: f"{self._called(entries)} → {word}"
        )

    def toggle_star(self) -> None:
        """Star the chosen tasks; take the stars away where all have one."""
        entries = self.main.chosen_tasks()
        on = not all(entry.star for entry in entries)
        keys = self._taken(entries)
        sign = "★" if on else "☆"
        self.main.writing.write(
            partial(self.main.workspace.star, keys, on=on), lambda _: f"{self._called(entries)} → {sign}"
        )

    def _taken(self, entries: tuple[Entry, ...]) -> list[tuple[str, str]]:
        """The keys of what a command acts on; a selection serves once, so that none is marked by accident later."""
        self.main.table.clear_selected()
        return [entry.key for entry in entries]

    def tell_selected(self) -> None:
        """Say on how many tasks the next command acts."""
        count = len(self.main.table.selected)
        self.main.status_line.say(news=self.main.texts("app.selected", count=count) if count else "")

    def _called(self, entries: tuple[Entry, ...]) -> str:
        """The tasks as one speaks of them: by number, or how many."""
        if len(entries) == 1:
            return entries[0].task.no or f"#{entries[0].task.ordinal}"
        return self.main.texts("app.tasks_count", count=len(entries))

    def choose_tie(self) -> None:
        """Ask on which article the task under the cursor rests."""
        entry = self.main.chosen_tasks()[0]
        self.main.duban.pick_section(
            self.main.document_here,
            self.main.texts("app.pick_tie", task=entry.task.no or entry.task.ordinal),
            entry.article.id if entry.article else None,
            partial(self._tie, entry),
        )

    def _tie(self, entry: Entry, section: str) -> None:
        name = self.main.place_name(section, entry.doc)
        self.main.writing.write(
            partial(self.main.workspace.tie, entry.key, section), lambda _: f"{self._called((entry,))} → {name}"
        )

    def undo(self, *, force: bool = False) -> None:
        """Take back one's own last step."""
        self._reverting = "undo"
        self.main.writing.write(partial(self.main.workspace.undo, force=force), self._told)

    def redo(self, *, force: bool = False) -> None:
        """Repeat the step taken back last."""
        self._reverting = "redo"
        self.main.writing.write(partial(self.main.workspace.redo, force=force), self._told)

    def _told(self, changes: tuple[Change, ...]) -> str:
        """What an undo or redo did."""
        texts = self.main.texts
        if changes[0].kind == "carry" and not any(map(is_head, changes)):  # a decision
            where = texts("cli.place.earlier", name=bare_target(changes[0]))
            return texts(f"app.{self._reverting}_done", what=texts("cli.kind.carry"), where=where)
        if changes[-1].kind == "document":
            done, doc = library_deed(changes[-1], back=self._reverting == "undo"), changes[-1].doc
            where = texts("cli.place.whole") if done == "new" and doc == self.main.document.id else doc
            return texts(f"app.{self._reverting}_done", what=texts(f"cli.kind.document.{done}"), where=where)
        if changes[0].kind == "carry":
            return texts(f"app.{self._reverting}_done", what=texts("app.kind.carry"), where=texts("cli.place.whole"))
        places = dict.fromkeys(self._place_name(split_target(change.target)[0]) for change in changes if change.doc)
        where = "、".join(places) if len(places) <= 3 else texts("app.tasks_count", count=len(places))
        if not places:
            return texts(f"app.{self._reverting}_filter")
        return texts(f"app.{self._reverting}_done", what=texts(f"app.kind.{_kind(changes[0])}"), where=where)

    def _place_name(self, place: str) -> str:
        """A task or section by its name; an added task that is no longer there by a word."""
        document = self.main.document
        there = document.task(place) or document.section(place)
        return self.main.place_name(place) if there or not is_stamp(place) else self.main.texts("app.field.row")

    def ask_to_force(self, problem: Problem) -> None:
        """Someone else has changed the same since: the person decides."""
        texts = self.main.texts
        later = problem.values["change"]
        did = self.main.watching.did(later) if isinstance(later, Change) else str(problem.values["who"])
        question = texts("app.changed_since", did=did)
        again = self.undo if self._reverting == "undo" else self.redo
        self.main.duban.confirm(question, partial(again, force=True))


def _kind(change: Change) -> str:
    """What a reverting Change is about: deleting a note takes its writing back, bringing it back its deletion."""
    return "note" if change.kind == "delete" and change.value is True else change.kind
