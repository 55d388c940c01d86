"""A full-width space typed with an input method on is text like any other."""

from __future__ import annotations

from textual.events import Key

from .conftest import Desk, Seat


async def type_wide(seat: Seat, text: str) -> None:
    """As a terminal sends it: every character a key, a blank of any width too."""
    for char in text:
        seat.app.post_message(Key("ideographic_space" if char == "\u3000" else char, char))
    await seat.settle()


async def test_a_note_keeps_its_indent(desk: Desk) -> None:
    async with desk.sit() as seat:
        await seat.press("2", "a")
        await type_wide(seat, "\u3000\u3000首行缩进\u3000空格")
        await seat.press("f2")
        assert [note.text for note in seat.main.workspace.notes()] == ["\u3000\u3000首行缩进\u3000空格"]


async def test_it_parts_the_words_of_a_filter(desk: Desk) -> None:
    async with desk.sit() as seat:
        await seat.press("2", "/")
        await type_wide(seat, "财政厅\u3000民政")
        shown = {entry.task.id for entry in seat.main.table.ledger}
        await seat.press("escape", "/")
        await seat.type("财政厅 民政")
        assert shown == {entry.task.id for entry in seat.main.table.ledger}
        assert 0 < len(shown) < 19
