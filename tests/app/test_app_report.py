"""The report of an import as a screen: counts, each warning with its place, a look at it, its correction."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tui.app.features.correct.doubts import ReportScreen
from tui.app.features.correct.task_form import TaskForm
from tui.app.view import Pane
from tui.model.document import Doubt
from tui.store.library import Library
from tui.workspace.report import Group, group_of, locate, report

from .conftest import DOC, SIZES, Desk, Seat

WARNED = """某市人民政府关于推进工作的意见

　　各区人民政府：
　　一、总体要求
　　坚持改革。全面推进各项重点工作，确保取得实效。
　　附件
　　重点任务分工表
序号\t工作任务\t责任单位\t分管领导
1\t制定方案\t市发展改革委\t甲
\t\t市财政局\t
2\t落实经费\t\t乙
合计\t共2项\t\t
"""


def bring(desk: Desk) -> str:
    """A document with several things to doubt; returns its id."""
    file = desk.folder / "某市意见.txt"
    file.write_text(WARNED, encoding="utf-8")
    workspace = desk.open()
    return workspace.import_file(file, doc_id="某市意见").document.id


@pytest.mark.parametrize(("size", "lang"), [(SIZES[0], "zh"), (SIZES[0], "en"), (SIZES[1], "zh"), (SIZES[2], "en")])
async def test_the_report_counts_and_lists_each_with_its_place(desk: Desk, size: tuple[int, int], lang: str) -> None:
    async with desk.sit(size, lang=lang) as seat:
        await seat.press("W")
        assert isinstance(seat.app.screen, ReportScreen)
        assert ("62 个任务" if lang == "zh" else "62 tasks") in seat.text
        assert ("? 请核对 2" if lang == "zh" else "? to check 2") in seat.text
        assert ("第136行" if lang == "zh" else "line 136") in seat.text
        await seat.press("escape")
        assert not isinstance(seat.app.screen, ReportScreen)


async def test_a_line_leads_to_its_task_and_to_its_correction(desk: Desk) -> None:
    async with desk.sit() as seat:
        await seat.press("W", "j", "enter")
        assert seat.pane is Pane.TASKS
        assert seat.current.task.no == "14"
        await seat.press("home", "W", "j", "c")
        assert isinstance(seat.app.screen, TaskForm)
        await seat.press("tab", "tab")
        await seat.paste("、省大数据局")
        await seat.press("f2", "W")
        assert seat.entry("14").task.leads[-1] == "省大数据局"
        assert "✓ 已更正 1" in seat.text
        await seat.press("end", "enter")
        assert seat.current.task.no == "14"


async def test_every_line_of_another_document_leads_somewhere(desk: Desk) -> None:
    doc = bring(desk)
    async with desk.sit() as seat:
        seat.main.look(seat.main.view.opened(doc))
        told = report(seat.app.workspace, doc)
        assert told.count(Group.CHECK) >= 1
        assert told.count(Group.DROPPED) >= 1
        for at, finding in enumerate(told.findings):
            if not finding.doubt.where:
                continue
            assert locate(seat.app.workspace, finding, told.document), finding
            await seat.press("W", *["j"] * at, "enter")
            assert not isinstance(seat.app.screen, ReportScreen)
            assert "没有记下" not in seat.news, finding


async def test_a_line_about_the_whole_file_says_so(desk: Desk) -> None:
    file = desk.folder / "某市.txt"
    file.write_text(WARNED, encoding="utf-8")
    doc = desk.open().import_file(file, doc_id="某市").document
    doubts = (Doubt("row_dropped", "", {"words": "合计"}),)
    Library(desk.folder / "shared").save(replace(doc, doubts=doubts), file.read_bytes())
    async with desk.sit((80, 24)) as seat:
        seat.main.look(seat.main.view.opened(doc.id))
        await seat.press("W", "enter")
        assert isinstance(seat.app.screen, ReportScreen)
        assert "整份文件" in seat.text


async def test_a_title_that_is_too_long_ends_in_dots(desk: Desk) -> None:
    async with desk.sit((80, 24)) as seat:
        await seat.press("W")
        assert "…" in next(line for line in seat.lines() if "读取报告" in line)


async def test_a_row_left_out_is_added_from_the_report(desk: Desk) -> None:
    doc = bring(desk)
    async with desk.sit() as seat:
        seat.main.look(seat.main.view.opened(doc))
        told = report(seat.app.workspace, doc)
        at = next(at for at, each in enumerate(told.findings) if each.doubt.code == "row_dropped")
        before = len(told.document.tasks)
        await seat.press("W", *["j"] * at, "a")
        assert isinstance(seat.app.screen, TaskForm)
        await seat.paste("合计任务")
        await seat.press("f2")
        tasks = seat.app.workspace.document(doc).tasks
        assert len(tasks) == before + 1
        assert tasks[-1].text == "合计任务"


async def test_a_document_without_doubts_says_so(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "plain.txt").write_text("关于工作的通知\n\n　　一、总体要求\n　　坚持改革。\n", encoding="utf-8")
    doc = desk.open().import_file(tmp_path / "plain.txt", doc_id="plain").document
    assert not doc.doubts
    async with desk.sit() as seat:
        seat.main.look(seat.main.view.opened(doc.id))
        await seat.press("W", "enter", "c")
        assert "没有疑问" in seat.text
        assert "查看原处" not in seat.text, "what there is nothing to do it with is not offered"
        await seat.press("q")
        assert not isinstance(seat.app.screen, ReportScreen)


def test_every_warning_that_has_a_sentence_is_in_a_group(desk: Desk) -> None:
    from tui.i18n import _room
    from tui.model.document import Doubt

    groups = {code: group_of(Doubt(code, "", {})) for code in _room("en", "warning")}
    assert groups["row_dropped"] is groups["image_ignored"] is Group.DROPPED
    assert groups["inherited"] is groups["weak_tie"] is Group.CHECK
    assert set(groups.values()) == set(Group)


def seat_document(seat: Seat) -> str:
    return seat.main.document.id


async def test_the_report_is_of_the_document_one_is_in(desk: Desk) -> None:
    doc = bring(desk)
    async with desk.sit() as seat:
        assert seat_document(seat) == DOC
        seat.main.look(seat.main.view.opened(doc))
        await seat.press("W")
        assert "某市人民政府" in seat.text
