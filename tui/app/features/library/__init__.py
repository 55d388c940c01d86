"""The library, and opening another document."""

from __future__ import annotations

from functools import partial

from tui.app.command import Command
from tui.app.desk import Desk
from tui.app.jumps import open_document


class GoToDocument(Command):
    name = "go_to_document"
    keys = ("g l",)

    @classmethod
    def run(cls, desk: Desk) -> None:
        documents = list(desk.workspace.library.titles())
        desk.pick(desk.texts("app.pick_document"), documents, partial(open_document, desk), desk.document.id)


class Library(Command):
    name = "library"
    keys = ("L",)

    @classmethod
    def why_not(cls, desk: Desk) -> str | None:
        return "why_not.in_the_past" if desk.view.as_of else None

    @classmethod
    def run(cls, desk: Desk) -> None:
        from tui.app.features.library.shelf import LibraryScreen

        desk.ask(LibraryScreen(desk), partial(open_document, desk))


COMMANDS: tuple[type[Command], ...] = (GoToDocument, Library)
