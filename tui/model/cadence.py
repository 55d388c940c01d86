"""How often one reports (报送周期), and the periods that follow from it: `2026-11`, `2026Q4`, `2026-W48`."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

Period = tuple[date, date]
"""First and last day."""

_NAME: Final = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d\d)|Q(?P<quarter>[1-4])|H(?P<half>[12])|-W(?P<week>\d\d))?")


class Cadence(StrEnum):
    """How often a report is due."""

    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"
    NEVER = "never"


def period_of(day: date, cadence: Cadence) -> str:
    """The name of the period that a day lies in; that of its month where nobody has to report."""
    if cadence is Cadence.WEEK:
        year, week, _ = day.isocalendar()
        return f"{year:04d}-W{week:02d}"
    names = {
        Cadence.QUARTER: f"{day.year:04d}Q{(day.month + 2) // 3}",
        Cadence.HALF: f"{day.year:04d}H{(day.month + 5) // 6}",
        Cadence.YEAR: f"{day.year:04d}",
    }
    return names.get(cadence, f"{day.year:04d}-{day.month:02d}")


def days_of(period: str) -> Period | None:
    """The days of a period by its name; None for what is no period."""
    named = _NAME.fullmatch(period)
    try:
        return _days(named) if named else None
    except ValueError:
        return None


def _days(named: re.Match[str]) -> Period:
    year = int(named["year"])
    if named["week"]:
        first = date.fromisocalendar(year, int(named["week"]), 1)
        return first, first + timedelta(days=6)
    months = {"month": 1, "quarter": 3, "half": 6}
    count, number = next(((months[unit], int(named[unit])) for unit in months if named[unit]), (12, 1))
    last = number * count
    return date(year, last - count + 1, 1), date(year, last, monthrange(year, last)[1])
