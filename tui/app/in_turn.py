"""Keys one after the other: what is typed ahead goes where it would have gone had it been typed slowly.

Textual gives each key at once to what has the focus then. Of keys that come together, as from a slow line, the second
would reach a field or a dialog that the first one closes.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Iterator
from contextlib import AbstractContextManager
from itertools import chain

from textual.app import App
from textual.events import InputEvent, Paste
from textual.message_pump import MessagePump

GLIMPSE = 0.15
"""Seconds of keys after which their work is painted though more are waiting."""
PATIENCE = 1.0
"""Seconds after which the next key is given out though the one before is not done with."""


class InTurn:
    """Gives out a key once the one before went through all that could take it."""

    def __init__(self, app: App[int], give: Callable[[InputEvent | Paste], Awaitable[None]]) -> None:
        """`give` gives an event to what has the focus."""
        self._app = app
        self._give = give
        self._ahead: deque[InputEvent | Paste] = deque()
        self._unpainted: AbstractContextManager[None] | None = None
        """Holds back painting while more keys are waiting."""
        self._held_since = 0.0
        self._late: asyncio.TimerHandle | None = None
        """Runs while a key is on its way."""

    async def take(self, event: InputEvent | Paste) -> None:
        """Give an event out, or keep it until its turn comes."""
        if self._late is not None:
            self._ahead.append(event)
        else:
            await self._begin(event)

    async def _begin(self, event: InputEvent | Paste) -> None:
        if self._late is not None:
            self._late.cancel()
        self._late = asyncio.get_running_loop().call_later(PATIENCE, self._next)
        way = self._way()
        nearest = next(way)
        await self._give(event)
        self._follow(chain((nearest,), way), self._late)

    def _way(self) -> Iterator[MessagePump]:
        """What a key goes through: from what has the focus up to the screen, then what came of it there.

        At last the screen that it opened, until that has given the focus to something.
        """
        nodes = (self._app.focused or self._app.screen).ancestors_with_self
        before = [node for node in nodes if node is not self._app]
        yield from before * 2
        screen = self._app.screen
        if screen is not before[-1]:
            yield from (screen, self._app, screen)

    def _follow(self, way: Iterator[MessagePump], late: asyncio.TimerHandle) -> None:
        """Go behind the key; everything on its way does first what came before."""
        if late is not self._late:  # it took too long, and another is on its way
            return
        for node in way:
            if node.call_later(self._follow, way, late):
                return
        self._next()

    def _next(self) -> None:
        """The turn of the next key; nothing is painted between two that the same screen takes, but now and then."""
        if not self._ahead:
            self._paint()
            if self._late is not None:
                self._late.cancel()
                self._late = None
            return
        now = asyncio.get_running_loop().time()
        if self._unpainted is None and len(self._app.screen_stack) == 1:
            self._unpainted, self._held_since = self._app.batch_update(), now
            self._unpainted.__enter__()
        elif len(self._app.screen_stack) > 1 or now - self._held_since > GLIMPSE:
            self._paint()
            if self._app.screen.call_after_refresh(self._give_next):
                return
        self._give_next()

    def _give_next(self) -> None:
        if self._ahead:
            self._app.call_later(self._begin, self._ahead.popleft())

    def _paint(self) -> None:
        """Let what was done be painted."""
        if self._unpainted is not None:
            self._unpainted.__exit__(None, None, None)
            self._unpainted = None
