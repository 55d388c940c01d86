"""Choosing one of several: the palette, the notes, the articles, the documents, the columns to sort by."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.events import Key
from textual.widgets import Input, Static

from tui.app.dialogs.dialog import Dialog, Moves
from tui.app.dialogs.narrowed import moves_while_typing
from tui.app.lines.pieces import Piece, Span, cut, highlight
from tui.app.lines.rows import LineList
from tui.app.panes.field import Field
from tui.i18n import Texts
from tui.model.text import visible

Value = TypeVar("Value")

Spans = Callable[[str], Sequence[Span]]
"""Where a text holds what was typed."""


@dataclass(frozen=True, slots=True)
class Choice(Generic[Value]):
    """One row: the value that is chosen with it, and what it says."""

    value: Value
    text: str
    aside: str = ""
    """Said in the dim colour behind it, such as its keys."""
    also: str = ""
    """Not shown, but found: what it does, and other words for it."""


def mentions(text: str, typed: str) -> bool:
    """Whether a text has each of the words that are typed, or what they are part of, in any order and case."""
    text = text.casefold()
    return all(word in text for word in typed.casefold().split())


class Choices(LineList, Generic[Value]):
    """The rows of a picker."""

    def __init__(self, rows: Sequence[Choice[Value]]) -> None:
        super().__init__()
        self.rows = tuple(rows)
        self._spans: Spans | None = None

    def show(self, rows: Sequence[Choice[Value]], spans: Spans | None) -> None:
        """Show these rows, with what was typed marked on them."""
        with self.replacing():
            self.rows, self._spans = tuple(rows), spans
        self.refresh()

    @property
    def row_count(self) -> int:
        """How many rows there are."""
        return len(self.rows)

    def row_key(self, index: int) -> Hashable:
        """A row is known by its words: values may not be hashable."""
        return (self.rows[index].text, self.rows[index].aside)

    def row_pieces(self, index: int, width: int) -> Sequence[Piece]:
        """The words, what was typed marked, and the aside."""
        row = self.rows[index]
        text = cut(visible(row.text), width - 1)
        pieces = [(" ", ""), *highlight(text, self._spans(text) if self._spans else (), "")]
        return [*pieces, (f"  {row.aside}", "dim")] if row.aside else pieces


class Picker(Dialog[Value], Generic[Value]):
    """A list in a frame, narrowed as one types; answers with the chosen value, or None."""

    CSS = """
    Picker { align: center middle; background: transparent; }
    Picker > Vertical {
        width: 90%; max-width: 100; height: auto; max-height: 80%; border: round $primary; padding: 0 1;
    }
    Picker Static { height: 1; text-wrap: nowrap; text-overflow: ellipsis; text-style: bold; }
    Picker Input { height: 1; border: none; padding: 0; background: $surface; }
    Picker Choices { height: auto; max-height: 20; }
    """

    def __init__(
        self,
        title: str,
        rows: Sequence[Choice[Value]],
        texts: Texts,
        needle: Callable[[str], Spans],
        *,
        at: Value | None = None,
        further: Callable[[str], Sequence[Choice[Value]]] = lambda _: (),
        nothing: Callable[[str], str] = lambda _: "",
    ) -> None:
        """`at` is where the cursor starts; `further` makes rows of what is typed, which stand first.

        `nothing` says why there is no row for what is typed, where there is more to say than that.
        """
        super().__init__()
        self._title = title
        self._all = tuple(rows)
        self._texts = texts
        self._needle = needle
        self._at = at
        self._further = further
        self._nothing = nothing
        self._list = Choices(rows)
        self._list.say_empty(texts("app.empty.list"))

    def compose(self) -> ComposeResult:
        """Title, field, rows."""
        with Vertical():
            yield Static(visible(self._title), markup=False)
            field = Field(placeholder=self._texts("app.pick_placeholder"), compact=True)
            field.cursor_blink = False
            yield field
            yield self._list

    def on_mount(self) -> None:
        """The list takes as many lines as it has rows; the cursor starts on what is so now."""
        self._list.styles.height = max(1, min(len(self._all), 20))
        index = next((index for index, row in enumerate(self._all) if row.value == self._at), 0)
        self.call_after_refresh(self._list.go_to, index)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Only the rows that hold what is typed, in characters or pinyin."""
        event.stop()
        if not event.value.strip():
            self._list.show(self._all, None)
            return
        typed = event.value.strip()
        spans = self._needle(typed)
        named = [row for row in self._all if spans(visible(row.text)) or typed in row.aside]
        also = [row for row in self._all if row.also and row not in named and mentions(f"{row.text} {row.also}", typed)]
        self._list.say_empty(self._nothing(typed) or self._texts("app.empty.list"))
        self._list.show([*self._further(typed), *named, *also], spans)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter takes the row of the cursor."""
        event.stop()
        self._take()

    def on_line_list_chosen(self, event: LineList.Chosen) -> None:
        """So does a second click."""
        event.stop()
        self._take()

    def _take(self) -> None:
        if self._list.row_count:
            self.dismiss(self._list.rows[self._list.cursor].value)

    def on_key(self, event: Key) -> None:
        """Moving and leaving; everything else is typed."""
        moves: Moves = {
            **moves_while_typing(self._list),
            "ctrl+n": lambda: self._list.move(1),
            "ctrl+p": lambda: self._list.move(-1),
        }
        if event.key in moves:
            event.stop()
            event.prevent_default()
            moves[event.key]()
        elif event.key == "escape":
            event.stop()
            self.dismiss(None)
