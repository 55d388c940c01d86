"""A question to be answered, and pages to be read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Protocol, runtime_checkable

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.events import Key
from textual.widgets import Static

from tui.app.dialogs.dialog import Dialog
from tui.app.dialogs.narrowed import moves_as_a_pager, moves_while_typing
from tui.app.dialogs.picker import Spans, mentions
from tui.app.lines.labelled import Fact
from tui.app.panes.detail import Detail
from tui.app.panes.field import Field
from tui.i18n import Texts
from tui.model.text import visible


@runtime_checkable
class KeepsDraft(Protocol):
    """A dialog in which something is written that must not be lost."""

    def keep_draft(self) -> None:
        """Keep what was typed so far."""


class Confirm(Dialog[bool]):
    """A question; answers True on yes, False on anything that leaves."""

    CSS = """
    Confirm { align: center middle; background: transparent; }
    Confirm > Vertical {
        width: 100%; max-width: 72; height: auto; max-height: 100%; overflow-y: auto;
        border: round $warning; padding: 0 1;
    }
    Confirm Static { height: auto; }
    Confirm .-keys { margin-top: 1; text-style: bold; }
    """

    def __init__(self, question: str, texts: Texts) -> None:
        super().__init__()
        self._question = question
        self._texts = texts

    def compose(self) -> ComposeResult:
        """The question and the two keys."""
        with Vertical():
            yield Static(visible(self._question, lines=True), markup=False)
            yield Static(self._texts("app.yes_no"), classes="-keys", markup=False)

    def on_key(self, event: Key) -> None:
        """Only y says yes."""
        yes, no = partial(self.dismiss, True), partial(self.dismiss, False)
        self.press(event, {**dict.fromkeys(("y", "Y"), yes), **dict.fromkeys(("n", "N", "escape", "q"), no)})


class Reading(Dialog[None]):
    """Lines to be read, scrolled with the keys that scroll everywhere."""

    CSS = """
    Reading { align: center middle; background: transparent; }
    Reading > Vertical { width: 90%; max-width: 110; height: 90%; border: round $primary; padding: 0 1; }
    Reading Static { height: 1; text-wrap: nowrap; text-overflow: ellipsis; text-style: bold; }
    Reading Input { height: 1; border: none; padding: 0; background: $surface; display: none; }
    Reading Detail { height: 1fr; max-height: 100%; border: none; }
    Reading Detail:focus { border: none; }
    """

    def __init__(
        self,
        title: str,
        facts: Sequence[Fact],
        finds: Callable[[str], Spans] | None = None,
        placeholder: str = "",
        nothing: str = "",
    ) -> None:
        """Where something `finds` words in the lines, `/` opens a field that narrows them; `nothing` where none has."""
        super().__init__()
        self._title = title
        self._facts = facts
        self._page = Detail()
        self._finds = finds
        self._nothing = nothing
        self._field = Field(placeholder=placeholder, compact=True)
        self._field.cursor_blink = False

    def compose(self) -> ComposeResult:
        """A title, the field, and the lines."""
        with Vertical():
            yield Static(visible(self._title), markup=False)
            yield self._field
            yield self._page

    def on_mount(self) -> None:
        """Show the lines."""
        self._page.show(self._facts)
        self._page.focus()

    def on_input_changed(self, event: Field.Changed) -> None:
        """Only the lines that hold what is typed, in characters or pinyin, below their headings."""
        event.stop()
        word = event.value.strip()
        spans = self._finds(word) if word and self._finds else None
        shown: list[Fact] = []
        for fact in self._facts:
            if shown and _heads(fact) and _heads(shown[-1]):
                shown.pop()  # nothing below it holds the word
            if spans is None or _heads(fact) or (fact.text and _tells(fact, word, spans)):
                shown.append(fact)
        if spans and shown and _heads(shown[-1]):
            shown.pop()
        self._page.show(shown or [Fact("", self._nothing)])

    def on_input_submitted(self, event: Field.Submitted) -> None:
        """Enter goes to the lines."""
        event.stop()
        self._page.focus()

    def on_key(self, event: Key) -> None:
        """Scroll; search; leave."""
        typing = self._field.has_focus
        if typing:
            moves = moves_while_typing(self._page)
            if event.key == "escape":
                event.stop()
                self._field.value, self._field.display = "", False
                self._page.focus()
            elif event.key in moves:
                event.stop()
                moves[event.key]()
            return
        leave = partial(self.dismiss, None)
        moves = {
            **moves_as_a_pager(self._page),
            **dict.fromkeys(("escape", "q", "question_mark", "f1", "enter"), leave),
        }
        self.press(event, {**moves, "/": self._search} if self._finds else moves)

    def _search(self) -> None:
        self._field.display = True
        self._field.focus()


def _tells(fact: Fact, word: str, spans: Spans) -> bool:
    """Whether it tells of what is typed: its key, its words in characters or pinyin, other words for it."""
    return word in fact.label or bool(spans(fact.text)) or mentions(f"{fact.text} {fact.also}", word)


def _heads(fact: Fact) -> bool:
    """Whether it is a heading over those that follow."""
    return not fact.label and fact.style == "bold"
