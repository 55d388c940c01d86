"""Everything a person can do on the main screen: one folder a feature, and here the table of them.

A command's key, footer word, palette entry and help line come from its class, so help cannot drift from what keys do.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Final

from tui.app.command import Command
from tui.app.desk import Desk
from tui.app.features import (
    board,
    columns,
    copy,
    correct,
    every,
    export,
    find,
    go,
    help,  # noqa: A004
    history,
    library,
    marks,
    move,
    notes,
    places,
    refer,
    review,
    seek,
    supervise,
)
from tui.app.keys import Keymap
from tui.config import KEYS, Settings
from tui.model.profile import Profile

FEATURES: Final = (
    move,
    find,
    columns,
    seek,
    go,
    places,
    refer,
    every,
    marks,
    review,
    supervise,
    board,
    history,
    notes,
    copy,
    export,
    correct,
    library,
    help,
)
"""In the order in which help lists their commands."""

COMMANDS: Final[tuple[type[Command], ...]] = tuple(command for feature in FEATURES for command in feature.COMMANDS)
"""With the statuses that duban starts with."""


def commands(profile: Profile) -> tuple[type[Command], ...]:
    """All of them, with those that set the statuses of a profile in the place of the usual ones."""
    usual, own = [each for each in COMMANDS if marks.sets_status(each.name)], marks.statuses(profile)
    at = COMMANDS.index(usual[0])
    return (*COMMANDS[:at], *own, *COMMANDS[at + len(usual) :])


def fitting(keys: Mapping[str, str], known: Iterable[type[Command]]) -> dict[str, str]:
    """A person's keys without those of statuses that another workspace has."""
    names = {command.name for command in known}
    return {name: said for name, said in keys.items() if name in names or not marks.sets_status(name)}


def keymap(profile: Profile, settings: Settings) -> Keymap:
    """Which keys mean which command in a workspace; raises what `Keymap` raises of a person's own keys."""
    known = commands(profile)
    preset: Mapping[str, str] = {}
    if settings.preset != KEYS[0]:
        from tui.app.presets import PRESETS

        preset = PRESETS[settings.preset]
    return Keymap(known, fitting(settings.keys, known), preset)


OPENED: Final[tuple[Callable[[Desk], None], ...]] = (notes.opened, correct.opened)
"""What each has to say of a document that was just opened."""

STARTED: Final[tuple[Callable[[Desk], None], ...]] = (history.started,)
"""What each has to say when all is there, once."""

RAISED: Final[tuple[Callable[[Desk], None], ...]] = (board.raised,)
"""What puts the board before the panes, when the View has one."""
