"""By when and how far: deadlines, reports, stages and tags at the screens."""

from __future__ import annotations

from datetime import date

import pytest
from textual.containers import Vertical
from textual.widget import Widget

from tui.app.aloud import aloud_in
from tui.app.dialogs.form import Form
from tui.app.time_facts import stage_lines
from tui.i18n import Texts
from tui.model.roadmap import Stage

from .conftest import DOC, Desk, Seat


def form(seat: Seat) -> Form:
    screen = seat.app.screen
    assert isinstance(screen, Form)
    return screen


async def test_a_deadline_is_set_as_one_says_it_then_extended_and_shows_what_was(desk: Desk) -> None:
    async with desk.sit() as seat:
        await seat.press("2", "j", "T")
        await seat.type("12月底")
        assert "→ 2026-12-31  余 38 天" in seat.text
        await seat.press("enter", "enter")
        assert seat.news == "2 → 2026-12-31 · 已保存"
        assert "2026-12-31（12月底）  余 38 天" in seat.text, "not as though it had been another"
        await seat.press("T")
        assert "现为 2026-12-31  余 38 天" in seat.text
        await seat.type("+90d")
        await seat.press("enter")
        await seat.type("延期：征求意见")
        await seat.press("enter")
        assert "2026-12-31 → 2027-02-21" in seat.text
        assert "理由：延期：征求意见" in seat.text
        deadline = seat.entry("2").set_deadline
        assert deadline is not None
        assert (deadline.by, deadline.was) == ("2027-02-21", ("2026-12-31",))
        assert [each.change.because for each in seat.app.workspace.log()] == ["", "延期：征求意见"]
        await seat.press("u")
        assert "时限" in seat.news
        assert seat.entry("2").deadline is not None
        await seat.press("T", "f2")
        assert seat.entry("2").deadline is None, "without a day the printed one holds, and there is none"


