"""Expressions put together keep their meaning."""

from __future__ import annotations

import pytest

from tui.query.language.parse import parse
from tui.query.language.phrases import both, either, exactly, in_language, is_begun, ordered, unlike, without_order


@pytest.mark.parametrize(
    ("expression", "more", "whole"),
    [
        ("", "有:批注", "有:批注"),
        ("财政", "有:批注", "财政 有:批注"),
        ("财政 or 物流", "有:批注", "(财政 or 物流) 有:批注"),
        ("(财政 or 物流)", "有:批注", "(财政 or 物流) 有:批注"),
        ("财政 or 物流 排序:序号-", "有:批注", "(财政 or 物流) 有:批注 排序:序号-"),
        ('"a or b"', "有:批注", '"a or b" 有:批注'),
    ],
)
def test_one_more_condition(expression: str, more: str, whole: str) -> None:
    assert both(expression, more) == whole
    parse(whole)


@pytest.mark.parametrize(
    ("expression", "by", "whole"),
    [
        ("", "no", "排序:序号"),
        ("财政", "no", "财政 排序:序号"),
        ("财政 排序:序号", "no", "财政 排序:序号-"),
        ("财政 排序:序号-", "no", "财政 排序:序号"),
        ("排序:状态 财政", "no", "财政 排序:序号"),
    ],
)
def test_another_order(expression: str, by: str, whole: str) -> None:
    assert ordered(expression, by) == whole
    parse(whole)


@pytest.mark.parametrize(
    "name", ["省财政厅", "中国（太原）煤炭交易中心", "a “b” c", '"', "-x", "and", "a:b", "《x》", "」"]
)
def test_exactly_this_whatever_it_holds(name: str) -> None:
    condition = exactly("lead", name)
    assert parse(condition).expression() == condition
    assert parse(unlike(condition)).expression() == f"-{condition}"


def test_what_is_put_together_anew_speaks_the_language_in_use() -> None:
    typed = "-lead:财政 (light=red or is:overdue) status:todo has:note 牵头 sort:no-"
    plain = parse(typed).expression()
    said = in_language(plain, "en", {"未启动": "todo"})
    assert said == "-lead:财政 (light:red or is:overdue) status:todo has:note 牵头 sort:no-"
    assert parse(said).expression() == plain == in_language(plain, "zh", {})


def test_several() -> None:
    several = either([exactly("lead", "甲"), exactly("lead", "乙")])
    assert several == "(牵头=甲 or 牵头=乙)"
    assert unlike(several) == f"-({several})"
    assert without_order("排序:序号 财政 排序:截止") == "财政"


@pytest.mark.parametrize(
    ("expression", "begun"),
    [
        ("状", True),
        ("财政 状态", True),
        ("STAT", True),
        ("状态 ", False),
        ("状态:", False),
        ("状态:未启动", False),
        ('"状态"', False),
        ("财政", False),
        ("", False),
        ("(状态", True),
        ("状态)", False),
    ],
)
def test_a_word_that_may_become_a_field(expression: str, begun: bool) -> None:
    assert is_begun(expression) == begun
