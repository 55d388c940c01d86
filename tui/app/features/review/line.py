"""The line of the review: while it is empty letters are keys, then it is the note."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from textual.events import Key

from tui.app.panes.field import Field


class Said(NamedTuple):
    """What a reviewer says of a task."""

    status: str = ""
    """Key of the status; empty where none is given."""
    note: str = ""


class ReviewLine(Field):
    """The field of the note; `takes` is asked of each key first, and says whether it was one."""

    BLANK_CHOOSES = True

    def __init__(self, takes: Callable[[Key], bool], placeholder: str) -> None:
        super().__init__(placeholder=placeholder, compact=True, select_on_focus=False)
        self.cursor_blink = False
        self._takes = takes

    def on_key(self, event: Key) -> None:
        """A key of the review is no letter of the note."""
        if self._takes(event):
            event.stop()
            event.prevent_default()
