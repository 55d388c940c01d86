"""Filters that are chosen rather than typed: by facets, among the saved ones, like a cell; and why a row shows."""

from __future__ import annotations

from functools import partial
from typing import Final

from tui.app.describe import task_name
from tui.app.desk import Action, Desk
from tui.app.extent import in_scope, spans_all
from tui.app.features.find.liking import like_cell
from tui.app.lines.labelled import Fact
from tui.app.showing import place_words
from tui.app.view import Pane
from tui.model.errors import Problem, Usage
from tui.model.ledger import Entry
from tui.query.language import phrases
from tui.workspace.saved import SavedFilter

SORTABLE: Final = {"no": "no", "leads": "lead", "status": "status", "due": "due", "basis": "section", "doc": "doc"}
"""Columns one may sort by, and their field in the filter."""


def condition(desk: Desk) -> str:
    """The condition that the cell under the cursor sets; empty where it sets none."""
    entry, shown = desk.table.current, desk.shown
    spans = shown.spans if desk.view.expression else None
    return like_cell(entry, desk.table.cell, desk.texts.lang, spans) if entry else ""


def rest_on(desk: Desk, section: str) -> bool:
    """Whether tasks rest on a section or on what stands in it."""
    return any(in_scope(entry, section) for entry in desk.ledger)


def said(desk: Desk, expression: str) -> str:
    """A filter in words; one that is not understood, as it was typed."""
    try:
        return desk.workspace.filter_words(expression, desk.texts)
    except Usage:
        return expression


def _filter(desk: Desk, expression: str) -> None:
    """Filter by what was chosen, and go to the rows."""
    desk.look(desk.view.filtered(expression).at(Pane.TASKS))


def choose_facets(desk: Desk) -> None:
    """Let the person choose among departments, statuses, sections and authors, with their counts."""
    from tui.app.features.find.facet_panel import FacetPanel, Names

    view = desk.view
    scope = partial(in_scope, scope=view.scope)
    make = desk.workspace.facets(view.expression, desk.filtered, scope, desk.texts.lang)
    workspace, ledger, total = desk.workspace, desk.filtered, desk.shown.total
    names = Names(workspace.needle, partial(workspace.also_means, ledger=ledger), workspace.register.today)
    panel = FacetPanel(make, desk.texts, names, partial(said, desk), total)
    desk.ask(panel, partial(_filter, desk))


def choose_sorting(desk: Desk) -> None:
    """Ask for a column to sort by; the one in force turns round."""
    several = spans_all(desk.view)
    names = [(name, desk.texts(f"widget.column.{name}")) for name in SORTABLE if name != "doc" or several]

    def sort(column: str) -> None:
        desk.look(desk.view.filtered(phrases.ordered(desk.view.expression, SORTABLE[column], desk.texts.lang)))

    desk.pick(desk.texts("app.pick_sort"), names, sort)


# Saved filters


def choose_saved(desk: Desk) -> None:
    """The saved filters: one is recalled by its key; the filter in force is saved from here too."""
    from tui.app.features.find.saved_panel import SavedPanel

    saved = desk.workspace.saved_filters.all()
    desk.ask(SavedPanel(saved, desk.view.expression, desk.texts, partial(said, desk)), partial(_act, desk))


def _act(desk: Desk, asked: tuple[str, SavedFilter | None, str]) -> None:
    """Do what was asked for in the list."""
    what, saved, name = asked
    filters = desk.workspace.saved_filters
    if what == "save":
        _write(desk, partial(filters.save, name, desk.view.expression), what, name)
    elif what == "rename" and saved:
        _write(desk, partial(filters.rename, saved, name), what, name)
    elif what == "delete" and saved:
        _write(desk, partial(filters.delete, saved), what, saved.name)
    elif saved:
        _filter(desk, saved.expression)


def _write(desk: Desk, action: Action, what: str, name: str) -> None:
    desk.write(action, lambda _: desk.texts(f"app.saved_filter.{what}", name=name))


# Why


def ask_why(desk: Desk) -> None:
    """Say why the row of the cursor is shown; or of any task by its number, why it is shown or hidden."""
    from tui.app.features.find.why import Why

    desk.ask(Why(desk.texts, partial(_reasons, desk)), lambda _: None)


def _reasons(desk: Desk, name: str) -> list[Fact]:
    """The reasons, line by line, of the task a person named or of the one under the cursor."""
    workspace, texts, current = desk.workspace, desk.texts, desk.table.current
    if not name and current is None:
        return [Fact("", texts("app.why_none"))]
    try:
        if name:
            target = workspace.find_task(name, current.doc if current else desk.document.id)
            key = (target.document.id, target.id)
        else:
            key = current.key if current else ("", "")
        _, lines = workspace.explain(desk.view.expression, key, texts)
        entry = _entry(desk, *key)
    except Problem as problem:
        return [Fact("", desk.sentence(problem))]
    facts = [Fact("", f"{task_name(entry.task)}  {entry.task.text}", "bold")]
    scope = desk.document.section(desk.view.scope or "")
    if scope is not None and not in_scope(entry, scope.id):
        facts.append(Fact("", texts("app.why_scope", place=place_words(desk.document, scope, desk.texts))))
    return [*facts, *(Fact("", line) for line in lines)]


def _entry(desk: Desk, doc: str, task_id: str) -> Entry:
    document = desk.workspace.document(doc)
    return next(desk.workspace.entry(document, task) for task in document.tasks if task.id == task_id)
