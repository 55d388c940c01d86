"""Writing out what is shown, from the screen."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from .conftest import Desk, Seat


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that duban was started in."""
    folder = tmp_path / "office"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


async def filtered(seat: Seat, words: str) -> None:
    await seat.press("2", "/")
    await seat.paste(words)
    await seat.press("enter")


async def test_a_departments_tasks_are_a_workbook_after_three_keys(desk: Desk, here: Path) -> None:
    async with desk.sit() as seat:
        await filtered(seat, "财政厅")
        count = len(seat.numbers)
        await seat.press("x")
        assert f"导出筛选出的 {count} 项任务（财政厅）" in seat.text
        await seat.press("enter", "enter")
        (file,) = here.glob("*.xlsx")
        assert "…" not in file.name
        assert seat.news.startswith(f"已写出 {count} 项任务：")
        assert "积极发挥新消费引领" in file.name, "what tells the document from others, not whose office it is"
        assert "意见-2026" in file.name
        assert str(file) in seat.news
        rows = [row for row in openpyxl.load_workbook(file).worksheets[0].iter_rows(values_only=True) if any(row)]
        assert sum("财政厅" in "".join(map(str, row)) for row in rows) >= count
        await seat.press("x", "enter", "enter")
        assert len(list(here.glob("*.xlsx"))) == 2, "a second one gets a name that is free"


async def test_of_the_library_what_is_listed_leaves(desk: Desk, here: Path) -> None:
    for name, words in (("甲", "（一）开放市场。清理壁垒。（牵头单位：市财政局）"), ("乙", "坚持改革。")):
        file = here / f"{name}.txt"
        title = f"{name}市人民政府关于{name}工作的意见"
        file.write_text(f"{title}\n\n　　一、总体要求\n　　{words}\n", encoding="utf-8")
        desk.open().import_file(file)
    async with desk.sit() as seat:
        await seat.press("L", "/")
        await seat.paste("甲市")
        await seat.press("enter", "x")
        assert "导出所列的 1 个文件、1 项任务" in seat.text
        await seat.paste("csv")
        await seat.press("enter", "enter")
        (table,) = here.glob("*.csv")
        assert "清理壁垒" in table.read_text(encoding="utf-8-sig")
        assert len(table.read_text(encoding="utf-8-sig").splitlines()) == 2
        await seat.press("/", *["backspace"] * 2)
        await seat.paste("乙市")
        await seat.press("enter", "x")
        await seat.paste("csv")
        await seat.press("enter", "enter")
        assert "所列的文件里没有任务" in seat.text


async def test_the_selected_tasks_leave_alone(desk: Desk, here: Path) -> None:
    async with desk.sit() as seat:
        await seat.press("2", "v", "v", "x")
        assert "导出选中的 2 项任务" in seat.text
        await seat.paste("csv")
        await seat.press("enter", "enter")
        (file,) = here.glob("*.csv")
        assert len(file.read_text(encoding="utf-8-sig").splitlines()) == 3


async def test_what_is_there_is_asked_about(desk: Desk, here: Path) -> None:
    (here / "a.md").write_text("mine", encoding="utf-8")
    async with desk.sit() as seat:
        await seat.press("2", "x")
        await seat.paste("markdown")
        await seat.press("enter", "ctrl+u")
        await seat.paste("a.md")
        await seat.press("enter")
        assert "已经存在。覆盖它吗" in seat.text
        await seat.press("n")
        assert (here / "a.md").read_text(encoding="utf-8") == "mine"


async def test_a_wrong_place_is_said_in_the_field(desk: Desk, here: Path) -> None:
    async with desk.sit() as seat:
        await seat.press("2", "x", "enter", "ctrl+u")
        await seat.paste("gone/a.xlsx")
        await seat.press("enter")
        assert "没有文件夹" in seat.text
        await seat.press("ctrl+u")
        await seat.paste("a.csv")
        await seat.press("enter")
        assert "请以 .xlsx 结尾" in seat.text
        await seat.press("escape")
        assert not list(here.iterdir())


async def test_nothing_shown_is_nothing_to_export(desk: Desk) -> None:
    async with desk.sit() as seat:
        await filtered(seat, "状态:已办结")
        await seat.press("x")
        assert "没有任务可导出" in seat.news


async def test_a_folder_that_is_gone_or_too_long_a_name_ends_nothing(desk: Desk, here: Path) -> None:
    async with desk.sit() as seat:
        here.rmdir()
        await seat.press("2", "x", "enter", "ctrl+u")
        await seat.paste("a.xlsx")
        await seat.press("enter")
        assert "不能写入 a.xlsx" in seat.text
        await seat.press("x", "enter", "ctrl+u")
        await seat.paste(f"{here.parent}/{'长' * 200}.xlsx")
        await seat.press("enter")
        assert "不能写入" in seat.text
        await seat.press("escape")
        assert seat.app.is_running


async def test_the_board_is_written_out_and_says_where_it_lies(desk: Desk, here: Path) -> None:
    async with desk.sit((80, 24)) as seat:
        await filtered(seat, "财政厅")
        count = len(seat.numbers)
        await seat.press("3", "x")
        assert "导出看板" in seat.text
        await seat.paste("markdown")
        await seat.press("enter", "enter")
        (file,) = here.glob("看板-*.md")
        assert f"已写出{count}项任务的看板：" in "".join(seat.text.split())
        assert "## 牵头" in file.read_text(encoding="utf-8")
        await seat.press("down")
        assert "已写出" not in seat.text, "news passes with the next key"
        assert type(seat.app.screen).__name__ == "BoardPage"
