"""Correcting what was read, on the screens: a task's fields, a missed row, a row that is none, the roles of a table."""

from __future__ import annotations

import pytest

from tui.app.dialogs.simple import Confirm
from tui.app.features.correct.task_form import TaskForm
from tui.model.task import Task

from .conftest import DOC, SIZES, Desk, Seat


def task(seat: Seat, task_id: str) -> Task:
    found = seat.app.workspace.document(DOC).task(task_id)
    assert found is not None
    return found


@pytest.mark.parametrize("size", SIZES)
async def test_the_form_shows_every_field_and_its_keys(desk: Desk, size: tuple[int, int]) -> None:
    async with desk.sit(size) as seat:
        await seat.press("2", "end", "c", "c")
        assert isinstance(seat.app.screen, TaskForm)
        last = task(seat, "附件#62")
        for words in (last.text[:10], last.leads[0], "序号", "牵头", "参加", "时限", "F2"):
            assert words in seat.text, words
        await seat.press("escape")
        assert not isinstance(seat.app.screen, TaskForm)


async def test_a_wrong_split_is_set_right_and_taken_back(desk: Desk) -> None:
    async with desk.sit() as seat:
        await seat.press("2", "c", "c", "tab", "tab")
        await seat.paste("、省大数据局和省财政厅")
        await seat.press("f2")
        assert task(seat, "附件#1").leads[-2:] == ("省大数据局", "省财政厅")
        assert seat.current.corrected == ("leads",)
        assert "更正" in seat.text
        assert "已更正 1 · 已保存" in seat.news
        await seat.press("u")
        assert task(seat, "附件#1").leads[-1] == "各市人民政府"
        assert not seat.current.corrected


async def test_only_what_was_changed_is_written_and_blank_words_are_not(desk: Desk) -> None:
    async with desk.sit() as seat:
        await seat.press("2", "c", "c", "ctrl+u", "tab", "x", "f2")
        log = [(entry.change.target, entry.change.value) for entry in seat.app.workspace.log(DOC)]
        assert log == [("附件#1@no", "1x")]
        assert task(seat, "附件#1").text == "系统清理地方保护和部门分割政策"


async def test_leaving_the_form_asks_where_something_was_typed(desk: Desk) -> None:
    async with desk.sit() as seat:
        await seat.press("2", "c", "c", "x", "escape")
        assert isinstance(seat.app.screen, TaskForm)
        await seat.press("escape")
        assert not isinstance(seat.app.screen, TaskForm)
        assert list(seat.app.workspace.log(DOC)) == []


async def test_a_missed_row_is_added_marked_and_seen_in_the_text(desk: Desk) -> None:
    async with desk.sit() as seat:
        await seat.press("2", "j", "c", "a")
        await seat.paste("[/x] 补上的任务")
        await seat.press("tab", "2", "a", "tab")
        await seat.paste("省财政厅")
        await seat.press("f2", "j", "d")
        assert seat.numbers[:4] == ["1", "2", "2a", "3"]
        assert (seat.current.task.text, seat.current.status.key) == ("[/x] 补上的任务", "done")
        assert seat.current.task.leads == ("省财政厅",)
        assert seat.current.corrected == ("row",)
        seat.main.text.scroll_to_section(seat.current.task.id)
        await seat.press("1")
        assert "2a  [/x] 补上的任务" in seat.text
    async with desk.sit() as seat:
        await seat.press("2")
        assert seat.numbers[2] == "2a"


async def test_a_row_that_is_none_is_asked_about(desk: Desk) -> None:
    async with desk.sit() as seat:
        await seat.press("2", "j", "c", "x")
        assert isinstance(seat.app.screen, Confirm)
        await seat.press("n")
        assert len(seat.numbers) == 62
        await seat.press("c", "x", "y")
        assert seat.numbers[:2] == ["1", "3"]
        assert seat.current.task.no == "3"
        await seat.press("u")
        assert seat.numbers[:3] == ["1", "2", "3"]


async def test_the_roles_of_a_whole_table_are_exchanged(desk: Desk) -> None:
    async with desk.sit() as seat:
        before = task(seat, "附件#3")
        await seat.press("2", "c", "r", "home", "up", "up", "up", "enter")
        after = task(seat, "附件#3")
        assert (after.leads, after.participants) == (before.participants, before.leads)
        assert len(list(seat.app.workspace.log(DOC))) == 1


async def test_what_others_correct_appears_by_itself(desk: Desk) -> None:
    async with desk.sit() as seat:
        await seat.press("2")
        other = desk.open("other")
        other.corrections.correct(DOC, "附件#1", text="改过的任务")
        seat.main.watching.look()
        await seat.settle()
        assert "改过的任务" in seat.text
        assert "other" in seat.news
