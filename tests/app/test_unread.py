"""What others did since one last looked: counted at the start, listed task by task, gone to."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from tui.model.merging import Choice
from tui.workspace import Workspace
from tui.workspace.looked import looked_at, tick
from tui.workspace.report import report_of
from tui.workspace.unseen import count_unseen, look, seen, unseen

from .conftest import DOC, Desk


def others_work(desk: Desk, folder: Path) -> Workspace:
    """Two others: one marks, stars, and takes in what the other did elsewhere before."""
    apart = Desk(folder / "apart").open("赵强")
    first, second, third = (entry.key for entry in list(apart.ledger())[:3])
    apart.add_note(*third, "远处的话")
    apart.bundle(folder / "z.duban")
    li = desk.open("李明")
    li.mark([first, second], li.profile.parse("推进中"))
    li.mark([first], li.profile.parse("已办结"), because="材料齐全")
    li.star([second])
    li.open_merge(folder / "z.duban").decide(Choice())
    return li


def test_what_came_since_is_news_until_one_has_looked_whenever_it_was_done(desk: Desk, tmp_path: Path) -> None:
    wang = desk.open("王芳")
    assert count_unseen(wang, seen(wang)) == 0
    others_work(desk, tmp_path)
    wang = desk.open("王芳")
    wang.add_note(*next(iter(wang.ledger())).key, "自己的")
    told = Counter((each.change.author, each.change.kind, each.before) for each in unseen(wang, seen(wang)))
    assert told == {("赵强", "note", None): 1, ("李明", "status", None): 2, ("李明", "status", "active"): 1}
    assert count_unseen(wang, seen(wang)) == 3
    look(wang)
    assert unseen(desk.open("王芳"), seen(desk.open("王芳"))) == []
    wang.keep("unseen", {"reached": ["torn"]})
    assert count_unseen(wang, seen(wang)) == 0


def test_looking_at_the_board_keeps_what_was_ticked_off(desk: Desk) -> None:
    wang = desk.open("王芳")
    wang.look_at_board()
    ticked = tick(wang, DOC, report_of(wang.document(DOC)).to_check[0])
    wang.look_at_board()
    assert looked_at(wang, DOC) == ticked != frozenset()
    assert wang.look_at_board() is None, "the same visit"


async def test_the_news_are_told_at_the_start_and_gone_through_by_task(desk: Desk, tmp_path: Path) -> None:
    seen(desk.open("王芳"))
    others_work(desk, tmp_path)
    async with desk.sit((80, 24), author="王芳") as seat:
        assert "别人改动了 3 处" in seat.news
        await seat.press("g", "o")
        assert "[全部 3]  本文件 3  有批注 1" in seat.text
        assert "推进中 → 已办结（材料齐全）" in seat.text
        await seat.press("tab", "tab")
        assert "赵强（自称）  批注" in seat.text
        await seat.press("enter")
        assert seat.current.task.no == "3"
        await seat.press("g", "o")
        assert "[全部 3]" in seat.text, "as long as one sits here"
