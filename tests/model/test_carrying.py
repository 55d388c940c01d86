"""Editions and what is carried between them: in whatever order Changes arrive, and whatever stands in them."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui.model.carrying import Carries, Stuck
from tui.model.change import Change, Stamp, Value, note_path, quoting
from tui.model.state import State

EDITIONS = ["aaaaaaaa", "bbbbbbbb", "cccccccc"]
PLACES = ["附件#1", "附件#2", "附件#3", "四", "四/（一）"]


def change(
    at: int, kind: str, target: str, value: Value, edition: str = "", *, because: str = "", author: str = "甲"
) -> Change:
    stamp = str(Stamp(1_000_000 + at, 0, "w1"))
    return Change(
        stamp, "2026-11-23T09:00:00+08:00", author, "d", target, kind, value, because=because, edition=edition
    )


def step(at: int, old: str, new: str, **moved: str) -> list[Change]:
    """One edition after another; `t1="附件#2"` moves the first task."""
    edition = f"{old}>{new}"
    names = {f"t{number}": f"附件#{number}" for number in range(1, 10)} | {"s1": "四/（一）"}
    said = [change(at + 1 + n, "carry", names[key], value, edition) for n, (key, value) in enumerate(moved.items())]
    return [change(at, "carry", "", "file.txt", edition), *said]


def state(changes: Sequence[Change], present: str) -> State:
    return State(changes, lambda _: present)


A, B, C = EDITIONS

TRACES = [
    ("the present edition", A, "附件#1", A, "附件#1"),
    ("moved on", A, "附件#1", B, "附件#2"),
    ("not named, so the same", A, "四", B, "四"),
    ("twice", A, "附件#1", C, "附件#3"),
    ("back", B, "附件#2", A, "附件#1"),
    ("twice back", C, "附件#3", A, "附件#1"),
    ("gone", A, "附件#3", B, None),
    ("new, so nowhere in the old one", B, "附件#1", A, None),
    ("of an edition that nobody knows", "ffffffff", "附件#1", B, "附件#1"),
    ("looked at in an edition that nobody knows", A, "附件#1", "ffffffff", "附件#1"),
    ("a note's path", A, note_path("附件#1", "0123456789ab0000-w1"), B, note_path("附件#2", "0123456789ab0000-w1")),
    ("quoted words", A, quoting("附件#1", "词"), B, quoting("附件#2", "词")),
    ("a correction", A, "附件#1@leads", B, "附件#2@leads"),
]


@pytest.mark.parametrize(
    ("written", "target", "present", "found"), [case[1:] for case in TRACES], ids=[c[0] for c in TRACES]
)
def test_a_target_is_traced_from_edition_to_edition(written: str, target: str, present: str, found: str | None) -> None:
    carries = Carries()
    for each in [*step(0, A, B, t1="附件#2", t2="附件#1x", t3=""), *step(10, B, C, t2="附件#3")]:
        carries.add(each)
    traced = carries.trace(written, target, present)
    assert (None if isinstance(traced, Stuck) else traced) == found


def test_what_was_written_before_there_were_editions_is_of_the_first() -> None:
    made = state([change(0, "status", "附件#1", "done"), *step(5, A, B, t1="附件#2")], B)
    assert made.value("d", "附件#2", "status") == "done"
    assert made.value("d", "附件#1", "status") is None


def test_two_editions_on_one_place_are_one_register_where_nothing_was_carried() -> None:
    made = state([change(0, "status", "附件#1", "done", A), change(1, "status", "附件#1", "active", B)], B)
    assert made.value("d", "附件#1", "status") == "active"


def test_a_tie_follows_its_article_too() -> None:
    made = state([change(0, "tie", "附件#1", "四/（一）", A), *step(5, A, B, t1="附件#2", s1="五/（九）")], B)
    assert made.value("d", "附件#2", "tie") == "五/（九）"


def test_what_has_no_place_stays_to_be_seen() -> None:
    changes = [change(0, "status", "附件#3", "done", A), change(1, "note", "附件#3", "词", A), *step(5, A, B, t3="")]
    made = state(changes, B)
    assert {each.target for each in made.unplaced("d")} == {"aaaaaaaa:附件#3"}
    assert made.noted("d") == ("aaaaaaaa:附件#3",)
    assert [note.text for note in made.notes("d", "aaaaaaaa:附件#3")] == ["词"]
    assert state(changes, A).value("d", "附件#3", "status") == "done"
    assert state(changes, A).unplaced("d") == []


_values = st.sampled_from(["done", "active", None])
_marks = st.tuples(
    st.sampled_from(["status", "star", "note", "tie", "reading"]),
    st.sampled_from(PLACES),
    _values,
    st.sampled_from(["", *EDITIONS]),
)
_carried = st.tuples(
    st.just("carry"),
    st.sampled_from(["", "", *PLACES]),
    st.sampled_from([None, "", "?附件#1", "file", *PLACES]),
    st.permutations(EDITIONS).map(lambda two: f"{two[0]}>{two[1]}"),
)


def _made(words: Sequence[tuple[str, str, str | None, str]]) -> list[Change]:
    made = []
    for at, (kind, target, value, edition) in enumerate(words):
        said: Value = value == "done" if kind == "star" else value or "" if kind == "note" else value
        place = f"{target}@leads" if kind == "reading" else target
        made.append(change(at, kind, place, said, edition))
    return made


def seen(made: State) -> object:
    """All that a person sees of the document."""
    marks = [
        (place, kind, made.value("d", place, kind, "甲")) for place in PLACES for kind in ("status", "star", "tie")
    ]
    notes = [(place, note.target, note.text) for place in made.noted("d") for note in made.notes("d", place)]
    unplaced = sorted((each.target, each.kind, each.stamp) for each in made.unplaced("d"))
    return (
        marks,
        sorted(notes),
        unplaced,
        [(c.target, c.value) for c in made.readings("d")],
        sorted(made.last_changes()),
    )


@settings(deadline=None)
@given(st.lists(_marks | _carried, max_size=12), st.sampled_from(["", *EDITIONS]), st.data())
def test_the_order_of_arrival_does_not_matter(
    words: list[tuple[str, str, str | None, str]], present: str, data: st.DataObject
) -> None:
    """Nor does looking in between, nor a checkpoint in between."""
    changes = _made(words)
    once = state(changes, present)
    other = state((), present)
    for each in data.draw(st.permutations(changes)):
        other.apply(each)
        if data.draw(st.booleans()):
            seen(other)
    assert seen(other) == seen(once)
    assert seen(state(list(once.changes()), present)) == seen(once)


@settings(deadline=None)
@given(st.lists(_marks | _carried, max_size=12), st.sampled_from(EDITIONS))
def test_nothing_that_was_written_is_lost(words: list[tuple[str, str, str | None, str]], present: str) -> None:
    """Every note is on a place of the present edition, or is told to have none."""
    changes = _made(words)
    made = state(changes, present)
    notes = [note.id for place in made.noted("d") for note in made.notes("d", place)]
    assert sorted(notes) == sorted(each.stamp for each in changes if each.kind == "note")


_any = st.text("附件#四/（一）“”@>?:a1", max_size=12)


@settings(deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(["carry", "note", "status", "reading", "tie"]), _any, st.none() | _any, _any),
        max_size=8,
    ),
    _any,
)
def test_whatever_a_journal_says_of_editions_it_is_read(
    words: list[tuple[str, str, str | None, str]], present: str
) -> None:
    changes = [
        change(at, kind, target, (value or "") if kind == "note" else value, edition)
        for at, (kind, target, value, edition) in enumerate(words)
    ]
    made = state(changes, present)
    seen(made)
    for each in changes:
        made.placed(each)


def test_of_two_things_that_became_one_the_later_word_says_which_it_was() -> None:
    """Whatever the order in which both arrived."""
    one, other = change(2, "carry", "附件#1", "附件#1", f"{A}>{B}"), change(3, "carry", "附件#2", "附件#1", f"{A}>{B}")
    for arrived in ((one, other), (other, one)):
        carries = Carries()
        for each in (change(1, "carry", "", "file.txt", f"{A}>{B}"), *arrived):
            carries.add(each)
        assert carries.trace(B, "附件#1", A) == "附件#2"
