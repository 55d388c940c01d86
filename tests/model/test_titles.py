"""A title as one speaks of it among others."""

from __future__ import annotations

import pytest

from tui.model.document import short_title

TITLE = "甲省人民政府关于贯彻落实《国务院关于积极发挥新消费引领作用加快培育新动力的指导意见》的实施意见"


@pytest.mark.parametrize("most", [4, 6, 10, 20, 30, 60])
def test_no_bracket_is_left_without_its_other_half(most: int) -> None:
    short = short_title(TITLE, "甲省人民政府", most)
    assert short.count("《") == short.count("》")
    assert short.startswith("积极发挥")
    assert short.endswith("实施意见")
