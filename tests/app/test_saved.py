"""Saved filters in the running app."""

from __future__ import annotations

from .conftest import Desk


async def test_save_recall_rename_delete_and_undo(desk: Desk) -> None:
    async with desk.sit((80, 24), expression="牵头:财政厅") as seat:
        await seat.press("F")
        assert "还没有常用筛选：按 s" in seat.text
        await seat.press("s")
        assert "牵头含“财政厅”" in seat.text, "the filter in words is offered as its name"
        await seat.press("end", "ctrl+u")
        await seat.paste("财政厅牵头")
        await seat.press("enter")
        assert "已存筛选“财政厅牵头”" in seat.news
        await seat.press("escape")
        assert len(seat.numbers) == 62
        await seat.press("F")
        assert "1  财政厅牵头" in seat.text
        await seat.press("1")
        assert len(seat.numbers) == 10
        assert seat.main.view.expression == "牵头:财政厅"
        await seat.press("F", "r", "end")
        await seat.paste("的")
        await seat.press("enter")
        await seat.press("F")
        assert "1  财政厅牵头的" in seat.text
        await seat.press("d")
        assert "已删筛选“财政厅牵头的”" in seat.news
        await seat.press("u")
        assert "已撤销对常用筛选的改动" in seat.news
        assert [saved.name for saved in seat.app.workspace.saved_filters.all()] == ["财政厅牵头的"]
        await seat.press("escape", "F", "j", "enter")
        assert len(seat.numbers) == 10


async def test_leaving_a_name_or_the_list_changes_nothing(desk: Desk) -> None:
    async with desk.sit(expression="牵头:财政厅") as seat:
        await seat.press("F", "s", "escape", "escape")
        assert seat.app.workspace.saved_filters.all() == ()
        assert seat.main.view.expression == "牵头:财政厅"
        await seat.press("escape", "F", "s", "x", "escape")
        assert "先用 / 或 f 筛选" not in seat.text
        assert seat.app.workspace.saved_filters.all() == ()


async def test_what_another_saved_is_there(desk: Desk) -> None:
    desk.open("li").saved_filters.save("推进中的", "状态:推进中")
    async with desk.sit() as seat:
        await seat.press("F")
        assert "推进中的" in seat.text
        await seat.press("１")
        assert seat.main.view.expression == "状态:推进中"
        assert seat.pane.value == "tasks"


async def test_the_history_tells_of_them_and_leads_there(desk: Desk) -> None:
    workspace = desk.open()
    workspace.saved_filters.save("推进中的", "状态:推进中")
    workspace.close()
    async with desk.sit((100, 30)) as seat:
        await seat.press("U")
        assert "推进中的" in seat.text
        assert "状态:推进中" in seat.text
        await seat.press("enter")
        await seat.settle()
        assert "1  推进中的" in seat.text
