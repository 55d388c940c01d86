"""What changed since one last looked at the board, and since when that is."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from tui.model.board import VISIT, touched, visited
from tui.model.change import Change

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def change(at: datetime, kind: str = "status", target: str = "附件#1", author: str = "甲") -> Change:
    stamp = f"{int(at.timestamp() * 1000):012x}0000-w"
    return Change(stamp, at.isoformat(), author, "plan", target, kind, "x")


def test_each_task_is_told_once_with_all_that_was_done_the_latest_first() -> None:
    done = [
        change(NOON - MINUTE, "due"),
        change(NOON, "note", f"附件#1@{int(NOON.timestamp() * 1000):012x}0000-w"),
        change(NOON + MINUTE, "status", "附件#1", "乙"),
        change(NOON + 2 * MINUTE, "progress", "附件#2@progress:2026-11"),
        change(NOON + 3 * MINUTE, "star", "附件#3"),
        change(NOON + 3 * MINUTE, "carry", ""),
    ]
    found = touched(done, NOON)
    assert [(each.place, each.kinds, each.by) for each in found] == [
        ("附件#2", ("progress",), "甲"),
        ("附件#1", ("status", "note"), "乙"),
    ]
    assert found[1].at == (NOON + MINUTE).isoformat()
    assert touched(done, NOON + 4 * MINUTE) == []


def test_who_never_looked_hears_no_news() -> None:
    since, kept = visited({}, NOON)
    assert since is None
    assert visited(kept, NOON + MINUTE)[0] is None, "looking again at once is the same visit"


def test_looks_of_one_visit_tell_the_same_news() -> None:
    _, kept = visited({}, NOON)
    again = NOON + timedelta(hours=5)
    for late in range(3):
        since, kept = visited(kept, again + late * MINUTE)
        assert since == NOON
    assert visited(kept, again + 2 * MINUTE + VISIT)[0] == again + 2 * MINUTE


def test_a_clock_that_was_set_back_begins_a_visit() -> None:
    _, kept = visited({}, NOON)
    assert visited(kept, NOON - timedelta(days=1))[0] == NOON


@pytest.mark.parametrize("kept", [{"last": "x"}, {"last": 5}, {"last": "2026-11-23T10:00:00"}, {"before": None}])
def test_what_is_no_moment_is_no_visit(kept: dict[str, object]) -> None:
    since, facts = visited(kept, NOON)
    assert since is None
    assert facts == {"last": NOON.isoformat()}
