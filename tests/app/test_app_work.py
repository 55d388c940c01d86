"""What people do on the screens: marks, notes, undo, history, drafts, others' work, help and language."""

from __future__ import annotations

import json
import os
from pathlib import Path
from threading import Thread, current_thread, main_thread

import pytest
from textual.events import Key
from textual.widgets import TextArea

from tui.app import _first_document
from tui.app.dialogs.picker import Picker
from tui.app.features import COMMANDS
from tui.app.features.notes.editor import NoteEditor
from tui.app.features.notes.note_list import NoteList
from tui.app.keys import Keymap
from tui.app.view import Pane
from tui.model.change import Intent
from tui.model.errors import Unavailable, Usage
from tui.store.changes import Store
from tui.workspace import Workspace

from .conftest import DOC, NOON, Desk, Seat

HOSTILE = ("[/x]", "[@click=app.quit]y", "\x1b[2J", "\u202e", "长" * 10_000)


async def test_a_mark_is_kept_and_told(desk: Desk) -> None:
    async with desk.sit() as seat:
        await seat.press("2", "j", "d")
        assert seat.entry("2").status.key == "done"
        assert "2 → 已办结 · 已保存" in seat.news
        await seat.press("d")
        assert "没有变化" in seat.news
        await seat.press("s", "a", "enter")  # a line asks why it is open again
        assert seat.entry("2").status.key == "active"


@pytest.mark.parametrize("key", ["j", "g g", "o"])
async def test_news_of_a_save_go_with_the_next_command(desk: Desk, key: str) -> None:
    async with desk.sit() as seat:
        await seat.press("2", "d")
        assert "已保存" in seat.lines()[-2]
        await seat.press(*key.split())
        assert "已保存" not in seat.text
        assert "62/62" in seat.lines()[-2], "what is looked at stays"


async def test_commands_act_on_the_selection_and_undo_takes_it_back_as_one(desk: Desk) -> None:
    async with desk.sit() as seat:
        await seat.press("2", "v", "v", "v", "d")
        assert [seat.entry(no).status.key for no in "1234"] == ["done", "done", "done", "todo"]
        assert "3 项" in seat.news
        await seat.press("u")
        assert {seat.entry(no).status.key for no in "123"} == {"todo"}
        await seat.press("ctrl+r")
        assert {seat.entry(no).status.key for no in "123"} == {"done"}


async def test_undo_and_redo_survive_a_restart(desk: Desk) -> None:
    async with desk.sit() as seat:
        await seat.press("2", "d", "*")
    async with desk.sit() as seat:
        await seat.press("u", "u")
        assert (seat.entry("1").status.key, seat.entry("1").star) == ("todo", False)
    async with desk.sit() as seat:
        await seat.press("ctrl+r")
        assert (seat.entry("1").status.key, seat.entry("1").star) == ("done", False)


async def test_anothers_change_is_asked_about_before_it_is_taken_back(desk: Desk) -> None:
    async with desk.sit() as seat:
        await seat.press("2", "d")
        other = desk.open("other")
        other.mark([(DOC, seat.entry("1").task.id)], other.profile.statuses[2])
        await seat.press("u")
        for said in ("要撤销的一步：1  未启动 → 已办结。", "此后 other 把 1 标为 待审核。", "仍要撤销吗？"):
            assert said in seat.text
        assert seat.entry("1").status.key == "review"
        await seat.press("y")
        assert seat.entry("1").status.key == "todo"


async def test_others_work_appears_by_itself_and_the_cursor_stays(desk: Desk) -> None:
    async with desk.sit() as seat:
        await seat.press("2", "j", "j")
        other = desk.open("other")
        other.mark([(DOC, seat.entry("14").task.id)], other.profile.statuses[3])
        seat.main.watching.look()
        await seat.settle()
        assert seat.news == "other 把 14 标为 已办结"
        assert seat.current.task.no == "3"
        assert seat.entry("14").status.key == "done"
        keys = [entry.key for entry in other.ledger(DOC)]
        other.mark(keys[:5], other.profile.parse("active"))
        other.star(keys)
        other.add_note(*keys[8], "请\n补充")
        seat.main.watching.look()
        assert seat.news == "other：9 批注 请 补充（另有 1 处）"
        other.star(keys[:1], on=False)
        seat.main.status_line.say("")
        seat.main.watching.look()
        assert seat.news == ""
        other.mark(keys[:5], other.profile.parse("done"))
        seat.main.watching.look()
        assert seat.news == "other 把 1、2、3 等 5 处 标为 已办结"


