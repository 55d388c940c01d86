"""Review mode: a status and a note in one line, task after task."""

from __future__ import annotations

from tests.cli.conftest import make_document
from tui.store.library import Library

from .conftest import Desk, Seat


async def begin(seat: Seat, words: str = "") -> None:
    await seat.press("2")
    if words:
        await seat.press("/")
        await seat.paste(words)
        await seat.press("enter")
    await seat.press("r")


async def test_twenty_tasks_take_two_keys_each_up_to_the_last(desk: Desk) -> None:
    async with desk.sit() as seat:
        await seat.press("2", *":43", "enter", "r")
        assert "审阅 43/62" in seat.text
        for _ in range(20):
            await seat.press("a", "enter")
        assert "审阅 62/62" in seat.text
        assert "62 已记：推进中 · 已保存" in seat.text, "after the last one is told that it is saved, and stays"
        await seat.press("escape")
        assert {seat.entry(str(no)).status.key for no in range(43, 63)} == {"active"}
        assert seat.entry("42").status.key == "todo"
        assert seat.current.task.no == "62", "one goes on where the review ended"


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
        assert any("文化等事业单位分类改革" in line for line in seat.lines())
        assert "推进公立教育" in seat.text
        assert "牵头" in seat.text


async def test_the_filter_stays_and_a_selection_serves_once(desk: Desk) -> None:
    async with desk.sit() as seat:
        await begin(seat, "状态:未启动")
        await seat.press("j", "d", "enter", "escape")
        assert seat.main.view.expression == "状态:未启动"
        assert seat.current.task.no == "3"
        await seat.press("v", "v", "r")
        assert "审阅 1/2" in seat.text
        await seat.press("escape")
        assert not seat.main.view.selected


async def test_what_is_so_already_is_not_called_saved(desk: Desk) -> None:
    async with desk.sit() as seat:
        await begin(seat, "序号:62")
        await seat.press("a", "enter")
        assert "62 已记：推进中 · 已保存" in seat.text
        assert "◐ 推进中" in seat.text, "the last task shows what it has become"
        await seat.press("a", "enter")
        assert "62 原已如此" in seat.text
        await seat.press("u")
        assert "已撤销状态：62，现为 未启动 · 已保存" in seat.text


async def test_lines_begun_on_two_tasks_are_both_kept(desk: Desk) -> None:
    for filtered, words in (("序号:3", "甲事"), ("序号:4", "乙事")):
        async with desk.sit() as seat:
            await begin(seat, filtered)
            await seat.paste(words)
            seat.app.screen.keep_draft()  # type: ignore[attr-defined]
            await seat.app.action_quit()
    async with desk.sit() as seat:
        await begin(seat, "序号:3..4")
        assert "甲事" in seat.text
        await seat.press("enter")
        assert "乙事" in seat.text
        await seat.press("enter")
        assert [note.text for no in ("3", "4") for note in seat.entry(no).notes] == ["甲事", "乙事"]


async def test_what_cannot_be_written_is_in_its_line_again(desk: Desk) -> None:
    async with desk.sit() as seat:
        await begin(seat)
        journal = desk.folder / "shared" / "journal"
        journal.parent.mkdir(exist_ok=True)
        journal.write_text("no folder", encoding="utf-8")
        await seat.press("a")
        await seat.paste("要紧的话")
        await seat.press("enter")
        assert "审阅 1/62" in seat.text
        assert "要紧的话" in seat.text


async def test_a_document_that_was_taken_out_meanwhile_is_said(desk: Desk) -> None:
    document, source = make_document("plan")
    Library(desk.folder / "shared").save(document, source)
    async with desk.sit() as seat:
        await seat.press("A")
        await begin(seat)
        desk.open(author="乙").remove(document.id)
        seat.app.workspace.reread()
        for _ in range(len(document.tasks) + 1):
            await seat.press("j")
        assert "审阅" in seat.text
        await seat.press("escape")
        assert seat.app.is_running


async def test_a_blank_begins_a_note_of_letters_and_escape_drops_words_when_asked_twice(desk: Desk) -> None:
    async with desk.sit() as seat:
        await begin(seat)
        await seat.press("space", *"ok", "enter")
        assert [note.text for note in seat.entry("1").notes] == ["ok"]
        assert "审阅 2/62" in seat.text
        await seat.press("space", "escape", "j")
        assert "审阅 3/62" in seat.text, "nothing was written: letters are keys again"
        await seat.press("d")
        await seat.paste("已核")
        await seat.press("escape")
        assert "尚未保存" in seat.text
        await seat.press("enter")
        await seat.press("u")
        assert "已撤销状态、批注：3" in seat.text.replace("批注、状态", "状态、批注")
        await seat.paste("已核")
        await seat.press("escape", "escape", "escape")
        assert "审阅" not in seat.text
        assert seat.entry("3").notes == ()
