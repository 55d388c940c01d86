"""What follows from a deadline on some day: days, pace, light."""

from __future__ import annotations

from datetime import date

import pytest

from tui.model.ledger import Entry
from tui.model.profile import SUPERVISION
from tui.model.task import Due, Origin, Task
from tui.model.timing import count_overdue, overdue_days


def entry(by: str | None, status: str = "todo") -> Entry:
    task = Task("附件#1", "1", 1, "", (), (), Due("时限", by), (), (), Origin("table", ""))
    return Entry("plan", task, (), SUPERVISION.parse(status))


@pytest.mark.parametrize(
    ("by", "status", "today", "days"),
    [
        ("2016-06-30", "todo", "2016-06-30", None),
        ("2016-06-30", "todo", "2016-07-01", 1),
        ("2016-06-30", "active", "2017-06-30", 365),
        ("2016-06-30", "done", "2016-07-01", None),
        ("2016-06-30", "stopped", "2016-07-01", None),
        (None, "todo", "2016-07-01", None),
    ],
)
def test_days_overdue(by: str | None, status: str, today: str, days: int | None) -> None:
    assert overdue_days(entry(by, status), date.fromisoformat(today)) == days


def test_what_is_overdue_is_counted() -> None:
    entries = [entry("2016-06-30"), entry("2016-06-30", "done"), entry("2016-07-01"), entry(None)]
    assert count_overdue(entries, date(2016, 7, 1)) == 1
