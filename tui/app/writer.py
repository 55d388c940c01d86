"""Writing beside the screen and in order, so that a slow disk or a held lock never freezes a key."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from functools import partial
from typing import Any

from textual.message import Message

from tui.app.desk import Action, Again, Back, News
from tui.model.change import Change
from tui.model.errors import Problem


class Written(Message):
    """Changes are safe on disk."""

    def __init__(self, changes: tuple[Change, ...], news: News) -> None:
        super().__init__()
        self.changes = changes
        self.news = news


class Refused(Message):
    """Something could not be done; nothing was changed."""

    def __init__(self, problem: Problem, again: Callable[[], object] | None = None, back: Back | None = None) -> None:
        super().__init__()
        self.problem = problem
        self.again = again
        """Does it all the same."""
        self.back = back


class Writing:
    """What writes; it only posts what came of it, in the order of asking."""

    def __init__(
        self, beside: Callable[[Callable[[], Coroutine[Any, Any, None]]], object], post: Callable[[Message], object]
    ) -> None:
        """`beside` runs something beside the screen, `post` takes what came of it."""
        self._beside = beside
        self._post = post
        self._turn = asyncio.Lock()
        self._asked = 0

    def write(self, action: Action, news: News, again: Again | None = None, back: Back | None = None) -> None:
        """Ask for something that writes: `Written` or `Refused` is posted, with what does it `again`, or opens it."""
        self._asked += 1
        self._beside(partial(self._write, action, news, again, back))

    async def _write(self, action: Action, news: News, again: Again | None, back: Back | None) -> None:
        try:
            async with self._turn:
                changes = await asyncio.to_thread(action)
        except Problem as problem:
            self._post(Refused(problem, partial(again, problem) if again else None, back))
        else:
            self._post(Written(changes, news))
        finally:
            self._asked -= 1

    @property
    def busy(self) -> bool:
        """Whether something is being written."""
        return bool(self._asked)

    def quietly(self, action: Callable[[], object]) -> None:
        """Do something in turn with what is written, of which nothing is said."""
        self._asked += 1
        self._beside(partial(self._quietly, action))

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
