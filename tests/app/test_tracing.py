"""A plan laid against the tasks on the screen: with its words, corrected, and gone to."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from tui.app.view import Pane
from tui.model.errors import Usage
from tui.workspace.matrix import write_matrix

from .conftest import Desk

PLAN = """某市人民政府关于新消费的实施方案
一、安排
（一）交易。全市推行排污权网上交易，2016年9月底前完成。
二、保障
加强领导。
"""


async def test_a_plan_is_laid_against_the_tasks_and_corrected(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
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
        monkeypatch.chdir(tmp_path)
        await seat.press("x")
        await seat.paste("csv")
        await seat.press("enter", "enter")
        assert "已写出 62" in seat.text
        (file,) = tmp_path.glob("方案对照-*.csv")
        rows = list(csv.reader(io.StringIO(file.read_text(encoding="utf-8-sig"))))
        assert len(rows) == 63
        (row,) = [row for row in rows if row[3] == "已回应"]
        assert row[0] == "60"
        assert row[4:] == [
            "一（一）", "交易。全市推行排污权网上交易，2016年9月底前完成。", "未写牵头", "2016年9月底前完成。", "",
        ]  # fmt: skip
        found = seat.app.workspace.trace(seat.main.document.id, plan)
        for kind in ("docx", "html", "md"):
            write_matrix(seat.app.workspace, found, tmp_path / f"a.{kind}")
        assert "未回应 61" in (tmp_path / "a.md").read_text(encoding="utf-8")
        with pytest.raises(Usage, match="unknown_suffix"):
            write_matrix(seat.app.workspace, found, tmp_path / "a.xlsx")
        await seat.press("o")
        assert (seat.pane, seat.main.document.id) == (Pane.TEXT, plan)
