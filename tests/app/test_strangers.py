"""Where a person new to the screens was misled or left in the dark: each is said truly now."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.cli.conftest import make_document
from tui.app.view import Pane
from tui.store.library import Library

from .conftest import DOC, Desk, Seat


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Two documents, both with a task 2."""
    desk = Desk(tmp_path)
    document, source = make_document("plan")
    Library(desk.folder / "shared").save(replace(document, title="养老服务规划"), source)
    return desk


def foot(seat: Seat) -> str:
    return "\n".join(seat.lines()[-4:])


async def test_a_note_that_is_written_again_is_not_said_to_be_deleted(desk: Desk) -> None:
    async with desk.sit() as seat:
        await seat.press("2", "j", "a", *"ok", "f2", "u")
        assert "已撤销批注：2" in foot(seat)
        await seat.press("ctrl+r")
        assert "已重做批注：2" in foot(seat)
        await seat.press("D", "y", "u")
        assert "已撤销批注删改：2" in foot(seat)
        await seat.press("ctrl+r")
        assert "已重做批注删改：2" in foot(seat)


async def test_from_all_documents_one_comes_back_to_ones_own_row_also_over_a_jump(desk: Desk) -> None:
    async with desk.sit() as seat:
        await seat.press("2", "g", "g", *"jjjjj")
        mine = seat.current.key
        await seat.press("A", "g", "g")
        while seat.current.doc != "plan":
            await seat.press("j")
        await seat.press("g", "d")
        assert seat.main.view.doc == "plan"
        await seat.press("g", "b", "A")
        assert seat.main.view.doc == DOC
        assert seat.current.key == mine


async def test_among_all_documents_a_task_is_named_with_its_own(desk: Desk) -> None:
    async with desk.sit() as seat:
        await seat.press("2", "A", "g", "g", "j", "j", "d")
        assert "对 养老服务规划 3" in foot(seat)
        assert "养老服务规划 3 → 已办结 · 已保存" in foot(seat)
        await seat.press("T")
        assert "时限：养老服务规划 3" in seat.text


async def test_a_selection_that_does_not_show_is_told(desk: Desk) -> None:
    async with desk.sit() as seat:
        await seat.press("2", "v", "v", "/", *"lead:", *"czt", "enter")
        assert "（另选中 2 项未显示）" in foot(seat)
        await seat.press("escape")
        assert "未显示" not in foot(seat)
        assert "lead:czt" in seat.lines()[0]


async def test_a_menu_shows_every_key_and_leaves_the_rows_as_they_stood(desk: Desk) -> None:
    async with desk.sit((80, 24)) as seat:
        await seat.press("2", "g", "g", *"j" * 9)
        top = seat.main.table.top
        await seat.press("g")
        menu = seat.main.keyboard.keymap.menu(("g",), Pane.TASKS)
        shown = "\n".join(seat.lines()[-14:])
        assert [each.name for _, each in menu if seat.main.keyboard.word(each) not in shown] == []
        await seat.press("escape")
        assert "没有" not in foot(seat)
        assert seat.main.table.top == top


async def test_a_key_of_a_menu_can_be_clicked_in_any_column(desk: Desk) -> None:
    async with desk.sit((80, 24)) as seat:
        await seat.press("2", "g")
        wanted = seat.main.keyboard.word(next(each for key, each in _menu(seat) if key == "l"))
        y, line = next((y, line) for y, line in enumerate(seat.lines()) if wanted in line)
        await seat.pilot.click(offset=(len(line[: line.index(wanted)].encode("gb18030")), y))
        await seat.settle()
        assert type(seat.app.screen).__name__ == "Picker"


def _menu(seat: Seat) -> list[tuple[str, type]]:
    return [(key, each) for key, each in seat.main.keyboard.keymap.menu(("g",), Pane.TASKS)]


async def test_while_one_types_the_foot_tells_no_key_that_would_be_typed(desk: Desk) -> None:
    async with desk.sit() as seat:
        await seat.press("2")
        assert "d 办结" in seat.lines()[-1]
        await seat.press("/")
        assert "d 办结" not in seat.lines()[-1]
        assert "Ctrl-u 清空" in seat.lines()[-1]
        await seat.press("escape")
        assert "d 办结" in seat.lines()[-1]


@pytest.mark.parametrize("pane", ["1", "o"])
async def test_a_search_that_finds_nothing_is_said_and_over(desk: Desk, pane: str) -> None:
    async with desk.sit() as seat:
        await seat.press(pane, "/")
        await seat.paste("银河系")
        await seat.press("enter")
        assert "没有找到：银河系" in foot(seat)
        assert (seat.main.view.searched, seat.main.view.sought) == ("", "")


@pytest.mark.parametrize("keys", ["p", "a", "c c"])
async def test_who_goes_on_writing_does_not_leave_at_the_next_escape(desk: Desk, keys: str) -> None:
    async with desk.sit() as seat:
        await seat.press("2", *keys.split(), "1")
        before = seat.app.screen
        await seat.press("escape")
        assert "再按一次" in seat.text
        await seat.press("2")
        assert "再按一次" not in seat.text
        await seat.press("escape")
        assert seat.app.screen is before
        await seat.press("escape")
        assert seat.app.screen is seat.main


async def test_where_no_row_is_left_nothing_is_asked_and_one_comes_back_to_where_one_was(desk: Desk) -> None:
    async with desk.sit() as seat:
        await seat.press("2", "g", "g", *"jjjjjjj")
        here = seat.current.key
        await seat.press("/")
        await seat.paste("银河系")
        await seat.press("enter", "s")
        assert not seat.main.key_menu.has_class("-open")
        assert "没有" in foot(seat)
        await seat.press("escape")
        assert seat.current.key == here