async def _write(seat: Seat, first: str, second: str) -> None:
    await seat.press("a")
    await seat.type(first)
    await seat.press("enter")
    await seat.type(second)


async def test_a_note_of_two_lines_is_written_edited_deleted_and_brought_back(desk: Desk) -> None:
    async with desk.sit() as seat:
        await seat.press("2")
        await _write(seat, "甲", "乙")
        await seat.press("f2")
        assert [note.text for note in seat.entry("1").notes] == ["甲\n乙"]
        await seat.press("e")
        await seat.type("丙")
        await seat.press("ctrl+s")
        assert [note.text for note in seat.entry("1").notes] == ["甲\n乙丙"]
        await seat.press("D")
        assert seat.entry("1").notes == ()
        await seat.press("u")
        assert [note.text for note in seat.entry("1").notes] == ["甲\n乙丙"]
        await seat.press("g", "n")
        assert isinstance(seat.app.screen, NoteList)
        assert "甲" in seat.text


async def test_leaving_the_editor_asks_where_something_changed(desk: Desk) -> None:
    async with desk.sit() as seat:
        await seat.press("2", "a", "escape")
        assert not isinstance(seat.app.screen, NoteEditor)
        await seat.press("a", "x", "escape")
        assert isinstance(seat.app.screen, NoteEditor)
        assert "尚未保存" in seat.text
        await seat.press("escape")
        assert not isinstance(seat.app.screen, NoteEditor)
        assert seat.entry("1").notes == ()


async def test_a_note_hangs_on_a_section_and_on_the_words_of_a_sentence(desk: Desk) -> None:
    async with desk.sit() as seat:
        await seat.press("1", "}", "a", "x", "f2")
        assert list(seat.app.workspace.note_counts(DOC)) == ["一"]
        await seat.press("}", "j", "v", "a", "y", "f2")
        (quoted,) = [note for note in seat.app.workspace.notes(DOC) if note.quote]
        place = seat.main.document.section(quoted.place)
        assert place is not None
        assert quoted.quote in place.text


async def test_a_draft_is_offered_after_any_end(desk: Desk) -> None:
    async with desk.sit() as seat:
        await seat.press("2", "j")
        await _write(seat, "一行", "又一行")
        seat.app.screen.keep_draft()  # type: ignore[attr-defined]
        seat.app.exit(0)  # no word to the workspace: as a kill would end it
    async with desk.sit() as seat:
        assert "没写完的批注" in seat.text
        await seat.press("y", "f2")
        assert [note.text for note in seat.entry("2").notes] == ["一行\n又一行"]
    async with desk.sit() as seat:
        assert "没写完的批注" not in seat.text


