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


async def test_of_several_tasks_one_answer_is_for_all_and_agreement_is_said(desk: Desk) -> None:
    for who, grades in {"甲": ("良", "良", "优"), "乙": ("差", "良")}.items():
        workspace = desk.open(author=who)
        for entry, grade in zip(workspace.ledger(), grades, strict=False):
            workspace.judge([entry.key], grade, "third")
        workspace.close()
    async with desk.sit((80, 24)) as seat:
        await seat.press("2", "v", "v", "v", "g", "v")
        assert "评估：3 项 " in seat.text
        assert any("甲 良  乙 差" in line and "待定" in line for line in seat.lines())
        assert "其中 1 项有人未评" in seat.text
        assert "一致率 50%" in seat.text
        await seat.press("!")
        assert "一致率 50%" in seat.text, "who settles sees how far they agree"
        await seat.paste("中")
        await seat.press("f2", "a", *"self", "enter")
        await seat.paste("优")
        await seat.press("f2", "escape")
        come_to = [seat.entry(no).settled for no in ("1", "2", "3")]
        assert [said and (said.grade, said.by) for said in come_to] == [("fair", "tester")] * 3
        assert [len(seat.entry(no).verdicts) for no in ("1", "2", "3", "4")] == [3, 3, 2, 0]
        await seat.press("u", "u")
        come_to = [seat.entry(no).settled for no in ("1", "2", "3")]
        assert [said and said.by for said in come_to] == [None, None, None], "each is one step"
        assert not seat.main.view.selected
