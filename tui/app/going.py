"""Going about from the main screen: from article to tasks and back, the trail, and the place kept between sessions."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from tui.app.panes import Pane
from tui.model.document import HEADINGS

if TYPE_CHECKING:
    from tui.app.screens.main import MainScreen

TRAIL = 50
"""How many steps back are remembered."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a person is."""

    doc: str
    pane: str
    expression: str
    scope: str | None
    task: str | None
    section: str | None
    every: str | None = None
    """Where the table shows all documents, id of the one that the row under the cursor is of."""


class Going:
    """Where the person is and was, on behalf of the main screen."""

    def __init__(self, main: MainScreen) -> None:
        self.main = main
        self.trail: list[Place] = []

    def place(self) -> Place:
        """Where the person is now."""
        main = self.main
        entry = main.table.current
        return Place(
            doc=main.document.id,
            pane=main.pane.value,
            expression=main.finding.expression,
            scope=main.finding.scope,
            task=entry.task.id if entry else None,
            section=main.reader.place,
            every=(entry.doc if entry else main.document.id) if main.widening.on else None,
        )

    def _leave_mark(self) -> None:
        self.trail = [*self.trail[-TRAIL:], self.place()]

    def back(self) -> None:
        """To where one was before the last jump."""
        if self.trail:
            self._go(self.trail.pop())

    def _go(self, place: Place) -> None:
        main = self.main
        if place.doc != main.document.id:
            main.show_document(main.workspace.document(place.doc))
        main.widening.on = place.every is not None
        main.finding.scope = place.scope
        main.finding.apply(place.expression)
        if place.task:
            main.widening.go_to((place.every or place.doc, place.task))
        if place.section:
            main.reader.scroll_to_section(place.section)
            main.outline.go_to_section(place.section)
        main.show_pane(Pane(place.pane))

    # Jumps

    def open_here(self) -> None:
        """From the outline to the text, from a task to its detail, from the text to its tasks, from the detail on."""
        pane = self.main.pane
        if pane is Pane.OUTLINE:
            self._open_section()
        elif pane is Pane.TASKS:
            self.main.show_pane(Pane.DETAIL)
        elif pane is Pane.DETAIL:
            self.to_article()
        elif self.tasks_here():
            self.to_tasks()

    def _open_section(self) -> None:
        """Show a section in the text and narrow the table to it."""
        section = self.main.section_here()
        if section is None:
            return
        self._leave_mark()
        self.main.reader.scroll_to_section(section)
        self.main.widening.on = False
        self.main.finding.set_scope(section if self.main.tasks_of(section) else None)
        self.main.show_pane(self.main.view)

    def to_article(self) -> None:
        """From a task to the article it rests on, its sentence marked."""
        entry = self.main.table.current
        if entry is None or not entry.task.basis:
            return
        self._leave_mark()
        if entry.doc != self.main.document.id:
            self.main.show_document(self.main.workspace.document(entry.doc))
        best = entry.task.basis[0]
        self.main.reader.quote(best.section, best.quote)
        self.main.outline.go_to_section(best.section)
        self.main.show_pane(Pane.TEXT)

    def tasks_here(self) -> bool:
        """Whether tasks rest on the section one is on."""
        section = self._section_with_tasks()
        return section is not None

    def _section_with_tasks(self) -> str | None:
        """The section one is on, or the nearest above it, that tasks rest on."""
        here = self.main.section_here()
        if self.main.pane in {Pane.TASKS, Pane.DETAIL} or here is None:
            return None
        sections = self.main.document.ancestors(here)
        return next((section.id for section in sections if self.main.tasks_of(section.id)), None)

    def to_tasks(self) -> None:
        """From an article to the tasks that rest on it."""
        section = self._section_with_tasks()
        if section is None:
            return
        self._leave_mark()
        self.main.widening.on = False
        self.main.finding.expression = ""
        self.main.finding.set_scope(section)
        self.main.show_pane(Pane.TASKS)

    def to_place(self, place: str, doc: str = "") -> None:
        """To a task or section of a document, of the open one if no other, by its id."""
        self._leave_mark()
        if doc not in {"", self.main.document.id}:
            self._open(doc)
        if self.main.document.task(place) is not None:
            self.main.widening.on = False
            self.main.finding.scope = None
            self.main.finding.apply("")
            self.main.table.go_to_key((self.main.document.id, place))
            self.main.show_pane(Pane.TASKS)
        elif self.main.document.section(place) is not None:
            self.main.reader.scroll_to_section(place)
            self.main.show_pane(Pane.TEXT)
        else:
            self._to_earlier(place)

    def _to_earlier(self, place: str) -> None:
        """What hangs on an edition that was replaced is where one decides on its place."""
        from tui.model.change import earlier_place

        if earlier_place(place) is not None:
            self.main.correcting.list_waiting()

    def to_words(self, place: str, doc: str) -> None:
        """To the words of a section or task of a document in its text, by its id."""
        self._leave_mark()
        if doc != self.main.document.id:
            self._open(doc)
        if not self.main.reader.scroll_to_section(place):
            self.main.reader.scroll_to_section(place.rpartition("#")[0])
        self.main.show_pane(Pane.TEXT)

    def step_section(self, step: int) -> None:
        """To the next or the previous heading, in the outline and the text alike."""
        if self.main.pane is Pane.TEXT:
            self.main.reader.next_section() if step > 0 else self.main.reader.previous_section()
            return
        headings = [section.id for section in self.main.document.sections if section.kind in HEADINGS]
        here = self.main.section_here()
        at = headings.index(here) + step if here in headings else 0
        if 0 <= at < len(headings):
            self.main.outline.go_to_section(headings[at])

    def choose_document(self) -> None:
        """Ask which document to open."""
        documents = list(self.main.workspace.library.titles())
        self.main.duban.pick(self.main.texts("app.pick_document"), documents, self._open_document)

    def open_library(self) -> None:
        """The library; the document chosen there is opened."""
        from tui.app.screens.library import LibraryScreen

        main = self.main
        screen = LibraryScreen(main.duban.workspace, main.texts, main.duban.spans, main.document.id)
        main.app.push_screen(screen, self._left_library)

    def _left_library(self, doc: str | None) -> None:
        """Open what was chosen; else show the present one anew, or the first where it was taken out."""
        library = self.main.duban.workspace.library
        if doc is None and library.has(self.main.document.id):
            self.main.refresh_marks()
        else:
            self._open_document(doc or library.ids()[0])

    def _open_document(self, doc: str) -> None:
        self._leave_mark()
        self._open(doc)
        self.main.show_pane(self.main.view)

    def _open(self, doc: str) -> None:
        """Open a document with its own table."""
        self.main.widening.on = False
        self.main.finding.reset()
        self.main.show_document(self.main.workspace.document(doc))

    # Between sessions

    def facts(self) -> dict[str, Any]:
        """What is kept for the next start."""
        return asdict(self.place())

    def restore(self) -> None:
        """Go where the person was when this document was last open; what no longer exists is left out."""
        kept = self.main.workspace.recall("place")
        names = Place.__dataclass_fields__
        if kept.get("doc") != self.main.document.id or set(kept) != set(names):
            return
        if kept["pane"] not in tuple(Pane) or not all(isinstance(v, str) or v is None for v in kept.values()):
            return
        if kept["expression"] is None:
            return
        self._go(Place(**kept))