async def test_a_refused_note_is_said_and_its_draft_stays(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    async with desk.sit() as seat:

        def full(*_: object, **__: object) -> None:
            raise Unavailable("disk_full", path="journal")

        monkeypatch.setattr(seat.app.workspace.store, "append", full)
        said = seat.main.sentence(Unavailable("disk_full", path="journal"))
        await seat.press("2", "a", "x", "f2")
        assert seat.entry("1").notes == ()
        assert said in seat.text.replace("\n", ""), "the words stand there still, with the reason"
        assert seat.app.screen.query_one(TextArea).text == "x"
        await seat.press("escape", "escape", "V", "T", *"12月底", "f2")
        assert said in seat.text.replace("\n", "")
        monkeypatch.undo()
        await seat.press("f2")
        assert len([each for each in seat.main.ledger if each.set_deadline]) == 62, "the selection too"


async def test_of_a_draft_that_cannot_be_kept_one_is_told(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    async with desk.sit() as seat:
        await seat.press("2", "a", "x")
        monkeypatch.setattr(seat.app.workspace.private, "keep", lambda *_: False)
        editor = seat.app.screen
        assert isinstance(editor, NoteEditor)
        editor.keep_draft()
        await seat.settle()
        assert "草稿现在存不下" in seat.text
        monkeypatch.undo()
        editor.keep_draft()
        assert seat.app.workspace.kept("draft-")


async def test_hostile_words_are_shown_as_words(desk: Desk) -> None:
    workspace = desk.open()
    for entry, text in zip(workspace.ledger(DOC), HOSTILE, strict=False):
        workspace.add_note(DOC, entry.task.id, text)
    async with desk.sit(workspace=workspace) as seat:
        await seat.press("2")
        for number, text in enumerate(HOSTILE, 1):
            await seat.pilot.pause(0.3)  # the detail follows
            assert seat.current.task.no == str(number)
            assert seat.current.notes[0].text == text
            assert "\x1b[2J" not in seat.text
            assert "\u202e" not in seat.text
            await seat.press("j")
        await seat.press("g", "n", "enter", "U", "escape", "tab")
        assert seat.app.is_running


async def test_a_tie_can_be_corrected(desk: Desk) -> None:
    async with desk.sit() as seat:
        await seat.press("2", "b")
        await seat.type("改善市场信用环境")
        await seat.press("enter")
        assert seat.entry("1").task.basis[0].section == "五/（七）"
        await seat.press("u")
        assert seat.entry("1").task.basis[0].section == "四/（一）"


async def test_history_lists_what_was_done_and_goes_there(desk: Desk) -> None:
    async with desk.sit() as seat:
        await seat.press("2", "j", "j", "d", "g", "g", "U")
        assert "tester  3  未启动 → 已办结" in seat.text
        await seat.press("enter")
        assert seat.current.task.no == "3"


async def test_copying_takes_the_words_and_where_they_stand(desk: Desk) -> None:
    async with desk.sit() as seat:
        await seat.press("2", "j", "y")
        assert seat.app.clipboard == "加强反垄断执法"
        await seat.press("Y")
        assert seat.app.clipboard.endswith("》任务 2")


@pytest.mark.parametrize("lang", ["zh", "en"])
async def test_every_command_is_in_the_palette_and_in_help(desk: Desk, lang: str) -> None:
    async with desk.sit(lang=lang) as seat:
        names = [command.word(seat.main.texts) for command in COMMANDS]
        assert not [name for name in names if name.startswith("command.")]
        lines = [command.line(seat.main.texts) for command in COMMANDS]
        assert not [line for line in lines if line.startswith("command.")]
        await seat.press("?")
        assert seat.main.texts("command.find") in seat.text, "help begins with finding"
        await seat.press("escape", ":")
        await seat.type("tuichu" if lang == "zh" else "quit")
        assert names[-1] in seat.text


async def test_the_language_changes_while_running(desk: Desk) -> None:
    async with desk.sit() as seat:
        await seat.press("2", ":")
        await seat.type("English")
        await seat.press("enter")
        assert "Status" in seat.text or "status" in seat.text
        assert "filter" in seat.text


@pytest.mark.parametrize(("twin", "meant"), [("？", "Reading"), ("：", "Picker")])
async def test_a_key_of_an_input_method_left_on_means_its_twin(desk: Desk, twin: str, meant: str) -> None:
    async with desk.sit() as seat:
        seat.main.post_message(Key("a key of the input method", twin))
        await seat.settle()
        assert type(seat.app.screen).__name__ == meant


async def test_ones_own_keys_replace_those_of_a_command(desk: Desk) -> None:
    async with desk.sit(keys={"star": "f5"}) as seat:
        await seat.press("2", "*")
        assert not seat.entry("1").star
        await seat.press("f5")
        assert seat.entry("1").star


async def test_ones_own_key_is_taken_from_the_command_that_has_it_by_default(desk: Desk) -> None:
    """Else a later version that gives `x` a meaning would refuse to start for whoever had chosen `x`."""
    async with desk.sit(keys={"star": "x"}) as seat:
        await seat.press("2", "x")
        assert seat.entry("1").star
        assert len(seat.app.screen_stack) == 1
        await seat.press("u")
        assert not seat.entry("1").star


def test_a_menu_whose_first_key_was_taken_is_gone() -> None:
    keymap = Keymap(COMMANDS, {"star": "g"})
    found = keymap.find(("g",), Pane.TASKS)
    assert found is not None
    assert found.name == "star"
    assert keymap.menu(("g",), Pane.TASKS) == ()


@pytest.mark.parametrize(
    ("own", "code"),
    [
        ({"star": "f5", "undo": "F5"}, "key_conflict"),
        ({"star": "f5", "undo": "F5 a"}, "key_conflict"),
        ({"nothing": "x"}, "unknown_command"),
        ({"star": "ctrl+zed"}, "unknown_key"),
        ({"star": "f5, wheel"}, "unknown_key"),
        ({"star": "shift+a"}, "unknown_key"),
        ({"star": "g question_mark"}, "unknown_key"),
    ],
)
def test_keys_that_mean_two_things_are_refused(own: dict[str, str], code: str) -> None:
    with pytest.raises(Usage) as refused:
        Keymap(COMMANDS, own)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("written", "keys"),
    [
        ("f5", ("f5",)),
        ("F5, Ctrl-y", ("f5", "ctrl+y")),
        ("PgDn", ("pagedown",)),
        ("g Esc,S-Tab", ("g escape", "shift+tab")),
        ("＃ ，", ("# ,",)),
        ("-", ("-",)),
        ("alt+ctrl+x", ("alt+ctrl+x",)),
    ],
)
def test_keys_may_be_written_as_help_prints_them(written: str, keys: tuple[str, ...]) -> None:
    free = {command.name: "" for command in COMMANDS if command.name != "star"}
    star = next(command for command in COMMANDS if command.name == "star")
    assert Keymap(COMMANDS, {**free, "star": written}).keys(star) == keys


def test_every_text_the_screens_ask_for_exists_in_both_languages() -> None:
    room = Path(__file__).parent.parent.parent / "tui" / "locale"
    zh, en = (json.loads((room / lang / "app.json").read_text(encoding="utf-8")) for lang in ("zh", "en"))
    assert zh.keys() == en.keys()


async def test_two_who_edit_one_note_are_both_told_and_either_brings_the_texts_together(desk: Desk) -> None:
    """Two windows of one person, or two machines: whoever saves last is told at once, the other within a second."""
    first = desk.open()
    first.add_note(DOC, first.ledger(DOC)[0].task.id, "原文")
    async with desk.sit() as seat:
        await seat.press("2", "e", "甲")
        (note,) = first.notes(DOC)
        first.edit_note(note, "原文乙")
        await seat.press("f2")
        assert "别处也改了" in seat.news
        (note,) = seat.entry("1").notes
        assert {note.text, *note.rivals} == {"原文甲", "原文乙"}
        again = Workspace.open(desk.settings(), now=lambda: NOON)
        await seat.press("e")
        assert "合在这里" in seat.text
        (note,) = again.notes(DOC)
        again.edit_note(note, "第三份")
        await seat.press("escape")
        seat.main.watching.look()
        assert "别处也改了" in seat.news
        await seat.press("e", "f2")
        assert "已改批注" in seat.news
        (note,) = seat.entry("1").notes
        assert (note.text, note.rivals) == ("第三份\n\n原文乙", ())
        await seat.press("u")
        assert seat.entry("1").notes[0].text == "第三份"


async def test_a_network_disk_is_said_once(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui.store.changes.network_disk", lambda _: "nfs4")
    async with desk.sit() as seat:
        assert "网络磁盘上（nfs4）" in seat.news
        await seat.press("2", "d")
        seat.main.watching.look()
        assert "网络磁盘" not in seat.news


async def test_where_nothing_can_be_written_all_can_be_looked_at_and_marks_are_refused(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.open().mark([(DOC, desk.open().document(DOC).tasks[0].id)], desk.open().profile.parse("done"))
    monkeypatch.setattr("tui.store.journal.os.access", lambda _, mode: mode == os.F_OK)
    async with desk.sit() as seat:
        assert "不能标记" in seat.news
        await seat.press("2", "j", "k", "g", "d", "2", "U", "escape", "/", *"财政厅", "enter")
        assert len(seat.numbers) == 19
        await seat.press("escape")
        for key in ("d", "*", "a", "u", "b"):
            seat.main.status_line.say("")
            await seat.press(key)
            assert "不能标记" in seat.news
            assert not isinstance(seat.app.screen, NoteEditor)
        assert [entry.status.key for entry in seat.main.ledger][:2] == ["done", "todo"]


async def test_damage_that_comes_while_one_is_there_is_told_once(desk: Desk) -> None:
    other = desk.open("other")
    other.star([(DOC, other.document(DOC).tasks[0].id)])
    async with desk.sit() as seat:
        (file,) = (desk.folder / "shared" / "journal").glob("*.jsonl")
        with file.open("ab") as journal:
            journal.write(b"0000\n0000\n")
        seat.main.watching.look()
        assert file.name in seat.news
        assert "1" in seat.news
        seat.main.status_line.say("")
        seat.main.watching.look()
        assert seat.news == ""


async def test_very_many_notes_come_in_after_the_marks(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """They are read beside the screen, and then are in the table as if they had been there from the first moment."""
    read_in: list[Thread] = []
    complete = Store.complete

    def completed(store: Store) -> None:
        read_in.extend([current_thread()] if store.incomplete else [])
        complete(store)

    workspace = desk.open()
    task = workspace.document(DOC).tasks[0].id
    intents = [Intent(DOC, task, "note", f"{number} " + "长" * 300) for number in range(400)]
    workspace.append([*intents, Intent(DOC, task, "status", "done")])
    assert workspace.store.checkpoint()
    assert desk.open().store.incomplete
    monkeypatch.setattr(Store, "complete", completed)
    async with desk.sit() as seat:
        await seat.settle()
        assert len(read_in) == 1
        assert read_in[0] is not main_thread()
        assert not seat.app.workspace.store.incomplete
        assert (len(seat.main.ledger[0].notes), seat.main.ledger[0].status.key) == (400, "done")
        await seat.press("2", "e")
        assert isinstance(seat.app.screen, Picker)


def test_who_comes_for_the_first_time_sees_a_document_with_tasks(desk: Desk, tmp_path: Path) -> None:
    text = tmp_path / "函.txt"
    text.write_text("关于开会的函\n\n请派员参加。\n", encoding="utf-8")
    workspace = desk.open()
    workspace.import_file(text, doc_id="00")
    assert workspace.library.ids()[0] == "00"
    assert _first_document(workspace, None).id == DOC
    workspace.keep("place", {"doc": "00"})
    assert _first_document(desk.open(), None).id == "00"


async def test_a_document_that_was_cut_is_told_and_another_opened(desk: Desk, tmp_path: Path) -> None:
    text = tmp_path / "办法.txt"
    text.write_text("某某办法\n\n一、主要任务\n（一）开放市场。（牵头单位：省财政厅）\n", encoding="utf-8")
    workspace = desk.open()
    for doc in ("甲", "乙"):
        workspace.import_file(text, doc_id=doc, title=f"{doc}文")
    workspace.keep("place", {"doc": "甲"})
    file = desk.folder / "shared" / "library" / "甲.json"
    file.write_bytes(file.read_bytes()[:500])
    workspace = desk.open()
    assert _first_document(workspace, None).id == "乙"
    async with desk.sit(workspace=workspace) as seat:
        assert "甲.json" in seat.news
        seat.main.status_line.say("")
        await seat.press("g", "l", "甲", "enter")
        assert "甲.json" in seat.news
        assert seat.main.document.id == DOC
        await seat.press("g", "l", "乙", "enter")
        assert seat.main.document.id == "乙"


async def test_a_display_name_stands_beside_the_author(desk: Desk) -> None:
    other = desk.open("other")
    other.settings = other.settings._replace(name="李四")
    async with desk.sit(size=(80, 40)) as seat:
        await seat.press("2")
        other.mark([(DOC, seat.entry("1").task.id)], other.profile.parse("done"))
        seat.main.watching.look()
        assert seat.news.startswith("李四（other） 把 1 标为 已办结")
        await seat.pilot.pause(0.3)
        assert "最近  李四（other）" in seat.text
        await seat.press("U")
        assert "李四（other）  1  未启动 → 已办结" in seat.text


async def test_a_long_alarm_is_read_to_its_end_and_short_news_takes_one_line(desk: Desk) -> None:
    async with desk.sit(size=(80, 24)) as seat:
        where = Path("/") / "very" / "long" / ("place" * 12) / "journal" / ".lock"
        seat.main.complain(Unavailable("locked", path=where, seconds=5))
        await seat.settle()
        tail = "".join(line.strip() for line in seat.lines()[-3:-1])
        assert seat.news.replace(" ", "") == tail.replace(" ", "")
        seat.main.status_line.say("短")
        await seat.settle()
        assert seat.main.status_line.size.height == 1
