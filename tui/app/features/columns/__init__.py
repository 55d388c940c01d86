"""Which further columns the table shows."""

from __future__ import annotations

from tui.app.command import Command
from tui.app.desk import Desk


class Columns(Command):
    name = "columns"
    keys = ("C",)

    @classmethod
    def run(cls, desk: Desk) -> None:
        from tui.app.features.columns.chooser import choose_columns

        choose_columns(desk)


COMMANDS: tuple[type[Command], ...] = (Columns,)
