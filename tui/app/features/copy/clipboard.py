"""The clipboard of who sits at the terminal: through tmux where duban runs in it, else by OSC 52."""

from __future__ import annotations

import os
import subprocess
from shutil import which

from tui.app.desk import Desk

PATIENCE = 2.0
"""Seconds that tmux may take."""


def copy(desk: Desk, text: str) -> str:
    """Send a text there: `tmux` where tmux took it and passes it on, `sent` where the terminal may take it or not."""
    if os.environ.get("TMUX") and _to_tmux(text):
        return "tmux"
    desk.send_to_clipboard(text)
    return "sent"


def _to_tmux(text: str) -> bool:
    """Whether tmux took it into its buffer, from where `prefix ]` pastes it; with -w it tells the terminal too."""
    tmux = which("tmux")
    if tmux is None:
        return False
    command = [tmux, "load-buffer", "-w", "-"]
    try:
        done = subprocess.run(command, input=text.encode(), capture_output=True, timeout=PATIENCE, check=False)  # noqa: S603
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0
