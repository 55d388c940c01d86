"""What others do meanwhile: taken in about every second, told on the status line, and checkpointed in quiet moments."""

from __future__ import annotations

import asyncio
from typing import Final

from tui.app.aloud import at_odds, rivalled, told
from tui.app.desk import Desk
from tui.app.writer import Writing
from tui.model.errors import Problem

EVERY: Final = 1.0
"""Seconds between two looks; a look at nothing new costs microseconds and paints nothing."""
CHECKPOINT_AFTER: Final = 2000
"""So many Changes behind the checkpoint are worth writing it."""


class Watching:
    """What comes from others."""

    def __init__(self, desk: Desk, writing: Writing) -> None:
        self._desk = desk
        self._writing = writing
        self._damaged = 0
        """How many damaged places were told."""

    def start(self) -> None:
        """Say what was found at the start, and bring in what was left for later."""
        workspace = self._desk.present
        if workspace.store.incomplete:
            self._desk.beside(self._complete, "complete")
        else:
            workspace.hurry(on=False)
        self._tell_found()

    def _tell_found(self) -> None:
        """Say the worst of what is not as it should be."""
        workspace, texts = self._desk.present, self._desk.texts
        damaged = next(iter(workspace.unreadable.values()), None)
        if damaged is not None:
            self._desk.complain(damaged)
        elif not self._tell_damage():
            disk = workspace.store.network_disk
            if not workspace.store.writable:
                self._desk.say(texts("app.read_only"), alarm=True)
            elif disk is not None:
                self._desk.say(texts("app.network_disk", kind=disk))

    async def _complete(self) -> None:
        """Bring in the notes, where the marks were shown before them; who asks for them meanwhile waits."""
        await asyncio.sleep(0)  # what is shown already is painted first
        self._desk.present.hurry(on=False)
        await asyncio.to_thread(self._desk.present.complete)
        self._desk.refresh_marks()

    def _tell_damage(self) -> bool:
        """Say where the journal is damaged, if there is more of it than was told before."""
        damage, texts = self._desk.present.damage, self._desk.texts
        before, self._damaged = self._damaged, len(damage)
        if len(damage) <= before:
            return False
        first = damage[before]
        news = texts("cli.damage", file=first.file, offset=first.offset, length=first.length)
        more = len(damage) - before - 1
        self._desk.say(texts("app.and_more", news=news, count=more) if more else news, alarm=True)
        return True

    def look(self) -> None:
        """Take in what others wrote; cursor and scroll stay where they are."""
        workspace = self._desk.present
        try:
            changes = workspace.catch_up()
        except Problem as problem:
            self._desk.complain(problem)
            return
        if changes:
            self._desk.refresh_marks()
            rival = at_odds(self._desk) or rivalled(self._desk, changes)
            news = rival or told(self._desk, changes)
            if news:
                self._desk.say(news, alarm=bool(rival))
        if self._tell_damage() or changes:
            return
        if workspace.store.behind >= CHECKPOINT_AFTER and not self._writing.busy:
            self._writing.quietly(workspace.store.checkpoint)
