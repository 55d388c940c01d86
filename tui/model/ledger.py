"""The ledger (台账): tasks with what people marked on them, as an immutable collection that can be narrowed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol, overload

from tui.model.change import Note
from tui.model.document import Section
from tui.model.profile import Status
from tui.model.task import Task


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

    @property
    def key(self) -> tuple[str, str]:
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


class Ledger(Sequence[Entry]):
    """Entries in order; `ledger & condition` is the ledger of those that match."""

    __slots__ = ("_entries",)

    def __init__(self, entries: Iterable[Entry] = ()) -> None:
        self._entries = tuple(entries)

    def __and__(self, condition: Condition) -> Ledger:
        return Ledger(entry for entry in self._entries if condition.match(entry))

    @overload
    def __getitem__(self, index: int) -> Entry: ...
    @overload
    def __getitem__(self, index: slice) -> Ledger: ...
    def __getitem__(self, index: int | slice) -> Entry | Ledger:
        return Ledger(self._entries[index]) if isinstance(index, slice) else self._entries[index]

    def __len__(self) -> int:
        return len(self._entries)

    def __iter__(self) -> Iterator[Entry]:
        return iter(self._entries)

    def by_status(self) -> Counter[str]:
        """How many entries have each status key."""
        return Counter(entry.status.key for entry in self._entries)

    @property
    def closed(self) -> int:
        """How many entries ask for nothing more."""
        return sum(entry.status.closed for entry in self._entries)


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
