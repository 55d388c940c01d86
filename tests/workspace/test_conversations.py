"""Notes as conversations: answered, settled with a reason, opened again, whoever does it and in whatever order."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from tests.cli.conftest import make_document
from tests.workspace.conftest import Enter, Office
from tui.model.change import Note
from tui.model.conversation import in_conversations
from tui.store.record import encode
from tui.workspace import Workspace

PLACE = "附件#2"


def notes(workspace: Workspace) -> list[tuple[str, str, str | None]]:
    """Each note: its words, who wrote it, and the words that it answers."""
    found = workspace.notes("plan")
    words = {note.id: note.text for note in found}
    return [(note.text, note.author, words.get(note.reply_to or "")) for note in in_conversations(found)]


def test_anybody_answers_and_answers_are_answered(enter: Enter) -> None:
    wang, li = enter("王芳"), enter("李强")
    wang.add_note("plan", PLACE, "口径对吗？", "财税")
    wang.add_note("plan", PLACE, "另一件事")
    li.reply(li.notes()[0], "不对")
    wang.catch_up()
    answer = next(note for note in wang.notes() if note.text == "不对")
    assert (answer.place, answer.quote, answer.target) == (PLACE, "财税", f"{PLACE}“财税”")
    wang.reply(answer, "那就改")
    assert notes(wang) == [
        ("口径对吗？", "王芳", None), ("不对", "李强", "口径对吗？"), ("那就改", "王芳", "不对"),
        ("另一件事", "王芳", None),
    ]  # fmt: skip


def test_a_reply_is_edited_deleted_and_undone_by_its_author(enter: Enter) -> None:
    wang = enter("王芳")
    wang.add_note("plan", PLACE, "问", "财税")
    wang.reply(wang.notes()[0], "答")
    reply = wang.notes()[1]
    wang.edit_note(reply, "改过的答")
    wang.edit_note(wang.notes()[1], "再改的答")
    assert [note.text for note in wang.notes()] == ["问", "再改的答"]
    wang.undo()
    assert [note.text for note in wang.notes()] == ["问", "改过的答"]
    wang.delete_note(wang.notes()[1])
    assert [note.text for note in wang.notes()] == ["问"]
    assert (present := wang.state.note("plan", reply.path)) is not None
    assert (present.deleted, present.reply_to) == (True, wang.notes()[0].id)


def test_settling_a_reply_settles_its_conversation_and_names_who_did(enter: Enter) -> None:
    wang, li = enter("王芳"), enter("李强")
    wang.add_note("plan", PLACE, "问")
    wang.reply(wang.notes()[0], "答")
    li.resolve(li.notes()[1], "已核对")
    wang.catch_up()
    first, answer = wang.notes()
    assert first.resolved is not None
    assert (first.resolved.by, first.resolved.because) == ("李强", "已核对")
    assert (first.is_open, answer.resolved, answer.is_open) == (False, None, False)
    assert wang.resolve(first, "再说一遍") == ()
    wang.resolve(first, settled=False)
    assert wang.notes()[0].is_open


@pytest.mark.parametrize("turn", [1, -1])
def test_a_conversation_arrives_in_any_order(turn: int, enter: Enter, tmp_path: Path) -> None:
    wang, li = enter("王芳"), enter("李强")
    wang.add_note("plan", PLACE, "问", "财税")
    li.reply(li.notes()[0], "答")
    wang.catch_up()
    wang.resolve(wang.notes()[1], "好")
    there = enter("王芳", tmp_path / "there")
    there.library.save(*make_document("plan"))
    for change in list(wang.store.history())[::turn]:
        there.store.receive([(change, encode(change))])
    assert notes(there) == notes(wang)
    assert [note.is_open for note in there.notes()] == [False, False]
    assert (settled := there.notes()[0].resolved) is not None
    assert settled.claimed  # what was received speaks for nobody


def test_only_open_notes_are_found(enter: Enter) -> None:
    wang = enter("王芳")
    for text in ("甲", "乙"):
        wang.add_note("plan", PLACE, text)
    wang.reply(wang.notes()[0], "答")
    wang.resolve(wang.notes()[0])
    assert [note.text for note in wang.filter_notes("有:未决批注")] == ["乙"]
    assert len(wang.filter("有:未决批注", wang.ledger("plan")).ledger) == 1
    wang.resolve(wang.notes()[1])
    assert len(wang.filter("有:未决批注", wang.ledger("plan")).ledger) == 0


def test_notes_are_found_by_the_day_they_were_written(enter: Enter, office: Office) -> None:
    wang = enter("王芳")
    wang.add_note("plan", PLACE, "早先的")
    office.time += timedelta(days=9)
    wang.reply(wang.notes()[0], "后来的")
    for expression, texts in {
        "批注日期<2026-12": ["早先的"],
        "批注日期:今天": ["后来的"],
        "noted:2026-11-23..this_week 作者:王芳": ["早先的", "后来的"],
        "-批注日期:今天": ["早先的"],
    }.items():
        assert [note.text for note in wang.filter_notes(expression)] == texts, expression
    assert len(wang.filter("批注日期:下周", wang.ledger("plan")).ledger) == 0
    assert len(wang.filter("批注日期<2026-12", wang.ledger("plan")).ledger) == 1


def test_a_reply_whose_note_is_gone_stands_alone() -> None:
    first, answer = (Note(at, "d", "一", at, "王", at, None, at, reply_to=to) for at, to in (("1", None), ("2", "0")))
    assert in_conversations([answer, first]) == [answer, first]
