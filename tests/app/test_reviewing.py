"""Review mode: a status and a note in one line, task after task."""

from __future__ import annotations

from .conftest import Desk, Seat


async def begin(seat: Seat, words: str = "") -> None:
    await seat.press("2")
    if words:
        await seat.press("/")
        await seat.paste(words)
        await seat.press("enter")
    await seat.press("r")


async def test_twenty_tasks_take_two_keys_each(desk: Desk) -> None:
    async with desk.sit() as seat:
        await begin(seat)
        assert "审阅 1/62" in seat.text
        keys = 0
        for _ in range(20):
            await seat.press("a", "enter")
            keys += 2
        assert keys <= 3 * 20
        assert "审阅 21/62" in seat.text
        await seat.press("escape")
        assert {seat.entry(str(no)).status.key for no in range(1, 21)} == {"active"}
        assert seat.current.task.no == "21", "one goes on where the review ended"


async def test_status_and_note_are_one_step(desk: Desk) -> None:
    async with desk.sit() as seat:
        await begin(seat, "财政厅")
        first = seat.main.shown.ledger[0].task.no
        await seat.press("d")
        await seat.paste("已与省编办对接")
        await seat.press("enter")
        entry = seat.entry(str(first))
        assert (entry.status.key, [note.text for note in entry.notes]) == ("done", ["已与省编办对接"])
        assert "已保存" in seat.text
        await seat.press("u")
        entry = seat.entry(str(first))
        assert (entry.status.key, list(entry.notes)) == ("todo", []), "u takes both back"
        assert "审阅 1/19" in seat.text, "and stands on its task"


async def test_the_last_again_a_phrase_and_a_dropped_line(desk: Desk) -> None:
    async with desk.sit() as seat:
        await begin(seat)
        await seat.press("a", "tab", "enter", "enter")
        assert [note.text for note in seat.entry("1").notes] == ["同意"]
        await seat.press(".", "enter")
        second = seat.entry("2")
        assert (second.status.key, [note.text for note in second.notes]) == ("active", ["同意"])
        await seat.press("d", "escape", "enter")
        assert seat.entry("3").status.key == "todo"
        assert "审阅 4/62" in seat.text


async def test_a_line_that_was_begun_is_there_again(desk: Desk) -> None:
    async with desk.sit() as seat:
        await begin(seat)
        await seat.press("j", "a")
        await seat.paste("正在核实")
        page = seat.app.screen
        page.keep_draft()  # type: ignore[attr-defined] # what a hang-up does
        seat.app.exit()
    async with desk.sit() as seat:
        await begin(seat)
        assert "正在核实" in seat.text
        assert "审阅 2/62" in seat.text
        await seat.press("enter")
        assert [note.text for note in seat.entry("2").notes] == ["正在核实"]
    async with desk.sit() as seat:
        await begin(seat)
        assert "正在核实" not in seat.lines()[-3]


async def test_the_article_stands_beside_with_its_sentence(desk: Desk) -> None:
    async with desk.sit(size=(140, 36)) as seat:
        await begin(seat, "序号:3")
        line = next(line for line in seat.lines() if "文化等事业单位分类改革" in line)
        assert line
        assert "推进公立教育" in seat.text
        assert "牵头" in seat.text
