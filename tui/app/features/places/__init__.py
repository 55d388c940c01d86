"""Named places: a letter keeps where one is, and goes there again, in this session and later ones."""

from __future__ import annotations

from tui.app.command import Command, Lettered
from tui.app.desk import Desk
from tui.app.view import facts_of, view_of

KEPT = "places"
"""Under which name they are kept among the person's own facts."""


class KeepPlace(Lettered):
    name = "keep_place"
    keys = ("m *",)

    @classmethod
    def run_with(cls, desk: Desk, letter: str) -> None:
        places = {**desk.present.recall(KEPT), letter: facts_of(desk.view)}
        desk.present.keep(KEPT, places)
        desk.say(desk.texts("app.place_kept", letter=letter))


class GoToPlace(Lettered):
    name = "go_to_place"
    keys = ("' *",)

    @classmethod
    def run_with(cls, desk: Desk, letter: str) -> None:
        facts = desk.present.recall(KEPT).get(letter)
        view = view_of(facts) if isinstance(facts, dict) else None
        if view is None:
            desk.say(desk.texts("app.no_such_place", letter=letter), alarm=True)
        else:
            desk.look(view, jump=True)


COMMANDS: tuple[type[Command], ...] = (KeepPlace, GoToPlace)
