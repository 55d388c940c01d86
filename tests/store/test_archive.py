"""Backups: whole or refused, taken in by union, and nothing replaced that is not kept."""

from __future__ import annotations

import json
import os
import re
import stat
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from threading import Thread

import pytest

from tests.cli.conftest import make_document
from tui.model.change import Intent
from tui.model.document import Document
from tui.model.errors import Invalid, Problem, Unavailable, Undecided, Usage
from tui.store import archive
from tui.store.archive import LIST, Archive, save
from tui.store.changes import Store
from tui.store.library import Library
from tui.store.restore import restore
from tui.store.sharing import share

Enter = Callable[..., Store]
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
DONE = Intent("plan", "附件#1", "status", "done")


@pytest.fixture
def filled(enter: Enter, root: Path) -> Store:
    """A workspace with a document, marks of two people and a damaged line."""
    Library(root).save(*make_document("plan"))
    store = enter()
    store.append([DONE, Intent("plan", "附件#2", "note", "[/x]\x1b[2J\u202e")], batch="b")
    enter("w2", "乙").append([Intent("plan", "附件#3", "star", True)])
    file = root / "journal" / "w2.jsonl"
    file.write_bytes(file.read_bytes() + b"0000000a no record\n")
    return enter()


@pytest.fixture
def other(clock: Callable[[], datetime], tmp_path: Path) -> Store:
    """An empty workspace to restore to."""
    return Store.open(tmp_path / "other", writer="w5", author="戊", now=clock)


def content(root: Path) -> dict[str, bytes]:
    """Every file below a folder."""
    return {str(p.relative_to(root)): p.read_bytes() for p in sorted(root.rglob("*")) if p.is_file()}


# There and back


def test_a_backup_restored_elsewhere_gives_the_same(filled: Store, other: Store, root: Path, tmp_path: Path) -> None:
    saved = save(filled, tmp_path / "b.zip", NOW)
    assert saved.files == 4
    assert stat.S_IMODE(saved.file.stat().st_mode) == 0o600 or os.name == "nt"
    done = restore(other, saved.file, NOW)
    assert [(change.author, change.claimed) for change in done.changes] == [("甲", True), ("甲", True), ("乙", True)]
    assert (done.added, done.replaced, done.kept) == (("plan",), (), None)
    assert done.unsound == ("journal/w2.jsonl",)
    assert list(other.state.changes()) == list(filled.state.changes())
    document, source = make_document("plan")
    assert Library(other.root).load("plan") == document
    assert Library(other.root).source(document).read_bytes() == source
    assert Store.open(other.root, writer="w5", author="戊", now=lambda: NOW).damage == ()


def test_a_second_restore_changes_nothing(filled: Store, other: Store, tmp_path: Path) -> None:
    file = save(filled, tmp_path / "b.zip", NOW).file
    restore(other, file, NOW)
    before = content(other.root)
    done = restore(other, file, NOW)
    assert (done.changes, done.added, done.replaced) == ((), (), ())
    assert content(other.root) == before


def test_a_restore_adds_and_takes_nothing_away(filled: Store, root: Path, tmp_path: Path) -> None:
    file = save(filled, tmp_path / "b.zip", NOW).file
    (later,) = filled.append([Intent("plan", "附件#1", "status", "active")])
    assert restore(filled, file, NOW).changes == ()
    assert filled.state.held("plan", "附件#1", "status") == later
    (root / "journal" / "w1.jsonl").unlink()
    store = Store.open(root, writer="w1", author="甲", now=lambda: NOW)
    assert len(restore(store, file, NOW).changes) == 2


def test_a_document_is_replaced_only_when_forced_and_kept_then(filled: Store, root: Path, tmp_path: Path) -> None:
    file = save(filled, tmp_path / "b.zip", NOW).file
    document, source = make_document("plan")
    newer = replace(document, title="修订版")
    Library(root).save(newer, source)
    before = content(root)
    with pytest.raises(Undecided, match="plan"):
        restore(filled, file, NOW)
    assert content(root) == before
    done = restore(filled, file, NOW, force=True)
    assert (done.replaced, Library(root).load("plan").title) == (("plan",), document.title)
    assert done.kept is not None
    assert json.loads((done.kept / "library" / "plan.json").read_bytes())["document"]["1"]["title"] == "修订版"


def test_a_missing_or_hurt_source_comes_back(filled: Store, root: Path, tmp_path: Path) -> None:
    file = save(filled, tmp_path / "b.zip", NOW).file
    document, source = make_document("plan")
    Library(root).source(document).write_bytes(b"hurt")
    done = restore(filled, file, NOW)
    assert Library(root).source(document).read_bytes() == source
    assert done.kept is not None
    assert [path.read_bytes() for path in (done.kept / "sources").iterdir()] == [b"hurt"]


def test_a_backup_of_a_shared_workspace_is_restored_to_one(enter: Enter, other: Store, tmp_path: Path) -> None:
    share(other.root)
    enter().append([DONE])
    restore(other, save(enter(), tmp_path / "b.zip", NOW).file, NOW)
    (file,) = (other.root / "received").iterdir()
    assert stat.S_IMODE(file.stat().st_mode) == 0o640
    assert [change.claimed for change in other.history()] == [True]


