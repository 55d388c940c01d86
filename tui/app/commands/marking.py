"""Marking tasks: selection, status, star, tie, undo and redo."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from tui.app.commands.base import Command, NeedsTask
from tui.app.panes import Pane
from tui.model.profile import SUPERVISION, Status

if TYPE_CHECKING:
    from tui.app.screens.main import MainScreen


class Select(Command):
    name = "select"
    keys = ("v",)
    panes = frozenset({Pane.TASKS, Pane.TEXT})

    @classmethod
    def run(cls, main: MainScreen) -> None:
        (main.table if main.pane is Pane.TASKS else main.reader).toggle_selected()
        if main.pane is Pane.TASKS:
            main.table.move(1)
            main.marking.tell_selected()


class SelectAll(Command):
    name = "select_all"
    keys = ("V",)
    panes = frozenset({Pane.TASKS})

    @classmethod
    def run(cls, main: MainScreen) -> None:
        main.table.select_all()
        main.marking.tell_selected()


class SetStatus(NeedsTask):
    """One for each status of the profile."""

    writes = True
    status: ClassVar[Status]

    @classmethod
    def run(cls, main: MainScreen) -> None:
        main.marking.mark(cls.status)


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
    def run(cls, main: MainScreen) -> None:
        main.marking.toggle_star()


class Tie(NeedsTask):
    writes = True
    name = "tie"
    keys = ("b",)

    @classmethod
    def run(cls, main: MainScreen) -> None:
        main.marking.choose_tie()


class Undo(Command):
    writes = True
    name = "undo"
    keys = ("u",)
    hint = 60

    @classmethod
    def run(cls, main: MainScreen) -> None:
        main.marking.undo()


class Redo(Command):
    writes = True
    name = "redo"
    keys = ("ctrl+r",)

    @classmethod
    def run(cls, main: MainScreen) -> None:
        main.marking.redo()


class History(Command):
    name = "history"
    keys = ("U",)

    @classmethod
    def run(cls, main: MainScreen) -> None:
        main.looking.open_history()


COMMANDS: tuple[type[Command], ...] = (
    Select,
    SelectAll,
    *(_set_status(status) for status in SUPERVISION.statuses),
    Star,
    Tie,
    Undo,
    Redo,
    History,
)
