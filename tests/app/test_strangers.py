"""Where a person new to the screens was misled or left in the dark: each is said truly now."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.cli.conftest import make_document
from tui.app.command import no_task, none_shown
from tui.app.view import Pane
from tui.model.document import Kind
from tui.store.library import Library

from .conftest import DOC, Desk, Seat


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Two documents, both with a task 2."""
    desk = Desk(tmp_path)
    document, source = make_document("plan")
    Library(desk.folder / "shared").save(replace(document, title="养老服务规划"), source)
    return desk


def foot(seat: Seat) -> str:
    return "\n".join(seat.lines()[-4:])


async def test_a_note_that_is_written_again_is_not_said_to_be_deleted(desk: Desk) -> None:
    async with desk.sit() as seat:
        await seat.press("2", "j", "a", *"ok", "f2", "u")
        assert "已撤销批注：2" in foot(seat)
        await seat.press("ctrl+r")
        assert "已重做批注：2" in foot(seat)
        await seat.press("D", "y", "u")
        assert "已撤销删除批注：2" in foot(seat)
        await seat.press("ctrl+r")
        assert "已重做删除批注：2" in foot(seat)


async def test_from_all_documents_one_comes_back_to_ones_own_row_also_over_a_jump(desk: Desk) -> None:
    async with desk.sit() as seat:
        await seat.press("2", "g", "g", *"jjjjj")
        mine = seat.current.key
        await seat.press("A", "g", "g")
        while seat.current.doc != "plan":
            await seat.press("j")
        await seat.press("g", "d")
        assert seat.main.view.doc == "plan"
        await seat.press("g", "b", "A")
        assert seat.main.view.doc == DOC
        assert seat.current.key == mine


async def test_among_all_documents_a_task_is_named_with_its_own(desk: Desk) -> None:
    async with desk.sit() as seat:
        await seat.press("2", "A", "g", "g", "j", "j", "d")
        assert "对 养老服务规划 3" in foot(seat)
        assert "养老服务规划 3 → 已办结 · 已保存" in foot(seat)
        await seat.press("T")
        assert "时限：养老服务规划 3" in seat.text


async def test_a_selection_that_does_not_show_is_told(desk: Desk) -> None:
    async with desk.sit() as seat:
        await seat.press("2", "v", "v", "/", *"lead:", *"czt", "enter")
        assert "（另选中 2 项未显示）" in foot(seat)
        await seat.press("escape")
        assert "未显示" not in foot(seat)
        assert "lead:czt" in seat.lines()[0]


async def test_a_menu_shows_every_key_and_leaves_the_rows_as_they_stood(desk: Desk) -> None:
    async with desk.sit((80, 24)) as seat:
        await seat.press("2", "g", "g", *"j" * 9)
        top = seat.main.table.top
        await seat.press("g")
        menu = seat.main.keyboard.keymap.menu(("g",), Pane.TASKS)
        shown = "\n".join(seat.lines()[-14:])
        assert [each.name for _, each in menu if seat.main.keyboard.word(each) not in shown] == []
        await seat.press("escape")
        assert "没有" not in foot(seat)
        assert seat.main.table.top == top


async def test_a_key_of_a_menu_can_be_clicked_in_any_column(desk: Desk) -> None:
    async with desk.sit((80, 24)) as seat:
        await seat.press("2", "g")
        wanted = seat.main.keyboard.word(next(each for key, each in _menu(seat) if key == "l"))
        y, line = next((y, line) for y, line in enumerate(seat.lines()) if wanted in line)
        await seat.pilot.click(offset=(len(line[: line.index(wanted)].encode("gb18030")), y))
        await seat.settle()
        assert type(seat.app.screen).__name__ == "Picker"


def _menu(seat: Seat) -> list[tuple[str, type]]:
    return [(key, each) for key, each in seat.main.keyboard.keymap.menu(("g",), Pane.TASKS)]


async def test_while_one_types_the_foot_tells_no_key_that_would_be_typed(desk: Desk) -> None:
    async with desk.sit() as seat:
        await seat.press("2")
        assert "d 办结" in seat.lines()[-1]
        await seat.press("/")
        assert "d 办结" not in seat.lines()[-1]
        assert "Ctrl-u 清空" in seat.lines()[-1]
        await seat.press("escape")
        assert "d 办结" in seat.lines()[-1]


@pytest.mark.parametrize("pane", ["1", "o"])
async def test_a_search_that_finds_nothing_is_said_and_over(desk: Desk, pane: str) -> None:
    async with desk.sit() as seat:
        await seat.press(pane, "/")
        await seat.paste("银河系")
        await seat.press("enter")
        assert "没有找到：银河系" in foot(seat)
        assert (seat.main.view.searched, seat.main.view.sought) == ("", "")


