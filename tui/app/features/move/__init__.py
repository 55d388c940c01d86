"""Moving about in the pane that has the focus."""

from __future__ import annotations

from tui.app.command import Command
from tui.app.desk import Desk
from tui.app.view import Pane
from tui.model.document import HEADINGS


class Down(Command):
    name = "down"
    keys = ("j", "down")

    @classmethod
    def run(cls, desk: Desk) -> None:
        desk.focus_pane.move(1)


class Up(Command):
    name = "up"
    keys = ("k", "up")

    @classmethod
    def run(cls, desk: Desk) -> None:
        desk.focus_pane.move(-1)


class HalfPageDown(Command):
    name = "half_page_down"
    keys = ("ctrl+d",)

    @classmethod
    def run(cls, desk: Desk) -> None:
        desk.focus_pane.half_page(1)


class HalfPageUp(Command):
    name = "half_page_up"
    keys = ("ctrl+u",)

    @classmethod
    def run(cls, desk: Desk) -> None:
        desk.focus_pane.half_page(-1)


class PageDown(Command):
    name = "page_down"
    keys = ("pagedown", "space")

    @classmethod
    def run(cls, desk: Desk) -> None:
        desk.focus_pane.page(1)


class PageUp(Command):
    name = "page_up"
    keys = ("pageup",)

    @classmethod
    def run(cls, desk: Desk) -> None:
        desk.focus_pane.page(-1)


class Top(Command):
    name = "top"
    keys = ("g g", "home")

    @classmethod
    def run(cls, desk: Desk) -> None:
        desk.focus_pane.home()


class End(Command):
    name = "end"
    keys = ("g e", "end", "G")

    @classmethod
    def run(cls, desk: Desk) -> None:
        desk.focus_pane.end()


class Fold(Command):
    name = "fold"
    keys = ("h", "left")
    panes = frozenset({Pane.OUTLINE})

    @classmethod
    def run(cls, desk: Desk) -> None:
        desk.outline.fold()


class Unfold(Command):
    name = "unfold"
    keys = ("l", "right")
    panes = frozenset({Pane.OUTLINE})

    @classmethod
    def run(cls, desk: Desk) -> None:
        desk.outline.unfold()


class CellLeft(Command):
    name = "cell_left"
    keys = ("h", "left")
    panes = frozenset({Pane.TASKS})

    @classmethod
    def run(cls, desk: Desk) -> None:
        desk.table.move_cell(-1)


class CellRight(Command):
    name = "cell_right"
    keys = ("l", "right")
    panes = frozenset({Pane.TASKS})

    @classmethod
    def run(cls, desk: Desk) -> None:
        desk.table.move_cell(1)


class FoldAll(Command):
    name = "fold_all"
    keys = ("-",)
    panes = frozenset({Pane.OUTLINE})

    @classmethod
    def run(cls, desk: Desk) -> None:
        desk.outline.fold_all()


class UnfoldAll(Command):
    name = "unfold_all"
    keys = ("+",)
    panes = frozenset({Pane.OUTLINE})

    @classmethod
    def run(cls, desk: Desk) -> None:
        desk.outline.unfold_all()


class NextSection(Command):
    name = "next_section"
    keys = ("}", "]")

    @classmethod
    def run(cls, desk: Desk) -> None:
        _step_section(desk, 1)


class PreviousSection(Command):
    name = "previous_section"
    keys = ("{", "[")

    @classmethod
    def run(cls, desk: Desk) -> None:
        _step_section(desk, -1)


def _step_section(desk: Desk, step: int) -> None:
    """To the next or the previous heading: in the text where that has the focus, else in the outline."""
    if desk.view.pane is Pane.TEXT:
        desk.text.next_section() if step > 0 else desk.text.previous_section()
        return
    headings = [section.id for section in desk.document.sections if section.kind in HEADINGS]
    here = desk.section
    at = headings.index(here) + step if here in headings else 0
    if 0 <= at < len(headings):
        desk.look(desk.view._replace(heading=headings[at]))


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
    FoldAll,
    UnfoldAll,
    CellLeft,
    CellRight,
    NextSection,
    PreviousSection,
)
