"""Orders of the ledger: by number, deadline, status and so on, up or down."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeVar

from tui.model.ledger import Entry, Texts
from tui.query import fields
from tui.query.facts import Spot, number_of, place_of
from tui.query.numbers import chain

if TYPE_CHECKING:
    from tui.query.columns import Column
    from tui.query.search import Searcher

Value = TypeVar("Value", bound=Hashable)
_Key = tuple[int | str, ...]


@dataclass(frozen=True)
class Order:
    """One order; what has no value stands last, up or down."""

    name: str
    """A key of `fields.ORDERS`."""
    down: bool = False
    statuses: tuple[str, ...] = ()
    """Status keys in the order of the profile; needed for `status` alone."""

    def key(self, entry: Entry) -> _Key | None:
        """What is compared; None where the entry has no such value."""
        if self.name == "status":
            known = entry.status.key in self.statuses
            return (self.statuses.index(entry.status.key),) if known else None
        return _KEYS[self.name](entry)

    def ranks(self, keys: Sequence[_Key | None]) -> list[int]:
        """The rank of each row by what is compared of it, from 0; rows that compare equal share one."""
        known = sorted({key for key in keys if key is not None}, reverse=self.down)
        rank_of = {key: rank for rank, key in enumerate(known)}
        return [len(known) if key is None else rank_of[key] for key in keys]

    @property
    def of_marks(self) -> bool:
        """Whether it changes when someone marks or notes."""
        return self.name in {"status", "star", "note", "changed", "by"}

    def words(self, texts: Texts) -> str:
        """`按序号倒排`."""
        return texts("filter.order_down" if self.down else "filter.order_up", field=texts(f"filter.by_{self.name}"))

    def expression(self) -> str:
        """`排序:序号-`."""
        return f"排序:{fields.ORDERS[self.name][0]}{'-' if self.down else ''}"


def _text(value: str | None) -> _Key | None:
    return (value,) if value else None


def _section(entry: Entry) -> _Key | None:
    return _numbers(place_of(entry).spot)


def _numbers(place: Spot) -> _Key | None:
    """The numbers of a place from the outermost in."""
    printed = [number for text in reversed(place.numbers) for number in chain(text)]
    return tuple(value for number in printed for value in number.value) or None


_KEYS: Final[dict[str, Callable[[Entry], _Key | None]]] = {
    "no": lambda entry: (number_of(entry), entry.task.ordinal),
    "due": lambda entry: _text(entry.task.due.by if entry.task.due else None),
    "lead": lambda entry: _text(entry.task.leads[0] if entry.task.leads else None),
    "section": _section,
    "text": lambda entry: _text(entry.task.text),
    "star": lambda entry: (0 if entry.star else 1,),
    "note": lambda entry: (len(entry.notes),) if entry.notes else None,
    "changed": lambda entry: _text(entry.changed),
    "by": lambda entry: _text(entry.by),
    "doc": lambda entry: _text(entry.doc),
}


def sort_keys(searcher: Searcher, order: Order) -> list[_Key | None]:
    """What an order compares of every row, by the searcher's columns; of corrected rows, by themselves."""
    keys = list(_COLUMNS[order.name](searcher, order))
    for row in searcher.corrected:
        keys[row] = order.key(searcher.entries[row])
    return keys


def _of_changes(searcher: Searcher, which: int) -> list[_Key | None]:
    """When each row was last changed (0), or by whom (1)."""
    changed = searcher.marked.changed
    return [_text(changed[row][which]) if row in changed else None for row in range(len(searcher))]


def _of_status(searcher: Searcher, order: Order) -> list[_Key | None]:
    known = {key: (rank,) for rank, key in enumerate(order.statuses)}
    return [known.get(key) for key in searcher.marked.statuses]


def _of_notes(searcher: Searcher) -> list[_Key | None]:
    notes = searcher.marked.notes
    return [(len(notes[row]),) if row in notes else None for row in range(len(searcher))]


def _spread(column: Column[Value], key: Callable[[Value], _Key | None], count: int) -> list[_Key | None]:
    """What is compared of each row, from a column of what the rows hold."""
    keys: list[_Key | None] = [None] * count
    for value, rows in column.rows.items():
        made = key(value)
        for row in rows:
            keys[row] = made
    return keys


_COLUMNS: Final[dict[str, Callable[[Searcher, Order], Iterable[_Key | None]]]] = {
    "no": lambda searcher, _: zip(searcher.printed.numbers, searcher.printed.ordinals, strict=True),
    "due": lambda searcher, _: map(_text, searcher.printed.days),
    "lead": lambda searcher, _: map(_text, searcher.printed.first_leads),
    "text": lambda searcher, _: map(_text, searcher.printed.text.keys),
    "section": lambda searcher, _: _spread(searcher.printed.spots, _numbers, len(searcher)),
    "doc": lambda searcher, _: _spread(searcher.printed.names["doc"], _text, len(searcher)),
    "status": _of_status,
    "star": lambda searcher, _: [(0 if row in searcher.marked.starred else 1,) for row in range(len(searcher))],
    "note": lambda searcher, _: _of_notes(searcher),
    "changed": lambda searcher, _: _of_changes(searcher, 0),
    "by": lambda searcher, _: _of_changes(searcher, 1),
}
