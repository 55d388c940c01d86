"""The panes of the running app: what stands where at which size, and the keys that move between them."""

from __future__ import annotations

import pytest

from tui.app.view import Pane

from .conftest import SIZES, Desk

OUTLINE, TEXT, TASKS, DETAIL = Pane.OUTLINE, Pane.TEXT, Pane.TASKS, Pane.DETAIL
STEPS: dict[tuple[int, int], tuple[tuple[str, Pane, set[Pane]], ...]] = {
    (80, 24): (
        ("1", TEXT, {TEXT}),
        ("o", OUTLINE, {OUTLINE, TEXT}),
        ("o", TEXT, {TEXT}),
        ("2", TASKS, {TASKS, DETAIL}),
        ("tab", DETAIL, {TASKS, DETAIL}),
        ("shift+tab", TASKS, {TASKS, DETAIL}),
        ("i", TASKS, {TASKS}),
        ("i", TASKS, {TASKS, DETAIL}),
        ("z", TASKS, {TASKS}),
        ("z", TASKS, {TASKS, DETAIL}),
        ("1", TEXT, {TEXT}),
    ),
    (100, 30): (
        ("1", TEXT, {OUTLINE, TEXT}),
        ("o", OUTLINE, {OUTLINE, TEXT}),
        ("o", TEXT, {TEXT}),
        ("o", OUTLINE, {OUTLINE, TEXT}),
        ("z", OUTLINE, {OUTLINE}),
        ("q", OUTLINE, {OUTLINE, TEXT}),
        ("2", TASKS, {OUTLINE, TASKS, DETAIL}),
        ("tab", DETAIL, {OUTLINE, TASKS, DETAIL}),
        ("tab", OUTLINE, {OUTLINE, TASKS, DETAIL}),
        ("tab", TASKS, {OUTLINE, TASKS, DETAIL}),
        ("escape", TASKS, {OUTLINE, TASKS, DETAIL}),
    ),
    (140, 40): (
        ("1", TEXT, {OUTLINE, TEXT, TASKS, DETAIL}),
        ("tab", TASKS, {OUTLINE, TEXT, TASKS, DETAIL}),
        ("tab", DETAIL, {OUTLINE, TEXT, TASKS, DETAIL}),
        ("i", TASKS, {OUTLINE, TEXT, TASKS}),
        ("2", TASKS, {OUTLINE, TEXT, TASKS}),
        ("z", TASKS, {TASKS}),
        ("1", TEXT, {TEXT}),
        ("z", TEXT, {OUTLINE, TEXT, TASKS}),
    ),
}


@pytest.mark.parametrize("size", SIZES)
async def test_panes_by_their_keys(desk: Desk, size: tuple[int, int]) -> None:
    async with desk.sit(size) as seat:
        for number, (key, pane, shown) in enumerate(STEPS[size]):
            await seat.press(key)
            assert (seat.pane, seat.shown) == (pane, shown), (number, key)


@pytest.mark.parametrize("size", [*SIZES, (40, 12), (20, 6)])
async def test_nothing_overlaps_and_no_line_is_too_long(desk: Desk, size: tuple[int, int]) -> None:
    async with desk.sit(size) as seat:
        for key in ("1", "2", "o"):
            await seat.press(key)
            panes = [seat.main.pane_widget(pane).region for pane in seat.shown]
            assert all(not one.overlaps(other) for one in panes for other in panes if one is not other)
            assert len(seat.lines()) == size[1]


async def test_a_welcome_on_the_first_run_alone(desk: Desk) -> None:
    async with desk.sit((80, 24)) as seat:
        assert "先记五个键" in seat.text
        assert seat.main.text.region.height >= 10, "the welcome leaves the text its room"
        await seat.press("2")
        assert "先记五个键" not in seat.text
        assert seat.pane is TASKS, "the key that takes the welcome away still does its work"
    async with desk.sit((80, 24)) as seat:
        assert "先记五个键" not in seat.text


async def test_a_resize_keeps_the_place_and_shows_what_fits(desk: Desk) -> None:
    async with desk.sit((140, 40)) as seat:
        await seat.press("2", "j", "j")
        task = seat.current.key
        for width, height, shown in (
            (80, 24, {TASKS, DETAIL}),
            (30, 8, {TASKS, DETAIL}),
            (100, 30, {OUTLINE, TASKS, DETAIL}),
            (140, 40, {OUTLINE, TEXT, TASKS, DETAIL}),
        ):
            await seat.pilot.resize_terminal(width, height)
            await seat.settle()
            assert (seat.current.key, seat.pane) == (task, TASKS)
            assert seat.shown == shown, (width, height)


async def test_the_key_line_and_the_filter_line_take_clicks(desk: Desk) -> None:
    async with desk.sit() as seat:
        line = seat.lines()[-1]
        at = line.index("任务")
        await seat.pilot.click(offset=(at + 1, 29))
        await seat.settle()
        assert seat.pane is TASKS
        await seat.pilot.click("#tasks-prompt")
        await seat.settle()
        assert seat.main.prompts[Pane.TASKS].typing


async def test_a_click_on_a_row_goes_there_and_a_second_one_opens(desk: Desk) -> None:
    async with desk.sit() as seat:
        await seat.press("2")
        await seat.pilot.click("#tasks", offset=(10, 4))
        await seat.settle()
        assert seat.current.task.no == "4"
        await seat.pilot.click("#tasks", offset=(10, 4))
        await seat.settle()
        assert seat.pane is DETAIL
