"""Writing a note: several lines, kept as a draft on disk while it is written."""

from __future__ import annotations

import os
import shlex
import signal
import subprocess
from pathlib import Path

from textual.app import ComposeResult, SuspendNotSupported
from textual.containers import Vertical
from textual.events import Key
from textual.widgets import Static, TextArea

from tui.app.dialogs.dialog import Writable
from tui.app.features.notes.draft import Draft
from tui.i18n import Texts
from tui.model.errors import Invalid, Unavailable
from tui.model.text import visible
from tui.workspace import Workspace, handing

DRAFT_EVERY = 1.0
"""Seconds between two looks at whether the draft must be kept again."""


class NoteEditor(Writable[str]):
    """A field of several lines; answers with the text when it is saved, else None."""

    CSS = """
    NoteEditor { align: center middle; background: transparent; }
    NoteEditor > Vertical {
        width: 90%; max-width: 100; height: 60%; min-height: 10; max-height: 100%; border: round $accent;
    }
    NoteEditor Static { height: 1; padding: 0 1; }
    NoteEditor .-title { text-style: bold; text-wrap: nowrap; text-overflow: ellipsis; }
    NoteEditor .-foot { height: auto; max-height: 4; }
    NoteEditor TextArea { height: 1fr; border: none; padding: 0 1; }
    """

    def __init__(
        self, workspace: Workspace, texts: Texts, draft: Draft, text: str, *, unsaved: str | None = None, why: str = ""
    ) -> None:
        """Edit `text`; `draft` says what it is written on, and is kept with it while it is written.

        `unsaved` is what could not be saved before, and `why` that was so.
        """
        super().__init__()
        self._workspace = workspace
        self._folder = workspace.private.folder
        self._texts = texts
        self._draft = draft
        self._text = text
        kept = handing.left(self._folder, draft.name) or workspace.recall(draft.name).get("text")
        found = unsaved if why or not isinstance(kept, str) else kept
        self._why = why
        self._kept = found if found != text else None
        self._area = TextArea(self._kept or text, soft_wrap=True, tab_behavior="focus")
        self._saved = text
        self._foot = Static(classes="-foot", markup=False)

    def compose(self) -> ComposeResult:
        """What it is about, the field, and the keys."""
        with Vertical():
            yield Static(visible(self._draft.about), classes="-title", markup=False)
            yield self._area
            yield self._foot

    def on_mount(self) -> None:
        """The cursor stands at the end; a draft that was left is said."""
        self._area.cursor_blink = False
        self._area.move_cursor(self._area.document.end)
        self._area.focus()
        self._say("app.draft_found" if self._kept else "app.editor_keys")
        if self._why:
            self._foot.update(visible(self._why))
        self.set_interval(DRAFT_EVERY, self.keep_draft)

    def _say(self, key: str, **values: object) -> None:
        self._foot.update(self._texts(key, **values))

    def keep_draft(self) -> None:
        """Keep what was typed so far, if it is not kept yet."""
        text = self._area.text
        if text == self._saved:
            return
        if self._workspace.keep(self._draft.name, self._draft.facts(text)):
            self._saved = text
        else:
            self._say("app.draft_not_kept")

    def on_key(self, event: Key) -> None:
        """Save, leave, or go to another editor; everything else is typed."""
        if event.key in {"f2", "ctrl+s"}:
            event.stop()
            self._save()
        elif event.key == "escape":
            event.stop()
            event.prevent_default()
            self.leave()
        elif event.key == "ctrl+e":
            event.stop()
            event.prevent_default()
            self._elsewhere()
        else:
            self.stay()

    @property
    def unchanged(self) -> bool:
        """Whether the words stand as they stood at first."""
        return self._area.text == self._text

    def say_at_foot(self, key: str) -> None:
        """The keys, or something else."""
        self._say(key or "app.editor_keys")

    def thrown_away(self) -> None:
        """The draft goes with it."""
        self._workspace.forget(self._draft.name)
        handing.drop(self._folder, self._draft.name)

    def _save(self) -> None:
        """Answer with the text; the draft stays until the note is safe."""
        self.keep_draft()
        self.dismiss(self._area.text)

    def _elsewhere(self) -> None:
        """Edit in the person's own editor; however it ends, nothing that either wrote is lost."""
        try:
            command = shlex.split(os.environ.get("VISUAL") or os.environ.get("EDITOR") or "")
        except ValueError:  # a quotation mark that is not closed
            self._say("app.editor_failed")
            return
        if not command:
            self._say("app.no_editor")
            return
        self._saved = self._area.text
        self._workspace.keep(self._draft.name, self._draft.facts(self._saved))  # though it be empty: it names the file
        try:
            file = handing.hand_over(self._folder, self._draft.name, self._saved)
        except OSError:
            self._say("app.editor_failed")
            return
        try:
            with self.app.suspend():  # what is raised in here would leave the terminal as it is
                done = _succeeds([*command, str(file)])
                self._take_back(file, done)
        except SuspendNotSupported:  # in a browser there is no terminal to hand over
            handing.drop(self._folder, self._draft.name)
            self._say("app.editor_elsewhere")

    def _take_back(self, file: Path, done: bool) -> None:
        """What the editor left in its file becomes the draft, whether it ended well (`done`) or not."""
        try:
            text = handing.taken_back(file)
        except (Invalid, Unavailable):
            self._say("app.editor_unread", path=file)
            return
        changed = text != self._area.text and (done or bool(text))
        if changed:
            self._area.replace(text, (0, 0), self._area.document.end)
            self._area.move_cursor(self._area.document.end)
            self.keep_draft()
        if done:
            self._say("app.editor_keys")
        elif changed:
            self._say("app.editor_ended", path=file)
        else:
            self._say("app.editor_failed")


def _succeeds(command: list[str]) -> bool:
    """Whether another program, which has the terminal meanwhile, ends well; a Ctrl-C is for it alone."""
    before = signal.signal(signal.SIGINT, lambda *_: None)
    try:
        return subprocess.run(command, check=False).returncode == 0  # noqa: S603 - the person's own editor
    except OSError:
        return False
    finally:
        signal.signal(signal.SIGINT, before)
