"""Copying through the terminal, so that it works over SSH."""

from __future__ import annotations

from tui.app.command import Command
from tui.app.desk import Desk
from tui.app.features.copy.clipboard import copy
from tui.app.showing import place_words
from tui.model.text import inner, visible


class Copy(Command):
    name = "copy"
    keys = ("y",)

    @classmethod
    def run(cls, desk: Desk) -> None:
        _copy(desk, words(desk))


class CopyCited(Command):
    name = "copy_cited"
    keys = ("Y",)

    @classmethod
    def run(cls, desk: Desk) -> None:
        text, target = words(desk), desk.target
        if text:
            title = desk.workspace.document(target.doc).title
            _copy(desk, f"{text}\n——《{inner(visible(title))}》{_citation(desk)}")


def _copy(desk: Desk, text: str) -> None:
    """Hand it to the terminal, and say what was done, or may have been."""
    if not text:
        desk.say(desk.texts("app.nothing_to_copy"), alarm=True)
        return
    desk.say(desk.texts(f"app.copied.{copy(desk, text)}", count=len(text)))


def words(desk: Desk) -> str:
    """The selected words, else those of the tasks or the section that a command would act on."""
    target = desk.target
    if target.quote:
        return target.quote
    if target.entries:
        return "\n".join(visible(entry.task.text) for entry in target.entries)
    section = desk.document.section(target.place)
    return visible(section.label + section.text).strip(" \u3000") if section else ""


def _citation(desk: Desk) -> str:
    """Where the words stand."""
    target = desk.target
    if target.entries:
        names = desk.texts("app.listed_by").join(desk.place_name(entry.task.id, entry.doc) for entry in target.entries)
        return desk.texts("app.cite_task", no=names)
    section = desk.document.section(target.place)
    return place_words(desk.document, section, desk.texts) if section else ""


COMMANDS: tuple[type[Command], ...] = (Copy, CopyCited)
