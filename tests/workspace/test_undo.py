"""Undo: it takes back one's own steps and nothing else, whatever others do, across restarts; redo repeats them."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.workspace.conftest import Enter, Office
from tui.model.change import Value
from tui.model.errors import NotFound, Undecided
from tui.model.merging import Choice
from tui.store.private import Private
from tui.workspace import Key, Workspace, undoing

KEYS: list[Key] = [("plan", f"附件#{number}") for number in (1, 2, 3)]
STATUSES = ["todo", "active", "done", "stopped"]

Deed = tuple[str, int, int]
"""What is done, to which task, with which value."""
DEEDS = st.tuples(
    st.sampled_from(["status", "several", "star", "unstar", "note", "edit", "delete", "tie"]),
    st.integers(0, 2),
    st.integers(0, 3),
)


def do(workspace: Workspace, deed: Deed) -> bool:
    """Do something; whether that changed anything."""
    what, task, number = deed
    key, profile = KEYS[task], workspace.profile
    mine = [note for note in workspace.notes("plan") if note.author == workspace.author]
    if what == "status":
        return bool(workspace.mark([key], profile.parse(STATUSES[number])))
    if what == "several":
        return bool(workspace.mark(KEYS, profile.parse(STATUSES[number])))
    if what in {"star", "unstar"}:
        return bool(workspace.star(KEYS[: task + 1], on=what == "star"))
    if what == "tie":
        return bool(workspace.tie(key, ["二/（一）", "二/（二）", "一", "二"][number]))
    if what == "note":
        return bool(workspace.add_note(*key, f"批注 {number}"))
    if not mine:
        return False
    if what == "edit":
        return bool(workspace.edit_note(mine[number % len(mine)], f"改 {number}"))
    return bool(workspace.delete_note(mine[number % len(mine)]))


def seen(workspace: Workspace) -> object:
    """All that a person sees of marks and notes, without who touched a task last."""
    entries = [
        (entry.key, entry.status.key, entry.star, [basis.section for basis in entry.task.basis[:1]])
        for entry in workspace.ledger("plan")
    ]
    notes = sorted((note.id, note.target, note.text, note.author, note.rivals) for note in workspace.notes("plan"))
    return entries, notes


@settings(max_examples=60, deadline=None)
@given(st.lists(DEEDS, max_size=8), st.booleans())
def test_undo_takes_back_step_by_step_and_redo_repeats(deeds: list[Deed], anew: bool) -> None:
    with tempfile.TemporaryDirectory() as folder:
        office = Office(Path(folder))
        mine = office.enter("甲")
        views = [seen(mine)]
        views += [seen(mine) for deed in deeds if do(mine, deed)]
        for view in reversed(views[:-1]):
            if anew:
                mine = office.enter("甲")
            assert mine.undo()
            assert seen(mine) == view
        with pytest.raises(NotFound, match="nothing_to_undo"):
            mine.undo()
        for view in views[1:]:
            if anew:
                mine = office.enter("甲")
            assert mine.redo()
            assert seen(mine) == view
        with pytest.raises(NotFound, match="nothing_to_redo"):
            mine.redo()


TURNS = st.lists(
    st.tuples(st.sampled_from(["甲", "乙"]), st.one_of(DEEDS, st.sampled_from(["undo", "redo"]))), max_size=12
)


def fields(workspace: Workspace) -> dict[tuple[str, ...], tuple[Value, str]]:
    """What each field of the workspace says, and by whom."""
    said: dict[tuple[str, ...], tuple[Value, str]] = {}
    for entry in workspace.log():
        said[entry.change.field] = (entry.change.value, entry.change.author)
    return said


@settings(max_examples=80, deadline=None)
@given(TURNS)
def test_undo_never_takes_back_what_another_did(turns: list[tuple[str, Deed | str]]) -> None:
    """After any undo each field says as before, or what it said before one's own step; another's word stands."""
    with tempfile.TemporaryDirectory() as folder:
        office = Office(Path(folder))
        people = {who: office.enter(who) for who in ("甲", "乙")}
        for who, deed in turns:
            person = people[who]
            person.catch_up()
            before = fields(person)
            if not isinstance(deed, str):
                do(person, deed)
                continue
            try:
                changes = person.undo() if deed == "undo" else person.redo()
            except (NotFound, Undecided):
                assert fields(person) == before
                continue
            for change in changes:
                standing, by = before.get(change.field, (None, who))
                assert by == who or _said_by(person, change.field, standing, who), (change, standing, by)
        for person in people.values():
            person.catch_up()
        assert list(people["甲"].state.changes()) == list(people["乙"].state.changes())


def _said_by(workspace: Workspace, field: tuple[str, ...], value: Value, who: str) -> bool:
    """Whether someone too gave a field this value."""
    return any(e.change.field == field and e.change.value == value and e.change.author == who for e in workspace.log())


# Tables of what must be asked


def mark(workspace: Workspace, status: str, *tasks: int) -> None:
    workspace.catch_up()
    assert workspace.mark([KEYS[task] for task in tasks or (0,)], workspace.profile.parse(status))


def status(workspace: Workspace, task: int = 0) -> str:
    workspace.catch_up()
    return workspace.ledger("plan")[task].status.key


def test_a_conflict_says_who_and_what_and_leaves_all_as_it_is(enter: Enter) -> None:
    mine, theirs = enter("甲"), enter("乙")
    mark(mine, "active")
    mark(theirs, "done")
    with pytest.raises(Undecided) as asked:
        mine.undo()
    assert (asked.value.code, asked.value.values["who"], asked.value.values["value"]) == ("changed_since", "乙", "done")
    assert status(mine) == "done"
    assert mine.undo(force=True)
    assert status(theirs) == "todo"


def test_a_step_below_a_step_on_top_of_anothers_is_asked_too(enter: Enter) -> None:
    """My undo puts their word back in my name: it is theirs all the same."""
    mine, theirs = enter("甲"), enter("乙")
    mark(mine, "active")
    mark(theirs, "done")
    mark(mine, "stopped")
    mine.undo()
    assert status(theirs) == "done"
    with pytest.raises(Undecided, match="乙"):
        mine.undo()
    assert status(theirs) == "done"


def test_what_another_did_and_took_back_is_no_conflict(enter: Enter) -> None:
    mine, theirs = enter("甲"), enter("乙")
    mark(mine, "active")
    mark(theirs, "done")
    theirs.undo()
    mine.catch_up()
    assert mine.undo()
    assert status(theirs) == "todo"


def test_others_work_on_other_tasks_is_no_conflict(enter: Enter) -> None:
    mine, theirs = enter("甲"), enter("乙")
    mark(mine, "active")
    mark(theirs, "done", 1)
    assert mine.undo()
    assert (status(theirs, 0), status(theirs, 1)) == ("todo", "done")


def test_a_batch_is_taken_back_whole_or_not_at_all(enter: Enter) -> None:
    mine, theirs = enter("甲"), enter("乙")
    mark(mine, "active", 0, 1, 2)
    mark(theirs, "done", 1)
    with pytest.raises(Undecided):
        mine.undo()
    assert [status(theirs, task) for task in range(3)] == ["active", "done", "active"]
    theirs.undo()
    assert len(mine.undo()) == 3


def test_who_was_faster_by_a_moment_is_noticed(enter: Enter, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another marks between the look at the history and the writing."""
    mine, theirs = enter("甲"), enter("乙")
    mark(mine, "active")
    deciding: Callable[..., None] = undoing._refuse_rivals

    def decide_and_be_overtaken(*words: object) -> None:
        deciding(*words)
        mark(theirs, "done")

    monkeypatch.setattr(undoing, "_refuse_rivals", decide_and_be_overtaken)
    with pytest.raises(Undecided, match="乙"):
        mine.undo()
    assert status(theirs) == "done"


