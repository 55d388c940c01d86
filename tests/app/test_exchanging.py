"""Exchange with the team's server beside the screen: it says when, or why not, and is in nobody's way."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.app.conftest import Desk
from tui.app.exchanging import Exchanging


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


@pytest.mark.parametrize(("code", "said"), [(5, "两人各自改过"), (0, ""), (4, "连不上")])
async def test_what_an_exchange_ends_with_is_said(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, code: int, said: str
) -> None:
    async def ends(_: Exchanging) -> tuple[int, str]:
        other = desk.open("乙")
        other.mark([(other.library.ids()[0], "附件#3")], other.profile.parse("推进中"))  # what came with it
        return code, "两人各自改过" if code == 5 else "连不上"

    monkeypatch.setattr(Exchanging, "_run", ends)
    async with desk.sit() as seat:
        Exchanging(seat.main, seat.main.status_line.stand, seat.main.watching.look).begin()
        await seat.settle()
        assert ("未同步" if code == 4 else "已同步") in seat.text
        assert said in seat.news
        await seat.pilot.pause(1.2)
        assert said in seat.news, "what came meanwhile does not push it out"


async def test_a_process_that_cannot_be_started_is_said(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui.app.exchanging.start_again", lambda: (["/nothing/here"], Path("/")))
    async with desk.sit() as seat:
        Exchanging(seat.main, seat.main.status_line.stand, seat.main.watching.look).begin()
        for _ in range(50):
            await seat.settle()
            if "未同步" in seat.text:
                break
        assert "未同步" in seat.text
        assert seat.app.is_running
