"""A batch counts whole or not at all, and what is acknowledged is what a reader takes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.store.conftest import EAST, Clock
from tui.model.change import FAR, Change, Intent, Value
from tui.model.errors import Invalid
from tui.store.changes import Store
from tui.store.record import check_of, encode, to_record

Enter = Callable[..., Store]
LAST = "e677d21fdc00ffff-evil"
"""The last stamp that a reader takes: of the last millisecond of the year 9999, with its counter full."""


def marks(count: int, value: str = "done") -> list[Intent]:
    return [Intent("d", f"附件#{number}", "status", value) for number in range(1, count + 1)]


def status(store: Store, number: int) -> object:
    return store.state.value("d", f"附件#{number}", "status")


def forged(stamp: str, number: int = 14) -> bytes:
    return encode(Change(stamp, "9999-12-31T23:59:59+00:00", "恶", "d", f"附件#{number}", "status", "stopped"))


# Batches


def test_a_batch_that_was_cut_counts_not_at_all_and_is_told(enter: Enter, root: Path) -> None:
    """Cut at every byte, as a power loss may cut it: all of the batch is there or nothing of it."""
    (first,) = enter().append(marks(1, "active"))
    journal = root / "journal" / "w1.jsonl"
    before = journal.stat().st_size
    batch = enter().append(marks(4), batch="b")
    data = journal.read_bytes()
    for cut in range(before, len(data) - 1):  # the last line end adds nothing
        journal.write_bytes(data[:cut])
        reader = enter("w2", "乙")
        assert list(reader.history()) == [first]
        assert [damage.reason for damage in reader.damage] == (["unfinished"] if cut > before else [])
    journal.write_bytes(data)
    assert list(enter().history()) == [first, *batch]


def test_what_is_written_behind_a_cut_batch_is_sound_and_the_cut_is_kept(enter: Enter, root: Path) -> None:
    enter().append(marks(1, "active"))
    journal = root / "journal" / "w1.jsonl"
    enter().append(marks(4), batch="b")
    lines = journal.read_bytes().splitlines(keepends=True)
    journal.write_bytes(b"".join(lines[:3]))
    store = enter()
    (more,) = store.append([Intent("d", "附件#9", "status", "done")])
    assert [damage.reason for damage in store.damage] == ["torn"]
    assert [change.target for change in enter().history()] == ["附件#1", more.target]
    assert enter().damage == ()
    assert (root / "journal" / "w1.jsonl.torn").read_bytes() == b"".join(lines[1:3]) + b"\n"


def test_a_batch_in_the_middle_of_which_a_line_is_missing_counts_not_at_all(enter: Enter, root: Path) -> None:
    enter().append(marks(3), batch="b")
    enter().append(marks(1, "active"))
    journal = root / "journal" / "w1.jsonl"
    lines = journal.read_bytes().splitlines(keepends=True)
    journal.write_bytes(lines[0] + lines[2] + lines[3])
    store = enter()
    assert [change.value for change in store.history()] == ["active"]
    assert [(damage.reason, damage.length > 0) for damage in store.damage] == [("batch", True)]


def test_a_line_of_a_batch_that_is_hurt_later_costs_itself_alone(enter: Enter, root: Path) -> None:
    """The batch had been acknowledged: what can be read of it stays."""
    enter().append(marks(3), batch="b")
    enter().append([Intent("d", "附件#9", "status", "done")])
    journal = root / "journal" / "w1.jsonl"
    lines = journal.read_bytes().splitlines(keepends=True)
    for at in range(3):
        hurt = [line.replace(b"done", b"dona") if number == at else line for number, line in enumerate(lines)]
        journal.write_bytes(b"".join(hurt))
        store = enter()
        assert [damage.reason for damage in store.damage] == ["check"]
        assert len(list(store.history())) == 3


def test_a_long_journal_is_read_the_same(enter: Enter, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui.store.journal._LONG", 1)
    for number in range(3):
        enter().append(marks(4, ("active", "done")[number % 2]), batch=f"b{number}")
        enter().append([Intent("d", "附件#9", "status", ("active", "done")[number % 2])])
    journal = root / "journal" / "w1.jsonl"
    lines = journal.read_bytes().splitlines(keepends=True)
    journal.write_bytes(b"".join((*lines[:6], *lines[8:12])))
    store = enter()
    assert sorted(damage.reason for damage in store.damage) == ["batch", "unfinished"]
    assert status(store, 1) == "active"
    assert status(store, 9) == "done"


def test_a_batch_of_before_there_were_sizes_counts_line_by_line(enter: Enter, root: Path) -> None:
    batch = enter().append(marks(3), batch="b")
    journal = root / "journal" / "w1.jsonl"
    journal.write_bytes(b"".join(map(encode, batch[:2])))
    assert list(enter().history()) == list(batch[:2])
    assert enter().damage == ()
    (more,) = enter().append(marks(1, "active"))
    assert list(enter().history()) == [*batch[:2], more]


# The chain


def test_each_line_carries_the_check_of_the_one_before_it(enter: Enter, root: Path) -> None:
    enter().append(marks(1))
    store, other = enter(), enter()
    store.append(marks(2, "active"), batch="b")
    other.append([Intent("d", "附件#9", "note", "很长" * 5000)])
    store.append(marks(1))
    lines = (root / "journal" / "w1.jsonl").read_bytes().splitlines()
    chains = [to_record(line[18:]).get("chain") for line in lines]
    assert chains == [None, *map(check_of, lines[:-1])]


# Stamps


@pytest.mark.parametrize("number", [1, 14])
def test_a_stamp_from_the_end_of_time_stops_nobody(
    enter: Enter, root: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    """Brought by a group member or a backup, it made each later mark one that nobody can read."""
    (root / "journal").mkdir(parents=True)
    (root / "journal" / "evil.jsonl").write_bytes(forged(LAST))
    for long in (1 << 18, 1):
        monkeypatch.setattr("tui.store.journal._LONG", long)
        (mark,) = enter().append([Intent("d", f"附件#{number}", "status", "done")])
        assert mark.stamp < FAR
        store = enter()
        assert status(store, number) == "done"
        assert store.damage == ()
        assert len([change for change in store.history() if change.author == "恶"]) == 1
        enter().append([Intent("d", f"附件#{number}", "status", "active")])


def test_a_clock_that_is_years_ahead_is_gone_on_from_only_where_it_must_be(enter: Enter, root: Path) -> None:
    ahead = f"{int(datetime(2031, 1, 1, tzinfo=EAST).timestamp() * 1000):012x}0005-w7"
    (root / "journal").mkdir(parents=True)
    (root / "journal" / "w7.jsonl").write_bytes(forged(ahead))
    store = enter()
    (free,) = store.append([Intent("d", "附件#1", "status", "done")])
    assert free.stamp < ahead
    (same,) = store.append([Intent("d", "附件#14", "status", "done")])
    assert same.stamp > ahead
    (after,) = store.append([Intent("d", "附件#2", "status", "done")])
    assert after.stamp > same.stamp, "what one did last comes last"
    assert [status(enter(), number) for number in (1, 14, 2)] == ["done"] * 3


def test_what_would_not_count_is_refused(enter: Enter, root: Path) -> None:
    """Nothing can be later than the last stamp before those that no clock drew."""
    last = f"{int(FAR, 16) - 1:012x}ffff-w7"
    (root / "journal").mkdir(parents=True)
    (root / "journal" / "w7.jsonl").write_bytes(forged(last))
    store = enter()
    with pytest.raises(Invalid, match="stamp_beyond"):
        store.append([Intent("d", "附件#14", "status", "done")])
    assert store.append([Intent("d", "附件#1", "status", "done")])
    assert [change.target for change in enter().history()] == ["附件#1", "附件#14"]


def test_a_clock_past_all_years_writes_nothing(enter: Enter, clock: Clock) -> None:
    enter().append(marks(1))
    clock.time += timedelta(days=365 * 200)
    with pytest.raises(Invalid, match="stamp_beyond"):
        enter().append(marks(1, "active"))
    assert len(list(enter().history())) == 1


@pytest.mark.parametrize(("kind", "value"), [("star", "yes"), ("due", "明天"), ("note", None)])
def test_a_line_that_a_reader_would_refuse_is_not_written(enter: Enter, root: Path, kind: str, value: Value) -> None:
    kept = enter().append(marks(1))
    with pytest.raises(Invalid, match="unreadable_change"):
        enter().append([Intent("d", "附件#2", "status", "done"), Intent("d", "附件#2", kind, value)], batch="b")
    assert list(enter().history()) == list(kept)


def test_a_copy_of_a_change_under_a_far_stamp_is_the_oldest(enter: Enter, root: Path) -> None:
    (mark,) = enter().append(marks(1))
    (root / "journal" / "w7.jsonl").write_bytes(encode(replace(mark, stamp=f"{FAR}0000-w7", value="stopped")))
    assert [change.value for change in enter().history()] == ["stopped", "done"]
    assert status(enter(), 1) == "done"
