"""What follows from a deadline on some day: days, pace, light."""

from __future__ import annotations

from datetime import date

import pytest

from tui.export.lights import light_words
from tui.i18n import Texts
from tui.model.deadline import Deadline
from tui.model.ledger import Entry
from tui.model.profile import SUPERVISION
from tui.model.schedule import parse_due
from tui.model.task import Due, Origin, Task
from tui.model.timing import DEFAULT, Case, Rules, Timing, count_overdue, overdue_days, timing


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


ISSUED = "2016-06-18"
DAYS = (
    *("2016-06-18", "2016-08-01", "2016-08-21", "2016-09-20", "2016-09-21", "2016-12-01"),
    *("2016-12-31", "2017-01-01", "2017-06-30", "2018-08-31", "2018-09-30", "2026-11-26"),
)
"""Twelve days on which each case is looked at."""


def stand(case: Case, day: str) -> str:
    """How a case stands in short: the light, days left or over, the pace."""
    stands = timing(case, date.fromisoformat(day))
    if stands.light is None:
        return "-"
    days = f"+{stands.days_left}" if stands.overdue_days is None else f"-{stands.overdue_days}"
    return f"{stands.light[0]}{days}{'' if stands.pace is None else f' {stands.pace}'}"


@pytest.mark.parametrize(
    ("text", "percent", "wanted"),
    [
        (
            "2016年底前",
            None,
            "g+196 g+152 g+132 g+102 g+101 b+30 b+0 r-1 r-181 r-608 r-638 r-3617",
        ),
        (
            "2017年上半年",
            None,
            "g+377 g+333 g+313 g+283 g+282 g+211 g+181 g+180 b+0 r-427 r-457 r-3436",
        ),
        (
            "2018年第三季度",
            40,
            "g+834 ahead|g+790 ahead|g+770 ahead|g+740 ahead|g+739 ahead|g+668 ahead"
            "|g+638 ahead|g+637 ahead|g+457 on|y+30 behind|y+0 behind|r-2979 behind",
        ),
        (
            "9月中旬前",
            60,
            "g+94 ahead|g+50 ahead|b+30 on|y+0 behind|r-1 behind|r-72 behind"
            "|r-102 behind|r-103 behind|r-283 behind|r-710 behind|r-740 behind|r-3719 behind",
        ),
        ("每月底", 40, "-" + " -" * 11),
        ("长期坚持", 40, "-" + " -" * 11),
    ],
)
def test_printed_deadlines_on_twelve_days(text: str, percent: int | None, wanted: str) -> None:
    case = Case(parse_due(text, 2016), ISSUED, percent)
    assert [stand(case, day) for day in DAYS] == (wanted.split("|") if "|" in wanted else wanted.split())


@pytest.mark.parametrize(
    ("said", "percent", "wanted"),
    [
        (Deadline("2016-12-31", "2016-12-31", "2016-08-01"), None, "g+196 g+152 g+132 g+102 g+101 b+30 b+0 r-1"),
        (Deadline("长期", None, "2016-08-01"), 40, "- - - - - - - -"),
        (
            Deadline("2016-12-31", "2016-12-31", "2016-08-01"),
            20,
            "g+196 ahead|g+152 ahead|g+132 on|y+102 behind|y+101 behind|y+30 behind|y+0 behind|r-1 behind",
        ),
        (
            Deadline("2016-08-01", "2016-08-01", "2016-09-01"),
            20,
            "g+44 ahead|y+0 behind|r-20 behind|r-50 behind|r-51 behind|r-122 behind|r-152 behind|r-153 behind",
        ),
    ],
)
def test_set_deadlines_count_from_the_day_they_were_set(said: Deadline, percent: int | None, wanted: str) -> None:
    since = max(ISSUED, said.on or "")
    found = [stand(Case(said.by, since, percent), day) for day in DAYS[:8]]
    assert found == (wanted.split("|") if "|" in wanted else wanted.split())


@pytest.mark.parametrize(
    ("case", "late"),
    [
        (Case("2016-06-30", closed=True, closed_on="2016-07-02"), 2),
        (Case("2016-06-30", closed=True, closed_on="2016-06-30"), None),
        (Case("2016-06-30", closed=True), None),
        (Case(None, closed=True, closed_on="2016-07-02"), None),
    ],
)
def test_what_was_closed_too_late_stays_known(case: Case, late: int | None) -> None:
    for day in DAYS:
        stands = timing(case, date.fromisoformat(day))
        assert stands == Timing(late_days=late)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_light_explains_itself(lang: str) -> None:
    texts = Texts(lang)
    for day in DAYS:
        case = Case("2016-12-31", ISSUED, 40)
        stands = timing(case, date.fromisoformat(day))
        said = light_words(stands, 40, DEFAULT, texts)
        assert said.startswith(texts(f"time.light.{stands.light}"))
        assert "{" not in said
    red = timing(Case("2016-12-31"), date(2017, 1, 12))
    if lang == "zh":
        assert light_words(red, None, DEFAULT, texts) == "红：逾期 12 天（规则：逾期>0 天）"


@pytest.mark.parametrize(
    ("rules", "light"),
    [(Rules(), "red"), (Rules(grace=11), "red"), (Rules(grace=12), "blue"), (Rules(grace=12, margin=60), "blue")],
)
def test_the_rules_of_the_place_count(rules: Rules, light: str) -> None:
    assert timing(Case("2016-12-31"), date(2017, 1, 12), rules).light == light
