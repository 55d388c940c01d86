"""Breaking Chinese text into lines by cells, with the rules on what may not begin or end a line (避头尾).

Text must have gone through `tui.model.text.visible`; ambiguous widths count one cell, as Rich counts them.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache
from itertools import accumulate
from typing import Final, NamedTuple

from rich.cells import cell_len

NOT_FIRST: Final = frozenset(
    "、，。．：；？！…—～·‧•）〕】》」』〉〗〙］｝”’％‰℃°′″々〻ー〜／｜"  # full width and shared
    ",.:;?!)]}%>"
)
"""What may not begin a line."""
NOT_LAST: Final = frozenset("（〔【《「『〈〖〘［｛“‘￥＄£#＃№([{<$")
"""What may not end a line."""

_SHAPES = {
    ord(char): shape
    for chars, shape in (
        ("一二三四五六七八九十零〇两０１２３４５６７８９", "\1"),
        ("百千", "\2"),
        ("万亿", "\3"),
        ("年月日时分秒号条款项章节篇个家户人次名位元倍度级类批期届岁天周亩吨㎡％%‰℃", "\4"),
        ("（(〔[【", "\5"),
        ("）)〕]】", "\6"),
        ("’–", "\7"),
        ("米", "\b"),
    )
    for char in chars
}
"""Numerals, great ones, greater ones, units, brackets that open and close, and marks within a word, each as one letter:
sets of Chinese letters take long to compile, and the first line of all waits for them.
"""
_KEPT = re.compile(
    r"\x05[0-9\x01\x02]{1,6}\x06"
    r"|第[0-9\x01\x02]{1,5}[\x04\x08]?"
    r"|[A-Za-z0-9](?:[A-Za-z0-9]|[._/@:+&',\x07-](?=[A-Za-z0-9]))*(?:[\x02\x03]?[\x04\x08]|[\x02\x03]|公里|平方\x08)?"
    r"|⟨U\+[0-9A-F]+⟩|——+|……+"
)
"""Runs that stay on one line where they can: （三）, 〔2016〕, 第五条, 2016年, words, dashes."""

_FREE, _KEEP, _FORBIDDEN = range(3)

Slice = tuple[int, int]


@lru_cache(maxsize=8192)
def _cells(char: str) -> int:
    return cell_len(char)


def _inside_runs(text: str) -> bytearray:
    """One byte a position: 1 where a break would cut a run that should stay whole."""
    inside = bytearray(len(text) + 1)
    for match in _KEPT.finditer(text.translate(_SHAPES)):
        start, end = match.span()
        if end - start > 1:
            inside[start + 1 : end] = b"\x01" * (end - start - 1)
    return inside


def _cost(text: str, at: int, inside: bytearray) -> int:
    """How bad a break before the character at this position is."""
    before, after = text[at - 1], text[at]
    if after in NOT_FIRST or before in NOT_LAST or (not _cells(after) and after != "\n"):
        return _FORBIDDEN
    if inside[at] or after.isspace():
        return _KEEP
    return _FREE


def _break(text: str, start: int, limit: int, inside: bytearray) -> int:
    """The best place to break between `start` and `limit`: the last free one, else the last that is not forbidden."""
    second = 0
    for at in range(limit, start, -1):
        cost = _cost(text, at, inside)
        if cost == _FREE:
            return at
        if cost == _KEEP and not second:
            second = at
    return second or limit


class _Measured(NamedTuple):
    """A text with what is known of each place in it."""

    text: str
    ends: list[int]
    """How many cells the text takes up to and with each character."""
    inside: bytearray

    def paragraph(self, begin: int, finish: int, width: int) -> Iterator[Slice]:
        """The lines of one paragraph."""
        start = begin
        while True:
            used = self.ends[start - 1] if start else 0
            limit = bisect_right(self.ends, used + width, start, finish)
            if limit >= finish:
                yield start, finish
                return
            stop = _break(self.text, start, max(limit, start + 1), self.inside)
            yield start, stop
            start = stop


def wrap(text: str, width: int) -> list[Slice]:
    r"""The text as lines of at most `width` cells: slices that follow each other without a gap.

    A line that a `\n` ends holds it as its last character; the empty text is one empty line.
    """
    measured = _Measured(text, list(accumulate(map(_cells, text))), _inside_runs(text))
    lines: list[Slice] = []
    begin = 0
    while begin < len(text):
        newline = text.find("\n", begin)
        finish = len(text) if newline < 0 else newline + 1
        lines += measured.paragraph(begin, finish, max(width, 2))
        begin = finish
    return lines or [(0, 0)]
