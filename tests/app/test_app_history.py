"""The history on the screen, a batch opened, one task, person or day alone, and a point of it looked at."""

from __future__ import annotations

import pytest

from tui.app.features.history.told import History
from tui.app.features.notes.editor import NoteEditor

from .conftest import DOC, Desk, Seat


def rows(seat: Seat) -> list[str]:
    """The lines of the history, without their times."""
    screen = seat.app.screen
    assert isinstance(screen, History)
    texts = ["".join(text for text, _ in screen._list.row_pieces(at, 100)) for at in range(screen._list.row_count)]
    return [text[18:].strip() for text in texts]


def offered(seat: Seat) -> set[str]:
    """The keys that the foot offers."""
    return {key for key, _, _ in seat.main.key_line._items}


@pytest.fixture
def worked(desk: Desk) -> Desk:
    """Two people's work: a batch of three, a note, a star, a mark of the other."""
    mine, other = desk.open(), desk.open("other")
    keys = [(DOC, task.id) for task in mine.document(DOC).tasks]
    mine.mark(keys[:3], mine.profile.parse("done"), "年检")
    mine.add_note(*keys[0], "请补充")
    other.mark(keys[1:2], mine.profile.parse("active"))
    mine.star(keys[3:4])
    return desk


ALL = [
    "tester  4  星标 否 → 是",
    "other  2  已办结 → 推进中",
    "tester  1  批注 请补充",
    "▸ tester  1、2、3  未启动 → 已办结（年检）",
]


async def test_the_history_tells_step_by_step_and_opens_a_batch(worked: Desk) -> None:
    async with worked.sit() as seat:
        await seat.press("U")
        assert rows(seat) == ALL
        await seat.press("end", "l")
        opened = [f"└ tester  {no}  未启动 → 已办结（年检）" for no in "321"]
        assert rows(seat) == [*ALL[:3], ALL[3].replace("▸", "▾"), *opened]
        await seat.press("j", "h")
        assert rows(seat) == ALL
        await seat.press("space", "j", "j", "enter")
        assert seat.current.task.no == "2"
        await seat.press("U", "u")
        assert len(rows(seat)) == len(ALL) + 1, "u works there, and the history tells it"


NARROWED = (
    (("j", "t"), ["other  2  已办结 → 推进中", "tester  2  未启动 → 已办结（年检）"]),
    (("j", "p"), ALL[1:2]),
    (("p",), [ALL[0], *ALL[2:]]),
    (("d",), ALL),
    (("j", "t", "p"), ALL[1:2]),
    (("j", "t", "t"), ALL),
    (("j", "t", "escape"), ALL),
    (("/", *"buchong", "enter"), ALL[2:3]),
    (("/", *"nianjian", "escape"), ALL),
    (("/", *"other", "enter", "escape"), ALL),
)
"""Keys in the history, and what it lists then."""


async def test_one_task_one_person_one_day_or_some_words_alone(worked: Desk) -> None:
    async with worked.sit() as seat:
        for keys, left in NARROWED:
            await seat.press("U", *keys)
            assert rows(seat) == left, keys
            while seat.app.screen is not seat.main:
                await seat.press("escape")


async def test_a_point_of_the_past_is_looked_at_and_nothing_is_changed(worked: Desk) -> None:
    async with worked.sit() as seat:
        await seat.press("2", "U", "j", "j", "v")
        statuses = [entry.status.key for entry in seat.main.ledger][:4]
        assert (statuses, len(seat.main.ledger[0].notes)) == (["done", "done", "done", "todo"], 1)
        assert not seat.main.ledger[3].star
        assert "【回看 2026-11-23 12:00:00，Esc 回到现在】" in seat.lines()[-2]
        for key in ("d", "s", "a", "e", "*", "u", "b", "L"):
            await seat.press(key, *("r" if key == "s" else ""))
            assert not isinstance(seat.app.screen, NoteEditor)
            assert "回看中不能改动" in seat.news
        assert not {"d", "a", "u"} & offered(seat), "what is refused is not offered"
        await seat.press("/", *"done", "enter")
        assert seat.numbers == []
        await seat.press("/", "ctrl+u", *"状态:已办结", "enter")
        assert seat.numbers == ["1", "2", "3"]
        await seat.press("escape")
        assert "回看" not in seat.lines()[-2].replace("已回到现在", "")
        assert {"d", "a", "u"} <= offered(seat)
        assert seat.numbers == ["1", "3"]
        assert len(list(seat.app.workspace.log(DOC))) == 6


async def test_another_point_may_be_looked_at_from_there_and_q_comes_back_before_it_leaves(worked: Desk) -> None:
    async with worked.sit() as seat:
        await seat.press("U", "end", "v", "U")
        assert rows(seat) == ALL
        assert seat.app.screen._list.cursor == 3  # type: ignore[attr-defined]
        await seat.press("k", "v")
        assert len(seat.main.ledger[0].notes) == 1
        await seat.press("q")
        assert seat.main.ledger[3].star
        assert seat.app.is_running


async def test_what_others_do_meanwhile_is_there_when_one_comes_back(worked: Desk) -> None:
    async with worked.sit() as seat:
        await seat.press("2", "U", "end", "v")
        other = worked.open("other")
        other.mark([(DOC, seat.entry("9").task.id)], other.profile.parse("done"))
        seat.main.watching.look()
        assert seat.main.ledger[8].status.key == "todo"
        await seat.press("escape")
        seat.main.watching.look()
        assert seat.main.ledger[8].status.key == "done"


async def test_words_of_others_are_no_markup_in_the_history(desk: Desk) -> None:
    workspace = desk.open()
    for text in ("[/x]", "[@click=app.quit]y", "\x1b[2J", "长" * 10_000):
        workspace.add_note(DOC, workspace.document(DOC).tasks[0].id, text)
    async with desk.sit(size=(80, 24)) as seat:
        await seat.press("U")
        assert "[@click=app.quit]y" in seat.text
        assert "\x1b[2J" not in seat.text


async def test_an_empty_history_can_be_looked_at_too(desk: Desk) -> None:
    async with desk.sit() as seat:
        await seat.press("U", "l", "v", "enter", "t", "p", "d", "escape", "escape")
        assert seat.app.is_running
        assert not isinstance(seat.app.screen, History)
