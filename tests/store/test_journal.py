"""Whatever stands in a journal file, it is read, and damage costs the record it hit and no other."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.model.change import Change, Intent, Stamp, Value
from tui.store.changes import Store
from tui.store.record import Gap, decode, encode, from_fields, scan, to_fields

Enter = Callable[..., Store]


def change(at: int, kind: str = "status", value: Value = "done") -> Change:
    return Change(str(Stamp(1_000_000 + at, 0, "w1")), "2026-11-23T09:00:00+08:00", "甲", "d", "附件#14", kind, value)


CHANGES = [change(1), change(2, "note", "两\n行 “@” 0000000a 00000000 {}"), change(3, "star", True), change(4)]
LINES = [encode(each) for each in CHANGES]
WHOLE = b"".join(LINES)


def found(data: bytes) -> list[Change]:
    return [item for item in scan(data) if isinstance(item, Change)]


def gaps(data: bytes) -> list[Gap]:
    return [item for item in scan(data) if isinstance(item, Gap)]


def hit(at: int) -> int:
    """The number of the record that this byte belongs to."""
    return next(number for number in range(len(LINES)) if at < sum(map(len, LINES[: number + 1])))


def test_a_sound_journal_reads_back() -> None:
    assert list(scan(WHOLE)) == CHANGES
    assert list(scan(b"")) == []


def test_a_record_is_one_line_of_length_check_and_plain_json() -> None:
    assert LINES[0].decode() == (
        '000000a2 cd25bf4f {"at": "2026-11-23T09:00:00+08:00", "author": "甲", "doc": "d", "kind": "status", '
        '"stamp": "0000000f42410000-w1", "target": "附件#14", "v": 1, "value": "done"}\n'
    )


@pytest.mark.parametrize("make", [lambda b: b ^ 1, lambda b: b ^ 0x80, lambda _: 0x0A, lambda _: 0x30, lambda _: 0])
def test_any_byte_changed_costs_at_most_its_record(make: Callable[[int], int]) -> None:
    for at, byte in enumerate(WHOLE):
        if make(byte) == byte:
            continue
        hurt = WHOLE[:at] + bytes([make(byte)]) + WHOLE[at + 1 :]
        rest = [each for number, each in enumerate(CHANGES) if number != hit(at)]
        assert found(hurt) in (rest, CHANGES), at
        assert gaps(hurt), at


def test_any_byte_lost_or_doubled_costs_at_most_its_record() -> None:
    for at in range(len(WHOLE)):
        rest = [each for number, each in enumerate(CHANGES) if number != hit(at)]
        assert found(WHOLE[:at] + WHOLE[at + 1 :]) in (rest, CHANGES), at
        assert found(WHOLE[:at] + WHOLE[at : at + 1] + WHOLE[at:]) in (rest, CHANGES), at


def test_a_file_cut_anywhere_keeps_the_records_before_the_cut() -> None:
    for at in range(len(WHOLE)):
        kept = CHANGES[: hit(at)]
        assert found(WHOLE[:at]) in (kept, [*kept, CHANGES[len(kept)]]), at
        assert [gap.reason for gap in gaps(WHOLE[:at])] in ([], ["unfinished"]), at


def test_each_damaged_line_is_counted() -> None:
    hurt = b"".join(line.replace(b"2026", b"2o26") if number % 2 else line for number, line in enumerate(LINES))
    assert [gap.reason for gap in gaps(hurt)] == ["check", "check"]
    assert found(hurt) == CHANGES[::2]


@given(st.binary(max_size=300))
def test_any_bytes_are_read(data: bytes) -> None:
    covered = 0
    for item in scan(data):
        if isinstance(item, Gap):
            assert covered <= item.start < item.end <= len(data)
            covered = item.end


@given(st.lists(st.one_of(st.sampled_from(LINES), st.binary(max_size=40), st.just(LINES[0][:60])), max_size=12))
def test_records_among_any_bytes_are_found(pieces: list[bytes]) -> None:
    expected = [CHANGES[LINES.index(piece)] for piece in pieces if piece in LINES]
    assert found(b"".join(pieces)) == expected


_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


@given(st.dictionaries(st.sampled_from([*to_fields(CHANGES[1]), "base", "because", "reverts", "batch", "x"]), _json))
def test_a_record_with_any_fields_is_a_sound_change_or_refused(fields: dict[str, object]) -> None:
    try:
        made = from_fields({**to_fields(CHANGES[1]), **fields})
    except ValueError:
        return
    assert isinstance(made.target, str)
    assert Stamp.parse(made.stamp)
    assert isinstance(made.value, str) or made.kind != "note" or made.v > 1


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"stamp": "now"}, "not a stamp"),
        ({"stamp": "ffffffffffff0000-w1"}, "no clock"),
        ({"value": 5}, "no note"),
        ({"value": None}, "no note"),
        ({"kind": "star", "value": "yes"}, "no star"),
        ({"v": True}, "v is no int"),
        ({"author": None}, "author is no str"),
    ],
)
def test_what_is_no_change_is_refused(fields: dict[str, object], why: str) -> None:
    with pytest.raises(ValueError, match=why):
        from_fields({**to_fields(CHANGES[1]), **fields})


@pytest.mark.parametrize("body", [b"{}", b"[]", b"5", b"{", b"\xff", b"[" * 100_000, b"9" * 10_000])
def test_a_body_that_is_no_change_is_refused(body: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        decode(body)


@given(
    st.builds(
        Change,
        stamp=st.just(CHANGES[0].stamp),
        at=st.text(),
        author=st.text(),
        doc=st.text(),
        target=st.text(),
        kind=st.just("note"),
        value=st.text(st.characters()),
        base=st.none() | st.text(),
        batch=st.text(),
        because=st.text(),
        reverts=st.none() | st.text(),
    )
)
def test_any_change_reads_back(given_change: Change) -> None:
    line = encode(given_change)
    assert found(line) == [given_change]
    assert line.count(b"\n") == 1


# The same through a store


def test_a_journal_of_any_damage_is_opened_told_and_gone_on_with(enter: Enter, root: Path) -> None:
    enter().append([Intent("d", "附件#14", "status", "done")])
    file = root / "journal" / "w1.jsonl"
    for at in [*range(0, len(WHOLE), 37), len(WHOLE) - 1]:
        file.write_bytes(WHOLE[:at] + b"\n" * (WHOLE[at] != 0x0A) + b"x" * (WHOLE[at] == 0x0A) + WHOLE[at + 1 :])
        store = enter()
        before = list(store.history())
        assert len(before) >= 3
        assert len(store.damage) >= 1
        assert all(damage.file == "journal/w1.jsonl" for damage in store.damage)
        (more,) = store.append([Intent("d", "附件#15", "status", "done")])
        assert list(enter().history()) == [*before, more]


def test_ones_own_cut_line_is_put_aside_and_others_are_left_alone(enter: Enter, root: Path) -> None:
    for writer in ("w1", "w2"):
        enter(writer).append([Intent("d", "附件#14", "status", "done")])
        file = root / "journal" / f"{writer}.jsonl"
        file.write_bytes(file.read_bytes() + LINES[0][:50])
    store = enter()
    assert [(damage.file, damage.reason) for damage in store.damage] == [
        ("journal/w1.jsonl", "unfinished"),
        ("journal/w2.jsonl", "unfinished"),
    ]
    store.append([Intent("d", "附件#14", "status", "active")])
    assert [(damage.file, damage.reason) for damage in store.damage] == [
        ("journal/w1.jsonl", "torn"),
        ("journal/w2.jsonl", "unfinished"),
    ]
    assert (root / "journal" / "w1.jsonl.torn").read_bytes() == LINES[0][:50] + b"\n"
    assert [damage.file for damage in enter().damage] == ["journal/w2.jsonl"]


def test_an_unfinished_line_of_another_is_taken_in_when_it_is_finished(enter: Enter, root: Path) -> None:
    store = enter()
    file = root / "journal" / "w9.jsonl"
    file.parent.mkdir(parents=True)
    file.write_bytes(WHOLE[:-20])
    assert list(store.catch_up()) == CHANGES[:-1]
    assert store.catch_up() == ()
    file.write_bytes(WHOLE)
    assert list(store.catch_up()) == CHANGES[-1:]
    assert store.damage == ()


def test_other_files_and_folders_in_the_journal_are_passed_over(enter: Enter, root: Path) -> None:
    kept = enter().append([Intent("d", "附件#14", "status", "done")])
    (root / "journal" / "old.jsonl").mkdir()
    (root / "journal" / "notes.txt").write_text("x")
    (root / "journal" / "empty.jsonl").write_bytes(b"")
    (root / "journal" / "lines.jsonl").write_bytes(b"\n\n\n")
    store = enter()
    assert list(store.history()) == list(kept)
    assert store.damage == ()
    assert store.checkpoint()
    assert enter().behind == 0
