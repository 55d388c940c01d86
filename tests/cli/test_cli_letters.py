"""How wide the terminal draws “, as it answers when it is asked, and that the check-up tells of it."""

from __future__ import annotations

import os
import select
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread

import pytest

pytest.importorskip("termios", reason="pseudo-terminals are for Unix")

import pty
import termios

from tests.cli.conftest import Duban
from tui.cli import doctor, letters


@contextmanager
def terminal(answer: bytes) -> Iterator[int]:
    """The handle of a terminal that gives this answer when it is asked where its cursor is."""
    outside, inside = pty.openpty()

    def reply() -> None:
        heard = b""
        while b"\x1b[6n" not in heard:
            if not select.select([outside], [], [], 2)[0]:
                return
            heard += os.read(outside, 100)
        os.write(outside, answer)

    thread = Thread(target=reply)
    thread.start()
    try:
        yield inside
    finally:
        thread.join()
        os.close(outside)
        os.close(inside)


@pytest.mark.parametrize(
    ("answer", "found"),
    [(b"\x1b[12;2R", 1), (b"\x1b[1;3R", 2), (b"jj\x1b[A\x1b[1;3R", 2), (b"x" * 300, None), (b"", None)],
    ids=["narrow", "wide", "behind keys", "no answer", "none at all"],
)
def test_it_is_what_the_terminal_answers(answer: bytes, found: int | None) -> None:
    with terminal(answer) as handle:
        before = termios.tcgetattr(handle)
        assert letters.cells(handle, handle, 0.2) == found
        assert termios.tcgetattr(handle) == before


def test_what_is_no_terminal_is_not_asked() -> None:
    read, write = os.pipe()
    assert letters.cells(read, write) is None
    assert not select.select([read], [], [], 0)[0]
    os.close(read)
    os.close(write)


@pytest.mark.parametrize(("width", "told"), [(1, False), (2, True), (None, False)])
def test_the_check_up_tells_where_it_is_two_cells(
    duban: Duban, monkeypatch: pytest.MonkeyPatch, width: int | None, told: bool
) -> None:
    monkeypatch.setattr(doctor, "cells_here", lambda: width)
    monkeypatch.setattr("tui.cli.verbs.keeping.is_terminal", lambda _: True)
    monkeypatch.setenv("TERM", "xterm")
    done = duban("doctor", "--lang", "en")
    assert ("two cells wide" in done.out, done.code) == (told, int(told))
