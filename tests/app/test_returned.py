"""A ledger that went out comes back through the library: row by row, one step, taken back by u."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from tui.model.merging import Choice

from .conftest import Desk, Seat


def filled_in(file: Path, edits: dict[str, tuple[str, str]]) -> None:
    """What an office does with it: of tasks by number, a column by its name, and what it says now."""
    book = openpyxl.load_workbook(file)
    sheet = book.worksheets[0]
    rows = list(sheet.iter_rows())
    head = next(
        row for row in rows if "主要任务" in [cell.value for cell in row] or "任务" in [cell.value for cell in row]
    )
    columns = {cell.value: cell.column for cell in head}
    for row in rows:
        number = str(row[columns["序号"] - 1].value)
        if number in edits:
            name, words = edits[number]
            sheet.cell(row[0].row, columns[name]).value = words
    book.save(file)


async def bring(seat: Seat, file: Path) -> None:
    await seat.press("L", "i")
    await seat.paste(str(file))
    await seat.press("enter")


async def test_a_ledger_comes_back_and_is_decided_row_by_row(desk: Desk, tmp_path: Path) -> None:
    workspace, file = desk.open(), tmp_path / "台账.xlsx"
    workspace.export(file, "", workspace.ledger())
    filled_in(file, {"3": ("状态", "已办结"), "4": ("状态", "办理中"), "5": ("状态", "已办结")})
    async with desk.sit() as seat:
        await seat.press("2", "g", "g", "j", "j", "j", "j", "s", "a")  # the fifth is marked here meanwhile
        assert seat.entry("5").status.key != "todo"
        await bring(seat, file)
        assert "新 2，相同" in seat.text
        assert "冲突 1" in seat.text
        first = next(line for line in seat.lines() if "→" in line)
        assert "? 冲突" in first, "what needs a person comes first"
        assert "测试" in seat.text or "tester" in seat.text, "who said what is here"
        await seat.press("j", "j", "enter")
        assert "✗" not in seat.text, "Enter refuses nothing"
        assert "F2 写入全部取舍" in seat.text
        await seat.press("n", "f2")
        assert "收下 1 行" in seat.text
        assert "拒绝 1 行" in seat.text
        assert "1 处冲突未决" in seat.text
        await seat.press("escape")
        taken = [no for no in ("3", "4") if seat.entry(no).status.key != "todo"]
        assert len(taken) == 1
        mine = seat.entry("5").status.key
        await seat.press("u")
        assert [seat.entry(no).status.key for no in ("3", "4", "5")] == ["todo", "todo", mine], "one step"


async def test_leaving_changes_nothing(desk: Desk, tmp_path: Path) -> None:
    workspace, file = desk.open(), tmp_path / "a.xlsx"
    workspace.export(file, "", workspace.ledger())
    filled_in(file, {"3": ("状态", "已办结")})
    before = len(list(workspace.store.history()))
    async with desk.sit() as seat:
        await bring(seat, file)
        await seat.press("Y", "escape")
        assert "未作改动" in seat.text
    assert len(list(desk.open().store.history())) == before


async def test_a_bundle_brings_another_mans_work(desk: Desk, tmp_path: Path) -> None:
    other = Desk(tmp_path / "elsewhere")
    file = tmp_path / "改动.duban"
    async with other.sit(author="乙") as seat:
        await seat.press("2", "d")
        number = seat.numbers[0]
        seat.app.workspace.bundle(file)
    async with desk.sit() as seat:
        await bring(seat, file)
        await seat.press("f2", "escape")
        assert seat.entry(str(number)).status.key == "done"


async def test_any_other_workbook_is_a_document(desk: Desk, tmp_path: Path) -> None:
    book, file = openpyxl.Workbook(), tmp_path / "清单.xlsx"
    for row in (("序号", "重点任务", "牵头单位"), ("1", "建设一座桥", "市住建局"), ("2", "修一条路", "市交通局")):
        book.worksheets[0].append(row)
    book.save(file)
    async with desk.sit() as seat:
        await bring(seat, file)
        assert "文件库：2 个" in seat.text


async def test_what_one_did_is_carried_from_screen_to_screen_and_settled_there(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    workspace = desk.open("王芳")
    first = next(iter(workspace.ledger())).key
    workspace.mark([first], workspace.profile.parse("推进中"))
    workspace.bundle(tmp_path / "早先.duban")
    async with desk.sit(author="王芳") as seat:
        await seat.press("2", "g", "g", "d", "x")
        await seat.paste("改动包")
        await seat.press("enter", "enter")
        (file,) = tmp_path.glob("改动-王芳-*.duban")
        assert seat.news.startswith("已装好 2 条改动")
        await seat.press("L", "x")
        assert "导出所列的 1 个文件、62 项任务" in seat.text
        await seat.paste("csv")
        await seat.press("enter", "enter")
        assert "已写出 62 项任务" in seat.text, "said in the library"
        (table,) = tmp_path.glob("*.csv")
        assert len(table.read_text(encoding="utf-8-sig").splitlines()) == 63
    other = Desk(tmp_path / "elsewhere")
    there = other.open("李明")
    there.open_merge(tmp_path / "早先.duban").decide(Choice())
    there.mark([first], there.profile.parse("待审核"), because="材料已报")
    async with other.sit(author="李明") as seat:
        await bring(seat, file)
        told = " ".join(seat.text.split())
        for words in ("冲突 1", "推进中（王芳 2026", "待审核（李明 2026-11-23 12:00 材料", "已办结（王芳 报 2026"):
            assert words in told
        await seat.press("y", "f2", "escape")
        assert (seat.entry("1").status.key, seat.entry("1").by) == ("done", "李明"), "a decision of who decided"
        await bring(seat, file)
        assert "冲突 0" in seat.text
