"""What follows from a deadline on some day: days left or over, the pace, the light (灯), each by a rule that is named.

Nothing of this is ever stored: it is a pure function of the task's case, of the day and of the rules of the place.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final, NamedTuple, Protocol

WHOLE: Final = 100
"""All of something, in points."""


class Light(StrEnum):
    """How a task stands in time, the most urgent first."""

    RED = "red"
    YELLOW = "yellow"
    BLUE = "blue"
    GREEN = "green"


class Pace(StrEnum):
    """How far a task is beside how much of its time is gone (序时进度)."""

    AHEAD = "ahead"
    ON = "on"
    BEHIND = "behind"


@dataclass(frozen=True, slots=True)
class Rules:
    """From where on a light changes; they differ from place to place."""

    grace: int = 0
    """Red from more days over than these."""
    margin: int = 10
    """Behind or ahead of the pace from more points than these."""
    soon: int = 30
    """Blue while no more days are left than these."""


DEFAULT: Final = Rules()
"""The rules where a place has none of its own."""


class Case(NamedTuple):
    """What the time of a task depends on; tasks of one case stand alike."""

    by: str | None = None
    """The last day, in ISO form."""
    since: str | None = None
    """From when on its time counts: the document's date, or the day the deadline was set where that is later."""
    percent: int | None = None
    """How far it is, as was reported last."""
    closed: bool = False
    """Whether nothing more is to be done."""
    closed_on: str | None = None
    """The day on which it was closed."""


class Timing(NamedTuple):
    """How a task stands on some day; what does not apply is None."""

    days_left: int | None = None
    """0 on the last day; None once that is past."""
    overdue_days: int | None = None
    """At least 1."""
    elapsed: float | None = None
    """How much of its time is gone, 0 to 100 points."""
    pace: Pace | None = None
    light: Light | None = None
    late_days: int | None = None
    """By how many days it was closed too late."""


class Timed(Protocol):
    """Anything that has a case, such as an entry of the ledger."""

    @property
    def case(self) -> Case:
        """What its time depends on."""


def timing(case: Case, today: date, rules: Rules = DEFAULT) -> Timing:
    """How a task of this case stands on a day."""
    if case.by is None:
        return Timing()
    last = date.fromisoformat(case.by)
    if case.closed:
        late = (date.fromisoformat(case.closed_on) - last).days if case.closed_on else 0
        return Timing(late_days=late if late > 0 else None)
    left = (last - today).days
    elapsed = _elapsed(case.since, last, today)
    pace = _pace(elapsed, case.percent, rules)
    return Timing(
        days_left=left if left >= 0 else None,
        overdue_days=-left if left < 0 else None,
        elapsed=elapsed,
        pace=pace,
        light=_light(left, pace, rules),
    )


def _elapsed(since: str | None, last: date, today: date) -> float | None:
    """How much of the time up to the last day is gone, in points; all of it where there was none."""
    if since is None:
        return None
    first = date.fromisoformat(since)
    if last <= first:
        return 0.0 if today < last else float(WHOLE)
    return min(max(WHOLE * (today - first).days / (last - first).days, 0.0), float(WHOLE))


def _pace(elapsed: float | None, percent: int | None, rules: Rules) -> Pace | None:
    if elapsed is None or percent is None:
        return None
    if elapsed - percent > rules.margin:
        return Pace.BEHIND
    return Pace.AHEAD if percent - elapsed > rules.margin else Pace.ON


def _light(left: int, pace: Pace | None, rules: Rules) -> Light:
    if -left > rules.grace:
        return Light.RED
    if pace is Pace.BEHIND:
        return Light.YELLOW
    return Light.BLUE if left <= rules.soon else Light.GREEN


def overdue_days(timed: Timed, today: date) -> int | None:
    """How many days an open task is past its deadline; None where it is not, or has none."""
    return timing(timed.case, today).overdue_days


def count_overdue(all_timed: Iterable[Timed], today: date) -> int:
    """How many are past their deadline and open; one looks at each, so the whole library is asked by its filter."""
    return count_late((each.case for each in all_timed), today)


def count_late(cases: Iterable[Case], today: date) -> int:
    """How many cases are past their deadline and open."""
    return sum(timing(case, today).overdue_days is not None for case in cases)
