"""Rows in groups, of which one shows at a time: Tab goes through them, `/` narrows them, one row is told whole."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import ClassVar, Final, Generic, TypeVar

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ScreenResultType
from textual.widgets import Input, Static

from tui.app.dialogs.dialog import Moves
from tui.app.dialogs.narrowed import Listing
from tui.app.lines.labelled import Fact, laid_out
from tui.app.lines.pieces import Piece, cut
from tui.app.lines.rows import LineList
from tui.app.panes.field import Field
from tui.i18n import Texts
from tui.model.text import visible

Row = TypeVar("Row")
_LINES: Final = 6
"""Lines for the whole of the row under the cursor, the line above them included."""


class GroupRows(LineList, Generic[Row]):
    """The rows of a group."""

    def __init__(self, key: Callable[[Row], Hashable], piece: Callable[[Row], Piece]) -> None:
        super().__init__()
        self._key = key
        self._piece = piece
        self.rows: tuple[Row, ...] = ()

    def show(self, rows: Sequence[Row]) -> None:
        """Show these rows."""
        with self.replacing():
            self.rows = tuple(rows)
        self.refresh()

    @property
    def current(self) -> Row | None:
        """The row of the cursor."""
        return self.rows[self.cursor] if self.rows else None

    @property
    def row_count(self) -> int:
        """How many there are."""
        return len(self.rows)

    def row_key(self, index: int) -> Hashable:
        """As the dialog knows it."""
        return self._key(self.rows[index])

    def row_pieces(self, index: int, width: int) -> Sequence[Piece]:
        """What the dialog says of it, on one line."""
        words, style = self._piece(self.rows[index])
        return [(cut(visible(words), width), style)]


class Grouped(Listing[ScreenResultType], Generic[ScreenResultType, Row]):
    """A dialog of such rows; a subclass says which there are in each group, and what keys do."""

    DEFAULT_CSS = """
    Grouped { align: center middle; background: transparent; }
    Grouped > Vertical { width: 94%; max-width: 120; height: 90%; border: round $primary; padding: 0 1; }
    Grouped Static { height: auto; }
    Grouped .-title { text-style: bold; }
    Grouped Input { height: 1; border: none; padding: 0; background: $surface; display: none; }
    Grouped GroupRows { height: 1fr; }
    Grouped .-words { height: 6; border-top: solid $primary; }
    """
    room: ClassVar[str]
    """Under what its texts stand: `notes` for `app.notes.filter`, `.nothing`, `.keys`, and one for each group."""
    groups: ClassVar[tuple[str, ...]]

    def __init__(self, texts: Texts, rows: GroupRows[Row]) -> None:
        super().__init__()
        self._texts = texts
        self._group = self.groups[0]
        self._found: Mapping[str, Sequence[Row]] = {}
        self._about = ""
        self._title = Static("", classes="-title", markup=False)
        self._field = Field(placeholder=self.say("filter"), compact=True)
        self._list: GroupRows[Row] = rows
        self._words = Static("", classes="-words", markup=False)

    # What a subclass provides

    def find(self) -> None:
        """Find the rows anew, and `show` them or `refuse` what was typed."""
        raise NotImplementedError

    def facts(self, row: Row) -> Sequence[Fact]:
        """The whole of a row."""
        raise NotImplementedError

    def take(self) -> None:
        """What Enter and a second click do."""
        raise NotImplementedError

    def counted(self, group: str, rows: Sequence[Row]) -> str:
        """The name of a group with how many are in it."""
        return self.say(group, count=len(rows))

    # What it does

    def say(self, name: str, **values: object) -> str:
        """One of its texts."""
        return self._texts(f"app.{self.room}.{name}", **values)

    @property
    def typed(self) -> str:
        """What the rows are narrowed by."""
        return self._field.value.strip()

    def narrow(self, words: str) -> None:
        """Narrow the rows by these words."""
        self._field.value = words
        self.close_field()
        self.find()

    def show(self, found: Mapping[str, Sequence[Row]], about: str = "") -> None:
        """Show the rows of the group that one looks at; the title says what they are `about` and counts each group."""
        self._found, self._about = found, about
        said = {group: self.counted(group, found[group]) for group in self.groups}
        groups = (f"[{words}]" if group == self._group else words for group, words in said.items())
        self._title.update("  ".join(filter(None, (about, *groups))))
        self._list.show(found[self._group])
        self._tell()

    def refuse(self, why: str) -> None:
        """Say why what was typed cannot be read; the rows stay."""
        self._title.update(visible(why))

    def compose(self) -> ComposeResult:
        """The groups, the field, the rows, the whole of one, the keys."""
        with Vertical():
            yield self._title
            yield self._field
            yield self._list
            yield self._words
            yield Static(self.say("keys"), markup=False)

    def on_mount(self) -> None:
        """All rows, as they are now."""
        self._field.cursor_blink = False
        self._list.say_empty(self.say("nothing"))
        self._list.focus()
        self.find()
        self.call_after_refresh(self._tell)  # only then the width is known

    def _tell(self) -> None:
        row, width = self._list.current, self._list.size.width
        lines = [line.plain for line in laid_out(self.facts(row), width)] if row is not None and width else []
        if len(lines) >= _LINES:
            lines[_LINES - 2 :] = [f"{cut(lines[_LINES - 2], width - 2)} …"]
        self._words.update("\n".join(lines))

    def renew(self) -> None:
        """Find the rows anew."""
        self.find()

    def deeds(self) -> Moves:
        """Take the row, another group, leave; a subclass adds its own."""
        return {
            "enter": self.take,
            "tab": lambda: self._turn(1),
            "shift+tab": lambda: self._turn(-1),
            "q": lambda: self.dismiss(None),
        }

    def step_back(self) -> None:
        """Esc takes away what was typed, then leaves."""
        if self._field.value or self._field.has_focus:
            self.narrow("")
        else:
            self.dismiss(None)

    def _turn(self, step: int) -> None:
        self._group = self.groups[(self.groups.index(self._group) + step) % len(self.groups)]
        self.show(self._found, self._about)

    def on_input_changed(self, event: Input.Changed) -> None:
        """What is typed narrows at once."""
        event.stop()
        self.find()

    def on_line_list_cursor_moved(self, event: LineList.CursorMoved) -> None:
        """The words follow."""
        event.stop()
        self._tell()

    def on_line_list_chosen(self, event: LineList.Chosen) -> None:
        """A second click takes it."""
        event.stop()
        self.take()