async def test_of_two_days_set_at_the_same_time_both_are_told_and_kept(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    li = desk.open("李明")
    (task,) = [entry.key for entry in li.ledger(DOC) if entry.task.no == "1"]
    li.set_due([task], "2026-12-31")
    async with desk.sit(author="王芳") as seat:
        await seat.press("2", "T")
        await seat.type("2027-01-31")
        monkeypatch.setattr(seat.app.workspace, "catch_up", lambda: ())  # nobody looks between the two, however slow
        li.set_due([task], "2027-03-31", "延期：征求意见")
        await seat.press("f2")
        monkeypatch.undo()
        seat.main.watching.look()
        both = "1 的时限有两人同时定：李明“2027-03-31”，王芳“2027-01-31”"
        assert seat.news.startswith(both), "who was the later"
        li.catch_up()
        assert [aloud_in(li, Texts("zh")).at_odds(each)[: len(both)] for each in li.at_odds()] == [both], "who was not"
        assert [each.change.value["by"] for each in li.log()] == ["2026-12-31", "2027-03-31", "2027-01-31"]  # type: ignore[index]
        li.set_due([task], "2027-02-28")
        seat.main.watching.look()
        assert "同时" not in seat.news, "settled"


async def test_ten_keys_and_the_text_for_a_mark_a_deadline_a_report_the_board_and_a_number(desk: Desk) -> None:
    async with desk.sit() as seat:
        await seat.press("2", "/")
        await seat.type("czt")
        await seat.press("enter", "d", "T")
        await seat.type("12月底")
        await seat.press("f2", "p")
        await seat.type("40")
        await seat.press("f2", "3", "enter")
        first = seat.entry("3")
        assert (first.status.key, first.deadline and first.deadline.by, first.percent) == ("done", "2026-12-31", 40)
        assert len(seat.numbers) == 19, "the number of one's department's tasks, opened from the board"


async def test_a_day_that_is_none_stays_in_the_field_with_the_reason(desk: Desk) -> None:
    async with desk.sit() as seat:
        await seat.press("2", "T")
        await seat.type("改天")
        assert "看不懂" not in seat.text, "it may still become a day"
        await seat.press("f2")
        assert "看不懂日期“改天”" in seat.text
        await seat.press("escape")
        assert "尚未保存" in seat.text
        await seat.press("escape")
        assert not isinstance(seat.app.screen, Form)
        assert seat.entry("1").deadline is None


async def test_a_selection_gets_one_deadline_in_one_step(desk: Desk) -> None:
    async with desk.sit() as seat:
        await seat.press("2", "v", "v", "v", "T")
        assert "时限：3 项" in seat.text
        await seat.type("2026Q4")
        await seat.press("f2")
        assert seat.news.startswith("3 项 → 2026-12-31")
        assert not seat.main.view.selected
        await seat.press("u")
        assert [seat.entry(no).deadline for no in "123"] == [None] * 3


async def test_progress_is_reported_and_the_last_report_stands_there_to_be_changed(desk: Desk) -> None:
    async with desk.sit() as seat:
        await seat.press("2", "p")
        await seat.type("40")
        await seat.press("enter")
        await seat.type("方案已印发")
        await seat.press("enter")
        await seat.type("人手不足")
        await seat.press("enter", "enter", "space", "enter")
        assert seat.news == "1 → 40% · 已保存"
        report = seat.entry("1").progress
        assert report is not None
        assert (report.percent, report.text, report.problem, report.next, report.needs_help) == (
            40,
            "方案已印发",
            "人手不足",
            None,
            True,
        )
        await seat.press("p")
        assert form(seat).values["text"] == "方案已印发"
        await seat.press("backspace", "backspace", *"60", "f2")
        assert [(each.period, each.percent) for each in seat.entry("1").reports] == [("2026-11", 60)]


async def test_a_percent_that_is_none_is_told(desk: Desk) -> None:
    async with desk.sit() as seat:
        await seat.press("2", "p")
        for typed in ("101", "四十", "-1", "4.5"):
            await seat.paste(typed)
            await seat.press("f2")
            assert f"进度“{typed}”应是 0 到 100 的整数" in seat.text
            assert seat.entry("1").progress is None
            await seat.press(*["backspace"] * len(typed))


async def test_several_report_at_once(desk: Desk) -> None:
    async with desk.sit() as seat:
        await seat.press("2", "v", "v", "p")
        await seat.type("100%")
        await seat.press("f2")
        assert [seat.entry(no).percent for no in "123"] == [100, 100, None]
        await seat.press("u")
        assert [seat.entry(no).percent for no in "12"] == [None, None]


@pytest.mark.parametrize("lang", ["zh", "en"])
async def test_the_forms_fit_the_smallest_screen(desk: Desk, lang: str) -> None:
    async with desk.sit((80, 24), lang=lang) as seat:
        await seat.press("2")
        for key in ("T", "p"):
            await seat.press(key)
            box = form(seat).query_one(Vertical).region
            assert box.height <= 24, key
            assert all(widget.region.right <= 80 for widget in form(seat).walk_children(Widget)), key
            assert "F2" in seat.text, key
            await seat.press("escape")


async def test_the_row_shows_deadline_light_and_percent_once_any_has_one(desk: Desk) -> None:
    async with desk.sit((80, 24)) as seat:
        await seat.press("2")
        assert "时限" not in seat.text
        await seat.press("T")
        await seat.type("2026-11-11")
        await seat.press("f2", "j", "T")
        await seat.type("12月底")
        await seat.press("f2", "p")
        await seat.type("40")
        await seat.press("f2")
        rows = [line for line in seat.lines() if line.lstrip("✓★ ").startswith(("1 ", "2 "))]
        assert "▲逾期 12 天" in rows[0]
        assert "□ 2026-12-31" in rows[1], "what was set stands as its day"
        assert "40%" in rows[1]
    async with desk.sit((140, 40)) as seat:
        await seat.press("2", "g", "g")
        assert "▲逾 12 天" in seat.text, "beside the text there is room for it too"


async def test_a_light_explains_itself_and_progress_stands_in_the_detail(desk: Desk) -> None:
    async with desk.sit((100, 40)) as seat:
        await seat.press("2", "T")
        await seat.type("2026-11-11")
        await seat.press("enter")
        await seat.type("会议定")
        await seat.press("enter", "p")
        await seat.type("40")
        await seat.press("enter", *"已印发", "f2")
        seat.main.show_detail()
        await seat.settle()
        assert "红：逾期 12 天（逾期即亮红灯）" in seat.text
        assert "2026-11 40% 已印发  tester 2026-11-23" in seat.text
        await seat.press("d")
        seat.main.show_detail()
        await seat.settle()
        assert "办结时逾期 12 天" in seat.text
        assert "亮红灯" not in seat.text


NOV = date(2026, 11, 23)


def test_the_steps_of_a_task_are_drawn_on_a_line_and_told_one_by_one() -> None:
    stages = (
        Stage("a", "印发方案", "2026-06-30", done=True),
        Stage("b", "对接各市", "2026-09-30"),
        Stage("c", "建成", "2026-12-31"),
        Stage("d", "维护"),
    )
    count, *told = stage_lines(stages, Texts("zh"), NOV)
    assert count.startswith("1/4  ✓━")
    assert count.endswith("○")
    assert count.index("▲") < count.index("┆")
    assert told == [
        "✓ 2026-06-30  印发方案",
        "▲ 2026-09-30  对接各市  逾期 54 天",
        "┆ 2026-11-23  今天",
        "○ 2026-12-31  建成  余 38 天",
        "○             维护",
    ]


def test_steps_without_days_are_not_drawn() -> None:
    assert stage_lines((), Texts("zh"), NOV) == []
    assert stage_lines((Stage("d", "维护"),), Texts("zh"), NOV) == ["0/1", "○             维护"]


async def test_stages_are_added_ticked_off_and_taken_out(desk: Desk) -> None:
    async with desk.sit((80, 24)) as seat:
        await seat.press("2", "g", "s")
        assert "还没有阶段" in seat.text
        await seat.press("a")
        await seat.type("建成")
        await seat.press("enter", *"12月底", "enter", "a")
        await seat.type("印发方案")
        await seat.press("enter", *"2026-06-30", "enter")
        assert "▲ 2026-06-30  印发方案  逾期 146 天" in seat.text
        await seat.press("space")  # on the step that was added, which stands first
        assert "✓ 2026-06-30  印发方案" in seat.text
        assert [(each.text, each.done) for each in seat.entry("1").stages] == [("印发方案", True), ("建成", False)]
        await seat.press("end", "D", "escape")
        assert [each.text for each in seat.entry("1").stages] == ["印发方案"]
        await seat.press("u")
        assert len(seat.entry("1").stages) == 2


async def test_a_stage_is_edited_and_moved(desk: Desk) -> None:
    workspace = desk.open()
    key = workspace.ledger(DOC)[0].key
    for text in ("印发", "建成"):
        workspace.add_stage(key, text, "2026-06-30" if text == "印发" else "2026-12-31")
    workspace.close()
    async with desk.sit((80, 24)) as seat:
        await seat.press("2", "g", "s", "home", "e")
        assert "修改阶段" in seat.text
        assert "2026-06-30" in seat.text
        await seat.type("方案")
        await seat.press("enter", "ctrl+u", *"2026-07-31", "enter")
        first = seat.entry("1").stages[0]
        assert (first.text, first.by) == ("印发方案", "2026-07-31")
        await seat.press("J")
        assert [each.text for each in seat.entry("1").stages] == ["建成", "印发方案"]
        await seat.press("K", "e", "escape", "escape", "u", "u")
        assert [each.text for each in seat.entry("1").stages] == ["印发方案", "建成"]


async def test_tags_are_set_and_unset_by_their_letters(desk: Desk) -> None:
    async with desk.sit((80, 24)) as seat:
        await seat.press("2", "t")
        await seat.type("攻坚 会议")
        await seat.press("enter")
        assert set(seat.entry("1").tags) == {"会议", "攻坚"}
        await seat.press("j", "t", "x")
        assert "这里没有 x 键" in seat.text, "the menu stays, and says so"
        await seat.press("b")
        assert seat.entry("2").tags == ("攻坚",)
        assert seat.news == "2 → #攻坚 · 已保存"
        await seat.press("t", "b")
        assert seat.entry("2").tags == ()
        await seat.press("t", "escape", "t", "+")
        await seat.type("民生")
        await seat.press("enter")
        assert seat.entry("2").tags == ("民生",)
