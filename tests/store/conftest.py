"""A workspace to write in, with its clock fixed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from tui.store.changes import Store

EAST = timezone(timedelta(hours=8))


class Clock:
    """A clock that goes on by one second whenever it is asked, and that can be set."""

    def __init__(self) -> None:
        self.time = datetime(2026, 11, 23, 9, 0, tzinfo=EAST)

    def __call__(self) -> datetime:
        self.time += timedelta(seconds=1)
        return self.time


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "place" / "工作区"


@pytest.fixture
def enter(root: Path, clock: Clock) -> Callable[..., Store]:
    """Open the workspace: `enter()` as 甲, `enter("w2", "乙")` as someone else."""

    def open_store(writer: str = "w1", author: str = "甲", lock_seconds: float = 0.2) -> Store:
        return Store.open(root, writer=writer, author=author, now=clock, lock_seconds=lock_seconds)

    return open_store
