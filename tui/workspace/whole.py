"""All documents of the library as one ledger: columns to search by, each line made when it is looked at.

Documents are taken in one after the other, so that the screens show what is there already and stop when they like.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from tui.model.document import Document
from tui.model.errors import Invalid, Problem
from tui.model.ledger import Entry, Key, Ledger, Look
from tui.model.task import Task
from tui.model.timing import Case
from tui.query.columns.printed import Printed
from tui.query.columns.search import Searcher
from tui.query.finder import Finder
from tui.store.packed import Packed, Tasks, unpack
from tui.workspace.entries import entry, unmarked

if TYPE_CHECKING:
    from tui.store.index import Index
    from tui.workspace.ground import Ground

_WORTH: Final = 32
"""Of fewer documents nothing is kept: they are read as quickly."""
_NEAR: Final = 64
"""So many documents of which lines are looked at stay read."""


class Whole:
    """The rows of the whole library, by their number."""

    def __init__(self, workspace: Ground, finder: Finder) -> None:
        self.ids = workspace.library.ids()
        """The documents that there are, those not yet taken in too."""
        self._docs = frozenset(self.ids)
        self.problems: list[Problem] = []
        """Why a document could not be taken in; the others were."""
        self.stale = False
        """Whether documents came, went or were read anew since, so that the whole must be made again."""
        self.finder = finder
        self._workspace = workspace
        self._packed: list[Packed | None] = []
        self._starts = array("l", [0])
        self._number: dict[str, int] = {}
        self._touched = Touched(workspace)
        self._readings: dict[str, str] = {}
        """What told the reading of each document from others when it was taken in; empty where nobody corrected it."""
        self._made_of: list[tuple[Any, ...]] = []
        self._kept = False
        """Whether what is kept is this."""
        self._near = lru_cache(maxsize=_NEAR)(self._read)
        self.searcher = Searcher(Ledger.of(self, range(0)))
        finder.use(self.searcher)

    # Taking in

    @property
    def taken(self) -> int:
        """How many documents were looked at."""
        return len(self._packed)

    @property
    def complete(self) -> bool:
        """Whether all were."""
        return self.taken == len(self.ids)

    def load(self) -> Iterator[int]:
        """Take in the next document at each step, or at once what was kept of all; says how many were looked at."""
        if not self.taken:
            self._made_of = self._stand()
            if self._take_kept():
                yield self.taken
        while not self.complete:
            self._take(self.ids[self.taken])
            yield self.taken

    def _take(self, doc: str) -> None:
        """Take in one document; one that cannot be read is remembered and leaves no lines."""
        number, entries = self.taken, list[Entry]()
        self._readings[doc] = self._touched.readings(doc)
        try:
            packed, document = self._document(doc)
            entries = self._entries(document)
            self.finder.learn(document.id, document.title, self._names(entries))
        except Problem as problem:
            self.problems.append(problem)
            packed = None
        self._packed.append(packed)
        self._number[doc] = number
        self._starts.append(self._starts[-1] + len(entries))
        self.searcher.add(entries)
        self._mark(doc, self._touched.places(doc))

    def _document(self, doc: str) -> tuple[Packed | None, Document]:
        """A document and how it is held: one that people corrected, by the workspace."""
        if self._readings[doc]:
            return None, self._workspace.document(doc)
        return self._workspace.library.pack(doc)

    def _entries(self, document: Document) -> list[Entry]:
        """The tasks of a document before anybody marked them."""
        initial = self._workspace.profile.initial
        try:
            return [unmarked(document, task, initial) for task in document.tasks]
        except (KeyError, TypeError, ValueError) as error:  # each task is only read now
            raise Invalid("damaged_document", path=document.id, reason=str(error)) from error

    def _entry(self, document: Document, task: Task, packed: Packed | None) -> Entry:
        if packed is None or task.id in self._touched.places(document.id):
            return entry(self._workspace, document, task)
        return unmarked(document, task, self._workspace.profile.initial)

    # What is kept of it

    @property
    def _index(self) -> Index | None:
        """Where it is kept; None where that is not worth it."""
        return self._workspace.index if len(self.ids) >= _WORTH else None

    def _stand(self) -> list[tuple[Any, ...]]:
        """Of what it is made: each document's file and the corrections to how it was read."""
        files = self._workspace.library.signatures() if self._index else {}
        return [(doc, files.get(doc), self._touched.readings(doc)) for doc in self.ids]

    def _take_kept(self) -> bool:
        """Take in what was kept of all documents, where none of them is another now; whether it was."""
        kept = self._index.read() if self._index else None
        try:
            if kept is None or kept["made_of"] != self._made_of:
                return False
            columns, starts = Printed.of(kept["columns"]), array("l", kept["starts"])
            self.finder.take(kept["known"])
        except (KeyError, TypeError, ValueError):  # another program of this version kept it
            return False
        self._packed, self._starts, self._kept = kept["packed"], starts, True
        self._number = {doc: number for number, doc in enumerate(self.ids)}
        self._readings = {doc: reading for doc, _, reading in self._made_of}
        self.searcher.take(columns, self._workspace.profile.initial.key)
        for doc, places in self._touched.all().items():
            self._mark(doc, places)
        return True

    def keep(self) -> None:
        """Keep what was taken in for the next time, where that would save much and nothing changed meanwhile."""
        if self._index is None or self._kept or self.problems or not self.complete:
            return
        if self._readings != {doc: reading for doc, _, reading in self._made_of}:
            return
        self._kept = True
        self._index.write(
            {
                "made_of": self._made_of,
                "packed": self._packed,
                "starts": self._starts.tobytes(),
                "columns": self.searcher.table.printed.kept(),
                "known": self.finder.kept(),
            }
        )

    @staticmethod
    def _names(entries: Sequence[Entry]) -> Iterator[str]:
        return (name for each in entries for name in each.task.agencies)

    # Rows

    def __len__(self) -> int:
        return self._starts[-1]

    def __getitem__(self, row: int, /) -> Entry:
        number = bisect_right(self._starts, row) - 1
        document = self._near(number)
        return self._entry(document, document.tasks[row - self._starts[number]], self._packed[number])

    def _read(self, number: int) -> Document:
        packed = self._packed[number]
        return unpack(packed) if packed else self._workspace.document(self.ids[number])

    def row_of(self, key: Key, /) -> int | None:
        """The number of the entry of a key; None where there is none."""
        doc, wanted = key
        rows = self.rows_of(doc)
        if not rows:
            return None
        ids = _ids(self._near(self._number[doc]))
        return rows[ids.index(wanted)] if wanted in ids else None

    def rows_of(self, doc: str) -> range:
        """The rows of a document; none where it was not taken in yet."""
        number = self._number.get(doc)
        return range(0) if number is None else range(self._starts[number], self._starts[number + 1])

    def doc(self, row: int, /) -> str:
        """The document that the entry of a number is of."""
        return self.ids[bisect_right(self._starts, row) - 1]

    def keys(self, rows: Sequence[int], /) -> Iterator[Key]:
        """The keys of some rows."""
        for row in rows:
            number = bisect_right(self._starts, row) - 1
            yield self.ids[number], _ids(self._near(number))[row - self._starts[number]]

    def cases(self, rows: Sequence[int], /) -> Iterator[Case]:
        """What the time of each of some rows depends on, by the columns."""
        return self.searcher.table.cases(rows)

    @property
    def look(self) -> Look:
        """What the layout of a table asks of them."""
        printed, marked = self.searcher.table.printed, self.searcher.table.marked
        count = len(f"#{len(self)}") if printed.unnumbered else 0
        due = bool(printed.names["due"].rows or marked.deadlines)
        return Look(max(printed.longest, count), due, len(self.ids) > 1, bool(marked.percents))

    @property
    def ledger(self) -> Ledger:
        """All that was taken in."""
        return Ledger.of(self, range(len(self)))

    # Marks

    def catch_up(self) -> None:
        """Take in what was marked since; not while a search runs."""
        for doc, places in self._touched.catch_up().items():
            came_or_went = (doc in self._docs) != self._workspace.library.has(doc)
            self.stale = self.stale or came_or_went or self._readings.get(doc, "") != self._touched.readings(doc)
            self._mark(doc, places)

    def _mark(self, doc: str, places: Collection[str]) -> None:
        rows = self.rows_of(doc)
        if not rows or not (self._readings[doc] or places):
            return
        document = self._near(self._number[doc])
        for at, task in enumerate(_ids(document)):
            if self._readings[doc] or task in places:
                tied = self._workspace.state.held(doc, task, "tie") is not None
                self.searcher.mark(rows[at], entry(self._workspace, document, document.tasks[at]), corrected=tied)