def test_lines_of_a_later_version_go_through_a_backup(filled: Store, other: Store, root: Path, tmp_path: Path) -> None:
    from zlib import crc32

    body = b'{"at": "", "author": "x", "doc": "d", "kind": "colour", "stamp": "000000000001%s", "target": "t", '
    body = body.replace(b"%s", b"0000-w7") + b'"value": {"r": 1}, "v": 9, "zeal": 5}'
    line = b"%08x %08x %b\n" % (len(body), crc32(body), body)
    (root / "journal" / "w7.jsonl").write_bytes(line)
    restore(other, save(filled, tmp_path / "b.zip", NOW).file, NOW)
    assert line in next((other.root / "received").iterdir()).read_bytes()


def test_a_backup_is_of_one_moment_though_people_write(enter: Enter, root: Path, tmp_path: Path, other: Store) -> None:
    store = enter()
    store.append([DONE])

    def write() -> None:
        for _ in range(150):
            store.append([DONE, DONE], batch="b")

    worker = Thread(target=write)
    worker.start()
    number = 0
    reader = enter("w2", "乙", lock_seconds=5.0)
    while worker.is_alive() and number < 20:
        number += 1
        with Archive.open(save(reader, tmp_path / f"{number}.zip", NOW).file) as whole:
            assert whole.read("journal/w1.jsonl").endswith(b"\n")
    worker.join()
    done = restore(other, tmp_path / "1.zip", NOW)
    assert len(done.changes) % 2 == 1
    assert done.unsound == ()


# What is refused


def longer(times: int) -> tuple[Document, bytes]:
    """The document in another edition, of another length each time."""
    document, source = make_document("plan")
    first, *rest = document.sections
    return replace(document, sections=(first._replace(text=first.text * times), *rest)), source


@pytest.mark.parametrize("often", [1, 99])
def test_a_document_that_is_replaced_while_it_is_saved_is_saved_whole(
    filled: Store, root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, often: int
) -> None:
    """Whatever the length was that was looked at first; where it is replaced all the time, nothing is written."""
    turns, making = iter(range(often)), archive._entry

    def entry(name: str, now: datetime) -> zipfile.ZipInfo:
        if name == "journal/w1.jsonl" and (turn := next(turns, None)) is not None:
            Library(root).save(*longer(2 + turn))
        return making(name, now)

    monkeypatch.setattr(archive, "_entry", entry)
    if often > 9:
        with pytest.raises(Unavailable, match="library_in_use"):
            save(filled, tmp_path / "b.zip", NOW)
        assert [file.name for file in tmp_path.iterdir()] == ["place"]
        return
    assert save(filled, tmp_path / "b.zip", NOW).unsound == ("journal/w2.jsonl",)
    with Archive.open(tmp_path / "b.zip") as saved:
        assert saved.read("library/plan.json") == (root / "library" / "plan.json").read_bytes()


def test_what_is_damaged_already_is_told_and_kept(filled: Store, root: Path, tmp_path: Path) -> None:
    place = root / "library" / "plan.json"
    place.write_bytes(place.read_bytes()[:-30])
    assert save(filled, tmp_path / "b.zip", NOW).unsound == ("journal/w2.jsonl", "library/plan.json")


@pytest.mark.parametrize("size", ["1e400", "1.5", "true", "-1", "null", '"9"', "[]", "{}"])
def test_a_list_with_a_size_that_is_none_is_refused(filled: Store, tmp_path: Path, size: str) -> None:
    save(filled, tmp_path / "b.zip", NOW)
    with zipfile.ZipFile(tmp_path / "b.zip") as packed, zipfile.ZipFile(tmp_path / "c.zip", "w") as hurt:
        for name in packed.namelist():
            data = packed.read(name)
            hurt.writestr(name, re.sub(rb'"size": \d+', b'"size": ' + size.encode(), data) if name == LIST else data)
    with pytest.raises(Invalid, match="damaged_backup"):
        Archive.open(tmp_path / "c.zip")


def test_nothing_is_ever_overwritten_by_a_backup(filled: Store, tmp_path: Path) -> None:
    file = tmp_path / "b.zip"
    file.write_text("mine")
    with pytest.raises(Usage, match="file_exists"):
        save(filled, file, NOW)
    with pytest.raises(Usage, match="is_folder"):
        save(filled, tmp_path, NOW)
    with pytest.raises(Unavailable):
        save(filled, tmp_path / "no folder" / "b.zip", NOW)
    assert file.read_text() == "mine"
    assert not list(tmp_path.glob(".*.tmp"))


def test_a_backup_that_cannot_be_finished_leaves_nothing(
    filled: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: object) -> None:
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(Unavailable, match="disk_full"):
        save(filled, tmp_path / "b.zip", NOW)
    assert [path.name for path in tmp_path.iterdir()] == ["place"]


