"""What each pane is stands above it; what takes the keys is plain to see, and what lies behind a dialog is dim."""

from __future__ import annotations

import pytest

from tui.app.view import Pane

from .conftest import Desk, Seat


def styles(seat: Seat) -> dict[tuple[int, int], bool]:
    """Row and column of each character on the screen, and whether it is dim."""
    update = seat.app.screen._compositor.render_update(full=True, screen_stack=seat.app._background_screens)
    dim: dict[tuple[int, int], bool] = {}
    for y, line in enumerate(update.strips):  # type: ignore[union-attr]
        x = 0
        for strip in line:
            for segment in strip:
                for char in segment.text:
                    if char != " ":
                        dim[y, x] = bool(segment.style and segment.style.dim)
                    x += 1
    return dim


@pytest.mark.parametrize(("size", "names"), [((140, 40), ("大纲", "正文", "任务")), ((100, 30), ("大纲", "任务"))])
async def test_where_several_stand_each_says_what_it_is(
    desk: Desk, size: tuple[int, int], names: tuple[str, ...]
) -> None:
    async with desk.sit(size) as seat:
        await seat.press("2")
        first = seat.lines()[0]
        assert [name for name in ("大纲", "正文", "任务") if name in first] == list(names)
        assert any("─ 详情 ─" in line for line in seat.lines())
        await seat.press("z")
        assert not [name for name in ("大纲", "正文") if name in seat.lines()[0]]


async def test_the_one_that_takes_the_keys_is_told_by_its_colour(desk: Desk) -> None:
    async with desk.sit((140, 40)) as seat:
        main = seat.main
        named = {
            Pane.OUTLINE: main.titles[Pane.OUTLINE],
            Pane.TEXT: main.titles[Pane.TEXT],
            Pane.TASKS: main.prompts[Pane.TASKS]._title,
        }
        for key, pane in (("2", Pane.TASKS), ("1", Pane.TEXT), ("o", Pane.OUTLINE)):
            await seat.press(key)
            assert [each for each, title in named.items() if title.has_class("-active")] == [pane]


async def test_the_text_says_where_in_it_one_is_though_another_pane_leads_it(desk: Desk) -> None:
    async with desk.sit((140, 40)) as seat:
        await seat.press("o", *"jjjj")
        await seat.pilot.pause(0.3)
        await seat.settle()
        assert "正文" in seat.lines()[0]
        assert "四（一）" in seat.lines()[0]


@pytest.mark.parametrize("keys", ["p", "c c", "?", "L", "L i"])
async def test_behind_a_dialog_all_is_dim(desk: Desk, keys: str) -> None:
    async with desk.sit((100, 30)) as seat:
        await seat.press("2")
        await seat.pilot.pause(0.2)  # the detail follows
        before = styles(seat)
        assert not all(before.values())
        await seat.press(*keys.split())
        (box,) = seat.app.screen.children
        after = styles(seat)
        behind = {(y, x) for y, x in after if not 0 <= y - box.region.y < box.region.height}
        assert behind
        assert all(after[place] for place in behind)
        assert not all(after.values())
        await seat.press(*["escape"] * len(keys.split()))
        assert styles(seat) == before


async def test_the_table_of_all_documents_has_the_room_of_the_outline(desk: Desk) -> None:
    async with desk.sit((140, 40)) as seat:
        await seat.press("2")
        assert Pane.OUTLINE in seat.shown
        await seat.press("A")
        assert Pane.OUTLINE not in seat.shown
        await seat.press("A")
        assert Pane.OUTLINE in seat.shown
