"""What the rooms of a workspace stand on: all that they may ask of the workspace itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from datetime import datetime

    from tui.config import Settings
    from tui.model.change import Change, Intent
    from tui.model.document import Document
    from tui.model.errors import Problem
    from tui.model.ledger import Ledger, Selection
    from tui.model.profile import Profile
    from tui.model.state import State
    from tui.store.changes import Move, Store
    from tui.store.index import Index
    from tui.store.library import Library


class Ground(Protocol):
    """A workspace, as each of its rooms sees it; `Workspace` says what each of these does."""

    @property
    def settings(self) -> Settings:
        """Where all lies, and who works here."""

    @property
    def author(self) -> str:
        """Whose own the stars, the notes and the undo steps are."""

    @property
    def profile(self) -> Profile:
        """The statuses a task may have."""

    @property
    def library(self) -> Library:
        """The documents."""

    @property
    def store(self) -> Store:
        """What people did."""

    @property
    def state(self) -> State:
        """The present marks and notes."""

    @property
    def index(self) -> Index | None:
        """What was kept of the library as a whole; None where it is not that of today."""

    @property
    def is_demo(self) -> bool:
        """Whether what is in it was made up."""

    @property
    def unreadable(self) -> Mapping[str, Problem]:
        """The documents that were found damaged."""

    def now(self) -> datetime:
        """The wall clock with its offset."""

    def document(self, doc: str) -> Document:
        """A document as people corrected its reading."""

    def find_read(self, doc: str) -> Document | None:
        """A document as the reader read it."""

    def edition(self, doc: str) -> str:
        """The edition of a document that the library holds."""

    def corrected(self, doc: str) -> Mapping[str, tuple[str, ...]]:
        """What people corrected of each task of a document."""

    def forget_document(self, doc: str) -> None:
        """Read a document anew when it is next asked for."""

    def meant(self) -> str | None:
        """The document that this person chose to mean where none is named."""

    def miss(self, problem: Problem) -> None:
        """Remember that a document cannot be read."""

    def ledger(self, doc: str | None = None) -> Ledger:
        """The tasks of one document, or of all."""

    def filter(self, expression: str, ledger: Ledger) -> Selection:
        """What a filter shows of a ledger."""

    def check_filter(self, expression: str) -> None:
        """Raise where a filter cannot be understood."""

    def catch_up(self) -> tuple[Change, ...]:
        """What others have written since."""

    def append(
        self,
        intents: Sequence[Intent],
        reverts: str | None = None,
        check: Callable[[], None] | None = None,
        moves: Sequence[Move] = (),
    ) -> tuple[Change, ...]:
        """Write intents as one step, with the files that they say are others now."""
