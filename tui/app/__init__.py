"""The screens; the only room that imports Textual."""

from __future__ import annotations

import os

from tui.workspace import Workspace


def run(workspace: Workspace, *, doc: str | None = None, expression: str = "") -> int:
    """Open the terminal browser on a document, the last one looked at where `doc` is None; returns the exit code."""
    # With the Kitty keyboard protocol several terminals lose what an input method commits; Textual reads this early.
    os.environ.setdefault("TEXTUAL_DISABLE_KITTY_KEY", "1")
    from tui.app.app import DubanApp

    app = DubanApp(workspace, doc=doc, expression=expression)
    app.run()
    return app.return_code or 0
