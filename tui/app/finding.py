"""Finding from the main screen: the filter of the table and the outline, the search in the text."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tui.app.describe import section_place
from tui.app.liking import like_cell
from tui.app.panes import Pane
from tui.app.recalling import Recalling
from tui.app.widgets.present import Spans, cut
from tui.model.errors import Problem
from tui.model.ledger import Entry, Ledger, Selection
from tui.model.text import visible
from tui.query.language import phrases
from tui.query.language.mistakes import Mistake

if TYPE_CHECKING:
    from tui.app.screens.main import MainScreen
    from tui.app.widgets.prompt import Prompt


class Finding:
    """What is looked for, on behalf of the main screen."""

    def __init__(self, main: MainScreen) -> None:
        self.main = main
        self.expression = ""
        """The filter in force."""
        self.scope: str | None = None
        """Id of the section that was chosen to narrow the table to."""
        self.selection = Selection(Ledger(), 0)
        self.searching = ""
        """What is searched in the text."""
        self._before = ""
        self._recalled = {False: Recalling(main.workspace, "filters"), True: Recalling(main.workspace, "searches")}
        """What was filtered and (True) searched before."""
        self._painted = ""
        self._spans: Spans | None = None

    def reset(self) -> None:
        """Look for nothing."""
        self.expression, self.scope, self.searching = "", None, ""

    # The filter

    def refresh(self) -> None:
        """Run the filter in force again, over the document or over all."""
        if self.main.widening.active:
            self.main.widening.search(self.expression, self._show)
        else:
            self._show(self.main.workspace.filter(self.expression, self.main.ledger))

    def _show(self, selection: Selection) -> None:
        """Show what the filter in force leaves; of a word that may become a field, nothing found is no answer yet."""
        typing = self.main.filter_bar.typing
        if typing and not selection.ledger and phrases.is_begun(self.expression):
            return
        self.selection = replace(selection, ledger=self._scoped(selection.ledger))
        if self._painted != self.expression:
            self._painted = self.expression
            self._spans = selection.spans if self.expression else None
        self.main.table.show(self.selection.ledger, self._spans)
        self.main.widening.arrived()
        self.main.follow()
        self.main.outline.narrow(self._sections_shown() if self.expression else None)
        self.say()

    def _scoped(self, ledger: Ledger) -> Ledger:
        """The entries that rest on the chosen section."""
        if self.scope is None or self.main.widening.active:
            return ledger
        return Ledger(filter(self.in_scope, ledger))

    def in_scope(self, entry: Entry) -> bool:
        """Whether an entry rests on the chosen section, or none is chosen."""
        return self.scope is None or any(section.id == self.scope for section in entry.path)

    def _sections_shown(self) -> set[str]:
        if self.main.widening.active:
            return self.main.widening.sections_shown(self.selection)
        return {section.id for entry in self.selection.ledger for section in entry.path}

    def apply(self, expression: str) -> bool:
        """Put a filter in force; a mistaken one is said and the last good one stays."""
        before = self.expression
        try:
            self.main.workspace.check_filter(expression)
            self.expression = expression.strip()
            self.refresh()
        except Problem as problem:
            self.expression = before
            self._say_mistake(expression, problem)
            return False
        return True

    def _say_mistake(self, expression: str, problem: Problem) -> None:
        stretch = (problem.start, problem.end) if isinstance(problem, Mistake) else (0, 0)
        self.main.filter_bar.say(expression, self.main.sentence(problem), mistaken=True, stretch=stretch)

    def _fits(self, expression: str) -> bool:
        """Whether a filter can be read; what is wrong with one that cannot is said."""
        try:
            self.main.workspace.check_filter(expression)
        except Problem as problem:
            self._say_mistake(expression, problem)
            return False
        return True

    def narrow(self, more: str, *, unlike: bool = False) -> None:
        """Add a condition to the filter in force, or that it must not hold."""
        more = phrases.unlike(more) if unlike else more
        self.apply(phrases.both(self.expression, more))

    def set_scope(self, section: str | None) -> None:
        """Narrow the table to a section, or to none."""
        self.scope = section
        self.refresh()

    def say(self) -> None:
        """The filter bar and the status line say what is shown, of how many, and why."""
        main, texts = self.main, self.main.texts
        shown, total = len(self.selection.ledger), self.selection.total
        words = self.expression
        scope = main.document.section(self.scope) if self.scope else None
        if scope is not None:
            place = section_place(tuple(main.document.ancestors(scope.id)))
            words = f"{texts('app.scope', place=place)}  {words}".strip()
        clear = texts("app.clear") if words else ""
        main.filter_bar.say(words or texts("app.filter_hint"), f"{shown}/{total} {clear}".strip())
        human = self.selection.asked.words(texts) if self.selection.asked else ""
        title = cut(visible(main.document.title), max(16, main.app.size.width // 3))
        if main.widening.active:
            title = main.widening.progress
        parts = (main.as_of, title, f"{shown}/{total}", human)
        main.status_line.say(here=" · ".join(part for part in parts if part))

    # The prompts

    def start(self) -> None:
        """Open the field that belongs to the pane in focus."""
        if self.main.pane is Pane.TEXT:
            self.open(self.main.search_bar)
        else:
            if self.main.pane is Pane.OUTLINE and not self.main.wide:
                self.main.show_pane(Pane.TASKS)
            self.open(self.main.filter_bar)

    def open(self, prompt: Prompt) -> None:
        """Open a field with what is looked for now."""
        is_search = prompt is self.main.search_bar
        self._before = self.searching if is_search else self.expression
        hint = self.main.texts("app.search_placeholder" if is_search else "app.filter_placeholder")
        prompt.display = True
        self._recalled[is_search].begin()
        below = self.main.texts("app.prompt_keys")
        text, fits = ("", lambda _: True) if is_search else (self.expression, self._fits)
        self.main.call_next(prompt.ask, text, hint, below, fits)

    def recall(self, prompt: Prompt, steps: int) -> None:
        """Put what was typed before into the field."""
        text = self._recalled[prompt is self.main.search_bar].step(steps, prompt.text)
        if text is not None:
            prompt.put(text)

    def typed(self, prompt: Prompt, text: str) -> None:
        """Follow what is typed."""
        if prompt is self.main.search_bar:
            self.search(text)
        else:
            self.apply(text)

    def closed(self, prompt: Prompt, text: str, *, accepted: bool) -> None:
        """Keep what was typed, or what was before where it is mistaken or left; then to the rows or the text."""
        if prompt is self.main.search_bar:
            self.search(text if accepted else self._before)
            if accepted:
                self._recalled[True].add(text)
            prompt.display = bool(self.searching)
            self.main.reader.focus()
            return
        if accepted and self.apply(text):
            self._recalled[False].add(text)
        else:
            self.apply(self._before)
        self.main.table.focus()

    # The search in the text

    def search(self, text: str) -> None:
        """Mark every place in the text where this stands, and go to the next."""
        self.searching = text.strip()
        needle = self.main.workspace.needle(self.searching) if self.searching else None
        if self.main.reader.find(needle.spans_running if needle else None):
            self.main.reader.next_hit()
        self._say_hits()

    def step_hit(self, step: int) -> None:
        """To the next or the previous place."""
        self.main.reader.next_hit(step)
        self._say_hits()

    def _say_hits(self) -> None:
        number, count = self.main.reader.hit
        at = f"{number}/{count}" if count else self.main.texts("app.no_hit")
        self.main.search_bar.say(self.searching, at if self.searching else "")

    # One step back, cells, order

    def step_back(self) -> None:
        """Take away the last thing that narrows: selection, search, filter, scope; then out of outline or detail."""
        main = self.main
        if main.pane is Pane.TEXT and main.reader.selected_words:
            main.reader.clear_selected()
        elif main.as_of:
            main.looking.come_back()
        elif main.table.selected:
            main.table.clear_selected()
        elif self.searching and main.pane is Pane.TEXT:
            self.search("")
            main.search_bar.display = False
        elif self.expression and (main.pane is not Pane.TEXT or main.wide):
            self.apply("")
        elif self.scope is not None:
            self.set_scope(None)
        elif main.widening.on and (main.pane is not Pane.TEXT or main.wide):
            main.widening.toggle()
        elif main.pane in {Pane.OUTLINE, Pane.DETAIL}:
            main.show_pane(main.view if main.pane is Pane.OUTLINE else Pane.TASKS)

    def like_cell(self) -> str:
        """The condition that the cell under the cursor sets; empty where it sets none."""
        entry = self.main.table.current
        return like_cell(entry, self.main.table.cell, self.main.texts.lang, self._spans) if entry else ""

    def choose_sorting(self) -> None:
        """Ask for a column to sort by; the one in force turns round."""
        names = [
            (name, self.main.texts(f"widget.column.{name}"))
            for name in SORTABLE
            if name != "doc" or self.main.widening.active
        ]
        self.main.duban.pick(self.main.texts("app.pick_sort"), names, self._sort)

    def _sort(self, column: str) -> None:
        self.apply(phrases.ordered(self.expression, SORTABLE[column]))


SORTABLE = {"no": "no", "leads": "lead", "status": "status", "due": "due", "basis": "section", "doc": "doc"}
"""Columns one may sort by, and their field in the filter."""
