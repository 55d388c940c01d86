"""Asking for the format and the file of what leaves, and the box that tells how far it is."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.events import Key
from textual.widgets import Static

from tui.app.beside import beside
from tui.app.dialogs.dialog import Dialog
from tui.app.dialogs.path import AskPath
from tui.i18n import Texts
from tui.model.errors import Problem, Unavailable, Usage
from tui.model.text import visible

if TYPE_CHECKING:
    from tui.app.desk import Desk
    from tui.workspace import Workspace
    from tui.workspace.exporting import Exported

KINDS: Final = (
    ("ledger", "xlsx"),
    ("report", "docx"),
    ("slips", "docx"),
    ("ledger", "csv"),
    ("report", "html"),
    ("ledger", "html"),
    ("ledger", "md"),
    ("ledger", "json"),
    ("bundle", "duban"),
)
"""What leaves wherever tasks do: form and format, those first that an office asks for most."""
_MOST_NAMES: Final = 100
"""So many files of one name and day are told apart by a number."""
_CELLS: Final = 30
"""Cells of the bar."""

Told = Callable[[int, int], None]


def bundled(workspace: Workspace, file: Path) -> Exported:
    """All that one did oneself as a file to carry to others, whatever is shown; raises as `Workspace.bundle`."""
    from tui.workspace.exporting import Exported

    return Exported(file, "bundle", workspace.bundle(file).changes)


class Parcel(NamedTuple):
    """What leaves, and in which formats it may."""

    title: str
    """What it is, in words."""
    kinds: Sequence[tuple[str, str]]
    """Form and format, those first that an office asks for most."""
    name: Callable[[str, str], str]
    """The name of a file of a form and a format."""
    write: Callable[[Path, str, Told], Exported]
    """Writes it in a form, whole or not at all; raises `Problem`."""


def hand_out(desk: Desk, parcel: Parcel, then: Callable[[News], None] | None = None) -> None:
    """Ask for format and file and write it; `then` gets what came of it, else the status line says it."""
    rows = [((form, kind), desk.texts(f"app.export.{form}.{kind}")) for form, kind in parcel.kinds]
    told = then or (lambda news: desk.say(news.words, alarm=news.failed))
    desk.pick(parcel.title, rows, partial(_ask_where, desk, parcel, told))


def _ask_where(desk: Desk, parcel: Parcel, told: Callable[[News], None], chosen: tuple[str, str]) -> None:
    """Ask for the file, with a name for it in the field already."""
    form, kind = chosen
    given = str(_proposed(parcel.name(form, kind)))
    field = AskPath(parcel.title, desk.texts, partial(_check, kind=kind), given, "app.export.path_keys")
    desk.ask(field, partial(_overwrite_or_write, desk, parcel, told, form))


def _overwrite_or_write(desk: Desk, parcel: Parcel, told: Callable[[News], None], form: str, path: str) -> None:
    """A file that is there already is only written over where the person says so."""
    file = Path(path)
    leaving = partial(Leaving, desk.texts, partial(parcel.write, file, form))
    if os.path.lexists(file):
        desk.confirm(desk.texts("app.export.overwrite", file=file), lambda: desk.ask(leaving(), told))
    else:
        desk.ask(leaving(), told)


def _proposed(name: str) -> Path:
    """Where it would lie: in the folder that duban was started in, else at home, under a name that is free."""
    file = _here() / name
    names = (file, *(file.with_stem(f"{file.stem}~{number}") for number in range(2, _MOST_NAMES)))
    return next((each for each in names if not os.path.lexists(each)), file)


def _here() -> Path:
    """The folder that duban was started in, where it is still there and may be written, else the person's own."""
    try:
        here = Path.cwd()
    except FileNotFoundError:
        return Path.home()
    return here if os.access(here, os.W_OK) else Path.home()


def _check(path: str, kind: str) -> None:
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


class Leaving(Dialog[News]):
    """A bar while the file is written; Esc stops, and then there is no file."""

    CSS = """
    Leaving { align: center middle; background: transparent; }
    Leaving > Vertical { width: 90%; max-width: 60; height: auto; border: round $accent; padding: 0 1; }
    Leaving Static { height: 1; text-wrap: nowrap; text-overflow: ellipsis; }
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
        beside(self, self._run, exclusive=False)

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
            done = exported.form if exported.form in {"board", "bundle", "document"} else "tasks"
            words = self._texts(f"app.export.done.{done}", file=visible(str(exported.file)), count=exported.number)
            self.dismiss(News(words, failed=False))

    def on_key(self, event: Key) -> None:
        """Esc stops it at the next row; other keys wait."""
        event.stop()
        event.prevent_default()
        if event.key == "escape":
            self._stopped = True
