"""One workspace and several people in it, each with a clock that goes on whenever it is asked."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from tests.cli.conftest import make_document
from tests.reading import texts_are_read_once  # noqa: F401 - for all tests here
from tui.config import Settings
from tui.store.library import Library
from tui.store.private import Private
from tui.workspace import Workspace


class Office:
    """A workspace in a folder, with a document of three tasks."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.time = datetime(2026, 11, 23, 9, 0, tzinfo=timezone(timedelta(hours=8)))
        self.root = folder / "work"
        Library(self.root).save(*make_document("plan"))

    def now(self) -> datetime:
        """A second later than before."""
        self.time += timedelta(seconds=1)
        return self.time

    def enter(self, who: str, root: Path | None = None) -> Workspace:
        """The workspace as this person opens it."""
        private = self.folder / "private" / who
        settings = Settings(workspace=root or self.root, private=private, author=who, lang="zh")
        return Workspace(settings, Library(settings.workspace), Private(private), now=self.now)


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)


Enter = Callable[..., Workspace]


@pytest.fixture
def enter(office: Office) -> Enter:
    return office.enter
