"""A task to be corrected or added: its words, number, bodies and deadline, all on one screen."""

from __future__ import annotations

from typing import NamedTuple

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.events import Key
from textual.widgets import Input, Static, TextArea

from tui.app.dialogs.dialog import Writable
from tui.app.panes.field import Field
from tui.i18n import Texts
from tui.model.text import visible


class Filled(NamedTuple):
    """What stands in the form; bodies as they were typed."""

    text: str = ""
    no: str = ""
    leads: str = ""
    participants: str = ""
    due: str = ""


LINES = ("no", "leads", "participants", "due")
"""The fields of one line, below the words."""


class TaskForm(Writable[Filled]):
    """The fields of a task; answers with them when they are saved, else None."""

    CSS = """
    TaskForm { align: center middle; background: transparent; }
    TaskForm > Vertical {
        width: 94%; max-width: 100; height: auto; max-height: 100%; overflow-y: auto;
        border: round $accent; padding: 0 1;
    }
    TaskForm Static { height: 1; text-wrap: nowrap; text-overflow: ellipsis; }
    TaskForm .-title { text-style: bold; }
    TaskForm TextArea { height: 6; border: round ansi_bright_black; padding: 0; }
    TaskForm TextArea:focus { border: round $accent; }
    TaskForm Horizontal { height: 1; margin-bottom: 1; }
    TaskForm Horizontal > Static { width: 14; }
    TaskForm Input {
        width: 1fr; height: 1; padding: 0; background: $surface;
        border: none; border-left: solid ansi_bright_black; border-right: solid ansi_bright_black;
    }
    TaskForm Input:focus { border: none; border-left: solid $accent; border-right: solid $accent; }
    """

    def __init__(self, title: str, filled: Filled, texts: Texts) -> None:
        super().__init__()
        self._title = title
        self._filled = filled
        self._texts = texts
        self._area = TextArea(filled.text, soft_wrap=True, tab_behavior="focus")
        self._inputs = {name: Field(getattr(filled, name), compact=True, select_on_focus=False) for name in LINES}
        self._foot = Static(texts("app.form_keys"), markup=False)

    def compose(self) -> ComposeResult:
        """The title, the words, a line for each other field, the keys."""
        with Vertical():
            yield Static(visible(self._title), classes="-title", markup=False)
            yield self._area
            for name, field in self._inputs.items():
                with Horizontal():
                    yield Static(self._texts(f"app.form.{name}"), markup=False)
                    yield field
            yield self._foot

    def on_mount(self) -> None:
        """The cursor stands behind the words; nothing blinks."""
        self._area.cursor_blink = False
        for field in self._inputs.values():
            field.cursor_blink = False
        self._area.move_cursor(self._area.document.end)
        self._area.focus()

    @property
    def _said(self) -> Filled:
        return Filled(self._area.text, **{name: field.value for name, field in self._inputs.items()})

    def on_key(self, event: Key) -> None:
        """Save or leave; everything else is typed."""
        if event.key in {"f2", "ctrl+s"}:
            event.stop()
            self.dismiss(self._said)
        elif event.key == "escape":
            event.stop()
            event.prevent_default()
            self.leave()
        elif event.key in {"down", "up"} and not self._area.has_focus:
            event.stop()
            self.focus_next() if event.key == "down" else self.focus_previous()
        else:
            self.stay()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter goes to the next field."""
        event.stop()
        self.focus_next()

    @property
    def unchanged(self) -> bool:
        """Whether the fields stand as they stood at first."""
        return self._said == self._filled

    def say_at_foot(self, key: str) -> None:
        """The keys, or something else."""
        self._foot.update(self._texts(key or "app.form_keys"))
