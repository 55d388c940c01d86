"""The library as a screen: documents with their progress, search, reading in, another edition, taking out."""

from __future__ import annotations

from pathlib import Path
from threading import Event

import pytest

from tests.ingest.second_edition import SEED, second_edition
from tui.app.dialogs.path import AskPath, completions
from tui.app.dialogs.simple import Confirm, Reading
from tui.app.features.library.bringing import Bringing, Brought, many_told
from tui.app.features.library.shelf import LibraryScreen
from tui.i18n import Texts
from tui.model.document import Document
from tui.model.errors import Invalid
from tui.workspace import Workspace

from .conftest import DOC, SIZES, Desk, Seat

PLAN = """{title}

　　一、总体要求
　　坚持改革。
　　二、主要任务
　　（一）开放市场。清理地方保护。（牵头单位：市发展改革委）
　　（二）财税支持。落实财税政策。（牵头单位：市财政局）
"""


def write(folder: Path, *names: str) -> Path:
    """Files of small documents in a folder."""
    folder.mkdir(exist_ok=True)
    for name in names:
        (folder / f"{name}.txt").write_text(
            PLAN.format(title=f"{name}市人民政府关于{name}工作的意见"), encoding="utf-8"
        )
    return folder


def bring(desk: Desk, folder: Path) -> None:
    for file in sorted(folder.iterdir()):
        desk.open().import_file(file)


def shelf(seat: Seat) -> LibraryScreen:
    screen = seat.app.screen
    assert isinstance(screen, LibraryScreen)
    return screen


def titles(seat: Seat) -> list[str]:
    return [row.title[:2] for row in shelf(seat)._list.rows]


async def read_in(seat: Seat, path: Path | str) -> None:
    await seat.press("i")
    assert isinstance(seat.app.screen, AskPath)
    await seat.paste(str(path))
    await seat.press("enter")
    await seat.settle()


@pytest.mark.parametrize("size", SIZES)
async def test_the_documents_are_listed_with_progress_issuer_and_date(desk: Desk, size: tuple[int, int]) -> None:
    bring(desk, write(desk.folder / "in", "甲", "乙"))
    async with desk.sit(size) as seat:
        await seat.press("2", "d", "L")
        assert "3 个文件" in seat.text
        line = next(line for line in seat.lines() if "积极发挥新消费" in line)
        assert "2016-06-18" in line
        assert "1/62" in line
        assert "山西省人民政府 " in line
        assert sum("0/2" in line for line in seat.lines()) == 2
        current = shelf(seat)._list.current
        assert current is not None
        assert current.id == DOC


async def test_searching_by_pinyin_and_opening(desk: Desk) -> None:
    bring(desk, write(desk.folder / "in", "甲", "乙"))
    async with desk.sit() as seat:
        await seat.press("L", "/", "y", "i", "s", "h", "i")
        assert titles(seat) == ["乙市"]
        await seat.press("enter", "enter")
        assert "乙市" in seat.main.document.title
        await seat.press("L", "/", "x", "x", "x")
        assert titles(seat) == []
        await seat.press("escape")
        assert len(titles(seat)) == 3
        await seat.press("escape")
        assert "乙市" in seat.main.document.title


async def test_a_file_is_read_in_and_stands_under_the_cursor(desk: Desk) -> None:
    folder = write(desk.folder / "in", "丙")
    async with desk.sit() as seat:
        await seat.press("L")
        await read_in(seat, folder / "丙.txt")
        assert "已导入《丙市" in seat.text
        assert "2 个任务" in seat.text
        await seat.press("enter")
        assert "丙市" in seat.main.document.title
        await seat.press("2")
        assert len(seat.main.table.ledger) == 2


async def test_a_folder_is_read_in_and_what_cannot_be_read_is_told_with_its_reason(desk: Desk) -> None:
    folder = write(desk.folder / "in", "甲", "乙", "丙", "丁")
    (folder / "空.txt").write_bytes(b"")
    async with desk.sit() as seat:
        await seat.press("L")
        await read_in(seat, folder)
        assert isinstance(seat.app.screen, Reading)
        assert "4/5" in seat.text
        assert "✗ " in seat.text
        assert "空.txt" in seat.text
        await seat.press("escape")
        assert "5 个文件" in seat.text


LEDGER = """{title}市2024年重点任务台账

序号\t重点任务\t责任单位\t完成情况
1\t建设平台\t市甲局\t已完成
2\t改造道路\t市乙局\t
"""


