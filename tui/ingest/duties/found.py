"""A task as it was found, before it is numbered and tied."""

from __future__ import annotations

from dataclasses import dataclass

from tui.ingest.duties.names import Duty
from tui.model.task import Detail


@dataclass(slots=True)
class Found:
    """What the reader found of a task so far."""

    kind: str
    """`table`, `note` or `list`."""
    where: str
    place: str | None
    """Id of the section it stands in; None at the top of the document."""
    no: str | None
    text: str
    duty: Duty
    rests: str | None = None
    """Id of the section whose words it is, where a note gave it away."""
    inherited: tuple[str, ...] = ()
    order: int = 0
    """How many sections stand before it, its own included."""
    details: tuple[Detail, ...] = ()
    kept: int = 0
    """How many characters of its table stand in it and in no section."""
