"""How the screen looks, help, and leaving."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.app.commands.base import Command

if TYPE_CHECKING:
    from tui.app.screens.main import MainScreen


class Zoom(Command):
    name = "zoom"
    keys = ("z",)

    @classmethod
    def run(cls, main: MainScreen) -> None:
        main.toggle_zoom()


class ToggleDetail(Command):
    name = "toggle_detail"
    keys = ("i",)

    @classmethod
    def run(cls, main: MainScreen) -> None:
        main.toggle_detail()


class Palette(Command):
    name = "palette"
    keys = (":", "ctrl+p")
    hint = 66

    @classmethod
    def run(cls, main: MainScreen) -> None:
        main.pressing.open_palette()


class Help(Command):
    name = "help"
    keys = ("?", "f1")
    hint = 62

    @classmethod
    def run(cls, main: MainScreen) -> None:
        main.pressing.open_help()


class Language(Command):
    name = "language"

    @classmethod
    def run(cls, main: MainScreen) -> None:
        main.duban.toggle_language()


class Quit(Command):
    name = "quit"
    keys = ("q",)
    hint = 64

    @classmethod
    def run(cls, main: MainScreen) -> None:
        main.close_or_quit()


COMMANDS: tuple[type[Command], ...] = (Zoom, ToggleDetail, Palette, Help, Language, Quit)
