"""What fills the table: the filter over one document at once, over all documents piece by piece beside the screen."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, replace
from functools import partial
from time import perf_counter
from typing import Final

from tui.app.desk import Desk
from tui.app.extent import in_scope, spans_all
from tui.app.view import View
from tui.model.errors import Problem
from tui.model.ledger import Entry, Key, Ledger, Selection
from tui.query.columns.search import Superseded
from tui.workspace.whole import Whole

WORK: Final = 0.008
"""Seconds of taking in documents before keys and painting have their turn."""
REST: Final = 0.003
"""Seconds of that turn."""
NEWS: Final = 0.3
"""Seconds between two paintings of what was taken in; more where a painting takes long."""
PATIENCE: Final = 0.03
"""Seconds that a key waits for what it finds, so that both are painted at once; what takes longer comes later."""


class Filling:
    """Finds the rows of a View; `found` hears of them, at once or later, the last that was asked for alone."""

    def __init__(self, desk: Desk, found: Callable[[Selection], None]) -> None:
        self._desk = desk
        self._hear = found
        self._thread = ThreadPoolExecutor(max_workers=1)
        self._loading = False
        self._searching = False
        self._wanted: str | None = None

    @property
    def busy(self) -> bool:
        """Whether a search runs beside the screen."""
        return self._searching

    @property
    def whole(self) -> Whole:
        """All documents as one ledger."""
        return self._desk.workspace.whole

    def ledger(self, view: View) -> Ledger:
        """What the table filters: all documents, or the one that is open."""
        return self.whole.ledger if spans_all(view) else self._desk.ledger

    def fill(self, view: View) -> None:
        """Find the rows of a View. Raises as `Workspace.filter` does."""
        if spans_all(view):
            self._search_all(view.expression)
        else:
            selection = self._desk.workspace.filter(view.expression, self._desk.ledger)
            self._hear(_scoped(selection, view.scope))

    def complete(self, view: View) -> bool:
        """Whether all rows there are have been taken in."""
        return not spans_all(view) or self.whole.complete

    @property
    def progress(self) -> str:
        """How many documents the table is of, and how many of them are there."""
        whole = self.whole
        count = f"{len(whole.ids)}" if whole.complete else f"{whole.taken}/{len(whole.ids)}"
        return self._desk.texts("app.whole" if whole.complete else "app.whole_coming", count=count)

    def sections_of(self, selection: Selection) -> set[str]:
        """The sections of the open document that tasks of a selection rest on."""
        if not spans_all(self._desk.view):
            return {section.id for entry in selection.ledger for section in entry.path}
        rows = self.whole.rows_of(self._desk.document.id)
        shown = (row for row in selection.ledger.chosen if row in rows)
        return {section.id for row in shown for section in self.whole[row].path}

    # All documents: taking in

    def _take_in(self) -> None:
        """Take in what is not there yet, unless that is being done."""
        if not self._loading and not self.whole.complete:
            self._loading = True
            self._desk.beside(self._load, "whole")

    async def _load(self) -> None:
        """Take in documents as long as they are wanted, in turns with keys, searches and painting."""
        try:
            await self._in_turns()
            await asyncio.to_thread(self.whole.keep)
        finally:
            self._loading = False
        gc.freeze()  # what was taken in stays: it is not looked through again and again
        if spans_all(self._desk.view):
            self._again()
            for problem in self.whole.problems[:1]:
                self._desk.complain(problem)

    async def _in_turns(self) -> None:
        whole, began = self.whole, perf_counter()
        painted, pause = began, NEWS
        for _ in whole.load():
            now = perf_counter()
            if now - painted > pause:
                self._again()
                painted = perf_counter()
                pause = max(NEWS, 5 * (painted - now))
            if now - began > WORK:
                await asyncio.sleep(REST)
                while self._searching:
                    await asyncio.sleep(REST)
                began = perf_counter()
            if not spans_all(self._desk.view) or whole is not self.whole:
                return

    def _again(self) -> None:
        self._search_all(self._desk.view.expression)

    # All documents: searching

    def _search_all(self, expression: str) -> None:
        """Filter all documents; a search that runs is given up for this one."""
        if self._searching:
            self._wanted = expression
            self.whole.searcher.interrupt()
            return
        running = self._begin(expression)
        self._take_in()
        if wait([running], PATIENCE).done:
            self._hear(running.result())  # painted together with the key
            return
        self._searching = True
        self._desk.beside(partial(self._search, running), "search")

    def _begin(self, expression: str) -> Future[Selection]:
        """Begin a search beside the screen, over what is marked by now."""
        self.whole.catch_up()
        whole = self.whole  # made anew where that has changed what is read
        whole.searcher.resume()
        return self._thread.submit(self._desk.workspace.filter, expression, whole.ledger)

    async def _search(self, running: Future[Selection]) -> None:
        """Wait until what was asked for last is found."""
        try:
            while True:
                selection = await self._outcome(running)
                if self._wanted is None:
                    if selection is not None and spans_all(self._desk.view):
                        self._hear(selection)
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
            self._desk.complain(problem)
            return None


def _scoped(selection: Selection, scope: str | None) -> Selection:
    """The entries that rest on the chosen section."""
    return selection if scope is None else replace(selection, ledger=selection.ledger & _Within(scope))


@dataclass(frozen=True, slots=True)
class _Within:
    """Holds of entries that rest on a section."""

    section: str

    def match(self, entry: Entry) -> bool:
        """Whether the section is among those it rests on."""
        return in_scope(entry, self.section)


def with_held(found: Ledger, before: Ledger, held: frozenset[Key]) -> tuple[Ledger, frozenset[Key]]:
    """What was found with the held rows where they stood before; and which of these the filter leaves out."""
    left = [key for key in held if found.index_of(key) is None and found.rows.row_of(key) is not None]
    stood = sorted((at, key) for key in left if (at := before.index_of(key)) is not None)
    if not stood:
        return found, frozenset()
    wanted = set(found.chosen)
    behind: dict[int | None, list[int]] = {}
    for at, key in stood:
        row = found.rows.row_of(key)
        if row is not None:
            behind.setdefault(_anchor(found, before[:at], wanted), []).append(row)
    chosen = list(behind.get(None, ()))
    for row in found.chosen:
        chosen += [row, *behind.get(row, ())]
    return Ledger.of(found.rows, chosen), frozenset(key for _, key in stood)


def _anchor(found: Ledger, before: Ledger, wanted: set[int]) -> int | None:
    """The last row that stood there before and is among those that are wanted."""
    same = before.rows is found.rows
    for row in reversed(before.chosen):
        now = row if same else found.rows.row_of(before.rows[row].key)
        if now in wanted:
            return now
    return None
