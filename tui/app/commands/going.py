"""Going from one thing to what belongs to it, and between panes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.app.commands.base import Command, NeedsTask
from tui.app.panes import Pane

if TYPE_CHECKING:
    from tui.app.screens.main import MainScreen


class Open(Command):
    name = "open"
    keys = ("enter",)
    hint = 75

    @classmethod
    def run(cls, main: MainScreen) -> None:
        main.going.open_here()


class ToText(Command):
    name = "to_text"
    keys = ("1",)
    hint = 72

    @classmethod
    def run(cls, main: MainScreen) -> None:
        main.show_pane(Pane.TEXT)


class ToTasks(Command):
    name = "to_tasks"
    keys = ("2",)
    hint = 10

    @classmethod
    def run(cls, main: MainScreen) -> None:
        main.show_pane(Pane.TASKS)


class ToOutline(Command):
    name = "to_outline"
    keys = ("o",)
    hint = 70

    @classmethod
    def run(cls, main: MainScreen) -> None:
        main.toggle_outline()


class NextPane(Command):
    name = "next_pane"
    keys = ("tab",)

    @classmethod
    def run(cls, main: MainScreen) -> None:
        main.cycle_pane(1)


class PreviousPane(Command):
    name = "previous_pane"
    keys = ("shift+tab",)

    @classmethod
    def run(cls, main: MainScreen) -> None:
        main.cycle_pane(-1)


class GoToArticle(NeedsTask):
    name = "go_to_article"
    keys = ("g d",)

    @classmethod
    def run(cls, main: MainScreen) -> None:
        main.going.to_article()


class GoToTasks(Command):
    name = "go_to_tasks"
    keys = ("g t",)

    @classmethod
    def why_not(cls, main: MainScreen) -> str | None:
        return None if main.going.tasks_here() else "why_not.no_tasks_here"

    @classmethod
    def run(cls, main: MainScreen) -> None:
        main.going.to_tasks()


class GoToNotes(Command):
    name = "go_to_notes"
    keys = ("g n",)

    @classmethod
    def run(cls, main: MainScreen) -> None:
        main.noting.list_all()


class GoToDocument(Command):
    name = "go_to_document"
    keys = ("g l",)

    @classmethod
    def run(cls, main: MainScreen) -> None:
        main.going.choose_document()


class Library(Command):
    name = "library"
    keys = ("L",)

    @classmethod
    def why_not(cls, main: MainScreen) -> str | None:
        return "why_not.in_the_past" if main.as_of else None

    @classmethod
    def run(cls, main: MainScreen) -> None:
        main.going.open_library()


class GoBack(Command):
    name = "go_back"
    keys = ("g b", "ctrl+o")

    @classmethod
    def why_not(cls, main: MainScreen) -> str | None:
        return None if main.going.trail else "why_not.no_trail"

    @classmethod
    def run(cls, main: MainScreen) -> None:
        main.going.back()


COMMANDS: tuple[type[Command], ...] = (
    Open,
    ToText,
    ToTasks,
    ToOutline,
    NextPane,
    PreviousPane,
    GoToArticle,
    GoToTasks,
    GoToNotes,
    GoToDocument,
    Library,
    GoBack,
)
