"""The words of a row for how a task stands in time."""

from __future__ import annotations

from datetime import date

import pytest

from tui.export.lights import days_words
from tui.i18n import Texts
from tui.model.timing import Case, timing


@pytest.mark.parametrize(
    ("by", "zh", "en"),
    [
        ("2026-11-14", "▲逾期 12 天", "▲12 d late"),
        ("2026-11-26", "今日到期", "due today"),
        ("2027-01-01", "余 36 天", "36 d left"),
        (None, "", ""),
    ],
)
def test_the_days_of_a_row(by: str | None, zh: str, en: str) -> None:
    stands = timing(Case(by), date(2026, 11, 26))
    assert (days_words(stands, Texts("zh")), days_words(stands, Texts("en"))) == (zh, en)