@pytest.mark.parametrize("keys", ["p", "a", "c c"])
async def test_who_goes_on_writing_does_not_leave_at_the_next_escape(desk: Desk, keys: str) -> None:
    async with desk.sit() as seat:
        await seat.press("2", *keys.split(), "1")
        before = seat.app.screen
        await seat.press("escape")
        assert "再按一次" in seat.text
        await seat.press("2")
        assert "再按一次" not in seat.text
        await seat.press("escape")
        assert seat.app.screen is before
        await seat.press("escape")
        assert seat.app.screen is seat.main


async def test_what_is_filtered_within_a_section_says_so_while_one_types(desk: Desk) -> None:
    async with desk.sit((80, 24)) as seat:
        await seat.press("1")
        seat.main.text.scroll_to_section("四/（三）")
        await seat.press("g", "t", "/", *"czt")
        assert "〔四（三）〕 0/62" in seat.text
        assert "四（三） 里没有符合这个筛选的任务（那里共 2 项" in seat.text.replace("\n", "")
        await seat.press("escape", "g", "f")
        assert "前面没有可去的地方" in seat.news


async def test_undo_says_what_stands_now_and_a_percent_is_typed_over(desk: Desk) -> None:
    async with desk.sit() as seat:
        await seat.press("2", "p", *"26", "f2", "p", *"40", "f2")
        assert seat.entry("1").percent == 40, "what is typed takes the place of what stood there"
        await seat.press("u")
        assert "26%" in seat.news
        await seat.press("d", "u")
        assert "已撤销状态：1，现为 未启动" in seat.news
        assert dict(seat.app.workspace.recall("place")) == {}
        await seat.press("j", "j", "a", "x")
        assert seat.app.workspace.recall("place")["task"][1] == seat.current.task.id


async def test_where_no_row_is_left_nothing_is_asked_and_one_comes_back_to_where_one_was(desk: Desk) -> None:
    async with desk.sit() as seat:
        await seat.press("2", "g", "g", *"jjjjjjj")
        here = seat.current.key
        await seat.press("/")
        await seat.paste("银河系")
        await seat.press("enter", "s")
        assert not seat.main.key_menu.has_class("-open")
        assert "没有" in foot(seat)
        await seat.press("escape")
        assert seat.current.key == here


async def test_the_history_says_what_an_undo_takes_back_also_of_another_document(desk: Desk) -> None:
    async with desk.sit() as seat:
        await seat.press("2", "A", "g", "g", "d", "A", "U")
        assert seat.main.view.doc == DOC
        assert re.search(r"u 将撤销：.*养老服务规划 1 +未启动 → 已办结", seat.text)
        assert "历史 0 步" in seat.text
        await seat.press("escape", "u", "y", "U")
        assert "没有可撤销的" in seat.text


async def test_the_board_is_of_the_section_that_the_table_is_narrowed_to(desk: Desk) -> None:
    async with desk.sit() as seat:
        await seat.press("1")
        await seat.press("g", "g", *"}}}}}", "=", "2")
        shown = len(seat.main.table.ledger)
        assert 0 < shown < 62
        await seat.press("3")
        assert f"· {shown} 项任务" in seat.lines()[0] or f"{shown} 项" in seat.lines()[0]
        await seat.press("F")
        assert "62 项" in seat.lines()[0]


async def test_rows_of_before_a_word_that_may_become_a_field_are_not_counted_as_its_own(desk: Desk) -> None:
    async with desk.sit() as seat:
        await seat.press("2", "/")
        await seat.paste("牵头:财政厅 d")
        assert "10/62" not in seat.lines()[0]
        assert "…" in seat.lines()[0]
        await seat.press("enter")
        assert "0/62" in seat.lines()[0]


async def test_another_condition_is_typed_on_behind_the_filter(desk: Desk) -> None:
    async with desk.sit() as seat:
        await seat.press("2", "/")
        await seat.paste("lead:财政厅")
        await seat.press("enter", "/", *"jr", "enter")
        assert seat.main.view.expression == "lead:财政厅 jr"


async def test_the_outline_counts_the_tasks_that_the_filter_leaves(desk: Desk) -> None:
    async with desk.sit() as seat:
        await seat.press("2", "/", *"czt", "enter")
        shown = len(seat.main.table.ledger)
        tops = re.findall(r"^. [一二三四五六七八]、\S* +\d+/(\d+)", "\n".join(seat.lines()), re.MULTILINE)
        assert sum(map(int, tops)) == shown
        await seat.press("escape")
        tops = re.findall(r"^. [一二三四五六七八]、\S* +\d+/(\d+)", "\n".join(seat.lines()), re.MULTILINE)
        assert sum(map(int, tops)) == 62