def _ids(document: Document) -> list[str]:
    """The ids of a document's tasks; of a packed one, none is read for it."""
    return document.tasks.ids if isinstance(document.tasks, Tasks) else [task.id for task in document.tasks]


class Touched:
    """What people did something to, by document, and what of it is new since it was last asked."""

    def __init__(self, workspace: Ground) -> None:
        self._workspace = workspace
        self._known: dict[str, dict[str, str]] = {}
        """Of each document the tasks and sections touched, each with the stamp of the last Change to it."""
        self._count = -1
        self.catch_up()

    def all(self) -> dict[str, set[str]]:
        """All tasks and sections that were ever touched, by document."""
        return {doc: set(places) for doc, places in self._known.items()}

    def places(self, doc: str) -> dict[str, str]:
        """The tasks and sections of a document that were touched."""
        return self._known.get(doc, {})

    def readings(self, doc: str) -> str:
        """What is another once people correct the reading of a document, or put another edition in its place."""
        state = self._workspace.state
        last = " ".join(change.stamp for change in state.readings(doc))
        return f"{last} {self._workspace.edition(doc)}" if state.carries(doc) else last

    def catch_up(self) -> dict[str, set[str]]:
        """What was touched since, by document; all that ever was where it cannot be told what is new."""
        store = self._workspace.store
        if store.count == self._count:
            return {}
        found: dict[str, set[str]] = {}
        for doc, place, stamp in store.state.last_changes():
            if self._known.setdefault(doc, {}).get(place) != stamp:
                self._known[doc][place] = stamp
                found.setdefault(doc, set()).add(place)
        more, self._count = store.count - self._count, store.count
        if more > sum(map(len, found.values())):  # an older Change came late, or one place was changed twice
            return self.all()
        return found
