"""All documents at once in the table: taken in piece by piece, and searched beside the screen."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Callable, Hashable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from time import perf_counter
from typing import TYPE_CHECKING, Final

from tui.app.panes import Pane
from tui.model.errors import Problem
from tui.model.ledger import Key, Ledger, Selection
from tui.query.columns.search import Superseded
from tui.query.language.phrases import names_documents

if TYPE_CHECKING:
    from tui.app.screens.main import MainScreen
    from tui.workspace.whole import Whole

WORK: Final = 0.008
"""Seconds of taking in documents before keys and painting have their turn."""
REST: Final = 0.003
"""Seconds of that turn."""
NEWS: Final = 0.3
"""Seconds between two paintings of what was taken in; more where a painting takes long."""
PATIENCE: Final = 0.03
"""Seconds that a key waits for what it finds, so that both are painted at once; what takes longer comes later."""


class Widening:
    """What widens the table to all documents, on behalf of the main screen."""

    def __init__(self, main: MainScreen) -> None:
        self.main = main
        self.on = False
        """Whether the person wants all documents."""
        self._thread = ThreadPoolExecutor(max_workers=1)
        self._loading = False
        self._searching = False
        self._wanted: str | None = None
        self._awaited: tuple[Key, Hashable] | None = None
        """The row that is waited for, and the one that the cursor stands on until then."""
        self._found: Callable[[Selection], None] = lambda _: None

    @property
    def active(self) -> bool:
        """Whether the table shows all documents: they are wanted, or the filter speaks of documents."""
        return self.on or self.asked(self.main.finding.expression)

    def asked(self, expression: str) -> bool:
        """Whether a filter is of all documents."""
        return self.on or names_documents(expression)

    @property
    def whole(self) -> Whole:
        """All documents as one ledger."""
        return self.main.workspace.whole

    @property
    def ledger(self) -> Ledger:
        """What the table filters: all documents, or the one that is open."""
        return self.whole.ledger if self.active else self.main.ledger

    def toggle(self) -> None:
        """All documents, or the one that is open; the table is brought forward to show them."""
        self.on = not self.active
        finding = self.main.finding
        if not self.on and self.active:
            finding.expression = ""
        finding.scope = None
        here = self.main.table.current
        finding.refresh()
        if here is not None:
            self.go_to(here.key)
        if self.on and not self.main.table.display:
            self.main.show_pane(Pane.TASKS)

    def go_to(self, key: Key) -> None:
        """Put the cursor on the row of a key, as soon as it is there."""
        there = self.main.table.go_to_key(key) or not self.active or self.whole.complete
        self._awaited = None if there else (key, self.main.table.key)

    def arrived(self) -> None:
        """Go to the row that is waited for, where it is there now and the person did not move meanwhile."""
        if self._awaited is not None:
            key, stood = self._awaited
            self._awaited = None
            if stood in {None, self.main.table.key}:
                self.go_to(key)

    # Taking in

    def start(self) -> None:
        """Take in what is not there yet, unless that is being done."""
        if not self._loading and not self.whole.complete:
            self._loading = True
            self.main.run_worker(self._load(), group="whole")

    async def _load(self) -> None:
        """Take in documents as long as they are wanted, in turns with keys, searches and painting."""
        try:
            await self._take_in()
        finally:
            self._loading = False
        gc.freeze()  # what was taken in stays: it is not looked through again and again
        if self.active:
            self.main.finding.refresh()
            for problem in self.whole.problems[:1]:
                self.main.complain(problem)

    async def _take_in(self) -> None:
        whole, began = self.whole, perf_counter()
        painted, pause = began, NEWS
        for _ in whole.load():
            now = perf_counter()
            if now - painted > pause:
                self.main.finding.refresh()
                painted = perf_counter()
                pause = max(NEWS, 5 * (painted - now))
            if now - began > WORK:
                await asyncio.sleep(REST)
                while self._searching:
                    await asyncio.sleep(REST)
                began = perf_counter()
            if not self.active or whole is not self.whole:
                return

    @property
    def progress(self) -> str:
        """How many documents the table is of, and how many of them are there."""
        whole = self.whole
        count = f"{len(whole.ids)}" if whole.complete else f"{whole.taken}/{len(whole.ids)}"
        return self.main.texts("app.whole" if whole.complete else "app.whole_coming", count=count)

    # Searching

    @property
    def busy(self) -> bool:
        """Whether a search runs beside the screen."""
        return self._searching

    def search(self, expression: str, found: Callable[[Selection], None]) -> None:
        """Filter all documents; a search that runs is given up for this one. Raises as `Workspace.filter` does."""
        self._found = found
        if self._searching:
            self._wanted = expression
            self.whole.searcher.interrupt()
            return
        running = self._begin(expression)
        self.start()
        if wait([running], PATIENCE).done:
            found(running.result())  # painted together with the key
            return
        self._searching = True
        self.main.run_worker(self._search(running), group="search")

    def _begin(self, expression: str) -> Future[Selection]:
        """Begin a search beside the screen, over what is marked by now."""
        self.whole.catch_up()
        whole = self.whole  # made anew where that has changed what is read
        whole.searcher.resume()
        return self._thread.submit(self.main.workspace.filter, expression, whole.ledger)

    async def _search(self, running: Future[Selection]) -> None:
        """Wait until what was asked for last is found."""
        try:
            while True:
                selection = await self._outcome(running)
                if self._wanted is None:
                    if selection is not None:
                        self._found(selection)
                    return
                expression, self._wanted = self._wanted, None
                running = self._begin(expression)
        finally:
            self._searching = False

    async def _outcome(self, running: Future[Selection]) -> Selection | None:
        """What a search found; None where another one superseded it, or it could not be done."""
        try:
            return await asyncio.wrap_future(running)
        except Superseded:
            return None
        except Problem as problem:
            self.main.complain(problem)
            return None

    def sections_shown(self, selection: Selection) -> set[str]:
        """The sections of the open document that tasks of a selection rest on."""
        rows = self.whole.rows_of(self.main.document.id)
        shown = (row for row in selection.ledger.chosen if row in rows)
        return {section.id for row in shown for section in self.whole[row].path}
