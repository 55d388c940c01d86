"""Verdicts of several reviewers: what they agree on is taken over, the rest is settled once and stays so."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import make_document
from tests.workspace.conftest import Enter, Office
from tui.model.errors import Usage
from tui.model.ledger import Key
from tui.store.profiles import FILE
from tui.store.record import encode
from tui.workspace import Workspace

FIRST, SECOND, THIRD = (("plan", f"附件#{no}") for no in (1, 2, 3))


def come_to(workspace: Workspace, key: Key) -> tuple[str, str | None] | None:
    said = workspace.entry_of(key).settled
    return (said.grade, said.by) if said else None


def test_what_all_agree_on_is_taken_over_until_one_does_not(enter: Enter) -> None:
    wang, li = enter("王芳"), enter("李强")
    wang.judge([FIRST], "优", "自评", because="已印发")
    assert come_to(wang, FIRST) is None  # one alone agrees with nobody
    li.judge([FIRST], "excellent", "third")
    wang.catch_up()
    assert come_to(wang, FIRST) == ("excellent", None)
    wang.judge([FIRST], "良", "self")
    assert come_to(wang, FIRST) is None
    assert [(each.kind, each.grade, each.by) for each in wang.entry_of(FIRST).verdicts] == [
        ("third", "excellent", "李强"),
        ("self", "good", "王芳"),
    ]
    assert wang.entry_of(FIRST).status.key == "todo"  # apart from the department's own progress


def test_a_decision_survives_later_verdicts_and_merges(enter: Enter, tmp_path: Path) -> None:
    wang, li, zhao = enter("王芳"), enter("李强"), enter("赵敏")
    wang.judge([FIRST], "优", "self")
    li.judge([FIRST], "差", "third")
    zhao.settle([FIRST], "中", "各打一半")
    for each in (wang, li, zhao):
        each.judge([FIRST], "差", "public")
    history = list(zhao.store.history())
    decided = sorted(history, key=lambda change: change.kind != "settle")
    for at, order in enumerate((history, history[::-1], decided)):
        there = enter("王芳", tmp_path / f"there{at}")
        there.library.save(*make_document("plan"))
        for change in order:
            there.store.receive([(change, encode(change))])
        assert come_to(there, FIRST) == ("fair", "赵敏")
        assert len(there.entry_of(FIRST).verdicts) == 5


def test_what_waits_for_a_decision_is_found_and_agreement_told(enter: Enter) -> None:
    wang, li = enter("王芳"), enter("李强")
    wang.judge([FIRST, SECOND, THIRD], "优", "third")
    li.judge([FIRST], "优", "third")
    li.judge([SECOND], "中", "third")
    wang.catch_up()
    ledger = wang.ledger("plan")
    assert [entry.key for entry in wang.filter("裁定:待定", ledger).ledger] == [SECOND, THIRD]
    told = wang.agreement(ledger)
    assert (told.items, told.raters, told.incomplete, told.percent) == (3, 2, 1, 50)
    wang.settle([SECOND], "良")
    assert [entry.key for entry in wang.filter("裁定:良", wang.ledger("plan")).ledger] == [SECOND]
    assert wang.settle([SECOND], "良") == ()


def test_the_grades_are_those_of_the_profile(office: Office) -> None:
    grades = '[[grade]]\nkey = "met"\nzh = "达标"\n[[grade]]\nkey = "unmet"\nzh = "未达标"\naliases = ["不达标"]\n'
    (office.root / FILE).write_text(grades, encoding="utf-8")
    wang = office.enter("王芳")
    wang.judge([FIRST], "不达标", "public")
    assert wang.entry_of(FIRST).verdicts[0].grade == "unmet"
    assert len(wang.filter("裁定:未达标", wang.ledger("plan")).ledger) == 1
    with pytest.raises(Usage) as refused:
        wang.judge([FIRST], "优", "public")
    assert refused.value.code == "unknown_grade_far"
    (office.root / FILE).write_text(grades + '[[grade]]\nkey = "met"\nzh = "又达标"\n', encoding="utf-8")
    with pytest.raises(Usage) as twice:
        office.enter("李强").profile  # noqa: B018
    assert twice.value.code == "profile_twice"


@pytest.mark.parametrize(("kind", "code"), [("thrid", "unknown_verdict_kind"), ("四方", "unknown_verdict_kind_far")])
def test_a_kind_that_there_is_not_is_refused(kind: str, code: str, enter: Enter) -> None:
    with pytest.raises(Usage) as refused:
        enter("王芳").judge([FIRST], "优", kind)
    assert refused.value.code == code
