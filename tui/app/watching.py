"""What others do meanwhile: taken in about every second, told on the status line, and checkpointed in quiet moments."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Final

from tui.export.history import Aloud
from tui.model.change import OWN, Change
from tui.model.errors import Problem
from tui.model.history import Step, steps

if TYPE_CHECKING:
    from tui.app.screens.main import MainScreen

EVERY: Final = 1.0
"""Seconds between two looks; a look at nothing new costs microseconds and paints nothing."""
CHECKPOINT_AFTER: Final = 2000
"""So many Changes behind the checkpoint are worth writing it."""


class Watching:
    """What comes from others, on behalf of the main screen."""

    def __init__(self, main: MainScreen) -> None:
        self.main = main
        self._damaged = 0
        """How many damaged places were told."""

    def start(self) -> None:
        """Say what was found at the start, then look about every second."""
        if self.main.workspace.store.incomplete:
            self.main.call_after_refresh(self.main.run_worker, self._complete(), group="complete")
        else:
            self.main.workspace.hurry(on=False)
        self._tell_found()
        self.main.set_interval(EVERY, self.look)

    def _tell_found(self) -> None:
        """Say the worst of what is not as it should be."""
        workspace, texts = self.main.workspace, self.main.texts
        damaged = next(iter(workspace.unreadable.values()), None)
        if damaged is not None:
            self.main.complain(damaged)
        elif not self._tell_damage():
            disk = workspace.store.network_disk
            if not workspace.store.writable:
                self.main.status_line.say(news=texts("app.read_only"), alarm=True)
            elif disk is not None:
                self.main.status_line.say(news=texts("app.network_disk", kind=disk))

    async def _complete(self) -> None:
        """Bring in the notes, where the marks were shown before them; who asks for them meanwhile waits."""
        self.main.workspace.hurry(on=False)
        await asyncio.to_thread(self.main.workspace.complete)
        self.main.refresh_marks()

    def _tell_damage(self) -> bool:
        """Say where the journal is damaged, if there is more of it than was told before."""
        damage, texts = self.main.workspace.damage, self.main.texts
        told, self._damaged = self._damaged, len(damage)
        if len(damage) <= told:
            return False
        first = damage[told]
        news = texts("cli.damage", file=first.file, offset=first.offset, length=first.length)
        more = len(damage) - told - 1
        news = texts("app.and_more", news=news, count=more) if more else news
        self.main.status_line.say(news=news, alarm=True)
        return True

    def look(self) -> None:
        """Take in what others wrote; cursor and scroll stay where they are."""
        try:
            changes = self.main.workspace.catch_up()
        except Problem as problem:
            self.main.complain(problem)
            return
        if changes:
            self.main.refresh_marks()
            rivalled = self.main.noting.rivalled(changes)
            news = rivalled or self._told(changes)
            if news:
                self.main.status_line.say(news=news, alarm=bool(rivalled))
        if self._tell_damage() or changes:
            return
        if self.main.workspace.store.behind >= CHECKPOINT_AFTER and not self.main.writing.busy:
            self.main.writing.quietly(self.main.workspace.store.checkpoint)

    def _told(self, changes: tuple[Change, ...]) -> str:
        """The last step of what others did, and how many more there are; their stars and names are their own."""
        found = steps((change, None) for change in changes if change.kind not in OWN)
        if not found:
            return ""
        news = self.aloud().did(found[-1])
        return news if len(found) == 1 else self.main.texts("app.and_more", news=news, count=len(found) - 1)

    def did(self, change: Change) -> str:
        """What someone else did, in words."""
        return self.aloud().did(Step(((change, None),)))

    def aloud(self) -> Aloud:
        """What reads Changes aloud in the language in use."""
        workspace = self.main.workspace
        return Aloud(
            texts=self.main.texts,
            profile=workspace.profile,
            document=workspace.find_document,
            note=workspace.state.note,
            several=len(workspace.library.ids()) > 1,
            name=workspace.state.name,
        )
