"""The fold of Changes, stamps, and what can be undone."""

from __future__ import annotations

import time
from dataclasses import replace
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.model.change import Change, Stamp, Steps, Value, inverse, note_path, quoting, split_target, with_before
from tui.model.state import State


def change(
    at: int,
    kind: str = "status",
    value: Value = "done",
    *,
    target: str = "附件#14",
    author: str = "甲",
    base: str | None = None,
    batch: str = "",
    reverts: str | None = None,
    writer: str = "w1",
) -> Change:
    return Change(
        stamp=str(Stamp(1_000_000 + at, 0, writer)),
        at="2026-11-23T09:00:00+08:00",
        author=author,
        doc="d",
        target=target,
        kind=kind,
        value=value,
        base=base,
        batch=batch,
        reverts=reverts,
    )


# Stamps


def test_a_stamp_reads_back() -> None:
    stamp = Stamp(1_466_208_000_000, 7, "w1")
    assert Stamp.parse(str(stamp)) == stamp


@pytest.mark.parametrize(
    "text",
    [
        "",
        "w1",
        "0123456789ab0000",
        "0123456789ab0000-",
        "0123456789AB0000-w1",
        "0123456789a_0000-w1",
        "+123456789ab0000-w1",
        " 123456789ab0000-w1",
        "0123456789ab0000-w@1",
        "0123456789ab0000-w\n",
        "00123456789ab0000-w1",
    ],
)
def test_what_is_no_stamp_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a stamp"):
        Stamp.parse(text)


_WRITERS = st.text("0123456789abcdefXYZ_", min_size=1, max_size=8)
_stamps = st.builds(
    Stamp,
    st.integers(0, 0xFFFFFFFFFFFE),
    st.integers(0, 0xFFFF),
    st.text("0123456789abcdefXYZ_", min_size=1, max_size=8),
)


@given(_stamps, _stamps)
def test_stamps_compare_as_their_texts(one: Stamp, other: Stamp) -> None:
    def order(stamp: Stamp) -> tuple[int, int, str]:
        return (stamp.milliseconds, stamp.count, stamp.writer)

    assert (order(one) < order(other)) == (str(one) < str(other))


@given(_stamps, st.integers(0, 0xFFFFFFFFFFFE))
def test_the_next_stamp_is_later_than_the_last_and_never_behind_the_clock(last: Stamp, now: int) -> None:
    following = Stamp.after(str(last), now, "w")
    assert str(following) > str(last)
    assert following.milliseconds >= now
    assert Stamp.parse(str(following)) == following


# Targets


@pytest.mark.parametrize(
    ("target", "place", "quote", "note"),
    [
        ("附件#14", "附件#14", "", ""),
        ("四/（三）“加强保障”", "四/（三）", "加强保障", ""),
        ("附件#14@0123456789ab0000-w1", "附件#14", "", "0123456789ab0000-w1"),
        ("四“加强”@0123456789ab0000-w1", "四", "加强", "0123456789ab0000-w1"),
        ("四“写信到 a@b.cn”", "四", "写信到 a@b.cn", ""),
        ("四“写信到 a@b.cn”@0123456789ab0000-w1", "四", "写信到 a@b.cn", "0123456789ab0000-w1"),
        ("四“所谓“三板”市场”", "四", "所谓“三板”市场", ""),
        ("四“两\n行”@0123456789ab0000-w1", "四", "两\n行", "0123456789ab0000-w1"),
    ],
)
def test_a_target_comes_apart(target: str, place: str, quote: str, note: str) -> None:
    assert split_target(target) == (place, quote, note)


@given(st.text(max_size=30), _stamps.map(str))
def test_a_target_put_together_comes_apart_again(quote: str, note: str) -> None:
    assert split_target(note_path(quoting("附件#14", quote), note)) == ("附件#14", quote, note)


# The fold


def test_the_later_change_counts_whatever_comes_first() -> None:
    early, late = change(1, value="active"), change(2, value="done")
    for order in ([early, late], [late, early]):
        assert State(order).value("d", "附件#14", "status") == "done"


def test_a_star_is_each_authors_own_and_a_status_is_shared() -> None:
    state = State([change(1, "star", True, author="甲"), change(2, "status", "done", author="甲")])
    assert state.value("d", "附件#14", "star", "甲") is True
    assert state.value("d", "附件#14", "star", "乙") is None
    assert state.value("d", "附件#14", "status", "乙") == "done"


