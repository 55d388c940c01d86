"""The history, and looking back at a point of it."""

from __future__ import annotations

from functools import partial

from tui.app.command import Command
from tui.app.desk import Desk


class History(Command):
    name = "history"
    keys = ("U",)

    @classmethod
    def run(cls, desk: Desk) -> None:
        from tui.app.features.history.looking import open_history

        desk.beside(partial(open_history, desk), "history")


COMMANDS: tuple[type[Command], ...] = (History,)
