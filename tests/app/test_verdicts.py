"""Verdicts on the screen: side by side with their reasons, one's own given, what they come to settled once."""

from __future__ import annotations

from .conftest import Desk


async def test_verdicts_stand_side_by_side_and_are_settled(desk: Desk) -> None:
    reasons = {"甲": ("良", "材料齐全"), "乙": ("差", "佐证不足")}
    for who, (grade, because) in reasons.items():
        workspace = desk.open(author=who)
        workspace.judge([workspace.ledger()[0].key], grade, "third", because=because)
        workspace.close()
    async with desk.sit((100, 30)) as seat:
        await seat.press("2", "g", "v")
        assert any("甲" in line and "乙" in line for line in seat.lines()), "side by side"
        assert any("材料齐全" in line and "佐证不足" in line for line in seat.lines()), "with their reasons"
        assert "裁定：待定" in seat.text
        await seat.press("a", *"self", "enter")
        await seat.paste("无此等")
        await seat.press("enter")
        await seat.paste("自查")
        await seat.press("f2")
        assert "没有等次“无此等”" in seat.text
        await seat.press("shift+tab", *["backspace"] * 3)
        await seat.paste("优")
        await seat.press("f2")
        assert [(each.by, each.kind, each.grade) for each in seat.entry("1").verdicts][-1] == (
            "tester", "self", "excellent",
        )  # fmt: skip
        assert "自查" in seat.text
        await seat.press("!")
        assert "甲  良  材料齐全" in seat.text, "who settles sees each one's reasons"
        await seat.paste("良")
        await seat.press("enter")
        await seat.paste("复核后")
        await seat.press("f2")
        settled = seat.entry("1").settled
        assert settled is not None
        assert (settled.grade, settled.by, settled.because) == ("good", "tester", "复核后")
        assert "裁定：良（tester）  复核后" in seat.text
        await seat.press("escape", "down", "up")
        seat.main.show_detail()
        await seat.settle()
        assert any("乙  第三方评估：差  佐证不足" in line for line in seat.lines()), "in the detail too"
        await seat.press("u", "u")
        assert (len(seat.entry("1").verdicts), seat.entry("1").settled) == (2, None)
