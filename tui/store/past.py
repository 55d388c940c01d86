"""A workspace as it stood at some moment: it can be looked at, and nothing in it can be changed."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import datetime
from typing import NoReturn

from tui.model.change import Change, Intent, Stamp
from tui.model.errors import Unavailable
from tui.model.state import EditionOf, State
from tui.store.changes import Move, Store


class Past(Store):
    """What had been done up to a moment."""

    def __init__(
        self, present: Store, moment: datetime, stamp: str | None = None, edition_of: EditionOf | None = None
    ) -> None:
        """Up to this moment; up to and with this stamp where one is given. `edition_of` tells the editions of then."""
        super().__init__(
            present.root,
            writer=present.writer,
            author=present.author,
            now=lambda: moment,
            edition_of=edition_of or present.edition_of,
        )
        self.moment = moment
        self._present = present
        limit = stamp if stamp is not None else str(Stamp(int(moment.timestamp() * 1000) + 1, 0, ""))
        self._until = tuple(change for change in present.history() if change.stamp <= limit)
        carried = (change for change in present.state.changes() if change.kind == "carry" and change.stamp > limit)
        self._state = State((*self._until, *carried), self.edition_of)
        self.count = self._checkpointed = len(self._until)

    @property
    def writable(self) -> bool:
        """What is past is not changed."""
        return False

    def history(self) -> Iterator[Change]:
        """Every Change up to then, oldest first."""
        return iter(self._until)

    def has_file_of(self, writer: str) -> bool:
        """Whether somebody writes here under this id now."""
        return self._present.has_file_of(writer)

    def append(
        self,
        intents: Sequence[Intent],
        *,
        batch: str = "",
        reverts: str | None = None,
        check: Callable[[], None] | None = None,
        moves: Sequence[Move] = (),
    ) -> NoReturn:
        """Refused: `Unavailable` (`in_the_past`)."""
        raise Unavailable("in_the_past", at=self.moment.isoformat(" ", "minutes"))

    def receive(self, records: Iterable[tuple[Change, bytes]], roles: Collection[str] = ()) -> NoReturn:
        """Refused: `Unavailable` (`in_the_past`)."""
        raise Unavailable("in_the_past", at=self.moment.isoformat(" ", "minutes"))

    def catch_up(self) -> tuple[Change, ...]:
        """Nothing: the past stays as it was."""
        return ()

    def checkpoint(self) -> bool:
        """Nothing to be written."""
        return True
