"""The ledger (台账): tasks with what people marked on them, as an immutable collection that can be narrowed."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol, overload

from tui.model.assessment import Assessment, Settled
from tui.model.change import Note
from tui.model.deadline import Deadline
from tui.model.document import Section
from tui.model.profile import Status
from tui.model.roadmap import Report, Stage
from tui.model.task import Task
from tui.model.timing import Case


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the ledger: a task, where it rests, and its marks as one person sees them."""

    doc: str
    """Document id."""
    task: Task
    path: tuple[Section, ...]
    """The article it rests on, then what that stands in, outwards; empty where it rests on nothing."""
    status: Status
    star: bool = False
    notes: tuple[Note, ...] = ()
    changed: str | None = None
    """When it was last changed, ISO form."""
    by: str | None = None
    """Who changed it last."""
    corrected: tuple[str, ...] = ()
    """What people corrected in its reading; `row` where one added it."""
    issued: str | None = None
    """The date of its document, in ISO form."""
    issuer: str | None = None
    """Who issued its document."""
    set_deadline: Deadline | None = None
    """The deadline that a person set."""
    reports: tuple[Report, ...] = ()
    """What was reported of its progress, by period; the last one counts."""
    stages: tuple[Stage, ...] = ()
    """The steps on its way, by their day."""
    tags: tuple[str, ...] = ()
    verdicts: tuple[Assessment, ...] = ()
    """What reviewers hold of it, apart from what its department reports."""
    settled: Settled | None = None
    """What these come to."""
    closed_on: str | None = None
    """The day on which it was closed, in ISO form; None while it is open."""

    @property
    def deadline(self) -> Deadline | None:
        """The deadline that holds: the printed one until a person sets another."""
        due = self.task.due
        return self.set_deadline or (Deadline(due.text, due.by) if due else None)

    @property
    def progress(self) -> Report | None:
        """What was reported last."""
        return self.reports[-1] if self.reports else None

    @property
    def percent(self) -> int | None:
        """How far it is, as was last said in a report."""
        return next((each.percent for each in reversed(self.reports) if each.percent is not None), None)

    @property
    def case(self) -> Case:
        """What its time depends on, see `tui.model.timing`."""
        deadline = self.deadline
        since = max(filter(None, (self.issued, deadline.on if deadline else None)), default=None)
        return Case(deadline.by if deadline else None, since, self.percent, self.status.closed, self.closed_on)

    @property
    def key(self) -> Key:
        """Document id and task id."""
        return (self.doc, self.task.id)

    @property
    def article(self) -> Section | None:
        """The article (else section) it rests on."""
        return self.path[0] if self.path else None


class Condition(Protocol):
    """Anything that says yes or no to an entry: the nodes of `tui.query`."""

    def match(self, entry: Entry) -> bool:
        """Whether the entry is wanted."""
        ...


Key = tuple[str, str]
"""Document id and task id."""


class Look(NamedTuple):
    """What the layout of a table asks of all its rows."""

    number: int = 0
    """Cells of the widest printed number; of the count of the rows where one has none."""
    due: bool = False
    """Whether any has a deadline."""
    several: bool = False
    """Whether they are of several documents."""
    percent: bool = False
    """Whether of any was reported how far it is."""


class Rows(Protocol):
    """Entries by their number, each made when it is asked for: what a ledger too large to hold stands on."""

    @property
    def look(self) -> Look:
        """What the layout of a table asks of them."""
        ...

    def __len__(self) -> int:
        """How many there are."""
        ...

    def __getitem__(self, row: int, /) -> Entry:
        """The entry of a number."""
        ...

    def row_of(self, key: Key, /) -> int | None:
        """The number of the entry of a key; None where there is none."""
        ...

    def doc(self, row: int, /) -> str:
        """The document that the entry of a number is of."""
        ...

    def keys(self, rows: Sequence[int], /) -> Iterator[Key]:
        """The keys of some rows."""
        ...

    def cases(self, rows: Sequence[int], /) -> Iterator[Case]:
        """What the time of each of some rows depends on; of one without a day it says no more than that."""
        ...


