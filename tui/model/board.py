"""The figures of the board (看板): how many tasks stand how, as a whole and by department, section, light or tag."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, Final, NamedTuple

from tui.model.change import Change, split_target
from tui.model.ledger import Entry
from tui.model.profile import Status
from tui.model.timing import Case, Light, Rules, timing
from tui.model.validity import Force, Validity

GROUPS: Final = ("lead", "participant", "section", "status", "light", "tag", "doc")
"""What tasks may be counted by."""
VISIT: Final = timedelta(minutes=30)
"""Who looks again within this time has not gone away in between."""
TOLD: Final = ("status", "due", "progress", "stage", "note", "reply", "edit", "resolve", "verdict", "settle", "tag")
"""The kinds of Change that are news, in the order in which they are told."""
NO_LIGHT: Final = "none"
"""The key of the tasks that have no light."""


class State(NamedTuple):
    """How a task counts; tasks of one state are counted together."""

    status: str
    """Key of its status."""
    closed: bool = False
    light: Light | None = None
    overdue: bool = False
    soon: bool = False
    """Whether it is open and few days are left."""

    @classmethod
    def of(cls, status: str, case: Case, today: date, rules: Rules) -> State:
        """The state of a task of this status and case."""
        stands = timing(case, today, rules)
        soon = stands.days_left is not None and stands.days_left <= rules.soon
        return cls(status, case.closed, stands.light, stands.overdue_days is not None, soon)


@dataclass(frozen=True, slots=True)
class Tally:
    """How many tasks stand how; there may be thousands of them, one a document, so all sums are made in one go."""

    states: Mapping[State, int]
    total: int = field(init=False)
    """How many tasks there are."""
    closed: int = field(init=False)
    """How many ask for nothing more."""
    overdue: int = field(init=False)
    """How many are open and past their deadline."""
    due_soon: int = field(init=False)
    """How many are open and due soon."""

    def __post_init__(self) -> None:
        total = closed = overdue = due_soon = 0
        for (_, is_closed, _, is_overdue, is_soon), count in self.states.items():
            total += count
            closed += count if is_closed else 0
            overdue += count if is_overdue else 0
            due_soon += count if is_soon else 0
        for name, number in zip(_SUMS, (total, closed, overdue, due_soon), strict=True):
            object.__setattr__(self, name, number)

    @property
    def percent(self) -> int:
        """Closed of all, in percent; 0 of none."""
        return round(100 * self.closed / self.total) if self.total else 0

    @property
    def by_status(self) -> Counter[str]:
        """How many have each status, by its key."""
        return self._by(state.status for state in self.states)

    @property
    def by_light(self) -> Counter[str]:
        """How many have each light, `none` where they have none."""
        return self._by(state.light or NO_LIGHT for state in self.states)

    def _by(self, keys: Iterator[str]) -> Counter[str]:
        counts: Counter[str] = Counter()
        for key, count in zip(keys, self.states.values(), strict=True):
            counts[key] += count
        return counts


_SUMS: Final = ("total", "closed", "overdue", "due_soon")


class Group(NamedTuple):
    """Some tasks that are counted together."""

    key: str
    name: str
    """As printed."""
    tally: Tally
    today: str | None = None
    """What a body is called today; None for what is none."""
    first: int = 0
    """The number of its first row in the ledger."""
    rank: int = 0
    """Its place by how much of what it has to do is done, then by how little is overdue; those alike share one.

    0 where it has nothing to do, where nothing is done anywhere, and before it is known.
    """


def ranked(groups: Iterable[Group], is_done: Callable[[str], bool]) -> list[Group]:
    """The groups with their ranks, in the order they have.

    What was given up counts as neither done nor to do: `is_done` tells by the key of a status which is done.
    """
    found = list(groups)
    keys = [_place(group.tally, is_done) for group in found]
    places: dict[tuple[float, int], int] = {}
    for place, key in enumerate(sorted(key for key in keys if key), 1):
        places.setdefault(key, place)
    if not any(share for share, _ in places):
        places = {}
    return [Group(*group[:-1], places.get(key, 0) if key else 0) for group, key in zip(found, keys, strict=True)]


def _place(tally: Tally, is_done: Callable[[str], bool]) -> tuple[float, int] | None:
    """What a place is by, the best least; None where there was nothing to do."""
    done = sum(count for key, count in tally.by_status.items() if is_done(key))
    to_do = tally.total - tally.closed + done
    return (-done / to_do, tally.overdue) if to_do else None


def worst_first(groups: Iterable[Group], is_done: Callable[[str], bool]) -> list[Group]:
    """The groups with their ranks, those with most overdue first, then the largest."""
    return sorted(ranked(groups, is_done), key=lambda group: (-group.tally.overdue, -group.tally.total, group.key))


class Month(NamedTuple):
    """The tasks that are due in a month."""

    name: str
    """`2026-11`."""
    due: int
    open: int


class Partners(NamedTuple):
    """Who leads what others take part in."""

    leads: tuple[str, ...]
    participants: tuple[str, ...]
    counts: Mapping[tuple[str, str], int]
    """How many tasks a lead and a participant have together."""


class Companion(NamedTuple):
    """A body that one works with, and how many tasks there are of each way of it."""

    name: str
    leads: int
    """Tasks that it leads, and in which one takes part."""
    follows: int
    """Tasks in which it takes part, and that one leads."""
    both_lead: int
    both_follow: int

    @property
    def total(self) -> int:
        """How often one meets it."""
        return sum(self[1:])


class Touched(NamedTuple):
    """A task or section that somebody did something to since one last looked."""

    doc: str
    place: str
    kinds: tuple[str, ...]
    """What was done, each kind once."""
    by: str
    """Who did something last."""
    at: str
    """And when, in ISO form."""


class News(NamedTuple):
    """What changed since one last looked, or since a moment that one asked for."""

    since: datetime
    kinds: Mapping[str, int]
    """How many tasks something of each kind was done to."""
    tasks: int
    latest: tuple[tuple[Entry, Touched], ...]
    """The tasks that were touched last, the latest first, not more than are shown."""
    asked: bool = False


@dataclass(frozen=True)
class Board:
    """What the board shows of some tasks on some day."""

    today: date
    filter: str
    """What was asked for; empty for everything."""
    statuses: tuple[Status, ...]
    """Those of the profile, in order."""
    rules: Rules
    whole: Tally
    unreported: int
    """How many open tasks nobody reported on in the present period."""
    leads: tuple[Group, ...]
    participants: tuple[Group, ...]
    sections: tuple[Group, ...]
    """The outermost sections; empty where there are several documents."""
    documents: tuple[Group, ...]
    """The documents; empty where there is but one."""
    tags: tuple[Group, ...]
    late: tuple[Entry, ...]
    """The most overdue tasks, not more than are shown."""
    soon: tuple[Entry, ...]
    """The tasks that are due next, not more than are shown."""
    weeks: tuple[tuple[date, int], ...]
    """How many tasks were closed in each week, by its Monday, the last one last."""
    months: tuple[Month, ...]
    """The months with deadlines, in order."""
    demo: bool = False
    """Whether the work was made up."""
    partners: Partners | None = None
    """Who works with whom; None of too many tasks."""
    news: News | None = None
    """What changed since one last looked; None for who never did."""
    validity: Validity | None = None
    """Of the one document that all are of, where it is no longer in force."""
    forces: Mapping[Force, int] = field(default_factory=dict)
    """How many tasks are in documents of each validity; empty of one document, and where all are in force."""


def companions(entries: Iterable[Entry], name: str) -> list[Companion]:
    """Whom a body works with in these tasks, whom it meets most first."""
    counts: Counter[tuple[str, int]] = Counter()
    for task in (entry.task for entry in entries):
        ways = ((task.leads, task.participants), (task.participants, task.leads), (task.leads,) * 2)
        for way, (theirs, mine) in enumerate((*ways, (task.participants,) * 2)):
            if name in mine:
                counts.update((other, way) for other in dict.fromkeys(theirs) if other != name)
    names = dict.fromkeys(other for other, _ in counts)
    found = (Companion(other, *(counts[other, way] for way in range(4))) for other in names)
    return sorted(found, key=lambda each: -each.total)


def touched(changes: Iterable[Change], since: datetime) -> list[Touched]:
    """What was done to each place from a moment on, the place that was touched last first."""
    first, found = f"{int(since.timestamp() * 1000):012x}", dict[tuple[str, str], list[Change]]()
    for change in changes:
        if change.stamp >= first and change.kind in TOLD:
            found.setdefault((change.doc, split_target(change.target)[0]), []).append(change)
    made = []
    for (doc, place), done in found.items():
        last, kinds = max(done, key=lambda change: change.stamp), {change.kind for change in done}
        told = tuple(kind for kind in TOLD if kind in kinds)
        made.append((last.stamp, Touched(doc, place, told, last.author, last.at)))
    return [each for _, each in sorted(made, key=lambda pair: pair[0], reverse=True)]


def visited(kept: Mapping[str, Any], now: datetime) -> tuple[datetime | None, dict[str, str]]:
    """Since when one has not looked at the board, by what was kept of it, and what is to be kept of looking now.

    Looks that follow each other closely are one visit: all of them tell the same news.
    """
    before, last = (_moment(kept.get(name)) for name in ("before", "last"))
    if last is not None and not timedelta(0) <= now - last < VISIT:
        before = last
    facts = {"last": now.isoformat(), **({"before": before.isoformat()} if before else {})}
    return before, facts


def _moment(kept: object) -> datetime | None:
    """A moment that was kept; None where it is none, or does not say in which zone."""
    if isinstance(kept, str):
        with suppress(ValueError):
            moment = datetime.fromisoformat(kept)
            return moment if moment.tzinfo else None
    return None


def partners(entries: Iterable[Entry], most: int) -> Partners:
    """Who works with whom in these tasks: the leads and the participants with most in common, not more than these."""
    counts = Counter((lead, part) for each in entries for lead in each.task.leads for part in each.task.participants)
    leads: Counter[str] = Counter()
    participants: Counter[str] = Counter()
    for (lead, part), count in counts.items():
        leads[lead] += count
        participants[part] += count
    rows, columns = (tuple(name for name, _ in found.most_common(most)) for found in (leads, participants))
    return Partners(rows, columns, counts)
