"""A plan laid against the tasks on the screen: with its words, corrected, and gone to."""

from __future__ import annotations

from pathlib import Path

from tui.app.view import Pane

from .conftest import Desk

PLAN = """某市人民政府关于新消费的实施方案
一、安排
（一）交易。全市推行排污权网上交易，2016年9月底前完成。
二、保障
加强领导。
"""


async def test_a_plan_is_laid_against_the_tasks_and_corrected(desk: Desk, tmp_path: Path) -> None:
    async with desk.sit((100, 30)) as seat:
        await seat.press("g", "p")
        assert "没有别的文件" in seat.news
        file = tmp_path / "plan.txt"
        file.write_text(PLAN, encoding="utf-8")
        plan = seat.app.workspace.import_file(file).document.id
        await seat.press("2", "g", "p", "enter")
        assert "[全部 62]  已回应 1  部分 0  未回应 61" in seat.text
        await seat.press("tab")
        assert "60 ● 推行排污权交易制度  → （一）交易" in seat.text
        assert "牵头" in seat.text, "what is right or missing in it"
        await seat.press("p")
        assert "[已回应 0]  部分 1" in seat.text
        await seat.press("tab")
        assert "部分回应（tester 更正）" in seat.text
        await seat.press("u", "shift+tab")
        assert "[已回应 1]" in seat.text
        await seat.press("o")
        assert (seat.pane, seat.main.document.id) == (Pane.TEXT, plan)
