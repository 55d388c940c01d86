"""Exchange with the team's server beside the screen: it says when, or why not, and is in nobody's way."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.app.conftest import Desk


async def test_a_server_that_is_not_there_is_said_and_marks_go_on(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.app.exchanging.SOON", 0.01)
    desk.server = f"host={tmp_path} dbname=x user=y"
    async with desk.sit() as seat:
        for _ in range(100):
            await seat.settle()
            if "未同步" in seat.text:
                break
            await seat.pilot.pause(0.05)
        assert "连不上服务器" in seat.news
        await seat.press("2", "d")
        assert "已保存" in seat.news
        assert "未同步" in seat.text
