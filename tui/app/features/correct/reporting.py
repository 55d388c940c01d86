"""The report of an import: each line leads to its place and to its correction."""

from __future__ import annotations

import asyncio
from functools import partial

from tui.app.desk import Desk
from tui.app.features.correct.amend import Corrections
from tui.app.features.correct.doubts import Asked, ReportScreen
from tui.app.features.correct.filled import ask_progress
from tui.app.jumps import to_place
from tui.workspace.looked import looked_at, tick
from tui.workspace.report import Finding, locate, report


def open_report(desk: Desk) -> None:
    """The report of the document of what the cursor is on."""
    doc = desk.target.doc
    told = report(desk.workspace, doc)

    def ticked(finding: Finding) -> frozenset[str]:
        now = tick(desk.present, doc, finding)
        desk.count_to_check()
        desk.tell()
        return now

    screen = ReportScreen(told, desk.texts, looked_at(desk.present, doc), ticked)
    desk.ask(screen, lambda asked: desk.beside(partial(_act, desk, doc, asked), "report"))


async def _act(desk: Desk, doc: str, asked: Asked) -> None:
    """Find the place beside the screen, since the source may have to be read for it; then act."""
    line, document = asked.line, desk.workspace.document(doc)
    if asked.what == "progress":
        ask_progress(desk, doc)
        return
    place = line.place
    if not place and line.finding is not None:
        place = await asyncio.to_thread(locate, desk.workspace, line.finding, document)
    if place:
        to_place(desk, place, document.id)
    elif asked.what == "look":
        desk.say(desk.texts("app.report_nowhere"))
        return
    room = desk.room(Corrections)
    deeds = {"correct": room.correct, "add": room.add, "roles": room.roles}
    if asked.what in deeds:
        deeds[asked.what]()
