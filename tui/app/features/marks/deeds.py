"""Status, star and tie of the tasks that a command acts on."""

from __future__ import annotations

from functools import partial

from tui.app.acted import taken, told
from tui.app.describe import section_name, task_name
from tui.app.desk import Desk
from tui.model.document import HEADINGS
from tui.model.profile import Status


def mark(desk: Desk, status: Status) -> None:
    """Give the tasks a status."""
    target = taken(desk)
    word = status.name(desk.texts.lang)
    desk.write(partial(desk.present.mark, target.keys, status), partial(told, desk, target, word))


def toggle_star(desk: Desk) -> None:
    """Star the tasks; take the stars away where all have one."""
    target = taken(desk)
    on = not all(entry.star for entry in target.entries)
    desk.write(partial(desk.present.star, target.keys, on=on), partial(told, desk, target, "★" if on else "☆"))


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
