"""Status, star and tie of the tasks that a command acts on."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from tui.app.describe import section_name, task_name
from tui.app.desk import Desk
from tui.app.view import Target
from tui.model.change import Change
from tui.model.document import HEADINGS
from tui.model.profile import Status


def mark(desk: Desk, status: Status) -> None:
    """Give the tasks a status."""
    target = _taken(desk)
    word = status.name(desk.texts.lang)
    desk.write(partial(desk.present.mark, target.keys, status), partial(_told, desk, target, word))


def toggle_star(desk: Desk) -> None:
    """Star the tasks; take the stars away where all have one."""
    target = _taken(desk)
    on = not all(entry.star for entry in target.entries)
    desk.write(partial(desk.present.star, target.keys, on=on), partial(_told, desk, target, "★" if on else "☆"))


def _taken(desk: Desk) -> Target:
    """What is acted on; a selection serves once, so that none is marked by accident later."""
    target = desk.target
    if target.selected:
        desk.look(replace(desk.view, selected=frozenset()))
    return target


def _told(desk: Desk, target: Target, word: str, changes: tuple[Change, ...]) -> str:
    """What was changed, and how many of those that were meant were so already."""
    count, texts = len(changes), desk.texts
    if target.entry is not None:
        return f"{task_name(target.entry.task)} → {word}"
    said = f"{texts('app.tasks_count', count=count)} → {word}"
    same = len(target.entries) - count
    return f"{said}{texts('app.were_so', count=same)}" if same else said


def choose_tie(desk: Desk) -> None:
    """Ask on which article the first of the tasks rests."""
    entry = desk.target.entries[0]
    document = desk.workspace.document(entry.doc)
    headings = [section for section in document.sections if section.kind in HEADINGS]
    depths = [len(list(document.ancestors(section.id))) - 1 for section in headings]
    rows = [(s.id, f"{'  ' * depth}{section_name(s)}") for s, depth in zip(headings, depths, strict=True)]

    def tie(section: str) -> None:
        said = f"{task_name(entry.task)} → {desk.place_name(section, entry.doc)}"
        desk.write(partial(desk.present.tie, entry.key, section), lambda _: said)

    title = desk.texts("app.pick_tie", task=task_name(entry.task))
    desk.pick(title, rows, tie, entry.article.id if entry.article else None)