async def test_progress_that_came_filled_in_is_offered_for_a_whole_folder_and_taken_in_one_step(desk: Desk) -> None:
    folder = write(desk.folder / "in", "甲", "乙", "丙", "丁")
    for name in "戊己":
        (folder / f"{name}.txt").write_text(LEDGER.format(title=name), encoding="utf-8")
    async with desk.sit() as seat:
        await seat.press("L")
        await read_in(seat, folder)
        await seat.press("escape")
        assert isinstance(seat.app.screen, Confirm)
        assert "2 份文件里填有进展（完成情况）：2 项任务" in "".join(seat.text.split("│")).replace("\n", "")
        await seat.press("n", "p", "y")
        assert sum("1/2" in line for line in seat.lines()) == 2
        await seat.press("p")
        assert "没有填写可以收下的进展" in seat.text
        await seat.press("escape", "u", "L")
        assert not any("1/2" in line for line in seat.lines())


@pytest.mark.parametrize("path", ["/nothing/here.txt", "[/x]", "~nobody/x", "a\x00b"])
async def test_a_path_that_is_none_stays_to_be_mended_with_what_is_wrong(desk: Desk, path: str) -> None:
    async with desk.sit() as seat:
        await seat.press("L")
        await seat.press("i")
        assert isinstance(seat.app.screen, AskPath)
        seat.app.screen._field.value = path
        before = seat.text
        await seat.press("enter")
        asking = seat.app.screen
        assert isinstance(asking, AskPath)
        assert asking._field.value == path
        assert seat.text != before, "what is wrong is said"
        assert "Tab 补全" not in seat.text
        await seat.press("D")
        assert asking._field.value == f"{path}D", "what one types next is typed, no command"
        asking._field.value = str(write(desk.folder / "in", "丙") / "丙.txt")
        await seat.press("enter")
        assert "已导入《丙市" in seat.text


async def test_another_edition_is_asked_about_and_what_changed_is_shown(desk: Desk) -> None:
    file = desk.folder / "意见.txt"
    file.write_text(second_edition(SEED.read_text(encoding="utf-8")), encoding="utf-8")
    async with desk.sit() as seat:
        await seat.press("2", "end", "d", "L")
        await read_in(seat, file)
        assert isinstance(seat.app.screen, Confirm)
        await seat.press("y")
        assert isinstance(seat.app.screen, Reading)
        assert "任务：相同 6，移动 56，新增 2" in seat.text
        await seat.press("escape", "escape")
        assert len(seat.main.table.ledger) == 64
        done = [entry.task.no for entry in seat.main.ledger if entry.status.key == "done"]
        assert done == ["64"]
        await seat.press("u")
        assert len(seat.main.table.ledger) == 62


async def test_taking_out_is_asked_and_keeps_the_marks(desk: Desk) -> None:
    folder = write(desk.folder / "in", "甲")
    bring(desk, folder)
    async with desk.sit() as seat:
        await seat.press("L", "/", "j", "i", "a", "s", "h", "i", "enter", "enter", "2", "d")
        doc = seat.main.document.id
        await seat.press("L", "D", "n")
        assert len(titles(seat)) == 2
        await seat.press("D", "y")
        assert titles(seat) == ["山西"]
        await seat.press("D", "y")
        assert "随 duban" in seat.text or "bundled" in seat.text or titles(seat) == ["山西"]
        await seat.press("escape")
        assert seat.main.document.id == DOC
        await seat.press("L")
        await read_in(seat, folder / "甲.txt")
        done = [entry.status.key for entry in seat.app.workspace.ledger(doc)]
        assert done == ["done", "todo"]


