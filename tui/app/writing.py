"""Writing from the main screen, beside it and in order, so that a slow disk or a held lock never freezes a key."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.message import Message

from tui.model.change import Change
from tui.model.errors import Problem

if TYPE_CHECKING:
    from tui.app.screens.main import MainScreen

Action = Callable[[], tuple[Change, ...]]
"""What writes, and returns the Changes it made."""
News = Callable[[tuple[Change, ...]], str]
"""What is said of these Changes."""


class Written(Message):
    """Changes are safe on disk."""

    def __init__(self, changes: tuple[Change, ...], news: str) -> None:
        super().__init__()
        self.changes = changes
        self.news = news


class Refused(Message):
    """Something could not be done; nothing was changed."""

    def __init__(self, problem: Problem) -> None:
        super().__init__()
        self.problem = problem


class Writing:
    """What writes, on behalf of the main screen; it only posts what came of it."""

    def __init__(self, main: MainScreen) -> None:
        self.main = main
        self._turn = asyncio.Lock()
        self._asked = 0

    def write(self, action: Action, news: News) -> None:
        """Ask for something that writes; `Written` or `Refused` arrives, in the order of asking."""
        self._asked += 1
        self.main.run_worker(self._write(action, news), group="write")

    async def _write(self, action: Action, news: News) -> None:
        try:
            async with self._turn:
                changes = await asyncio.to_thread(action)
        except Problem as problem:
            self.main.post_message(Refused(problem))
        else:
            self.main.post_message(Written(changes, news(changes) if changes else ""))
        finally:
            self._asked -= 1

    @property
    def busy(self) -> bool:
        """Whether something is being written."""
        return bool(self._asked)

    def quietly(self, action: Callable[[], object]) -> None:
        """Do something beside the screen, in turn with what is written, of which nothing is said."""
        self._asked += 1
        self.main.run_worker(self._quietly(action), group="write")

    async def _quietly(self, action: Callable[[], object]) -> None:
        try:
            async with self._turn:
                await asyncio.to_thread(action)
        finally:
            self._asked -= 1

    async def settle(self) -> None:
        """Wait until everything asked for is written or refused."""
        while self._asked:
            await asyncio.sleep(0.01)
