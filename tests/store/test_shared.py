"""A workspace for several: who may write what, and who is taken for the author."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from tui.model.change import Change, Intent, Stamp
from tui.model.errors import Invalid, Unavailable, Usage
from tui.model.state import State
from tui.store import voucher
from tui.store.changes import Store
from tui.store.disk import free_bytes, keeps_owners, network_disk
from tui.store.record import encode
from tui.store.sharing import share

Enter = Callable[..., Store]
pytestmark = pytest.mark.skipif(os.name == "nt", reason="no groups and modes")
DONE = Intent("d", "附件#14", "status", "done")


@pytest.fixture
def owner(monkeypatch: pytest.MonkeyPatch) -> str:
    """The name of whoever owns the files of this test."""
    monkeypatch.setattr(voucher, "user_name", lambda _: "甲")
    return "甲"


def forged(author: str, writer: str = "w9", at: int = 5_000_000) -> Change:
    return Change(str(Stamp(at, 0, writer)), "2026-11-23T09:00:00+08:00", author, "d", "附件#14", "status", "stopped")


def group_name() -> str:
    """The name of one's own group."""
    import grp  # not on Windows

    return grp.getgrgid(os.getgid()).gr_name


# Making one


@pytest.mark.parametrize("umask", [0o000, 0o077, 0o277])
def test_modes_are_set_whatever_the_umask_is(root: Path, umask: int) -> None:
    before = os.umask(umask)
    try:
        share(root)
    finally:
        os.umask(before)
    modes = {path.relative_to(root).as_posix(): stat.S_IMODE(path.stat().st_mode) for path in root.rglob("*")}
    assert stat.S_IMODE(root.stat().st_mode) == 0o3770
    assert modes == {
        "journal": 0o3770,
        "journal/.lock": 0o660,
        "received": 0o3770,
        "library": 0o2770,
        "sources": 0o3770,
        "earlier": 0o3770,
    }
    assert stat.S_IMODE(root.parent.stat().st_mode) == 0o755


def test_making_it_again_mends_it_and_loses_nothing(root: Path, enter: Enter, owner: str) -> None:
    share(root)
    kept = enter("w1", owner).append([DONE])
    (root / "journal").chmod(0o700)
    share(root)
    assert stat.S_IMODE((root / "journal").stat().st_mode) == 0o3770
    assert tuple(enter().history()) == kept


def test_a_folder_with_other_things_in_it_is_left_alone(root: Path) -> None:
    root.mkdir(parents=True, mode=0o755)
    (root / "letter.txt").write_text("x")
    with pytest.raises(Usage, match="folder_in_use"):
        share(root)
    assert [path.name for path in root.iterdir()] == ["letter.txt"]


def test_what_cannot_be_shared_is_refused(root: Path) -> None:
    with pytest.raises(Usage, match="unknown_group"):
        share(root, "no such group")
    assert not root.exists()
    root.parent.mkdir()
    root.write_text("")
    with pytest.raises(Invalid, match="not_a_workspace"):
        share(root)


def test_one_tells_a_shared_workspace_from_a_personal_one(root: Path, enter: Enter) -> None:
    assert not enter().shared
    share(root)
    assert enter().shared


def test_the_checkpoint_of_a_shared_workspace_is_ones_own(root: Path, clock: Callable[..., object]) -> None:
    share(root)
    private = root.parent / "private"

    def come() -> Store:
        return Store.open(root, writer="w1", author="甲", now=clock, private=private)  # type: ignore[arg-type]

    store = come()
    store.append([DONE])
    assert store.checkpoint()
    assert not (root / "state.json").exists()
    assert stat.S_IMODE((private / "state.json").stat().st_mode) == 0o600
    assert come().behind == 0


# Who wrote it


def test_the_author_is_the_owner_of_the_file(root: Path, enter: Enter, owner: str) -> None:
    share(root)
    lie = root / "journal" / "w9.jsonl"
    lie.write_bytes(encode(forged("书记")))
    lie.chmod(0o640)
    (root / "journal" / "w9").mkdir(0o750)
    store = enter("w1", owner)
    (change,) = store.history()
    assert (change.author, change.claimed) == (owner, False)
    touched = store.state.touched("d", "附件#14")
    assert touched is not None
    assert touched.author == owner


