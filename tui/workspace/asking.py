"""What one may ask a workspace: its ledgers, what a filter finds in them, and what is meant by a name."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final, Protocol

from tui.model.errors import Problem
from tui.workspace.ground import Ground

if TYPE_CHECKING:
    from datetime import datetime

    from tui.i18n import Texts
    from tui.model.board import Board
    from tui.model.change import Note
    from tui.model.document import Document
    from tui.model.ledger import Entry, Key, Ledger, Selection
    from tui.model.task import Task
    from tui.query.columns.facets import Facets
    from tui.query.match.needle import Needle
    from tui.query.match.register import Register
    from tui.workspace.board import Stats
    from tui.workspace.filtering import Filtering
    from tui.workspace.naming import Target
    from tui.workspace.offers import Offer
    from tui.workspace.referring import Referred
    from tui.workspace.report import Report
    from tui.workspace.saved import SavedFilters
    from tui.workspace.searching import Looked
    from tui.workspace.whole import Whole

_LOOKED: Final = "board"
"""The name under which it is kept when one looked at the board."""


class WithFilters(Ground, Protocol):
    """A workspace that reads filters, and whose notes can be named."""

    @property
    def filtering(self) -> Filtering:
        """What reads them."""

    def entry(self, document: Document, task: Task) -> Entry:
        """One task with its marks."""

    @property
    def register(self) -> Register:
        """The departments by all their names."""

    def board(self, expression: str, ledger: Ledger, since: datetime | None = None) -> Board:
        """The figures of what a filter shows."""

    def stats(self, expression: str, ledger: Ledger, by: str) -> Stats:
        """The counts of what a filter shows."""

    def detail_names(self, ledger: Ledger) -> tuple[str, ...]:
        """The printed names of what else the tasks say."""

    def entry_of(self, key: Key) -> Entry:
        """The task of a key with its marks."""

    def period(self) -> str:
        """The period that is reported on now."""

    def recall(self, name: str) -> Mapping[str, Any]:
        """Small facts of this person."""

    def keep(self, name: str, facts: Mapping[str, Any]) -> bool:
        """Keep such facts."""

    def forget(self, name: str) -> None:
        """Drop such facts."""

    def reread(self) -> None:
        """Read all documents anew when they are next asked for."""

    def notes(self, doc: str | None = None) -> tuple[Note, ...]:
        """The notes that are not deleted."""


class Asking:
    """The part of a workspace that answers."""

    # The ledger

    def ledger(self: WithFilters, doc: str | None = None) -> Ledger:
        """The tasks of one document, or of all, with their marks; raises as `document`."""
        if doc is None:
            return self.filtering.everything()
        from tui.workspace.entries import ledger

        return ledger(self, (self.document(doc),))

    def entry(self: Ground, document: Document, task: Task) -> Entry:
        """One task with its marks."""
        from tui.workspace.entries import entry

        return entry(self, document, task)

    def entry_of(self: Ground, key: Key) -> Entry:
        """The task of a key with its marks; raises as `document`, `NotFound` (`no_task`) where it has none."""
        from tui.workspace.entries import entry_of

        return entry_of(self, key)

    # The filter

    def filter(self: WithFilters, expression: str, ledger: Ledger) -> Selection:
        """What a filter expression shows of a ledger; raises `Usage` with the place and the nearest valid word."""
        return self.filtering.filter(expression, ledger)

    def check_filter(self: WithFilters, expression: str) -> None:
        """Raise as `filter` does where an expression cannot be understood."""
        self.filtering.finder.parse(expression, self.now().date())

    def facets(
        self: WithFilters,
        expression: str,
        ledger: Ledger,
        wanted: Callable[[Entry], bool] | None = None,
        lang: str = "zh",
    ) -> Callable[[], Facets]:
        """What reads the facets of the `wanted` rows that a filter shows, in a language; it may run beside the screen.

        Raises as `filter` does.
        """
        return self.filtering.finder_of(ledger).facets(expression, ledger, self.now().date(), wanted, lang)

    def board(self: WithFilters, expression: str, ledger: Ledger, since: datetime | None = None) -> Board:
        """The figures of what a filter shows of a ledger, and what changed since a moment; raises as `filter` does."""
        from tui.workspace.board import board

        return board(self, self.filtering, expression, ledger, since)

    def look_at_board(self: WithFilters, *, looks: bool = True) -> datetime | None:
        """When this person last looked at the board; None for who never did. That he `looks` now is kept."""
        from tui.model.board import visited

        since, facts = visited(self.recall(_LOOKED), self.now())
        if looks:
            self.keep(_LOOKED, facts)
        return since

    def stats(self: WithFilters, expression: str, ledger: Ledger, by: str) -> Stats:
        """The counts of what a filter shows, by one of `tui.model.board.GROUPS`; raises as `filter` does."""
        from tui.workspace.board import stats

        return stats(self, self.filtering, expression, ledger, by)

    @property
    def saved_filters(self: Ground) -> SavedFilters:
        """The filters that are kept under names."""
        from tui.workspace.saved import SavedFilters

        return SavedFilters(self)

    def filter_words(self: WithFilters, expression: str, texts: Texts) -> str:
        """A filter as a person says it; raises as `filter` does."""
        return self.filtering.finder.parse(expression, self.now().date()).words(texts)

    def explain(self: WithFilters, expression: str, key: Key, texts: Texts) -> tuple[bool, list[str]]:
        """Whether a filter shows a task, and why, line by line; raises as `filter` does."""
        document = self.document(key[0])
        ledger = self.ledger(key[0])
        entry = next(self.entry(document, task) for task in document.tasks if task.id == key[1])
        return self.filtering.finder_of(ledger).explain(expression, entry, texts, self.now().date())

    def other_names(self: WithFilters, expression: str, entry: Entry, ledger: Ledger) -> list[tuple[str, str]]:
        """The bodies of an entry that a filter found under another name: the word, and the name as printed."""
        return self.filtering.finder_of(ledger).other_names(expression, entry, self.now().date())

    def also_means(self: WithFilters, word: str, ledger: Ledger) -> frozenset[str]:
        """The departments, as keys, that a word means though their printed names may not hold it; raises as `register`.

        A body by any of its names; one that had the work before by what it is called today.
        """
        return self.filtering.finder_of(ledger).meant(word)

    def bodies_meant(self: WithFilters, word: str, printed: Mapping[str, str | None], ledger: Ledger) -> dict[str, str]:
        """Of printed names, each with who issued the document, those that a word means though they do not hold it.

        Each with what the body is called today where that is why; none where the register cannot be read, of which the
        filter itself complains.
        """
        from tui.workspace.bodies import meant_otherwise

        try:
            return meant_otherwise(word, self.filtering.finder_of(ledger).meant(word), printed, self.register)
        except Problem:
            return {}

    @property
    def register(self: WithFilters) -> Register:
        """The departments by all their names, and what became of each; raises `Invalid` (`bad_register`)."""
        return self.filtering.register

    def look(self: Ground, word: str, first: str) -> Iterator[Looked]:
        """Look for a word in the text of each document in turn, beginning with one; it may run off the main thread."""
        from tui.workspace.searching import look

        return look(self, word, first)

    def needle(self, word: str) -> Needle:
        """A word to be looked for in running text and names."""
        from tui.query.match.needle import needle

        return needle(word, literal=False)

    @property
    def whole(self: WithFilters) -> Whole:
        """All documents as one ledger, as far as they were taken in; made anew once documents are read otherwise."""
        return self.filtering.whole

    def detail_names(self: WithFilters, ledger: Ledger) -> tuple[str, ...]:
        """The printed names of what else the tasks of a ledger say, each once: what may stand as further columns."""
        return self.filtering.detail_names(ledger)

    # How documents were read

    def reading_report(self: Ground, doc: str) -> Report:
        """How a document was read, what does most harm first; raises as `document`."""
        from tui.workspace.report import report

        return report(self, doc)

    def offers(self: Ground, doc: str) -> tuple[Offer, ...]:
        """What a document that came filled in says of progress and nobody has taken yet; raises as `document`."""
        from tui.workspace.offers import offers

        return offers(self, doc)

    # What people name

    def find_task(self: Ground, name: str, doc: str | None = None) -> Target:
        """The task of `14`, `#3`, `DOC/14` or an id.

        Raises `NotFound` (`no_task`), or `Usage` (`ambiguous_task`, `which_document`).
        """
        from tui.workspace.naming import find_task

        return find_task(self, name, doc)

    def find_section(self: Ground, name: str, doc: str | None = None) -> Target:
        """The section of `四`, `（三）`, `四（三）`, `第3条` or an id.

        Raises `NotFound` (`no_section`), or `Usage` (`ambiguous_section`, `which_document`).
        """
        from tui.workspace.naming import find_section

        return find_section(self, name, doc)

    def find_target(self: Ground, name: str, doc: str | None = None) -> Target:
        """The task or section a person named; a bare number is always a task."""
        from tui.workspace.naming import find_target

        return find_target(self, name, doc)

    def referred(self: Ground, doc: str, place: str) -> list[Referred]:
        """What a section or a task refers to: articles, annexes, other documents; raises as `document`."""
        from tui.workspace.referring import referred

        document = self.document(doc)
        task, section = document.task(place), document.section(place)
        return referred(self, document, task.text if task else section.text if section else "")

    def find_note(self: WithFilters, name: str) -> Note:
        """The note of an id or of the end or beginning of one; raises `NotFound` or `Usage` (`ambiguous_note`)."""
        from tui.workspace.naming import find_note

        return find_note(self.notes(), name)
