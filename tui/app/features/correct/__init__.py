"""Correcting what was read, what comes of an import, and what waits since another edition came."""

from __future__ import annotations

from tui.app.command import Command, NeedsTask
from tui.app.desk import Desk
from tui.app.features.correct.amend import Corrections
from tui.app.features.correct.waiting import Decisions


class Correct(NeedsTask):
    writes = True
    name = "correct"
    keys = ("c c",)

    @classmethod
    def run(cls, desk: Desk) -> None:
        desk.room(Corrections).correct()


class AddTask(Command):
    writes = True
    name = "add_task"
    keys = ("c a",)

    @classmethod
    def run(cls, desk: Desk) -> None:
        desk.room(Corrections).add()


class DropTask(NeedsTask):
    writes = True
    name = "drop_task"
    keys = ("c x",)

    @classmethod
    def run(cls, desk: Desk) -> None:
        desk.room(Corrections).drop()


class SetRoles(NeedsTask):
    writes = True
    name = "set_roles"
    keys = ("c r",)

    @classmethod
    def run(cls, desk: Desk) -> None:
        desk.room(Corrections).roles()


class Waiting(Command):
    writes = True
    name = "waiting"
    keys = ("g w",)

    @classmethod
    def run(cls, desk: Desk) -> None:
        desk.room(Decisions).list_waiting()


class Report(Command):
    name = "report"
    keys = ("W",)

    @classmethod
    def run(cls, desk: Desk) -> None:
        from tui.app.features.correct.reporting import open_report

        open_report(desk)


class TakeProgress(Command):
    """What a ledger that came filled in says of progress, as statuses and notes."""

    writes = True
    name = "take_progress"
    keys = ("c p",)

    @classmethod
    def run(cls, desk: Desk) -> None:
        from tui.app.features.correct.filled import ask_progress

        ask_progress(desk, desk.target.doc)


def opened(desk: Desk) -> None:
    """What of it a person may decide: progress that came filled in, and what waits since another edition came."""
    from tui.app.features.correct.filled import tell_progress

    tell_progress(desk)
    if desk.workspace.state.carries(desk.document.id):
        desk.room(Decisions).tell_waiting()


COMMANDS: tuple[type[Command], ...] = (Correct, AddTask, DropTask, SetRoles, Waiting, Report, TakeProgress)
