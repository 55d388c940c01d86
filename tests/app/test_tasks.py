"""The table of tasks on a small screen: its columns, cells, marks, and that a mark repaints its row alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest
from textual.app import App, ComposeResult
from textual.geometry import Region

from tui.app.lines.pieces import Piece, Span
from tui.app.panes.tasks import TaskTable
from tui.i18n import Texts
from tui.model.document import Kind, Section
from tui.model.ledger import Entry, Ledger
from tui.model.profile import SUPERVISION
from tui.model.task import Origin, Task

ARTICLE = Section("四/（一）", None, Kind.ARTICLE, "（一）", "建设统一大市场", "建设统一大市场。", "　　（一）")
TODO, ACTIVE, _, DONE, _ = SUPERVISION.statuses


def entry(number: int, text: str = "", *leads: str) -> Entry:
    task = Task(
        f"附件#{number}",
        str(number),
        number,
        text or f"第{number}项任务，加快推进重点领域制度创新",
        leads or ("省发展改革委", "省财政厅"),
        (),
        None,
        (),
        (),
        Origin("table", f"line {number}"),
    )
    return Entry("d", task, (ARTICLE,), TODO)


SIXTY = Ledger(entry(number) for number in range(1, 63))


class Table(TaskTable):
    """Remembers what it repaints."""

    def __init__(self) -> None:
        super().__init__(Texts("zh"), lambda: date(2026, 11, 23))
        self.repainted: list[Region] = []

    def refresh(self, *regions: Region, **how: bool) -> Table:
        self.repainted += regions or [Region(0, 0, *self.size)]
        super().refresh(*regions, **how)
        return self


class Host(App[None]):
    """One table, 80 by 12."""

    ENABLE_COMMAND_PALETTE = False

    def __init__(self, ledger: Ledger = SIXTY) -> None:
        super().__init__()
        self.ledger = ledger

    def compose(self) -> ComposeResult:
        yield Table()

    def on_mount(self) -> None:
        self.table.show(self.ledger)
        self.table.focus()

    @property
    def table(self) -> Table:
        return self.query_one(Table)

    def line(self, y: int) -> str:
        return self.table.render_line(y).text


SIZE = (80, 12)


async def test_a_fixed_header_and_one_line_a_task() -> None:
    app = Host()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        assert "主要任务" in app.line(0)
        assert app.line(1).split()[:3] == ["1", "第1项任务，加快推进重点领域制度…", "省发展改革…等2"]
        app.table.end()
        await pilot.pause()
        assert "主要任务" in app.line(0)
        assert "第62项任务" in app.line(11)


@pytest.mark.parametrize("width", [30, 44, 60, 80, 100, 120, 200])
async def test_no_line_is_wider_or_narrower_than_the_pane(width: int) -> None:
    app = Host()
    async with app.run_test(size=(width, 8)) as pilot:
        await pilot.pause()
        assert {app.table.render_line(y).cell_length for y in range(8)} == {app.table.line_width}


async def test_a_mark_repaints_its_row_alone() -> None:
    app = Host()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        app.table.repainted.clear()
        marked = list(SIXTY)
        marked[4] = replace(marked[4], status=DONE)
        app.table.show(Ledger(marked))
        await pilot.pause()
        assert [(region.y, region.height) for region in app.table.repainted] == [(5, 1)]
        assert "● 已办结" in app.line(5)


async def test_a_filter_keeps_the_cursor_on_its_task() -> None:
    app = Host()
    async with app.run_test(size=SIZE) as pilot:
        app.table.go_to(29)
        await pilot.pause()
        app.table.show(Ledger(item for item in SIXTY if item.task.ordinal % 10 == 0))
        await pilot.pause()
        assert app.table.current == SIXTY[29]
        assert app.table.cursor == 2
        assert app.table.row_count == 6
        app.table.show(Ledger())
        assert app.table.current is None


async def test_hits_are_found_in_the_text_as_shown() -> None:
    def spans(column: str, text: str) -> list[Span]:
        at = text.find("任务")
        return [(at, at + 2)] if column == "text" else []

    app = Host()
    async with app.run_test(size=SIZE) as pilot:
        app.table.show(SIXTY, spans)
        await pilot.pause()
        underlined = [segment.text for segment in app.table.render_line(2) if segment.style and segment.style.underline]
        assert underlined == ["任务"]


async def test_the_cell_of_the_cursor_moves_and_stops_at_the_ends() -> None:
    app = Host()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        table = app.table
        assert table.cell == "leads"
        table.repainted.clear()
        table.move_cell(-1)
        assert table.cell == "text"
        assert [(region.y, region.height) for region in table.repainted] == [(1, 1)]
        table.move_cell(-9)
        assert table.cell == "star"
        table.move_cell(99)
        assert table.cell == "notes"


async def test_a_selected_row_says_so_without_colour() -> None:
    app = Host()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        app.table.select(frozenset({("d", "附件#1")}))
        assert app.line(1).startswith("✓")
        assert app.table.selected == {("d", "附件#1")}


async def test_the_language_follows() -> None:
    app = Host()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        assert "牵头" in app.line(0)
        app.table.use_texts(Texts("en"))
        assert "Lead" in app.line(0)
        assert "○ to do" in app.line(1)


async def test_hostile_words_are_shown_as_text() -> None:
    app = Host(Ledger([entry(1, "[/x][@click=app.quit]y\x1b[2J\u202e"), entry(2, "长" * 10_000)]))
    async with app.run_test(size=(120, 8)) as pilot:
        await pilot.pause()
        assert "[/x][@click=app.quit]y⟨U+001B⟩[2J" in app.line(1)
        assert "长长…" in app.line(2)


async def test_a_hundred_thousand_tasks_are_shown_and_only_those_on_screen_rendered(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rendered: list[int] = []
    plain = TaskTable.row_pieces

    def watched(table: TaskTable, index: int, width: int) -> Sequence[Piece]:
        rendered.append(index)
        return plain(table, index, width)

    monkeypatch.setattr(TaskTable, "row_pieces", watched)
    items = list(SIXTY)
    app = Host(Ledger(items[at % 62] for at in range(100_000)))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        app.table.end()
        await pilot.pause()
        assert app.table.cursor == 99_999
        assert len(rendered) < 300


@pytest.mark.parametrize("size", [(20, 4), (8, 2), (1, 1)])
async def test_the_smallest_pane_does_no_harm(size: tuple[int, int]) -> None:
    app = Host()
    async with app.run_test(size=size) as pilot:
        app.table.move(3)
        await pilot.pause()
        assert {app.table.render_line(y).cell_length for y in range(size[1])} == {app.table.line_width}
