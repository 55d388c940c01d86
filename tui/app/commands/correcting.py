"""Correcting what was read, and what comes of an import."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.app.commands.base import Command, NeedsTask

if TYPE_CHECKING:
    from tui.app.screens.main import MainScreen


class Correct(NeedsTask):
    writes = True
    name = "correct"
    keys = ("c c",)

    @classmethod
    def run(cls, main: MainScreen) -> None:
        main.correcting.correct()


class AddTask(Command):
    writes = True
    name = "add_task"
    keys = ("c a",)

    @classmethod
    def run(cls, main: MainScreen) -> None:
        main.correcting.add()


class DropTask(NeedsTask):
    writes = True
    name = "drop_task"
    keys = ("c x",)

    @classmethod
    def run(cls, main: MainScreen) -> None:
        main.correcting.drop()


class SetRoles(NeedsTask):
    writes = True
    name = "set_roles"
    keys = ("c r",)

    @classmethod
    def run(cls, main: MainScreen) -> None:
        main.correcting.roles()


class Waiting(Command):
    writes = True
    name = "waiting"
    keys = ("g w",)

    @classmethod
    def run(cls, main: MainScreen) -> None:
        main.correcting.list_waiting()


class Report(Command):
    name = "report"
    keys = ("W",)

    @classmethod
    def run(cls, main: MainScreen) -> None:
        main.reporting.open()


COMMANDS: tuple[type[Command], ...] = (Correct, AddTask, DropTask, SetRoles, Waiting, Report)
