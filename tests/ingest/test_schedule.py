"""Deadlines as printed, and the last day each allows."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.model.schedule import parse_due


@pytest.mark.parametrize(
    ("text", "year", "day"),
    [
        ("2016年底前", None, "2016-12-31"),
        ("2016年6月底前", None, "2016-06-30"),
        ("2017年上半年", None, "2017-06-30"),
        ("2018年第三季度", None, "2018-09-30"),
        ("二〇一六年六月", None, "2016-06-30"),
        ("2018年12月31日前", None, "2018-12-31"),
        ("2018.6", None, "2018-06-30"),
        ("2018-06-15", None, "2018-06-15"),
        ("2016—2020年", None, "2020-12-31"),
        ("2016-2020年", None, "2020-12-31"),
        ("2016年3月至2017年9月", None, "2017-09-30"),
        ("2023年1-6月", None, "2023-06-30"),
        ("6—9月", 2023, "2023-09-30"),
        ("9月中旬前", 2016, "2016-09-20"),
        ("2月底", 2024, "2024-02-29"),
        ("十二月底", 2017, "2017-12-31"),
        ("一季度", 2023, "2023-03-31"),
        ("三季度末", 2023, "2023-09-30"),
        ("2016年二季度末前", None, "2016-06-30"),
        ("三季度初", 2023, "2023-07-31"),
        ("上半年末", 2023, "2023-06-30"),
        ("月末", 2023, None),
        ("年底前完成", 2020, "2020-12-31"),
        ("年内见成效", 2010, "2010-12-31"),
        ("明年6月底前", 2023, "2024-06-30"),
        ("5月底取得明显成效并持续推进", 2022, "2022-05-31"),
        ("9月中旬前", None, None),
        ("持续推进", 2022, None),
        ("按进度推进", 2022, None),
        ("五年内", 2022, None),
        ("印发之日起20日内", 2022, None),
        ("3个月内", 2022, None),
        ("每年12月底前", 2022, None),
        ("2020年2月30日", None, None),
        ("", 2022, None),
    ],
)
def test_last_day(text: str, year: int | None, day: str | None) -> None:
    assert parse_due(text, year) == day


@given(st.text(alphabet="0123456789年月日底前上下半第一二三四季度旬中至—-./〇十持续", max_size=24))
def test_any_words_give_a_day_or_none(text: str) -> None:
    day = parse_due(text, 2020)
    assert day is None or len(day) == 10
