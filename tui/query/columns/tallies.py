"""Counting by columns: how many rows of a ledger stand how, as a whole and by what they have in common."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta
from heapq import nsmallest
from operator import itemgetter
from typing import Final, NamedTuple

from tui.model.board import NO_LIGHT, Group, Month, State, Tally
from tui.model.ledger import Entry, Key
from tui.model.profile import Profile
from tui.model.timing import Case
from tui.query.columns.table import Table
from tui.query.language import phrases
from tui.query.language.facts import Place, place_of
from tui.query.language.standing import LIGHTS
from tui.query.match import folding

_OUTSIDE: Final = 0
"""The code of rows that are not counted."""
_CHANGED: Final = 32
"""Of more rows that stand otherwise than before all is counted anew."""
_PIECE: Final = 512
"""So many rows are compared at once."""
_FEW: Final = 2
"""`itemgetter` gives so many as a tuple, one alone as itself."""
_BYTE: Final = 256
"""Codes below it are kept as bytes, which are counted many times faster."""
_FIELDS: Final = {"participant": "part"}
"""What the filter calls a kind of group, where that is another word."""
_OF_KIND: Final = {"lead": "lead", "participant": "part", "doc": "doc"}
"""The column of each kind of group that has one."""


class Counted(NamedTuple):
    """What was counted of a table; the next figures take over all groups in which no row stands otherwise since."""

    table: Table
    today: date
    profile: Profile
    known: dict[State, int]
    """The code of each state."""
    codes: Sequence[int]
    groups: dict[tuple[str, str], tuple[Sequence[int], Group | None]]
    """By kind and key, each with its rows."""

    def is_of(self, table: Table, today: date, profile: Profile) -> bool:
        """Whether this table, as long as it is now, was counted by the same rules."""
        return self.table is table and len(self.codes) == len(table) and (self.today, self.profile) == (today, profile)


class Tallies:
    """The figures of some rows of a table on some day."""

    def __init__(
        self, table: Table, rows: Sequence[int], today: date, profile: Profile, before: Counted | None = None
    ) -> None:
        """`before` is what was counted last, of whatever table."""
        if before is not None and not before.is_of(table, today, profile):
            before = None
        self._table = table
        self._today = today
        self._profile = profile
        self._known: dict[State, int] = dict(before.known) if before else {}
        """The code of each state."""
        codes = self._coded(rows)
        self._make: Callable[[Iterable[int]], Sequence[int]] = bytes if len(self._known) < _BYTE else list
        self._codes = self._make(codes)
        """The code of the state of each row, from 1; `_OUTSIDE` for those that are not counted."""
        self._states = [State(""), *self._known]
        changed = _unlike(before.codes, self._codes) if before else None
        self._changed = changed or []
        self._before = before.groups if before and changed is not None else {}
        self.counted = Counted(table, today, profile, self._known, self._codes, {})
        """What the next figures may take over; `by` adds to it."""
        self.whole = self._tally(self._codes)
        """How all stand."""

    # How each row stands

    def _coded(self, rows: Sequence[int]) -> list[int]:
        table, initial = self._table, self._profile.initial.key
        codes = [self._code(initial, Case())] * len(table)
        for case, held in table.printed.cases.rows.items():
            code = self._code(initial, case)
            for row in held:
                codes[row] = code
        known: dict[tuple[str, Case], int] = {}
        for row, case in self._marked(initial):
            key = (table.marked.statuses[row], case)
            if key not in known:
                known[key] = self._code(*key)
            codes[row] = known[key]
        if len(rows) == len(codes):
            return codes
        wanted = [_OUTSIDE] * len(codes)
        for row in rows:
            wanted[row] = codes[row]
        return wanted

    def _marked(self, initial: str) -> Iterator[tuple[int, Case]]:
        """The rows that are no longer as printed, each with its case now."""
        marked, entries = self._table.marked, self._table.entries
        yield from marked.cases.items()
        others = set(self._table.corrected)
        changed = len(marked.statuses) - marked.statuses.count(initial)
        if changed > sum(marked.statuses[row] != initial for row in marked.cases):  # mostly all are among the marked
            others |= {row for row, key in enumerate(marked.statuses) if key != initial}
        yield from ((row, entries[row].case) for row in others - marked.cases.keys())

    def _code(self, status: str, case: Case) -> int:
        state = State.of(status, case, self._today, self._profile.rules)
        return self._known.setdefault(state, len(self._known) + 1)

    def _tally(self, codes: Sequence[int]) -> Tally:
        return Tally({self._states[code]: codes.count(code) for code in set(codes) if code != _OUTSIDE})

    # What they have in common

    def by(self, kind: str) -> Iterator[Group]:
        """The groups of a kind, see `tui.model.board.GROUPS`, those that have rows."""
        if kind in {"status", "light"}:
            yield from self._by_state(kind)
            return
        found = {"section": self._sections, "tag": self._tags}.get(kind)
        for key, name, rows in found() if found else self._named(kind):
            held, group = self._before.get((kind, key), ((), None))
            if held is not rows or any(_is_in(row, rows) for row in self._changed):
                group = self._group(kind, key, name, rows)
            self.counted.groups[kind, key] = (rows, group)
            if group is not None:
                yield group

    def _group(self, kind: str, key: str, name: str, rows: Sequence[int]) -> Group | None:
        """A group by its rows, in order; None where none of them is counted."""
        tally = self._tally(self._codes_of(rows, together=kind == "doc"))
        if not tally.total:
            return None
        return Group(key, name, tally, first=next(row for row in rows if self._codes[row] != _OUTSIDE))

    def _codes_of(self, rows: Sequence[int], *, together: bool) -> Sequence[int]:
        """The codes of some rows; those of a document mostly stand together, and are taken as one piece."""
        if together and rows and rows[-1] - rows[0] == len(rows) - 1:
            return self._codes[rows[0] : rows[-1] + 1]
        if len(rows) < _FEW:
            return [self._codes[row] for row in rows]
        return self._make(itemgetter(*rows)(self._codes))

    def _by_state(self, kind: str) -> Iterator[Group]:
        """By status or by light, in the order of the profile or of urgency."""
        lights = {str(light): names[0] for light, names in LIGHTS.items()}
        names = lights if kind == "light" else {status.key: status.zh for status in self._profile.statuses}
        for key in dict.fromkeys([*names, *(state.status for state in self._states if kind == "status")]):
            found = {state: count for state, count in self.whole.states.items() if _key(state, kind) == key}
            if found:
                yield Group(key, names.get(key, key), Tally(found))

    def _named(self, kind: str) -> Iterator[tuple[str, str, Sequence[int]]]:
        """By bodies or documents, as they are printed."""
        column = _OF_KIND[kind]
        printed, corrected = self._table.printed, self._corrected(kind)
        rows_of = printed.names[column].rows
        for key in dict.fromkeys([*rows_of, *corrected]):
            name = printed.spelt.get(key) or corrected.get(key, (key, ()))[0]
            rows: Sequence[int] = rows_of.get(key, ())
            if self._table.corrected and column != "doc":
                rows = [*(row for row in rows if row not in self._table.corrected), *corrected.get(key, ("", ()))[1]]
            yield name, name, rows

    def _corrected(self, kind: str) -> dict[str, tuple[str, list[int]]]:
        """The bodies of the rows that people corrected, by their keys, each with its name and rows."""
        found: dict[str, tuple[str, list[int]]] = {}
        for row in sorted(self._table.corrected):
            task = self._table.entries[row].task
            for name in dict.fromkeys({"lead": task.leads, "participant": task.participants}.get(kind, ())):
                found.setdefault(folding.key(name), (name, []))[1].append(row)
        return found

    def _sections(self) -> Iterator[tuple[str, str, Sequence[int]]]:
        """By the outermost section that a task rests in."""
        groups: dict[tuple[str, str, str], list[int]] = {}
        corrected = self._table.corrected
        for place, rows in self._table.printed.places.rows.items():
            kept = [row for row in rows if row not in corrected] if corrected else rows
            groups.setdefault(_top(place), []).extend(kept)
        for row in corrected:
            groups.setdefault(_top(place_of(self._table.entries[row])), []).append(row)
        for (key, number, heading), held in groups.items():
            name = " ".join(filter(None, (number, heading)))
            yield key, name, held

    def _tags(self) -> Iterator[tuple[str, str, Sequence[int]]]:
        groups: dict[str, list[int]] = {}
        for row, tags in self._table.marked.tags.items():
            for tag in tags:
                groups.setdefault(tag, []).append(row)
        for tag, rows in groups.items():
            name = self._table.marked.spelt.get(tag, tag)
            yield name, name, rows

    @property
    def rows(self) -> list[int]:
        """The rows that are counted, in order."""
        return [row for row, code in enumerate(self._codes) if code != _OUTSIDE]

    def row_of(self, key: Key) -> int | None:
        """The row of a task; None where it is not counted."""
        row = self._table.entries.row_of(key)
        return None if row is None or self._codes[row] == _OUTSIDE else row

    def entry(self, row: int) -> Entry:
        """The entry of a row."""
        return self._table.entries[row]

    # In time

    def unreported(self, since: str | None) -> int:
        """How many open rows nobody reported on from this day on; none where nobody has to report."""
        if since is None:
            return 0
        codes, states = self._codes, self._states
        reported = (row for row, until in self._table.marked.reported.items() if until >= since)
        told = sum(codes[row] != _OUTSIDE and not states[codes[row]].closed for row in reported)
        return self.whole.total - self.whole.closed - told

    def _cases(self) -> Iterator[tuple[int, Case]]:
        """The rows that are counted and have a day or are closed, each with its case."""
        codes, cases = self._codes, self._table.marked.cases
        for case, rows in self._table.printed.cases.rows.items():
            yield from ((row, case) for row in rows if codes[row] != _OUTSIDE and row not in cases)
        yield from ((row, case) for row, case in cases.items() if codes[row] != _OUTSIDE)

    def due(self, most: int, *, late: bool) -> list[int]:
        """The rows that are most overdue, or that are due next within the days that are few; not more than these."""
        states = self._states
        wanted = {code for code, state in enumerate(states) if (state.overdue if late else state.soon)}
        codes = self._codes
        days = ((case.by or "", row) for row, case in self._cases() if codes[row] in wanted)
        return [row for _, row in nsmallest(most, days)]

    def weeks(self, count: int) -> list[tuple[date, int]]:
        """How many tasks were closed in each of the last weeks, by its Monday."""
        this = self._today - timedelta(days=self._today.weekday())
        days = Counter(case.closed_on for row, case in self._table.marked.cases.items() if self._codes[row] != _OUTSIDE)
        closed: Counter[date] = Counter()
        for day, number in days.items():
            if day is not None:
                on = date.fromisoformat(day)
                closed[on - timedelta(days=on.weekday())] += number
        mondays = [this - timedelta(weeks=back) for back in range(count - 1, -1, -1)]
        return [(monday, closed[monday]) for monday in mondays]

    def months(self) -> list[Month]:
        """The months in which tasks are due, in order."""
        due: Counter[str] = Counter()
        still: Counter[str] = Counter()
        for _, case in self._cases():
            if case.by:
                due[case.by[:7]] += 1
                still[case.by[:7]] += not case.closed
        return [Month(name, due[name], still[name]) for name in sorted(due)]


def _unlike(before: Sequence[int], now: Sequence[int]) -> list[int] | None:
    """The places where two sequences of one length differ; None where there are more than a few."""
    found: list[int] = []
    for start in range(0, len(now), _PIECE):
        old, new = before[start : start + _PIECE], now[start : start + _PIECE]
        if old != new:
            found += [start + at for at, (one, other) in enumerate(zip(old, new, strict=True)) if one != other]
            if len(found) > _CHANGED:
                return None
    return found


def _is_in(row: int, rows: Sequence[int]) -> bool:
    """Whether a row is among some rows that are in order."""
    return bool(rows) and rows[0] <= row <= rows[-1] and rows[bisect_left(rows, row)] == row


def condition(kind: str, group: Group, lang: str = "zh") -> str:
    """What shows the tasks of a group of a kind, in the filter language."""
    if kind == "section" and not group.key:
        return f"-{phrases.anything('section', lang)}"
    field = _FIELDS.get(kind, kind)
    named = {"lead", "participant", "tag", "status"} if lang == "zh" else {"lead", "participant", "tag"}
    value = group.name if kind in named else group.key
    return phrases.exactly(field, LIGHTS[value][lang == "en"] if kind == "light" else value, lang=lang)


def _key(state: State, kind: str) -> str:
    """The status or the light of a state."""
    return state.status if kind == "status" else state.light or NO_LIGHT


def _top(place: Place) -> tuple[str, str, str]:
    """The id, the number and the heading of the outermost section of a place."""
    number, heading = place.path[-1] if place.path else ("", "")
    return place.id.partition("/")[0], number or "", heading or ""
