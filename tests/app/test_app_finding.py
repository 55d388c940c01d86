"""Filtering as one types, searching, sorting, and stepping back, in the running app."""

from __future__ import annotations

import random

import pytest
from textual.events import Key

from tui.app.view import Pane
from tui.workspace.completing import continued

from .conftest import DOC, SIZES, Desk, Seat


def named(seat: Seat, body: str) -> list[str | None]:
    """The tasks that name a body anywhere in their text or departments, or rest on an article that does."""
    ledger = seat.app.workspace.ledger(DOC)
    return [e.task.no for e in ledger if any(body in each for each in (*e.task.leads, *e.task.participants))]


async def test_the_filter_follows_the_typing_and_escape_steps_back(desk: Desk) -> None:
    async with desk.sit() as seat:
        await seat.press("2", "/")
        counts = []
        for letter in "财政厅":
            await seat.press(letter)
            counts.append(len(seat.numbers))
        assert counts == sorted(counts, reverse=True), "each letter narrows"
        await seat.press("enter")
        assert seat.numbers == named(seat, "财政厅")
        assert len(seat.numbers) == 19
        assert "19/62" in seat.text
        assert seat.pane.value == "tasks"
        await seat.press("escape")
        assert len(seat.numbers) == 62
        assert seat.pane.value == "tasks"
        await seat.press("escape")
        assert seat.pane.value == "tasks", "there is nothing left to step back from"


async def test_the_same_department_however_it_is_typed(desk: Desk) -> None:
    async with desk.sit() as seat:
        await seat.press("2")
        for typed in ("czt", "caizhengting", "财zt", "財政廳", "ＣＺＴ"):
            await seat.press("/")
            await seat.paste(typed)
            assert set(named(seat, "财政厅")) <= set(seat.numbers), typed
            assert len(seat.numbers) < 40, typed
            await seat.press("escape")
            assert len(seat.numbers) == 62, typed


async def test_leaving_the_field_takes_back_what_was_typed(desk: Desk) -> None:
    async with desk.sit(expression="牵头:民政厅") as seat:
        before = seat.numbers
        assert 0 < len(before) < 62
        await seat.press("/")
        await seat.paste(" 养老")
        await seat.press("escape")
        assert seat.numbers == before
        assert seat.main.view.expression == "牵头:民政厅"


async def test_keys_that_come_before_the_field_stands_are_typed_in_it(desk: Desk) -> None:
    async with desk.sit() as seat:
        await seat.press("2")
        for key in ("/", "d", "c", "z", "t"):
            seat.app.post_message(Key(key, key))
        await seat.settle()
        assert seat.main.prompts[Pane.TASKS].text == "dczt"
        assert not list(seat.app.workspace.state.changes(DOC)), "none of them was taken for a command"
        await seat.press("escape")
        assert len(seat.numbers) == 62


MISTAKES = ("状态:没有", "牵头:(", "序号:甲", "财政厅 and (", "截止<昨年")


async def test_a_mistake_is_said_and_the_last_good_result_stays(desk: Desk) -> None:
    async with desk.sit(expression="财政厅") as seat:
        await seat.press("/")
        for mistake in MISTAKES:
            await seat.press("end", "ctrl+u")
            seat.main.look(seat.main.view.filtered("财政厅"))
            await seat.paste(mistake)
            words, said, mistaken = seat.main.prompts[Pane.TASKS]._said
            assert (words, mistaken) == (mistake, True)
            assert said, "a mistake says what is wrong"
            assert len(seat.numbers) == 19, mistake
        await seat.press("escape")
        assert seat.main.view.expression == "财政厅"
        assert not seat.main.prompts[Pane.TASKS]._said[2], "the bar shows the filter in force again"


@pytest.mark.parametrize(("size", "lang"), [(SIZES[0], "zh"), (SIZES[0], "en"), (SIZES[1], "zh"), (SIZES[2], "en")])
async def test_enter_on_a_mistake_leaves_it_open_to_be_mended(desk: Desk, size: tuple[int, int], lang: str) -> None:
    wrong = "牵头：财政厅 状态：好"
    async with desk.sit(size, lang=lang) as seat:
        await seat.press("2", "/")
        await seat.paste(wrong)
        await seat.press("enter")
        bar = seat.main.prompts[Pane.TASKS]
        assert bar.typing
        assert bar.text == wrong
        said = "".join("".join(line.rpartition("│")[2] for line in seat.lines()).split())
        assert "".join(bar._said[1].split()) in said, "the sentence can be read to its end"
        await seat.press("backspace", *"todo", "enter")
        assert not bar.typing
        assert len(seat.numbers) == 10