def test_a_backup_hurt_anywhere_is_refused_and_changes_nothing(filled: Store, other: Store, tmp_path: Path) -> None:
    file = save(filled, tmp_path / "b.zip", NOW).file
    sound, wanted = file.read_bytes(), None
    hurts = [sound[:at] for at in range(0, len(sound), 97)]
    hurts += [sound[:at] + bytes([sound[at] ^ 0x41]) + sound[at + 1 :] for at in range(0, len(sound), 31)]
    for hurt in hurts:
        file.write_bytes(hurt)
        try:
            with Archive.open(file) as whole:
                found = {name: whole.read(name) for name in whole.names}
        except Invalid:
            with pytest.raises(Invalid):
                restore(other, file, NOW)
        else:  # a byte that says nothing, such as a date
            wanted = wanted or found
            assert found == wanted
    assert not other.root.exists()


def pack(
    file: Path, members: dict[str, bytes], *, listed: dict[str, bytes] | None = None, mode: int = 0o100600
) -> None:
    """A zip file with these members and a list that fits, or one of `listed`."""
    held = {
        n: {"sha256": sha256(d).hexdigest(), "size": len(d)} for n, d in (members if listed is None else listed).items()
    }
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in members.items():
            entry = zipfile.ZipInfo(name)
            entry.external_attr, entry.compress_type = mode << 16, zipfile.ZIP_DEFLATED
            packed.writestr(entry, data)
        packed.writestr(LIST, json.dumps({"schema": 1, "made": "", "files": held}))


@pytest.mark.parametrize(
    "name",
    [
        "../evil.jsonl",
        "/etc/evil.jsonl",
        "journal/../../evil.jsonl",
        "journal\\..\\evil.jsonl",
        "C:/evil.jsonl",
        "library/a/b.json",
        "state.json",
        "journal/",
    ],
)
def test_paths_that_lead_elsewhere_are_refused(other: Store, tmp_path: Path, name: str) -> None:
    pack(tmp_path / "b.zip", {name: b"x"})
    before = content(tmp_path)
    with pytest.raises(Invalid, match="damaged_backup"):
        restore(other, tmp_path / "b.zip", NOW)
    assert content(tmp_path) == before


def test_links_and_what_the_list_does_not_name_are_refused(other: Store, tmp_path: Path) -> None:
    file = tmp_path / "b.zip"
    for members, listed, mode in (
        ({"journal/w1.jsonl": b"/etc/passwd"}, None, 0o120777),
        ({"journal/w1.jsonl": b"x"}, {}, 0o100600),
        ({}, {"journal/w1.jsonl": b"x"}, 0o100600),
        ({"journal/w1.jsonl": b"x"}, {"journal/w1.jsonl": b"y"}, 0o100600),
    ):
        pack(file, members, listed=listed, mode=mode)
        with pytest.raises(Invalid, match="damaged_backup"):
            restore(other, file, NOW)
    assert not other.root.exists()


def test_little_that_unpacks_to_very_much_is_refused_unread(
    other: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archive, "_PLENTY", 1000)
    pack(tmp_path / "b.zip", {"sources/" + "0" * 64: b"\0" * 5_000_000})
    with pytest.raises(Invalid, match="5000000"):
        restore(other, tmp_path / "b.zip", NOW)


@pytest.mark.parametrize("data", [b"", b"PK", b"a text", b"PK\x05\x06" + b"\0" * 18])
def test_what_is_no_backup_is_refused(other: Store, tmp_path: Path, data: bytes) -> None:
    (tmp_path / "b.zip").write_bytes(data)
    with pytest.raises(Invalid):
        restore(other, tmp_path / "b.zip", NOW)
    with pytest.raises(Invalid, match="no_file"):
        restore(other, tmp_path / "none.zip", NOW)


@pytest.mark.parametrize("body", [b"{}", b"[]", b'{"document": 5}', b'{"document": {"1": {"v": 1, "id": "../x"}}}'])
def test_a_document_that_is_none_is_told_and_left_out(other: Store, tmp_path: Path, body: bytes) -> None:
    pack(tmp_path / "b.zip", {"library/plan.json": body, "sources/" + "0" * 64: b"not that", "journal/x": b"y"})
    done = restore(other, tmp_path / "b.zip", NOW)
    assert set(done.unsound) == {"library/plan.json", "sources/" + "0" * 64}
    assert (done.added, content(other.root)) == ((), {})


def test_a_restore_that_finds_no_room_says_so_and_can_be_repeated(
    filled: Store, other: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = save(filled, tmp_path / "b.zip", NOW).file
    real = os.write
    with monkeypatch.context() as patch:
        patch.setattr(os, "write", lambda *_: (_ for _ in ()).throw(OSError(28, "full")))
        with pytest.raises(Problem, match="disk_full"):
            restore(other, file, NOW)
    assert os.write is real
    assert content(other.root) == {}
    assert restore(other, file, NOW).added == ("plan",)
    assert not [path for path in other.root.rglob(".*") if path.name != ".lock"]