def test_nobody_takes_back_anothers_step(enter: Enter) -> None:
    mine, theirs = enter("甲"), enter("乙")
    mark(mine, "active")
    theirs.catch_up()
    with pytest.raises(NotFound, match="nothing_to_undo"):
        theirs.undo(force=True)
    mine.undo()
    theirs.catch_up()
    with pytest.raises(NotFound, match="nothing_to_redo"):
        theirs.redo(force=True)


def test_what_a_bundle_brought_is_not_taken_back_be_it_under_ones_own_name(office: Office) -> None:
    """Undo took back one row of it as if it were a step of this machine."""
    here = office.enter("甲")
    away = Workspace(
        here.settings._replace(workspace=office.folder / "away", private=office.folder / "laptop"),
        here.library,
        Private(office.folder / "laptop"),
        now=office.now,
    )
    mark(here, "active")
    mark(away, "done", 1)
    away.set_due([KEYS[2]], "2026-12-31")
    away.bundle(file := office.folder / "a.duban")
    merged = here.open_merge(file).decide(Choice())
    assert (merged.received, merged.undone_by) == (2, "nothing")
    here.undo()
    assert [status(here, task) for task in range(2)] == ["todo", "done"]
    with pytest.raises(NotFound, match="nothing_to_undo"):
        here.undo()


