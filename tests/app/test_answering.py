"""Notes that are conversations: an answer, settled with a reason, opened again, each taken back by u."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace

from tui.app.describe import note_facts
from tui.i18n import Texts
from tui.model.change import Note

from .conftest import Desk


async def test_an_answer_a_settlement_and_a_second_thought(desk: Desk) -> None:
    with_note = desk.open(author="乙")
    with_note.add_note(*with_note.ledger()[0].key, "请补充佐证")
    async with desk.sit() as seat:
        await seat.press("2", "g", "g", "R")
        assert "回复 乙：请补充佐证" in seat.text
        await seat.paste("已附方案")
        await seat.press("enter")
        notes = seat.entry("1").notes
        assert [note.text for note in notes] == ["请补充佐证", "已附方案"]
        assert notes[1].reply_to == notes[0].id
        await seat.press("!")
        await seat.paste("看过了")
        await seat.press("enter")
        settled = seat.entry("1").notes[0].resolved
        assert settled is not None
        assert settled.because == "看过了"
        assert "已解决批注" in seat.news
        seat.main.show_detail()
        await seat.settle()
        assert any("↳" in line and "已附方案" in line for line in seat.lines()), "what answers it, behind it"
        assert "：看过了" in seat.text, "that it is settled, and why"
        await seat.press("j", "g", "n")
        assert "✓ 已解决 请补充佐证" in seat.text
        assert " 对 1 " in seat.lines()[-2], "what the keys of the list act on"
        assert "[全部 2（含回复 1）]  未解决 0  已解决 1  其中原处已无 0" in seat.text
        assert "↳ 已附方案" in seat.text
        await seat.press("!")
        assert "[全部 2（含回复 1）]  未解决 1" in seat.text, "opened again, in the list"
        await seat.press("end", "!")
        assert "解决 乙 的批注：请补充佐证" in seat.text, "on a reply, what it answers"
        await seat.paste("看过了")
        await seat.press("enter", "u")
        assert "未解决 1" in seat.text, "u works in the list, which follows"
        await seat.press("!", "enter", "tab")
        assert "[未解决 0]" in seat.text
        assert "没有这样的批注" in seat.text
        await seat.press("shift+tab", "end", "@")
        assert "[全部 1（含回复 1）]  未解决 0" in seat.text, "those of one author"
        await seat.press("/")
        await seat.paste(" 无此语")
        assert "[全部 0]" in seat.text
        await seat.paste("( ")
        await seat.press("escape")
        assert "[全部 2（含回复 1）]" in seat.text
        await seat.press("Q")
        assert "这里没有 Q 键" in seat.text
        await seat.press("home", "e")
        assert "没有 Q 键" not in seat.text, "said once"
        assert "只有本人可以修改或删除" in seat.text
        await seat.press("?")
        assert seat.app.screen.query("Detail"), "help"
        await seat.press("escape", "escape", "g", "N")
        assert "↳ tester" in seat.text, "in the text, behind the task"
        await seat.press("g", "N", "2")
        assert "↳ tester" not in "".join(seat.lines()[1:8])
        await seat.press("!")
        assert seat.entry("1").notes[0].resolved is None
        await seat.press("u")
        assert seat.entry("1").notes[0].resolved is not None, "u takes the reopening back"
        assert "已撤销重新提出批注：1" in seat.news


async def test_where_there_is_no_note_it_is_said(desk: Desk) -> None:
    async with desk.sit() as seat:
        await seat.press("2", "R")
        assert "没有批注" in seat.news


def test_a_note_that_an_edit_brought_back_says_so() -> None:
    note = Note("s", "d", "附件#1", "请补充材料", "甲", "2026-11-20T09:00:00+08:00", None, "s")
    facts = note_facts([replace(note, brought_back="2026-11-21T10:00:00+08:00")], Texts("zh"))
    assert [fact.text for fact in facts] == [
        "甲 2026-11-20 09:00  请补充材料 〔2026-11-21 10:00 曾被删除，后来的修改使它复原〕"
    ]


async def test_an_id_that_had_to_be_made_anew_is_said_on_the_screen(desk: Desk) -> None:
    with closing(desk.open()) as workspace:
        writer = workspace.private.folder / "writer"
        workspace.private.writer()
    writer.write_text("")
    async with desk.sit() as seat:
        assert "已换上新的编号" in seat.news
