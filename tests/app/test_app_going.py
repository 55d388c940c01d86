"""Going from article to tasks and back, the trail, copying, and the place kept between sessions."""

from __future__ import annotations

import json
from random import Random

from tui.app import _first_document
from tui.app.lookout import REST
from tui.app.view import Pane

from .conftest import DOC, Desk, Seat

ARTICLE = "四/（二）"


async def test_from_a_task_to_its_article_and_back(desk: Desk) -> None:
    async with desk.sit() as seat:
        await seat.press("2", "j", "j", "g")
        assert "去依据条文" in seat.text, "a small menu shows its letters while it waits"
        await seat.press("d")
        basis = seat.current.task.basis[0]
        assert seat.pane is Pane.TEXT
        assert seat.main.text.place == basis.section
        assert seat.main.outline.current is not None
        assert seat.main.outline.current.id == basis.section
        assert "去依据条文" not in seat.text
        await seat.press("ctrl+o")
        assert (seat.pane, seat.current.task.no) == (Pane.TASKS, "3")
        await seat.press("g", "b")
        assert "没有可返回的地方" in seat.news


async def test_from_an_article_to_its_tasks(desk: Desk) -> None:
    async with desk.sit() as seat:
        await seat.press("1")
        seat.main.text.scroll_to_section(ARTICLE)
        await seat.press("g", "t")
        assert seat.pane is Pane.TASKS
        rest = [e.task.no for e in seat.app.workspace.ledger(DOC) if any(s.id == ARTICLE for s in e.path)]
        assert seat.numbers == rest
        assert rest
        assert "四（二）" in seat.text
        await seat.press("escape")
        assert len(seat.numbers) == 62


async def test_a_section_without_tasks_says_so(desk: Desk) -> None:
    async with desk.sit() as seat:
        await seat.press("o", "home", "g", "t")
        assert "没有以此为依据的任务" in seat.news
        assert seat.pane is Pane.OUTLINE


async def test_the_outline_opens_a_section_and_leaves_the_table_until_asked(desk: Desk) -> None:
    async with desk.sit((140, 40)) as seat:
        await seat.press("o")
        seat.main.outline.go_to_section(ARTICLE)
        await seat.press("enter")
        assert seat.main.text.place == ARTICLE
        assert seat.pane is Pane.TEXT
        assert len(seat.numbers) == 62, "no filter is left behind"
        await seat.press("=")
        assert len(seat.numbers) == 4
        await seat.press("=")
        assert len(seat.numbers) == 62


async def test_sections_one_after_the_other(desk: Desk) -> None:
    async with desk.sit() as seat:
        await seat.press("o", "home", "}")
        assert seat.main.outline.current is not None
        assert seat.main.outline.current.id == "二"
        await seat.press("{")
        assert seat.main.outline.current.id == "一"
        await seat.press("1", "home", "}", "}")
        assert seat.main.section == "二"


async def test_all_notes_and_to_what_one_hangs_on(desk: Desk) -> None:
    with_notes = desk.open()
    with_notes.add_note(DOC, with_notes.find_task("7").id, "甲")
    with_notes.add_note(DOC, ARTICLE, "乙")
    with_notes.close()
    async with desk.sit() as seat:
        await seat.press("g", "n")
        assert "[全部 2]" in seat.text
        await seat.press("enter")
        assert (seat.pane, seat.current.task.no) == (Pane.TASKS, "7")
        await seat.press("g", "n", "down", "enter")
        assert (seat.pane, seat.main.text.place) == (Pane.TEXT, ARTICLE)


async def test_copying_with_and_without_where_it_stands(desk: Desk) -> None:
    async with desk.sit() as seat:
        await seat.press("2", "j", "y")
        words = seat.current.task.text
        assert seat.app.clipboard == words
        assert f"已把 {len(words)} 字发给终端" in seat.news
        await seat.press("Y")
        assert seat.app.clipboard.startswith(f"{words}\n——《山西省人民政府")
        assert seat.app.clipboard.endswith("》任务 2")
        await seat.press("1")
        seat.main.text.scroll_to_section(ARTICLE)
        await seat.press("Y")
        assert seat.app.clipboard.endswith("》四（二）")


