"""Writing out what the table shows, for Excel, for Word, for a browser or for another duban."""

from __future__ import annotations

from tui.app.command import Command, none_shown
from tui.app.desk import Desk


class Export(Command):
    name = "export"
    keys = ("x",)

    @classmethod
    def why_not(cls, desk: Desk) -> str | None:
        return none_shown(desk, "why_not.nothing_shown")

    @classmethod
    def run(cls, desk: Desk) -> None:
        from tui.app.features.export.rows_out import write_shown

        write_shown(desk)


COMMANDS: tuple[type[Command], ...] = (Export,)
