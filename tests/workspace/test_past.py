"""A point in the history can be looked at, and nothing in it can be changed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from tests.workspace.conftest import Enter, Office
from tui.model.errors import Unavailable

TASK = ("plan", "附件#1")


def test_the_past_is_as_it_was(enter: Enter, office: Office) -> None:
    mine, theirs = enter("甲"), enter("乙")
    (first,) = mine.mark([TASK], mine.profile.parse("active"))
    moment = office.time
    theirs.add_note(*TASK, "后来的批注")
    theirs.mark([TASK], mine.profile.parse("done"))
    mine.catch_up()
    for past in (mine.as_of(moment), mine.as_of(first.stamp)):
        entry = past.ledger("plan")[0]
        assert (entry.status.key, entry.notes, entry.by) == ("active", (), "甲")
        assert [each.change for each in past.log()] == [first]
        assert len(past.filter("状态:推进中", past.ledger("plan")).ledger) == 1
        assert past.damage == ()
        assert past.now() <= moment
    assert mine.ledger("plan")[0].status.key == "done"
    assert mine.as_of(moment - timedelta(days=1)).ledger("plan")[0].status.key == "todo"
    assert mine.as_of(office.now() + timedelta(days=1)).ledger("plan")[0].status.key == "done"


def test_every_point_of_the_history_can_be_stood_at(enter: Enter) -> None:
    mine = enter("甲")
    said = ["todo"]
    for status in ("active", "done", "stopped", "review"):
        mine.mark([TASK], mine.profile.parse(status))
        said.append(status)
    stamps = [entry.change.stamp for entry in mine.log()]
    assert [mine.as_of(stamp).ledger("plan")[0].status.key for stamp in stamps] == said[1:]


def test_the_past_is_not_changed(enter: Enter, office: Office) -> None:
    mine = enter("甲")
    mine.mark([TASK], mine.profile.parse("active"))
    (added,) = mine.add_note(*TASK, "批注")
    past = mine.as_of(added.stamp)
    deeds: list[Callable[[], object]] = [
        lambda: past.mark([TASK], past.profile.parse("done")),
        lambda: past.add_note(*TASK, "x"),
        lambda: past.delete_note(past.notes()[0]),
        past.undo,
    ]
    for deed in deeds:
        with pytest.raises(Unavailable, match="in_the_past"):
            deed()
    assert not past.store.writable
    assert past.catch_up() == ()
    past.close()
    assert len(list(mine.log())) == 2
    assert not (office.root / "state.json").exists()


def test_a_stamp_that_is_none_is_refused(enter: Enter) -> None:
    with pytest.raises(ValueError, match="stamp"):
        enter("甲").as_of("yesterday")
