"""Notes, and taking text away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.app.commands.base import Command

if TYPE_CHECKING:
    from tui.app.screens.main import MainScreen


class AddNote(Command):
    writes = True
    name = "add_note"
    keys = ("a",)
    hint = 50

    @classmethod
    def why_not(cls, main: MainScreen) -> str | None:
        return None if main.noting.place() else "why_not.no_place"

    @classmethod
    def run(cls, main: MainScreen) -> None:
        main.noting.add()


class EditNote(Command):
    writes = True
    name = "edit_note"
    keys = ("e",)

    @classmethod
    def why_not(cls, main: MainScreen) -> str | None:
        return None if main.noting.own() else "why_not.no_own_note"

    @classmethod
    def run(cls, main: MainScreen) -> None:
        main.noting.edit()


class DeleteNote(EditNote):
    name = "delete_note"
    keys = ("D",)

    @classmethod
    def run(cls, main: MainScreen) -> None:
        main.noting.delete()


class Copy(Command):
    name = "copy"
    keys = ("y",)

    @classmethod
    def run(cls, main: MainScreen) -> None:
        main.copying.copy(cite=False)


class CopyCited(Command):
    name = "copy_cited"
    keys = ("Y",)

    @classmethod
    def run(cls, main: MainScreen) -> None:
        main.copying.copy(cite=True)


COMMANDS: tuple[type[Command], ...] = (AddNote, EditNote, DeleteNote, Copy, CopyCited)