async def test_a_lead_that_was_found_behind_others_does_not_stand_as_the_first(desk: Desk) -> None:
    async with desk.sit((140, 40)) as seat:
        await seat.press("2", "/", *"czt", "enter")
        rows = {entry.task.no: entry.task.leads for entry in seat.main.table.ledger}
        behind = [no for no, leads in rows.items() if "省财政厅" in leads[1:]]
        assert behind
        for no in behind:
            (line,) = (line for line in seat.lines() if re.search(rf"[ │✓★] {no} \S", line) and "财政" in line)
            assert "…省财政" in line


async def test_who_comes_from_the_text_to_the_outline_finds_it_where_the_text_is(desk: Desk) -> None:
    async with desk.sit() as seat:
        await seat.press("2", "j", "j", "g", "d", "g", "b", "1", "g", "g", "tab")
        await seat.pilot.pause(0.2)
        assert seat.main.text.cursor == 0


async def test_any_department_of_the_table_can_be_chosen_for_its_page(desk: Desk) -> None:
    async with desk.sit() as seat:
        await seat.press("2", "j", "j", "g", "D")
        await seat.paste("民航")
        await seat.press("enter")
        assert "民航" in seat.lines()[0]


async def test_a_document_without_headings_has_the_room_of_its_outline(desk: Desk, tmp_path: Path) -> None:
    document, source = make_document("sheet")
    bare = tuple(each for each in document.sections if each.id == "附件")
    bare = (bare[0]._replace(kind=Kind.PARAGRAPH),)
    tasks = tuple(task._replace(basis=()) for task in document.tasks)
    Library(desk.folder / "shared").save(replace(document, title="台账", sections=bare, tasks=tasks), source)
    async with desk.sit() as seat:
        await seat.press("2", "g", "l")
        await seat.paste("台账")
        await seat.press("enter")
        assert seat.main.view.doc == "sheet"
        assert Pane.OUTLINE not in seat.shown


async def test_the_outline_of_a_wide_start_does_not_press_the_table_of_a_narrow_one(desk: Desk) -> None:
    async with desk.sit() as seat:
        await seat.press("2", "o", "tab", "q")
    async with desk.sit((80, 24)) as seat:
        await seat.press("2")
        assert Pane.OUTLINE not in seat.shown
        await seat.press("o")
        assert Pane.OUTLINE in seat.shown


async def test_an_article_is_shown_with_its_heading_above_the_sentence_one_came_for(desk: Desk) -> None:
    async with desk.sit((80, 24)) as seat:
        await seat.press("2", "g", "d")
        assert any("（一）" in line for line in seat.lines())


async def test_who_comes_back_to_a_document_finds_filter_and_row_as_they_were(desk: Desk) -> None:
    async with desk.sit() as seat:
        await seat.press("2", "/", *"czt", "enter", "j", "j", "v")
        here, shown = seat.current.key, seat.numbers
        await seat.press("g", "l")
        await seat.paste("养老服务规划")
        await seat.press("enter")
        assert (seat.main.view.doc, seat.main.view.expression) == ("plan", "")
        await seat.press("g", "l")
        await seat.paste("shanxi")
        await seat.press("enter")
        assert (seat.current.key, seat.numbers, seat.main.view.expression) == (here, shown, "czt")
        assert not seat.main.view.selected


