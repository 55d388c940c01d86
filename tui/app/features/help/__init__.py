"""The palette, help, the language, and leaving."""

from __future__ import annotations

from tui.app.command import Command
from tui.app.desk import Desk


class Palette(Command):
    name = "palette"
    keys = (":", "ctrl+p")
    hint = 66

    @classmethod
    def run(cls, desk: Desk) -> None:
        from tui.app.dialogs.picker import Choice, Picker

        choices = [Choice(each, each.word, f"{each.keys}  {each.why_not}".rstrip()) for each in desk.offers]
        desk.ask(Picker(desk.texts("app.palette"), choices, desk.texts, desk.finds), lambda offer: offer.run())


class Help(Command):
    name = "help"
    keys = ("?", "f1")
    hint = 62

    @classmethod
    def run(cls, desk: Desk) -> None:
        from tui.app.dialogs.simple import Reading
        from tui.app.features.help.help_facts import help_facts

        desk.ask(Reading(desk.texts("app.help"), help_facts(desk.offers, desk.texts)), lambda _: None)


class Language(Command):
    name = "language"

    @classmethod
    def run(cls, desk: Desk) -> None:
        desk.relabel()


class Quit(Command):
    """Close what stands in the way of the main panes; else leave."""

    name = "quit"
    keys = ("q",)
    hint = 64

    @classmethod
    def run(cls, desk: Desk) -> None:
        view = desk.view
        if view.as_of:
            desk.look(view._replace(as_of=""))
        elif view.zoomed:
            desk.look(view._replace(zoomed=False))
        else:
            desk.leave()


COMMANDS: tuple[type[Command], ...] = (Palette, Help, Language, Quit)
