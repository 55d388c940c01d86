"""Marking tasks: selection, status, star, the article they rest on, undo and redo."""

from __future__ import annotations

from functools import partial
from typing import ClassVar, Final

from tui.app import reverted
from tui.app.command import Command, NeedsTask
from tui.app.desk import Desk
from tui.app.features.marks import deeds as marking
from tui.app.view import Pane
from tui.i18n import Texts
from tui.model.profile import SUPERVISION, Profile, Status


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
            desk.look(view._replace(selected=view.selected ^ {view.task}))
            desk.table.move(1)


class SelectAll(Command):
    name = "select_all"
    keys = ("V",)
    panes = frozenset({Pane.TASKS})

    @classmethod
    def run(cls, desk: Desk) -> None:
        desk.look(desk.view._replace(selected=frozenset(desk.table.ledger.keys())))


STATUS: Final = "status_"
"""How the names of the commands that set a status begin; the key of the status follows."""


class SetStatus(NeedsTask):
    """One for each status of the profile."""

    writes = True
    status: ClassVar[Status]

    @classmethod
    def word(cls, texts: Texts) -> str:
        return super().word(texts) if cls.status in SUPERVISION.statuses else cls.status.name(texts.lang)

    @classmethod
    def line(cls, texts: Texts) -> str:
        return texts("command.status.help", status=cls.status.name(texts.lang))

    @classmethod
    def run(cls, desk: Desk) -> None:
        marking.mark(desk, cls.status)


def sets_status(name: str) -> bool:
    """Whether a command of this name sets a status."""
    return name.startswith(STATUS)


def statuses(profile: Profile) -> tuple[type[Command], ...]:
    """The commands that set the statuses of a profile."""
    return tuple(_set_status(status, ends=status == profile.ending) for status in profile.statuses)


def _set_status(status: Status, *, ends: bool) -> type[Command]:
    """The command that sets one status: its letter in the small menu, `d` alone for the one that ends a task."""
    letter = f"s {status.letter}"
    members = {
        "name": f"{STATUS}{status.key}",
        "keys": ("d", letter) if ends else (letter,),
        "status": status,
        "hint": 40 if ends else 0,
    }
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
        reverted.revert(desk, desk.present.undo, partial(reverted.told, desk, "undo"))


class Redo(Command):
    writes = True
    name = "redo"
    keys = ("ctrl+r",)

    @classmethod
    def run(cls, desk: Desk) -> None:
        reverted.revert(desk, desk.present.redo, partial(reverted.told, desk, "redo"))


COMMANDS: tuple[type[Command], ...] = (
    Select,
    SelectAll,
    *statuses(SUPERVISION),
    Star,
    Tie,
    Undo,
    Redo,
)