async def test_while_a_field_is_typed_the_last_result_stays(desk: Desk) -> None:
    async with desk.sit((80, 24)) as seat:
        await seat.press("2", "/")
        counts = []
        for letter in "状态:未启动 stat":
            await seat.press(letter)
            counts.append(len(seat.numbers))
        assert counts[:7] == [62] * 7, "all 62 are to do, and nothing on the way shows fewer"
        assert 0 not in counts
        await seat.press("enter")
        assert seat.numbers == [], "accepted, it is a word like any other"


async def test_a_mistake_has_the_line_below_and_is_marked_in_the_field(desk: Desk) -> None:
    async with desk.sit((80, 24), expression="财政厅") as seat:
        await seat.press("/", "end", "ctrl+u")
        await seat.paste("牵投:财政厅")
        lines = seat.lines()
        assert lines[0].startswith("牵投:财政厅")
        assert "62/62" in lines[0], "what is shown is still counted"
        assert lines[1].startswith("第 1 个字起：没有“牵投”这个字段，最接近的是“牵头”；可用：牵头 lead")
        assert len(lines[1].rstrip()) > 40
        assert seat.main.prompts[Pane.TASKS]._mark.stretch == (0, 2)
        await seat.press("home", "delete", "delete")
        await seat.paste("牵头")
        assert "以前输入的" in seat.lines()[1]
        assert len(seat.numbers) == 10


async def test_what_was_typed_before_comes_back_with_the_arrows(desk: Desk) -> None:
    async with desk.sit() as seat:
        await seat.press("2")
        for text in ("财政厅", "是:星标", "财政厅", "没有:这个"):
            await seat.press("/", "end", "ctrl+u")
            await seat.paste(text)
            await seat.press("enter")
        await seat.press("/", "end", "ctrl+u", *"民政")
        field = seat.main.prompts[Pane.TASKS]
        seen = []
        for key in ("up", "up", "up", "down", "down"):
            await seat.press(key)
            seen.append(field.text)
        assert seen == ["财政厅", "是:星标", "是:星标", "财政厅", "民政"], "mistakes are not kept, and each line once"
        await seat.press("up")
        assert len(seat.numbers) == 19, "what comes back is filtered by at once"
        await seat.press("escape", "1", "/")
        await seat.press("up")
        assert seat.main.prompts[Pane.TEXT].text == "", "searches have a history of their own"
        await seat.press("escape")
    async with desk.sit() as seat:
        await seat.press("2", "/", "end", "ctrl+u", "up", "enter")
        assert seat.main.view.expression == "财政厅", "it is there again on the next start"
    async with desk.sit(author="li") as seat:
        await seat.press("2", "/", "up")
        assert seat.main.prompts[Pane.TASKS].text == "", "and nobody else's"


async def test_rows_like_the_cell_and_rows_unlike_it(desk: Desk) -> None:
    async with desk.sit() as seat:
        await seat.press("2", "j", "j", "j")
        assert seat.main.table.cell == "leads"
        lead = seat.current.task.leads[0]
        await seat.press("@")
        like = seat.numbers
        assert like == [e.task.no for e in seat.app.workspace.ledger(DOC) if lead in e.task.leads]
        assert seat.main.view.expression in seat.text
        await seat.press("escape", "#")
        assert len(seat.numbers) == 62 - len(like)
        assert not set(seat.numbers) & set(like)


async def test_every_cell_that_narrows_keeps_its_own_row(desk: Desk) -> None:
    async with desk.sit((140, 40)) as seat:
        await seat.press("2", "j", "j", "j", "j", "j")
        for column in ("no", "leads", "participants", "status", "basis"):
            seat.main.table.cell = column
            await seat.press("@")
            assert seat.main.view.expression, column
            assert "6" in seat.numbers, column
            await seat.press("escape")
        seat.main.table.cell = "text"
        await seat.press("@")
        assert "不能用来筛选" in seat.news