async def test_an_import_is_stopped_without_harm(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Stopped in the middle of the second file: the first is there, the second is not, and a next import does all."""
    folder = write(desk.folder / "in", "甲", "乙", "丙", "丁")
    reading, go_on = Event(), Event()
    read_file = Workspace.read_file

    def slowly(self: Workspace, file: Path, **said: str | None) -> Document:
        if file.name == "乙.txt":
            reading.set()
            assert go_on.wait(10)
        return read_file(self, file, **said)

    monkeypatch.setattr(Workspace, "read_file", slowly)
    order = sorted(folder.iterdir())
    first = order.index(folder / "乙.txt")
    async with desk.sit() as seat:
        await seat.press("L", "i")
        await seat.paste(str(folder))
        await seat.pilot.press("enter")
        while not reading.is_set():
            await seat.pilot.pause(0.01)
        await seat.pilot.pause(0.05)
        assert f"{first}/4" in seat.text
        assert "乙.txt" in seat.text
        await seat.pilot.press("q")
        await seat.pilot.pause(0.05)
        assert "正在停止" in seat.text
        go_on.set()
        await seat.settle()
        assert isinstance(seat.app.screen, LibraryScreen)
        assert len(titles(seat)) == 1 + first
        assert "已停止" in seat.text
        await read_in(seat, folder)
        await seat.press("escape")
        assert len(titles(seat)) == 5


def test_of_many_files_each_reason_is_said_once_and_files_by_their_place_in_the_folder() -> None:
    folder = Path("/a/b")
    files = [folder / "x" / "README.md", folder / "y" / "README.md", folder / "z.txt"]
    codes = ("no_policy", "no_policy", "empty_file")
    brought = [
        Brought(file, problem=Invalid(code, file=file), within=folder) for file, code in zip(files, codes, strict=True)
    ]
    assert [(fact.label, fact.text) for fact in many_told(brought, Texts("zh"))] == [
        ("✗", "这 2 个文件中汉字太少，不能作为政策文件读取：请检查文件。"),
        ("", "x/README.md"),
        ("", "y/README.md"),
        ("✗", "z.txt 是空文件：请检查来源。"),
    ]
    assert many_told(brought, Texts("en"))[0].text.startswith("Each of 2 files holds too little Chinese text")


async def test_bringing_says_how_far_it_is(desk: Desk) -> None:
    folder = write(desk.folder / "in", "甲", "乙")
    bringing = Bringing(desk.open(), str(folder))
    assert [(done, whole) async for done, whole, _ in bringing.run()] == [(0, 2), (1, 2)]
    assert [each.problem for each in bringing.brought] == [None, None]


def test_a_path_is_completed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "文件夹", "甲", "甲乙")
    (tmp_path / ".hidden").write_text("")
    monkeypatch.chdir(tmp_path)
    assert completions("文") == ["文件夹/"]
    assert completions("文件夹/甲") == ["文件夹/甲.txt", "文件夹/甲乙.txt"]
    assert completions(f"{tmp_path}/") == [f"{tmp_path}/文件夹/"]
    assert completions("nothing/at/all") == []
    assert completions("") == ["文件夹/"]


async def test_whether_a_document_is_in_force_is_said_in_the_library_and_seen_there(desk: Desk) -> None:
    workspace = desk.open()
    workspace.set_due([entry.key for entry in workspace.ledger(DOC)][:2], "2026-10-31")
    workspace.close()
    async with desk.sit((80, 24)) as seat:
        await seat.press("L")
        assert "▲2 0/62" in seat.text
        await seat.press("e", *["backspace"] * 2)
        await seat.type("费止")
        await seat.press("f2")
        assert "废止" in seat.text, "the nearest word is told"
        await seat.press(*["backspace"] * 2, *"废止", "enter", *"晋政发〔2026〕1号", "enter", *"2026-01-01", "enter")
        assert "〔废止〕积极发挥" in seat.text
        assert seat.app.workspace.validity(DOC).by == "晋政发〔2026〕1号"
        await seat.press("escape", "u")
        assert seat.app.workspace.validity(DOC).by is None
        assert seat.news.startswith("已撤销效力：积极发挥新消费")


async def test_long_titles_that_begin_alike_are_told_apart_and_end_keys_move(desk: Desk) -> None:
    folder = desk.folder / "in"
    folder.mkdir()
    for name, what in (("a", "数字政府建设和一网通办考核评价"), ("b", "养老服务体系建设和普惠托育发展")):
        title = f"包头市人民政府办公室关于印发《包头市2026年{what}办法》的通知"
        (folder / f"{name}.txt").write_text(PLAN.format(title=title), encoding="utf-8")
    bring(desk, folder)
    async with desk.sit((80, 24)) as seat:
        await seat.press("L", "end")
        assert "数字政府" in seat.text
        assert "养老服务" in seat.text
        rows = shelf(seat)._list
        await seat.press("g", "g")
        assert rows.cursor == 0
        await seat.press("G")
        assert rows.cursor == rows.row_count - 1 == 2
