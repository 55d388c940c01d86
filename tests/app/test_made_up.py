"""Of a demo every screen says that it is one; of a document that is no longer in force its title says so."""

from __future__ import annotations

import pytest

from tui.workspace.demo import MARK

from .conftest import DOC, Desk
from .test_app_sizes import DIALOGS


@pytest.mark.parametrize("lang", ["zh", "en"])
async def test_every_screen_of_a_demo_says_that_it_is_one(desk: Desk, lang: str) -> None:
    word = "演示数据" if lang == "zh" else "demo data"
    folder = desk.open().settings.workspace
    folder.mkdir(parents=True, exist_ok=True)
    (folder / MARK).write_text("{}", encoding="utf-8")
    async with desk.sit((80, 24), lang=lang) as seat:
        await seat.press("2")
        assert word in seat.lines()[-2]
        silent = []
        for name, keys in DIALOGS.items():
            await seat.press(*keys.split())
            assert seat.app.screen is not seat.main, name
            await seat.settle()
            if word not in seat.text:
                silent.append(name)
            for _ in range(4):
                if seat.app.screen is not seat.main:
                    await seat.press("escape")
        assert silent == []


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
