"""Each call to the system fails in turn: what was acknowledged stays, what was refused never was."""

# ruff: noqa: ANN401  (what stands in for a call of the system takes whatever that call takes)

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest

from tui import bounded
from tui.model.change import Change, Intent
from tui.model.errors import Unavailable
from tui.store.changes import Store
from tui.store.files import replace

Enter = Callable[..., Store]
NOTE = Intent("d", "附件#14", "note", "一条批注" * 50)
MARK = Intent("d", "附件#14", "status", "done")

CALLS = ["open", "write", "fdatasync", "fsync", "ftruncate", "close", "fstat", "mkdir", "fchmod", "lseek", "read"]
ERRORS = {
    errno.EIO: {"write_failed"},
    errno.ENOSPC: {"disk_full"},
    errno.EACCES: {"unwritable"},
    errno.EROFS: {"unwritable"},
}


class Faults:
    """Makes the n-th call of one kind on a file of the workspace fail, once or from then on."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, root: Path) -> None:
        self._patch, self._root = monkeypatch, str(root)
        self._ours: set[int] = set()
        self.left = -1
        self.hit = False

    @contextmanager
    def at(self, call: str, number: int, error: int, *, lasting: bool = False, half: bool = False) -> Iterator[None]:
        """Within this block the call of this number fails with this error; a half write writes half before it does."""
        self.left, self.hit = number, False
        with self._patch.context() as patch:
            opening = os.open
            patch.setattr(os, "open", self._opening(opening))
            real = getattr(os, call)
            patch.setattr(os, call, self._failing(real, error, lasting=lasting, half=half))
            yield
        self._ours.clear()

    def _opening(self, real: Callable[..., int]) -> Callable[..., int]:
        def opened(path: Any, *args: Any, **named: Any) -> int:
            handle = real(path, *args, **named)
            if str(path).startswith(self._root):
                self._ours.add(handle)
            return handle

        return opened

    def _failing(self, real: Callable[..., Any], error: int, *, lasting: bool, half: bool) -> Callable[..., Any]:
        def call(first: Any, *args: Any, **named: Any) -> Any:
            ours = first in self._ours if isinstance(first, int) else str(first).startswith(self._root)
            if ours:
                self.left -= 1
                if self.left == -1 or (lasting and self.left < 0):
                    self.hit = True
                    if half:
                        real(first, bytes(args[0])[: len(args[0]) // 2])
                    raise OSError(error, os.strerror(error))
            return real(first, *args, **named)

        return call


@pytest.fixture
def faults(monkeypatch: pytest.MonkeyPatch, root: Path) -> Faults:
    return Faults(monkeypatch, root.parent)


def check(
    enter: Enter, before: list[Change], result: tuple[Change, ...] | Unavailable, codes: set[str]
) -> list[Change]:
    """The workspace holds just what was acknowledged, and goes on."""
    store = enter()
    history = list(store.history())
    if isinstance(result, Unavailable):
        assert result.code in codes
        assert history == before
    else:
        assert history == [*before, *result]
    assert store.damage == ()
    (more,) = store.append([MARK])
    assert list(enter().history()) == [*history, more]
    return [*history, more]


def attempt(store: Store) -> tuple[Change, ...] | Unavailable:
    try:
        return store.append([NOTE, MARK], batch="b")
    except Unavailable as refused:
        return refused


@pytest.mark.skipif(os.name == "nt", reason="needs the calls of POSIX")
@pytest.mark.parametrize("error", ERRORS, ids=lambda error: errno.errorcode[error])
@pytest.mark.parametrize("call", CALLS)
def test_any_call_may_fail_at_any_time(enter: Enter, faults: Faults, call: str, error: int) -> None:
    history: list[Change] = []
    for number in range(40):
        store = enter()
        with faults.at(call, number, error):
            result = attempt(store)
        history = check(enter, history, result, ERRORS[error])
        if not faults.hit:
            break
    else:
        pytest.fail("it never came to an end")


@pytest.mark.parametrize("error", [errno.ENOSPC, errno.EIO])
def test_a_half_written_line_is_cut_off_again(enter: Enter, faults: Faults, error: int) -> None:
    store = enter()
    first = store.append([MARK])
    with faults.at("write", 0, error, half=True):
        result = attempt(store)
    assert isinstance(result, Unavailable)
    assert list(store.state.changes()) == list(first)
    check(enter, list(first), result, ERRORS[error])


def test_a_half_written_line_that_cannot_be_cut_off_is_healed_and_told(
    enter: Enter, faults: Faults, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = enter()
    first = store.append([MARK])

    def refuse(*_: object) -> None:
        raise OSError(errno.EIO, "no")

    with monkeypatch.context() as patch, faults.at("write", 0, errno.EIO, half=True):
        patch.setattr(os, "ftruncate", refuse)
        assert isinstance(attempt(store), Unavailable)
    reader = enter("w2", "乙")
    assert list(reader.history()) == list(first)
    assert [damage.reason for damage in reader.damage] == ["unfinished"]
    (more,) = store.append([MARK])
    assert [damage.reason for damage in store.damage] == ["torn"]
    assert list(enter().history()) == [*first, more]
    assert enter().damage == ()
    assert reader.catch_up() == (more,)
    assert reader.damage == ()
    assert (root / "journal" / "w1.jsonl.torn").read_bytes().startswith(b"0000")


def test_short_writes_and_interruptions_are_gone_on_from(enter: Enter, monkeypatch: pytest.MonkeyPatch) -> None:
    real, turns = os.write, iter(range(10_000))

    def write(handle: int, data: bytes) -> int:
        if next(turns) % 3 == 1:
            raise InterruptedError(errno.EINTR, "interrupted")
        return real(handle, bytes(data[:7]))

    store = enter()
    with monkeypatch.context() as patch:
        patch.setattr(os, "write", write)
        result = attempt(store)
    check(enter, [], result, set())
    assert not isinstance(result, Unavailable)


def test_an_interrupted_sync_is_repeated(enter: Enter, faults: Faults) -> None:
    with faults.at("fdatasync", 0, errno.EINTR):
        result = attempt(enter())
    assert faults.hit
    assert not isinstance(result, Unavailable)
    check(enter, [], result, set())


def test_a_full_disk_is_told_until_there_is_room(enter: Enter, faults: Faults) -> None:
    store = enter()
    kept = store.append([MARK])
    with faults.at("write", 0, errno.ENOSPC, lasting=True):
        for _ in range(3):
            with pytest.raises(Unavailable, match="disk_full"):
                store.append([NOTE])
        assert store.checkpoint() is False
        assert list(store.history()) == list(kept)
    (more,) = store.append([NOTE])
    assert list(enter().history()) == [*kept, more]


def test_an_interrupt_from_the_keyboard_leaves_nothing_half_written(
    enter: Enter, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = enter()
    kept = store.append([MARK])

    def stop(_: int) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(os, "fdatasync", stop)
        with pytest.raises(KeyboardInterrupt):
            store.append([NOTE])
    assert list(enter().history()) == list(kept)
    assert store.append([NOTE])


def test_a_journal_file_that_cannot_be_read_is_told_and_passed_over(
    enter: Enter, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = enter().append([MARK])
    (theirs,) = enter("w2", "乙").append([NOTE])
    reading = bounded.read

    def refuse(path: Path, *args: Any, **named: Any) -> bytes:
        if path.name == "w2.jsonl":
            raise PermissionError(errno.EACCES, "no")
        return reading(path, *args, **named)

    with monkeypatch.context() as patch:
        patch.setattr("tui.store.journal.read", refuse)
        store = enter()
        assert list(store.history()) == list(kept)
        assert [damage.reason for damage in store.damage] == ["unreadable"]
    assert store.catch_up() == (theirs,)
    assert store.damage == ()


def test_ones_own_file_that_was_not_read_is_never_taken_for_a_torn_line(
    enter: Enter, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = enter().append([MARK])
    with monkeypatch.context() as patch:
        patch.setattr("tui.store.journal.read", lambda *_, **__: (_ for _ in ()).throw(OSError(errno.EIO, "no")))
        with pytest.raises(Unavailable, match="write_failed"):
            enter().append([NOTE])
    assert list(enter().history()) == list(kept)


@pytest.mark.parametrize("call", ["open", "write", "fdatasync", "fsync", "close", "mkdir"])
def test_a_file_is_replaced_whole_or_not_at_all(faults: Faults, root: Path, call: str) -> None:
    path = root / "state.json"
    replace(path, b"old")
    for number in range(10):
        with faults.at(call, number, errno.EIO, half=call == "write"), suppress(Unavailable):
            replace(path, b"the new one")
        assert path.read_bytes() in {b"old", b"the new one"}
        assert [file.name for file in root.iterdir()] == ["state.json"]
        if not faults.hit:
            break
    assert path.read_bytes() == b"the new one"
