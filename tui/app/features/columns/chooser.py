"""Choosing the further columns of the table: the details as they are printed, and what else a row may say."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.events import Key
from textual.widgets import Static

from tui.app.desk import Desk
from tui.app.dialogs.dialog import Dialog, Moves
from tui.app.dialogs.narrowed import moves_through
from tui.app.lines.pieces import Piece, cut
from tui.app.lines.rows import LineList
from tui.app.panes.cells import CHOOSABLE, DETAIL, column_name
from tui.app.view import Pane
from tui.i18n import Texts


def choose_columns(desk: Desk) -> None:
    """Ask which columns, those shown already first and ticked; the table comes forward with them."""
    details = tuple(DETAIL + name for name in desk.workspace.detail_names(desk.filtered))
    chosen = [name for name in desk.columns if name in {*details, *CHOOSABLE}]
    rows = (*chosen, *(name for name in (*details, *CHOOSABLE) if name not in chosen))

    def take(names: tuple[str, ...]) -> None:
        desk.look(desk.view.at(Pane.TASKS))
        desk.want_columns(names)

    desk.ask(ColumnChooser(rows, chosen, desk.texts), take)


class Names(LineList):
    """The columns, those that are chosen ticked."""

    def __init__(self, names: Sequence[str], chosen: Sequence[str], texts: Texts) -> None:
        super().__init__()
        self.names = list(names)
        self.chosen = set(chosen)
        self._texts = texts

    @property
    def row_count(self) -> int:
        """How many there are."""
        return len(self.names)

    def row_key(self, index: int) -> Hashable:
        """A column is known by its name."""
        return self.names[index]

    def row_pieces(self, index: int, width: int) -> Sequence[Piece]:
        """A tick, and what the column is called."""
        name = self.names[index]
        tick = "[✓]" if name in self.chosen else "[ ]"
        return [(f" {tick} ", ""), (cut(column_name(name, self._texts), max(4, width - 6)), "")]

    def turn(self) -> None:
        """Choose the column of the cursor, or leave it out; then on to the next."""
        self.chosen ^= {self.names[self.cursor]}
        self.refresh_index(self.cursor)
        self.move(1)

    def shift(self, steps: int) -> None:
        """Move the column of the cursor down, or up where negative."""
        at, to = self.cursor, self.cursor + steps
        if 0 <= to < len(self.names):
            self.names[at], self.names[to] = self.names[to], self.names[at]
            self.go_to(to)
            self.refresh()


class ColumnChooser(Dialog[tuple[str, ...]]):
    """The further columns there are; answers with those that are chosen, in their order, or None."""

    CSS = """
    ColumnChooser { align: center middle; background: transparent; }
    ColumnChooser > Vertical {
        width: 90%; max-width: 72; height: auto; max-height: 80%; border: round $primary; padding: 0 1;
    }
    ColumnChooser Static { height: 1; text-wrap: nowrap; text-overflow: ellipsis; }
    ColumnChooser .-title { text-style: bold; }
    ColumnChooser Names { height: auto; max-height: 20; }
    """

    def __init__(self, names: Sequence[str], chosen: Sequence[str], texts: Texts) -> None:
        super().__init__()
        self._names = Names(names, chosen, texts)
        self._texts = texts

    def compose(self) -> ComposeResult:
        """Title, columns, keys."""
        with Vertical():
            yield Static(self._texts("app.columns_title"), classes="-title", markup=False)
            yield self._names
            yield Static(self._texts("app.columns_keys"), markup=False)

    def on_mount(self) -> None:
        """As many lines as there are columns."""
        self._names.styles.height = max(1, min(self._names.row_count, 20))
        self._names.focus()

    def on_line_list_chosen(self) -> None:
        """A second click turns a column."""
        self._names.turn()

    def on_key(self, event: Key) -> None:
        """Move, choose, take, leave."""
        names = self._names
        deeds: Moves = {
            **moves_through(names),
            "space": names.turn,
            "J": lambda: names.shift(1),
            "K": lambda: names.shift(-1),
            "enter": lambda: self.dismiss(tuple(name for name in names.names if name in names.chosen)),
            **dict.fromkeys(("escape", "q", "C"), lambda: self.dismiss(None)),
        }
        self.press(event, deeds)
