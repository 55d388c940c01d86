"""Opening the history, and doing what was chosen in it; the journal is read beside the screen, so that no key waits."""

from __future__ import annotations

import asyncio
from functools import partial

from tui.app.aloud import aloud
from tui.app.desk import Desk
from tui.app.extent import spans_all
from tui.app.features.history.told import Answer, History
from tui.app.jumps import to_place
from tui.model.change import split_target
from tui.model.history import Told


async def open_history(desk: Desk) -> None:
    """Everything that was done, to the open document and the saved filters first, the latest first."""
    told, undone = await asyncio.to_thread(_told, desk)
    whole = spans_all(desk.view)
    doc = "" if whole else desk.document.id
    screen = History(
        told, aloud(desk), desk.finds, doc=doc, at=desk.view.as_of, undone=undone, again=partial(_told, desk)
    )
    desk.ask(screen, partial(_chosen, desk))


def _told(desk: Desk) -> tuple[list[Told], str | None]:
    """All that was done, and the step that an undo would take back."""
    return [(entry.change, entry.before) for entry in desk.present.log()], desk.present.next_undone()


def _chosen(desk: Desk, answer: Answer) -> None:
    """Go to where a Change was done, or look at what was so just after it."""
    change, look = answer
    if look:
        desk.look(desk.view._replace(as_of=change.stamp))
    elif not change.doc:
        desk.do("saved_filters")
    else:
        to_place(desk, split_target(change.target)[0], change.doc)
