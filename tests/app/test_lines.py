"""The list of lines: what moves, what is told, and that no more is repainted than changed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from textual.app import App, ComposeResult
from textual.events import MouseScrollDown
from textual.geometry import Region

from tui.app.lines.pieces import Piece, cut
from tui.app.lines.rows import LineList


class Names(LineList):
    """A list of names; the names are their own keys."""

    def __init__(self) -> None:
        super().__init__(id="names")
        self.names: list[str] = []
        self.repainted: list[Region] = []

    @property
    def row_count(self) -> int:
        return len(self.names)

    def row_key(self, index: int) -> str:
        return self.names[index].split("：")[0]

    def row_pieces(self, index: int, width: int) -> Sequence[Piece]:
        return [(self.names[index], "")]

    def show(self, names: Sequence[str]) -> None:
        with self.replacing():
            self.names = list(names)

    def refresh(self, *regions: Region, **how: bool) -> Names:
        self.repainted += regions or [Region(0, 0, *self.size)]
        super().refresh(*regions, **how)
        return self


class Host(App[None]):
    """A screen of 40 by 10 with one list of a hundred names."""

    ENABLE_COMMAND_PALETTE = False

    def __init__(self, count: int = 100) -> None:
        super().__init__()
        self.count = count
        self.told: list[tuple[str, int, object]] = []

    def compose(self) -> ComposeResult:
        yield Names()

    def on_mount(self) -> None:
        self.names.show([f"省{number}厅" for number in range(self.count)])
        self.names.focus()

    @property
    def names(self) -> Names:
        return self.query_one(Names)

    def on_line_list_cursor_moved(self, event: LineList.CursorMoved) -> None:
        assert event.control is self.names
        self.told.append(("moved", event.index, event.key))

    def on_line_list_chosen(self, event: LineList.Chosen) -> None:
        self.told.append(("chosen", event.index, event.key))


SIZE = (40, 10)


@pytest.mark.parametrize(
    ("moves", "expected"),
    [
        ([("move", 1)], 1),
        ([("move", -1)], 0),
        ([("end",)], 99),
        ([("end",), ("move", 1)], 99),
        ([("end",), ("home",)], 0),
        ([("page", 1)], 9),
        ([("page", 1), ("page", -1)], 0),
        ([("half_page", 1), ("half_page", 1)], 10),
        ([("go_to", 57)], 57),
        ([("go_to", 1000)], 99),
        ([("go_to_key", "省42厅")], 42),
        ([("go_to_key", "无此厅")], 0),
    ],
)
async def test_the_cursor_moves_and_stays_in_view(moves: list[tuple[Any, ...]], expected: int) -> None:
    app = Host()
    async with app.run_test(size=SIZE) as pilot:
        for name, *arguments in moves:
            getattr(app.names, name)(*arguments)
        await pilot.pause()
        names = app.names
        assert names.cursor == expected
        assert names.key == f"省{expected}厅"
        assert names.top <= expected < names.top + names.room


async def test_a_move_repaints_two_lines() -> None:
    app = Host()
    async with app.run_test(size=SIZE) as pilot:
        app.names.move(3)
        await pilot.pause()
        app.names.repainted.clear()
        app.names.move(1)
        await pilot.pause()
        assert {region.y for region in app.names.repainted} == {3, 4}
        assert all(region.height == 1 for region in app.names.repainted)


async def test_a_long_way_down_repaints_the_page_a_few_times_only() -> None:
    app = Host()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        app.names.repainted.clear()
        for _ in range(60):
            app.names.move(1)
            await pilot.pause()
        pages = sum(region.height > 1 for region in app.names.repainted)
        assert 10 < pages <= 25, "a third of the page at a time"


async def test_it_tells_where_the_cursor_is_and_what_was_chosen() -> None:
    app = Host()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        assert app.told == [("moved", 0, "省0厅")], "the first rows put something under the cursor"
        app.told.clear()
        app.names.move(2)
        app.names.choose()
        await pilot.pause()
        assert app.told == [("moved", 2, "省2厅"), ("chosen", 2, "省2厅")]


async def test_keys_are_not_its_business() -> None:
    app = Host()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("down", "pagedown", "end", "j")
        assert app.names.cursor == 0
        assert app.names.top == 0
        assert not app.names._bindings.key_to_bindings


async def test_the_cursor_stays_on_its_row_when_rows_are_replaced() -> None:
    app = Host()
    async with app.run_test(size=SIZE) as pilot:
        app.names.go_to(50)
        await pilot.pause()
        line = app.names.cursor - app.names.top
        app.told.clear()
        app.names.show([f"省{number}厅" for number in range(0, 100, 2)])
        await pilot.pause()
        assert app.names.key == "省50厅"
        assert app.names.cursor == 25
        assert app.names.cursor - app.names.top == line


@pytest.mark.parametrize(("left", "key"), [(["省1厅", "省2厅"], "省2厅"), (["省7厅"], "省7厅"), ([], None)])
async def test_where_its_row_is_gone_the_cursor_goes_to_the_nearest(left: list[str], key: str | None) -> None:
    app = Host()
    async with app.run_test(size=SIZE) as pilot:
        app.names.go_to(50)
        await pilot.pause()
        app.told.clear()
        app.names.show(left)
        await pilot.pause()
        assert app.names.key == key
        assert [told[2] for told in app.told] == ([key] if key else [])


async def test_the_same_rows_again_repaint_nothing_and_one_changed_row_itself() -> None:
    app = Host()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        names = list(app.names.names)
        app.names.repainted.clear()
        app.names.show(names)
        await pilot.pause()
        assert app.names.repainted == []
        names[4] += "：已办结"
        names[70] += "：已办结"
        app.names.show(names)
        await pilot.pause()
        assert [(region.y, region.height) for region in app.names.repainted] == [(4, 1)]


async def test_refresh_row_repaints_one_row_and_only_where_it_shows() -> None:
    app = Host()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        app.names.repainted.clear()
        app.names.refresh_row("省3厅")
        app.names.refresh_row("省88厅")
        assert [(region.y, region.height) for region in app.names.repainted] == [(3, 1)]


async def test_rows_are_selected_by_key_and_stay_so() -> None:
    app = Host()
    async with app.run_test(size=SIZE) as pilot:
        app.names.select(frozenset({"省4厅", "省6厅"}))
        app.names.show([f"省{number}厅" for number in range(4, 50)])
        await pilot.pause()
        assert app.names.selected == {"省4厅", "省6厅"}
        app.names.repainted.clear()
        app.names.select(frozenset({"省4厅"}))
        assert len(app.names.repainted) == 1, "only the row that changed"


async def test_a_click_selects_and_a_second_one_chooses() -> None:
    app = Host()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        app.told.clear()
        await pilot.click(Names, offset=(3, 4))
        assert app.names.cursor == 4
        assert [what for what, *_ in app.told] == ["moved"]
        await pilot.click(Names, offset=(3, 4))
        await pilot.pause()
        assert app.told[-1] == ("chosen", 4, "省4厅")


async def test_a_double_click_chooses_once() -> None:
    app = Host()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        app.told.clear()
        await pilot.double_click(Names, offset=(3, 5))
        await pilot.pause()
        assert [what for what, *_ in app.told] == ["moved", "chosen"]


async def test_the_wheel_scrolls_at_once_and_leaves_the_cursor() -> None:
    app = Host()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        await pilot._post_mouse_events([MouseScrollDown], Names, offset=(3, 3))
        await pilot.pause()
        assert (app.names.top, app.names.cursor) == (3, 0)


async def test_text_is_never_markup() -> None:
    app = Host(0)
    async with app.run_test(size=SIZE) as pilot:
        app.names.show(["[/x]", "[@click=app.quit]y[/]"])
        await pilot.pause()
        assert app.names.render_line(0).text.strip() == "[/x]"
        assert app.names.render_line(1).text.strip() == "[@click=app.quit]y[/]"


async def test_a_resize_keeps_the_cursor_in_view() -> None:
    app = Host()
    async with app.run_test(size=(40, 20)) as pilot:
        app.names.go_to(18)
        await pilot.resize_terminal(40, 8)
        await pilot.pause()
        assert app.names.top <= 18 < app.names.top + app.names.room


def test_what_is_cut_already_has_one_sign_of_it() -> None:
    assert cut("积极发挥新消费引领作…实施意见", 21) == "积极发挥新消费引领作…"
    assert cut("积极发挥新消费引领作…实施意见", 22) == "积极发挥新消费引领作…"
