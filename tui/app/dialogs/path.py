"""One line to be typed: the path of a file or a folder, completed by Tab."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable
from functools import partial
from pathlib import Path

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.events import Key
from textual.widgets import Input, Static

from tui.app.beside import beside
from tui.app.dialogs.dialog import Dialog
from tui.app.panes.field import Field
from tui.i18n import Texts
from tui.model.errors import Problem
from tui.model.text import visible


class AskPath(Dialog[str]):
    """A field for a path; answers with it, `~` resolved, or None.

    A path that cannot be read stays in the field, with the sentence that says why.
    """

    CSS = """
    AskPath { align: center middle; background: transparent; }
    AskPath > Vertical { width: 90%; max-width: 100; height: auto; border: round $accent; padding: 0 1; }
    AskPath Static { height: auto; }
    AskPath .-title { text-style: bold; }
    AskPath Input { height: 1; border: none; padding: 0; background: $surface; }
    """

    def __init__(
        self, title: str, texts: Texts, check: Callable[[str], object], given: str = "", keys: str = "app.ask_path_keys"
    ) -> None:
        """`check` raises what is wrong with a path; it runs beside the screen, as a folder may be large.

        `keys` is the key of the text that says what may be done.
        """
        super().__init__()
        self._check = check
        self._title = title
        self._texts = texts
        self._field = Field(given, compact=True, select_on_focus=False)
        self._keys = texts(keys)
        self._foot = Static(self._keys, markup=False)

    def compose(self) -> ComposeResult:
        """The title, the field, and what may be done."""
        with Vertical():
            yield Static(visible(self._title), classes="-title", markup=False)
            self._field.cursor_blink = False
            yield self._field
            yield self._foot

    def on_mount(self) -> None:
        """The field takes what is typed."""
        self._field.focus()

    def on_key(self, event: Key) -> None:
        """Tab completes, Esc leaves; everything else is typed."""
        if event.key == "tab":
            event.stop()
            event.prevent_default()
            self._complete()
        elif event.key == "escape":
            event.stop()
            self.dismiss(None)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter answers; quotation marks that a file manager puts around a path are dropped."""
        event.stop()
        typed = event.value.strip().strip("'\"")
        if typed:
            path = os.path.expanduser(typed)  # noqa: PTH111 - a pattern is no path
            beside(self, partial(self._answer, path))

    async def _answer(self, path: str) -> None:
        try:
            await asyncio.to_thread(self._check, path)
        except Problem as problem:
            self._foot.update(visible(self._texts(f"error.{problem.code}", **problem.values)))
        else:
            self.dismiss(path)

    def _complete(self) -> None:
        """Go on as far as all names agree that begin so; tell some where they are several."""
        found = completions(self._field.value)
        if found:
            self._field.value = os.path.commonprefix(found)  # noqa: RUF071 - names are compared letter by letter
            self._field.cursor_position = len(self._field.value)
        names = [visible(Path(each).name) for each in found]
        told = "  ".join(names[:12]) + (" …" if len(names) > 12 else "")
        self._foot.update(told if len(found) > 1 else self._keys)


def completions(typed: str) -> list[str]:
    """The files and folders whose path begins as typed, folders with the separator behind; none that are hidden."""
    folder, _, start = typed.rpartition("/")
    head = f"{folder}/" if "/" in typed else ""
    try:
        with os.scandir(os.path.expanduser(head) or ".") as entries:  # noqa: PTH111 - as it was typed
            found = [
                f"{head}{entry.name}{'/' if entry.is_dir() else ''}"
                for entry in entries
                if entry.name.startswith(start) and (start.startswith(".") or not entry.name.startswith("."))
            ]
    except OSError:
        return []
    return sorted(found)
