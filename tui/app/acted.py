"""What a command that writes acts on, and what is said once it is done."""

from __future__ import annotations

from typing import Final

from tui.app.describe import task_name
from tui.app.desk import Desk
from tui.app.extent import spans_all
from tui.app.lines.pieces import cut
from tui.app.view import Target
from tui.model.change import Change
from tui.model.ledger import Entry
from tui.model.text import visible

_WORDS: Final = 48
"""Cells of a task's words where a dialog names what it acts on."""


def taken(desk: Desk) -> Target:
    """What is acted on; a selection serves once, so that none is marked by accident later."""
    target = desk.target
    if target.selected:
        desk.look(desk.view._replace(selected=frozenset()))
    return target


def row_name(desk: Desk, entry: Entry) -> str:
    """A task as one speaks of it: its number; among those of all documents its document too, for each has a task 2."""
    return f"{desk.short_title(entry.doc)} {task_name(entry.task)}" if spans_all(desk.view) else task_name(entry.task)


def target_name(desk: Desk, target: Target) -> str:
    """The tasks that are acted on, as a dialog names them: number and words of one, else how many."""
    if target.entry is not None:
        return f"{row_name(desk, target.entry)} {cut(visible(target.entry.task.text), _WORDS)}"
    return desk.texts("app.tasks_count", count=len(target.entries))


def told(desk: Desk, target: Target, word: str, changes: tuple[Change, ...]) -> str:
    """What was changed, and how many of those that were meant were so already."""
    count, texts = len(changes), desk.texts
    if target.entry is not None:
        return f"{row_name(desk, target.entry)} → {word}"
    said = f"{texts('app.tasks_count', count=count)} → {word}"
    same = len(target.entries) - count
    return f"{said}{texts('app.were_so', count=same)}" if same > 0 else said
