"""What every store does, whether it stays open, is opened anew after every step, or comes from a checkpoint."""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from threading import Thread
from zlib import crc32

import pytest
from tinydb import TinyDB, where

from tui.model.change import Change, Intent, Stamp, Value, note_path
from tui.model.errors import Invalid, Unavailable, Usage
from tui.store.changes import Store
from tui.store.record import encode, to_json

Enter = Callable[..., Store]


def intent(kind: str = "status", value: Value = "done", target: str = "附件#14", because: str = "") -> Intent:
    return Intent("d", target, kind, value, because=because)


class Desk:
    """A store that, depending on its kind, is left and entered again before each thing done with it."""

    def __init__(self, enter: Enter, kind: str) -> None:
        self._enter, self._kind = enter, kind
        self._store = enter()

    @property
    def store(self) -> Store:
        if self._kind != "open":
            if self._kind == "checkpoint":
                self._store.checkpoint()
            self._store.close()
            self._store = self._enter()
        return self._store


@pytest.fixture(params=["open", "anew", "checkpoint"])
def desk(enter: Enter, request: pytest.FixtureRequest) -> Desk:
    return Desk(enter, request.param)


# Keeping


def test_opening_and_looking_makes_nothing(desk: Desk, root: Path) -> None:
    assert list(desk.store.state.changes()) == []
    assert list(desk.store.history()) == []
    assert desk.store.catch_up() == ()
    assert desk.store.writable
    assert not root.parent.exists()


def test_what_was_appended_is_there(desk: Desk) -> None:
    (mark,) = desk.store.append([intent()])
    added, star = desk.store.append([intent("note", "两\n行"), intent("star", True)], batch="b1")
    (undo,) = desk.store.append([intent("status", None)], reverts=mark.step)
    assert (added.batch, star.batch, undo.reverts) == ("b1", "b1", mark.stamp)
    assert desk.store.state.value("d", "附件#14", "status") is None
    assert desk.store.state.value("d", "附件#14", "star", "甲") is True
    assert [note.text for note in desk.store.state.notes("d", "附件#14")] == ["两\n行"]
    assert list(desk.store.history()) == [mark, added, star, undo]
    assert desk.store.count == 4


def test_nothing_to_append_writes_nothing(desk: Desk, root: Path) -> None:
    assert desk.store.append([]) == ()
    assert not root.exists()


def test_a_change_says_who_when_and_why(desk: Desk) -> None:
    (mark,) = desk.store.append([intent(because="来文 3 号")])
    assert (mark.author, mark.at, mark.because) == ("甲", "2026-11-23T09:00:01+08:00", "来文 3 号")
    assert Stamp.parse(mark.stamp).writer == "w1"


def test_a_clock_set_back_never_draws_an_earlier_stamp(desk: Desk, clock: Callable[[], object]) -> None:
    (first,) = desk.store.append([intent(value="active")])
    clock.time -= timedelta(days=400)  # type: ignore[attr-defined]
    (second,) = desk.store.append([intent(value="done")])
    assert second.stamp > first.stamp
    assert desk.store.state.value("d", "附件#14", "status") == "done"


@pytest.mark.parametrize("text", ["\x00\x1b[2J\u202e[/x]\u2028\n\r\n", "\ud800 alone", "“@”\\\"'", "行\n" * 3000])
def test_any_text_comes_back_as_written(desk: Desk, text: str) -> None:
    desk.store.append([intent("note", text)])
    assert [note.text for note in desk.store.state.notes("d", "附件#14")] == [text]


