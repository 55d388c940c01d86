"""Review mode: task after task beside the article it rests on, a status and a note in one line."""

from __future__ import annotations

from tui.app.command import Command
from tui.app.desk import Desk
from tui.app.jumps import to_place


class Review(Command):
    writes = True
    name = "review"
    keys = ("r",)

    @classmethod
    def why_not(cls, desk: Desk) -> str | None:
        return None if desk.shown.ledger else "why_not.nothing_shown"

    @classmethod
    def run(cls, desk: Desk) -> None:
        from tui.app.features.review.reviewing import ReviewPage

        target = desk.target
        keys = target.keys if target.selected else tuple(desk.shown.ledger.keys())
        at = keys.index(desk.view.task) if desk.view.task in keys else 0

        def left(key: tuple[str, str]) -> None:
            desk.refresh_marks()
            to_place(desk, key[1], key[0])

        desk.ask(ReviewPage(desk, keys, at), left)


COMMANDS: tuple[type[Command], ...] = (Review,)
