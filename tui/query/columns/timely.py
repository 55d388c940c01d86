"""Which rows have each light, each tag, are due or were noted in each month: what the facets of time are made of."""

from __future__ import annotations

from array import array
from calendar import monthrange
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final, TypeAlias

from tui.model.timing import Case, Rules, timing
from tui.query.columns.table import Table
from tui.query.language.facts import Range
from tui.query.language.standing import LIGHTS

KINDS: Final = ("light", "due", "tag", "noted")
"""In the order in which they are shown."""
Rows: TypeAlias = "dict[str, dict[str, array[int]]]"
"""Which rows have each value, by kind."""


def timely(table: Table, size: int, today: date, rules: Rules) -> Rows:
    """The rows below a size by light (the Chinese name), month of the deadline, tag (as a key) and month of a note."""
    found: Rows = {kind: {} for kind in KINDS}
    known: dict[Case, tuple[str, str]] = {}
    dated = bytearray(size)
    for row, case in _cases(table, size):
        dated[row] = 1
        if case not in known:
            light = timing(case, today, rules).light
            known[case] = LIGHTS[light or "none"][0], (case.by or "")[:7]
        light_name, month = known[case]
        found["light"].setdefault(light_name, array("i")).append(row)
        if month:
            found["due"].setdefault(month, array("i")).append(row)
    others = array("i", (row for row in range(size) if not dated[row]))
    found["light"].setdefault(LIGHTS["none"][0], array("i")).extend(others)
    for row, tags in table.marked.tags.items():
        for tag in tags if row < size else ():
            found["tag"].setdefault(tag, array("i")).append(row)
    for row, days in table.marked.noted.items():
        for month in {day[:7] for day in days} if row < size else ():
            found["noted"].setdefault(month, array("i")).append(row)
    return {kind: {value: array("i", sorted(rows)) for value, rows in held.items()} for kind, held in found.items()}


def _cases(table: Table, size: int) -> Iterator[tuple[int, Case]]:
    """The rows that have a day or were marked, each with its case; of corrected rows as it is now."""
    marked, corrected = table.marked.cases, table.corrected
    for case, rows in table.printed.cases.rows.items():
        yield from ((row, case) for row in rows if row < size and row not in marked and row not in corrected)
    yield from ((row, case) for row, case in marked.items() if row < size and row not in corrected)
    yield from ((row, table.entries[row].case) for row in corrected if row < size)


def ordered(found: Rows) -> Iterator[tuple[str, str]]:
    """The kinds and values in the order in which they are shown: lights by urgency, months in time, tags by name.

    Where no row has a light there are none.
    """
    lights = [names[0] for names in LIGHTS.values() if names[0] in found["light"]]
    if lights != [LIGHTS["none"][0]]:
        yield from (("light", light) for light in lights)
    yield from (("due", month) for month in sorted(found["due"]))
    yield from (("tag", tag) for tag in sorted(found["tag"]))
    yield from (("noted", month) for month in sorted(found["noted"]))


def light_word(value: str, lang: str) -> str:
    """A light as it is called in a language."""
    names = next((names for names in LIGHTS.values() if names[0] == value), (value, value))
    return names[0 if lang == "zh" else 1]


def month_of(node: Range) -> str | None:
    """The month that a range of days is, all of it; None where it is none."""
    low, high = node.low, node.high
    if node.name not in {"due", "noted"} or not isinstance(low, str) or not isinstance(high, str):
        return None
    if not low.endswith("-01"):
        return None
    year, month = int(low[:4]), int(low[5:7])
    whole: Sequence[str] = (low, f"{low[:7]}-{monthrange(year, month)[1]:02d}")
    return low[:7] if (low, high) == tuple(whole) else None
