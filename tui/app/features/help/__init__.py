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
        from tui.app.features.help.help_facts import synonyms

        also = synonyms(desk.texts)
        choices = [
            Choice(each, each.word, f"{each.keys}  {each.why_not}".rstrip(), f"{each.line} {also.get(each.name, '')}")
            for each in desk.offers
        ]
        desk.ask(Picker(desk.texts("app.palette"), choices, desk.texts, desk.finds), lambda offer: offer.run())


class Help(Command):
    name = "help"
    keys = ("?", "f1")
    hint = 62

    @classmethod
    def run(cls, desk: Desk) -> None:
        from tui.app.dialogs.simple import Reading
        from tui.app.features.help.help_facts import help_facts

        facts = help_facts(desk.offers, desk.texts)
        field = desk.texts("app.help_placeholder")
        desk.ask(Reading(desk.texts("app.help"), facts, desk.finds, field), lambda _: None)


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
