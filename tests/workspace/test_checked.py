"""What the check-up finds and sets right: missing lines, files passed over, a library that is not what was done."""

from __future__ import annotations

import json
import os
import stat
from datetime import timedelta
from pathlib import Path

import pytest

from tests.workspace.conftest import Office
from tests.workspace.test_library_steps import bring, second, words
from tui.model.merging import Choice
from tui.store.checkup import Checkup
from tui.store.journal import Journal
from tui.store.private import Private
from tui.store.record import encode, line_of, to_json, to_record
from tui.workspace import Workspace


def checkup(workspace: Workspace, later: timedelta = timedelta()) -> Checkup:
    return Checkup(workspace.store, workspace.now() + later)


def marked(office: Office, count: int = 3) -> Workspace:
    mine = office.enter("甲")
    for number in range(count):
        mine.mark([("plan", "附件#1")], mine.profile.parse(("active", "done")[number % 2]))
    return mine


def journal(office: Office) -> Path:
    (file,) = (office.root / "journal").glob("*.jsonl")
    return file


@pytest.mark.parametrize("gone", [0, 1])
def test_a_deleted_line_is_told_where_it_stood_until_it_is_noted(office: Office, gone: int) -> None:
    marked(office)
    file = journal(office)
    lines = file.read_bytes().splitlines(keepends=True)
    assert list(checkup(office.enter("甲")).missing_lines()) == []
    file.write_bytes(b"".join(line for number, line in enumerate(lines) if number != gone))
    look = checkup(office.enter("甲"))
    ((name, found, mine),) = look.missing_lines()
    assert (name, found.offset, mine) == (f"journal/{file.name}", sum(map(len, lines[:gone])), True)
    assert look.note_missing(name).is_file()
    assert list(look.missing_lines()) == []
    assert len(list(office.enter("甲").store.history())) == 2


@pytest.mark.parametrize("chain", ["\ud800", "x" * 5000, 7, None, ["a"], "0" * 15])
def test_a_check_that_can_be_none_is_told_and_can_be_noted(office: Office, chain: object) -> None:
    """`doctor --repair` fell over half a character in it."""
    marked(office)
    file = journal(office)
    lines = file.read_bytes().splitlines(keepends=True)
    body = json.dumps({**to_record(lines[1][18:-1]), "chain": chain}).encode()
    file.write_bytes(lines[0] + line_of(body))
    look = checkup(office.enter("甲"))
    ((name, found, _),) = look.missing_lines()
    assert found.offset == len(lines[0])
    assert look.note_missing(name).stat().st_size < 50
    assert list(look.missing_lines()) == []


def test_a_line_that_was_changed_with_its_check_sum_is_told(office: Office) -> None:
    marked(office)
    file = journal(office)
    lines = file.read_bytes().splitlines(keepends=True)
    record = to_record(lines[1][18:-1])
    body = to_json({**record, "value": "stopped"}).encode()
    file.write_bytes(lines[0] + line_of(body) + lines[2])
    ((_, found, _),) = checkup(office.enter("甲")).missing_lines()
    assert found.offset == len(lines[0]) + len(line_of(body))


def test_lines_of_before_there_was_a_chain_are_sound(office: Office) -> None:
    mine = marked(office)
    changes = list(mine.store.history())
    journal(office).write_bytes(b"".join(map(encode, changes)))
    again = office.enter("甲")
    again.mark([("plan", "附件#2")], again.profile.parse("done"))
    assert list(checkup(again).missing_lines()) == []


def test_what_is_damaged_is_taken_out_and_told_no_more(office: Office) -> None:
    marked(office)
    file = journal(office)
    lines = file.read_bytes().splitlines(keepends=True)
    file.write_bytes(lines[0] + lines[1].replace(b"done", b"dona") + lines[2])
    again = office.enter("甲")
    (damage,) = again.damage
    look = checkup(again)
    assert list(look.missing_lines()) == [], "what stands behind damage is told as such"
    kept = look.mend_journal(damage.file)
    assert kept.read_bytes().count(b"dona") == 1
    fresh = office.enter("甲")
    assert fresh.damage == ()
    assert list(checkup(fresh).missing_lines()) == []


def test_what_is_whole_and_cannot_be_read_is_never_moved(office: Office) -> None:
    """A later program may know it."""
    marked(office)
    file = journal(office)
    strange = line_of(b'{"v": 9, "what": "of a later program"}')
    file.write_bytes(file.read_bytes() + strange + b"torn")
    again = office.enter("甲")
    look = checkup(again)
    assert [look.mendable(damage) for damage in again.damage] == [False, True]
    look.mend_journal(again.damage[0].file)
    assert file.read_bytes().endswith(strange)
    assert [damage.reason for damage in office.enter("甲").damage] == ["shape"]


def test_marks_that_were_stamped_behind_the_end_of_time_come_back(office: Office) -> None:
    """They were acknowledged, could not be read, and a repair moved them away."""
    mine = marked(office, 1)
    (first,) = mine.store.history()
    writer = first.stamp.partition("-")[2]
    base = {"at": first.at, "author": "甲", "doc": "plan", "target": "附件#2", "v": 1}
    note = f"e677d21fdc010000-{writer}"
    lost = [
        {**base, "kind": "note", "value": "一条批注", "stamp": note},
        {**base, "kind": "edit", "value": "改过", "stamp": f"e677d21fdc010001-{writer}", "target": f"附件#2@{note}"},
    ]
    file = journal(office)
    file.write_bytes(file.read_bytes() + b"".join(line_of(to_json(record).encode()) for record in lost))
    again = office.enter("甲")
    assert len(again.damage) == 2
    look = checkup(again)
    assert look.mendable(again.damage[0])
    look.mend_journal(again.damage[0].file)
    fresh = office.enter("甲")
    assert fresh.damage == ()
    assert [each.text for each in fresh.notes("plan")] == ["改过"]


