"""What the screen says is so: rows stay under the hand, and the lines tell what is looked at and what was done."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.cli.conftest import make_document
from tui.app.features.history.told import History
from tui.app.features.notes.editor import NoteEditor
from tui.app.features.seek.seek import Seek
from tui.app.view import Pane
from tui.store.library import Library

from .conftest import DOC, Desk, Seat

OTHER, TITLE = "plan", "养老服务规划"
TODO = ("状态:未启动", "状态:未启动 排序:序号-", "排序:状态 状态:未启动")


def with_plan(desk: Desk) -> Desk:
    """A second document, which comes before the bundled one."""
    document, source = make_document(OTHER)
    Library(desk.folder / "shared").save(replace(document, title=TITLE), source)
    return desk


def status(seat: Seat) -> str:
    """The status line and what it takes more."""
    return "\n".join(seat.lines()[-4:-1])


def dimmed(seat: Seat) -> list[str | None]:
    """The numbers of the rows that are held under the hand."""
    ledger = seat.main.table.ledger
    return [entry.task.no for entry in ledger if entry.key in seat.main.table._held]


# Rows stay under the hand


@pytest.mark.parametrize("every", [False, True], ids=["one document", "all documents"])
@pytest.mark.parametrize("expression", TODO)
async def test_done_and_a_note_are_of_one_task(desk: Desk, expression: str, every: bool) -> None:
    with_plan(desk)
    async with desk.sit(expression=expression) as seat:
        await seat.press("2", *(["A"] if every else []), "g", "g", "j")
        meant = seat.current
        await seat.press("d")
        assert seat.current.key == meant.key
        assert dimmed(seat) == [meant.task.no]
        named = f"{seat.main.short_title(meant.doc)} {meant.task.no}" if every else meant.task.no
        assert f"对 {named}" in status(seat)
        await seat.press("a", "x", "f2")
        workspace = seat.app.workspace
        assert [note.place for note in workspace.notes()] == [meant.task.id]
        assert [e.key for doc in (DOC, OTHER) for e in workspace.ledger(doc) if e.status.key == "done"] == [meant.key]
        await seat.press("j")
        assert dimmed(seat) == []
        assert meant.key not in list(seat.main.table.ledger.keys())


async def test_a_key_pressed_three_times_marks_one_task(desk: Desk) -> None:
    async with desk.sit(expression="状态:未启动") as seat:
        await seat.press("2", "j", "d", "d", "d")
        assert [e.task.no for e in seat.app.workspace.ledger(DOC) if e.status.key == "done"] == ["2"]
        assert len(list(seat.app.workspace.log(DOC))) == 1
        await seat.press("/", "end", " ", "escape")
        assert dimmed(seat) == [], "a filter that is touched lets them go"


async def test_a_selection_is_noted_with_one_text_on_each_and_on_no_other(desk: Desk) -> None:
    async with desk.sit(expression="状态:未启动") as seat:
        await seat.press("2", "v", "v", "v")
        assert "对选中 3 项" in status(seat)
        await seat.press("a")
        assert isinstance(seat.app.screen, NoteEditor)
        assert "3 项" in seat.text
        await seat.type("x")
        await seat.press("f2")
        assert [note.place for note in seat.app.workspace.notes()] == ["附件#1", "附件#2", "附件#3"]
        await seat.press("u")
        assert seat.app.workspace.notes() == ()


async def test_a_selection_of_which_all_leave_the_filter_stays_to_be_seen(desk: Desk) -> None:
    async with desk.sit(expression="状态:未启动 序号:1..4") as seat:
        await seat.press("2", "V", "d")
        assert dimmed(seat) == ["1", "2", "3", "4"]
        assert "4 项 → 已办结" in seat.news


# The lines


async def test_news_pass_with_the_next_key_and_what_holds_is_never_pushed_out(desk: Desk) -> None:
    async with desk.sit((80, 24), expression="牵头:财政厅") as seat:
        await seat.press("2", "v", "v")
        said = status(seat)
        assert "10/62" in said
        assert "对选中 2 项" in said
        seat.main.say("消息" * 60)
        await seat.settle()
        assert "10/62" in status(seat)
        assert "对选中 2 项" in status(seat)
        await seat.press("j")
        assert seat.news == ""
        assert "消息" not in seat.text


async def test_another_document_leaves_no_line_of_the_search_in_the_one_before(desk: Desk) -> None:
    with_plan(desk)
    async with desk.sit() as seat:
        await seat.press("1", "/")
        await seat.paste("财政")
        await seat.press("enter")
        assert "财政" in seat.main.prompts[Pane.TEXT]._said[0]
        await seat.press("g", "l")
        await seat.paste(TITLE)
        await seat.press("enter")
        assert seat.main.document.id == OTHER
        assert not seat.main.prompts[Pane.TEXT].display
        assert "财政 " not in status(seat)
        assert "1/" not in seat.lines()[0]


async def test_marking_all_and_taking_it_back_say_the_same_number(desk: Desk) -> None:
    async with desk.sit() as seat:
        await seat.press("2", "d", "V", "d")
        assert "61 项" in seat.news
        assert "1 项" in seat.news.partition("61 项")[2]
        await seat.press("u")
        assert "61" in seat.news


async def test_searching_everywhere_counts_what_it_lists_and_lists_each_once(desk: Desk) -> None:
    text = Path(desk.folder) / "text.txt"
    text.write_text("某某办法\n\n一、主要任务\n（一）开放渔业市场。（牵头单位：省财政厅）\n", encoding="utf-8")
    desk.open().import_file(text, doc_id="办法")
    async with desk.sit() as seat:
        await seat.press("g", "/")
        await seat.paste("渔业")
        await seat.settle()
        screen = seat.app.screen
        assert isinstance(screen, Seek)
        assert screen._rows.row_count == 1
        assert "1 处" in seat.text


def _rows(seat: Seat) -> list[str]:
    screen = seat.app.screen
    assert isinstance(screen, History)
    width = screen._list.line_width
    texts = ["".join(text for text, _ in screen._list.row_pieces(at, width)) for at in range(screen._list.row_count)]
    return [text[18:].strip() for text in texts]


async def test_the_history_of_two_documents_is_read_with_short_names(desk: Desk) -> None:
    with_plan(desk)
    async with desk.sit((80, 24)) as seat:
        await seat.press("2", "V", "d", "A", "g", "g", "s", "a", "U")
        rows = _rows(seat)
        assert len(rows) == 2, "under A the history is of all documents"
        assert rows[0].endswith("1  未启动 → 推进中")
        assert "62 项：未启动 → 已办结" in rows[1]
        assert DOC not in seat.text
        assert seat.main.document.short_title[:4] in rows[1]
        await seat.press("escape", "A", "U")
        assert len(_rows(seat)) == 1
        await seat.press("A")
        assert len(_rows(seat)) == 2


async def test_undo_names_document_place_and_what_and_goes_there(desk: Desk) -> None:
    with_plan(desk)
    async with desk.sit() as seat:
        await seat.press("2", "A", "g", "g", "d", "A", "g", "e", "u", "y")
        short = TITLE
        assert short in seat.news
        assert "1" in seat.news
        assert "状态" in seat.news
        assert seat.app.workspace.ledger(OTHER)[0].status.key == "todo"
        await seat.press("g", "g", "j", "d", "g", "e", "u")
        assert seat.current.task.no == "2", "what was taken back is shown"
        assert "撤销状态：2" in seat.news


async def test_a_document_that_was_removed_is_brought_back_by_undo(desk: Desk) -> None:
    with_plan(desk)
    async with desk.sit() as seat:
        await seat.press("2", "d", "L")
        row = next(at for at in range(5) if seat.app.screen._list.row_key(at) == OTHER)  # type: ignore[attr-defined]
        seat.app.screen._list.go_to(row)  # type: ignore[attr-defined]
        await seat.press("D", "y")
        assert seat.app.workspace.library.ids() == [DOC]
        await seat.press("escape", "u")
        assert sorted(seat.app.workspace.library.ids()) == sorted([OTHER, DOC])
        assert TITLE in seat.news
        assert seat.entry("1").status.key == "done", "nothing else was taken back"


async def test_the_header_says_by_what_the_rows_are_sorted(desk: Desk) -> None:
    async with desk.sit() as seat:
        await seat.press("2")
        assert "↑" not in seat.text
        await seat.press("S", "enter")
        assert "↑" in next(line for line in seat.lines() if "主要任务" in line)
        await seat.press("S", "enter")
        assert "↓" in next(line for line in seat.lines() if "主要任务" in line)
        await seat.press("escape")
        assert "↓" not in next(line for line in seat.lines() if "主要任务" in line)


async def test_the_status_line_names_the_document_in_short_where_room_is_short(desk: Desk) -> None:
    async with desk.sit((80, 24)) as seat:
        await seat.press("2")
        assert seat.main.document.short_title in seat.lines()[-2]


# Headings


async def test_the_next_heading_stands_in_the_top_third(desk: Desk) -> None:
    async with desk.sit((100, 30)) as seat:
        await seat.press("1")
        for _ in range(12):
            await seat.press("}")
            text = seat.main.text
            assert 0 <= text.cursor - text.top <= text.room // 3
        await seat.press("{", "{")
        assert 0 <= text.cursor - text.top <= text.room // 3


async def test_enter_in_the_outline_leaves_no_filter(desk: Desk) -> None:
    async with desk.sit() as seat:
        await seat.press("o", "j", "j", "enter")
        view = seat.main.view
        assert (seat.pane, view.expression, view.scope) == (Pane.TEXT, "", None)
        await seat.press("2")
        assert len(seat.numbers) == 62


async def test_the_field_of_the_outline_finds_headings(desk: Desk) -> None:
    async with desk.sit() as seat:
        await seat.press("o", "/")
        await seat.paste("制度")
        await seat.press("enter")
        assert seat.pane is Pane.OUTLINE
        first = seat.main.outline.current
        assert first is not None
        assert "制度" in (first.heading or "")
        number, count = seat.main.outline.hit
        assert (number, count > 1) == (1, True)
        assert f"1/{count}" in seat.text
        assert "62/62" in status(seat), "the tasks are as they were"
        await seat.press("n")
        assert seat.main.outline.hit == (2, count)
        await seat.press("N", "N")
        assert seat.main.outline.hit == (count, count)
        await seat.press("/")
        await seat.paste("保障措施")
        await seat.press("enter")
        assert "1/1" in seat.text
        await seat.press("escape")
        assert not seat.main.prompts[Pane.OUTLINE].display


# What is typed and what is not


async def test_pasted_lines_are_joined_as_words(desk: Desk) -> None:
    async with desk.sit() as seat:
        await seat.press("2", "/")
        await seat.paste("财政厅\n牵头:民政厅\r\n")
        assert seat.main.prompts[Pane.TASKS].text.strip() == "财政厅 牵头:民政厅"


@pytest.mark.parametrize("pane", ["1", "2", "o", "2 tab"])
async def test_a_key_that_means_nothing_says_so_once(desk: Desk, pane: str) -> None:
    async with desk.sit() as seat:
        await seat.press(*pane.split(), "Q")
        assert seat.news == "没有 Q 这个键；? 帮助"
        await seat.press("j")
        assert seat.news == ""


async def test_an_empty_list_says_why_and_which_key_helps(desk: Desk) -> None:
    async with desk.sit((80, 24)) as seat:
        await seat.press("U")
        assert "还没有人改动过什么" in seat.text
        assert "Esc 返回" in seat.text
        await seat.press("escape", ":")
        await seat.paste("没有这样的命令")
        assert "没有符合的" in seat.text
        await seat.press("escape", "L", "/")
        await seat.paste("没有这样的文件")
        assert "没有符合的" in seat.text
        await seat.press("escape", "escape")
        await seat.press("2", "/")
        await seat.paste("没有这样的任务")
        await seat.press("enter")
        assert "这个筛选之下没有任务" in seat.text
        assert "Esc 去掉筛选" in seat.text


@pytest.mark.parametrize("works", [True, False])
async def test_in_tmux_the_words_go_to_its_buffer_and_what_was_done_is_said(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, works: bool
) -> None:
    tmux, taken = tmp_path / "bin" / "tmux", tmp_path / "taken"
    tmux.parent.mkdir()
    tmux.write_text(f"#!/bin/sh\necho \"$@\" > '{taken}'\ncat >> '{taken}'\nexit {0 if works else 1}\n")
    tmux.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmux.parent}:/usr/bin:/bin")
    monkeypatch.setenv("TMUX", "/tmp/somewhere,1,0")
    async with desk.sit() as seat:
        await seat.press("2", "j", "y")
        assert taken.read_text() == "load-buffer -w -\n加强反垄断执法"
        assert ("tmux" in seat.news) is works
        assert (seat.app.clipboard == "加强反垄断执法") is not works, "else the terminal is asked"
