"""Jumps from one thing to another: each is a View that one can go back from."""

from __future__ import annotations

from tui.app.desk import Desk
from tui.app.extent import in_scope
from tui.app.view import Pane
from tui.model.change import earlier_place


def to_place(desk: Desk, place: str, doc: str = "") -> None:
    """To a task in the table or a section in the text, of the open document if no other, by its id."""
    view = desk.view.opened(doc or desk.view.doc)
    document = desk.workspace.document(view.doc)
    if document.task(place) is not None:
        desk.look(view._replace(expression="", scope=None, task=(view.doc, place)).at(Pane.TASKS), jump=True)
    elif document.section(place) is not None:
        desk.look(view._replace(place=place, quoted="").at(Pane.TEXT), jump=True)
    elif earlier_place(place) is not None:
        desk.do("waiting")  # what hangs on an edition that was replaced is where one decides on its place


def to_words(desk: Desk, place: str, doc: str, searched: str) -> None:
    """To the words of a section or task in the text of a document, with all that is searched marked in it."""
    view = desk.view.opened(doc)._replace(place=place, quoted="", searched="").at(Pane.TEXT)
    desk.look(view, jump=True)
    desk.look(desk.view._replace(searched=searched))


def to_article(desk: Desk) -> None:
    """From a task to the article it rests on, its sentence marked."""
    entry = desk.table.current
    if entry is None or not entry.task.basis:
        return
    best = entry.task.basis[0]
    view = desk.view if entry.doc == desk.view.doc else desk.view.opened(entry.doc)
    section = view._replace(place=best.section, quoted=best.quote, heading=best.section)
    desk.look(section.at(Pane.TEXT), jump=True)


def with_tasks(desk: Desk) -> tuple[str, str] | None:
    """Document and section one is on, or the nearest above, that tasks rest on; of a task, what it rests on."""
    if desk.view.pane in {Pane.TASKS, Pane.DETAIL}:
        entry = desk.table.current
        return (entry.doc, entry.path[0].id) if entry and entry.path else None
    tied = {section.id for entry in desk.ledger for section in entry.path}
    above = desk.document.ancestors(desk.section) if desk.section else ()
    return next(((desk.document.id, section.id) for section in above if section.id in tied), None)


def to_tasks(desk: Desk) -> None:
    """From an article, or a task, to the tasks that rest on the article: to the first, where one is on none of them."""
    there = with_tasks(desk)
    if there is None:
        return
    doc, section = there
    view = desk.view if doc == desk.view.doc else desk.view.opened(doc)
    ledger = desk.ledger if doc == desk.document.id else desk.workspace.ledger(doc)
    resting = [entry.key for entry in ledger if in_scope(entry, section)]
    current = desk.table.current
    task = current.key if current and current.key in resting else resting[0]
    desk.look(view._replace(every=False, expression="", scope=section, task=task).at(Pane.TASKS), jump=True)


def open_document(desk: Desk, doc: str) -> None:
    """Another document, in the pane that stands; as one left it, where one was in it before."""
    view, left = desk.view, desk.left(doc)
    there = left.returned(view) if left is not None and doc != view.doc else view.opened(doc)
    desk.look(there.at(view.front), jump=True)
