"""Another size at any moment: before every dialog, in every pane, nothing ends, overlaps or stays half empty.

The dialogs are tried in a workspace that is a demo: each says so at every size.
"""

from __future__ import annotations

import asyncio
import pkgutil
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from textual.screen import ModalScreen
from textual.widget import Widget

import tui.app
from tests.cli.conftest import make_document
from tui.app.dialogs.leaving import Leaving, News
from tui.app.panes.page import text_width
from tui.app.view import Pane
from tui.store.library import Library
from tui.workspace.demo import MARK
from tui.workspace.exporting import Exported

from .conftest import DOC, Desk, Seat

FIRST = (80, 24)
THROUGH = ((200, 36), (30, 8), (140, 40))
"""What a window of 80×24 goes through: wide, tiny, and usual again."""
DIALOGS = {
    "ReviewPage": "r",
    "History": "U",
    "LibraryScreen": "L",
    "NoteEditor": "a",
    "Seek": "g /",
    "TaskForm": "c c",
    "ReportScreen": "W",
    "Why": "w",
    "SavedPanel": "F",
    "FacetPanel": "f",
    "Picker": ":",
    "AskPath": "L i",
    "Confirm": "c x",
    "Reading": "?",
    "Form": "p",
    "BoardPage": "3",
    "StageList": "g s",
    "TagMenu": "t x enter t",
    "ColumnChooser": "C",
    "NoteList": "a x f2 g n",
    "VerdictPage": "g v",
}
OF_FILES = {"ReturnedScreen", "Leaving", "TracePage", "NewsList"}
"""Those that a key alone does not open: they are tried on their own."""
"""The keys that open each dialog from the table."""


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Two documents."""
    desk = Desk(tmp_path)
    document, source = make_document("plan")
    Library(desk.folder / "shared").save(replace(document, title="养老服务规划"), source)
    return desk


def kinds(base: type[ModalScreen[Any]]) -> Iterator[type[ModalScreen[Any]]]:
    """The dialogs there are: those that no other is made of."""
    for kind in base.__subclasses__():
        below = list(kinds(kind))
        yield from below or ([kind] if kind.__module__.startswith("tui.app") else [])


def test_every_dialog_is_tried() -> None:
    for module in pkgutil.walk_packages(tui.app.__path__, "tui.app."):
        import_module(module.name)
    known = {kind.__name__.partition("[")[0] for kind in kinds(ModalScreen)}
    assert known <= {*DIALOGS, *OF_FILES}


def mark_as_demo(desk: Desk) -> None:
    """What lies in the workspace was made up."""
    folder = desk.open().settings.workspace
    folder.mkdir(parents=True, exist_ok=True)
    (folder / MARK).write_text("{}", encoding="utf-8")


async def check_dialog(seat: Seat, size: tuple[int, int]) -> Widget:
    """The dialog that is open stays at another size, and its box stands on the screen whole."""
    opened = seat.app.screen
    await resized(seat, size)
    assert seat.app.screen is opened
    (box,) = opened.children
    assert opened.region.size == size
    assert opened.region.contains_region(box.region), (size, box.region)
    return box


async def test_the_news_stay_through_every_size(desk: Desk) -> None:
    async with desk.sit() as seat:
        await seat.press("2")
    other = desk.open("李明")
    other.add_note(DOC, other.ledger(DOC)[0].task.id, "请补充")
    async with desk.sit(FIRST) as seat:
        await seat.press("g", "o")
        assert type(seat.app.screen).__name__ == "NewsList"
        for size in (FIRST, *THROUGH):
            await check_dialog(seat, size)


async def test_what_came_back_stays_through_every_size(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "a.xlsx"
    desk.open().export(file)
    async with desk.sit(FIRST) as seat:
        await seat.press("L", "i")
        await seat.paste(str(file))
        await seat.press("enter")
        assert type(seat.app.screen).__name__ == "ReturnedScreen"
        for size in (FIRST, *THROUGH):
            await check_dialog(seat, size)


async def test_an_export_under_way_stays_through_every_size_and_can_be_stopped(desk: Desk) -> None:
    asked, go_on = threading.Event(), threading.Event()

    def write(told: Callable[[int, int], None]) -> Exported:
        told(1, 2)
        asked.set()
        go_on.wait(20)
        told(2, 2)
        raise AssertionError("it goes on though it was stopped")

    async with desk.sit((140, 40)) as seat:
        said: list[News] = []
        seat.app.push_screen(Leaving(seat.main.texts, write), lambda news: said.append(news) if news else None)
        await asyncio.to_thread(asked.wait, 20)
        opened = seat.app.screen
        for size in THROUGH:
            await seat.pilot.resize_terminal(*size)
            await seat.pilot.pause()
            (box,) = opened.children
            assert opened.region.contains_region(box.region), (size, box.region)
        await seat.pilot.press("escape")
        go_on.set()
        await seat.settle()
        assert [(news.failed, "没有写出文件" in news.words) for news in said] == [(True, True)]


async def resized(seat: Seat, size: tuple[int, int]) -> None:
    """Another size of the window, unless it has it; what comes of it is done."""
    if seat.app.size != size:
        await seat.pilot.resize_terminal(*size)
        await seat.settle()


def check_panes(seat: Seat) -> None:
    """The panes fill their place without a gap, and the focus is in one of them."""
    main, (width, height) = seat.main, seat.app.size
    body = main.query_one("#body").region
    below = [main.key_menu, main.status_line, main.key_line]
    assert body.height + sum(line.region.height for line in below if line.display) == height
    boxes = [each.region for each in main.query("#body > Vertical") if each.display]
    assert sum(box.width for box in boxes) == width
    for box in main.query("#body > Vertical"):
        if box.display:
            assert sum(each.region.height for each in box.children if each.display) == box.content_region.height
    assert seat.pane in seat.shown
    assert main.focused is main.pane_widget(seat.pane)


@pytest.mark.parametrize("dialog", DIALOGS)
async def test_a_dialog_stays_through_every_size_and_says_that_this_is_a_demo(desk: Desk, dialog: str) -> None:
    mark_as_demo(desk)
    async with desk.sit(FIRST) as seat:
        await seat.press("2")
        await seat.press(*DIALOGS[dialog].split())
        opened = seat.app.screen
        assert type(opened).__name__ == dialog
        focused = opened.focused
        for size in (FIRST, *THROUGH):
            box = await check_dialog(seat, size)
            if size != (30, 8):
                assert box.region.width >= size[0] * 7 // 10 or box.region.width >= 72
            assert opened.focused is focused
            assert "演示数据" in seat.text, size
        for _ in range(3):
            if seat.app.screen is not seat.main:
                await seat.press("escape")
        assert seat.app.screen is seat.main
        check_panes(seat)


@pytest.mark.parametrize(
    "keys", ["1", "2", "2 tab", "o", "1 z", "2 z", "2 tab z", "o z", "1 /", "2 /", "o /", "g", "2 A"]
)
async def test_every_pane_fills_its_place_at_every_size(desk: Desk, keys: str) -> None:
    async with desk.sit(FIRST) as seat:
        await seat.press(*keys.split())
        pane, typing = seat.pane, seat.main.fields.typing
        for size in (FIRST, *THROUGH):
            await resized(seat, size)
            assert (seat.pane, seat.main.fields.typing) == (pane, typing)
            if typing is None and keys != "g":
                check_panes(seat)
            assert len(seat.lines()) == size[1]
        await seat.press("escape")
        check_panes(seat)


async def test_the_zoomed_detail_fills_the_screen(desk: Desk) -> None:
    async with desk.sit((100, 30)) as seat:
        await seat.press("2", "tab")
        small = seat.main.detail.region.height
        await seat.press("z")
        assert seat.shown == {Pane.DETAIL}
        assert seat.main.detail.region.height >= 27 > small
        said = [line for line in seat.lines()[:27] if line.strip(" │▁▂▃▄▅▆▇█")]
        assert len(said) >= min(20, len(seat.main.detail._lines))


async def test_the_text_is_wrapped_anew_where_it_has_more_room(desk: Desk) -> None:
    async with desk.sit((140, 40)) as seat:
        await seat.press("1")
        before = len(seat.main.text._page.lines)
        await resized(seat, (200, 40))
        text = seat.main.text
        assert text._page.width == text_width(text.line_width)
        assert len(text._page.lines) < before


async def test_a_document_opened_after_a_resize_begins_at_its_beginning(desk: Desk) -> None:
    async with desk.sit((140, 40)) as seat:
        await seat.press("1", "G")
        last = seat.main.text.place
        await resized(seat, (80, 24))
        await seat.press("2", "g", "l")
        await seat.paste("养老服务规划")
        await seat.press("enter")
        await resized(seat, (140, 40))
        assert seat.main.document.id == "plan"
        assert (seat.main.text.cursor, seat.main.text.top) == (0, 0)
        await seat.press("1", "G", "g", "l", *"shanxi", "enter")
        assert seat.main.document.id == DOC
        assert seat.main.text.place == last


@pytest.mark.parametrize("size", [(140, 40), (200, 60)])
async def test_a_start_among_the_tasks_shows_the_text_as_wide_as_its_pane(desk: Desk, size: tuple[int, int]) -> None:
    async with desk.sit(size) as seat:
        await seat.press("2", "j", "q")
    async with desk.sit(size) as seat:
        await seat.settle()
        text = seat.main.text
        rows = range(text.top, text.top + 12)
        words = [text.render_row(row, text.line_width).text.rstrip() for row in rows]
        seen = seat.lines()[text.content_region.y :]
        assert [word for word, line in zip(words, seen, strict=False) if word not in line] == []
