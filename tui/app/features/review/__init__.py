"""Reviewing: task after task beside the article it rests on, a status and a note in one line; verdicts on one."""

from __future__ import annotations

from tui.app.acted import taken
from tui.app.command import Command, NeedsTask, none_shown
from tui.app.desk import Desk
from tui.app.view import Pane


class Review(Command):
    writes = True
    name = "review"
    keys = ("r",)

    @classmethod
    def why_not(cls, desk: Desk) -> str | None:
        return none_shown(desk, "why_not.no_row")

    @classmethod
    def run(cls, desk: Desk) -> None:
        from tui.app.features.review.reviewing import ReviewPage

        target = taken(desk)
        keys = target.keys if target.selected else tuple(desk.shown.ledger.keys())
        at = keys.index(desk.view.task) if desk.view.task in keys else 0

        def left(key: tuple[str, str]) -> None:
            desk.look(desk.view._replace(task=key).at(Pane.TASKS))

        desk.ask(ReviewPage(desk, keys, at), left)


class Verdicts(NeedsTask):
    name = "verdicts"
    keys = ("g v",)

    @classmethod
    def run(cls, desk: Desk) -> None:
        from tui.app.features.review.verdict_page import open_verdicts

        open_verdicts(desk)


class Trace(Command):
    name = "trace"
    keys = ("g p",)

    @classmethod
    def why_not(cls, desk: Desk) -> str | None:
        return None if desk.ledger else "why_not.no_tasks"

    @classmethod
    def run(cls, desk: Desk) -> None:
        from tui.app.features.review.trace_page import open_trace

        open_trace(desk)


COMMANDS: tuple[type[Command], ...] = (Review, Verdicts, Trace)
