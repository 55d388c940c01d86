"""What holds of every kind of Change, and of several of a kind that one task has."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.model.test_change import change
from tui.model.change import keyed_target, split_keyed, split_target
from tui.model.kinds import KEYED, KINDS, UNKNOWN, Undo, Unit, kind_of
from tui.model.state import State


@pytest.mark.parametrize("name", KEYED)
@given(key=st.text(min_size=1, max_size=12).filter(lambda text: "@" not in text))
def test_a_key_comes_apart_again(name: str, key: str) -> None:
    target = keyed_target("附件#14", name, key)
    assert split_keyed(target) == ("附件#14", key)
    assert split_target(target)[0] == "附件#14"


def test_words_that_only_look_like_a_key_are_quoted_words() -> None:
    assert split_keyed("四“写 @tag:甲”") == ("四“写 @tag:甲”", "")


def test_an_added_row_is_a_kind_of_its_own() -> None:
    assert kind_of("reading", "附件@row").undo is Undo.DROP
    assert kind_of("reading", "附件#14@text").undo is Undo.BEFORE
    assert kind_of("colour", "附件#14") is UNKNOWN


@pytest.mark.parametrize("name", KEYED)
def test_several_of_a_kind_stand_side_by_side_and_the_later_of_one_counts(name: str) -> None:
    target = keyed_target("附件#14", name, "a")
    value, other = (True, True) if bool in KINDS[name].values else ({"text": "一"}, {"text": "二"})
    changes = [
        change(1, name, value, target=target),
        change(2, name, value, target=keyed_target("附件#14", name, "b")),
        change(3, name, other, target=target),
        change(4, name, None, target=keyed_target("附件#14", name, "b")),
    ]
    for order in (changes, changes[::-1]):
        assert [each.value for each in State(order).keyed("d", "附件#14", name)] == [other]


def test_each_author_reports_for_himself() -> None:
    target = keyed_target("附件#14", "progress", "2026-11")
    state = State(
        change(at, "progress", {"percent": at}, target=target, author=who) for at, who in ((1, "甲"), (2, "乙"))
    )
    assert [each.author for each in state.keyed("d", "附件#14", "progress")] == ["甲", "乙"]
    assert KINDS["progress"].unit is Unit.AUTHOR
