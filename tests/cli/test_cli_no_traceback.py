"""Whatever the system does, one sentence says it, and there is no traceback."""

from __future__ import annotations

import errno
import os
import pwd
import re
import tempfile
from pathlib import Path

import pytest

from tests.cli.conftest import Duban
from tui import owners
from tui.store import archive, checkup
from tui.store.library import Library


def nobody(uid: int) -> pwd.struct_passwd:
    raise KeyError(uid)


def refuse(*_: object, **__: object) -> bytes:
    raise OSError(errno.EIO, os.strerror(errno.EIO), "somewhere")


def test_without_a_home_and_a_name_one_is_told_what_to_set(duban: Duban, monkeypatch: pytest.MonkeyPatch) -> None:
    """As in a container whose user the system does not know."""
    monkeypatch.setattr(pwd, "getpwuid", nobody)
    for name in ("HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.delenv(name, raising=False)
    answer = duban("--lang", "en", "docs")
    assert answer.code == 2
    assert "HOME" in answer.said
    monkeypatch.setenv("HOME", "here")
    assert duban("--lang", "en", "docs").code == 2
    assert duban("--lang", "en", "docs", "--workspace", "~nobody-at-all/x").code == 2


def test_a_user_without_a_name_writes_by_number(duban: Duban, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pwd, "getpwuid", nobody)
    owners.user_name.cache_clear()
    try:
        assert duban("mark", "1", "done").code == 0
        (change,) = duban("log", "--json").json["changes"]
    finally:
        owners.user_name.cache_clear()
    assert re.fullmatch(r"uid\d+", change["by"])


@pytest.mark.parametrize("held", [b"a" * 65, b"", b"\xc3", "²".encode(), b"a/b", b"../x", b"a" * 4000, b"\0"])
def test_a_writer_that_is_none_is_no_reason_to_stop(duban: Duban, home: Path, held: bytes) -> None:
    assert duban("mark", "1", "done").code == 0
    (file,) = (home / "state").rglob("writer")
    file.write_bytes(held)
    assert duban("mark", "2", "done").code == 0
    assert [task["status"] for task in duban("tasks", "--json").json["tasks"]][:2] == ["done", "done"]


def test_what_no_room_foresaw_is_told_in_one_sentence(duban: Duban, monkeypatch: pytest.MonkeyPatch) -> None:
    for error, said in ((OSError(errno.EIO, "Input/output error", "/a/b"), "/a/b"), (MemoryError(), "memory")):
        monkeypatch.setattr(Library, "ids", lambda _, error=error: (_ for _ in ()).throw(error))
        answer = duban("docs")
        assert answer.code == 4
        assert said in answer.said


def test_a_disk_that_no_longer_reads_stops_a_restore_in_one_sentence(
    duban: Duban, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert duban("mark", "1", "done").code == 0
    assert duban("backup", "b.zip").code == 0
    before = duban("log", "--json").json
    checking = archive.Archive._check

    def check(self: archive.Archive) -> None:
        """Find it whole; from then on nothing can be read of it."""
        checking(self)
        monkeypatch.setattr(archive.Archive, "pieces", refuse)

    monkeypatch.setattr(archive.Archive, "_check", check)
    answer = duban("restore", "b.zip", "--workspace", str(home / "other"))
    assert answer.code == 3
    assert "b.zip" in answer.said
    assert not (home / "other").exists()
    assert duban("log", "--json").json == before


def test_a_disk_that_no_longer_reads_stops_no_repair(duban: Duban, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert duban("mark", "1", "done").code == 0
    (journal,) = (home / "data" / "duban" / "journal").glob("*.jsonl")
    journal.write_bytes(b"0000000a no record\n" + journal.read_bytes())
    monkeypatch.setattr(checkup, "read", refuse)
    answer = duban("doctor", "--repair")
    assert answer.code == 1
    assert "Input/output error" in answer.err


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may act as another")
def test_a_workspace_of_another_says_whose_it_is(duban: Duban, home: Path) -> None:
    assert duban("mark", "1", "done").code == 0
    home.chmod(0o755)
    for above in home.parents:
        if above.stat().st_uid == 0 and Path(tempfile.gettempdir()) in above.parents:
            above.chmod(0o755)
    (home / "data" / "duban").chmod(0o700)
    os.seteuid(4321)
    try:
        answer = duban("mark", "1", "todo")
    finally:
        os.seteuid(0)
    assert answer.code == 4
    assert "root" in answer.said
