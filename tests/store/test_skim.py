"""A long journal is read for what still counts, and that is the same as reading all of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.model.change import Change, Intent
from tui.model.state import State
from tui.store.changes import Store
from tui.store.files import SealedStorage
from tui.store.record import Gap, decode_all, encode, scan
from tui.store.skim import skim

Enter = Callable[..., Store]

CHANGES = st.builds(
    Change,
    stamp=st.builds("{:012x}{:04x}-{}".format, st.integers(0, 5), st.integers(0, 1), st.sampled_from(["w", "w_2"])),
    at=st.sampled_from(["2026-11-23T09:00:00+08:00", ""]),
    author=st.sampled_from(["甲", "乙", 'o"x', "\\", "\ud800", "\x07"]),
    doc=st.sampled_from(["plan", "办法"]),
    target=st.sampled_from(["附件#1", "附件#2", "一“引”", "附件#1@0000000000010000-w"]),
    kind=st.sampled_from(["status", "star", "tie", "note", "edit", "delete", "later"]),
    value=st.one_of(st.none(), st.booleans(), st.sampled_from(["done", "", '"', "一\n二\t三", "\\u0041", "\x00"])),
    base=st.one_of(st.none(), st.just("000000000001-w")),
    batch=st.sampled_from(["", "b"]),
    because=st.sampled_from(["", "因为"]),
    reverts=st.one_of(st.none(), st.just("b")),
    edition=st.sampled_from(["", "", "1f3c9a20"]),
    v=st.sampled_from([1, 1, 1, 2]),
)
JUNK = st.one_of(st.binary(max_size=40), st.just(b"\n"), st.just(b'00000002 00000000 {"at": "'))
LINES = st.lists(st.one_of(CHANGES.map(encode), CHANGES.map(encode), JUNK), max_size=25)


def same(data: bytes) -> None:
    """Folded, counted and for its damage, what is skimmed is what is there."""
    found, passed, later = skim(data)
    everything = list(scan(data))
    assert [item for item in found if isinstance(item, Gap)] == [item for item in everything if isinstance(item, Gap)]
    all_of_it = [item for item in everything if isinstance(item, Change)]
    kept = [*(item for item in found if isinstance(item, Change)), *decode_all(later)]
    assert len(kept) + passed == len(all_of_it)
    one, other = State(all_of_it), State(kept)
    assert sorted(one.changes(), key=repr) == sorted(other.changes(), key=repr)
    assert one.latest == other.latest
    for doc in ("plan", "办法"):
        for place in ("附件#1", "附件#2", "一"):
            assert one.touched(doc, place) == other.touched(doc, place)
            assert one.notes(doc, place) == other.notes(doc, place)


@given(LINES, st.randoms(use_true_random=False))
def test_what_is_skimmed_folds_to_the_same(lines: list[bytes], random: Random) -> None:
    data = b"".join(lines)
    same(data)
    if data:
        at = random.randrange(len(data))
        same(data[:at])
        same(data[:at] + bytes([data[at] ^ (1 << random.randrange(8))]) + data[at + 1 :])


MARK = Change("0000000000010000-w", "", "甲", "plan", "附件#1", "status", "done")


@pytest.mark.parametrize(
    "other",
    [
        replace(MARK, stamp="ffffffffffff0000-w"),
        replace(MARK, stamp="0000000000020000-w", value=True),
        replace(MARK, stamp="0000000000020000-w", kind="star", value="done"),
        replace(MARK, stamp="0000000000020000-w", v=2),
        MARK,
        replace(MARK, value="active"),
        replace(MARK, because="x" * 3_000_000),
    ],
    ids=["no clock's stamp", "no status", "no star", "a later version", "twice", "one stamp twice", "too long"],
)
@pytest.mark.parametrize("turned", [False, True])
def test_marks_that_are_not_as_they_should_be(other: Change, turned: bool) -> None:
    lines = [encode(MARK), encode(other)]
    same(b"".join(reversed(lines) if turned else lines))


def test_letters_that_are_no_text_are_damage_here_too() -> None:
    same(encode(MARK) + encode(replace(MARK, because="qq")).replace(b"qq", b"\xff\xff"))


def test_of_many_marks_the_last_of_each_is_kept_and_all_are_counted(enter: Enter, root: Path) -> None:
    marks = [
        replace(MARK, stamp=f"{number:012x}0000-w", target=f"附件#{number % 7}", value=f"s{number}")
        for number in range(3000)
    ]
    found, passed, _ = skim(b"".join(map(encode, marks)))
    assert (len(found), passed) == (7, 2993)
    (root / "journal").mkdir(parents=True)
    (root / "journal" / "w.jsonl").write_bytes(b"".join(map(encode, marks)))
    store = enter()
    assert (store.count, len(list(store.history())), len(store.state)) == (3000, 3000, 7)
    assert store.checkpoint()
    assert (enter().count, enter().behind) == (3000, 0)
    assert list(enter().state.changes()) == list(store.state.changes()) == marks[-7:]


def notes(count: int) -> list[Change]:
    """Marks and notes of three places, some notes edited, one in ten deleted."""
    made: list[Change] = []
    for number in range(count):
        stamp, target = f"{number + 1:012x}0000-w", f"附件#{number % 3}"
        note = replace(MARK, stamp=stamp, target=target, kind="note", value=f"批注 {number}\n" + "长" * 60)
        path = f"{target}@{stamp}"
        made.append(note)
        if number % 5 == 0:
            made.append(replace(note, stamp=stamp.replace("0000-", "0001-"), kind="edit", target=path, value="改"))
        if number % 10 == 0:
            made.append(replace(note, stamp=stamp.replace("0000-", "0002-"), kind="delete", target=path, value=True))
        made.append(replace(MARK, stamp=stamp.replace("0000-", "0003-"), target=target, value=f"s{number}"))
    return made


@pytest.fixture
def noted(root: Path) -> list[Change]:
    """A journal with so many notes that they are read after the marks."""
    made = notes(2000)
    (root / "journal").mkdir(parents=True)
    (root / "journal" / "w.jsonl").write_bytes(b"".join(map(encode, made)))
    return made


@pytest.mark.parametrize("checkpointed", [False, True])
def test_marks_are_told_before_very_many_notes_are_read(enter: Enter, noted: list[Change], checkpointed: bool) -> None:
    whole = State(noted)
    if checkpointed:
        assert enter().checkpoint()
    store = enter()
    store.hurried = True
    assert store.incomplete
    assert store.state.value("plan", "附件#1", "status") == whole.value("plan", "附件#1", "status")
    assert store.state.notes("plan", "附件#1") == ()
    assert store.catch_up() == ()
    store.complete()
    assert not store.incomplete
    assert list(store.state.changes()) == list(whole.changes())
    assert store.state.notes("plan", "附件#1") == whole.notes("plan", "附件#1")
    assert (store.count, store.behind) == (len(noted), 0 if checkpointed else len(noted))


@pytest.mark.parametrize("hurried", [False, True])
def test_who_writes_before_the_notes_are_read_knows_them_all(enter: Enter, noted: list[Change], hurried: bool) -> None:
    store = enter()
    store.hurried = hurried
    (mark,) = store.append([Intent("plan", "附件#1", "star", True)])
    assert not store.incomplete
    assert mark.stamp > noted[-1].stamp
    assert len(store.state.notes("plan", "附件#0")) > 500
    assert store.checkpoint()
    again = enter()
    assert (again.behind, list(again.state.changes())) == (0, list(store.state.changes()))


def test_notes_of_a_checkpoint_that_was_sealed_by_another_are_read_from_the_journal(
    enter: Enter, root: Path, noted: list[Change]
) -> None:
    assert enter().checkpoint()
    file = SealedStorage(root / "state.json")
    tables = file.read()
    assert tables is not None
    tables["notes"]["1"] = {"nothing": "of use"}
    file.write(tables)
    store = enter()
    assert list(store.state.changes()) == list(State(noted).changes())
    assert store.count == len(noted)
