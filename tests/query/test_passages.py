"""Where a word stands in the running text of a document."""

from __future__ import annotations

import pytest

from tui.ingest import read
from tui.query.match.needle import needle
from tui.query.match.passages import passages

from .conftest import FILE


@pytest.mark.parametrize(
    ("word", "places", "hits"),
    [
        ("长治", ["三/¶3"], "长治"),
        ("三网融合", ["四/（三）", "附件#8"], "三网融合 三网融合 三网融合"),
        ("户籍", ["四/（四）", "附件#9"], "户籍 户籍 户籍"),
        ("供给侧", ["一/¶1", "二/¶4"], "供给侧 供给侧"),
        ("供給側", ["一/¶1", "二/¶4"], "供给侧 供给侧"),
        ("gongjice", ["一/¶1", "二/¶4"], "供给侧 供给侧"),
        ("czt", [], ""),
        ("", [], ""),
    ],
)
def test_where_a_word_stands(word: str, places: list[str], hits: str) -> None:
    found = list(passages(read(FILE), needle(word)))
    assert [passage.place for passage in found] == places
    assert " ".join(p.text[start:end] for p in found for start, end in p.spans) == hits


def test_pinyin_finds_the_place_that_the_usual_tables_misread() -> None:
    found = {p.place: [p.text[a:b] for a, b in p.spans] for p in passages(read(FILE), needle("changzhi"))}
    assert found["三/¶3"] == ["长治"]


def test_what_is_printed_before_a_passage_names_it() -> None:
    where = {p.place: p.where for p in passages(read(FILE), needle("三网融合"))}
    assert where == {"四/（三）": "四（三）", "附件#8": "8"}
