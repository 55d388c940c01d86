"""Choosing a filter from the main screen: by facets, or among those that were saved; and why it shows what it does."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING

from tui.app.describe import Fact, section_place
from tui.app.panes import Pane
from tui.model.errors import Problem, Usage

if TYPE_CHECKING:
    from tui.app.screens.main import MainScreen
    from tui.app.writing import Action
    from tui.model.ledger import Entry
    from tui.query.match.register import Register
    from tui.workspace.saved import SavedFilter


class Choosing:
    """What offers filters, on behalf of the main screen."""

    def __init__(self, main: MainScreen) -> None:
        self.main = main
        self._register: Register | Problem | None = None
        """The register, or why it cannot be read; None until it was."""
        self._reading = False

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
        make = main.workspace.facets(finding.expression, main.widening.ledger, finding.in_scope, main.texts.lang)
        panel = FacetPanel(make, main.texts, main.workspace.needle, self.said, finding.selection.total)
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

    # Names

    def task_facts(self, entry: Entry, title: str) -> list[Fact]:
        """All that is known of a task: also under which names its bodies were found, and what became of them since."""
        from tui.app.describe import task_facts
        from tui.app.naming import chain_facts, found_facts

        main, texts = self.main, self.main.texts
        facts, register = task_facts(entry, texts, title, self.main.called), self._register
        if register is None:
            self._read_register()
            return facts
        if isinstance(register, Problem):
            return [*facts, Fact(texts("app.became"), main.sentence(register))]
        try:
            expression = main.finding.expression
            found = main.workspace.other_names(expression, entry, main.widening.ledger) if expression else []
            document = main.workspace.document(entry.doc)
        except Problem:  # the document was taken out meanwhile
            return facts
        chains = chain_facts(entry.task.agencies, document.issuer or document.title, register, texts)
        at = next((at for at, fact in enumerate(facts) if fact.label == texts("app.status")), len(facts))
        return [*facts[:at], *found_facts(found, texts), *facts[at:], *chains]

    def _read_register(self) -> None:
        """Read the register beside the screen, as it is long; then the detail says more."""
        if not self._reading:
            self._reading = True
            self.main.run_worker(self._read(), group="register")

    async def _read(self) -> None:
        self._register = await asyncio.to_thread(self._register_or_problem)
        self.main.show_detail()

    def _register_or_problem(self) -> Register | Problem:
        try:
            return self.main.workspace.register
        except Problem as problem:
            return problem

    # Why

    def why(self) -> None:
        """Say why the row of the cursor is shown; or of any task by its number, why it is shown or hidden."""
        from tui.app.screens.why import Why

        self.main.duban.push_screen(Why(self.main.texts, self._reasons))

    def _reasons(self, name: str) -> list[Fact]:
        """The reasons, line by line, of the task a person named or of the one under the cursor."""
        workspace, texts, finding = self.main.workspace, self.main.texts, self.main.finding
        current = self.main.table.current
        if not name and current is None:
            return [Fact("", texts("app.why_none"))]
        try:
            if name:
                target = workspace.find_task(name, current.doc if current else self.main.document.id)
                key = (target.document.id, target.id)
            else:
                key = current.key if current else ("", "")
            _, lines = workspace.explain(finding.expression, key, texts)
            entry = self._entry(*key)
        except Problem as problem:
            return [Fact("", self.main.sentence(problem))]
        facts = [Fact("", f"{entry.task.no or f'#{entry.task.ordinal}'}  {entry.task.text}", "bold")]
        if not finding.in_scope(entry):
            section = self.main.document.section(finding.scope or "")
            place = section_place(tuple(self.main.document.ancestors(section.id))) if section else ""
            facts.append(Fact("", texts("app.why_scope", place=place)))
        return [*facts, *(Fact("", line) for line in lines)]

    def _entry(self, doc: str, task_id: str) -> Entry:
        document = self.main.workspace.document(doc)
        return next(self.main.workspace.entry(document, task) for task in document.tasks if task.id == task_id)
