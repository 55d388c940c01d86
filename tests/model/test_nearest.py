"""Which valid word was probably meant, and when none was."""

from __future__ import annotations

import pytest

from tui.model.nearest import nearest, slips

VERBS = ["open", "import", "docs", "show", "tasks", "mark", "star", "note", "notes", "log", "undo", "redo", "stats"]


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("taks", "tasks"),
        ("task", "tasks"),
        ("improt", "import"),
        ("imoprtt", "import"),
        ("nots", "note"),
        ("rdeo", "redo"),
        ("frob", None),
        ("x", None),
        ("", None),
        ("delete", None),
        ("und", "undo"),
    ],
)
def test_a_slip_is_forgiven_and_no_more(word: str, meant: str | None) -> None:
    assert nearest(word, VERBS) == meant


@pytest.mark.parametrize(("word", "meant"), [("未起动", "未启动"), ("推进", "推进中"), ("没有", None), ("已经", None)])
def test_chinese_words(word: str, meant: str | None) -> None:
    assert nearest(word, ["未启动", "推进中", "待审核", "已办结"]) == meant


@pytest.mark.parametrize(
    ("word", "other", "count"),
    [("", "abc", 3), ("abc", "abc", 0), ("abc", "acb", 1), ("ab", "ba", 1), ("kitten", "sitting", 3)],
)
def test_slips_are_counted(word: str, other: str, count: int) -> None:
    assert slips(word, other) == slips(other, word) == count
