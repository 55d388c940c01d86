"""Moving about in the pane that has the focus."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.app.commands.base import Command
from tui.app.panes import Pane

if TYPE_CHECKING:
    from tui.app.screens.main import MainScreen


class Down(Command):
    name = "down"
    keys = ("j", "down")

    @classmethod
    def run(cls, main: MainScreen) -> None:
        main.pane_widget.move(1)


class Up(Command):
    name = "up"
    keys = ("k", "up")

    @classmethod
    def run(cls, main: MainScreen) -> None:
        main.pane_widget.move(-1)


class HalfPageDown(Command):
    name = "half_page_down"
    keys = ("ctrl+d",)

    @classmethod
    def run(cls, main: MainScreen) -> None:
        main.pane_widget.half_page(1)


class HalfPageUp(Command):
    name = "half_page_up"
    keys = ("ctrl+u",)

    @classmethod
    def run(cls, main: MainScreen) -> None:
        main.pane_widget.half_page(-1)


class PageDown(Command):
    name = "page_down"
    keys = ("pagedown", "space")

    @classmethod
    def run(cls, main: MainScreen) -> None:
        main.pane_widget.page(1)


class PageUp(Command):
    name = "page_up"
    keys = ("pageup",)

    @classmethod
    def run(cls, main: MainScreen) -> None:
        main.pane_widget.page(-1)


class Top(Command):
    name = "top"
    keys = ("g g", "home")

    @classmethod
    def run(cls, main: MainScreen) -> None:
        main.pane_widget.home()


class End(Command):
    name = "end"
    keys = ("g e", "end", "G")

    @classmethod
    def run(cls, main: MainScreen) -> None:
        main.pane_widget.end()


class Fold(Command):
    name = "fold"
    keys = ("h", "left")
    panes = frozenset({Pane.OUTLINE})

    @classmethod
    def run(cls, main: MainScreen) -> None:
        main.outline.fold()


class Unfold(Command):
    name = "unfold"
    keys = ("l", "right")
    panes = frozenset({Pane.OUTLINE})

    @classmethod
    def run(cls, main: MainScreen) -> None:
        main.outline.unfold()


class CellLeft(Command):
    name = "cell_left"
    keys = ("h", "left")
    panes = frozenset({Pane.TASKS})

    @classmethod
    def run(cls, main: MainScreen) -> None:
        main.table.move_cell(-1)


class CellRight(Command):
    name = "cell_right"
    keys = ("l", "right")
    panes = frozenset({Pane.TASKS})

    @classmethod
    def run(cls, main: MainScreen) -> None:
        main.table.move_cell(1)


class NextSection(Command):
    name = "next_section"
    keys = ("}", "]")

    @classmethod
    def run(cls, main: MainScreen) -> None:
        main.going.step_section(1)


class PreviousSection(Command):
    name = "previous_section"
    keys = ("{", "[")

    @classmethod
    def run(cls, main: MainScreen) -> None:
        main.going.step_section(-1)


COMMANDS: tuple[type[Command], ...] = (
    Down,
    Up,
    PageDown,
    PageUp,
    HalfPageDown,
    HalfPageUp,
    Top,
    End,
    Fold,
    Unfold,
    CellLeft,
    CellRight,
    NextSection,
    PreviousSection,
)
