"""When the screens are at rest: told by the loop itself, not by a watch.

Textual's pilot sleeps 20 ms at a time until a process uses little of its processor, two or three times a key; that
was two thirds of the time the tests of the screens took, and on a busy machine it guesses wrong. A loop is at rest when
no callback is ready, no thread it waits for is at work and no timer is about to ring: that can be read from it.
"""

from __future__ import annotations

import asyncio
from asyncio.base_events import BaseEventLoop
from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic
from weakref import WeakKeyDictionary

import pytest
from textual.pilot import Pilot

SOON = 0.06
"""Seconds: a timer that rings within them belongs to what has just been done; the pilot would have slept as long."""
LONGEST = 1.0
"""Seconds after which what never rests is taken as it is, as the pilot does."""
PATIENCE = 0.5
"""Seconds: a thread that has been at work for longer waits for something, and is not waited for."""

_threads: WeakKeyDictionary[asyncio.Future[object], float] = WeakKeyDictionary()
"""The threads that a loop waits for, and when each was begun."""


async def wait_for_rest(_least: float = 0, longest: float = LONGEST) -> bool:
    """Wait until the running loop has nothing to do but to wait for a person, at most `longest` seconds.

    Returns whether it is so; not where a thread is at work that was not waited for.
    """
    loop = asyncio.get_running_loop()
    assert isinstance(loop, BaseEventLoop)
    until = monotonic() + longest
    calm = 0
    while calm < 2 and monotonic() < until:
        await asyncio.sleep(0)
        ready, timers = loop._ready, loop._scheduled  # type: ignore[attr-defined]
        if ready:
            calm = 0
        elif any(not thread.done() and monotonic() < begun + PATIENCE for thread, begun in _threads.items()):
            calm = 0
            await asyncio.sleep(0.001)
        elif (rings := min((timer.when() for timer in timers if not timer.cancelled()), default=None)) is not None and (
            wait := rings - loop.time()
        ) < SOON:
            calm = 0
            await asyncio.sleep(max(wait, 0))
        else:
            calm += 1
    return calm == 2 and all(thread.done() for thread in _threads)


@contextmanager
def rest_told_by_the_loop() -> Iterator[None]:
    """Within it the pilot waits for the loop's rest, and the threads the loop waits for are counted."""
    in_thread = BaseEventLoop.run_in_executor

    def counted(loop: BaseEventLoop, *args: object) -> asyncio.Future[object]:
        future: asyncio.Future[object] = in_thread(loop, *args)  # type: ignore[arg-type]
        _threads[future] = monotonic()
        return future

    ask_all = Pilot._wait_for_screen

    async def rested(pilot: Pilot[object]) -> bool:
        """Whether all that was asked of the screen is done: each widget of it is asked only where the loop cannot tell.

        To ask them all, three times a key, was a third of the processor's time of the tests of the screens.
        """
        return await wait_for_rest() or await ask_all(pilot)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Pilot, "_wait_for_screen", rested)
        patch.setattr(BaseEventLoop, "run_in_executor", counted)
        patch.setattr("textual.app.wait_for_idle", wait_for_rest)
        patch.setattr("textual.pilot.wait_for_idle", wait_for_rest)
        patch.setattr("textual.screen.UPDATE_PERIOD", 0.001)  # painted at once, not with the next sixtieth of a second
        yield
