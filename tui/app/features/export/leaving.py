"""What leaves, under which name, and the box that tells how far it is."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.events import Key
from textual.screen import ModalScreen
from textual.widgets import Static

from tui.i18n import Texts
from tui.model.errors import Problem, Unavailable, Usage
from tui.model.ledger import Ledger
from tui.model.text import visible

if TYPE_CHECKING:
    from tui.app.desk import Desk
    from tui.workspace import Workspace
    from tui.workspace.exporting import Exported

OFFERED: Final = (
    ("ledger", "xlsx"),
    ("report", "docx"),
    ("slips", "docx"),
    ("ledger", "csv"),
    ("report", "html"),
    ("ledger", "html"),
    ("ledger", "md"),
    ("ledger", "json"),
)
"""Form and format, those first that an office asks for most."""
_MOST_NAMES: Final = 100
"""So many files of one name and day are told apart by a number."""
_CELLS: Final = 30
"""Cells of the bar."""

Told = Callable[[int, int], None]


class Parcel(NamedTuple):
    """The tasks that leave: the selected ones, else those that the table shows."""

    workspace: Workspace
    ledger: Ledger
    expression: str
    selected: bool

    def title(self, texts: Texts) -> str:
        """What leaves, in words."""
        if self.selected:
            return texts("app.export.selected", count=len(self.ledger))
        if self.expression:
            return texts("app.export.filtered", count=len(self.ledger), expression=self.expression)
        return texts("app.export.all", count=len(self.ledger))

    def write(self, file: Path, form: str, told: Told) -> Exported:
        """Write them to a file, whole or not at all; raises `Problem`."""
        return self.workspace.export(file, self.expression, self.ledger, form, told)


def parcel(desk: Desk) -> Parcel:
    """What would leave now."""
    target = desk.target
    if target.selected:
        return Parcel(desk.workspace, Ledger(target.entries), "", selected=True)
    expression, shown = desk.view.expression, desk.shown.ledger
    if desk.view.held:  # what is only held under the hand does not leave
        shown = desk.workspace.filter(expression, shown).ledger
    return Parcel(desk.workspace, shown, expression, selected=False)


def rows(texts: Texts) -> list[tuple[tuple[str, str], str]]:
    """The formats to choose from."""
    return [((form, kind), texts(f"app.export.{form}.{kind}")) for form, kind in OFFERED]


def proposed(desk: Desk, made: Parcel, form: str, kind: str) -> Path:
    """Where it would lie: in the folder that duban was started in, else at home, under a name that is free."""
    file = _here() / desk.workspace.export_name(made.ledger, kind, form)
    names = (file, *(file.with_stem(f"{file.stem}~{number}") for number in range(2, _MOST_NAMES)))
    return next((each for each in names if not os.path.lexists(each)), file)


def _here() -> Path:
    """The folder that duban was started in, where it is still there and may be written, else the person's own."""
    try:
        here = Path.cwd()
    except FileNotFoundError:
        return Path.home()
    return here if os.access(here, os.W_OK) else Path.home()


def check(path: str, kind: str) -> None:
    """Refuse a file that cannot be made there, or whose name says another format than the chosen one."""
    file = Path(path)
    if file.suffix.lower() != f".{kind}":
        raise Usage("other_suffix", file=file, wanted=f".{kind}")
    try:
        if file.is_dir():
            raise Usage("is_folder", file=file)
        if not file.parent.is_dir():
            raise Unavailable("no_folder", path=file.parent)
    except OSError as error:  # a folder that one may not enter, a name that is too long
        raise Unavailable("file_unwritable", path=file, reason=error.strerror or str(error)) from error


class News(NamedTuple):
    """What came of it."""

    words: str
    failed: bool


class _Stopped(Exception):
    """The person wants it no more."""


class Leaving(ModalScreen[News]):
    """A bar while the file is written; Esc stops, and then there is no file."""

    CSS = """
    Leaving { align: center middle; background: transparent; }
    Leaving > Vertical { width: 90%; max-width: 60; height: auto; border: round $accent; padding: 0 1; }
    Leaving Static { height: 1; }
    """

    def __init__(self, texts: Texts, write: Callable[[Told], Exported]) -> None:
        super().__init__()
        self._texts = texts
        self._write = write
        self._stopped = False
        self._done = (0, 0)
        self._bar = Static("", markup=False)

    def compose(self) -> ComposeResult:
        """What is done, and how to stop."""
        with Vertical():
            yield Static(self._texts("app.export.writing"), markup=False)
            yield self._bar
            yield Static(self._texts("app.export.keys"), markup=False)

    def on_mount(self) -> None:
        """Begin."""
        self.set_interval(0.2, self._tell)
        self.run_worker(self._run())

    def _tell(self) -> None:
        done, whole = self._done
        if whole:
            cells = _CELLS * done // whole
            self._bar.update(f"{'█' * cells}{'░' * (_CELLS - cells)} {done}/{whole}")

    async def _run(self) -> None:
        def told(done: int, whole: int) -> None:
            if self._stopped:
                raise _Stopped
            self._done = (done, whole)

        try:
            exported = await asyncio.to_thread(self._write, told)
        except _Stopped:
            self.dismiss(News(self._texts("app.export.stopped"), failed=True))
        except Problem as problem:
            self.dismiss(News(visible(self._texts(f"error.{problem.code}", **problem.values)), failed=True))
        else:
            words = self._texts("app.export.done", file=visible(str(exported.file)), count=exported.tasks)
            self.dismiss(News(words, failed=False))

    def on_key(self, event: Key) -> None:
        """Esc stops it at the next row; other keys wait."""
        event.stop()
        event.prevent_default()
        if event.key == "escape":
            self._stopped = True
