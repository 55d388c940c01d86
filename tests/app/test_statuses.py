"""The statuses of an office at the screens: its own letters, and where a reason is asked for."""

from __future__ import annotations

from pathlib import Path

import pytest

from tui.app.dialogs.form import Form
from tui.app.features import COMMANDS, commands
from tui.app.keys import Keymap
from tui.model.profile import PROFILES, SUPERVISION, Profile

from .conftest import Desk

OWN = """
[[status]]
key = "open"
letter = "o"
zh = "在办"

[[status]]
key = "finished"
letter = "f"
zh = "销号"
closed = true

[[status]]
key = "back"
letter = "b"
zh = "退回重办"
reason = "required"
"""


def office(desk: Desk, text: str = OWN) -> Path:
    file = desk.settings().workspace / "profile.toml"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return file


async def test_an_offices_own_statuses_are_on_the_keys_in_the_menu_and_in_help(desk: Desk) -> None:
    office(desk)
    async with desk.sit(keys={"status_finished": "X", "status_stopped": "Z"}) as seat:
        await seat.press("2", "s")
        menu = seat.text
        assert all(word in menu for word in ("在办", "退回重办"))
        assert "中止" not in menu
        await seat.press("escape", "X")
        assert seat.entry("1").status.zh == "销号"
        await seat.press("?")
        assert "把任务标为退回重办" in "\n".join(offer.line for offer in seat.main.offers)


async def test_the_bare_letter_ends_a_task_in_every_profile(desk: Desk) -> None:
    office(desk)
    async with desk.sit() as seat:
        await seat.press("2", "d")
        assert seat.entry("1").status.zh == "销号"


async def test_where_the_office_wants_a_reason_there_is_no_way_round_it(desk: Desk) -> None:
    office(desk)
    async with desk.sit() as seat:
        await seat.press("2", "s", "b", "enter")
        assert isinstance(seat.app.screen, Form)
        assert "标为“退回重办”要写明理由" in seat.text
        await seat.type("材料不全")
        await seat.press("enter")
        assert seat.entry("1").status.zh == "退回重办"
        assert [each.change.because for each in seat.app.workspace.log()] == ["材料不全"]


async def test_giving_up_and_opening_again_ask_why_and_an_empty_enter_passes(desk: Desk) -> None:
    async with desk.sit() as seat:
        await seat.press("2", "s", "x")
        assert "1 系统清理地方保护和部门分割政策 → 已中止" in seat.text
        await seat.press("enter")
        assert seat.entry("1").status.key == "stopped"
        await seat.press("s", "a")
        assert isinstance(seat.app.screen, Form), "it was closed"
        await seat.type("恢复办理")
        await seat.press("enter")
        assert seat.entry("1").status.key == "active"
        assert [each.change.because for each in seat.app.workspace.log()] == ["", "恢复办理"]


@pytest.mark.parametrize("keys", ["d", "s a", "s r", "s t"])
async def test_nothing_else_asks(desk: Desk, keys: str) -> None:
    async with desk.sit() as seat:
        await seat.press("2", *keys.split())
        assert not isinstance(seat.app.screen, Form)


async def test_leaving_the_line_marks_nothing_and_keeps_the_selection(desk: Desk) -> None:
    async with desk.sit() as seat:
        await seat.press("2", "v", "v", "s", "x", "escape")
        assert len(seat.main.view.selected) == 2
        await seat.press("s", "x", "enter")
        assert [seat.entry(no).status.key for no in "123"] == ["stopped", "stopped", "todo"]


@pytest.mark.parametrize("profile", PROFILES, ids=lambda profile: profile.name)
def test_every_profile_that_travels_along_has_its_commands(profile: Profile) -> None:
    made = commands(profile)
    assert [each.name for each in made if each.name.startswith("status_")] == [
        f"status_{status.key}" for status in profile.statuses
    ]
    assert len(made) == len(COMMANDS) - len(SUPERVISION.statuses) + len(profile.statuses)
    Keymap(made)


@pytest.mark.parametrize(("name", "asking"), [("督办", ["stopped"]), ("阅读", []), ("审阅", ["returned", "doubtful"])])
def test_setbacks_of_a_fresh_task_ask_why(name: str, asking: list[str]) -> None:
    profile = next(each for each in PROFILES if each.name == name)
    asked = [status.key for status in profile.statuses if profile.wants_why(status, [profile.initial])]
    assert asked == asking
