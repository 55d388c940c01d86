"""The keys that move through rows or a page, the same before every dialog, and dialogs whose rows a field narrows."""

from __future__ import annotations

from functools import partial
from typing import Protocol

from textual.events import Key
from textual.screen import ScreenResultType
from textual.widgets import Input

from tui.app.dialogs.dialog import Dialog, Moves
from tui.app.lines.rows import LineList


class Movable(Protocol):
    """Rows, or a page."""

    def move(self, rows: int, /) -> None:
        """Go down, or up where negative."""

    def page(self, direction: int, /) -> None:
        """Go on by what is seen."""

    def half_page(self, direction: int, /) -> None:
        """Go on by half of what is seen."""

    def home(self) -> None:
        """Go to the beginning."""

    def end(self) -> None:
        """Go to the end."""


def moves_while_typing(rows: Movable) -> Moves:
    """The keys that move even where everything else is typed."""
    return {
        "down": partial(rows.move, 1),
        "up": partial(rows.move, -1),
        "pagedown": partial(rows.page, 1),
        "pageup": partial(rows.page, -1),
    }


def moves_through(rows: Movable) -> Moves:
    """All keys that move."""
    return {
        **moves_while_typing(rows),
        "j": partial(rows.move, 1),
        "k": partial(rows.move, -1),
        "space": partial(rows.page, 1),
        "ctrl+d": partial(rows.half_page, 1),
        "ctrl+u": partial(rows.half_page, -1),
        "ctrl+f": partial(rows.page, 1),
        "ctrl+b": partial(rows.page, -1),
        "home": rows.home,
        "end": rows.end,
        "g": rows.home,
        "G": rows.end,
        "<": rows.home,
        ">": rows.end,
    }


def moves_as_a_pager(page: Movable) -> Moves:
    """All keys that move where nothing else is done: those of `less` too."""
    return {
        **moves_through(page),
        "f": partial(page.page, 1),
        "b": partial(page.page, -1),
        "d": partial(page.half_page, 1),
        "u": partial(page.half_page, -1),
        "e": partial(page.move, 1),
        "y": partial(page.move, -1),
    }


class Listing(Dialog[ScreenResultType]):
    """Rows, and a field that opens with `/` and narrows them; a subclass makes both and says what keys do."""

    _field: Input
    _list: LineList

    def deeds(self) -> Moves:
        """What keys do, beside those that move, where nothing is typed."""
        raise NotImplementedError

    def step_back(self) -> None:
        """What Escape does."""
        raise NotImplementedError

    def renew(self) -> None:
        """Show what is so now."""

    def hear(self, news: str) -> None:
        """Something was done or came to be known: the rows follow it."""
        super().hear(news)
        self.renew()

    def on_key(self, event: Key) -> None:
        """Move, step back, do; while the field is open everything else is typed."""
        if not self._field.has_focus:
            moves = moves_through(self._list) | self.deeds_behind()
            self.press(event, {**moves, "escape": self.step_back, "/": self._type, **self.deeds()})
            return
        moves = {**moves_while_typing(self._list), "escape": self.step_back}
        if event.key in moves:
            self.press(event, moves)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter goes to the rows."""
        event.stop()
        self.close_field()

    def _type(self) -> None:
        self._field.display = True
        self._field.focus()

    def close_field(self) -> None:
        """Go to the rows; a field with nothing in it goes away."""
        self._field.display = bool(self._field.value.strip())
        self._list.focus()
