"""The outline on a small screen: folding, going to a section, narrowing, and the progress of its tasks."""

from __future__ import annotations

import pytest
from textual.app import App, ComposeResult
from textual.geometry import Region

from tui.app.panes.sections import Outline
from tui.app.panes.shown import Tally
from tui.model.document import Document, Kind, Section, Source


def section(path: str, kind: Kind, heading: str) -> Section:
    parent, _, number = path.rpartition("/")
    return Section(path, parent or None, kind, number, heading, heading + "。", f"　　{number}")


SECTIONS = (
    section("一", Kind.CHAPTER, "总体要求"),
    Section("一/1", "一", Kind.PARAGRAPH, None, None, "全面贯彻。", "　　"),
    section("四", Kind.CHAPTER, "制度创新"),
    section("四/（一）", Kind.ARTICLE, "建设统一大市场"),
    section("四/（二）", Kind.ARTICLE, "扩大开放"),
    section("五", Kind.CHAPTER, "消费环境"),
    section("五/（五）", Kind.ARTICLE, "提高标准"),
)
PAPER = Document("d", "题", True, None, None, None, Source("x", "0", "txt", None), SECTIONS, ())


class Tree(Outline):
    """Remembers what it repaints."""

    def __init__(self) -> None:
        super().__init__()
        self.repainted: list[Region] = []

    def refresh(self, *regions: Region, **how: bool) -> Tree:
        self.repainted += regions or [Region(0, 0, *self.size)]
        super().refresh(*regions, **how)
        return self


class Host(App[None]):
    """One outline, 30 by 10."""

    ENABLE_COMMAND_PALETTE = False

    def compose(self) -> ComposeResult:
        yield Tree()

    def on_mount(self) -> None:
        self.tree_.show(PAPER)
        self.tree_.focus()

    @property
    def tree_(self) -> Tree:
        return self.query_one(Tree)

    def keys(self) -> list[object]:
        return [self.tree_.row_key(index) for index in range(self.tree_.row_count)]


SIZE = (40, 10)
ALL = ["一", "四", "四/（一）", "四/（二）", "五", "五/（五）"]


async def test_headings_make_the_outline() -> None:
    app = Host()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        assert app.keys() == ALL
        assert app.tree_.render_line(2).text.startswith("   （一）建设统一大市场")


async def test_fold_and_unfold_go_through_the_tree() -> None:
    app = Host()
    async with app.run_test(size=SIZE) as pilot:
        outline = app.tree_
        outline.go_to_key("四/（一）")
        outline.fold()
        assert app.tree_.key == "四", "nothing to fold here: to what it stands in"
        outline.fold()
        assert app.keys() == ["一", "四", "五", "五/（五）"]
        assert outline.folded == {"四"}
        await pilot.pause()
        assert outline.render_line(1).text.startswith("▸ 四")
        outline.unfold()
        assert app.keys() == ALL
        outline.unfold()
        assert app.keys()[outline.cursor] == "四/（一）", "already unfolded: to the first below"
        outline.go_to_key("五")
        outline.fold()
        assert app.keys() == ALL[:-1]
        outline.unfold()
        assert app.keys() == ALL


async def test_going_to_a_section_unfolds_what_hides_it() -> None:
    app = Host()
    async with app.run_test(size=SIZE):
        app.tree_.go_to_key("四")
        app.tree_.fold()
        assert app.tree_.go_to_section("四/（二）")
        assert app.tree_.current == SECTIONS[4]
        assert not app.tree_.go_to_section("九")


async def test_narrowed_it_shows_what_is_wanted_and_what_that_stands_in() -> None:
    app = Host()
    async with app.run_test(size=SIZE):
        app.tree_.narrow({"四/（二）"})
        assert app.keys() == ["四", "四/（二）"]
        app.tree_.narrow(set())
        assert app.keys() == []
        assert app.tree_.current is None
        app.tree_.fold()
        app.tree_.unfold()
        app.tree_.narrow(None)
        assert app.keys() == ALL


async def test_progress_repaints_the_rows_it_changes() -> None:
    app = Host()
    async with app.run_test(size=SIZE) as pilot:
        app.tree_.mark(Tally({"四": (0, 4), "四/（一）": (0, 2)}, {}), {"五"})
        await pilot.pause()
        assert app.tree_.render_line(1).text.rstrip().endswith(" 0/4")
        assert app.tree_.render_line(4).text.rstrip().endswith("✎")
        app.tree_.repainted.clear()
        app.tree_.mark(Tally({"四": (1, 4), "四/（一）": (1, 2)}, {}), {"五"})
        assert sorted(region.y for region in app.tree_.repainted) == [1, 2]


async def test_hits_are_highlighted() -> None:
    app = Host()
    async with app.run_test(size=SIZE) as pilot:
        app.tree_.find(lambda text: [(text.index("开放"), text.index("开放") + 2)] if "开放" in text else [])
        await pilot.pause()
        marked = [segment.text for segment in app.tree_.render_line(3) if segment.style and segment.style.underline]
        assert marked == ["开放"]


@pytest.mark.parametrize("size", [(20, 4), (8, 2), (1, 1)])
async def test_the_smallest_pane_does_no_harm(size: tuple[int, int]) -> None:
    app = Host()
    async with app.run_test(size=size) as pilot:
        app.tree_.move(3)
        await pilot.pause()
        assert {app.tree_.render_line(y).cell_length for y in range(size[1])} == {app.tree_.line_width}
