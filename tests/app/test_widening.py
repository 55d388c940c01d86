"""All documents in the table, in the running app: widening and back, and what acts on rows of another document."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path

import pytest

from tests.cli.conftest import make_document
from tui.app import filling as widening
from tui.app.view import Pane
from tui.model.ledger import Ledger, Selection
from tui.store.library import Library
from tui.workspace import Workspace
from tui.workspace.whole import Whole

from .conftest import DOC, Desk, Seat

OTHER = "plan"
ALL = 62 + 3


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Two documents: the bundled one of 62 tasks, and one of three that stands before it."""
    desk = Desk(tmp_path)
    Library(desk.folder / "shared").save(*make_document(OTHER))
    return desk


def docs(seat: Seat) -> list[str]:
    return [entry.doc for entry in seat.main.table.ledger]


async def test_all_documents_and_back(desk: Desk) -> None:
    async with desk.sit() as seat:
        await seat.press("2", "A")
        assert docs(seat) == [OTHER] * 3 + [DOC] * 62
        assert "全部 2 份文件" in seat.text
        assert "文件" in next(line for line in seat.lines() if "主要任务" in line)
        assert f"{ALL}/{ALL}" in seat.text
        assert seat.main.document.id == DOC
        await seat.press("A")
        assert docs(seat) == [DOC] * 62
        assert "全部 2 份文件" not in seat.text
        await seat.press("A", "escape")
        assert docs(seat) == [DOC] * 62, "Esc takes the widening back, one step before the pane"
        assert seat.pane is Pane.TASKS


def header(seat: Seat) -> str:
    """The heads of the columns."""
    return next(line for line in seat.lines() if "主要任务" in line and "序" in line)


async def test_the_heads_of_the_columns_follow_out_of_all_documents(desk: Desk) -> None:
    async with desk.sit() as seat:
        await seat.press("2")
        alone = header(seat)
        await seat.press("A")
        several = header(seat)
        assert "文件" in several
        await seat.press("/")
        await seat.paste("没有这样的词")
        await seat.press("escape")
        assert header(seat) == several
        await seat.press("escape")
        assert header(seat) == alone


@pytest.mark.parametrize("pane", ["1", "o"])
async def test_all_documents_come_forward_where_the_table_is_not_shown(desk: Desk, pane: str) -> None:
    async with desk.sit((80, 24)) as seat:
        await seat.press("1", pane, "A")
        assert seat.pane is Pane.TASKS
        assert "文件" in header(seat)


async def test_the_cursor_stays_on_its_task(desk: Desk) -> None:
    async with desk.sit() as seat:
        await seat.press("2", "j", "j", "A")
        assert seat.current.key == (DOC, "附件#3")
        await seat.press("A")
        assert seat.current.key == (DOC, "附件#3")


async def test_the_filter_is_of_all_documents(desk: Desk) -> None:
    async with desk.sit(expression="牵头:czt") as seat:
        one = len(seat.numbers)
        await seat.press("A")
        assert docs(seat) == [OTHER] + [DOC] * one
        await seat.press("/")
        await seat.paste(" 序号:2")
        await seat.press("enter")
        assert [entry.key for entry in seat.main.table.ledger] == [(OTHER, "附件#2")]


async def test_a_filter_that_names_documents_widens_by_itself(desk: Desk) -> None:
    async with desk.sit() as seat:
        await seat.press("2", "/")
        await seat.paste("文件:plan")
        await seat.press("enter")
        assert docs(seat) == [OTHER] * 3
        assert f"3/{ALL}" in seat.text
        await seat.press("escape")
        assert docs(seat) == [DOC] * 62
        await seat.press("/")
        await seat.paste("文件:plan")
        await seat.press("enter", "A")
        assert docs(seat) == [DOC] * 62
        assert seat.main.view.expression == ""


