"""What follows from a deadline on some day: days, pace, light."""

from __future__ import annotations

from datetime import date

import pytest

from tests.cli.recount import standing
from tui.export.lights import light_words
from tui.i18n import Texts
from tui.model.ledger import Entry
from tui.model.profile import SUPERVISION
from tui.model.schedule import parse_due
from tui.model.task import Due, Origin, Task
from tui.model.timing import DEFAULT, Case, Rules, Timing, count_overdue, overdue_days, timing
from tui.workspace.timekeeping import read_day


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


ZH, EN = Texts("zh"), Texts("en")


def on_twelve_days(case: Case, wanted: str) -> None:
    """A case stands as it should, as a count by other means has it, and each light says why and by which rule."""
    assert [stand(case, day) for day in DAYS] == (wanted.split("|") if "|" in wanted else wanted.split())
    for day in DAYS:
        stands = timing(case, date.fromisoformat(day))
        counted = standing(case.by, case.since, case.percent, case.closed, day)
        assert {name: getattr(stands, name) for name in counted} == counted
        zh, en = (light_words(stands, case.percent, DEFAULT, texts) for texts in (ZH, EN))
        assert (zh, en) == (explained(stands, case.percent) if stands.light else ("", ""))


def explained(stands: Timing, percent: int | None) -> tuple[str, str]:
    """What a light says of itself, in both languages, by the default rules."""
    left, gone = stands.days_left, round(stands.elapsed or 0)
    days = (f"余 {left} 天", f"{left} d left") if left else ("今日到期", "due today")
    return {
        "red": (
            f"红：逾期 {stands.overdue_days} 天（逾期即亮红灯）",
            f"red: {stands.overdue_days} d overdue (red as soon as it is overdue)",
        ),
        "yellow": (
            f"黄：欠序时：完成 {percent}%，办理时间已用{f' {gone}%' if gone < 100 else '完'}"
            "（完成比例落后于时间超过 10 个百分点，亮黄灯）",
            f"yellow: behind: {percent}% complete, {f'{gone}% of' if gone < 100 else 'all'} the time used "
            "(yellow when progress is more than 10 points behind the time used)",
        ),
        "blue": (f"蓝：{days[0]}（余下不超过 30 天，亮蓝灯）", f"blue: {days[1]} (blue when 30 d or less are left)"),
        "green": (
            f"绿：{days[0]}（余下超过 30 天，进度不落后，亮绿灯）",
            f"green: {days[1]} (green when more than 30 d are left and progress is not behind)",
        ),
    }[str(stands.light)]


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
    on_twelve_days(Case(parse_due(text, 2016), ISSUED, percent), wanted)


SET = "2016-08-01"
"""The day on which a person sets a deadline in the cases below."""


@pytest.mark.parametrize(
    ("words", "percent", "wanted"),
    [
        ("12月底", None, "g+196 g+152 g+132 g+102 g+101 b+30 b+0 r-1 r-181 r-608 r-638 r-3617"),
        (
            "12月底",
            20,
            "g+196 ahead|g+152 ahead|g+132 on|y+102 behind|y+101 behind|y+30 behind"
            "|y+0 behind|r-1 behind|r-181 behind|r-608 behind|r-638 behind|r-3617 behind",
        ),
        (
            "2016Q3",
            50,
            "g+104 ahead|g+60 ahead|g+40 ahead|y+10 behind|y+9 behind|r-62 behind"
            "|r-92 behind|r-93 behind|r-273 behind|r-700 behind|r-730 behind|r-3709 behind",
        ),
        (
            "季末",
            0,
            "g+104 on|g+60 on|y+40 behind|y+10 behind|y+9 behind|r-62 behind"
            "|r-92 behind|r-93 behind|r-273 behind|r-700 behind|r-730 behind|r-3709 behind",
        ),
        (
            "+30d",
            40,
            "g+74 ahead|b+30 ahead|y+10 behind|r-20 behind|r-21 behind|r-92 behind"
            "|r-122 behind|r-123 behind|r-303 behind|r-730 behind|r-760 behind|r-3739 behind",
        ),
        (
            "2016-07-01",
            20,
            "b+13 ahead|r-31 behind|r-51 behind|r-81 behind|r-82 behind|r-153 behind"
            "|r-183 behind|r-184 behind|r-364 behind|r-791 behind|r-821 behind|r-3800 behind",
        ),
        ("长期", 40, "-" + " -" * 11),
        ("每月底", 40, "-" + " -" * 11),
    ],
)
def test_set_deadlines_on_twelve_days(words: str, percent: int | None, wanted: str) -> None:
    on_twelve_days(Case(read_day(words, date.fromisoformat(SET)), SET, percent), wanted)


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


@pytest.mark.parametrize(
    ("rules", "percent", "zh", "en"),
    [
        (
            *(Rules(grace=12), None),
            *(
                "蓝：逾期 12 天（逾期不超过 12 天，不亮红灯）",
                "blue: 12 d overdue (not red until more than 12 d overdue)",
            ),
        ),
        (
            *(Rules(grace=12, margin=15), 40),
            "黄：欠序时：完成 40%，办理时间已用完（完成比例落后于时间超过 15 个百分点，亮黄灯）",
            "yellow: behind: 40% complete, all the time used "
            "(yellow when progress is more than 15 points behind the time used)",
        ),
    ],
)
def test_where_late_is_not_red_at_once_the_light_says_so(rules: Rules, percent: int | None, zh: str, en: str) -> None:
    stands = timing(Case("2016-12-31", ISSUED, percent), date(2017, 1, 12), rules)
    assert [light_words(stands, percent, rules, texts) for texts in (ZH, EN)] == [zh, en]


@pytest.mark.parametrize(
    ("rules", "light"),
    [(Rules(), "red"), (Rules(grace=11), "red"), (Rules(grace=12), "blue"), (Rules(grace=12, margin=60), "blue")],
)
def test_the_rules_of_the_place_count(rules: Rules, light: str) -> None:
    assert timing(Case("2016-12-31"), date(2017, 1, 12), rules).light == light
