"""Conditions of time: by columns they find what looking at each row finds, and each says itself in words."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.query.conftest import TODAY
from tui.i18n import Texts
from tui.model.assessment import Assessment, settled
from tui.model.change import Note
from tui.model.deadline import Deadline
from tui.model.ledger import Entry, Ledger
from tui.model.profile import SUPERVISION
from tui.model.roadmap import Report, Stage
from tui.query.columns.search import Searcher
from tui.query.language.mistakes import Mistake
from tui.query.language.parse import parse
from tui.query.language.terms import Context

EXPRESSIONS = (
    "是:逾期", "-是:逾期", "是:临期", "是:曾逾期", "是:未报", "灯:红", "灯:黄", "灯:蓝", "灯:绿", "灯:无", "-灯:无",
    "进度:40", "进度<50", "进度>=50%", "进度:20..60", "截止:本周", "截止:本月", "截止<2016-12", "截止:长期", "是:本周",
    "是:本月", "有:时限", "-有:时限", "有:阶段", "有:进展", "有:标签", "标签:重", "标签=重点", "排序:截止",
    "批注日期:本周", "批注日期<2016-11-10", "-批注日期>=2016-11", "批注日期:2016-10-20..上周", "noted:last_month",
    "裁定:优", "-裁定:优", "裁定:self", "裁定:待定", "有:裁定",
    "排序:进度-", "灯:红 or 灯:黄", "灯:绿 or 进度<30 -标签:省考",
)  # fmt: skip


def worked_on(entry: Entry, chance: random.Random) -> Entry:
    """An entry as half a year of work may leave it."""
    status = chance.choice(SUPERVISION.statuses)
    day = TODAY + timedelta(days=chance.randrange(-60, 90))
    by = None if chance.random() < 0.2 else day.isoformat()
    said = Deadline(by or "长期", by, (TODAY - timedelta(days=chance.randrange(60))).isoformat())
    percent = chance.choice((None, 0, 40, 80, 100))
    report = Report(chance.choice(("2016-10", "2016-11", "2016Q4")), percent, "进展")
    grades = chance.choices(("excellent", "good"), k=chance.randrange(4))
    days = chance.sample(range(40), k=chance.randrange(3))
    written = [f"{TODAY - timedelta(days=day)}T09:00:00+08:00" for day in days]
    notes = tuple(Note(str(n), entry.doc, "附件#1", "请核", "王", at, None, "1") for n, at in enumerate(written))
    verdicts = tuple(Assessment(chance.choice(("self", "third")), grade, "王", "2016-11-01") for grade in grades)
    return replace(
        entry,
        issued="2016-06-18",
        notes=notes,
        set_deadline=said if chance.random() < 0.6 else None,
        reports=(report,) if chance.random() < 0.5 else (),
        stages=(Stage("a", "方案"),) if chance.random() < 0.2 else (),
        tags=tuple(tag for tag in ("重点", "省考") if chance.random() < 0.3),
        verdicts=verdicts if chance.random() < 0.8 else (),
        settled=settled(None, verdicts) if chance.random() < 0.8 else None,
        closed_on=(TODAY - timedelta(days=chance.randrange(60))).isoformat() if status.closed else None,
        status=status,
    )


@pytest.fixture(scope="module")
def worked(ledger: Ledger) -> Ledger:
    chance = random.Random(7)
    return Ledger(worked_on(entry, chance) for entry in ledger)


@pytest.mark.parametrize("expression", EXPRESSIONS)
def test_columns_find_what_looking_at_each_row_finds(expression: str, worked: Ledger, context: Context) -> None:
    query = parse(expression, context)
    found = list(Searcher(worked).run(query))
    if query.orders:
        keys = [query.orders[0].key(entry) for entry in found]
        known = [key for key in keys if key is not None]
        assert known == sorted(known, reverse=query.orders[0].down)
        assert keys[len(known) :] == [None] * (len(keys) - len(known))
    else:
        assert found == [entry for entry in worked if query.node.match(entry)]
        assert 0 < len(found) < len(worked)


@pytest.mark.parametrize("expression", EXPRESSIONS)
def test_a_row_that_is_marked_anew_is_found_as_it_is_now(expression: str, ledger: Ledger, context: Context) -> None:
    searcher, query, chance = Searcher(ledger), parse(expression, context), random.Random(3)
    searcher.run(query)
    for row in (1, 2, 3, 4, 61):
        searcher.replace(row, worked_on(ledger[row], chance))
    there = Ledger(searcher.table.entries[row] for row in range(len(searcher)))
    assert {entry.key for entry in searcher.run(query)} == {entry.key for entry in Searcher(there).run(query)}


@pytest.mark.parametrize("expression", EXPRESSIONS)
def test_what_is_written_back_asks_the_same(expression: str, context: Context) -> None:
    query = parse(expression, context)
    assert parse(query.expression(), context) == query


@pytest.mark.parametrize(
    ("expression", "zh", "en"),
    [
        ("灯:红", "红灯", "red light"),
        ("light:none", "无灯", "no light"),
        ("是:临期", "30 天内到期", "due within 30 days"),
        ("is:was_late", "办结时已逾期", "closed late"),
        ("是:未报", "本期未报进展", "not reported this period"),
        ("进度:20..60", "进度 20 至 60", "progress 20 to 60"),
        ("批注日期:2016-11", "批注日期 2016-11-01 至 2016-11-30", "noted 2016-11-01 to 2016-11-30"),
        ("标签:重点", "标签含“重点”", "tag contains “重点”"),
    ],
)
def test_a_condition_of_time_says_itself(expression: str, zh: str, en: str, context: Context) -> None:
    query = parse(expression, context)
    assert (query.words(Texts("zh")), query.words(Texts("en"))) == (zh, en)


@pytest.mark.parametrize(
    ("expression", "code"),
    [
        ("灯:紫", "unknown_flag_far"),
        ("灯<红", "filter_operator"),
        ("进度:快", "filter_number"),
        ("light:gren", "unknown_flag"),
    ],
)
def test_a_mistake_is_told(expression: str, code: str, context: Context) -> None:
    with pytest.raises(Mistake) as caught:
        parse(expression, context)
    assert caught.value.code == code


def test_what_is_not_reported_depends_on_the_period(ledger: Ledger, context: Context) -> None:
    reported = Ledger(replace(entry, reports=(Report("2016-10", 10),)) for entry in ledger)
    for today, count in ((date(2016, 10, 31), 0), (date(2016, 11, 1), 60)):
        query = parse("是:未报", replace(context, today=today))
        assert len(Searcher(reported).run(query)) == count
