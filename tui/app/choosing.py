"""Choosing a filter from the main screen: by facets, or among those that were saved."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from tui.app.panes import Pane
from tui.model.errors import Usage

if TYPE_CHECKING:
    from tui.app.screens.main import MainScreen
    from tui.app.writing import Action
    from tui.workspace.saved import SavedFilter


class Choosing:
    """What offers filters, on behalf of the main screen."""

    def __init__(self, main: MainScreen) -> None:
        self.main = main

    def said(self, expression: str) -> str:
        """A filter in words; one that is not understood, as it was typed."""
        try:
            return self.main.workspace.filter_words(expression, self.main.texts)
        except Usage:
            return expression

    # Facets

    def facets(self) -> None:
        """Let the person choose among departments, statuses, sections and authors, with their counts."""
        from tui.app.screens.facets import FacetPanel

        main, finding = self.main, self.main.finding
        make = main.workspace.facets(finding.expression, main.widening.ledger, finding.in_scope)
        panel = FacetPanel(make, main.texts, main.duban.spans, self.said, finding.selection.total)
        main.duban.push_screen(panel, self._filter)

    def _filter(self, expression: str | None) -> None:
        """Filter by what was chosen, and to the rows; nothing where the panel was left."""
        if expression is not None and self.main.finding.apply(expression):
            self.main.show_pane(Pane.TASKS)

    # Saved filters

    def saved(self) -> None:
        """The saved filters: one is recalled by its key; the filter in force is saved from here too."""
        from tui.app.screens.saved import SavedPanel

        saved = self.main.workspace.saved_filters.all()
        panel = SavedPanel(saved, self.main.finding.expression, self.main.texts, self.said)
        self.main.duban.push_screen(panel, self._act)

    def _act(self, asked: tuple[str, SavedFilter | None, str] | None) -> None:
        """Do what was asked for in the list."""
        what, saved, name = asked or ("", None, "")
        if what == "save":
            self._write(partial(self.main.workspace.saved_filters.save, name, self.main.finding.expression), what, name)
        elif what == "rename" and saved:
            self._write(partial(self.main.workspace.saved_filters.rename, saved, name), what, name)
        elif what == "delete" and saved:
            self._write(partial(self.main.workspace.saved_filters.delete, saved), what, saved.name)
        elif saved:
            self._filter(saved.expression)

    def _write(self, action: Action, what: str, name: str) -> None:
        self.main.writing.write(action, lambda _: self.main.texts(f"app.saved_filter.{what}", name=name))
