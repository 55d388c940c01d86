"""Tags, set and unset by a letter from a small menu."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from string import ascii_lowercase

from rich.text import Text
from textual.app import ComposeResult
from textual.content import Content
from textual.events import Key
from textual.widgets import Static

from tui.app.acted import taken, target_name, told
from tui.app.desk import Desk
from tui.app.dialogs.dialog import Dialog
from tui.app.dialogs.form import Field, Form
from tui.i18n import Texts
from tui.model.text import visible

NEW = "+"
"""The key for a tag that there is not yet."""


def open_tags(desk: Desk) -> None:
    """The tags in use, each with its letter, those that all the tasks bear ticked; where there are none, the field."""
    entries, tags = desk.target.entries, desk.workspace.tags()
    if not tags:
        _ask_new(desk)
        return
    borne = frozenset(tag for tag in tags if all(tag in entry.tags for entry in entries))

    def chosen(name: str) -> None:
        if name == NEW:
            _ask_new(desk)
        else:
            _write(desk, [name], on=name not in borne)

    desk.ask(TagMenu(target_name(desk, desk.target), tags, borne, desk.texts), chosen)


def _ask_new(desk: Desk) -> None:
    """Ask for a tag that there is not yet, or several."""
    texts = desk.texts
    field = Field("tags", texts("app.tags"), hint=texts("app.tags_hint"))
    title = texts("app.tags_new", what=target_name(desk, desk.target))
    desk.ask(Form(title, (field,), texts), lambda values: _write(desk, values["tags"].split(), on=True))


def _write(desk: Desk, tags: Sequence[str], *, on: bool) -> None:
    if tags:
        target, sign = taken(desk), "" if on else "-"
        word = " ".join(f"{sign}#{tag.lstrip('#')}" for tag in tags)
        desk.write(partial(desk.present.tag, target.keys, tags, on=on), partial(told, desk, target, word))


class TagMenu(Dialog[str]):
    """The tags with their letters at the foot; answers with a tag, or `NEW`."""

    CSS = """
    TagMenu { align: left bottom; background: transparent; }
    TagMenu Static {
        width: 100%; height: auto; max-height: 100%; padding: 0 1;
        border-top: solid $primary; border-bottom: solid $primary;
    }
    """

    def __init__(self, what: str, tags: Sequence[str], borne: frozenset[str], texts: Texts) -> None:
        super().__init__()
        self._what = what
        self._by_letter = dict(zip(ascii_lowercase, tags, strict=False))
        self._borne = borne
        self._texts = texts

    def compose(self) -> ComposeResult:
        """One tag a line."""
        lines = [Text(self._texts("app.tags_of", what=self._what), style="bold")]
        for letter, tag in self._by_letter.items():
            lines.append(Text.assemble((letter, "bold"), "  ✓ " if tag in self._borne else "    ", visible(tag)))
        lines.append(Text.assemble((NEW, "bold"), "    ", self._texts("app.tags_other")))
        lines.append(Text(self._texts("app.tags_keys"), style="dim"))
        yield Static(Text("\n").join(lines))

    def say_below(self, news: str) -> None:
        """At the foot of the menu."""
        self.query_one(Static).border_subtitle = Content(visible(news))

    def on_key(self, event: Key) -> None:
        """A letter, or another tag; any other letter is told to mean nothing."""
        answers = {**self._by_letter, NEW: NEW}
        deeds = {key: partial(self.dismiss, answer) for key, answer in answers.items()}
        self.press(event, {**deeds, **dict.fromkeys(("escape", "enter"), partial(self.dismiss, None))})
