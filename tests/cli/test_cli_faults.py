"""Every verb that writes, stopped at each of its calls to the system: whole or not there, and truly told.

The calls that Python makes by itself are reached here; `python -m tests.by_hand.faults` reaches all there are.
`DUBAN_FAULTS=1` tries every call in every way, else of each verb five are tried, each in one way.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import pytest

from tests.cli.faulting import MODES, Ran, Trial
from tests.cli.hurting import Home
from tests.cli.writing_verbs import SCENARIOS, missing

SOME: Final = 5
EVERY: Final = "DUBAN_FAULTS" in os.environ
BY_PATH: Final = ("open", "replace", "rename", "link", "unlink", "mkdir")
BY_HANDLE: Final = ("write", "fsync", "fdatasync", "ftruncate")


Call = Callable[..., object]
WRITING: Final = os.O_WRONLY | os.O_RDWR | os.O_CREAT


class Killed(BaseException):
    """The process is gone: nothing that it would still do is done."""


class Faults:
    """Counts the calls on files below a folder, and stops the one of a number."""

    def __init__(self, folder: Path, number: int, mode: str) -> None:
        self._folder, self._number, self._mode = str(folder), number, mode
        self._handles: dict[int, str] = {}
        self._dead = False
        self.calls: list[str] = []

    def _stopped(self, call: str, place: str, part: Callable[[], object]) -> None:
        """Count a call; raise where it is the one to be stopped. `part` does a part of it."""
        if self._dead:
            raise Killed
        self.calls.append(f"{call} {place.removeprefix(self._folder)}")
        full = self._mode == "full" and 0 < self._number < len(self.calls)
        if len(self.calls) != self._number and not full:
            return
        if call == "write" and self._mode != "fail":
            part()
        if self._mode == "kill":
            self._dead = True
            raise Killed
        code = errno.EIO if self._mode == "fail" else errno.ENOSPC
        if full and call in {"unlink", "ftruncate", "replace", "rename"}:  # a full disk still takes these
            self.calls.pop()
            return
        raise OSError(code, os.strerror(code), place)

    def by_path(self, call: str, real: Call) -> Call:
        def called(path: object, *args: object, **named: object) -> object:
            ours = isinstance(path, (str, os.PathLike)) and os.fspath(path).startswith(self._folder)
            place = os.fspath(path) if ours and isinstance(path, (str, os.PathLike)) else ""
            if ours and (call != "open" or (isinstance(args[0], int) and args[0] & WRITING)):
                self._stopped(call, place, lambda: None)
            made = real(path, *args, **named)
            if call == "open" and isinstance(made, int):
                self._handles.pop(made, None)
                self._handles |= {made: place} if ours else {}
            return made

        return called

    def by_handle(self, call: str, real: Call) -> Call:
        def called(handle: int, *args: object) -> object:
            if handle in self._handles:
                data = args[0] if args and isinstance(args[0], (bytes, memoryview)) else b""
                self._stopped(call, self._handles[handle], lambda: real(handle, data[: len(data) * 2 // 3]))
            return real(handle, *args)

        return called

    @contextmanager
    def patched(self) -> Iterator[None]:
        """Within this block they are counted."""
        with pytest.MonkeyPatch.context() as patch:
            for call in BY_PATH:
                patch.setattr(os, call, self.by_path(call, getattr(os, call)))
            for call in BY_HANDLE:
                patch.setattr(os, call, self.by_handle(call, getattr(os, call)))
            yield


def run(home: Home, words: Sequence[str], number: int, mode: str) -> Ran:
    """Run a verb in this process with one of its calls stopped."""
    home.enter()
    faults = Faults(home.folder, number, mode)
    code: int | None
    with faults.patched():
        try:
            code, said = home.run(*words)
        except Killed:
            code, said = None, ""
    return Ran(code, said, faults.calls)


@pytest.fixture(autouse=True)
def _as_before(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The environment and the folder of this process are those of the tests again afterwards."""
    monkeypatch.setattr("tui.workspace.bundled_documents", lambda: Path("/nothing bundled"))
    kept, where = dict(os.environ), Path.cwd()
    yield
    os.environ.clear()
    os.environ.update(kept)
    os.chdir(where)


def test_no_verb_that_writes_is_forgotten() -> None:
    """A new verb belongs in `SCENARIOS` of `writing_verbs`, or in `READS` there."""
    assert missing() == frozenset()


def spread(count: int) -> list[int]:
    """Numbers from the first to the last, `SOME` at most, as far from each other as may be."""
    return sorted({1 + round(at * (count - 1) / (SOME - 1)) for at in range(SOME)})


@pytest.mark.parametrize("name", SCENARIOS)
def test_whatever_fails_it_is_whole_or_not_there(name: str, tmp_path: Path) -> None:
    trial = Trial(name, tmp_path, run)
    assert trial.calls
    wrong: list[str] = []
    count = len(trial.calls)
    for at, number in enumerate(range(1, count + 1) if EVERY else spread(count)):
        for mode in MODES if EVERY else (MODES[(at + number) % len(MODES)],):
            wrong += trial.at(number, mode)
    assert wrong == []