def test_a_file_that_others_can_write_vouches_for_nobody(root: Path, enter: Enter, owner: str) -> None:
    share(root)
    lie = root / "journal" / "w9.jsonl"
    lie.write_bytes(encode(forged("书记")))
    lie.chmod(0o660)
    (change,) = enter("w1", owner).history()
    assert (change.author, change.claimed) == ("书记", True)


def test_a_file_that_was_moved_there_speaks_for_nobody(root: Path, enter: Enter, owner: str) -> None:
    """A source that somebody imported is his own file, with the words of whoever wrote it: moved, it is no journal."""
    share(root)
    source = root / "sources" / ("0" * 64)
    source.write_bytes(encode(forged(owner)))
    source.chmod(0o640)
    source.rename(root / "journal" / "w9.jsonl")
    (change,) = enter("w1", owner).history()
    assert change.claimed
    (root / "journal" / "w9").mkdir(0o770)
    (root / "journal" / "w9").chmod(0o770)
    (change,) = enter("w1", owner).history()
    assert change.claimed, "a folder that the group may write could have been moved there too"


def test_records_of_another_writer_count_not_at_all_and_are_told(
    root: Path, enter: Enter, owner: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    share(root)
    (mine,) = enter("w1", owner).append([DONE])
    copy = root / "journal" / "w2.jsonl"
    copy.write_bytes((root / "journal" / "w1.jsonl").read_bytes() + encode(forged("书记", "w2")))
    copy.chmod(0o640)
    (root / "journal" / "w2").mkdir(0o750)
    for long in (1 << 18, 1):
        monkeypatch.setattr("tui.store.journal._LONG", long)
        store = enter("w1", owner)
        assert [(change.stamp[-2:], change.author) for change in store.history()] == [("w2", owner), ("w1", owner)]
        assert [damage.reason for damage in store.damage] == ["foreign"]
        assert store.state.value("d", "附件#14", "status") == mine.value


def test_a_writer_of_before_there_were_seals_is_sealed_with_the_next_mark(root: Path, enter: Enter, owner: str) -> None:
    share(root)
    enter("w1", owner).append([DONE])
    (root / "journal" / "w1").rmdir()
    (before,) = enter("w1", owner).history()
    assert (before.author, before.claimed) == (owner, True)
    store = enter("w1", owner)
    store.append([Intent("d", "附件#15", "status", "done")])
    for reader in (store, enter("w1", owner)):
        reader.catch_up()
        assert [change.claimed for change in reader.history()] == [False, False]


def test_a_link_to_a_file_of_another_is_passed_over(root: Path, enter: Enter, owner: str) -> None:
    share(root)
    elsewhere = root.parent / "theirs.jsonl"
    elsewhere.write_bytes(encode(forged("书记")))
    elsewhere.chmod(0o600)
    (root / "journal" / "w9.jsonl").symlink_to(elsewhere)
    assert list(enter("w1", owner).history()) == []


def test_a_personal_workspace_is_believed_whoever_owns_its_files(enter: Enter, owner: str) -> None:
    enter("w1", "乙").append([DONE])
    (change,) = enter("w1", owner).history()
    assert (change.author, change.claimed) == ("乙", False)


# What came from elsewhere


def line(change: Change) -> tuple[Change, bytes]:
    return change, encode(change)


def test_what_was_received_lies_apart_with_its_authors_claimed(root: Path, enter: Enter) -> None:
    mine = enter().append([DONE])
    store = enter()
    (theirs,) = store.receive([line(forged("丙")), line(mine[0])])
    assert (theirs.author, theirs.claimed) == ("丙", True)
    (file,) = (root / "received").iterdir()
    assert file.read_bytes() == encode(forged("丙"))
    for again in (store, enter()):
        assert [change.claimed for change in again.history()] == [True, False]
        assert again.receive([line(mine[0]), line(forged("丙"))]) == ()
    assert store.checkpoint()
    assert [change.claimed for change in enter().state.changes()] == [False]
    assert len(list((root / "received").iterdir())) == 1


def test_what_a_role_vouches_for_stays_claimed_where_that_cannot_be_remembered(enter: Enter) -> None:
    (theirs,) = enter().receive([line(forged("丙"))], {"his_role"})
    assert theirs.claimed


def test_others_who_are_open_see_what_was_received(enter: Enter) -> None:
    store, other = enter(), enter("w2", "乙")
    received = store.receive([line(forged("丙"))])
    assert other.catch_up() == received


def test_a_line_of_a_later_version_is_received_as_it_was_written(root: Path, enter: Enter) -> None:
    change, raw = line(forged("丙"))
    strange = raw + b"kept as it is"
    enter().receive([(change, strange)])
    (file,) = (root / "received").iterdir()
    assert file.read_bytes() == strange


@pytest.mark.parametrize("order", [1, -1])
def test_a_bundle_that_lies_never_hides_what_was_written_here(order: int) -> None:
    true = forged("甲")
    lie = replace(true, author="书记", value="done", claimed=True)
    state = State([true, lie][::order])
    assert state.held("d", "附件#14", "status") == true


def test_history_too_prefers_what_was_written_here(enter: Enter) -> None:
    (mine,) = enter().append([DONE])
    lie = replace(mine, author="书记")
    store = enter()
    assert store.receive([line(lie)]) == ()
    assert [change.author for change in store.history()] == ["甲"]


def test_a_clock_far_ahead_is_told_by_its_stamp(enter: Enter, clock: Callable[..., object]) -> None:
    clock.time += timedelta(days=400)  # type: ignore[attr-defined]
    (change,) = enter().append([DONE])
    assert Stamp.parse(change.stamp).milliseconds > Stamp.parse(forged("x").stamp).milliseconds


# The disk

MOUNTS = """\
/dev/sda1 / ext4 rw 0 0
server:/home /home nfs4 rw,vers=4.2 0 0
//office/share /mnt/共享\\040盘 cifs rw 0 0
me@host:/ /mnt/ssh fuse.sshfs rw 0 0
/dev/sdb1 /mnt/usb fuseblk rw 0 0
overlay /mnt/box fuse.fuse-overlayfs rw 0 0
tmpfs /home/local tmpfs rw 0 0
"""


@pytest.mark.parametrize(
    ("folder", "kind"),
    [
        ("/srv/duban", None),
        ("/home/a/b", "nfs4"),
        ("/home/local/a", None),
        ("/homework", None),
        ("/mnt/共享 盘/督办", "cifs"),
        ("/mnt/ssh", "fuse.sshfs"),
        ("/mnt/usb/a", None),
        ("/mnt/box/a", None),
    ],
)
def test_a_network_disk_is_told_by_its_mount(tmp_path: Path, folder: str, kind: str | None) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text(MOUNTS, encoding="utf-8")
    assert network_disk(Path(folder), mounts) == kind


def test_where_there_is_no_list_of_mounts_nothing_is_said(tmp_path: Path) -> None:
    assert network_disk(tmp_path, tmp_path / "none") is None
    (tmp_path / "odd").write_bytes(b"\xff\n\n/ \n")
    assert network_disk(tmp_path, tmp_path / "odd") is None


def test_owners_are_believed_only_where_the_disk_keeps_them(
    root: Path, enter: Enter, owner: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert [keeps_owners(kind) for kind in (None, "nfs4", "cifs", "fuse.sshfs")] == [True, True, False, False]
    share(root)
    monkeypatch.setattr("tui.store.journal.network_disk", lambda _: "cifs")
    enter("w1", "乙").append([DONE])
    (change,) = enter("w1", owner).history()
    assert change.author == "乙"


def test_free_space_is_told_of_a_folder_that_is_not_there_yet(root: Path) -> None:
    assert (free_bytes(root) or 0) > 0


def test_a_place_where_nothing_may_be_made_is_told_as_that(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path, *_: object, **__: object) -> None:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))

    monkeypatch.setattr(Path, "mkdir", refuse)
    with pytest.raises(Unavailable, match="unwritable"):
        share(tmp_path / "new", group_name())


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root belongs to every group")
def test_a_group_one_is_not_in_cannot_be_given(root: Path) -> None:
    with pytest.raises(Unavailable, match="not_your_group"):
        share(root, "root")
