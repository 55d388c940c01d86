"""The status line: news never push out what is acted on, and are told from it."""

from __future__ import annotations

import pytest
from rich.cells import cell_len
from textual.geometry import Size

from tui.app.panes.bars import Here, StatusLine
from tui.i18n import LANGUAGES, Texts

TITLE = "某省人民政府关于积极发挥新消费引领作用加快培育形成新供给新动力的实施意见"
HERE = Here(TITLE, "", "62/62 ▲逾期 12", "对 61", "", "积极发挥…实施意见", "", "待核 2", "?2")


def test_the_target_stays_as_long_as_anything_does() -> None:
    for width in range(6, 121):
        assert HERE.fitted(width).endswith("对 61"), width
        assert cell_len(HERE.fitted(width)) <= width
    assert HERE._replace(demo="演示数据").fitted(20) == "演示数据 · 对 61"
    assert "待核 2" in HERE.fitted(80), "in words where a short title has room"


@pytest.mark.parametrize("news", ["已解决批注：61 · 已保存", "已撤销解决批注：61" * 3, "很长的话，" * 60])
def test_news_stand_apart_and_cut_nothing_that_holds(news: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(StatusLine, "size", Size(80, 1))
    line = StatusLine()
    line._here, line._news = HERE, news
    first, *more = line._lines()
    assert "对 61" in first
    assert all(cell_len(each) <= 80 for each in (first, *more))
    assert f" │ {news}" in first or "".join(more) == news or more[-1].endswith("…")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_one_line_of_keys_of_a_dialog_is_whole_in_eighty_columns(lang: str) -> None:
    room = {"history_keys": 72, "report_keys": 72, "facet.keys": 68, "saved_filters_keys": 68, "stages_keys": 72}
    for key, cells in room.items():
        assert cell_len(Texts(lang)(f"app.{key}")) <= cells, key
