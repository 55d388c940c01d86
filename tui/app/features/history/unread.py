"""What others did since one last looked at it, task by task; looking at it is what makes it old."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import ClassVar, TypeAlias

from tui.app.aloud import aloud
from tui.app.desk import Desk
from tui.app.dialogs.grouped import Grouped, GroupRows
from tui.app.jumps import open_document, to_place
from tui.app.lines.labelled import Fact
from tui.app.lines.pieces import Piece
from tui.i18n import minute
from tui.model.change import Change, split_target
from tui.model.history import Told, by_place
from tui.model.text import visible
from tui.workspace.unseen import Reached, count_unseen, look, seen, unseen

Touched: TypeAlias = tuple[Told, ...]
"""What was done to one task or section, oldest first; never empty."""
_NOTES = frozenset({"note", "reply", "edit", "delete", "resolve"})


class Unread:
    """What is news for this person; it stays so until the next start, however often one looks at it."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._seen: Reached = seen(desk.present)

    def tell(self) -> None:
        """Say how much there is, where there is anything."""
        self._desk.beside(self._count, "unread")

    async def _count(self) -> None:
        count = await asyncio.to_thread(count_unseen, self._desk.present, self._seen)
        if count:
            self._desk.hint(self._desk.texts("app.news.some", count=count))

    def show(self) -> None:
        """Show all of it."""
        self._desk.beside(self._open, "unread")

    async def _open(self) -> None:
        desk = self._desk
        found = by_place(await asyncio.to_thread(unseen, desk.present, self._seen))
        look(desk.present)
        desk.ask(NewsList(desk, found), self._go)

    def _go(self, change: Change) -> None:
        place = split_target(change.target)[0]
        if place:
            to_place(self._desk, place, change.doc)
        elif change.doc:  # it came, went or was said to be in force
            open_document(self._desk, change.doc)


class NewsList(Grouped[Change, Touched]):
    """A row for each task or section; answers with a Change of the one to go to."""

    room: ClassVar[str] = "news"
    groups: ClassVar[tuple[str, ...]] = ("all", "here", "notes")

    def __init__(self, desk: Desk, found: Sequence[Touched]) -> None:
        super().__init__(desk.texts, GroupRows(lambda row: row[-1][0].field, self._piece))
        self._desk = desk
        self._every = found
        self._aloud = aloud(desk)

    def find(self) -> None:
        """Those that say what is typed."""
        spans = self._desk.finds(self.typed) if self.typed else None
        rows = [row for row in self._every if spans is None or spans(visible(self._piece(row)[0]))]
        self.show(
            {
                "all": rows,
                "here": [row for row in rows if row[-1][0].doc == self._desk.document.id],
                "notes": [row for row in rows if any(change.kind in _NOTES for change, _ in row)],
            }
        )

    def facts(self, row: Touched) -> Sequence[Fact]:
        """Who did what, when and why, the latest first."""
        return [Fact(self._aloud.who(told[0]), self._did(told)) for told in reversed(row)]

    def _did(self, told: Told) -> str:
        change, words = told[0], self._aloud.words(*told)
        because = self._aloud.texts("cli.aside", words=change.because) if change.because else ""
        return f"{self._aloud.kind(change)} {words}{because}  {minute(change.at)}"

    def _piece(self, row: Touched) -> Piece:
        """Where, who and what, on one line, then the words of the task."""
        last = row[-1][0]
        place = split_target(last.target)[0]
        document = self._desk.present.find_document(last.doc) if last.doc else None
        task = document.task(place) if document else None
        listed = self._aloud.texts("app.listed_by")
        who = listed.join(dict.fromkeys(self._aloud.who(change) for change, _ in reversed(row)))
        kinds = listed.join(dict.fromkeys(self._aloud.kind(change) for change, _ in reversed(row)))
        said = (minute(last.at)[5:], self._aloud.place(last.doc, place), who, kinds, task.text if task else "")
        return "  ".join(filter(None, said)), ""

    def take(self) -> None:
        """Go to what was touched."""
        if self._list.current is not None:
            self.dismiss(self._list.current[-1][0])
