"""The history is told in steps, and may be asked for by task, by person and by day."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.model.change import Change, with_before
from tui.model.history import Step, Wanted, steps


def change(number: int, author: str = "甲", batch: str = "", task: str = "附件#1", day: str = "2026-11-23") -> Change:
    stamp = f"{number:012x}0000-w"
    return Change(stamp, f"{day}T09:00:00+08:00", author, "plan", task, "status", f"s{number}", batch=batch)


def told(*changes: Change) -> list[Step]:
    return steps(with_before(changes))


def test_a_batch_is_one_step_and_stands_where_it_was_finished() -> None:
    first, other, last = change(1, batch="b"), change(2, "乙"), change(3, batch="b", task="附件#2")
    found = told(first, other, last)
    assert [step.last for step in found] == [other, last]
    assert [part for part, _ in found[1].parts] == [first, last]
    assert [step.last for step in found[1].opened()] == [first, last]
    assert found[1].places == {("plan", "附件#1"), ("plan", "附件#2")}


def test_nobody_joins_the_batch_of_another() -> None:
    """A batch's name may be claimed by anyone who writes a journal file."""
    assert len(told(change(1, batch="b"), change(2, "乙", batch="b"))) == 2


@given(st.lists(st.tuples(st.sampled_from("甲乙"), st.sampled_from(["", "b", "c"])), max_size=12))
def test_every_change_is_told_once(made: list[tuple[str, str]]) -> None:
    changes = [change(number, author, batch) for number, (author, batch) in enumerate(made)]
    parts = [part for step in told(*changes) for part, _ in step.parts]
    assert sorted(parts, key=lambda part: part.stamp) == changes


@pytest.mark.parametrize(
    ("wanted", "numbers"),
    [
        (Wanted(), [1, 2, 3]),
        (Wanted(who="乙"), [2]),
        (Wanted(day="2026-11-24"), [3]),
        (Wanted(day="2026-11"), [1, 2, 3]),
        (Wanted(places=frozenset({("plan", "附件#2")})), [2, 3]),
        (Wanted(places=frozenset({("plan", "附件#2")}), who="甲"), [3]),
        (Wanted(places=frozenset({("other", "附件#2")})), []),
    ],
)
def test_a_part_of_the_history(wanted: Wanted, numbers: list[int]) -> None:
    history = [change(1), change(2, "乙", task="附件#2"), change(3, task="附件#2", day="2026-11-24")]
    note = "附件#2@" + history[1].stamp
    assert [int(each.stamp[:12], 16) for each, _ in filter(wanted, with_before(history))] == numbers
    assert Wanted(places=frozenset({("plan", "附件#2")}))((change(9, task=note), None))
