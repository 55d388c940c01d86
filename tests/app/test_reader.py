"""The text: every character as issued, its margins, searching and selecting, and what is repainted."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from rich.cells import cell_len
from textual.app import App, ComposeResult
from textual.events import MouseScrollDown
from textual.geometry import Offset, Region
from textual.selection import Selection

from tui.app.lines.pieces import Span
from tui.app.lines.wrap import NOT_FIRST, NOT_LAST
from tui.app.panes.page import LEFT, Page, blocks, sentence_at, text_width
from tui.app.panes.reader import Reader
from tui.i18n import Texts
from tui.ingest import read
from tui.model.document import HEADINGS, Document, Kind, Section, Source
from tui.model.text import visible

ZH = Texts("zh")


@cache
def paper() -> Document:
    """The bundled document."""
    return read(Path(__file__).parents[2] / "data" / "shanxi-2016-new-consumption.txt")


def occurrences(word: str) -> list[tuple[str, Span]]:
    found = [(block.place, match.span()) for block in blocks(paper(), ZH) for match in re.finditer(word, block.text)]
    return [(place, (start, end)) for place, (start, end) in found]


# The page, without a screen


@pytest.mark.parametrize("width", [20, 33, 47, 60, 76, 100])
def test_every_character_of_the_document_is_on_the_page(width: int) -> None:
    laid = blocks(paper(), ZH)
    page = Page(laid, width)
    words: dict[str, str] = {}
    for index, line in enumerate(page.lines):
        place = laid[line.block].place
        words[place] = words.get(place, "") + page.words(index)
    for section in paper().sections:
        assert words[section.id] == visible(section.label + section.text, lines=True).replace("\n", "")


def test_the_rows_of_the_annex_are_read_behind_its_heading() -> None:
    laid = blocks(paper(), ZH)
    places = [block.place for block in laid]
    assert places[places.index("附件") + 1 :] == [f"附件#{number}" for number in range(1, 63)]
    assert laid[-1].text.split("\n")[0] == paper().tasks[-1].text
    assert (
        laid[places.index("附件#3")]
        .text.split("\n")[1]
        .startswith("牵头：省编办　参加：省财政厅、省人力资源社会保障厅")
    )


@pytest.mark.parametrize("width", [20, 41, 66, 100])
def test_lines_fit_and_obey_the_rules(width: int) -> None:
    page = Page(blocks(paper(), ZH), width)
    for index in range(len(page.lines)):
        assert cell_len(page.words(index)) <= width
    for before, after in pairwise(range(len(page.lines))):
        if page.lines[after].start > 0 and page.words(after) and page.words(before):
            assert page.words(after)[0] not in NOT_FIRST
            assert page.words(before)[-1] not in NOT_LAST


def test_a_place_in_the_text_is_found_on_its_line() -> None:
    page = Page(blocks(paper(), ZH), 60)
    for number, block in enumerate(page.blocks):
        for offset in (0, len(block.text) // 2, max(0, len(block.text) - 1)):
            line = page.lines[page.line_at(number, offset)]
            assert line.block == number
            assert line.start <= offset
            assert not line.blank
        assert all(page.lines[at].block == number and not page.lines[at].blank for at in page.lines_of(number))


def test_copied_words_are_joined_where_only_the_width_broke_them() -> None:
    page = Page(blocks(paper(), ZH), 40)
    block = page.block_of("四/（一）")
    assert block is not None
    lines = page.lines_of(block)
    text = page.extract((lines.start, 0), (lines.stop - 1, 999))
    assert text == page.blocks[block].text
    both = page.extract((lines.start, 0), (page.lines_of(block + 1).stop - 1, 999))
    assert both == page.blocks[block].text + "\n" + page.blocks[block + 1].text


# On a screen


class Pane(Reader):
    """Remembers what it repaints."""

    def __init__(self) -> None:
        super().__init__(ZH)
        self.repainted: list[Region] = []

    def refresh(self, *regions: Region, **how: bool) -> Pane:
        self.repainted += regions or [Region(0, 0, *self.size)]
        super().refresh(*regions, **how)
        return self


class Host(App[None]):
    """One text, 80 by 20."""

    ENABLE_COMMAND_PALETTE = False
    chosen = 0

    def on_line_list_chosen(self) -> None:
        self.chosen += 1

    def compose(self) -> ComposeResult:
        yield Pane()

    def on_mount(self) -> None:
        self.pane.show(paper())
        self.pane.focus()

    @property
    def pane(self) -> Pane:
        return self.query_one(Pane)

    def line(self, y: int) -> str:
        return self.pane.render_line(y).text

    def cursor_line(self) -> str:
        return self.line(self.pane.cursor - self.pane.top)


SIZE = (80, 20)


async def test_it_shows_the_document_from_its_beginning() -> None:
    app = Host()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        assert app.line(0).startswith("▶ 各市、县人民政府")
        assert app.line(1).startswith("  　　为贯彻落实《国务院关于")
        assert app.pane.place == "主送"
        assert app.pane.row_count == app.pane.virtual_size.height


async def test_a_move_repaints_the_left_margin_alone() -> None:
    app = Host()
    async with app.run_test(size=SIZE) as pilot:
        app.pane.move(2)
        await pilot.pause()
        app.pane.repainted.clear()
        app.pane.move(1)
        assert {(region.x, region.width, region.height) for region in app.pane.repainted} == {(0, LEFT, 1)}
        assert {region.y for region in app.pane.repainted} == {2, 3}


async def test_a_bar_stands_beside_the_current_section() -> None:
    app = Host()
    async with app.run_test(size=SIZE) as pilot:
        app.pane.scroll_to_section("四/（一）")
        await pilot.pause()
        first = app.pane.cursor - app.pane.top
        assert app.cursor_line().startswith("▶ 　　（一）加快建设统一大市场。")
        assert app.line(first + 1).startswith("▏ ")
        assert app.pane.place == app.pane.heading == "四/（一）"


async def test_sections_are_gone_through_by_their_headings() -> None:
    app = Host()
    headings = [section.id for section in paper().sections if section.kind in HEADINGS]
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        seen = []
        for _ in headings:
            app.pane.next_section()
            seen.append(app.pane.place)
        assert seen == headings
        app.pane.next_section()
        assert app.pane.place == headings[-1]
        app.pane.previous_section()
        assert app.pane.place == headings[-2]
        app.pane.move(1)
        app.pane.previous_section()
        assert app.pane.place == headings[-2], "first to the heading one stands below"


async def test_a_row_of_the_annex_is_a_place_of_its_own() -> None:
    app = Host()
    async with app.run_test(size=SIZE) as pilot:
        assert app.pane.scroll_to_section("附件#14")
        await pilot.pause()
        assert app.pane.place == "附件#14"
        assert app.pane.heading == "附件"
        assert "14  加快构建守信激励和失信惩戒机制" in app.cursor_line()
        assert not app.pane.scroll_to_section("九")


async def test_marks_stand_in_the_margin_and_repaint_their_lines_alone() -> None:
    app = Host()
    async with app.run_test(size=SIZE) as pilot:
        app.pane.scroll_to_section("四/（一）")
        app.pane.mark({"四/（一）": "▪1–2 ✎2"})
        await pilot.pause()
        assert app.cursor_line().rstrip().endswith("▪1–2 ✎2")
        app.pane.repainted.clear()
        app.pane.mark({"四/（一）": "▪1–2,14,30 ✎2"})
        at = app.pane.cursor - app.pane.top
        assert [region.y for region in app.pane.repainted] == [at, at + 1]
        assert app.line(at).rstrip().endswith("▪1–2,14,…")
        assert app.line(at + 1).rstrip().endswith("✎2"), "what does not fit stands beside the next line"


async def test_a_quotation_is_gone_to_and_underlined() -> None:
    app = Host()
    quote = paper().tasks[13].basis[0].quote
    async with app.run_test(size=SIZE) as pilot:
        assert app.pane.quote("五/（七）", quote)
        await pilot.pause()
        lines = [app.pane.render_line(y) for y in range(20)]
        marked = "".join(s.text for line in lines for s in line if s.style and s.style.underline)
        assert marked == quote
        app.pane.clear_quote()
        assert not [s for s in app.pane.render_line(app.pane.cursor - app.pane.top) if s.style and s.style.underline]
        assert not app.pane.quote("九", quote)


async def test_searching_goes_through_the_hits_and_round_the_ends() -> None:
    app = Host()
    wanted = occurrences("财政厅")
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        assert app.pane.find(lambda text: [match.span() for match in re.finditer("财政厅", text)]) == len(wanted)
        assert app.pane.hit == (0, len(wanted))
        seen = []
        for _ in wanted:
            assert app.pane.next_hit()
            seen.append(app.pane.place)
            words = app.pane._page.words
            assert "财政" in words(app.pane.cursor) or words(app.pane.cursor).endswith("财")
        assert seen == [place for place, _ in wanted]
        assert app.pane.hit == (len(wanted), len(wanted))
        app.pane.next_hit()
        assert app.pane.hit[0] == 1
        app.pane.next_hit(-1)
        assert app.pane.hit[0] == len(wanted)
        await pilot.pause()
        here = [s.text for s in app.pane.render_line(app.pane.cursor - app.pane.top) if s.style and s.style.reverse]
        assert "".join(here) == "财政厅"
        assert app.pane.find(None) == 0
        assert not app.pane.next_hit()


async def test_the_first_hit_is_the_one_after_the_cursor() -> None:
    app = Host()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        app.pane.scroll_to_section("附件#20")
        app.pane.find(lambda text: [match.span() for match in re.finditer("财政厅", text)])
        app.pane.next_hit()
        assert app.pane.place == next(
            place for place, _ in occurrences("财政厅") if place.startswith("附件#") and int(place[3:]) >= 20
        )


async def test_a_resize_keeps_the_place() -> None:
    app = Host()
    async with app.run_test(size=SIZE) as pilot:
        app.pane.scroll_to_section("六/（十三）")
        app.pane.move(2)
        await pilot.pause()
        offset = app.pane._page.lines[app.pane.cursor].start
        for width in (50, 120, 80):
            await pilot.resize_terminal(width, 20)
            await pilot.pause()
            line = app.pane._page.lines[app.pane.cursor]
            assert app.pane.place == "六/（十三）"
            assert app.pane._page.width == text_width(app.pane.line_width)
            assert app.pane.top <= app.pane.cursor < app.pane.top + 20
        assert line.start <= offset


async def test_a_pane_not_shown_yet_can_be_told_where_to_go() -> None:
    app = Host()
    async with app.run_test(size=SIZE) as pilot:
        hidden = Pane()
        hidden.display = False
        await app.mount(hidden)
        hidden.show(paper())
        assert hidden.place == "主送"
        hidden.quote("五/（七）", "加快构建守信激励和失信惩戒机制")
        app.pane.display = False
        hidden.display = True
        await pilot.pause()
        await pilot.pause()
        assert hidden.place == "五/（七）"
        assert hidden._page.width == text_width(80 - 1)
        shown = hidden.render_line(hidden.cursor - hidden.top).text
        assert "加快" in shown or "守信" in shown


async def test_the_same_document_again_keeps_the_place() -> None:
    app = Host()
    async with app.run_test(size=SIZE) as pilot:
        app.pane.scroll_to_section("六/（十三）")
        await pilot.pause()
        app.pane.show(paper())
        assert app.pane.place == "六/（十三）"
        app.pane.use_texts(Texts("en"))
        assert app.pane.place == "六/（十三）"
        app.pane.scroll_to_section("附件#3")
        await pilot.pause()
        assert "Lead: 省编办" in app.line(app.pane.cursor + 1 - app.pane.top)


async def test_notes_stand_in_the_text_and_are_none_of_it() -> None:
    app = Host()
    async with app.run_test(size=SIZE) as pilot:
        pane = app.pane
        pane.mark({"四/（一）": "✎2"})
        pane.scroll_to_section("四/（二）")
        pane.move(1)
        await pilot.pause()
        here, before = app.cursor_line(), [app.line(y) for y in range(SIZE[1])]
        found = pane.find(lambda text: [match.span() for match in re.finditer("市场", text)])
        pane.annotate({"四/（一）": [("✎", "口径请核对市场"), ("↳", "已核对")], "附件#1": [("✎", "任务的批注")]})
        await pilot.pause()
        assert app.cursor_line() == here, "who reads stays where he reads"
        assert pane.hit[1] == found, "what is searched is the document"
        pane.scroll_to_section("四/（二）")
        pane.move(-1)
        assert "↳ 已核对" in app.cursor_line()
        assert pane.place == "四/（一）", "what is done on a note is done where it hangs"
        note = pane.cursor
        app.screen.selections = {pane: Selection(Offset(0, note - 2), Offset(9, note + 1))}
        await pilot.pause()
        assert "核对" not in (pane.selected_words or ("", ""))[1]
        app.screen.selections = {pane: Selection(Offset(0, note), Offset(9, note))}
        assert pane.selected_words is None
        app.screen.clear_selection()
        assert sum("✎2" in app.line(y) for y in range(SIZE[1])) <= 1
        pane.annotate({})
        pane.scroll_to_section("四/（二）")
        pane.find(None)
        pane.move(1)
        await pilot.pause()
        assert [app.line(y) for y in range(SIZE[1])] == before


async def test_selected_words_are_quoted_without_the_breaks_of_the_width() -> None:
    app = Host()
    async with app.run_test(size=(50, 20)) as pilot:
        app.pane.scroll_to_section("四/（一）")
        await pilot.pause()
        first = app.pane.cursor
        app.screen.selections = {app.pane: Selection(Offset(6, first), Offset(4, first + 2))}
        await pilot.pause()
        words = app.pane._page.words
        wanted = words(first)[6:] + words(first + 1) + words(first + 2)[:4]
        assert app.pane.selected_words == ("四/（一）", wanted)
        assert app.screen.get_selected_text() == wanted


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        (0, "（一）建设市场。"),
        (5, "（一）建设市场。"),
        (10, "健全“规则。”"),
        (17, "落实到人"),
        (99, "落实到人"),
    ],
)
def test_a_sentence_is_found_by_any_of_its_characters(at: int, expected: str) -> None:
    text = "　　（一）建设市场。健全“规则。”落实到人"
    start, end = sentence_at(text, at)
    assert text[start:end] == expected


async def test_sentences_are_selected_from_the_keyboard_one_after_the_other() -> None:
    app = Host()
    async with app.run_test(size=(50, 20)) as pilot:
        app.pane.scroll_to_section("四/（一）")
        await pilot.pause()
        app.pane.toggle_selected()
        text = "（一）加快建设统一大市场。"
        assert app.pane.selected_words == ("四/（一）", text)
        app.pane.toggle_selected()
        assert app.pane.selected_words is not None
        longer = app.pane.selected_words[1]
        section = paper().section("四/（一）")
        assert section is not None
        assert longer.count("。") == 2
        assert (section.label + section.text).strip().startswith(longer)
        for _ in range(30):
            app.pane.toggle_selected()
        assert app.pane.selected_words == ("四/（一）", visible(section.label + section.text).strip())
        await pilot.pause()
        assert app.pane.clear_selected()
        assert app.pane.selected_words is None
        assert not app.pane.clear_selected()


async def test_the_mouse_selects_words() -> None:
    app = Host()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        await pilot.mouse_down(Pane, offset=(6, 1))
        await pilot.hover(Pane, offset=(14, 1))
        await pilot.mouse_up(Pane, offset=(14, 1))
        await pilot.pause()
        selected = app.pane.selected_words
        assert selected is not None
        assert selected[0] == "¶1"
        assert selected[1] in {"贯彻落实", "为贯彻落", "为贯彻落实"}


async def test_selecting_words_moves_no_cursor_and_chooses_nothing() -> None:
    app = Host()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        await pilot.mouse_down(Pane, offset=(6, 4))
        await pilot.hover(Pane, offset=(20, 4))
        await pilot.mouse_up(Pane, offset=(20, 4))
        await pilot.pause()
        assert app.pane.selected_words is not None
        assert app.pane.cursor == 0
        assert app.chosen == 0


async def test_a_double_click_chooses_the_line_and_selects_nothing() -> None:
    app = Host()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        await pilot.double_click(Pane, offset=(6, 4))
        await pilot.pause()
        assert app.pane.cursor == 4
        assert app.chosen == 1
        assert app.pane.selected_words is None


async def test_the_wheel_takes_the_cursor_along() -> None:
    app = Host()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        await pilot._post_mouse_events([MouseScrollDown], Pane, offset=(3, 3))
        await pilot.pause()
        assert app.pane.top == app.pane.cursor == 3


HOSTILE = "[/x][@click=app.quit]y[/]\x1b[2J\u202e\ue004\u200b\n" + "长" * 10_000


async def test_hostile_words_are_shown_as_text() -> None:
    section = Section("一", None, Kind.SECTION, "一", "[b]题[/b]", "[b]题[/b]" + HOSTILE, "　　一、")
    source = Source("x", "0", "txt", None)
    app = Host()
    async with app.run_test(size=SIZE) as pilot:
        app.pane.show(Document("h", "题", True, None, None, None, source, (section,), ()))
        await pilot.pause()
        assert app.line(0).startswith("▶ 　　一、[b]题[/b][/x][@click=app.quit]y[/]⟨U+001B⟩[2J⟨U+202E⟩")
        assert app.line(1).strip("▏ ") == "长" * (app.pane._page.width // 2)
        app.pane.toggle_selected()
        assert app.pane.selected_words is not None


@pytest.mark.parametrize("size", [(80, 24), (30, 6), (12, 3), (4, 2), (1, 1)])
async def test_every_line_is_as_wide_as_the_pane(size: tuple[int, int]) -> None:
    app = Host()
    async with app.run_test(size=size) as pilot:
        app.pane.mark({"主送": "▪1–62 ✎2"})
        app.pane.move(3)
        await pilot.pause()
        assert {app.pane.render_line(y).cell_length for y in range(size[1])} == {app.pane.line_width}