async def test_sorting_by_a_column_and_turning_it_round(desk: Desk) -> None:
    async with desk.sit() as seat:
        await seat.press("2", "S")
        assert "按哪一列排序" in seat.text
        await seat.press("enter")
        assert seat.numbers[:2] == ["1", "2"]
        await seat.press("S", "enter")
        assert seat.numbers[:2] == ["62", "61"]
        await seat.press("S", "down", "enter")
        leads = [entry.task.leads[0] for entry in seat.main.table.ledger if entry.task.leads]
        assert sorted(set(leads)) == sorted(dict.fromkeys(leads))
        assert seat.main.view.expression.count("排序:") == 1


async def test_the_search_in_the_text_counts_and_goes_on(desk: Desk) -> None:
    async with desk.sit() as seat:
        await seat.press("1", "n")
        assert "先按 /" in seat.news
        await seat.press("/")
        await seat.paste("供给侧")
        await seat.press("enter")
        number, count = seat.main.text.hit
        assert (number, count > 1) == (1, True)
        assert f"1/{count}" in seat.text
        assert "供给侧" in seat.text
        await seat.press("n")
        assert seat.main.text.hit == (2, count)
        await seat.press("N", "N")
        assert seat.main.text.hit == (count, count), "the search goes round"
        await seat.press("escape")
        assert not seat.main.view.searched
        assert len(seat.numbers) == 62, "searching the text does not filter the tasks"


async def test_what_stands_nowhere_is_said(desk: Desk) -> None:
    async with desk.sit() as seat:
        await seat.press("1", "/")
        await seat.paste("没有这个词")
        await seat.press("enter")
        assert "没有找到" in seat.text
        await seat.press("2", "/")
        await seat.paste("没有这个词")
        await seat.press("enter")
        assert seat.numbers == []
        await seat.press("j", "d", "@", "enter", "y", "*")
        assert seat.app.is_running


async def test_escape_goes_back_one_step_at_a_time(desk: Desk) -> None:
    async with desk.sit() as seat:
        await seat.press("o")
        seat.main.outline.go_to_section("五")
        await seat.press("=", "2", "/")
        await seat.paste("省")
        await seat.press("enter", "v", "v", "/")

        def state() -> tuple[bool, int, str, str | None, str]:
            view, typing = seat.main.view, seat.main.prompts[Pane.TASKS].typing
            return typing, len(view.selected), view.expression, view.scope, view.pane.value

        seen = [state()]
        for _ in range(6):
            await seat.press("escape")
            seen.append(state())
        assert seen == [
            (True, 2, "省", "五", "tasks"),
            (False, 2, "省", "五", "tasks"),
            (False, 0, "省", "五", "tasks"),
            (False, 0, "", "五", "tasks"),
            (False, 0, "", None, "tasks"),
            (False, 0, "", None, "tasks"),
            (False, 0, "", None, "tasks"),
        ]


async def test_escape_closes_a_small_menu_and_nothing_else(desk: Desk) -> None:
    async with desk.sit(expression="财政厅") as seat:
        await seat.press("s", "escape")
        assert (seat.main.view.expression, seat.pane.value) == ("财政厅", "tasks")
        await seat.press("i", "escape")
        assert seat.main.view.expression == ""


async def test_from_the_detail_and_the_outline_escape_goes_to_the_main_pane(desk: Desk) -> None:
    async with desk.sit((140, 40)) as seat:
        await seat.press("2", "enter")
        assert seat.pane.value == "detail"
        await seat.press("escape")
        assert seat.pane.value == "tasks"
        await seat.press("o", "escape")
        assert seat.pane.value == "tasks"


async def test_whatever_is_typed_the_app_goes_on(desk: Desk) -> None:
    rng = random.Random(16)
    alphabet = [*'财政厅:：（）()-"“《 状态有序号czt.<>=〔\u202e', " or ", "部门:", "排序:", "序号:", "截止<"]
    async with desk.sit((80, 24)) as seat:
        await seat.press("2", "/")
        for _ in range(30):
            text = "".join(rng.choice(alphabet) for _ in range(rng.randint(1, 8)))
            seat.main.prompts[Pane.TASKS].put(text)
            await seat.settle()
            assert seat.app.is_running, text
            assert seat.main.prompts[Pane.TASKS].text == text
        await seat.press("enter", "w", "escape", "f", "escape", "F", "escape")
        assert seat.app.is_running