async def test_what_others_read_in_stands_in_the_table_of_all(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "通知.txt"
    file.write_text(
        "关于养老的通知\n\n1.建设养老院。（责任单位：省民政厅）\n2.培训护理员。（责任单位：省人社厅）\n", "utf-8"
    )
    async with desk.sit((140, 40)) as seat:
        await seat.press("2", "A")
        before = len(seat.numbers)
        other = desk.open(author="other")
        read = other.import_file(file)
        seat.main.watching.look()
        await seat.settle()
        assert len(seat.numbers) == before + 2
        other.remove(read.document.id)
        seat.main.watching.look()
        await seat.settle()
        assert len(seat.numbers) == before
        other.close()


async def test_the_outline_counts_late_tasks_of_the_filter_alone(desk: Desk) -> None:
    workspace = desk.open()
    workspace.set_due([entry.key for entry in workspace.ledger(DOC)[:2]], "2026-01-01")
    workspace.close()
    async with desk.sit((100, 30)) as seat:
        assert "▲2" in seat.text
        await seat.press("2", "/", *"no:2", "enter")
        assert "▲1" in seat.text
        assert "▲2" not in seat.text


@pytest.mark.parametrize("size", [(80, 24), (100, 30), (140, 40)])
async def test_between_a_task_and_its_article_one_sees_where_one_is(desk: Desk, size: tuple[int, int]) -> None:
    async with desk.sit(size) as seat:
        await seat.press("2", "home", *"j" * 12, "g", "d")
        text = seat.main.text
        assert text.heading is not None
        assert any("（七）" in line for line in seat.lines()[: text.room // 3 + 3]), (
            "the heading stands above its sentence"
        )
        await seat.press("g", "t")
        assert seat.numbers == ["13", "14"]
        assert seat.current.task.no == "13", "where one came from"
        await seat.press("escape", "end", "1", "g", "t")
        assert seat.current.task.no == "13", "the first, where one was on none of them"
        await seat.press("escape", "home", "g", "t")
        assert seat.numbers == ["1", "2"], "of a task those of the same article"


async def test_a_wrong_figure_is_said_in_its_field(desk: Desk) -> None:
    async with desk.sit() as seat:
        await seat.press("2", "p", *"half", "enter")
        assert "half" in seat.text
        assert "0–100" in seat.text or "0 到 100" in seat.text
        assert seat.app.screen.focused is seat.app.screen.query("Input").first()
        await seat.press(*["backspace"] * 4, *"50", "enter")
        assert seat.app.screen.focused is not seat.app.screen.query("Input").first()


async def test_a_deadline_that_comes_earlier_says_so(desk: Desk) -> None:
    async with desk.sit() as seat:
        await seat.press("2", "T", "2")
        assert "2026Q3" in seat.text, "what may be written is still seen"
        await seat.press(*"027-01-31", "f2", "T", *"2027-01-01")
        assert "早 30 天" in seat.text
        await seat.press(*["backspace"] * 2, *"31", *["backspace"] * 10)
        await seat.type("2027-02-01")
        assert "延 1 天" in seat.text
        await seat.press("escape", "escape", "V", "T", *"2026-12-31")
        assert "其中 1 项比现定早" in seat.text


async def test_a_step_in_another_document_is_taken_back_when_asked_alone(desk: Desk) -> None:
    async with desk.sit() as seat:
        await seat.press("2", "d")
        seat.main.look(seat.main.view.opened("plan"))
        await seat.press("u")
        assert "要撤销的一步在另一份文件里：积极发挥新消费引领作…实施意见 1  未启动" in seat.text
        assert "撤销它吗？" in seat.text
        await seat.press("n")
        closed = [entry for entry in seat.app.workspace.ledger(DOC) if entry.status.closed]
        assert len(closed) == 1, "nothing was taken back"
        await seat.press("u", "y")
        assert not [entry for entry in seat.app.workspace.ledger(DOC) if entry.status.closed]
        await seat.press("ctrl+r")
        assert "要重做的一步在另一份文件里：积极发挥新消费引领作…实施意见 1  未启动" in seat.text
        await seat.press("y", "A", "u")
        assert not [entry for entry in seat.app.workspace.ledger(DOC) if entry.status.closed], "all are looked at"


async def test_where_no_row_is_left_every_command_says_so(desk: Desk) -> None:
    async with desk.sit() as seat:
        await seat.press("2", "/", *"no:99", "enter")
        for keys in ("gd", "gD", "d", "T", "p", "r"):
            await seat.press(*keys)
            assert "这里没有任务可选" in seat.news, keys


def test_where_a_document_has_no_tasks_no_filter_is_named() -> None:
    for total, why in ((0, "why_not.no_tasks"), (5, "why_not.no_row")):
        desk = SimpleNamespace(shown=SimpleNamespace(total=total, ledger=()), view=SimpleNamespace(pane=Pane.TASKS))
        assert no_task(desk) == none_shown(desk, "why_not.no_row") == why


async def test_what_a_step_of_a_review_did_is_said_kind_by_kind(desk: Desk) -> None:
    async with desk.sit() as seat:
        await seat.press("2", "j", "r", "a", *" hm", "enter", "escape", "U")
        assert "状态 未启动 → 推进中；批注 hm" in seat.text
        await seat.press("escape", "g", "g", "v", "v", "d", "u")
        assert re.search(r"已撤销状态：1、2", seat.news), "in the order of the table"


async def test_what_is_closed_though_less_was_reported_says_so(desk: Desk) -> None:
    async with desk.sit() as seat:
        await seat.press("2", "p", *"60", "f2", "d")
        assert "1 → 已办结（上次报的是 60%）" in seat.news
        await seat.press("u", "p", *"100", "f2", "d")
        assert "上次" not in seat.news


async def test_the_latest_note_is_offered_first_for_an_answer(desk: Desk) -> None:
    async with desk.sit() as seat:
        await seat.press("2", "a", *"first", "f2", "a", *"second", "f2", "R", "enter")
        assert "second" in seat.text
        await seat.press(*"yes", "f2")
        (answer,) = [note for note in seat.entry("1").notes if note.reply_to]
        second = next(note for note in seat.entry("1").notes if note.text == "second")
        assert answer.reply_to is not None
        assert second.path.endswith(answer.reply_to)
