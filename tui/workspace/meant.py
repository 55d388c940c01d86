"""The document that a person means where none is named: chosen once, this person's own, and told when relied upon."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final, Protocol

from tui.model.errors import Unavailable

if TYPE_CHECKING:
    from tui.store.library import Library
    from tui.store.private import Private

_KEPT: Final = "use"
"""The name under which it is kept."""


def _unheard(_: str) -> None:
    """Nobody asked to be told."""


class WithPlace(Protocol):
    """A workspace with a person's own place."""

    tell_meant: Callable[[str], None]

    @property
    def private(self) -> Private:
        """What is this person's own."""

    @property
    def library(self) -> Library:
        """The documents."""

    @property
    def used(self) -> str | None:
        """The document that was chosen."""


class Choosing:
    """The part of a workspace that knows which document is meant."""

    tell_meant: Callable[[str], None] = staticmethod(_unheard)
    """Is told of the chosen document where a command relied on it."""

    @property
    def used(self: WithPlace) -> str | None:
        """The document that this person chose to mean where none is named; None where none was, or it has gone."""
        doc = self.private.recall(_KEPT).get("doc")
        return doc if isinstance(doc, str) and self.library.has(doc) else None

    def use(self: WithPlace, doc: str | None) -> None:
        """Mean this document from now on, or none; raises `Unavailable` (`unwritable`) where that cannot be kept."""
        if doc is None:
            self.private.forget(_KEPT)
        elif not self.private.keep(_KEPT, {"doc": doc}):
            raise Unavailable("unwritable", path=self.private.folder, reason=_KEPT)

    def meant(self: WithPlace) -> str | None:
        """The document that was chosen, relied upon: whoever asked to be told is told."""
        doc = self.used
        if doc is not None:
            self.tell_meant(doc)
        return doc
