"""Looking back from the main screen: the history, and the workspace as it stood at a point of it."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from tui.app.describe import short_time
from tui.model.change import Change, split_target
from tui.model.history import Told

if TYPE_CHECKING:
    from tui.app.screens.main import MainScreen


class Looking:
    """What looks back, on behalf of the main screen; the journal is read beside it, so that no key waits."""

    def __init__(self, main: MainScreen) -> None:
        self.main = main
        self._at: Change | None = None
        """The Change just after which one looks; None for the present."""

    def open_history(self) -> None:
        """Everything that was done to this document and to the saved filters, the latest first."""
        self.main.run_worker(self._open_history(), group="look", exclusive=True)

    async def _open_history(self) -> None:
        from tui.app.screens.history import History

        main = self.main
        told = await asyncio.to_thread(self._told, main.document.id)
        screen = History(told, main.watching.aloud(), lambda typed: main.workspace.needle(typed).spans_name, self._at)
        main.app.push_screen(screen, self._chosen)

    def _told(self, doc: str) -> list[Told]:
        """The Changes to the document, and to what is of all documents."""
        entries = self.main.duban.workspace.log()
        return [(entry.change, entry.before) for entry in entries if entry.change.doc in {doc, ""}]

    def _chosen(self, answer: tuple[Change, bool] | None) -> None:
        """Go to where a Change was done, or look at what was so just after it."""
        if answer is None:
            return
        change, look = answer
        if look:
            self.main.run_worker(self._look(change), group="look", exclusive=True)
        elif not change.doc:
            self.main.choosing.saved()
        else:
            self.main.going.to_place(split_target(change.target)[0])

    async def _look(self, change: Change) -> None:
        """Show the workspace as it stood just after a Change; nothing can be changed there."""
        main = self.main
        past = await asyncio.to_thread(main.duban.workspace.as_of, change.stamp)
        self._at, main.workspace = change, past
        self._show(main.texts("app.as_of", at=short_time(change.at)), main.texts("app.looking_back"))

    def come_back(self) -> None:
        """Back to the present."""
        self._at, self.main.workspace = None, self.main.duban.workspace
        self._show("", self.main.texts("app.present_again"))

    def _show(self, as_of: str, news: str) -> None:
        main = self.main
        main.as_of = as_of
        main.status_line.set_class(bool(as_of), "-past")
        main.refresh_marks()
        main.pressing.show_keys()
        main.status_line.say(news=news)
