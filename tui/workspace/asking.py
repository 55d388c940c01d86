"""What one may ask a workspace: its ledgers, what a filter finds in them, and what is meant by a name."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from tui.i18n import Texts
    from tui.model.change import Note
    from tui.model.document import Document
    from tui.model.ledger import Entry, Key, Ledger, Selection
    from tui.model.task import Task
    from tui.query.columns.facets import Facets
    from tui.query.match.needle import Needle
    from tui.query.match.register import Register
    from tui.workspace import Workspace
    from tui.workspace.filtering import Filtering
    from tui.workspace.naming import Target
    from tui.workspace.saved import SavedFilters
    from tui.workspace.searching import Looked
    from tui.workspace.whole import Whole


class Asking:
    """The part of a workspace that answers."""

    _filtering: Filtering | None = None

    @property
    def _workspace(self) -> Workspace:
        return cast("Workspace", self)

    # The ledger

    def ledger(self, doc: str | None = None) -> Ledger:
        """The tasks of one document, or of all, with their marks; raises as `document`."""
        if doc is None:
            return self.filtering.everything()
        from tui.workspace.entries import ledger

        return ledger(self._workspace, (self._workspace.document(doc),))

    def entry(self, document: Document, task: Task) -> Entry:
        """One task with its marks."""
        from tui.workspace.entries import entry

        return entry(self._workspace, document, task)

    # The filter

    def filter(self, expression: str, ledger: Ledger) -> Selection:
        """What a filter expression shows of a ledger; raises `Usage` with the place and the nearest valid word."""
        return self.filtering.filter(expression, ledger)

    def check_filter(self, expression: str) -> None:
        """Raise as `filter` does where an expression cannot be understood."""
        self.filtering.finder.parse(expression, self._workspace.now().date())

    def facets(
        self, expression: str, ledger: Ledger, wanted: Callable[[Entry], bool] | None = None, lang: str = "zh"
    ) -> Callable[[], Facets]:
        """What reads the facets of the `wanted` rows that a filter shows, in a language; it may run beside the screen.

        Raises as `filter` does.
        """
        return self.filtering.finder_of(ledger).facets(expression, ledger, self._workspace.now().date(), wanted, lang)

    @property
    def saved_filters(self) -> SavedFilters:
        """The filters that are kept under names."""
        from tui.workspace.saved import SavedFilters

        return SavedFilters(self._workspace)

    def filter_words(self, expression: str, texts: Texts) -> str:
        """A filter as a person says it; raises as `filter` does."""
        return self.filtering.finder.parse(expression, self._workspace.now().date()).words(texts)

    def explain(self, expression: str, key: Key, texts: Texts) -> tuple[bool, list[str]]:
        """Whether a filter shows a task, and why, line by line; raises as `filter` does."""
        document = self._workspace.document(key[0])
        ledger = self.ledger(key[0])
        entry = next(self.entry(document, task) for task in document.tasks if task.id == key[1])
        return self.filtering.finder_of(ledger).explain(expression, entry, texts, self._workspace.now().date())

    def other_names(self, expression: str, entry: Entry, ledger: Ledger) -> list[tuple[str, str]]:
        """The bodies of an entry that a filter found under another name: the word, and the name as printed."""
        return self.filtering.finder_of(ledger).other_names(expression, entry, self._workspace.now().date())

    @property
    def register(self) -> Register:
        """The departments by all their names, and what became of each; raises `Invalid` (`bad_register`)."""
        return self.filtering.register

    def look(self, word: str, first: str) -> Iterator[Looked]:
        """Look for a word in the text of each document in turn, beginning with one; it may run off the main thread."""
        from tui.workspace.searching import look

        return look(self._workspace, word, first)

    def needle(self, word: str) -> Needle:
        """A word to be looked for in running text and names."""
        from tui.query.match.needle import needle

        return needle(word, literal=False)

    @property
    def filtering(self) -> Filtering:
        """What reads filters; made when the first is asked, so that the start does not wait for it."""
        from tui.workspace.filtering import Filtering

        if self._filtering is None:
            self._filtering = Filtering(self._workspace)
        return self._filtering

    @property
    def whole(self) -> Whole:
        """All documents as one ledger, as far as they were taken in; made anew once documents are read otherwise."""
        return self.filtering.whole

    # What people name

    def find_task(self, name: str, doc: str | None = None) -> Target:
        """The task of `14`, `#3`, `DOC/14` or an id.

        Raises `NotFound` (`no_task`), or `Usage` (`ambiguous_task`, `which_document`).
        """
        from tui.workspace.naming import find_task

        return find_task(self._workspace, name, doc)

    def find_section(self, name: str, doc: str | None = None) -> Target:
        """The section of `四`, `（三）`, `四（三）`, `第3条` or an id.

        Raises `NotFound` (`no_section`), or `Usage` (`ambiguous_section`, `which_document`).
        """
        from tui.workspace.naming import find_section

        return find_section(self._workspace, name, doc)

    def find_target(self, name: str, doc: str | None = None) -> Target:
        """The task or section a person named; a bare number is always a task."""
        from tui.workspace.naming import find_target

        return find_target(self._workspace, name, doc)

    def find_note(self, name: str) -> Note:
        """The note of an id or of the end or beginning of one; raises `NotFound` or `Usage` (`ambiguous_note`)."""
        from tui.workspace.naming import find_note

        return find_note(self._workspace.notes(), name)
