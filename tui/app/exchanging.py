"""Exchange with the team's server beside the screen, in a process of its own: now and then, where one is configured."""

from __future__ import annotations

import asyncio
import os
from asyncio.subprocess import DEVNULL, PIPE
from collections.abc import Callable
from contextlib import suppress
from typing import Final

from tui.app.desk import Desk
from tui.model.errors import Unavailable, Undecided
from tui.packaged import start_again

EVERY: Final = 60.0
"""Seconds between two exchanges."""
SOON: Final = 3.0
"""Seconds after the start until the first."""
_AT_ODDS: Final = Undecided.exit_code
"""How `duban sync` ends where two wrote the same; its last sentence says where."""


class Exchanging:
    """What goes to the server and comes from it while one works."""

    def __init__(self, desk: Desk, stand: Callable[[str], None], look: Callable[[], None]) -> None:
        """`stand` keeps a few words on the status line, `look` takes in what came."""
        self._desk = desk
        self._stand = stand
        self._look = look
        self._reason = ""
        """Why it did not work the last time."""
        self._running = False

    def begin(self) -> None:
        """Exchange beside the screen, unless that is still being done."""
        if not self._running:
            self._running = True
            self._desk.beside(self._exchange, "exchange")

    async def _exchange(self) -> None:
        try:
            code, told = await self._run()
        except OSError as error:  # no process could be started
            code, told = Unavailable.exit_code, error.strerror or str(error)
        finally:
            self._running = False
        texts = self._desk.texts
        self._look()  # what came is told before what is at odds, which is to be read
        reached = code in {0, _AT_ODDS}
        now = f"{self._desk.present.now():%H:%M}"
        self._stand(texts("app.synced", time=now) if reached else texts("app.not_synced"))
        if code == _AT_ODDS or (not reached and told != self._reason):
            self._desk.say(told, alarm=True)
        self._reason = "" if reached else told

    async def _run(self) -> tuple[int, str]:
        """The exit code of `duban sync` and the last sentence that it said."""
        settings = self._desk.present.settings
        words = ["sync", "--workspace", str(settings.workspace), "--lang", settings.lang]
        command, folder = start_again()
        process = await asyncio.create_subprocess_exec(
            *(*command, *words),
            stdin=DEVNULL,
            stdout=DEVNULL,
            stderr=PIPE,
            cwd=folder,
            env={**os.environ, "DUBAN_SERVER": settings.server},
        )
        try:
            _, said = await process.communicate()
        finally:
            if process.returncode is None:  # one is leaving
                with suppress(ProcessLookupError):
                    process.kill()
        lines = said.decode(errors="replace").strip().splitlines()
        return process.returncode or 0, lines[-1] if lines else ""
