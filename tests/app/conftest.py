"""A person's place at the screens: a workspace in a folder of its own, the clock and the author fixed."""

from __future__ import annotations

import gc
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from textual._compositor import LayoutUpdate
from textual.cache import LRUCache
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet
from textual.events import Key, Paste
from textual.pilot import Pilot

from tests.reading import texts_are_read_once  # noqa: F401 - for all tests here
from tui.app.app import DubanApp
from tui.app.main import MainScreen
from tui.app.view import Pane
from tui.config import KEYS, Settings
from tui.model.ledger import Entry
from tui.workspace import Workspace

from .rest import rest_told_by_the_loop

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=timezone(timedelta(hours=8)))
DOC = "山西省人民政府-2016-06-18"
SIZES = ((80, 24), (100, 30), (140, 40))


class Seat:
    """The running app, and what the person at it presses and sees."""

    def __init__(self, app: DubanApp, pilot: Pilot[int]) -> None:
        self.app = app
        self.pilot = pilot

    @property
    def main(self) -> MainScreen:
        return self.app.main

    async def press(self, *keys: str) -> None:
        """Press keys one after the other, then wait until all they asked for is done."""
        for key in keys:
            if len(key) > 1 or key.isascii():
                await self.pilot.press(key)
            else:  # a terminal sends the character itself, the pilot only its name
                self.app.post_message(Key(key, key))
                await self.pilot.pause()
        await self.settle()

    async def type(self, text: str) -> None:
        await self.press(*text)

    async def paste(self, text: str) -> None:
        """Text that comes at once: pasted, or committed by an input method."""
        self.app.post_message(Paste(text))
        await self.settle()

    async def settle(self) -> None:
        await self.pilot.pause()
        await self.app.workers.wait_for_complete()
        await self.pilot.pause()

    # What is seen

    def lines(self) -> list[str]:
        """The screen as it stands, line by line, without colours."""
        update = self.app.screen._compositor.render_update(full=True, screen_stack=self.app._background_screens)
        assert isinstance(update, LayoutUpdate)
        return ["".join(strip.text for strip in line) for line in update.strips]

    @property
    def text(self) -> str:
        return "\n".join(self.lines())

    @property
    def news(self) -> str:
        """What the status line says happened last."""
        return self.main.status_line.news

    @property
    def pane(self) -> Pane:
        return self.main.view.pane

    @property
    def shown(self) -> set[Pane]:
        """The panes that stand on the screen."""
        main = self.main
        panes = {pane: main.pane_widget(pane) for pane in Pane}
        return {pane for pane, widget in panes.items() if widget.is_on_screen and widget.region.area}

    @property
    def numbers(self) -> list[str | None]:
        """The tasks in the table, by number."""
        return [entry.task.no for entry in self.main.table.ledger]

    def entry(self, no: str) -> Entry:
        """A task with its marks, as the workspace has it."""
        return next(entry for entry in self.app.workspace.ledger(DOC) if entry.task.no == no)

    @property
    def current(self) -> Entry:
        """The task under the cursor, with its marks."""
        entry = self.main.table.current
        assert entry is not None
        return entry


class Desk:
    """Where the workspace lies; one may sit down at it as often as one likes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.server = ""
        self.preset = KEYS[0]

    def settings(self, author: str = "tester", lang: str = "zh", keys: Mapping[str, str] | None = None) -> Settings:
        return Settings(
            self.folder / "shared",
            self.folder / f"own-{author}",
            author,
            lang,
            keys or {},
            server=self.server,
            preset=self.preset,
        )

    def open(self, author: str = "tester", lang: str = "zh", keys: Mapping[str, str] | None = None) -> Workspace:
        return Workspace.open(self.settings(author, lang, keys), now=lambda: NOON)

    @asynccontextmanager
    async def sit(
        self,
        size: tuple[int, int] = (100, 30),
        *,
        author: str = "tester",
        lang: str = "zh",
        keys: Mapping[str, str] | None = None,
        expression: str = "",
        workspace: Workspace | None = None,
    ) -> AsyncIterator[Seat]:
        """Open the screens; leaving them keeps the place, as `q` does."""
        workspace = workspace or self.open(author, lang, keys)
        app = DubanApp(workspace, workspace.document(DOC), expression)
        async with app.run_test(size=size) as pilot:
            seat = Seat(app, pilot)
            await seat.settle()
            yield seat
            if app.is_running and not app._exit:
                app.leave()
                await app.workers.wait_for_complete()
        workspace.close()
        gc.unfreeze()  # an app freezes what its start made, for it lives as long as the process; here many do not


@pytest.fixture(autouse=True, scope="session")
def _stylesheets() -> Iterator[None]:
    """What one app read of its style sheets serves the next, as long as the colours are the same."""
    read: dict[frozenset[tuple[str, str]], LRUCache[tuple[object, ...], list[RuleSet]]] = {}
    begin, set_variables = Stylesheet.__init__, Stylesheet.set_variables

    def share(self: Stylesheet) -> None:
        self._parse_cache = read.setdefault(frozenset(self._variables.items()), LRUCache(1000))

    def begin_shared(self: Stylesheet, *, variables: dict[str, str] | None = None) -> None:
        begin(self, variables=variables)
        share(self)

    def set_shared(self: Stylesheet, variables: dict[str, str]) -> None:
        self._parse_cache = LRUCache(1)  # which the sheet clears
        set_variables(self, variables)
        share(self)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Stylesheet, "__init__", begin_shared)
        patch.setattr(Stylesheet, "set_variables", set_shared)
        yield


@pytest.fixture(autouse=True, scope="session")
def _rest() -> Iterator[None]:
    with rest_told_by_the_loop():
        yield


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)
