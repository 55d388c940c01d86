"""Another edition on the screens: the marks are where they belong, and the person decides on the doubtful."""

from __future__ import annotations

from pathlib import Path

from tests.ingest.second_edition import SEED, second_edition
from tui.app.dialogs.picker import Picker
from tui.workspace import Workspace

from .conftest import DOC, Desk

FIRST = SEED.read_text(encoding="utf-8")


def replace(workspace: Workspace, folder: Path, text: str) -> None:
    """Put another edition into the place of the seed."""
    (folder / "next.txt").write_text(text, encoding="utf-8")
    workspace.import_file(folder / "next.txt", doc_id=DOC, replace_old=True)


def reworded() -> str:
    """The first edition with a task whose words are nearly all new."""
    lines = FIRST.split("\n")
    (at,) = [at for at, line in enumerate(lines) if line.startswith("14\t")]
    words = lines[at].split("\t")[1]
    lines[at] = lines[at].replace(words, words[: len(words) // 3] + "等方面的有关工作任务另行制定")
    return "\n".join(lines)


async def test_an_edition_that_another_brings_in_appears_by_itself(desk: Desk) -> None:
    async with desk.sit() as seat:
        await seat.press("2", "end", "d", "home")
        other = desk.open("other")
        replace(other, desk.folder, second_edition(FIRST))
        seat.main.watching.look()
        await seat.settle()
        assert len(seat.numbers) == 64
        assert "other" in seat.news
        assert seat.entry("64").status.key == "done"
        await seat.press("j", "j", "j", "j", "j", "j", "d")
        assert seat.entry("7").status.key == "done"
        assert (seat.entry("7").task.text, seat.entry("8").status.key) == ("制定促进夜间消费的具体措施", "todo")


async def test_the_doubtful_is_told_and_decided(desk: Desk) -> None:
    async with desk.sit((80, 24)) as seat:
        await seat.press("2", *"jjjjjjjjjjjjj", "d", "a", "x", "f2")
        words = seat.entry("14").task.text
    replace(desk.open(), desk.folder, reworded())
    async with desk.sit((80, 24)) as seat:
        assert "旧版的 1 处" in seat.news
        assert "gw" in seat.news
        await seat.press("g", "w")
        assert isinstance(seat.app.screen, Picker)
        assert words[:12] in seat.text
        assert "→ 14？" in seat.text
        await seat.press("enter")
        assert "现在是哪一项" in seat.text
        await seat.press("enter")
        assert seat.entry("14").status.key == "done"
        assert [note.text for note in seat.entry("14").notes] == ["x"]
        await seat.press("g", "w")
        assert "没有待定" in seat.news
        await seat.press("u")
        assert seat.entry("14").status.key == "todo"
        await seat.press("g", "w", "enter")
        await seat.type("不再有")
        await seat.press("enter")
        assert seat.app.workspace.editions.waiting(DOC) == ()
        await seat.press("u")
        (waiting,) = seat.app.workspace.editions.waiting(DOC)
        assert waiting.doubtful


async def test_undo_brings_the_old_edition_back_on_the_screen(desk: Desk) -> None:
    replace(desk.open(), desk.folder, second_edition(FIRST))
    async with desk.sit() as seat:
        await seat.press("2")
        assert len(seat.numbers) == 64
        await seat.press("u")
        assert len(seat.numbers) == 62
        await seat.press("ctrl+r")
        assert len(seat.numbers) == 64
        await seat.press("U")
        assert "全文" in seat.text
        assert "next.txt" in seat.text


async def test_taking_back_is_told_in_words(desk: Desk) -> None:
    replace(desk.open(), desk.folder, second_edition(FIRST))
    async with desk.sit() as seat:
        await seat.press("2", "u")
        assert "换成新版" in seat.news
        assert seat.app.workspace.document(DOC).short_title in seat.news
        await seat.press("ctrl+r", "c", "a")
        await seat.paste("补上的")
        await seat.press("f2", "u")
        assert "更正" in seat.news
        assert "#2" in seat.news
        await seat.press("ctrl+r")
        assert "由人补上" in seat.news


async def test_a_note_without_a_place_leads_to_where_one_decides(desk: Desk) -> None:
    async with desk.sit() as seat:
        await seat.press("2", *"jjjjjjjjjjjjj", "a", "x", "f2")
    replace(desk.open(), desk.folder, reworded())
    async with desk.sit() as seat:
        await seat.press("g", "n")
        assert "旧版附件#14" in seat.text
        assert "原处已无 1" in seat.text
        await seat.press("enter")
        assert "旧版待定" in seat.text