@pytest.mark.skipif(os.name == "nt", reason="needs pipes")
def test_what_is_passed_over_is_named(office: Office, tmp_path: Path) -> None:
    mine = marked(office)
    folder = office.root / "journal"
    os.mkfifo(folder / "pipe.jsonl")
    (folder / "link.jsonl").symlink_to(tmp_path / "elsewhere")
    assert [path.name for path in checkup(mine).passed_over()] == ["link.jsonl", "pipe.jsonl"]
    assert len(list(office.enter("甲").store.history())) == 3


def test_a_library_that_is_not_what_the_history_says_is_found(office: Office) -> None:
    mine = office.enter("甲")
    bring(mine, second(office))
    assert list(checkup(mine).half_steps(mine.library)) == []
    mine.library.place("plan").unlink()
    assert list(checkup(office.enter("甲")).half_steps(mine.library)) == ["plan"]
    bring(office.enter("甲"), second(office))
    assert words(office.enter("甲")) == "彻底清理地方保护"
    assert list(checkup(office.enter("甲")).half_steps(mine.library)) == []


def test_after_a_jump_of_the_clock_the_change_that_was_ahead_is_named(office: Office) -> None:
    mine = marked(office, 1)
    office.time += timedelta(days=400)
    (ahead,) = mine.star([("plan", "附件#1")])
    office.time -= timedelta(days=400)
    (after,) = mine.star([("plan", "附件#2")])
    assert after.stamp > ahead.stamp
    assert checkup(mine).ahead() == ahead


def test_the_lock_held_by_another_is_told(office: Office) -> None:
    mine = marked(office)
    look = checkup(mine)
    assert not look.lock_held()
    with Journal(office.root, "w9").turn():
        assert look.lock_held()


# A restore


def test_the_end_of_a_journal_that_was_cut_is_told_and_comes_back(office: Office) -> None:
    mine = marked(office)
    mine.backup(office.folder / "copy.zip")
    file = journal(office)
    lines = file.read_bytes().splitlines(keepends=True)
    file.write_bytes(b"".join(lines[:1]))
    again = office.enter("甲")
    restored = again.restore(office.folder / "copy.zip")
    assert restored.cut == (f"journal/{file.name}",)
    assert len(restored.changes) == 2
    assert office.enter("甲").restore(office.folder / "copy.zip").changes == ()


def test_a_bundle_tells_it_too(office: Office) -> None:
    mine = marked(office)
    mine.bundle(office.folder / "all.duban")
    assert mine.open_merge(office.folder / "all.duban").notices == []
    file = journal(office)
    file.write_bytes(file.read_bytes().splitlines(keepends=True)[0])
    merge = office.enter("甲").open_merge(office.folder / "all.duban")
    assert [(notice.code, notice.values["writer"]) for notice in merge.notices] == [("journal_cut", file.stem)]
    assert len(merge.decide(Choice()).taken) == 2
    assert office.enter("甲").open_merge(office.folder / "all.duban").notices == []


def test_a_restore_that_replaces_a_document_is_a_step(office: Office) -> None:
    mine = office.enter("甲")
    mine.backup(office.folder / "copy.zip")
    bring(mine, second(office))
    office.enter("甲").restore(office.folder / "copy.zip", force=True)
    fresh = office.enter("甲")
    assert words(fresh) == "清理地方保护"
    assert list(checkup(fresh).half_steps(fresh.library)) == []
    fresh.undo()
    assert words(fresh) == "彻底清理地方保护"


# Edit against delete


def test_a_later_edit_brings_a_note_back_that_was_deleted_elsewhere(office: Office) -> None:
    one, other = office.enter("甲"), office.enter("甲")
    one.add_note("plan", "附件#1", "初稿")
    other.catch_up()
    (note,) = other.notes("plan")
    one.delete_note(one.notes("plan")[0])
    other.edit_note(note, "定稿")
    for workspace in (other, office.enter("甲")):
        (found,) = workspace.notes("plan")
        assert found.text == "定稿"
        assert found.brought_back is not None
    other.delete_note(other.notes("plan")[0])
    assert office.enter("甲").notes("plan") == ()
    other.undo()
    assert [each.text for each in office.enter("甲").notes("plan")] == ["定稿"]


# One's own folder


@pytest.mark.parametrize("broken", ["", "x" * 65, "../x", "\x00"])
def test_a_writer_that_is_none_is_healed_once_and_told(tmp_path: Path, broken: str) -> None:
    folder = tmp_path / "own"
    folder.mkdir()
    (folder / "writer").write_text(broken)
    private = Private(folder)
    made = private.writer()
    assert private.healed
    again = Private(folder)
    assert (again.writer(), again.healed) == (made, False)


@pytest.mark.skipif(os.name == "nt", reason="no modes")
def test_ones_own_folder_is_ones_own_whatever_the_umask_is(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        private = Private(tmp_path / "state" / "duban" / "own")
        private.writer()
        private.keep("place", {"doc": "plan"})
        modes = {stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "state").rglob("*") if path.is_dir()}
        assert modes == {0o700}
        assert {stat.S_IMODE(path.stat().st_mode) for path in private.folder.iterdir()} == {0o600}
        private.folder.chmod(0o777)
        private.keep("place", {"doc": "other"})
        assert stat.S_IMODE(private.folder.stat().st_mode) == 0o700
    finally:
        os.umask(before)
