"""Why a task is shown or hidden, before the main screen: of the row of the cursor, or of any task by its number."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.events import Key
from textual.widgets import Input, Static

from tui.app.dialogs.dialog import Dialog, Moves
from tui.app.dialogs.narrowed import moves_while_typing
from tui.app.lines.labelled import Fact
from tui.app.panes.detail import Detail
from tui.app.panes.field import Field
from tui.i18n import Texts


class Why(Dialog[None]):
    """The reasons in lines, and a field for another task's number."""

    CSS = """
    Why { align: center middle; background: transparent; }
    Why > Vertical { width: 90%; max-width: 110; height: 70%; border: round $primary; padding: 0 1; }
    Why Static { height: 1; text-wrap: nowrap; text-overflow: ellipsis; text-style: bold; }
    Why Input { height: 1; border: none; padding: 0; background: $surface; }
    Why Detail { height: 1fr; border: none; max-height: 100%; }
    """

    def __init__(self, texts: Texts, reasons: Callable[[str], Sequence[Fact]]) -> None:
        """`reasons` tells them of the task that a person names; of the row of the cursor where the name is empty."""
        super().__init__()
        self._texts = texts
        self._reasons = reasons
        self._page = Detail()

    def compose(self) -> ComposeResult:
        """The question, the field, the reasons."""
        with Vertical():
            yield Static(self._texts("app.why"), markup=False)
            field = Field(placeholder=self._texts("app.why_placeholder"), compact=True)
            field.cursor_blink = False
            yield field
            yield self._page

    def on_mount(self) -> None:
        """Tell of the row of the cursor."""
        self._page.show(self._reasons(""))

    def on_input_changed(self, event: Input.Changed) -> None:
        """Tell of the task that is typed."""
        event.stop()
        self._page.show(self._reasons(event.value.strip()))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter leaves."""
        event.stop()
        self.dismiss(None)

    def on_key(self, event: Key) -> None:
        """Scrolling and leaving."""
        moves: Moves = {
            **moves_while_typing(self._page),
            "escape": lambda: self.dismiss(None),
        }
        if event.key in moves:
            event.stop()
            event.prevent_default()
            moves[event.key]()
