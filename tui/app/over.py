"""What a board is of, as part of what is looked at."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple


class Over(NamedTuple):
    """What a board is of, and where one is on it."""

    expression: str
    every: bool
    """Whether over all documents."""
    name: str = ""
    """The department whose page it is."""
    said: tuple[str, ...] = ()
    """Lines above the figures."""
    line: int = 0
    """Index of the line that the cursor is on."""
    number: int = 0
    """Index of the number on that line."""
    since: datetime | None = None
    """Since when it tells what is new; None for since one looked last."""
