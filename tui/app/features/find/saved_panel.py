"""Saved filters before the main screen: recalled by one key, saved, renamed, deleted."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from functools import partial
from typing import Final

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.events import Key
from textual.widgets import Input, Static

from tui.app.dialogs.dialog import Dialog, Moves
from tui.app.dialogs.narrowed import moves_while_typing
from tui.app.lines.pieces import Piece, cut, pad
from tui.app.lines.rows import LineList
from tui.app.panes.field import Field
from tui.i18n import Texts
from tui.model.text import visible
from tui.workspace.saved import SavedFilter

RECALLS: Final = "123456789abcefghilmnoptuvwxyz"
"""The keys that recall, in order; s, r, d, j, k and q do something else."""
_NAME = 24
"""Cells of a name at most."""

Asked = tuple[str, SavedFilter | None, str]
"""What to do (`recall`, `save`, `rename` or `delete`), with which, and under what name."""


class SavedRows(LineList):
    """One saved filter a row: the key that recalls it, its name, what it asks for."""

    def __init__(self, rows: Sequence[SavedFilter]) -> None:
        super().__init__()
        self.rows = tuple(rows)

    @property
    def current(self) -> SavedFilter | None:
        """The one the cursor is on."""
        return self.rows[self.cursor] if self.rows else None

    @property
    def row_count(self) -> int:
        """How many there are."""
        return len(self.rows)

    def row_key(self, index: int) -> Hashable:
        """Its target."""
        return self.rows[index].target

    def row_pieces(self, index: int, width: int) -> Sequence[Piece]:
        """One saved filter."""
        row = self.rows[index]
        widest = max(cell_len(visible(each.name)) for each in self.rows)
        name = pad(visible(row.name), min(widest, _NAME, max(8, width // 3)))
        words = cut(visible(row.expression), width - cell_len(name) - 5)
        key = RECALLS[index] if index < len(RECALLS) else " "
        return [
            (f"{key:<3}", "strong"),
            (f"{name}  ", ""),
            (words, "dim"),
        ]


class SavedPanel(Dialog[Asked]):
    """The saved filters; answers with what is asked for, or None."""

    CSS = """
    SavedPanel { align: center middle; background: transparent; }
    SavedPanel > Vertical {
        width: 90%; max-width: 100; height: auto; max-height: 80%; border: round $primary; padding: 0 1;
    }
    SavedPanel Static { height: 1; text-wrap: nowrap; text-overflow: ellipsis; }
    SavedPanel .-title { text-style: bold; }
    SavedPanel Input { height: 1; border: none; padding: 0; background: $surface; display: none; }
    SavedPanel SavedRows { height: auto; max-height: 20; }
    """

    def __init__(self, rows: Sequence[SavedFilter], expression: str, texts: Texts, say: Callable[[str], str]) -> None:
        """`expression` is the filter in force, empty where there is none; `say` puts a filter in words."""
        super().__init__()
        self._expression = expression
        self._texts = texts
        self._say = say
        self._rows = SavedRows(rows)
        self._field = Field(compact=True)
        self._foot = Static("", markup=False)
        self._naming = ""

    def compose(self) -> ComposeResult:
        """The title, the filters, a field for a name, the keys."""
        with Vertical():
            yield Static(self._texts("app.saved_filters", count=len(self._rows.rows)), classes="-title", markup=False)
            yield self._rows
            yield self._field
            yield self._foot

    def on_mount(self) -> None:
        """The list takes as many lines as it has rows."""
        self._field.cursor_blink = False
        self._rows.styles.height = max(1, min(len(self._rows.rows), 20))
        self._rows.focus()
        self._tell()

    def _tell(self) -> None:
        """The keys, or why there is nothing to save."""
        key = "app.saved_filters_naming" if self._naming else "app.saved_filters_keys"
        if not self._naming and not self._rows.rows:
            key = "app.saved_filters_first" if self._expression else "app.saved_filters_none"
        self._foot.update(self._texts(key))

    def on_key(self, event: Key) -> None:
        """While a name is typed only leaving it; else what the keys say."""
        if self._naming:
            if event.key == "escape":
                event.stop()
                self._ask_name("", "")
            return
        self.press(event, self._deeds())

    def _deeds(self) -> Moves:
        recalls = {
            key: partial(self.dismiss, ("recall", row, "")) for key, row in zip(RECALLS, self._rows.rows, strict=False)
        }
        return {
            **moves_while_typing(self._rows),
            "j": lambda: self._rows.move(1),
            "k": lambda: self._rows.move(-1),
            "escape": lambda: self.dismiss(None),
            "q": lambda: self.dismiss(None),
            "enter": self._recall,
            "s": self._save,
            "r": self._rename,
            "d": self._delete,
            **recalls,
        }

    def _recall(self) -> None:
        if self._rows.current:
            self.dismiss(("recall", self._rows.current, ""))

    def _save(self) -> None:
        """Ask for a name; what the filter says in words is offered."""
        if self._expression:
            self._ask_name("save", visible(self._say(self._expression)))

    def _rename(self) -> None:
        if self._rows.current:
            self._ask_name("rename", self._rows.current.name)

    def _delete(self) -> None:
        if self._rows.current:
            self.dismiss(("delete", self._rows.current, ""))

    def _ask_name(self, what: str, text: str) -> None:
        """Open the field for a name, or close it where nothing is to be named."""
        self._naming = what
        self._field.value = text
        self._field.display = bool(what)
        (self._field if what else self._rows).focus()
        self._tell()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter names it; a blank name is none."""
        event.stop()
        if event.value.strip():
            self.dismiss((self._naming, self._rows.current, event.value.strip()))

    def on_line_list_chosen(self, event: LineList.Chosen) -> None:
        """A second click recalls."""
        event.stop()
        self._recall()
