"""What a filter that cannot be read says: the reason, the place, the nearest valid word."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import tui
from tui.model.errors import Usage
from tui.query.language.mistakes import Mistake
from tui.query.language.parse import parse
from tui.query.language.terms import Context


@pytest.mark.parametrize(
    ("expression", "code", "stretch", "near"),
    [
        ("财政 牵投:财政厅", "unknown_field", "牵投", "牵头"),
        ("led:x", "unknown_field", "led", "lead"),
        ("附件：主要", "unknown_field", "附件", "文件"),
        ("frob:x", "unknown_field_far", "frob", None),
        ("有:x", "unknown_flag_far", "x", None),
        ("排序:甲乙丙", "unknown_order_far", "甲乙丙", None),
        ("状态:没有", "unknown_status_far", "没有", None),
        ("有:批住", "unknown_flag", "批住", "批注"),
        ("is:overdu", "unknown_flag", "overdu", "overdue"),
        ("状态:未起动", "unknown_status", "未起动", "未启动"),
        ("排序:序好", "unknown_order", "序好", "序号"),
        ("截止<2016-13", "filter_date", "2016-13", None),
        ("截止:2016..2017-99", "filter_date", "2016..2017-99", None),
        ("截止:..", "filter_value", "..", None),
        ("截止:…明", "filter_date", "…明", None),
        ("序号:abc", "filter_number", "abc", None),
        ("序号:..", "filter_value", "..", None),
        ("牵头<财政", "filter_operator", "<", ":"),
        ("财政 牵头：", "filter_value", "牵头：", None),
        ("牵头: 财政厅", "filter_value", "牵头:", None),
        ('财政 ""', "filter_value", '""', None),
        (":财政", "filter_field", ":", None),
        ('a "财政', "filter_quote", '"财政', None),
        ("a (财政", "filter_bracket", "(", None),
        ("a 财政)", "filter_bracket", ")", None),
        ("()", "filter_word", ")", None),
        ("财政 -", "filter_word", "", None),
        ("财政 or", "filter_word", "", None),
        ("or 财政", "filter_word", "or", None),
        ("财政 and or x", "filter_word", "or", None),
        ("财政 or 排序:序号", "filter_order_place", "or", None),
        ("-排序:序号", "filter_order_place", "排序:序号", None),
        ("(排序:序号)", "filter_order_place", "排序:序号", None),
        ("财政" * 1000 + "厅", "filter_long", "厅", None),
        ("( " * 41 + "a" + ")" * 41, "filter_deep", "(", None),
    ],
)
def test_a_mistake(expression: str, code: str, stretch: str, near: str | None, context: Context) -> None:
    with pytest.raises(Mistake) as caught:
        parse(expression, context)
    mistake = caught.value
    assert (mistake.code, expression[mistake.start : mistake.end]) == (code, stretch)
    assert mistake.values["place"] == mistake.start + 1
    assert mistake.near == near
    assert isinstance(mistake, Usage)
    assert mistake.exit_code == 2
    for lang in ("zh", "en"):
        sentences = json.loads((Path(tui.__file__).parent / "locale" / lang / "error.json").read_text(encoding="utf-8"))
        assert sentences[code].format_map(mistake.values)