class Held:
    """Entries that are all held."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._entries = tuple(entries)
        self._rows: dict[Key, int] | None = None

    def __len__(self) -> int:
        return len(self._entries)

    def __getitem__(self, row: int, /) -> Entry:
        return self._entries[row]

    def __iter__(self) -> Iterator[Entry]:
        return iter(self._entries)

    def row_of(self, key: Key, /) -> int | None:
        """The number of the entry of a key; None where there is none."""
        if self._rows is None:
            self._rows = {entry.key: row for row, entry in enumerate(self._entries)}
        return self._rows.get(key)

    def doc(self, row: int, /) -> str:
        """The document that the entry of a number is of."""
        return self._entries[row].doc

    def keys(self, rows: Sequence[int], /) -> Iterator[Key]:
        """The keys of some rows."""
        return (self._entries[row].key for row in rows)

    def cases(self, rows: Sequence[int], /) -> Iterator[Case]:
        """What the time of each of some rows depends on."""
        return (self._entries[row].case for row in rows)

    @property
    def look(self) -> Look:
        """What the layout of a table asks of them."""
        numbers = [entry.task.no or "" for entry in self._entries]
        widest = max(map(len, numbers), default=0)
        count = len(f"#{len(numbers)}") if "" in numbers else 0
        due = any(entry.deadline for entry in self._entries)
        percent = any(entry.percent is not None for entry in self._entries)
        return Look(max(widest, count), due, len({entry.doc for entry in self._entries}) > 1, percent)


class Ledger(Sequence[Entry]):
    """Entries in order; `ledger & condition` is the ledger of those that match."""

    __slots__ = ("chosen", "rows")

    def __init__(self, entries: Iterable[Entry] = ()) -> None:
        self.rows: Rows = Held(entries)
        """What it was chosen from."""
        self.chosen: Sequence[int] = range(len(self.rows))
        """The numbers of its entries there."""

    @classmethod
    def of(cls, rows: Rows, chosen: Sequence[int]) -> Ledger:
        """Some of many entries, which stay unmade until they are asked for."""
        ledger = cls()
        ledger.rows, ledger.chosen = rows, chosen
        return ledger

    def __and__(self, condition: Condition) -> Ledger:
        return Ledger.of(self.rows, [row for row in self.chosen if condition.match(self.rows[row])])

    @overload
    def __getitem__(self, index: int) -> Entry: ...
    @overload
    def __getitem__(self, index: slice) -> Ledger: ...
    def __getitem__(self, index: int | slice) -> Entry | Ledger:
        if isinstance(index, slice):
            return Ledger.of(self.rows, self.chosen[index])
        return self.rows[self.chosen[index]]

    def __len__(self) -> int:
        return len(self.chosen)

    def __iter__(self) -> Iterator[Entry]:
        return map(self.rows.__getitem__, self.chosen)

    def keys(self) -> Iterator[Key]:
        """The keys of all entries, in order."""
        return self.rows.keys(self.chosen)

    def cases(self) -> Iterator[Case]:
        """What the time of each entry depends on, in order; for it no entry is made."""
        return self.rows.cases(self.chosen)

    def within(self, doc: str) -> Ledger:
        """The entries of one document."""
        return Ledger.of(self.rows, [row for row in self.chosen if self.rows.doc(row) == doc])

    @property
    def docs(self) -> tuple[str, ...]:
        """The documents that its entries are of, in order."""
        return tuple(dict.fromkeys(map(self.rows.doc, self.chosen)))

    @property
    def several(self) -> bool:
        """Whether its entries are of several documents."""
        docs = map(self.rows.doc, self.chosen)
        first = next(docs, None)
        return any(doc != first for doc in docs)

    def index_of(self, key: Key) -> int | None:
        """Where the entry of a key stands; None where it does not."""
        row = self.rows.row_of(key)
        if row is None:
            return None
        at = bisect_left(self.chosen, row)  # most are in order; those that are sorted otherwise are looked through
        if at < len(self.chosen) and self.chosen[at] == row:
            return at
        return self.chosen.index(row) if row in self.chosen else None

    def having(self, keys: Collection[Key]) -> Ledger:
        """The entries of these keys, in order."""
        rows = {self.rows.row_of(key) for key in keys}
        return Ledger.of(self.rows, [row for row in self.chosen if row in rows])

    @property
    def look(self) -> Look:
        """What the layout of a table asks of what it was chosen from."""
        return self.rows.look

    def by_status(self) -> Counter[str]:
        """How many entries have each status key."""
        return Counter(entry.status.key for entry in self)

    @property
    def closed(self) -> int:
        """How many entries ask for nothing more."""
        return sum(entry.status.closed for entry in self)


def detail_names(entries: Iterable[Entry]) -> tuple[str, ...]:
    """The printed names of all details of some entries, each once, in the order they are met."""
    return tuple(dict.fromkeys(detail.name for entry in entries for detail in entry.task.details))


class Texts(Protocol):
    """The texts of one language, as `tui.i18n.Texts`."""

    lang: str

    def __call__(self, key: str, **values: object) -> str:
        """The text of a key, filled with the values."""
        ...


class Asked(Protocol):
    """A filter that was understood: what `tui.query` makes of an expression."""

    def words(self, texts: Texts, /) -> str:
        """The filter as a person says it."""
        ...

    def spans(self, text: str, column: str, /) -> Sequence[tuple[int, int]]:
        """Where the hits lie in the text of a column."""
        ...

    @property
    def sorted_by(self) -> tuple[str, bool] | None:
        """The order that counts most, such as `no`, and whether it goes down; None where that of the document holds."""
        ...


@dataclass(frozen=True, slots=True)
class Selection:
    """What a filter shows of a ledger."""

    ledger: Ledger
    total: int
    """How many entries there were to choose from."""
    asked: Asked | None = None
    """The filter; None where nothing was asked."""

    def spans(self, column: str, text: str) -> Sequence[tuple[int, int]]:
        """Where the hits lie in the text of a column."""
        return self.asked.spans(text, column) if self.asked else ()
