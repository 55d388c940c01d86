"""Keymaps ready made: no key twice, none that no terminal sends, every command still at hand; one's own stand above."""

from __future__ import annotations

from typing import Final

import pytest
from textual._ansi_sequences import ANSI_SEQUENCES_KEYS

from tests.app.conftest import Desk
from tui import config
from tui.app.features import COMMANDS, commands
from tui.app.keys import Keymap, misspelt, shown
from tui.app.presets import PRESETS
from tui.app.view import Pane
from tui.model.profile import PROFILES, Profile

SENT: Final = {keys[0] for keys in ANSI_SEQUENCES_KEYS.values() if isinstance(keys, tuple) and len(keys) == 1} | {
    "space"
}
"""The keys that a terminal sends in one piece, beside letters."""


def test_the_configuration_knows_every_preset() -> None:
    assert ("default", *PRESETS) == config.KEYS


@pytest.mark.parametrize("profile", PROFILES, ids=lambda profile: profile.name)
@pytest.mark.parametrize("name", PRESETS)
def test_no_key_of_a_preset_is_lost_dead_or_given_twice_and_every_command_is_at_hand(
    name: str, profile: Profile
) -> None:
    preset, known = PRESETS[name], commands(profile)
    assert not list(misspelt(known, preset))
    keymap = Keymap(known, None, preset)  # keys that two commands have in one pane are refused
    for command in known:
        keys = keymap.keys(command)
        assert keys or not command.keys, f"{command.name} has lost its keys"
        if command.name in preset:
            assert len(keys) == len(preset[command.name].split(", ")), f"{command.name}: one is another's"
        for each in keys:
            pressed = tuple(each.split())
            assert all(len(key) == 1 or key in SENT for key in pressed), each
            assert all(keymap.find(pressed, pane) is command for pane in command.panes), each


@pytest.mark.parametrize("name", PRESETS)
def test_a_preset_says_only_what_is_other_than_usual(name: str) -> None:
    usual, keymap = Keymap(COMMANDS), Keymap(COMMANDS, None, PRESETS[name])
    assert [c.name for c in COMMANDS if c.name in PRESETS[name] and usual.keys(c) == keymap.keys(c)] == []


def test_arrows_moves_without_letters() -> None:
    keymap = Keymap(COMMANDS, None, PRESETS["arrows"])
    moving = (c for c in COMMANDS if c.feature() == "move")
    assert not [
        key for c in moving for keys in keymap.keys(c) for key in keys.split() if key.isalpha() and len(key) == 1
    ]


def test_ones_own_keys_stand_above_a_preset_and_a_preset_above_the_usual_ones() -> None:
    keymap = Keymap(COMMANDS, {"star": "d", "undo": "f5"}, PRESETS["less"])
    by_name = {command.name: command for command in COMMANDS}
    found = keymap.find(("d",), Pane.TASKS)
    assert found is by_name["star"]
    assert keymap.keys(by_name["half_page_down"]) == ("ctrl+d",), "what was taken is not told any more"
    assert keymap.keys(by_name["undo"]) == ("f5",)
    assert keymap.keys(by_name["status_done"]) == ("s d",)


@pytest.mark.parametrize(
    ("written", "key", "told"),
    [
        ("ctrl+]", "ctrl+right_square_bracket", "Ctrl-]"),
        ("Ctrl-\\", "ctrl+backslash", "Ctrl-\\"),
        ("ctrl+space", "ctrl+@", "Ctrl-Space"),
        ("Ctrl-PgDn", "ctrl+pagedown", "Ctrl-PgDn"),
        ("ctrl+i", "tab", "Tab"),
        ("ctrl+h", "backspace", "Backspace"),
        ("ctrl+w o", "ctrl+w o", "Ctrl-w o"),
    ],
)
def test_a_key_that_comes_under_another_name_is_known_by_that(written: str, key: str, told: str) -> None:
    """Before, such a key was accepted and nothing came of it."""
    star = next(command for command in COMMANDS if command.name == "star")
    assert Keymap(COMMANDS, {"star": written}).keys(star) == (key,)
    assert shown(key) == told
    assert Keymap(COMMANDS, {"star": told}).keys(star) == (key,), "help may be copied"


async def test_the_keys_of_a_preset_are_those_that_help_and_the_foot_line_tell(desk: Desk) -> None:
    desk.preset = "less"
    async with desk.sit((100, 30)) as seat:
        assert "sd 标为已办结" in seat.text
        assert "gu 可撤销" in seat.text
        await seat.press("2", "d")
        assert seat.entry("1").status.key == "todo"
        assert seat.main.table.cursor > 1
        assert "sd 办结" in seat.lines()[-1]
        await seat.press("<", "s", "d", "g", "u")
        assert seat.entry("1").status.key == "todo"
        assert "已撤销" in seat.news
        await seat.press("h")
        await seat.press("/", *"撤销")
        assert " gu " in seat.text
