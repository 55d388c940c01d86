"""Everything a person can do on the main screen, one class each.

A command's key, footer word, palette entry and help line come from its class, so help cannot drift from what keys do.
"""

from __future__ import annotations

from tui.app.commands import correcting, finding, going, marking, moving, noting, viewing
from tui.app.commands.base import Command

COMMANDS: tuple[type[Command], ...] = (
    *moving.COMMANDS,
    *finding.COMMANDS,
    *going.COMMANDS,
    *marking.COMMANDS,
    *noting.COMMANDS,
    *correcting.COMMANDS,
    *viewing.COMMANDS,
)
"""In the order in which help lists them."""
