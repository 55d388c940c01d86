"""The screens; the only room that imports Textual."""

from __future__ import annotations

import os
import sys
from typing import Final

from tui.config import Settings
from tui.model.document import Document
from tui.model.errors import Invalid, Usage
from tui.workspace import Workspace


def run(workspace: Workspace, *, doc: str | None = None, expression: str = "") -> int:
    """Open the terminal browser on a document, the last one looked at where `doc` is None; returns the exit code.

    Raises `NotFound` or `Usage` where `doc` names none, and what `Keymap` raises of the person's own keys.
    """
    document = _first_document(workspace, doc)
    _check_keys(workspace)
    # With the Kitty keyboard protocol several terminals lose what an input method commits; Textual reads this early.
    os.environ.setdefault("TEXTUAL_DISABLE_KITTY_KEY", "1")
    os.environ.setdefault("TEXTUAL_FPS", "120")  # what a key found waits for at most half as long as it would
    _spare_tls()
    from tui.app.app import DubanApp
    from tui.app.decoding import read_any_bytes

    read_any_bytes()
    app = DubanApp(workspace, document, expression)
    app.run()
    if app.problem is not None:
        raise app.problem
    return app.return_code or 0


def _spare_tls() -> None:
    """Let asyncio come as where Python was built without TLS: nothing here touches a network, and OpenSSL is slow."""
    if "ssl" in sys.modules:
        return
    sys.modules["ssl"] = None  # type: ignore[assignment]  # the documented way to say that a module is not there
    try:
        import asyncio  # noqa: F401
    finally:
        del sys.modules["ssl"]


def _first_document(workspace: Workspace, doc: str | None) -> Document:
    """The document that was asked for, else the one last looked at, else the first that has tasks, of a few."""
    if doc is not None:
        return workspace.choose_document(doc)
    ids = workspace.library.ids()
    kept = workspace.recall("place").get("doc")
    damaged: list[Invalid] = []
    first: Document | None = None
    for tried, each in enumerate((*(known for known in ids if known == kept), *ids)):
        if first is not None and tried > _TRIED:
            break
        try:
            document = workspace.document(each)
        except Invalid as problem:  # one document that was cut keeps nobody from the others
            damaged.append(problem)
            continue
        if document.tasks or each == kept:
            return document
        first = first or document
    if first is None:
        raise damaged[0]
    return first


_TRIED: Final = 5
"""So many documents are looked into for tasks by who has not been here yet."""


def wrong_keys(settings: Settings) -> tuple[Usage, ...]:
    """What is wrong with a person's own keys, each thing as it would be refused."""
    from tui.app import keys
    from tui.app.features import COMMANDS, fitting

    return keys.wrong_keys(COMMANDS, fitting(settings.keys, COMMANDS))


def _check_keys(workspace: Workspace) -> None:
    """A person's own keys are checked before the screen is taken; those who have none do not wait for it."""
    if workspace.settings.keys:
        from tui.app.features import keymap

        keymap(workspace.profile, workspace.settings)
