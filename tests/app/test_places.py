"""Named places: kept under a letter, gone to again, also after a restart."""

from __future__ import annotations

from tui.app.view import Pane

from .conftest import Desk


async def test_a_place_is_kept_and_gone_to(desk: Desk) -> None:
    async with desk.sit() as seat:
        await seat.press("2", "/")
        await seat.paste("财政厅")
        await seat.press("enter", "j", "m", "a")
        number = seat.current.task.no
        await seat.press("1", "'", "a")
        assert (seat.pane, seat.main.view.expression, seat.current.task.no) == (Pane.TASKS, "财政厅", number)
        await seat.press("g", "b")
        assert seat.pane is Pane.TEXT, "a jump like any other"
    async with desk.sit() as seat:
        await seat.press("escape", "1", "'", "a")
        assert (seat.pane, seat.main.view.expression, seat.current.task.no) == (Pane.TASKS, "财政厅", number)


async def test_a_letter_under_which_nothing_is_kept_is_said(desk: Desk) -> None:
    async with desk.sit() as seat:
        await seat.press("'", "z")
        assert "没有记下 z" in seat.news
        await seat.press("m")
        assert "a–z" in seat.text
