"""What wants a look after an import is counted and ticked off; progress that came filled in is taken when asked."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from .conftest import Desk

LEDGER = """甲市2024年重点任务台账

序号\t重点任务\t责任单位\t完成情况\t存在问题
1\t建设平台\t市甲局\t已完成\t无
2\t改造道路\t市乙局\t已完成80%\t
3\t招商引资\t市丙局\t未启动\t资金不足
"""


@pytest.mark.parametrize(("size", "words"), [((80, 24), "待核 2"), ((200, 60), "待核 2")])
async def test_what_wants_a_look_is_counted_until_it_was_looked_at(
    desk: Desk, size: tuple[int, int], words: str
) -> None:
    async with desk.sit(size) as seat:
        await seat.press("2")
        assert words in seat.lines()[-2]
        await seat.press("W", "space")
        assert "请核对 1" in seat.text
        await seat.press("escape")
        assert words.replace("2", "1") in seat.lines()[-2]
    async with desk.sit(size) as seat:
        await seat.press("2")
        assert words.replace("2", "1") in seat.lines()[-2], "it is remembered"
        await seat.press("W", "j", "space", "escape")
        assert "?" not in seat.lines()[-2]
        assert "请核对" not in seat.lines()[-2]
        await seat.press("W", "space")
        assert "请核对 1" in seat.text, "a tick is taken away again"


async def bring(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "ledger.txt"
    file.write_text(LEDGER, encoding="utf-8")
    workspace = desk.open()
    workspace.import_file(file, doc_id="ledger")
    workspace.close()


@pytest.mark.parametrize("keys", ["c p", "W p"])
async def test_filled_in_progress_is_offered_taken_in_one_step_and_taken_back(
    desk: Desk, tmp_path: Path, keys: str
) -> None:
    await bring(desk, tmp_path)
    async with desk.sit() as seat:
        await seat.press("2", "g", "l")
        await seat.paste("甲市2024")
        await seat.press("enter")
        assert "填有进展（完成情况）" in seat.text
        assert [entry.status.key for entry in seat.main.table.ledger] == ["todo"] * 3
        await seat.press(*keys.split())
        assert "2项任务可记为状态" in re.sub(r"[\s│]", "", seat.text)
        await seat.press("n")
        assert [entry.status.key for entry in seat.main.table.ledger] == ["todo"] * 3
        await seat.press(*keys.split(), "y")
        assert [entry.status.key for entry in seat.main.table.ledger] == ["done", "active", "todo"]
        assert "状态 2 项，批注 3 条 · 已保存" in seat.text
        await seat.press(*keys.split())
        assert "没有填写可以收下的进展" in seat.text, "what was taken is not offered again"
        await seat.press("u")
        assert [entry.status.key for entry in seat.main.table.ledger] == ["todo"] * 3
        assert not any(entry.notes for entry in seat.main.table.ledger)


async def test_where_nothing_is_filled_in_nothing_is_offered(desk: Desk) -> None:
    async with desk.sit() as seat:
        await seat.press("2", "c", "p")
        assert "没有填写可以收下的进展" in seat.text
