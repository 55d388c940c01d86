"""Notes that are conversations: an answer, settled with a reason, opened again, each taken back by u."""

from __future__ import annotations

from .conftest import Desk


async def test_an_answer_a_settlement_and_a_second_thought(desk: Desk) -> None:
    with_note = desk.open(author="乙")
    with_note.add_note(*with_note.ledger()[0].key, "请补充佐证")
    async with desk.sit() as seat:
        await seat.press("2", "g", "g", "R")
        assert "答复 乙：请补充佐证" in seat.text
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
        assert "已了结批注" in seat.news
        await seat.press("g", "n")
        assert "✓ 已决 请补充佐证" in seat.text
        assert "↳ 已附方案" in seat.text
        await seat.press("escape")
        await seat.press("!")
        assert seat.entry("1").notes[0].resolved is None
        await seat.press("u")
        assert seat.entry("1").notes[0].resolved is not None, "u takes the reopening back"


async def test_where_there_is_no_note_it_is_said(desk: Desk) -> None:
    async with desk.sit() as seat:
        await seat.press("2", "R")
        assert "没有批注" in seat.news
