"""A ledger put in order by its columns."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from typing import Final, TypeVar

from tui.query.columns.folded import Column
from tui.query.columns.table import Table
from tui.query.language.orders import Order, SortKey, numbers_key, text_key

Value = TypeVar("Value", bound=Hashable)


def sort_keys(table: Table, order: Order) -> list[SortKey | None]:
    """What an order compares of every row, by the table's columns; of corrected rows, by themselves."""
    keys = list(_COLUMNS[order.name](table, order))
    for row in table.corrected:
        keys[row] = order.key(table.entries[row])
    return keys


def _of_changes(table: Table, which: int) -> list[SortKey | None]:
    """When each row was last changed (0), or by whom (1)."""
    changed = table.marked.changed
    return [text_key(changed[row][which]) if row in changed else None for row in range(len(table))]


def _of_days(table: Table) -> list[SortKey | None]:
    """The last day of each row, as printed or set."""
    keys = list(map(text_key, table.printed.days))
    for row, deadline in table.marked.deadlines.items():
        keys[row] = text_key(deadline.by)
    return keys


def _points(percent: int | None) -> SortKey | None:
    return None if percent is None else (percent,)


def _of_status(table: Table, order: Order) -> list[SortKey | None]:
    known = {key: (rank,) for rank, key in enumerate(order.statuses)}
    return [known.get(key) for key in table.marked.statuses]


def _of_notes(table: Table) -> list[SortKey | None]:
    notes = table.marked.notes
    return [(len(notes[row]),) if row in notes else None for row in range(len(table))]


def _spread(column: Column[Value], key: Callable[[Value], SortKey | None], count: int) -> list[SortKey | None]:
    """What is compared of each row, from a column of what the rows hold."""
    keys: list[SortKey | None] = [None] * count
    for value, rows in column.rows.items():
        made = key(value)
        for row in rows:
            keys[row] = made
    return keys


_COLUMNS: Final[dict[str, Callable[[Table, Order], Iterable[SortKey | None]]]] = {
    "no": lambda table, _: zip(table.printed.numbers, table.printed.ordinals, strict=True),
    "due": lambda table, _: _of_days(table),
    "percent": lambda table, _: [_points(table.marked.percents.get(row)) for row in range(len(table))],
    "lead": lambda table, _: map(text_key, table.printed.first_leads),
    "text": lambda table, _: map(text_key, table.printed.text.keys),
    "section": lambda table, _: _spread(table.printed.spots, numbers_key, len(table)),
    "doc": lambda table, _: _spread(table.printed.names["doc"], text_key, len(table)),
    "status": _of_status,
    "star": lambda table, _: [(0 if row in table.marked.starred else 1,) for row in range(len(table))],
    "note": lambda table, _: _of_notes(table),
    "changed": lambda table, _: _of_changes(table, 0),
    "by": lambda table, _: _of_changes(table, 1),
}