@pytest.mark.parametrize("char", ["a", "\x01", "督"])
def test_a_note_of_64_kib_is_kept_and_a_longer_one_refused(desk: Desk, char: str) -> None:
    text = char * (64 * 1024 // len(char.encode()))
    desk.store.append([intent("note", text)])
    with pytest.raises(Usage, match="note_too_long"):
        desk.store.append([intent("note", text + char)])
    with pytest.raises(Usage, match="text_too_long"):
        desk.store.append([intent(because=text + char)])
    assert [note.text for note in desk.store.state.notes("d", "附件#14")] == [text]


# Several


def test_others_changes_appear_once(desk: Desk, enter: Enter) -> None:
    store = desk.store
    store.append([intent()])
    other = enter("w2", "乙")
    assert other.state.value("d", "附件#14", "status") == "done"
    (theirs,) = other.append([intent(value="stopped")])
    assert store.catch_up() == (theirs,)
    assert store.catch_up() == ()
    assert store.state.value("d", "附件#14", "status") == "stopped"
    assert desk.store.state.value("d", "附件#14", "status") == "stopped"


def test_a_stamp_is_later_than_what_others_wrote_unseen(desk: Desk, enter: Enter) -> None:
    store, other = desk.store, enter("w2", "乙")
    (theirs,) = other.append([intent(value="stopped")])
    (mine,) = store.append([intent(value="active")])
    assert mine.stamp > theirs.stamp
    assert store.count == 2
    assert [change.value for change in store.history()] == ["stopped", "active"]


def test_two_processes_of_one_writer_share_a_file(desk: Desk, enter: Enter, root: Path) -> None:
    one, two = enter(), enter()
    changes = [each for store in (one, two, one, two, two) for each in store.append([intent()])]
    assert len({change.stamp for change in changes}) == 5
    for store in (one, two, three := desk.store):
        store.catch_up()
    assert list(one.history()) == list(two.history()) == list(three.history()) == changes
    assert [file.name for file in (root / "journal").glob("*.jsonl")] == ["w1.jsonl"]


def test_history_grows_after_it_was_read(desk: Desk, enter: Enter) -> None:
    store, other = desk.store, enter("w2", "乙")
    assert list(store.history()) == []
    (theirs,) = other.append([intent(value="stopped")])
    (mine,) = store.append([intent()])
    assert list(store.history()) == [theirs, mine]


def test_files_copied_from_another_are_merged_by_union(enter: Enter, root: Path) -> None:
    (mark,) = enter().append([intent()])
    journal = root / "journal"
    (journal / "copy.jsonl").write_bytes((journal / "w1.jsonl").read_bytes())
    assert list(enter().history()) == [mark]


def test_one_thread_writes_while_another_reads(enter: Enter) -> None:
    store = enter()

    def write() -> None:
        for number in range(150):
            store.append([intent("note", "一", f"附件#{number}"), intent("status", str(number))])

    worker = Thread(target=write)
    worker.start()
    while worker.is_alive():
        assert store.catch_up() == ()
        assert len(store.state.noted("d")) <= len(list(store.state.changes()))
        store.checkpoint()
    worker.join()
    assert store.count == len(list(enter().history())) == 300


def test_a_held_lock_is_told(enter: Enter) -> None:
    store, other = enter(), enter("w2", "乙")
    store.append([intent()])
    with other._journal.turn(), pytest.raises(Unavailable, match="locked"):
        store.append([intent(value="active")])
    assert store.append([intent(value="active")])


# Later versions


def test_unknown_kinds_and_fields_are_kept(enter: Enter, root: Path) -> None:
    (mark,) = enter().append([intent()])
    strange = {"stamp": mark.stamp.replace("-w1", "-w9"), "at": mark.at, "author": "丙", "doc": "d", "target": "四"}
    line = to_json({**strange, "kind": "colour", "value": {"red": 1}, "v": 7, "mood": "glad"}).encode()
    whole = encode(mark)
    assert whole.endswith(to_json(json.loads(whole[18:])).encode() + b"\n")
    file = root / "journal" / "w9.jsonl"
    file.write_bytes(b"%08x %08x %b\n" % (len(line), crc32(line), line))
    store = enter()
    assert store.damage == ()
    assert repr(store.state.value("d", "四", "colour")) == "{'red': 1}"
    assert store.checkpoint()
    assert repr(enter().state.value("d", "四", "colour")) == "{'red': 1}"
    assert b"mood" in file.read_bytes()


# The checkpoint


def _marked(enter: Enter) -> tuple[Change, ...]:
    store = enter()
    (added,) = store.append([intent("note", "一")])
    store.append([intent("edit", "二", note_path(added.target, added.stamp)), intent(), intent("star", True)])
    store.append([intent(value="active")])
    assert store.checkpoint()
    return tuple(store.state.changes())


def test_a_checkpoint_is_a_plain_tinydb_file(enter: Enter, root: Path) -> None:
    _marked(enter)
    with TinyDB(root / "state.json") as database:
        (row,) = database.table("marks").search(where("kind") == "status")
        assert (row["target"], row["value"], row["author"]) == ("附件#14", "active", "甲")


def test_a_start_from_a_checkpoint_reads_only_what_is_behind_it(enter: Enter) -> None:
    kept = _marked(enter)
    assert (enter().behind, enter().count) == (0, 5)
    (more,) = enter("w2", "乙").append([intent(value="stopped", target="附件#15")])
    store = enter()
    assert (store.behind, store.count) == (1, 6)
    assert list(store.state.changes()) == [*kept, more]


@pytest.mark.parametrize("hurt", [b"", b"{}", b"[]", b"null", b"\xff", b'{"marks": {}}', b"[" * 100_000])
def test_a_checkpoint_that_is_none_is_made_again(enter: Enter, root: Path, hurt: bytes) -> None:
    kept = _marked(enter)
    (root / "state.json").write_bytes(hurt)
    store = enter()
    assert (tuple(store.state.changes()), store.behind) == (kept, 5)


def test_a_checkpoint_with_any_byte_changed_is_not_believed(enter: Enter, root: Path) -> None:
    kept = _marked(enter)
    sound = (root / "state.json").read_bytes()
    for at in range(0, len(sound), 7):
        hurt = bytearray(sound)
        hurt[at] ^= 1
        (root / "state.json").write_bytes(hurt)
        assert tuple(enter().state.changes()) == kept


@pytest.mark.parametrize("deed", ["cut", "flip", "gone", "swap"])
def test_a_checkpoint_of_another_journal_is_not_believed(enter: Enter, root: Path, deed: str) -> None:
    _marked(enter)
    file = root / "journal" / "w1.jsonl"
    lines = file.read_bytes().splitlines(keepends=True)
    if deed == "cut":
        file.write_bytes(b"".join(lines[:-1]))
    elif deed == "flip":
        file.write_bytes(b"".join(lines[:-1]) + lines[-1].replace(b"active", b"astive"))
    elif deed == "swap":
        file.write_bytes(b"".join([lines[1], lines[0], *lines[2:-1]]))
    else:
        file.unlink()
    store = enter()
    assert store.state.value("d", "附件#14", "status") == (None if deed == "gone" else "done")
    assert len(store.damage) == (1 if deed == "flip" else 0)


def test_damage_behind_a_checkpoint_is_still_told(enter: Enter, root: Path) -> None:
    _marked(enter)
    file = root / "journal" / "w1.jsonl"
    file.write_bytes(file.read_bytes() + b"what is this\n")
    before = enter()
    assert [damage.reason for damage in before.damage] == ["check"]
    before.append([intent(value="review")])
    assert before.checkpoint()
    assert enter().damage == before.damage


def test_a_journal_cut_while_open_is_read_anew(enter: Enter, root: Path) -> None:
    store = enter()
    (first,) = store.append([intent(value="active")])
    store.append([intent(value="done")])
    file = root / "journal" / "w1.jsonl"
    file.write_bytes(file.read_bytes().splitlines(keepends=True)[0])
    store.catch_up()
    assert list(store.state.changes()) == list(store.history()) == [first]
    (more,) = store.append([intent(value="review")])
    assert list(enter().history()) == [first, more]


# What cannot be


def test_a_file_is_no_workspace(enter: Enter, root: Path) -> None:
    root.parent.mkdir()
    root.write_text("")
    with pytest.raises(Invalid, match="not_a_workspace"):
        enter()


def test_a_value_nested_too_deep_for_a_checkpoint_harms_nothing(enter: Enter, root: Path) -> None:
    (mark,) = enter().append([intent()])
    value = "[" * 900 + "]" * 900
    line = encode(replace(mark, kind="colour", stamp=f"{mark.stamp}0", value=0))[18:-1]  # type: ignore[arg-type]
    body = line.replace(b'"value": 0', b'"value": ' + value.encode())
    (root / "journal" / "w9.jsonl").write_bytes(b"%08x %08x %b\n" % (len(body), crc32(body), body))
    store = enter()
    assert store.checkpoint() in {True, False}
    assert store.append([intent(value="active")])
    assert enter().state.value("d", "附件#14", "status") == "active"


@pytest.mark.parametrize("writer", ["", "a/b", "..", "a b", "甲", "a@b", "w\n", "w" * 65])
def test_a_writer_that_can_be_no_file_name_is_refused(enter: Enter, writer: str) -> None:
    with pytest.raises(ValueError, match="writer"):
        enter(writer)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_an_unwritable_workspace_can_be_read(enter: Enter, root: Path) -> None:
    enter().append([intent()])
    (root / "journal").chmod(0o500)
    (root / "journal" / "w1.jsonl").chmod(0o400)
    try:
        store = enter()
        assert not store.writable
        assert store.state.value("d", "附件#14", "status") == "done"
        with pytest.raises(Unavailable, match="unwritable"):
            store.append([intent(value="active")])
    finally:
        (root / "journal").chmod(0o700)


@pytest.mark.skipif(os.name == "nt", reason="no modes")
@pytest.mark.parametrize("umask", [0o000, 0o277])
def test_a_personal_workspace_is_its_owners_alone(enter: Enter, root: Path, umask: int) -> None:
    before = os.umask(umask)
    try:
        store = enter()
        store.append([intent()])
        assert store.checkpoint()
    finally:
        os.umask(before)
    for path in [root, *root.rglob("*")]:
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600), path


@pytest.mark.skipif(os.name == "nt", reason="no modes")
def test_a_shared_workspace_lets_the_group_read_and_lock_but_not_rewrite(enter: Enter, root: Path) -> None:
    root.mkdir(parents=True)
    root.chmod(0o2770)
    before = os.umask(0o077)
    try:
        store = enter()
        store.append([intent()])
        assert store.checkpoint()
    finally:
        os.umask(before)
    modes = {path.relative_to(root).as_posix(): stat.S_IMODE(path.stat().st_mode) for path in root.rglob("*")}
    journal = {"journal": 0o3770, "journal/.lock": 0o660, "journal/w1.jsonl": 0o640, "journal/w1": 0o750}
    assert modes == {**journal, "state.json": 0o640}


def test_a_program_that_is_never_closed_leaves_a_checkpoint(enter: Enter, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui.store.changes.WORTH_A_PAUSE", 10)
    store = enter()
    for number in range(25):
        store.append([intent(value=str(number))])
    again = enter()
    assert (again.count, again.behind) == (25, 5)