async def test_tab_goes_on_with_the_field_then_with_its_value(desk: Desk) -> None:
    async with desk.sit((100, 30)) as seat:
        await seat.press("2", "/")
        await seat.type("qt")
        await seat.press("tab")
        assert seat.main.prompts[Pane.TASKS].text == "牵头:"
        await seat.type("czt")
        await seat.press("tab")
        assert seat.main.prompts[Pane.TASKS].text == "牵头:省财政厅"
        assert "Tab 补全 1/1：省财政厅" in seat.text
        assert seat.numbers == [e.task.no for e in seat.app.workspace.ledger(DOC) if "省财政厅" in e.task.leads]
        await seat.type(" 是:")
        await seat.press("tab", "tab")
        second = seat.main.prompts[Pane.TASKS].text
        await seat.press("shift+tab", "shift+tab")
        assert seat.main.prompts[Pane.TASKS].text == "牵头:省财政厅 是:", "what was typed comes back"
        await seat.press("tab", "tab")
        assert seat.main.prompts[Pane.TASKS].text == second
        await seat.press("enter")
        assert seat.pane is Pane.TASKS


async def test_what_is_half_typed_is_no_mistake_and_what_is_shown_is_said_to_be_of_before(desk: Desk) -> None:
    async with desk.sit((100, 30), lang="en") as seat:
        field = seat.main.prompts[Pane.TASKS]
        await seat.press("2", "/")
        await seat.type("l")
        before = seat.numbers
        await seat.type("ea")
        assert "last filter: contains “l”" in seat.text
        await seat.press("tab")
        assert (field.text, seat.numbers) == ("lead:", before)
        assert "Unfinished: rows" in seat.text
        assert "Nothing to look for" not in seat.text
        await seat.press("tab")
        assert field.text.startswith("lead:省")
        assert "Tab completes 1/" in seat.text
        assert "last filter" not in seat.text
        await seat.press("ctrl+u")
        await seat.type("财政")
        assert "Tab completes" not in seat.text
        assert "Tab complete " in seat.text, "the keys are told again"


async def test_a_department_is_found_by_what_it_is_called_today_wherever_one_is_chosen(desk: Desk) -> None:
    named = "省卫生计生委（今 省卫生健康委员会）"
    async with desk.sit((100, 30)) as seat:
        await seat.press("2", "/")
        await seat.type("牵头:卫健委")
        await seat.press("tab")
        assert seat.main.prompts[Pane.TASKS].text == "牵头:省卫生计生委"
        assert f"Tab 补全 1/1：{named}" in seat.text
        await seat.press("escape", "f")
        await seat.type("卫健委")
        await seat.settle()
        assert named in seat.text
        await seat.press("escape", "g", "D")
        await seat.type("卫健委")
        assert named in seat.text
        await seat.press("enter")
        assert seat.main.view.board is not None
        assert seat.main.view.board.name == "省卫生计生委"


async def test_tab_says_where_nothing_goes_on(desk: Desk) -> None:
    async with desk.sit() as seat:
        await seat.press("2", "/")
        await seat.type("牵头:zzzz")
        await seat.press("tab")
        assert seat.main.prompts[Pane.TASKS].text == "牵头:zzzz"
        assert "没有可以补全的" in seat.text


async def test_what_tab_puts_in_place_is_always_read(desk: Desk) -> None:
    async with desk.sit() as seat:
        workspace = seat.app.workspace
        for field in (
            "牵头:",
            "参加:",
            "部门:",
            "章节:",
            "状态:",
            "是:",
            "有:",
            "灯:",
            "排序:",
            "文件:",
            "截止:",
            "批注日期:",
        ):
            for lang in ("zh", "en"):
                for expression in continued(workspace, field, DOC, lang):
                    workspace.check_filter(expression)
        assert "批注日期:本周" in continued(workspace, "批注日期:", DOC)
        assert continued(workspace, "le", DOC, "en")[0] == "lead:"
        assert continued(workspace, '"牵头:', DOC) == ()
