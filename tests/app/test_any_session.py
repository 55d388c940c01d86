"""Whatever stands in what a person kept from the last time, the screens start, and go on.

`DUBAN_FUZZ=200` tries so many.
"""

from __future__ import annotations

import json
import os
import random
from typing import Any, Final

import pytest

pytest.importorskip("resource", reason="what hurts files tells its memory by it")

from tests.app.conftest import DOC, Desk
from tests.cli.hurting import json_hurt
from tui.app.view import Pane, View, facts_of

COUNT: Final = int(os.environ.get("DUBAN_FUZZ", "2"))
LINES: Final = {"lines": ["牵头:财政厅", "状态:办结"]}
PLACE: Final = facts_of(View(DOC, Pane.TASKS, expression="财政", searched="财政", place="一", task=(DOC, "附件#3")))
DRAFT: Final = {"places": [[DOC, "附件#3"]], "quote": "", "note": "", "about": "任务 3", "text": "没写完的"}
KEPT: Final[dict[str, Any]] = {
    "place": PLACE,
    "places": {"a": PLACE},
    "use": {"doc": DOC},
    "draft-x": DRAFT,
    "filters": LINES,
    "searches": LINES,
    "headings": LINES,
    "looked": {"last": "2026-11-20T12:00:00+08:00", "before": "2026-11-18T12:00:00+08:00"},
    "review-last": {"status": "done", "note": "属实"},
    "review-phrases": {"phrases": ["属实"]},
    "review-lines": {"lines": [[DOC, "附件#1", "done", "属实"]]},
}
"""What a person's own folder may hold, by the names of the files."""
KEYS: Final = (
    *("n", "/", "up", "escape", "2", "/", "up", "up", "enter", "'", "a", "o", "/", "up", "escape"),
    *("2", "a", "escape", "escape", "r", ".", "escape", "escape", "3", "escape", "m", "b"),
)
"""They ask for each of them; the first says no to what was not finished."""


def halved(value: Any) -> Any:  # noqa: ANN401
    """The same with half a character and a sequence of the terminal in every text of a person's own."""
    if isinstance(value, dict):
        return {name: each if name == "pane" else halved(each) for name, each in value.items()}
    if isinstance(value, list):
        return [halved(each) for each in value]
    return f"{value}\ud800\x1b[2J" if isinstance(value, str) and value not in {"", DOC} else value


async def go_on(desk: Desk) -> None:
    """Start over what is kept, ask for all of it, and end."""
    async with desk.sit() as seat:
        for key in KEYS:
            await seat.press(key)
        assert seat.app.is_running
        assert "\x1b" not in seat.text.encode().decode()
        assert "已记下这里" in seat.news


@pytest.mark.parametrize("moment", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00"])
async def test_moments_at_either_end_of_time_are_no_visit(desk: Desk, moment: str) -> None:
    desk.open().keep("looked", {"last": moment, "before": moment})
    async with desk.sit() as seat:
        await seat.press("3")
        assert seat.app.is_running
        assert seat.text.encode()


@pytest.mark.parametrize("seed", range(COUNT))
async def test_the_screens_start_over_any_session(desk: Desk, seed: int) -> None:
    chance, folder = random.Random(seed), desk.open().private.folder
    folder.mkdir(parents=True)
    for name, facts in KEPT.items():
        (folder / f"{name}.json").write_bytes(json_hurt(json.dumps(facts).encode(), chance))
    await go_on(desk)


async def test_halves_of_characters_and_sequences_of_the_terminal_harm_nothing(desk: Desk) -> None:
    folder = desk.open().private.folder
    folder.mkdir(parents=True)
    for name, facts in KEPT.items():
        (folder / f"{name}.json").write_text(json.dumps(halved(facts)), encoding="utf-8")
    await go_on(desk)
