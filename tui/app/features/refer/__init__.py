"""Following what a text refers to: an article, an annex, another document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.app import jumps
from tui.app.command import Command
from tui.app.desk import Desk

if TYPE_CHECKING:
    from tui.workspace.referring import Referred


class FollowReference(Command):
    """To what the section or task under the cursor names; where it names several, one is chosen."""

    name = "follow_reference"
    keys = ("g r",)

    @classmethod
    def run(cls, desk: Desk) -> None:
        target, texts = desk.target, desk.texts
        found = desk.workspace.referred(target.doc, target.place) if target.place else []
        if not found:
            desk.say(texts("app.refers_to_nothing"))
        elif len(found) == 1:
            _go(desk, found[0])
        else:
            from tui.app.dialogs.picker import Choice, Picker

            rows = [Choice(each, each.words, "" if each.doc else texts("app.refers_elsewhere")) for each in found]
            rows.sort(key=lambda row: not row.value.doc)
            desk.ask(Picker(texts("app.pick_reference"), rows, texts, desk.finds), lambda each: _go(desk, each))


def _go(desk: Desk, referred: Referred) -> None:
    if referred.place:
        jumps.to_place(desk, referred.place, referred.doc)
    elif referred.doc:
        jumps.open_document(desk, referred.doc)
    else:
        desk.say(desk.texts("app.refers_outside", words=referred.words))


COMMANDS: tuple[type[Command], ...] = (FollowReference,)
