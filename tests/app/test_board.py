"""The board at the screens: it fits, and every number of it opens just as many rows."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from rich.cells import cell_len

from tui.app.features.board.board_page import BoardLines, BoardPage
from tui.app.features.board.opening import _filter
from tui.app.view import Pane
from tui.export.board import drawn
from tui.export.figures import Figure, Line
from tui.i18n import Texts
from tui.model.board import Group
from tui.model.ledger import Entry
from tui.model.profile import SUPERVISION
from tui.workspace import Workspace

from .conftest import DOC, NOON, Desk, Seat


def worked(desk: Desk) -> Workspace:
    """A workspace in which something of everything was done."""
    workspace = desk.open()
    keys = [entry.key for entry in workspace.ledger(DOC)]
    workspace.set_due(keys[:9], "2026-10-31")
    workspace.set_due(keys[9:20], "2026-12-10")
    workspace.set_due(keys[20:30], "2027Q4")
    workspace.mark(keys[4:7], workspace.profile.parse("done"))
    workspace.mark(keys[7:15], workspace.profile.parse("active"))
    workspace.report(*keys[7:10], percent=40)
    workspace.tag(keys[2:5], ["攻坚"])
    return workspace


def page(seat: Seat) -> BoardPage:
    screen = seat.app.screen
    assert isinstance(screen, BoardPage)
    return screen


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("expression", ["", "状态:推进中 or 是:逾期"])
def test_every_number_opens_as_many_rows_as_it_says(desk: Desk, lang: str, expression: str) -> None:
    workspace = worked(desk)
    ledger = workspace.ledger(DOC)
    lines = list(drawn(workspace.board(expression, ledger), Texts(lang), 78))
    opened = 0
    for line, figure in ((each, figure) for each in lines for figure in each.figures):
        printed = line.text[figure.start : figure.end]
        if isinstance(figure.of, Entry):
            assert printed == figure.of.task.no
            continue
        rows = workspace.filter(_filter(expression, figure, workspace.profile, lang), ledger).ledger
        closed = figure.state == "closed" and printed.endswith("%")
        assert closed or printed == str(len(rows)), (line.text, figure.kind, figure.state)
        opened += 1
    assert opened > 60
    kinds = {figure.kind for line in lines for figure in line.figures}
    assert kinds >= {"whole", "status", "light", "lead", "participant", "section", "tag", "month", "pair", "task"}


@pytest.mark.parametrize(("lang", "wanted"), [("zh", "牵头:财政厅 效力=失效"), ("en", "牵头:财政厅 validity=lapsed")])
def test_a_number_of_documents_no_longer_in_force_opens_their_tasks(lang: str, wanted: str) -> None:
    assert _filter("牵头:财政厅", Figure(0, 1, "force", "lapsed"), SUPERVISION, lang) == wanted


@pytest.mark.parametrize("lang", ["zh", "en"])
async def test_the_board_stands_on_the_smallest_screen_and_a_number_is_opened_as_a_filter(
    desk: Desk, lang: str
) -> None:
    worked(desk).close()
    async with desk.sit((80, 24), lang=lang) as seat:
        await seat.press("3")
        text = seat.text
        assert re.search(r"62 .* 3", text)
        assert all(len(line) <= 80 for line in seat.lines())
        await seat.press("right", "right", "enter")
        wanted = "是:逾期" if lang == "zh" else "is:overdue"
        assert seat.main.view.expression == wanted
        assert seat.pane is Pane.TASKS
        assert len(seat.numbers) == 6
        assert wanted in seat.text
        await seat.press("escape", "3", "down", "enter")
        assert len(seat.numbers) == 51, "the first status: not begun"


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_its_keys_fit_on_one_line(lang: str) -> None:
    assert cell_len(Texts(lang)("app.board_keys")) <= 78


async def test_each_page_says_what_its_columns_are_and_the_cursor_is_on_a_number(desk: Desk) -> None:
    worked(desk).close()
    async with desk.sit((80, 24), lang="en") as seat:
        await seat.press("3")
        assert seat.lines()[1].startswith(" Board  2026-11-23"), "nothing is lost at the top"
        lines, heads = page(seat)._lines, set()
        for _ in range(20):
            before = lines.top
            await seat.press("pagedown")
            top = lines.lines[lines.top]
            part = [line.text for line in lines.lines[: lines.top] if line.title][-1:]
            heads.add(seat.lines()[1].split()[0])
            assert not top.text or top.title or not part or part[0].strip() in seat.lines()[1]
            assert lines.current is not None
            if lines.top == before:
                break
        assert heads >= {"Lead", "Participants"}
        await seat.press("home")
        assert (lines.top, lines.cursor) == (0, 0)
        await seat.press("tab", "tab", "tab")
        assert lines.top == 0 or seat.lines()[1].split()[0] == "Lead", seat.text


async def test_one_comes_back_to_the_number_one_opened(desk: Desk) -> None:
    worked(desk).close()
    async with desk.sit((100, 30)) as seat:
        await seat.press("3", "tab", "down", "right")
        over, number = page(seat)._here, page(seat)._lines.current
        await seat.press("enter")
        assert seat.main.view.board is None
        await seat.press("g", "b")
        assert page(seat)._here == over, "the same board, where one was on it, with the same news"
        assert page(seat)._lines.current == number
        await seat.press("2")
        assert seat.pane is Pane.TASKS
        assert seat.main.view.expression == ""
        assert len(seat.app.screen_stack) == 1


async def test_the_board_knows_help_undo_and_departments(desk: Desk) -> None:
    worked(desk).close()
    async with desk.sit((100, 30)) as seat:
        await seat.press("2", "d", "3")
        closed = page(seat)._board
        await seat.press("u")
        assert "撤销" in seat.lines()[-1], "what was taken back is said before the board too"
        assert page(seat)._board != closed, "and the figures follow at once"
        await seat.press("?")
        assert not isinstance(seat.app.screen, BoardPage)
        await seat.press("escape")
        await seat.press("D")
        assert "不是部门" in seat.lines()[-1]
        while (figure := page(seat)._lines.current) is None or figure.kind != "lead":
            await seat.pilot.press("tab")
        assert isinstance(figure.of, Group)
        await seat.press("D")
        assert seat.lines()[0].startswith(f" {figure.of.name} · ")
        await seat.press("escape")
        assert page(seat)._lines.current == figure, "and back to where one was"
        await seat.press(":")
        assert seat.main.view.board is None


async def test_parts_are_gone_through_and_a_late_task_is_opened_by_its_number(desk: Desk) -> None:
    worked(desk).close()
    async with desk.sit((100, 30)) as seat:
        await seat.press("3")
        lines: tuple[Line, ...] = page(seat)._lines.lines
        parts = sum(line.title for line in lines)
        for _ in range(parts):
            await seat.pilot.press("tab")
            figure = page(seat)._lines.current
            if figure is not None and figure.kind == "task":
                break
        await seat.press("enter")
        assert seat.pane is Pane.TASKS
        assert seat.current.task.no == "1"


async def test_a_department_has_a_page_of_its_own(desk: Desk) -> None:
    worked(desk).close()
    async with desk.sit((100, 40)) as seat:
        await seat.press("2", "j", "j", "g", "D", "enter")
        assert "部门=省编办" in seat.text
        assert seat.lines()[0].startswith(" 省编办 · "), "the page says whose it is"
        assert re.search(r"前身 +\S", seat.text) or re.search(r"沿革 +省编办 → ", seat.text)
        assert "与谁共事" in seat.text
        number = page(seat)._lines.current
        assert number is not None
        assert number.kind == "pair"
        lines, places = page(seat)._lines, [0]
        for line in lines.lines:
            for figure in line.figures:
                if figure.kind in {"pair", "leads", "participants"}:
                    rows = seat.main.workspace.filter(_filter("", figure, SUPERVISION, "zh"), seat.main.ledger).ledger
                    places.append(len(rows) - int(line.text[figure.start : figure.end]))
        assert len(places) > 3
        assert not any(places), "each number opens as many rows as it says"
        await seat.press("enter")
        assert all("省编办" in entry.task.agencies for entry in seat.main.table.ledger)
        assert seat.numbers


async def test_the_board_takes_the_filter_or_leaves_it_and_goes_over_all_documents(desk: Desk) -> None:
    worked(desk).close()
    async with desk.sit((100, 30)) as seat:
        await seat.press("2", "/", *"状态:推进中", "enter", "3")
        assert "8 项" in seat.text
        await seat.press("F")
        assert "62 项" in seat.text
        await seat.press("A")
        assert "62 项 · 全部文件" in seat.text
        await seat.press("enter")
        assert seat.main.view.every
        assert len(seat.numbers) == 62


async def test_the_board_tells_what_changed_since_one_last_looked(desk: Desk) -> None:
    worked(desk).close()
    async with desk.sit((80, 24)) as seat:
        await seat.press("3")
        assert "上次查看" not in seat.text
        assert set(seat.main.workspace.recall("board")) == {"last"}
    kept = {"last": (NOON - timedelta(hours=2)).isoformat()}
    workspace = desk.open()
    workspace.keep("board", kept)
    steps = len(list(workspace.store.history()))
    async with desk.sit((80, 60), workspace=workspace) as seat:
        await seat.press("3")
        lines = [line.strip(" ▁▂▃▄▅▆▇█") for line in seat.lines()]
        at = next(index for index, line in enumerate(lines) if line.startswith("上次查看（2026-11-23"))
        assert "共 30 项" in lines[at]
        assert lines[at + 1] == "状态 11  时限 30  进展 3  标签 3"
        assert lines[at + 12].startswith("另有 20 项")
        assert seat.main.workspace.recall("board")["before"] == kept["last"]
        assert len(list(workspace.store.history())) == steps, "that one looked is no Change"
        board = seat.app.screen.query_one(BoardLines)
        board.go_to(next(index for index, line in enumerate(board.lines) if "以来" in line.text) + 2)
        number = lines[at + 2].split()[0]
        await seat.press("enter")
        assert seat.main.target.entries[0].task.no == number


@pytest.mark.parametrize("every", [False, True])
async def test_what_others_do_meanwhile_comes_into_the_figures(desk: Desk, *, every: bool) -> None:
    async with desk.sit((80, 24)) as seat:
        await seat.press("2", "3", *(["A"] if every else []), "down")
        assert "了结 0（0%）" in seat.text
        at = page(seat)._lines.cursor
        other = desk.open("other")
        other.mark([each.key for each in other.ledger(DOC)[:31]], other.profile.parse("done"))
        seat.main.watching.look()
        page(seat).follow()
        await seat.settle()
        assert "了结 31（50%）" in seat.text
        assert page(seat)._lines.cursor == at
        before = page(seat)._board
        page(seat).follow()
        await seat.settle()
        assert page(seat)._board is before, "nothing new is nothing to do"
