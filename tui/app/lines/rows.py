"""A list of one-line rows, painted line by line: the base of the table, the outline, the lists and the text.

It binds no keys: the one dispatcher calls its methods. A move of the cursor repaints two lines, nothing else.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from contextlib import contextmanager
from typing import ClassVar, Final, NamedTuple

from rich.segment import Segment
from textual import events
from textual.geometry import Offset, Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip

from tui.app.lines.labelled import wrapped
from tui.app.lines.painted import FRUGAL, PaintedLines, on_cursor
from tui.app.lines.pieces import Piece

HERE: Final = ">"
"""Marks the row of the cursor where it is not highlighted."""
AWAY: Final = "-"
"""The same in a list that has not the focus."""
_WHEEL = 3
"""Lines that one step of the wheel scrolls."""


class _Squeezed(NamedTuple):
    """How a list stood before something below it took lines of it."""

    size: Size
    top: int
    """The first row that showed."""
    cursor: int
    now: int
    """The first row that shows since."""


class LineList(PaintedLines, can_focus=True):
    """Rows of one line each; a subclass says how many there are and what each says."""

    ALLOW_SELECT: ClassVar[bool] = False
    header_height: ClassVar[int] = 0
    """Lines above the rows that do not scroll."""

    cursor: reactive[int] = reactive(0, repaint=False, init=False)
    """Index of the row the cursor is on."""

    class _RowMessage(Message):
        def __init__(self, lines: LineList, index: int) -> None:
            super().__init__()
            self.lines = lines
            self.index = index
            """Index of the row."""
            self.key = lines.row_key(index)
            """Key of the row."""

        @property
        def control(self) -> LineList:
            """The list that sent it."""
            return self.lines

    class CursorMoved(_RowMessage):
        """The cursor is on another row."""

    class Chosen(_RowMessage):
        """A row was clicked twice, or opened by `choose`."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id, classes=classes)
        self._selected: frozenset[Hashable] = frozenset()
        self._painted: dict[int, tuple[Hashable, object]] = {}
        self._just_focused = False
        self._chosen_by_click = False
        self._empty = ""
        self._stood = Size(0, 0)
        """The size it had last."""
        self._squeezed: _Squeezed | None = None

    # What a subclass provides

    @property
    def row_count(self) -> int:
        """How many rows there are."""
        raise NotImplementedError

    def row_key(self, index: int) -> Hashable:
        """What stays the same about a row when rows are replaced."""
        return index

    def row_token(self, index: int) -> object:
        """Equal as long as the row looks the same."""
        return tuple(self.row_pieces(index, self.line_width))

    def row_pieces(self, index: int, width: int) -> Sequence[Piece]:
        """What the row says; at most `width` cells."""
        raise NotImplementedError

    def header_pieces(self, width: int) -> Sequence[Piece]:
        """What the header says."""
        return ()

    def say_empty(self, words: str) -> None:
        """What is said where there are no rows: why that is so, and which key helps."""
        if words != self._empty:
            self._empty = words
            if not self.row_count:
                self.refresh()

    # Moving

    @property
    def key(self) -> Hashable | None:
        """Key of the row the cursor is on; None where there are no rows."""
        return self.row_key(self.cursor) if self.row_count else None

    @property
    def room(self) -> int:
        """How many rows show at once."""
        return max(1, self.size.height - self.header_height)

    @property
    def cursor_screen_offset(self) -> Offset:
        """Where the terminal's own cursor stands: at the beginning of the row of the cursor."""
        line = max(0, min(self.cursor - self.top, self.room - 1)) + self.header_height
        return self.content_region.offset + Offset(0, line)

    @property
    def top(self) -> int:
        """Index of the first row that shows."""
        return self.scroll_offset.y

    def go_to(self, index: int) -> None:
        """Put the cursor on a row, the nearest where there is none of this index, and show it."""
        self.cursor = index
        self._reveal()

    def go_to_key(self, key: Hashable) -> bool:
        """Put the cursor on the row of this key; False where there is none."""
        index = self.index_of(key)
        if index is None:
            return False
        self.go_to(index)
        return True

    def move(self, rows: int) -> None:
        """Move the cursor down, or up where negative."""
        self.go_to(self.cursor + rows)

    def home(self) -> None:
        """Go to the first row."""
        self.go_to(0)

    def end(self) -> None:
        """Go to the last row."""
        self.go_to(self.row_count - 1)

    def page(self, direction: int) -> None:
        """Move one page, keeping the line of the cursor on the screen."""
        self._shift(direction * max(1, self.room - 1))

    def half_page(self, direction: int) -> None:
        """Move half a page, keeping the line of the cursor on the screen."""
        self._shift(direction * max(1, self.room // 2))

    def choose(self) -> None:
        """Say that the row of the cursor was chosen."""
        if self.row_count:
            self.post_message(self.Chosen(self, self.cursor))

    def index_of(self, key: Hashable) -> int | None:
        """Index of the row of this key; None where there is none."""
        return next((index for index in range(self.row_count) if self.row_key(index) == key), None)

    def validate_cursor(self, index: int) -> int:
        """Keep the cursor within the rows."""
        return max(0, min(index, self.row_count - 1))

    def watch_cursor(self, old: int, new: int) -> None:
        """Repaint the two rows and tell."""
        self.refresh_cursor(old, new)
        if self.row_count:
            self.post_message(self.CursorMoved(self, new))

    def refresh_cursor(self, old: int, new: int) -> None:
        """Repaint what a move of the cursor changes."""
        self.refresh_index(old)
        self.refresh_index(new)

    def scroll_to_row(self, index: int) -> None:
        """Scroll so that this row shows first, as far as there are rows: at once, even before a scrollbar shows."""
        self.scroll_to(y=index, animate=False, force=True)

    def _shift(self, rows: int) -> None:
        self.scroll_to_row(self.top + rows)
        self.go_to(self.cursor + rows)

    def _reveal(self) -> None:
        """Scroll so that the row of the cursor shows: by a third of the page, so that few moves repaint it all."""
        top, room = self.top, self.room
        jump = max(1, room // 3)
        if self.cursor < top:
            self.scroll_to_row(self.cursor - jump + 1)
        elif self.cursor >= top + room:
            self.scroll_to_row(self.cursor - room + jump)

    # Selecting

    @property
    def selected(self) -> frozenset[Hashable]:
        """Keys of the selected rows."""
        return self._selected

    def select(self, keys: frozenset[Hashable]) -> None:
        """Select these rows and no others."""
        if keys != self._selected:
            changed = keys ^ self._selected
            self._selected = keys
            for index in self._showing():
                if self.row_key(index) in changed:
                    self.refresh_index(index)

    # Painting

    def refresh_index(self, index: int) -> None:
        """Repaint one row, where it shows."""
        line = index - self.top
        if 0 <= line < self.room:
            self.refresh(Region(0, line + self.header_height, self.line_width, 1))

    def refresh_row(self, key: Hashable) -> None:
        """Repaint the row of this key, where it shows."""
        for index in self._showing():
            if self.row_key(index) == key:
                self.refresh_index(index)

    def refresh_changed(self) -> None:
        """Repaint the rows that do not look any more as they were painted."""
        for index in self._showing():
            if index in self._painted and self._painted[index] != self._token(index):
                self.refresh_index(index)

    def refresh_header(self) -> None:
        """Repaint the header."""
        self.refresh(Region(0, 0, self.line_width, self.header_height))

    @contextmanager
    def replacing(self) -> Iterator[None]:
        """Replace rows inside: then the cursor is on the row of the same key, and only what changed is painted."""
        key, old, line = self.key, self.cursor, self.cursor - self.top
        yield
        self._resize_rows()
        index = self.index_of(key) if key is not None else None
        self._settle(old if index is None else index, line)
        if self.key != key and self.cursor == old and self.row_count:
            self.post_message(self.CursorMoved(self, self.cursor))
        self.refresh_changed()

    def _settle(self, index: int, line: int) -> None:
        """Put the cursor on a row, on the line of the screen where it was."""
        index = self.validate_cursor(index)
        if index != self.cursor:
            self.scroll_to_row(index - line)
        self.go_to(index)

    def _resize_rows(self) -> None:
        """Tell Textual how many lines there are; the width never matters, as nothing scrolls sideways.

        Assigned plainly, another number would lay out and paint the whole screen again at every key of a filter.
        """
        size, before = Size(1, self.row_count + self.header_height), self.virtual_size
        if size == before:
            return
        if not self.size.height or self.styles.auto_dimensions:
            self._painted.clear()
            self.virtual_size = size
            return
        self.set_reactive(LineList.virtual_size, size)
        self._scroll_update(size)
        first = max(0, min(before.height, size.height) - self.top)
        if first < self.size.height:
            self.refresh(Region(0, first, self.line_width, self.size.height - first))

    def _showing(self) -> range:
        return range(self.top, min(self.row_count, self.top + self.room))

    def _token(self, index: int) -> tuple[Hashable, object]:
        return self.row_key(index), self.row_token(index)

    def on_resize(self) -> None:
        """Follow the new width, and keep the cursor in view."""
        self.resized()
        self._resize_rows()
        self._keep_top()
        self._reveal()
        if self._squeezed is not None:
            self._squeezed = self._squeezed._replace(now=self.top)

    def _keep_top(self) -> None:
        """Lines lost to something that soon goes again come back as they were, where nobody moved meanwhile."""
        size, before = self.size, self._stood
        lost = self._squeezed
        self._stood = size
        if lost is not None and size.height >= lost.size.height:
            self._squeezed = None
            if (size.width, self.cursor, self.top) == (lost.size.width, lost.cursor, lost.now):
                self.scroll_to_row(lost.top)
        elif lost is None and size.height < before.height and size.width == before.width:
            self._squeezed = _Squeezed(before, self.top, self.cursor, self.top)

    def resized(self) -> None:
        """What a subclass does about a new width before the cursor is brought into view."""

    def render_line(self, y: int) -> Strip:
        """One line of the widget."""
        width = self.line_width
        if y < self.header_height:
            return self.strip_of(self.header_pieces(width), width, self.style_of("header"))
        index = y - self.header_height + self.top
        if index >= self.row_count:
            return self._beyond(index, width)
        if len(self._painted) > 512:
            self._painted.clear()
        self._painted[index] = self._token(index)
        return self.render_row(index, width)

    def _beyond(self, index: int, width: int) -> Strip:
        """A line below the rows; where there are none, the words that say why."""
        lines = wrapped(self._empty, max(8, width - 2)) if self._empty and not self.row_count else []
        return self.strip_of([(f" {lines[index]}", "dim")] if index < len(lines) else [], width)

    def render_row(self, index: int, width: int) -> Strip:
        """One row, with the cursor where it is on it."""
        pieces = self.row_pieces(index, width)
        if index != self.cursor:
            return self.strip_of(pieces, width)
        if self.app.has_class(FRUGAL):
            sign = Segment(HERE if self.has_focus else AWAY)
            return Strip([sign, *self.strip_of(pieces, width).crop(1, width)], width)
        return self.strip_of(on_cursor(pieces), width, self.style_of("cursor" if self.has_focus else "cursor-away"))

    # The mouse

    def on_focus(self) -> None:
        """Remember that the click which gave the focus is not a second click."""
        self._just_focused = True

    def on_click(self, event: events.Click) -> None:
        """Put the cursor on the row; a second click chooses it."""
        event.prevent_default()  # a double click would select all the text there is
        place = event.get_content_offset(self)
        line = place.y - self.header_height if place else -1
        if not self.dragged and line >= 0 and line + self.top < self.row_count:
            self._click(line + self.top, event.chain)

    @property
    def dragged(self) -> bool:
        """Whether the click was the end of a selection of words."""
        return False

    def _click(self, index: int, chain: int) -> None:
        again = index == self.cursor and not self._just_focused
        if chain > 1:
            again = index == self.cursor and not self._chosen_by_click
        self._just_focused = False
        self._chosen_by_click = again
        self.go_to(index)
        if again:
            self.choose()

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll by a few rows, without the animation that costs kilobytes."""
        self._wheel(event, _WHEEL)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll by a few rows, without the animation that costs kilobytes."""
        self._wheel(event, -_WHEEL)

    def _wheel(self, event: events.MouseEvent, rows: int) -> None:
        event.stop()
        event.prevent_default()
        self.scroll_to_row(self.top + rows)
