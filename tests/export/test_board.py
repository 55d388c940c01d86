"""The board as text: every figure is there, at every width, in both languages."""

from __future__ import annotations

import random
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from rich.cells import cell_len

from tests.query.test_time import worked_on
from tui.export.board import bars, board_lines, companion_lines, drawn, spark, stats_lines, stats_sheet
from tui.export.plain import wrapped
from tui.i18n import Texts
from tui.ingest import read
from tui.model.board import Board, Group, Partners, State, Tally, companions, partners
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
@pytest.mark.parametrize("width", [40, 60, 80, 120])
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
        wanted = [group.tally.total, *counts, group.tally.overdue or "·", f"{group.tally.percent}%", group.rank or "·"]
        assert figures == list(map(str, wanted))


def test_numbers_of_late_tasks_and_their_days_stand_in_columns(board: Board) -> None:
    for part in (replace(board, soon=()), replace(board, late=())):
        tasks = [line for line in drawn(part, Texts("en"), 120) if any(each.kind == "task" for each in line.figures)]
        assert len({line.figures[0].end for line in tasks}) == 1
        assert len({match.end() for line in tasks if (match := re.search(r"\d+ d (late|left)", line.text))}) == 1


def in_large(board: Board) -> Board:
    """A board some of whose numbers have six digits."""
    states = {State("todo"): 99200, State("active", overdue=True): 12345, State("done", closed=True): 60000}
    large = Group("甲", "省工业和信息化厅", Tally(states), today="省工信厅", rank=1)
    counts = {**(board.partners.counts if board.partners else {}), ("甲", "乙"): 12345, ("甲", "丙"): 6789}
    leads, sections, tags = ((large, *groups) for groups in (board.leads, board.sections, board.tags))
    return replace(board, leads=leads, sections=sections, tags=tags, partners=Partners(("甲",), ("乙", "丙"), counts))


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("width", [50, 66, 80])
def test_large_numbers_and_narrow_screens_leave_every_figure_whole(board: Board, lang: str, width: int) -> None:
    large, texts = in_large(board), Texts(lang)
    lines = list(drawn(large, texts, width))
    assert not [line.text for line in lines if cell_len(line.text) > width]
    for line in lines:
        for figure in line.figures:
            assert figure.kind == "whole" or line.text[figure.start - 1] in " /", "a blank before it"
            assert not line.text[figure.end : figure.end + 1].isdecimal()
    (row,) = [line for line in lines if line.figures and line.figures[0].kind == "lead" and "171545" in line.text]
    assert [row.text[each.start : each.end] for each in row.figures] == [
        *("171545", "99200", "12345", "60000", "12345", "35%"),
    ]
    printed = list(stats_lines(large.leads, "lead", large.statuses, texts, width))
    assert not [line for line in printed if cell_len(line) > width] or width < 60, "narrower ones get lines"
    assert any(line.endswith("171545 99200 12345 · 60000 · 60000 12345 · 35%") for line in squeezed(printed))
    assert all(f"{status.symbol} {status.name(lang)}" in "  ".join(printed) for status in large.statuses)


def squeezed(lines: list[str]) -> list[str]:
    """Lines with one blank where there were several."""
    return [" ".join(line.split()) for line in lines]


def test_no_word_or_number_is_cut_at_the_end_of_a_line() -> None:
    assert list(wrapped("week since 2016-05-30", 18)) == ["week since ", "2016-05-30"]
    assert list(wrapped("省卫生厅 (now 卫生健康委)", 12)) == ["省卫生厅 ", "(now 卫生健", "康委)"]
    assert list(wrapped("abcdefghij", 4)) == ["abcd", "efgh", "ij"]


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
