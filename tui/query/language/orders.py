"""Orders of the ledger: by number, deadline, status and so on, up or down."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from tui.model.ledger import Entry, Texts
from tui.query.language import fields
from tui.query.language.facts import Spot, number_of, place_of
from tui.query.language.numbers import chain

SortKey = tuple[int | str, ...]
"""What is compared of a row."""


@dataclass(frozen=True)
class Order:
    """One order; what has no value stands last, up or down."""

    name: str
    """A key of `fields.ORDERS`."""
    down: bool = False
    statuses: tuple[str, ...] = ()
    """Status keys in the order of the profile; needed for `status` alone."""

    def key(self, entry: Entry) -> SortKey | None:
        """What is compared; None where the entry has no such value."""
        if self.name == "status":
            known = entry.status.key in self.statuses
            return (self.statuses.index(entry.status.key),) if known else None
        return _KEYS[self.name](entry)

    def ranks(self, keys: Sequence[SortKey | None]) -> list[int]:
        """The rank of each row by what is compared of it, from 0; rows that compare equal share one."""
        known = sorted({key for key in keys if key is not None}, reverse=self.down)
        rank_of = {key: rank for rank, key in enumerate(known)}
        return [len(known) if key is None else rank_of[key] for key in keys]

    @property
    def of_marks(self) -> bool:
        """Whether it changes when someone marks or notes."""
        return self.name in {"status", "star", "note", "changed", "by", "due", "percent"}

    def words(self, texts: Texts) -> str:
        """`按序号倒排`."""
        return texts("filter.order_down" if self.down else "filter.order_up", field=texts(f"filter.by_{self.name}"))

    def expression(self) -> str:
        """`排序:序号-`."""
        return f"排序:{fields.ORDERS[self.name][0]}{'-' if self.down else ''}"


def text_key(value: str | None) -> SortKey | None:
    """Compared by its characters; what is empty has no value."""
    return (value,) if value else None


def _section(entry: Entry) -> SortKey | None:
    return numbers_key(place_of(entry).spot)


def numbers_key(place: Spot) -> SortKey | None:
    """The numbers of a place from the outermost in."""
    printed = [number for text in reversed(place.numbers) for number in chain(text)]
    return tuple(value for number in printed for value in number.value) or None


_KEYS: Final[dict[str, Callable[[Entry], SortKey | None]]] = {
    "no": lambda entry: (number_of(entry), entry.task.ordinal),
    "due": lambda entry: text_key(entry.deadline.by if entry.deadline else None),
    "lead": lambda entry: text_key(entry.task.leads[0] if entry.task.leads else None),
    "percent": lambda entry: None if entry.percent is None else (entry.percent,),
    "section": _section,
    "text": lambda entry: text_key(entry.task.text),
    "star": lambda entry: (0 if entry.star else 1,),
    "note": lambda entry: (len(entry.notes),) if entry.notes else None,
    "changed": lambda entry: text_key(entry.changed),
    "by": lambda entry: text_key(entry.by),
    "doc": lambda entry: text_key(entry.doc),
}