async def test_the_next_start_is_where_one_was(desk: Desk) -> None:
    async with desk.sit() as seat:
        await seat.press("2", "/")
        await seat.paste("财政厅")
        await seat.press("enter", "j", "j")
        before = (seat.current.key, seat.numbers, seat.pane)
    async with desk.sit() as seat:
        assert (seat.current.key, seat.numbers, seat.pane) == before
        await seat.press("1")
        seat.main.text.scroll_to_section("六/（十五）")
        await seat.settle()
    async with desk.sit() as seat:
        assert (seat.main.text.place, seat.pane) == ("六/（十五）", Pane.TEXT)


async def test_a_place_that_no_longer_exists_does_no_harm(desk: Desk) -> None:
    workspace = desk.open()
    kept = {"doc": DOC, "pane": "tasks", "expression": "状态:没有", "scope": "百", "task": "附件#999", "section": "百"}
    for facts in (kept, {**kept, "pane": "nowhere"}, {"doc": 7}, {**kept, "expression": ["财政厅"]}):
        workspace.keep("place", facts)
        async with desk.sit() as seat:
            await seat.press("2", "escape", "escape", "2", "j")
            assert seat.app.is_running


JUNK = ("[" * 100_000, "{", '{"pane": {}, "doc": []}')
WRONG: tuple[object, ...] = (None, 5, [], {}, "", "no such thing", "(((", "\x1b[2J", ["x"] * 3)


async def test_a_place_that_is_none_is_passed_over(desk: Desk) -> None:
    """The file of where one was may hold anything: the screens open all the same."""
    async with desk.sit() as seat:
        await seat.press("2", "j")
    file = desk.settings().private / "place.json"
    sound = json.loads(file.read_text(encoding="utf-8"))
    random = Random(5)
    hurt = [json.dumps({**sound, name: random.choice(WRONG)}) for name in sound]
    for text in (*JUNK, *hurt, json.dumps({**sound, "pane": [], "expression": None})):
        file.write_text(text, encoding="utf-8")
        workspace = desk.open()
        _first_document(workspace, None)
        async with desk.sit(workspace=workspace, size=(80, 24)) as seat:
            assert seat.app.is_running


async def rest(seat: Seat) -> None:
    """Let the hand rest until what follows the cursor has followed."""
    await seat.pilot.pause(REST + 0.05)
    await seat.settle()


async def test_the_outline_says_where_in_the_text_one_is(desk: Desk) -> None:
    async with desk.sit((140, 40)) as seat:
        await seat.press("1", "}", "}", "j", "j")
        await rest(seat)
        heading, outline = seat.main.text.heading, seat.main.outline
        assert outline.current is not None
        assert outline.current.id == heading
        await seat.press("end")
        await rest(seat)
        assert outline.current.id == seat.main.text.heading != heading


async def test_the_outline_that_follows_unfolds_nothing(desk: Desk) -> None:
    async with desk.sit((140, 40)) as seat:
        await seat.press("o", "-", "1")
        seat.main.text.scroll_to_section(ARTICLE)
        await seat.press("j")
        await rest(seat)
        outline = seat.main.outline
        assert outline.current is not None
        assert ARTICLE.startswith(f"{outline.current.id}/"), "the chapter that hides it"
        assert outline.current.id in outline.folded


async def test_moving_in_the_outline_shows_the_section_and_enter_goes_there(desk: Desk) -> None:
    async with desk.sit((140, 40)) as seat:
        await seat.press("1", "j", "j")
        place = seat.main.text.place
        await seat.press("o", "end")
        await rest(seat)
        section = seat.main.outline.current
        assert section is not None
        assert (seat.pane, seat.main.text.place) == (Pane.OUTLINE, section.id)
        await seat.press("enter")
        assert (seat.pane, seat.main.text.place) == (Pane.TEXT, section.id)
        await seat.press("g", "b")
        assert seat.main.text.place == place, "back is where one read, not where the outline led"


async def test_leaving_the_outline_by_tab_can_be_gone_back_from_too(desk: Desk) -> None:
    async with desk.sit((140, 40)) as seat:
        place = seat.main.text.place
        await seat.press("o", "end")
        await rest(seat)
        await seat.press("1")
        assert seat.main.text.place != place
        await seat.press("g", "b")
        assert seat.main.text.place == place


async def test_the_status_line_says_how_far_one_has_read(desk: Desk) -> None:
    async with desk.sit((100, 30)) as seat:
        await seat.press("1", "home")
        assert "· 0%" in seat.text
        await seat.press("end")
        assert "· 100%" in seat.text
        await seat.press("2")
        assert "%" not in seat.lines()[-2]
