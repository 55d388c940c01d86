"""The board: how the tasks stand, every number a way to its rows; and the same of one department."""

from __future__ import annotations

from tui.app.command import Command, NeedsTask
from tui.app.desk import Desk


class Board(Command):
    name = "board"
    keys = ("3",)
    hint = 73

    @classmethod
    def run(cls, desk: Desk) -> None:
        from tui.app.features.board.opening import open_board

        open_board(desk)


class Department(NeedsTask):
    name = "department"
    keys = ("g D",)

    @classmethod
    def run(cls, desk: Desk) -> None:
        from tui.app.features.board.opening import choose_department

        choose_department(desk)


def raised(desk: Desk) -> None:
    """Show the board that the View has."""
    from tui.app.features.board.opening import show_board

    show_board(desk)


COMMANDS: tuple[type[Command], ...] = (Board, Department)
