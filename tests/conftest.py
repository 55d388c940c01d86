"""What holds for every test: none fails because the machine is busy."""

from __future__ import annotations

import gc
import os
import sys
import tempfile
import time
from pathlib import Path
from typing import Final

import pytest
from hypothesis import settings

settings.register_profile("calm", deadline=None)
settings.load_profile("calm")

# The workers and the many processes that tests start read what one of them compiled, wherever they run.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

# Times of another zone are marked: that of the tests is China's, wherever they run, without a table of zones.
os.environ["TZ"] = "CST-8"
time.tzset()

# What is written is had on the disk, thousands of times: where the memory has room for a disk, that is where tests
# write, unless a person says where. Waiting for the disk was a third of the time of the tests that write.
MEMORY: Final = Path("/dev/shm")
ROOM: Final = 2 << 30
"""Bytes that must be free there; much less is ever used, and what passes leaves nothing."""


def fits_tests(folder: Path) -> bool:
    """Whether tests may write into a folder, and start what they write there."""
    if not os.access(folder, os.W_OK | os.X_OK):
        return False
    told = os.statvfs(folder)
    return told.f_bavail * told.f_frsize >= ROOM and not told.f_flag & getattr(os, "ST_NOEXEC", 0)


if "TMPDIR" not in os.environ and fits_tests(MEMORY):
    os.environ["TMPDIR"] = str(MEMORY)
    tempfile.tempdir = None

# A starting app makes many small objects that live as long as it does. Looking through them for garbage again and
# again was a seventh of the processor's time of all tests. What is garbage is still found, only less often.
gc.set_threshold(50_000, 20, 20)


WAITING: Final = "tests/e2e/"
"""Tests of terminals, which wait more than they work."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let half of the tests that wait begin the whole and the others its second half.

    So of four workers, each of which begins with a quarter, two wait while two work, and none waits alone at the end.
    """
    waiting = [item for item in items if item.nodeid.startswith(WAITING)]
    if len(waiting) == len(items):
        return
    working = [item for item in items if not item.nodeid.startswith(WAITING)]
    files = list(dict.fromkeys(item.path for item in waiting))
    first = [item for item in waiting if item.path in files[::2]]
    second = [item for item in waiting if item.path in files[1::2]]
    middle = len(items) // 4 * 2
    items[:] = [*first, *working[: middle - len(first)], *second, *working[middle - len(first) :]]


def pytest_sessionfinish(session: pytest.Session) -> None:
    """What a worker leaves goes with its process: to free it first, and to look five times for more, took seconds.

    A worker tells nobody what it finds then; a run in one process (`-n 0`) does, and still looks.
    """
    if hasattr(session.config, "workerinput"):
        gc.freeze()
