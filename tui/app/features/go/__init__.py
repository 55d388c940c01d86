"""Going from one thing to what belongs to it, and between panes."""

from __future__ import annotations

from tui.app import jumps
from tui.app.command import Command, no_task
from tui.app.desk import Desk
from tui.app.view import Pane


class Open(Command):
    """From the outline to the text, from a task to its detail, from the text to its tasks, from the detail on."""

    name = "open"
    keys = ("enter",)
    hint = 75

    @classmethod
    def run(cls, desk: Desk) -> None:
        view = desk.view
        if view.pane is Pane.OUTLINE:
            if desk.section is not None:
                desk.look(view._replace(place=desk.section, quoted="").at(Pane.TEXT), jump=True)
        elif view.pane is Pane.TASKS:
            desk.look(view.at(Pane.DETAIL))
        elif view.pane is Pane.DETAIL:
            jumps.to_article(desk)
        else:
            jumps.to_tasks(desk)


class ToText(Command):
    name = "to_text"
    keys = ("1",)
    hint = 72

    @classmethod
    def run(cls, desk: Desk) -> None:
        desk.look(desk.view.at(Pane.TEXT))


class ToTasks(Command):
    name = "to_tasks"
    keys = ("2",)
    hint = 10

    @classmethod
    def run(cls, desk: Desk) -> None:
        desk.look(desk.view.at(Pane.TASKS))


class ToOutline(Command):
    """To the outline; away with it when one is there."""

    name = "to_outline"
    keys = ("o",)
    hint = 70

    @classmethod
    def run(cls, desk: Desk) -> None:
        view = desk.view
        desk.look(view._replace(outline=False).at(view.front) if view.pane is Pane.OUTLINE else view.at(Pane.OUTLINE))


class NextPane(Command):
    name = "next_pane"
    keys = ("tab",)

    @classmethod
    def run(cls, desk: Desk) -> None:
        desk.cycle(1)


class PreviousPane(Command):
    name = "previous_pane"
    keys = ("shift+tab",)

    @classmethod
    def run(cls, desk: Desk) -> None:
        desk.cycle(-1)


class GoToArticle(Command):
    name = "go_to_article"
    keys = ("g d",)

    @classmethod
    def why_not(cls, desk: Desk) -> str | None:
        entry = desk.table.current
        if entry is None:
            return no_task(desk)
        return None if entry.task.basis else "why_not.no_basis"

    @classmethod
    def run(cls, desk: Desk) -> None:
        jumps.to_article(desk)


class GoToTasks(Command):
    name = "go_to_tasks"
    keys = ("g t",)

    @classmethod
    def why_not(cls, desk: Desk) -> str | None:
        return None if jumps.with_tasks(desk) else "why_not.no_tasks_here"

    @classmethod
    def run(cls, desk: Desk) -> None:
        jumps.to_tasks(desk)


class GoBack(Command):
    name = "go_back"
    keys = ("g b", "ctrl+o")

    @classmethod
    def why_not(cls, desk: Desk) -> str | None:
        return None if desk.back else "why_not.no_trail"

    @classmethod
    def run(cls, desk: Desk) -> None:
        desk.go(-1)


class GoForward(Command):
    name = "go_forward"
    keys = ("g f",)

    @classmethod
    def why_not(cls, desk: Desk) -> str | None:
        return None if desk.forward else "why_not.no_trail_on"

    @classmethod
    def run(cls, desk: Desk) -> None:
        desk.go(1)


class Zoom(Command):
    name = "zoom"
    keys = ("z",)

    @classmethod
    def run(cls, desk: Desk) -> None:
        desk.look(desk.view._replace(zoomed=not desk.view.zoomed))


class ToggleDetail(Command):
    name = "toggle_detail"
    keys = ("i",)

    @classmethod
    def run(cls, desk: Desk) -> None:
        view = desk.view
        there = view.at(Pane.TASKS) if view.detail and view.pane is Pane.DETAIL else view
        desk.look(there._replace(detail=not view.detail))
        desk.show_detail()


COMMANDS: tuple[type[Command], ...] = (
    Open,
    ToText,
    ToTasks,
    ToOutline,
    NextPane,
    PreviousPane,
    Zoom,
    ToggleDetail,
    GoToArticle,
    GoToTasks,
    GoBack,
    GoForward,
)
