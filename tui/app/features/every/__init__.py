"""The table over all documents, and back to the open one."""

from __future__ import annotations

from tui.app.command import Command
from tui.app.desk import Desk
from tui.app.extent import spans_all
from tui.app.view import Pane
from tui.query.language.phrases import names_documents


class AllDocuments(Command):
    name = "all_documents"
    keys = ("A",)
    hint = 76

    @classmethod
    def run(cls, desk: Desk) -> None:
        view = desk.view._replace(scope=None)
        if not spans_all(view):
            desk.look(view._replace(every=True).at(Pane.TASKS))
        else:
            expression = "" if names_documents(view.expression) else view.expression
            desk.look(view.filtered(expression)._replace(every=False))


COMMANDS: tuple[type[Command], ...] = (AllDocuments,)