@pytest.mark.parametrize("size", [(80, 24), (100, 30), (140, 40)])
async def test_the_document_of_a_row_is_told(desk: Desk, size: tuple[int, int]) -> None:
    async with desk.sit(size) as seat:
        await seat.press("2", "A", "g", "g")
        await asyncio.sleep(0.2)
        await seat.settle()
        detail = "\n".join(fact.text for fact in seat.main.detail._facts)
        assert make_document(OTHER)[0].title in detail
        assert "积极发" in next(line for line in seat.lines() if " 1 系" in line), "by its title, not by its id"
        assert "实施意见" in next(line for line in seat.lines() if " 1 清理地方" in line)


async def test_rows_of_another_document_are_marked_noted_copied_and_taken_back(desk: Desk) -> None:
    async with desk.sit() as seat:
        workspace = seat.app.workspace
        await seat.press("2", "A", "g", "g", "d", "j", "*")
        ledger = workspace.ledger(OTHER)
        assert (ledger[0].status.key, ledger[1].star) == ("done", True)
        assert [entry.status.key for entry in seat.main.table.ledger][:2] == ["done", "todo"]
        assert seat.main.table.ledger[1].star
        await seat.press("a")
        await seat.paste("请核实")
        await seat.press("f2")
        assert [note.text for note in workspace.state.notes(OTHER, "附件#2")] == ["请核实"]
        assert seat.main.table.ledger[1].notes
        await seat.press("Y")
        assert seat.app.clipboard.startswith("落实财税政策\n——《实施")
        await seat.press("u", "u", "u")
        assert not any(e.star or e.notes or e.status.key != "todo" for e in workspace.ledger(OTHER))
        assert not any(e.star or e.notes or e.status.key != "todo" for e in seat.main.table.ledger)


async def test_a_selection_over_documents_is_marked_as_one_step(desk: Desk) -> None:
    async with desk.sit() as seat:
        await seat.press("2", "A", "/")
        await seat.paste("序号:1")
        await seat.press("enter", "V", "d")
        assert [entry.status.key for entry in seat.main.table.ledger] == ["done", "done"]
        await seat.press("u")
        assert [entry.status.key for entry in seat.main.table.ledger] == ["todo", "todo"]


async def test_going_to_the_article_opens_its_document_and_back_comes_to_the_row(desk: Desk) -> None:
    async with desk.sit() as seat:
        await seat.press("2", "A", "g", "g", "j", "g", "d")
        assert seat.main.document.id == OTHER
        assert seat.pane is Pane.TEXT
        assert seat.main.text.place == "二/（二）"
        here = seat.main.outline.current
        assert here is not None
        assert here.heading == "财税支持"
        await seat.press("g", "b")
        assert seat.main.document.id == DOC
        assert len(docs(seat)) == ALL
        assert seat.current.key == (OTHER, "附件#2")


async def test_the_cell_of_the_document_filters(desk: Desk) -> None:
    async with desk.sit() as seat:
        await seat.press("2", "A", "g", "g")
        seat.main.table.cell = "doc"
        await seat.press("@")
        assert docs(seat) == [OTHER] * 3
        await seat.press("escape", "#")
        assert docs(seat) == [DOC] * 62


async def test_sorting_by_document_is_offered_where_there_are_several(desk: Desk) -> None:
    async with desk.sit() as seat:
        await seat.press("2", "S")
        assert "文件" not in "".join(line for line in seat.lines() if "│" in line[:20])
        await seat.press("escape", "A", "S", "end", "up", "up")
        seat.main.look(seat.main.view.filtered("排序:文件-"))
        await seat.press("escape")
        assert docs(seat) == [DOC] * 62 + [OTHER] * 3


async def test_choosing_a_section_or_a_document_leaves_all(desk: Desk) -> None:
    async with desk.sit() as seat:
        await seat.press("2", "A", "g", "l")
        await seat.press("up", "home", "enter")
        assert seat.main.document.id in {OTHER, DOC}
        assert set(docs(seat)) == {seat.main.document.id}


