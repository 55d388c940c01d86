"""Counting by columns gives what counting each entry gives."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import timedelta
from fractions import Fraction

import pytest

from tests.query.conftest import TODAY
from tests.query.test_time import worked_on
from tui.model.board import GROUPS, Group, State, Tally, ranked
from tui.model.ledger import Entry, Ledger
from tui.model.profile import SUPERVISION
from tui.query.columns.search import Searcher
from tui.query.columns.tallies import Tallies, condition
from tui.query.language.parse import parse
from tui.query.language.terms import Context

RULES = SUPERVISION.rules
HAS: dict[str, Callable[[Entry], Iterable[str]]] = {
    "lead": lambda entry: entry.task.leads,
    "participant": lambda entry: entry.task.participants,
    "section": lambda entry: (entry.path[-1].id,) if entry.path else ("",),
    "status": lambda entry: (entry.status.key,),
    "light": lambda entry: (state(entry).light or "none",),
    "tag": lambda entry: entry.tags,
    "doc": lambda entry: (entry.doc,),
}


def state(entry: Entry) -> State:
    return State.of(entry.status.key, entry.case, TODAY, RULES)


@pytest.fixture(scope="module")
def worked(ledger: Ledger) -> Ledger:
    chance = random.Random(5)
    return Ledger(worked_on(entry, chance) if chance.random() < 0.8 else entry for entry in ledger)


@pytest.mark.parametrize("expression", ["", "财政", "是:逾期", "章节:五 or 灯:绿"])
@pytest.mark.parametrize("kind", GROUPS)
def test_every_count_is_that_of_the_entries(kind: str, expression: str, worked: Ledger, context: Context) -> None:
    searcher = Searcher(worked)
    node = parse(expression, context).node
    chosen = [entry for entry in worked if node.match(entry)]
    tallies = Tallies(searcher.table, searcher.rows(node), TODAY, SUPERVISION)
    assert dict(tallies.whole.states) == Counter(map(state, chosen))
    wanted: dict[str, Counter[State]] = {}
    for entry in chosen:
        for key in dict.fromkeys(HAS[kind](entry)):
            wanted.setdefault(key, Counter())[state(entry)] += 1
    assert {group.key: dict(group.tally.states) for group in tallies.by(kind)} == wanted


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("kind", GROUPS)
def test_what_opens_a_group_finds_its_tasks(kind: str, lang: str, worked: Ledger, context: Context) -> None:
    searcher = Searcher(worked)
    for group in Tallies(searcher.table, range(len(worked)), TODAY, SUPERVISION).by(kind):
        expression = condition(kind, group, lang)
        assert len(searcher.rows(parse(expression, context).node)) == group.tally.total
        assert expression.isascii() or lang == "zh" or kind not in {"status", "light"}, "the words of the program"


def test_rows_that_people_corrected_count_where_they_are_now(ledger: Ledger, context: Context) -> None:
    searcher = Searcher(ledger)
    task = ledger[0].task._replace(leads=("某新局", "省财政厅"))
    entry = replace(ledger[0], task=task, path=ledger[61].path)
    searcher.replace(0, entry)
    searcher.mark(0, entry, corrected=True)
    now = Ledger(searcher.table.entries[row] for row in range(62))
    for kind in ("lead", "participant", "section"):
        wanted = Counter(key for entry in now for key in dict.fromkeys(HAS[kind](entry)))
        found = Tallies(searcher.table, range(62), TODAY, SUPERVISION).by(kind)
        assert {group.key: group.tally.total for group in found} == wanted


def test_figures_after_a_few_marks_are_those_counted_anew(worked: Ledger) -> None:
    """What did not change is taken from the figures of before, whatever was filtered, marked or corrected."""
    chance, before = random.Random(7), None
    for turn in range(40):
        if turn % 15 == 0:
            searcher = Searcher(worked)
        table = searcher.table
        for row in chance.sample(range(len(table)), chance.choice((0, 1, 1, 3))):
            entry = worked_on(worked[row], chance)
            corrected = turn > 25 and chance.random() < 0.3
            if corrected:
                entry = replace(entry, task=entry.task._replace(leads=("某新局",)))
                searcher.replace(row, entry)
            searcher.mark(row, entry, corrected=corrected)
        rows = chance.choice((range(len(table)), range(len(table)), sorted(chance.sample(range(len(table)), 30))))
        today = TODAY + timedelta(days=chance.choice((0, 0, 0, 200)))
        quick, anew = (Tallies(table, rows, today, SUPERVISION, each) for each in (before, None))
        before = quick.counted
        assert dict(quick.whole.states) == dict(anew.whole.states)
        for kind in GROUPS:
            assert list(quick.by(kind)) == list(anew.by(kind)), (turn, kind)


def test_weeks_months_and_what_is_due(worked: Ledger) -> None:
    tallies = Tallies(Searcher(worked).table, range(62), TODAY, SUPERVISION)
    weeks = tallies.weeks(30)
    assert weeks[-1][0].weekday() == 0
    assert sum(count for _, count in weeks) == sum(entry.closed_on is not None for entry in worked)
    months = Counter(entry.case.by[:7] for entry in worked if entry.case.by)
    assert {month.name: month.due for month in tallies.months()} == months
    late = sorted((entry for entry in worked if state(entry).overdue), key=lambda entry: entry.case.by or "")
    assert [tallies.entry(row).case.by for row in tallies.due(5, late=True)] == [entry.case.by for entry in late[:5]]
    assert all(state(tallies.entry(row)).soon for row in tallies.due(99, late=False))
    unreported = sum(not e.status.closed and (not e.progress or e.progress.until < "2016-11-01") for e in worked)
    assert tallies.unreported("2016-11-01") == unreported


def test_those_alike_share_a_rank(worked: Ledger) -> None:
    groups = ranked(Tallies(Searcher(worked).table, range(62), TODAY, SUPERVISION).by("lead"), SUPERVISION.is_done)

    def place(tally: Tally) -> tuple[Fraction, int]:
        counts = tally.by_status
        return Fraction(counts["done"], tally.total - counts["stopped"]), -tally.overdue

    to_do = [group for group in groups if group.tally.total > group.tally.by_status["stopped"]]
    for one in to_do:
        assert one.rank == sum(place(other.tally) > place(one.tally) for other in to_do) + 1


def test_who_gave_everything_up_has_no_rank_and_nobody_where_nothing_is_done() -> None:
    stopped, done = State("stopped", closed=True), State("done", closed=True)
    tallies = [{stopped: 1}, {done: 1, stopped: 3}, {done: 1, State("todo"): 1}, {State("todo"): 1}]
    groups = [Group(str(at), "", Tally(states)) for at, states in enumerate(tallies)]
    assert [group.rank for group in ranked(groups, SUPERVISION.is_done)] == [0, 1, 2, 3]
    assert [group.rank for group in ranked(groups[::3], SUPERVISION.is_done)] == [0, 0]