# Union


def journal(workspace: Workspace) -> dict[str, bytes]:
    folder = workspace.store.root / "journal"
    return {file.name: file.read_bytes() for file in folder.glob("*.jsonl")}


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from("甲乙丙"), DEEDS), max_size=12), st.permutations(["甲", "乙", "丙"]), st.data()
)
def test_bringing_together_is_union(work: list[tuple[str, Deed]], order: list[str], data: st.DataObject) -> None:
    """Three work apart; in whatever order their files come together, and come again, all see the same."""
    with tempfile.TemporaryDirectory() as folder:
        office = Office(Path(folder))
        apart = {who: office.enter(who, Path(folder) / who) for who in "甲乙丙"}
        for who, workspace in apart.items():
            workspace.library = office.enter(who).library
        for who, deed in work:
            do(apart[who], deed)
        files = {name: data_ for workspace in apart.values() for name, data_ in journal(workspace).items()}

        def together(name: str, turns: list[str]) -> list[object]:
            target = Path(folder) / name / "journal"
            target.mkdir(parents=True)
            met = office.enter("丁", Path(folder) / name)
            for who in turns:
                for file, content in journal(apart[who]).items():
                    (target / file).write_bytes(content)
                if data.draw(st.booleans()):
                    met.catch_up()
            met.catch_up()
            assert journal(met) == files
            return [list(met.state.changes()), list(met.store.history())]

        once = together("one", order)
        assert once == together("two", [*reversed(order), *order])
        groups = together("three", [order[1], order[2], order[0]])
        assert groups == once


def test_a_deadline_that_two_set_at_once_is_told_to_both_and_none_is_lost(enter: Enter) -> None:
    """Neither has seen the other's: the later counts, both stand in the history, and both hear of it."""
    wang, li, key = enter("王芳"), enter("李强"), ("plan", "附件#2")
    assert li.catch_up() == wang.catch_up() == ()
    (mine,) = wang.set_due([key], "2026-09-30", "延期：征求意见")
    (theirs,) = li.set_due([key], "2026-12-31", "改到年底")
    assert li.catch_up() == (mine,), "met when one wrote, told all the same"
    assert wang.catch_up() == (theirs,)
    assert li.catch_up() == wang.catch_up() == ()
    for workspace in (wang, li):
        deadline = workspace.deadline(key)
        assert deadline is not None
        assert deadline.by == "2026-12-31"
        told = [(each.change.author, each.change.because) for each in workspace.log() if each.change.kind == "due"]
        assert told == [("王芳", "延期：征求意见"), ("李强", "改到年底")]
