"""The main screen: one document with its tasks, what comes in, what is shown, and what the cursor is on."""

from __future__ import annotations

import gc
from functools import cached_property
from typing import TYPE_CHECKING, cast

from textual.events import Key
from textual.timer import Timer

from tui.app.panes import Pane
from tui.app.screens.arrangement import Arrangement
from tui.app.widgets import present
from tui.app.widgets.bars import KeyLine
from tui.app.widgets.lines import LineList
from tui.i18n import Texts
from tui.model.document import Document
from tui.model.errors import Problem
from tui.workspace import Workspace

if TYPE_CHECKING:
    from tui.app.app import DubanApp
    from tui.app.widgets.prompt import Prompt
    from tui.app.writing import Refused, Written
    from tui.model.ledger import Entry, Ledger

REST = 0.15
"""Seconds the cursor rests before the detail follows."""


class MainScreen(Arrangement):
    """One document with its tasks.

    Outline and text are there at once; the rest is imported and mounted when these are painted, or when it is first
    asked for, because a person who starts duban waits for something to read.
    """

    def __init__(self, workspace: Workspace, texts: Texts, document: Document, expression: str = "") -> None:
        super().__init__(texts)
        self.workspace = workspace
        self.document = document
        self.as_of = ""
        """Said on the status line while one looks at a point in the past."""
        self._expression = expression
        self._resting: Timer | None = None

    @property
    def duban(self) -> DubanApp:
        """The app, as what it is."""
        return cast("DubanApp", self.app)

    @cached_property
    def ledger(self) -> Ledger:
        """The tasks of the document with their marks, as they were last read."""
        return self.workspace.ledger(self.document.id)

    # Coming and going

    async def on_mount(self) -> None:
        """Show the document; the rest follows once it is painted, or at once where the tasks are to be seen first."""
        self.outline.show(self.document)
        self.reader.show(self.document)
        self.reader.focus()
        self.arrange_panes()
        kept = self.workspace.recall("place")
        if self._expression or kept.get("pane") not in (None, Pane.TEXT, Pane.OUTLINE):
            await self.furnish()
        else:
            self.call_after_refresh(self.furnish)

    async def furnish(self) -> None:
        """Bring in the tasks and all that acts, then go where the person was; once."""
        if self._furnished:
            return
        self._furnished = True
        try:
            self.workspace.hurry()
        except Problem as problem:
            self.duban.give_up(problem)
            return
        with self.app.batch_update():
            self.search_bar.display = False
            await self.mount(self.key_menu, before=self.status_line)
            await self.query_one("#text-pane").mount(self.search_bar, before=self.reader)
            await self.query_one("#tasks-pane").mount(self.filter_bar, self.table, self.detail)
            self.refresh_marks()
            self.arrange_panes()
            await self.duban.greet(self)
            self.going.restore()
            if self._expression:
                self.finding.apply(self._expression)
                self.show_pane(Pane.TASKS)
        self.watching.start()
        self.tell_waiting()
        self.noting.offer_draft()
        gc.freeze()  # what the start made stays; from here on garbage is collected again
        gc.enable()

    def show_document(self, document: Document) -> None:
        """Open another document in the same screen."""
        self.document = document
        self.outline.show(document)
        self.reader.show(document)
        if not self.widening.active:
            self.finding.reset()
        self.refresh_marks()
        self.tell_waiting()

    def tell_waiting(self) -> None:
        """Where another edition was put in its place: what still waits for a person to decide."""
        if self.workspace.state.carries(self.document.id):
            self.correcting.tell_waiting()

    def close_or_quit(self) -> None:
        """Close what stands in the way of the main panes; else leave."""
        if self.as_of:
            self.looking.come_back()
            return
        if self._zoomed:
            self.toggle_zoom()
            return
        self.duban.leave()

    # What comes in

    async def on_key(self, event: Key) -> None:
        """Every key that no field has taken comes here."""
        await self.furnish()
        self.duban.dismiss_welcome()
        if self.pressing.take(event):
            event.stop()
            event.prevent_default()

    def on_key_line_pressed(self, event: KeyLine.Pressed) -> None:
        """A key at the foot, or of a small menu, was clicked."""
        event.stop()
        self.pressing.close_menu()
        self.pressing.execute(event.command)

    def on_descendant_focus(self) -> None:
        """Another pane, other keys; the detail shows what that pane is on."""
        if self._furnished:
            self.pressing.show_keys()
            self.follow()

    def on_prompt_changed(self, event: Prompt.Changed) -> None:
        """Something is typed in a field."""
        self.finding.typed(event.prompt, event.text)

    def on_prompt_closed(self, event: Prompt.Closed) -> None:
        """A field was left."""
        self.finding.closed(event.prompt, event.text, accepted=event.accepted)

    def on_prompt_wanted(self, event: Prompt.Wanted) -> None:
        """A field was clicked."""
        self.finding.open(event.prompt)

    def on_line_list_cursor_moved(self, event: LineList.CursorMoved) -> None:
        """The detail follows the cursor of the pane in focus."""
        if event.control.has_focus:
            self.follow()

    def on_line_list_chosen(self, event: LineList.Chosen) -> None:
        """A row was clicked twice."""
        self.going.open_here()

    def on_written(self, event: Written) -> None:
        """Show what changed, and say that it is saved."""
        self.refresh_marks()
        news = f"{event.news} · {self.texts('app.saved')}" if event.changes else self.texts("app.unchanged")
        self.status_line.say(news=news, passing=True)

    def on_refused(self, event: Refused) -> None:
        """Say why not, or ask where the person must decide."""
        if event.problem.code == "changed_since":
            self.marking.ask_to_force(event.problem)
        else:
            self.complain(event.problem)

    # What is shown

    def refresh_marks(self) -> None:
        """Take the marks in again; only what looks different is painted."""
        self._follow_document()
        self.ledger = self.workspace.ledger(self.document.id)
        self.finding.refresh()
        notes = self.workspace.note_counts(self.document.id)
        on_sections = {place: count for place, count in notes.items() if self.document.section(place)}
        self.outline.mark(present.progress(self.ledger), set(on_sections))
        self.reader.mark(present.margins(self.ledger, on_sections))
        self.show_detail()

    def _follow_document(self) -> None:
        """Show the document as it is read now: people may have corrected it, or put another edition in its place.

        Where it was taken out, the first that is there is shown.
        """
        library, doc = self.workspace.library, self.document.id
        document = self.workspace.document(doc if library.has(doc) else library.ids()[0])
        if document is not self.document:
            self.document = document
            self.outline.show(document)
            self.reader.show(document)

    def follow(self) -> None:
        """Let the detail follow once the cursor has rested."""
        if self._resting is not None:
            self._resting.stop()
        self._resting = self.set_timer(REST, self.show_detail)

    def show_detail(self) -> None:
        """What the cursor is on, in the detail."""
        from tui.app.describe import section_facts

        if not self._furnished or not self.detail.display:
            return
        entry = self.table.current
        section = self.document.section(self.section_here() or "")
        if self.pane in {Pane.TASKS, Pane.DETAIL}:
            title = self.document_here.title if self.widening.active else ""
            self.detail.show(self.choosing.task_facts(entry, title) if entry else ())
        elif section is not None and self.pane in {Pane.OUTLINE, Pane.TEXT}:
            notes = self.workspace.state.notes(self.document.id, section.id)
            self.detail.show(section_facts(section, self.tasks_of(section.id), notes, self.texts, self.called))

    def called(self, author: str) -> str:
        """How an author is called."""
        name = self.workspace.state.name(author)
        return self.texts("cli.named", name=name, who=author) if name and name != author else author

    def complain(self, problem: Problem) -> None:
        """One sentence on the status line."""
        self.status_line.say(news=self.sentence(problem), alarm=True)

    def sentence(self, problem: Problem) -> str:
        """A problem as a sentence."""
        return self.texts(f"error.{problem.code}", **problem.values)

    def relabel(self, texts: Texts) -> None:
        """Speak another language."""
        self.texts = texts
        self.table.use_texts(texts)
        self.reader.use_texts(texts)
        self.finding.say()
        self.pressing.show_keys()
        self.show_detail()

    # What the cursor is on

    def chosen_tasks(self) -> tuple[Entry, ...]:
        """The selected tasks; else the one under the cursor, of the table or of the annex in the text."""
        if self.pane in {Pane.TASKS, Pane.DETAIL}:
            return self._selected() or tuple(filter(None, (self.table.current,)))
        here = self.reader.place if self.pane is Pane.TEXT else None
        return tuple(entry for entry in self.ledger if entry.task.id == here)

    def _selected(self) -> tuple[Entry, ...]:
        """The selected tasks that are shown."""
        selected = cast("frozenset[tuple[str, str]]", self.table.selected)
        return tuple(self.table.ledger.having(selected)) if selected else ()

    @property
    def doc_here(self) -> str:
        """Id of the document of what the cursor is on: in the table it may be another than the one that is open."""
        entry = self.table.current if self.pane in {Pane.TASKS, Pane.DETAIL} else None
        return entry.doc if entry else self.document.id

    @property
    def document_here(self) -> Document:
        """The document of what the cursor is on."""
        doc = self.doc_here
        return self.document if doc == self.document.id else self.workspace.document(doc)

    def section_here(self) -> str | None:
        """Id of the section that the outline or the text is on."""
        if self.pane is Pane.OUTLINE:
            return self.outline.current.id if self.outline.current else None
        return self.reader.place if self.document.section(self.reader.place or "") else self.reader.heading

    def place_here(self) -> str:
        """Id of the task or section the cursor is on; empty where it is on none."""
        if self.pane in {Pane.TASKS, Pane.DETAIL}:
            return self.table.current.task.id if self.table.current else ""
        return (self.reader.place if self.pane is Pane.TEXT else self.section_here()) or ""

    def tasks_of(self, section_id: str) -> list[Entry]:
        """The tasks that rest on a section or on what stands in it."""
        return [entry for entry in self.ledger if any(section.id == section_id for section in entry.path)]

    def place_name(self, place: str, doc: str = "") -> str:
        """How a task or section, of the open document if no other, is called when one speaks of it."""
        from tui.app.describe import section_name
        from tui.model.change import earlier_place

        document = self.workspace.document(doc) if doc and doc != self.document.id else self.document
        task = document.task(place)
        if task is not None:
            return task.no or f"#{task.ordinal}"
        section = document.section(place)
        earlier = earlier_place(place)
        if earlier is not None:
            return self.texts("cli.place.earlier", name=earlier)
        return section_name(section) if section else place
