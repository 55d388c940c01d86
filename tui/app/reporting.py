"""The report of an import, from the main screen: each line leads to its place and to its correction."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tui.app.screens.main import MainScreen
    from tui.app.screens.report import Asked


class Reporting:
    """What tells how the document was read, on behalf of the main screen."""

    def __init__(self, main: MainScreen) -> None:
        self.main = main

    def open(self) -> None:
        """The report of the document of what the cursor is on."""
        from tui.app.screens.report import ReportScreen
        from tui.workspace.report import report

        told = report(self.main.workspace, self.main.doc_here)
        self.main.app.push_screen(ReportScreen(told, self.main.texts), self._answered)

    def _answered(self, asked: Asked | None) -> None:
        """Find the place beside the screen, since the source may have to be read for it; then act."""
        if asked is not None:
            self.main.run_worker(self._act(asked), group="report", exclusive=True)

    async def _act(self, asked: Asked) -> None:
        from tui.workspace.report import locate

        main, line = self.main, asked.line
        document = main.document_here
        place = line.place
        if not place and line.finding is not None:
            place = await asyncio.to_thread(locate, main.workspace, line.finding, document)
        if place:
            main.going.to_place(place, document.id)
        elif asked.what == "look":
            main.status_line.say(news=main.texts("app.report_nowhere"))
            return
        deeds = {"correct": main.correcting.correct, "add": main.correcting.add, "roles": main.correcting.roles}
        if asked.what in deeds:
            deeds[asked.what]()
