"""The board as text: every figure is there, at every width, in both languages."""

from __future__ import annotations

import random
from datetime import date
from pathlib import Path

import pytest
from rich.cells import cell_len

from tests.query.test_time import worked_on
from tui.export.board import bars, board_lines, companion_lines, spark, stats_sheet
from tui.i18n import Texts
from tui.ingest import read
from tui.model.board import Board, companions, partners
from tui.model.ledger import Entry, Ledger
from tui.model.profile import SUPERVISION
from tui.query.columns.search import Searcher
from tui.query.columns.tallies import Tallies

FILE = Path(__file__).parents[2] / "data" / "shanxi-2016-new-consumption.txt"
TODAY = date(2016, 11, 23)


@pytest.fixture(scope="module")
def board() -> Board:
    document, chance = read(FILE), random.Random(5)
    entries = [
        Entry(document.id, task, tuple(document.ancestors(task.basis[0].section)), SUPERVISION.initial)
        for task in document.tasks
    ]
    ledger = Ledger(worked_on(entry, chance) for entry in entries)
    tallies = Tallies(Searcher(ledger).table, range(len(ledger)), TODAY, SUPERVISION)
    groups = {kind: tuple(tallies.by(kind)) for kind in ("lead", "participant", "section", "tag")}
    return Board(
        today=TODAY,
        filter="牵头:财政厅 [/x]",
        statuses=SUPERVISION.statuses,
        rules=SUPERVISION.rules,
        whole=tallies.whole,
        unreported=tallies.unreported("2016-11-01"),
        leads=groups["lead"],
        participants=groups["participant"],
        sections=groups["section"],
        documents=(),
        tags=groups["tag"],
        late=tuple(map(tallies.entry, tallies.due(10, late=True))),
        soon=tuple(map(tallies.entry, tallies.due(10, late=False))),
        weeks=tuple(tallies.weeks(26)),
        months=tuple(tallies.months()),
        partners=partners(ledger, 8),
    )


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("width", [60, 80, 120])
def test_no_line_is_wider_than_the_screen(board: Board, lang: str, width: int) -> None:
    lines = list(board_lines(board, Texts(lang), width))
    assert not [line for line in lines if cell_len(line) > width]
    assert not [line for line in lines if "\x1b" in line]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_figures_are_told(board: Board, lang: str) -> None:
    texts = Texts(lang)
    lines = list(board_lines(board, texts, 80))
    whole = board.whole
    for figure in (whole.total, whole.closed, whole.overdue, whole.due_soon, board.unreported):
        assert str(figure) in lines[2] + lines[3]
    for status in board.statuses:
        (line,) = [line for line in lines if line.startswith(f"  {status.symbol} {status.name(lang)} ")]
        assert line.split()[-3 if whole.by_status[status.key] else -2] == str(whole.by_status[status.key])
    for group in board.sections:
        (line,) = [line for line in lines if line.startswith(group.name)]
        figures = line.removeprefix(group.name).split()
        counts = [group.tally.by_status[status.key] or "·" for status in board.statuses]
        wanted = [group.tally.total, *counts, group.tally.overdue or "·", f"{group.tally.percent}%", group.rank]
        assert figures == list(map(str, wanted))


def test_a_bar_is_as_long_as_its_share() -> None:
    lines = list(bars([("甲", 0), ("乙乙", 1), ("丙", 999), ("丁", 1000)], 1000, 40))
    lengths = [line.count("█") for line in lines]
    assert lengths[0] == 0
    assert lengths[1] == 1
    assert lengths[2] == lengths[3] - 1
    assert {cell_len(line.split("█")[0]) for line in lines[1:]} == {cell_len(lines[1].split("█")[0])}


def test_a_sparkline_rises_with_the_counts() -> None:
    assert spark([0, 1, 4, 8]) == "·▁▄█"
    assert spark([0, 0]) == "··"
    assert spark([]) == ""


def test_counts_as_a_sheet(board: Board) -> None:
    sheet = stats_sheet(board.sections, "section", board.statuses, Texts("zh"))
    assert sheet.headings[:3] == ("章节", "任务", "未启动")
    assert [row[1] for row in sheet.rows] == [str(group.tally.total) for group in board.sections]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_whom_a_body_works_with_is_counted_by_each_way_of_it(board: Board, lang: str) -> None:
    name = "省财政厅"
    tasks = [task for task in read(FILE).tasks if name in task.agencies]
    entries = [Entry("plan", task, (), SUPERVISION.initial) for task in tasks]
    found = {each.name: each for each in companions(entries, name)}
    assert name not in found
    for other, each in found.items():
        assert each.leads == sum(other in task.leads and name in task.participants for task in tasks)
        assert each.follows == sum(name in task.leads and other in task.participants for task in tasks)
        assert each.both_lead == sum({name, other} <= {*task.leads} for task in tasks)
        assert each.both_follow == sum({name, other} <= {*task.participants} for task in tasks)
    totals = [each.total for each in found.values()]
    assert totals == sorted(totals, reverse=True)
    for width in (60, 80):
        lines = list(companion_lines(list(found.values()), name, Texts(lang), width))
        assert lines[0].title
        assert all(cell_len(line.text) <= width for line in lines)
        assert sum(len(line.figures) for line in lines) == sum(n > 0 for each in found.values() for n in each[1:])
