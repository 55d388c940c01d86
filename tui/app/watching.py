"""What others do meanwhile: taken in about every second, told on the status line, and checkpointed in quiet moments."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tui.export.history import Aloud
from tui.model.change import Change
from tui.model.errors import Problem

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

    def start(self) -> None:
        """Say what was found at the start, then look about every second."""
        damage = self.main.workspace.damage
        if damage:
            first = damage[0]
            values = {"file": first.file, "offset": first.offset, "length": first.length}
            self.main.status_line.say(news=self.main.texts("cli.damage", **values), alarm=True)
        elif not self.main.workspace.store.writable:
            self.main.status_line.say(news=self.main.texts("app.read_only"), alarm=True)
        self.main.set_interval(EVERY, self.look)

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
            self.main.status_line.say(news=rivalled or self._told(changes), alarm=bool(rivalled))
        elif self.main.workspace.store.behind >= CHECKPOINT_AFTER and not self.main.writing.busy:
            self.main.writing.quietly(self.main.workspace.store.checkpoint)

    def _told(self, changes: tuple[Change, ...]) -> str:
        """The last of what others did, and how many more there are."""
        last, texts = changes[-1], self.main.texts
        what = self.aloud().words(last, None)
        where = self.aloud().place(last.doc, last.target)
        news = texts("app.others_did", who=last.author, where=where, what=what)
        return news if len(changes) == 1 else texts("app.and_more", news=news, count=len(changes) - 1)

    def aloud(self) -> Aloud:
        """What reads Changes aloud in the language in use."""
        workspace = self.main.workspace
        return Aloud(
            texts=self.main.texts,
            profile=workspace.profile,
            document=workspace.find_document,
            note=workspace.state.note,
            several=len(workspace.library.ids()) > 1,
        )