async def test_all_documents_are_there_again_on_the_next_start(desk: Desk) -> None:
    async with desk.sit() as seat:
        await seat.press("2", "A", "g", "g", "j")
    async with desk.sit() as seat:
        await seat.settle()
        assert len(docs(seat)) == ALL
        assert seat.current.key == (OTHER, "附件#2")


async def test_what_others_do_in_any_document_is_seen(desk: Desk) -> None:
    async with desk.sit() as seat:
        await seat.press("2", "A")
        other = desk.open("李强")
        other.mark([(OTHER, "附件#3")], other.profile.parse("done"))
        seat.main.watching.look()
        await seat.settle()
        assert seat.main.table.ledger[2].status.key == "done"


async def test_a_damaged_document_is_said_and_the_others_are_shown(desk: Desk) -> None:
    (desk.folder / "shared" / "library" / f"{OTHER}.json").write_text("{")
    async with desk.sit() as seat:
        await seat.press("2", "A")
        assert docs(seat) == [DOC] * 62
        assert f"{OTHER}.json" in seat.news


# What is slow


@pytest.fixture
def searched_beside(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every search runs beside the screen and takes a moment; those that were begun."""
    begun: list[str] = []
    plain = Workspace.filter

    def slow(workspace: Workspace, expression: str, ledger: Ledger) -> Selection:
        if not isinstance(ledger.rows, Whole):
            return plain(workspace, expression, ledger)
        begun.append(expression)
        for _ in range(20):
            time.sleep(0.005)
            workspace.whole.searcher.go_on()
        return plain(workspace, expression, ledger)

    monkeypatch.setattr(widening, "PATIENCE", 0)
    monkeypatch.setattr(Workspace, "filter", slow)
    return begun


async def found(seat: Seat) -> None:
    """Wait until no search runs."""
    await seat.settle()
    while seat.main.filling.busy:
        await asyncio.sleep(0.01)


async def test_a_key_supersedes_the_search_that_runs(desk: Desk, searched_beside: list[str]) -> None:
    async with desk.sit() as seat:
        await seat.press("2", "A")
        await found(seat)
        searched_beside.clear()
        seat.main.look(seat.main.view.filtered("财"))
        for typed in ("财政", "财政厅", "财政厅 序号:2"):
            began = time.perf_counter()
            seat.main.look(seat.main.view.filtered(typed))
            assert time.perf_counter() - began < 0.1, "typing does not wait for the search"
            await asyncio.sleep(0)
        await found(seat)
        assert searched_beside[0] == "财"
        assert searched_beside[-1] == "财政厅 序号:2"
        assert len(searched_beside) < 5
        assert [entry.key for entry in seat.main.table.ledger] == [(OTHER, "附件#2")]
        assert seat.main.shown.total == ALL


async def test_leaving_all_stops_taking_in(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(widening, "WORK", 0.0)
    monkeypatch.setattr(widening, "NEWS", 0.0)
    taken: list[int] = []
    plain = Whole._take

    def take(whole: Whole, doc: str) -> None:
        plain(whole, doc)
        taken.append(len(whole))

    monkeypatch.setattr(Whole, "_take", take)
    async with desk.sit() as seat:
        await seat.press("2")
        seat.main.do("all_documents")
        while not taken:
            await asyncio.sleep(0)
        assert "正在读入文件" in seat.main.filling.progress
        assert len(seat.main.table.ledger) < ALL, "what is there already is shown"
        seat.main.do("all_documents")
        await seat.settle()
        assert len(taken) == 1
        await seat.press("A")
        assert len(taken) == 2, "it goes on where it stopped"
        assert len(docs(seat)) == ALL


def test_opening_with_several_documents_opens_one(desk: Desk) -> None:
    from tui.app import _first_document

    workspace: Workspace = desk.open()
    assert _first_document(workspace, None).id == OTHER
    assert _first_document(workspace, DOC[:4]).id == DOC
    workspace.keep("place", {"doc": DOC})
    assert _first_document(workspace, None).id == DOC
    workspace.keep("place", {"doc": "no longer there"})
    assert _first_document(workspace, None).id == OTHER
