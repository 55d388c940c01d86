"""The panes of the main screen."""

from __future__ import annotations

from enum import StrEnum


class Pane(StrEnum):
    """A part of the main screen that takes keys."""

    OUTLINE = "outline"
    TEXT = "text"
    TASKS = "tasks"
    DETAIL = "detail"
