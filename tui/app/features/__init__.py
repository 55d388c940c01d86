"""Everything a person can do on the main screen: one folder a feature, and here the table of them.

A command's key, footer word, palette entry and help line come from its class, so help cannot drift from what keys do.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from tui.app.command import Command
from tui.app.desk import Desk
from tui.app.features import (
    copy,
    correct,
    every,
    find,
    go,
    help,  # noqa: A004
    history,
    library,
    marks,
    move,
    notes,
    places,
    seek,
    supervise,
)

FEATURES: Final = (
    move,
    find,
    seek,
    go,
    places,
    every,
    marks,
    supervise,
    history,
    notes,
    copy,
    correct,
    library,
    help,
)
"""In the order in which help lists their commands."""

COMMANDS: Final[tuple[type[Command], ...]] = tuple(command for feature in FEATURES for command in feature.COMMANDS)

OPENED: Final[tuple[Callable[[Desk], None], ...]] = (notes.opened, correct.opened)
"""What each has to say of a document that was just opened."""
