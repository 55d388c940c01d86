"""The palette, help, the language, the colours, and leaving."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tui.app import jumps
from tui.app.command import Command
from tui.app.desk import Desk, Offer
from tui.app.showing import place_words
from tui.config import THEMES
from tui.model.address import find_sections, find_tasks, names_place

if TYPE_CHECKING:
    from tui.app.dialogs.picker import Choice


class Palette(Command):
    name = "palette"
    keys = (":", "ctrl+p")
    hint = 66

    @classmethod
    def run(cls, desk: Desk) -> None:
        from tui.app.dialogs.picker import Choice, Picker
        from tui.app.features.help.help_facts import synonyms

        also = synonyms(desk.texts)
        choices: list[Choice[Offer | Named]] = [
            Choice(each, each.word, f"{each.keys}  {each.why_not}".rstrip(), f"{each.line} {also.get(each.name, '')}")
            for each in desk.offers
        ]
        picker = Picker(
            desk.texts("app.palette"),
            choices,
            desk.texts,
            desk.finds,
            further=lambda name: _named(desk, name),
            nothing=lambda name: _no_such_place(desk, name),
        )
        desk.ask(picker, lambda offer: offer.run())


class Named(NamedTuple):
    """A task or section of the open document that is named by its number, to be gone to."""

    desk: Desk
    place: str

    def run(self) -> None:
        """Go there."""
        jumps.to_place(self.desk, self.place)


def _named(desk: Desk, name: str) -> list[Choice[Offer | Named]]:
    """The tasks and sections that a number such as `14` or `四（三）` names."""
    from tui.app.dialogs.picker import Choice

    document, texts = desk.document, desk.texts
    tasks = [
        (each.id, texts("app.jump_task", no=each.no or each.ordinal, text=each.text))
        for each in find_tasks(document, name)
    ]
    sections = [
        (each.id, texts("app.jump_section", place=place_words(document, each, texts), heading=each.heading or ""))
        for each in find_sections(document, name)
    ]
    return [Choice(Named(desk, place), words) for place, words in (*tasks, *sections)]


def _no_such_place(desk: Desk, name: str) -> str:
    """That the open document has no task or section of such a number; empty where what is typed is no number."""
    document, kind = desk.document, names_place(name)
    return desk.texts(f"app.missing.{kind}", name=name, count=len(document.tasks)) if kind else ""


class Help(Command):
    name = "help"
    keys = ("?", "f1")
    hint = 62

    @classmethod
    def run(cls, desk: Desk) -> None:
        from tui.app.dialogs.simple import Reading
        from tui.app.features.help.help_facts import help_facts

        facts = help_facts(desk.offers, desk.texts, desk.present.profile.statuses)
        field, nothing = desk.texts("app.help_placeholder"), desk.texts("app.help_nothing")
        desk.ask(Reading(desk.texts("app.help"), facts, desk.finds, field, nothing), lambda _: None)


class Language(Command):
    name = "language"

    @classmethod
    def run(cls, desk: Desk) -> None:
        desk.relabel()


class Colours(Command):
    """Other colours for this session; those of every start stand in the configuration."""

    name = "theme"

    @classmethod
    def run(cls, desk: Desk) -> None:
        def shown(theme: str) -> None:
            desk.recolour(theme)
            desk.say(desk.texts("app.theme_shown", theme=theme))

        rows = [(theme, f"{theme:<10}{desk.texts(f'app.theme.{theme}')}") for theme in THEMES]
        desk.pick(desk.texts("app.theme"), rows, shown, desk.theme)


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


COMMANDS: tuple[type[Command], ...] = (Palette, Help, Language, Colours, Quit)