def test_a_note_is_added_edited_and_deleted() -> None:
    added = change(1, "note", "一")
    path = note_path(added.target, added.stamp)
    edited = change(2, "edit", "二", target=path, base=added.stamp)
    state = State([added, edited])
    (note,) = state.notes("d", "附件#14")
    assert (note.text, note.version, note.rivals, note.path) == ("二", edited.stamp, (), path)
    assert state.noted("d") == ("附件#14",)
    state.apply(change(3, "delete", True, target=path))
    assert state.notes("d", "附件#14") == ()
    assert state.noted("d") == ()
    kept = state.note("d", path)
    assert kept is not None
    assert kept.deleted
    assert kept.text == "二"


def test_two_who_edit_one_note_lose_neither_text() -> None:
    added = change(1, "note", "一")
    path = note_path(added.target, added.stamp)
    mine = change(2, "edit", "甲的", target=path, base=added.stamp)
    theirs = change(3, "edit", "乙的", target=path, base=added.stamp, author="乙", writer="w2")
    (note,) = State([theirs, added, mine]).notes("d", "附件#14")
    assert (note.text, note.rivals) == ("乙的", ("甲的",))
    both = change(4, "edit", "甲的，乙的", target=path, base=theirs.stamp)
    (note,) = State([theirs, added, mine, both]).notes("d", "附件#14")
    assert (note.text, note.rivals) == ("甲的，乙的", ("甲的",))
    knowing = change(5, "edit", "甲的，乙的", target=path, base=f"{theirs.stamp} {mine.stamp}")
    (note,) = State([theirs, added, mine, knowing]).notes("d", "附件#14")
    assert (note.text, note.rivals) == ("甲的，乙的", ())


def test_an_edit_that_comes_before_its_note_waits_for_it() -> None:
    added = change(1, "note", "一")
    path = note_path(added.target, added.stamp)
    state = State([change(2, "edit", "二", target=path, base=added.stamp)])
    assert state.note("d", path) is None
    state.apply(added)
    assert [note.text for note in state.notes("d", "附件#14")] == ["二"]


def test_a_change_to_a_note_touches_its_task() -> None:
    added = change(1, "note", "一", target="附件#14“系统清理”")
    state = State([added])
    assert state.touched("d", "附件#14") == added
    assert state.touched("d", "附件#15") is None


def test_an_unknown_kind_is_kept() -> None:
    strange = change(1, "colour", "red")
    assert list(State([strange]).changes()) == [strange]


_targets = st.sampled_from(["附件#1", "附件#2", "四“加强”"])


@st.composite
def histories(draw: st.DrawFn, *, colliding: bool = False) -> list[Change]:
    """Any Changes of two writers; where `colliding`, stamps may be equal, as with a copied writer's id."""
    changes: list[Change] = []
    for tick in range(draw(st.integers(0, 12))):
        at = draw(st.integers(0, 5)) if colliding else tick
        kind = draw(st.sampled_from(["status", "star", "note", "tie", "colour", "edit", "delete"]))
        writer = draw(st.sampled_from(["w1", "w2"]))
        notes = [note_path(each.target, each.stamp) for each in changes if each.kind == "note"]
        target = draw(st.sampled_from(notes)) if kind in {"edit", "delete"} and notes else draw(_targets)
        value: Value = draw(st.booleans()) if kind in {"star", "delete"} else draw(st.sampled_from(["a", "b", "c"]))
        base = draw(st.sampled_from([None, *(each.stamp for each in changes)]))
        changes.append(change(at, kind, value, target=target, author=writer, base=base, writer=writer))
    return changes


def seen(state: State) -> object:
    """All that a state says."""
    places = ["附件#1", "附件#2", "四"]
    return (
        {each.register: each for each in state.changes()},
        state.latest,
        [state.notes("d", place) for place in places],
        [state.touched("d", place) for place in places],
        sorted(state.noted("d")),
    )


@given(histories(colliding=True), st.randoms(use_true_random=False))
def test_the_fold_does_not_depend_on_the_order(changes: list[Change], random: Random) -> None:
    shuffled = list(changes)
    random.shuffle(shuffled)
    assert seen(State(changes)) == seen(State(shuffled))


@given(histories(), histories(), histories())
def test_merging_is_a_union(one: list[Change], two: list[Change], three: list[Change]) -> None:
    merged = seen(State([*one, *two, *three]))
    assert seen(State([*three, *two, *one])) == merged, "commutative"
    assert seen(State([*State([*one, *two]).changes(), *State(three).changes()])) == merged, "associative"
    assert seen(State([*one, *two, *three, *two])) == merged, "idempotent"


