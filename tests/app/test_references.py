"""What the text names leads there: an article, an annex, another document; so does a number, typed as a command."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.cli.conftest import make_document
from tui.app.view import Pane
from tui.model.document import Kind, Section
from tui.store.library import Library

from .conftest import DOC, Desk

RULES = (
    Section("第一条", None, Kind.ARTICLE, "第一条", None, "为落实第二条，制定本办法，分工见附件。", ""),
    Section("第二条", None, Kind.ARTICLE, "第二条", None, "按《养老服务规划》第三条和《信访条例》办理。", ""),
    Section("第三条", None, Kind.ARTICLE, "第三条", None, "自发布之日起施行。", ""),
    Section("附件", None, Kind.ANNEX, "附件", "分工表", "分工表", ""),
)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Beside the bundled document two small ones, one of which names the other."""
    desk = Desk(tmp_path)
    library = Library(desk.folder / "shared")
    for doc, title in (("rules", "办法"), ("plan", "某市养老服务规划")):
        document, source = make_document(doc)
        library.save(replace(document, title=title, sections=RULES, tasks=()), source)
    return desk


async def test_one_of_several_is_chosen_and_one_goes_back(desk: Desk) -> None:
    async with desk.sit((100, 30)) as seat:
        await seat.press("g", "l")
        await seat.paste("办法")
        await seat.press("enter", "1", "g", "g", "g", "r")
        assert "第二条" in seat.text
        assert "附件" in seat.text
        await seat.press("enter")
        assert (seat.main.view.doc, seat.main.view.place) == ("rules", "第二条")
        await seat.press("g", "b")
        assert seat.main.view.place == "第一条"


async def test_an_article_of_another_document_opens_it_there(desk: Desk) -> None:
    async with desk.sit((100, 30)) as seat:
        await seat.press("g", "l")
        await seat.paste("办法")
        await seat.press("enter", "1", "g", "g", "}", "g", "r")
        assert "《信访条例》" in seat.text
        assert "文件库中没有" in seat.text
        await seat.press("enter")
        assert (seat.main.view.doc, seat.main.view.place) == ("plan", "第三条")
        await seat.press("g", "b", "g", "r", "down", "enter")
        assert seat.main.view.doc == "rules"
        assert "文件库中没有《信访条例》" in seat.main.status_line.news


async def test_where_nothing_is_named_that_is_said(desk: Desk) -> None:
    async with desk.sit((100, 30)) as seat:
        await seat.press("2", "g", "r")
        assert "没有提到" in seat.main.status_line.news


@pytest.mark.parametrize(
    ("typed", "pane", "place"),
    [("14", Pane.TASKS, "附件#14"), ("四（三）", Pane.TEXT, "四/（三）"), ("八", Pane.TEXT, "八")],
)
async def test_a_number_among_the_commands_leads_to_what_has_it(desk: Desk, typed: str, pane: Pane, place: str) -> None:
    async with desk.sit((100, 30)) as seat:
        await seat.press("1", ":")
        await seat.paste(typed)
        await seat.press("enter")
        assert seat.app.screen is seat.main
        assert seat.pane is pane
        assert place == (seat.current.task.id if pane is Pane.TASKS else seat.main.view.place)
        assert seat.main.view.doc == DOC
