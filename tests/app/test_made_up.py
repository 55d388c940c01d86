"""Of a demo every screen says that it is one; of a document that is no longer in force its title says so."""

from __future__ import annotations

from .conftest import DOC, Desk
from .test_app_sizes import DIALOGS, mark_as_demo


async def test_the_screens_of_a_demo_say_that_it_is_one_in_english_too(desk: Desk) -> None:
    mark_as_demo(desk)
    async with desk.sit((80, 24), lang="en") as seat:
        await seat.press("2")
        assert "demo data" in seat.lines()[-2]
        for name, keys in DIALOGS.items():
            await seat.press(*keys.split())
            assert seat.app.screen is not seat.main, name
            assert "demo data" in seat.text, name
            for _ in range(keys.count(" ") + 1):
                if seat.app.screen is not seat.main:
                    await seat.press("escape")


async def test_other_workspaces_say_nothing_of_it(desk: Desk) -> None:
    async with desk.sit((80, 24)) as seat:
        await seat.press("2")
        for keys in ("3", "U", "T"):
            await seat.press(keys)
            assert "演示" not in seat.text
            await seat.press("escape")


async def test_the_title_says_that_a_document_is_no_longer_in_force(desk: Desk) -> None:
    workspace = desk.open()
    async with desk.sit((100, 30), workspace=workspace) as seat:
        await seat.press("2")
        assert "〔" not in seat.lines()[-2]
        workspace.set_validity(DOC, "废止", "晋政发〔2020〕1号")
        await seat.press("j")
        assert "〔废止〕" in seat.lines()[-2]
        for keys in ("3", "r"):
            await seat.press(keys)
            assert "〔废止〕" in seat.lines()[0]
            await seat.press("escape")
