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


class GoToNews(Command):
    name = "go_to_news"
    keys = ("g o",)

    @classmethod
    def run(cls, desk: Desk) -> None:
        from tui.app.features.history.unread import Unread

        desk.room(Unread).show()


def started(desk: Desk) -> None:
    """Say on how many tasks others did something since one last looked."""
    from tui.workspace.unseen import seen

    if desk.present.store.reached() != seen(desk.present):  # mostly one was alone
        from tui.app.features.history.unread import Unread

        desk.room(Unread).tell()


COMMANDS: tuple[type[Command], ...] = (History, GoToNews)
