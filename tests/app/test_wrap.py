"""Breaking Chinese text: nothing lost, nothing too wide, no line begun or ended by what may not."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from tui.app.lines.wrap import NOT_FIRST, NOT_LAST, wrap
from tui.model.text import visible


def lines(text: str, width: int) -> list[str]:
    return [text[start:end] for start, end in wrap(text, width)]


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("", 10, [""]),
        ("一二三四五", 10, ["一二三四五"]),
        ("一二三四五六", 10, ["一二三四五", "六"]),
        ("省人民政府、各市", 10, ["省人民政", "府、各市"]),  # 、 does not begin a line
        ("各省人民（含市）", 10, ["各省人民", "（含市）"]),  # （ does not end one
        ("他说“好。”然后走", 8, ["他说", "“好。”然", "后走"]),
        ("见国发〔2016〕6号", 10, ["见国发", "〔2016〕", "6号"]),
        ("依照第（三）条办理", 8, ["依照第", "（三）条", "办理"]),
        ("截至目前2016年底", 10, ["截至目前", "2016年底"]),
        ("投入资金20万元整", 10, ["投入资金", "20万元整"]),
        ("推进Internet发展", 10, ["推进", "Internet发", "展"]),
        ("推进电子商务与——物流", 14, ["推进电子商务", "与——物流"]),
        ("甲\n乙丙", 10, ["甲\n", "乙丙"]),
        ("甲\n\n乙", 10, ["甲\n", "\n", "乙"]),
        ("　　首行空两格的段落", 10, ["　　首行空", "两格的段落"]),
    ],
)
def test_lines_break_where_a_printer_would_break_them(text: str, width: int, expected: list[str]) -> None:
    assert lines(text, width) == expected


def test_a_word_longer_than_the_line_is_cut() -> None:
    assert lines("a" * 25, 10) == ["a" * 10, "a" * 10, "a" * 5]


def test_where_no_legal_break_fits_the_line_is_filled() -> None:
    assert lines("）" * 20, 10) == ["）" * 5] * 4


CHARACTERS = st.sampled_from("一二三的国家发展省年月日0123456789abcXYZ 　、，。；：！？（）〔〕“”《》【】%％…—–·\n")
TEXTS = st.lists(
    st.one_of(
        st.text(CHARACTERS, min_size=1, max_size=12),
        st.sampled_from(
            ["〔2016〕66号", "（三）", "2016年", "——", "……", "第五条", "https://www.gov.cn/a-b", "⟨U+202E⟩"]
        ),
        st.text(max_size=5),
    ),
    max_size=30,
).map(lambda parts: visible("".join(parts), lines=True))


def legal(before: str, after: str) -> bool:
    """Whether a line may end with the one and the next begin with the other."""
    return not (after in NOT_FIRST or before in NOT_LAST or (cell_len(after) == 0 and after != "\n"))


@settings(max_examples=120, deadline=None)
@given(TEXTS, st.integers(20, 200))
def test_no_character_is_lost_and_no_line_is_too_wide(text: str, width: int) -> None:
    slices = wrap(text, width)
    assert "".join(text[start:end] for start, end in slices) == text
    assert [end for _, end in slices[:-1]] == [start for start, _ in slices[1:]]
    assert all(sum(map(cell_len, text[start:end])) <= width for start, end in slices)


@settings(max_examples=120, deadline=None)
@given(TEXTS, st.integers(20, 200))
def test_no_forbidden_break_where_a_legal_one_fits(text: str, width: int) -> None:
    slices = wrap(text, width)
    for start, end in slices[:-1]:
        if text[end - 1] == "\n" or legal(text[end - 1], text[end]):
            continue
        assert not any(legal(text[at - 1], text[at]) for at in range(start + 1, end)), text[start : end + 1]


@settings(max_examples=80, deadline=None)
@given(TEXTS, st.integers(20, 200))
def test_no_line_takes_so_little_that_the_next_character_would_have_fitted_freely(text: str, width: int) -> None:
    for start, end in wrap(text, width)[:-1]:
        if text[end - 1] == "\n":
            continue
        taken = sum(map(cell_len, text[start:end]))
        held = text[end : end + 3]  # a plain Chinese character after which one may break would have been taken
        if len(held) == 3 and all("\u4e00" <= char <= "\u9fff" for char in (text[end - 1], *held)):
            assert taken + 2 > width or any(char in "第零一二三四五六七八九十百千两" for char in held)


def test_a_long_document_is_laid_out_at_once() -> None:
    text = "　　（一）加快建设统一大市场。健全公平开放透明的市场规则，建立“三网融合”制度（国发〔2015〕66号）。\n" * 1700
    assert len(text) > 83_000
    began = time.perf_counter()
    wrap(text, 76)
    assert time.perf_counter() - began < 1.0  # 0.02 s measured; a wrapper that is not linear takes minutes