@given(histories())
def test_what_still_counts_folds_to_the_same_state(changes: list[Change]) -> None:
    state = State(changes)
    assert seen(State(state.changes())) == seen(state)


# Undo


@given(st.lists(st.tuples(st.sampled_from(["status", "star", "tie"]), st.sampled_from(["a", "b", None])), max_size=8))
def test_undoing_everything_gives_back_the_beginning(deeds: list[tuple[str, str | None]]) -> None:
    history = [change(at, kind, text) for at, (kind, text) in enumerate(deeds)]
    state = State(history)
    undone = [inverse(each, before) for each, before in reversed(list(with_before(history)))]
    for at, intent in enumerate(undone):
        state.apply(change(100 + at, intent.kind, intent.value))
    assert [state.value("d", "附件#14", kind, "甲") for kind in ("status", "star", "tie")] == [None] * 3


def test_undoing_a_note_deletes_it_and_undoing_that_brings_it_back() -> None:
    added = change(1, "note", "一")
    undo = inverse(added, None)
    deleted = change(2, undo.kind, undo.value, target=undo.target)
    assert State([added, deleted]).notes("d", "附件#14") == ()
    redo = inverse(deleted, None)
    state = State([added, deleted, change(3, redo.kind, redo.value, target=redo.target)])
    assert [note.text for note in state.notes("d", "附件#14")] == ["一"]


def test_undoing_an_edit_gives_the_words_before_it() -> None:
    added = change(1, "note", "一")
    path = note_path(added.target, added.stamp)
    history = [added, change(2, "edit", "二", target=path), change(3, "edit", "三", target=path)]
    assert [before for _, before in with_before(history)] == [None, "一", "二"]
    assert inverse(history[2], "二").value == "二"


def _steps(*deeds: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The steps after deeds such as `a` (step a), `-a>b` (b takes a back)."""
    history = []
    for at, deed in enumerate(deeds):
        reverts, arrow, batch = deed.removeprefix("-").partition(">")
        history.append(change(at, batch=batch if arrow else deed, reverts=reverts if arrow else None))
    steps = Steps.of(history, "甲")
    return steps.done, steps.undone


@pytest.mark.parametrize(
    ("deeds", "done", "undone"),
    [
        (["a", "b"], ["a", "b"], []),
        (["a", "b", "-b>x"], ["a"], ["x"]),
        (["a", "b", "-b>x", "-a>y"], [], ["x", "y"]),
        (["a", "b", "-b>x", "-a>y", "-y>z"], ["z"], ["x"]),
        (["a", "-a>x", "-x>y", "-y>z"], [], ["z"]),
        (["a", "-a>x", "b"], ["b"], []),
        (["a", "a", "-a>x", "-a>x"], [], ["x"]),
        (["-gone>x"], ["x"], []),
    ],
)
def test_steps_that_can_be_undone_and_redone(deeds: list[str], done: list[str], undone: list[str]) -> None:
    assert _steps(*deeds) == (tuple(done), tuple(undone))


def test_only_ones_own_steps_are_ones_own() -> None:
    mine, theirs = change(1), change(2, author="乙", writer="w2")
    assert Steps.of([mine, theirs], "甲").done == (mine.stamp,)
    assert Steps.of([mine, replace(theirs, reverts=mine.stamp)], "甲").done == (mine.stamp,)


def test_reading_the_steps_of_a_long_history_is_no_work() -> None:
    history = [change(at) for at in range(20_000)]
    began = time.perf_counter()
    assert len(Steps.of(history, "甲").done) == 20_000
    assert time.perf_counter() - began < 1


def test_notes_are_as_the_last_change_left_them_however_often_they_are_read() -> None:
    """What was made of the notes before is not taken for what they are now."""
    first = change(1, "note", "一")
    state = State([first])
    assert [note.text for note in state.notes("d", "附件#14")] == ["一"]
    path = note_path(first.target, first.stamp)
    state.apply(change(2, "edit", "二", target=path, base=first.stamp))
    assert [note.text for note in state.notes("d", "附件#14")] == ["二"]
    state.apply(change(3, "delete", True, target=path))
    assert state.notes("d", "附件#14") == ()
    assert state.noted("d") == ()
    state.apply(change(4, "delete", False, target=path))
    state.apply(change(5, "note", "三"))
    assert [note.text for note in state.notes("d", "附件#14")] == ["二", "三"]
