"""Dates as they are typed, on 23 November 2016, a Wednesday."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.query.language.dates import period

TODAY = date(2016, 11, 23)


@pytest.mark.parametrize(
    ("word", "days"),
    [
        ("2016", "2016-01-01 2016-12-31"),
        ("2016年", "2016-01-01 2016-12-31"),
        ("2016-02", "2016-02-01 2016-02-29"),
        ("2016/2/3", "2016-02-03"),
        ("2016.12.31", "2016-12-31"),
        ("2016年12月31日", "2016-12-31"),
        ("２０１６年６月", "2016-06-01 2016-06-30"),
        ("二〇一六年六月", "2016-06-01 2016-06-30"),
        ("二〇一六年十二月三十一日", "2016-12-31"),
        ("2016年底", "2016-12-31"),
        ("2016年6月底", "2016-06-30"),
        ("6月底", "2016-06-30"),
        ("12月", "2016-12-01 2016-12-31"),
        ("9月中旬", "2016-09-11 2016-09-20"),
        ("2016年2月下旬", "2016-02-21 2016-02-29"),
        ("2017年上半年", "2017-01-01 2017-06-30"),
        ("2018年第三季度", "2018-07-01 2018-09-30"),
        ("2018q3", "2018-07-01 2018-09-30"),
        ("下半年", "2016-07-01 2016-12-31"),
        ("今天", "2016-11-23"),
        ("today", "2016-11-23"),
        ("昨天", "2016-11-22"),
        ("本周", "2016-11-21 2016-11-27"),
        ("下月", "2016-12-01 2016-12-31"),
        ("上季度", "2016-07-01 2016-09-30"),
        ("明年", "2017-01-01 2017-12-31"),
        ("月底", "2016-11-30"),
        ("季末", "2016-12-31"),
        ("eoq", "2016-12-31"),
        ("明年底", "2017-12-31"),
        ("+30d", "2016-12-23"),
        ("-2w", "2016-11-09"),
        ("+3m", "2017-02-23"),
        ("-1y", "2015-11-23"),
        ("30天后", "2016-12-23"),
        ("30天内", "2016-11-23 2016-12-23"),
    ],
)
def test_a_word_means_these_days(word: str, days: str) -> None:
    found = period(word, TODAY)
    first, _, last = days.partition(" ")
    assert found == (date.fromisoformat(first), date.fromisoformat(last or first))


@pytest.mark.parametrize(
    "word", ["", "2016-13", "2016年2月30日", "99999", "持续推进", "底", "+30x", "第五季度", "+99999y"]
)
def test_these_are_no_dates(word: str) -> None:
    assert period(word, TODAY) is None


@given(st.text("0123456789年月日底末季度上下半一二十-+.dwmy天内", max_size=10))
def test_no_text_is_too_much(word: str) -> None:
    found = period(word, TODAY)
    assert found is None or found[0] <= found[1]
