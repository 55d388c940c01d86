"""A question to be answered, and pages to be read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, runtime_checkable

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.events import Key
from textual.screen import ModalScreen
from textual.widgets import Static

from tui.app.dialogs.narrowed import moves_through
from tui.app.lines.labelled import Fact
from tui.app.panes.detail import Detail
from tui.i18n import Texts
from tui.model.text import visible


@runtime_checkable
class KeepsDraft(Protocol):
    """A dialog in which something is written that must not be lost."""

    def keep_draft(self) -> None:
        """Keep what was typed so far."""


class Confirm(ModalScreen[bool]):
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
        event.stop()
        event.prevent_default()
        if event.key in {"y", "Y", "n", "N", "escape", "q"}:
            self.dismiss(event.key in {"y", "Y"})


class Reading(ModalScreen[None]):
    """Lines to be read, scrolled with the keys that scroll everywhere."""

    CSS = """
    Reading { align: center middle; background: transparent; }
    Reading > Vertical { width: 90%; max-width: 110; height: 90%; border: round $primary; padding: 0 1; }
    Reading Static { height: 1; text-style: bold; }
    Reading Detail { height: 1fr; max-height: 100%; border: none; }
    Reading Detail:focus { border: none; }
    """

    def __init__(self, title: str, facts: Sequence[Fact]) -> None:
        super().__init__()
        self._title = title
        self._facts = facts
        self._page = Detail()

    def compose(self) -> ComposeResult:
        """A title and the lines."""
        with Vertical():
            yield Static(visible(self._title), markup=False)
            yield self._page

    def on_mount(self) -> None:
        """Show the lines."""
        self._page.show(self._facts)
        self._page.focus()

    def on_key(self, event: Key) -> None:
        """Scroll; leave."""
        moves = moves_through(self._page)
        event.stop()
        event.prevent_default()
        if event.key in moves:
            moves[event.key]()
        elif event.key in {"escape", "q", "question_mark", "f1", "enter"}:
            self.dismiss(None)
