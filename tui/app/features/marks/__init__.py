"""Marking tasks: selection, status, star, the article they rest on, undo and redo."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import ClassVar

from tui.app.command import Command, NeedsTask
from tui.app.desk import Desk
from tui.app.features.marks import deeds as marking
from tui.app.features.marks import reverting
from tui.app.view import Pane
from tui.model.profile import SUPERVISION, Status


class Select(Command):
    """A row of the table, or a sentence of the text."""

    name = "select"
    keys = ("v",)
    panes = frozenset({Pane.TASKS, Pane.TEXT})

    @classmethod
    def run(cls, desk: Desk) -> None:
        view = desk.view
        if view.pane is Pane.TEXT:
            desk.text.toggle_selected()
            desk.tell()
        elif view.task is not None:
            desk.look(replace(view, selected=view.selected ^ {view.task}))
            desk.table.move(1)


class SelectAll(Command):
    name = "select_all"
    keys = ("V",)
    panes = frozenset({Pane.TASKS})

    @classmethod
    def run(cls, desk: Desk) -> None:
        desk.look(replace(desk.view, selected=frozenset(desk.table.ledger.keys())))


class SetStatus(NeedsTask):
    """One for each status of the profile."""

    writes = True
    status: ClassVar[Status]

    @classmethod
    def run(cls, desk: Desk) -> None:
        marking.mark(desk, cls.status)


def _set_status(status: Status) -> type[Command]:
    """The command that sets one status: its letter in the small menu, `d` alone for the one that ends a task."""
    keys = ("d", f"s {status.letter}") if status.key == "done" else (f"s {status.letter}",)
    hint = 40 if status.key == "done" else 0
    members = {"name": f"status_{status.key}", "keys": keys, "status": status, "hint": hint}
    return type(f"SetStatus{status.key.title()}", (SetStatus,), members)


class Star(NeedsTask):
    writes = True
    name = "star"
    keys = ("*",)

    @classmethod
    def run(cls, desk: Desk) -> None:
        marking.toggle_star(desk)


class Tie(NeedsTask):
    writes = True
    name = "tie"
    keys = ("b",)

    @classmethod
    def run(cls, desk: Desk) -> None:
        marking.choose_tie(desk)


class Undo(Command):
    writes = True
    name = "undo"
    keys = ("u",)
    hint = 60

    @classmethod
    def run(cls, desk: Desk) -> None:
        undo = desk.present.undo
        desk.write(undo, partial(reverting.told, desk, "undo"), again=partial(undo, force=True))


class Redo(Command):
    writes = True
    name = "redo"
    keys = ("ctrl+r",)

    @classmethod
    def run(cls, desk: Desk) -> None:
        redo = desk.present.redo
        desk.write(redo, partial(reverting.told, desk, "redo"), again=partial(redo, force=True))


COMMANDS: tuple[type[Command], ...] = (
    Select,
    SelectAll,
    *(_set_status(status) for status in SUPERVISION.statuses),
    Star,
    Tie,
    Undo,
    Redo,
)
