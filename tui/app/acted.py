"""What a command that writes acts on, and what is said once it is done."""

from __future__ import annotations

from tui.app.describe import task_name
from tui.app.desk import Desk
from tui.app.view import Target
from tui.model.change import Change


def taken(desk: Desk) -> Target:
    """What is acted on; a selection serves once, so that none is marked by accident later."""
    target = desk.target
    if target.selected:
        desk.look(desk.view._replace(selected=frozenset()))
    return target


def target_name(desk: Desk, target: Target) -> str:
    """The tasks that are acted on, as one speaks of them: the number of one, else how many."""
    if target.entry is not None:
        return task_name(target.entry.task)
    return desk.texts("app.tasks_count", count=len(target.entries))


def told(desk: Desk, target: Target, word: str, changes: tuple[Change, ...]) -> str:
    """What was changed, and how many of those that were meant were so already."""
    count, texts = len(changes), desk.texts
    if target.entry is not None:
        return f"{task_name(target.entry.task)} → {word}"
    said = f"{texts('app.tasks_count', count=count)} → {word}"
    same = len(target.entries) - count
    return f"{said}{texts('app.were_so', count=same)}" if same > 0 else said
