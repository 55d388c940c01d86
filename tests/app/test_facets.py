"""Facets in the running app: what they count, choosing several, searching them by pinyin, leaving them."""

from __future__ import annotations

import pytest

from tui.app.features.find import facet_panel as facets
from tui.app.features.find.facet_panel import FacetPanel

from .conftest import Desk, Seat


def panel(seat: Seat) -> FacetPanel:
    assert isinstance(seat.app.screen, FacetPanel)
    return seat.app.screen


async def counted(seat: Seat) -> None:
    """The rows are read beside the screen: wait until they are there."""
    for _ in range(100):
        if panel(seat)._rows.facets:
            return
        await seat.pilot.pause(0.05)
    raise AssertionError("nothing was counted")


async def test_a_department_is_chosen_by_its_initials(desk: Desk) -> None:
    async with desk.sit((80, 24)) as seat:
        await seat.press("2", "f")
        assert "省发展改革委" in seat.text
        assert "62/62" in seat.text
        await seat.type("czt")
        row = next(line for line in seat.lines() if "省财政厅" in line)
        assert row.split()[-4:-1] == ["10", "参加", "9"] or "牵头   10" in row
        await seat.press("enter")
        assert seat.main.view.expression == "部门=省财政厅"
        assert len(seat.numbers) == 19
        assert seat.pane.value == "tasks"


async def test_several_are_chosen_and_the_counts_follow(desk: Desk) -> None:
    async with desk.sit((100, 30), expression="章节:五") as seat:
        await seat.press("f")
        await counted(seat)
        before = panel(seat)._rows.counts
        await seat.type("czt")
        await seat.press("right", "space")
        assert f"{before.having('lead', '省财政厅')}/62" in seat.text
        await seat.press("backspace", "backspace", "backspace")
        await seat.type("sfgw")
        await seat.press("space", "enter")
        assert seat.main.view.expression == "章节:五 (牵头=省财政厅 or 部门=省发展改革委)"
        assert seat.numbers
        await seat.press("f")
        assert {choice.kind for choice in panel(seat)._rows.chosen} == {"lead", "dept"}
        await seat.type("czt")
        await seat.press("space", "enter")
        assert seat.main.view.expression == "章节:五 部门=省发展改革委"


async def test_the_arrows_turn_the_role_and_the_blank_alone_chooses(desk: Desk) -> None:
    async with desk.sit((80, 24)) as seat:
        await seat.press("2", "f")
        await seat.type("czt")

        def row() -> str:
            return next(line for line in reversed(seat.lines()) if "省财政厅" in line)  # the first is the choice

        seen = []
        for key in ("right", "space", "right", "right", "space", "left", "left"):
            await seat.press(key)
            seen.append(("✓" in row(), "▸牵头" in row(), "▸参加" in row()))
        assert seen == [
            (False, True, False),
            (True, True, False),
            (True, False, True),
            (True, True, True),
            (False, False, False),
            (False, False, True),
            (False, True, False),
        ]
        await seat.press("enter")
        assert seat.main.view.expression == "牵头=省财政厅", "Enter chooses it as it was turned"


async def test_in_english_the_filter_is_written_in_english(desk: Desk) -> None:
    async with desk.sit(lang="en") as seat:
        await seat.press("2", "f", "tab", "space", "tab", "tab", "up", "up")
        assert "未启动" not in seat.text
        await seat.press("enter")
        assert seat.main.view.expression == "status=todo"
        assert len(seat.numbers) == 62
        await seat.press("f")
        assert {choice.value for choice in panel(seat)._rows.chosen} == {"未启动"}
        await seat.type("czt")
        await seat.press("space", "enter")
        assert seat.main.view.expression == "dept=省财政厅 status=todo"


async def test_leaving_the_facets_leaves_the_filter_as_it_was(desk: Desk) -> None:
    async with desk.sit(expression="财政厅") as seat:
        await seat.press("f", "space", "tab", "space", "escape")
        assert seat.main.view.expression == "财政厅"
        assert len(seat.numbers) == 19
        assert seat.pane.value == "tasks"


async def test_tab_goes_from_kind_to_kind(desk: Desk) -> None:
    async with desk.sit() as seat:
        await seat.press("2", "d")
        await seat.press("f")
        kinds = []
        for _ in range(4):
            facet = panel(seat)._rows.current
            kinds.append(facet.kind if facet else "")
            await seat.press("tab")
        assert kinds == ["dept", "status", "section", "by"]
        assert panel(seat)._rows.cursor == 0
        await seat.press("tab", "down", "　", "up", "up", "enter")
        assert seat.main.view.expression == "状态=已办结", "a blank of full width chooses too"
        assert seat.numbers == ["1"]


async def test_facets_of_a_section_count_its_tasks_alone(desk: Desk) -> None:
    async with desk.sit() as seat:
        await seat.press("o")
        seat.main.outline.go_to_section("五")
        await seat.press("=")
        scope = seat.main.view.scope
        assert scope is not None
        shown = len(seat.numbers)
        await seat.press("f")
        assert f"{shown}/62" in seat.text


async def test_very_many_values_are_looked_through_beside_the_screen(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(facets, "_FEW", 1)
    async with desk.sit() as seat:
        await seat.press("2", "f")
        await seat.type("czt")
        assert [facet.label for facet in panel(seat)._rows.facets] == ["省财政厅"]
        await seat.press("enter")
        assert seat.main.view.expression == "部门=省财政厅"


async def test_facets_of_all_documents(desk: Desk) -> None:
    async with desk.sit(expression="章节:五") as seat:
        await seat.press("2", "A")
        await seat.press("f")
        assert "18/62" in seat.text
        await seat.type("czt")
        await seat.press("enter")
        assert seat.main.view.expression == "章节:五 部门=省财政厅"
        assert seat.numbers == ["24", "25"]
