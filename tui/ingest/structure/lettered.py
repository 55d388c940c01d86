"""Numbers that words may begin with too (Ⅰ、 I. 甲、 （甲） A. 一　): such only where they count on. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

from tui.ingest.blocks import Block, Paragraph
from tui.ingest.structure.numbering import CHINESE, Label, Level, find_label, numeral

_STEMS: Final = "甲乙丙丁戊己庚辛壬癸"
_ROMAN: Final = {"I": 1, "V": 5, "X": 10}
_SIGN: Final = r"(?:\s?[、.．﹒：:]\s*|\s?[）)]\s*|[\s\u3000]+)"
_HEADS: Final = (
    rf"(?![A-Za-zⅠ-Ⅻ{_STEMS}]{{1,4}}(?:[、和与及或两三等]|\s*[类级型]))(?![类级型期区档线组方班是则])"
    r"(?=[\u3400-\u9fff“‘《〈\d])"
)
"""What stands behind a number begins words: neither a list of such (`甲、乙两市`, `A、B类`) nor what a letter names."""
_LONGEST: Final = 60
"""Letters of a line whose number nothing but a blank, a comma or a colon sets apart: longer ones are prose."""
_FAR: Final = 40
"""So many lines below the last of a count a number is looked for that it may hold."""


def _written(value: int) -> str:
    return "X" * (value // 10) + ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")[value % 10]


def _roman(number: str) -> int | None:
    values = [_ROMAN[char] for char in number.upper()]
    value = sum(-one if one < after else one for one, after in zip(values, [*values[1:], 0], strict=True))
    return value if value < 40 and _written(value) == number.upper() else None


def _letter(number: str) -> int:
    return ord(number.upper()) - ord("A") + 1


def _stem(number: str) -> int:
    return _STEMS.index(number) + 1


@dataclass(frozen=True, slots=True)
class _Form:
    """A way to number: what it looks like and what its numbers are worth."""

    pattern: re.Pattern[str]
    value: Callable[[str], int | None]
    heads: bool = False
    """Whether it numbers headings as 一、 and （一） do, rather than items."""
    bracketed: bool = False
    """Whether its numbers stand in brackets."""


def _plain(signs: str, value: Callable[[str], int | None], *, heads: bool = False, mark: str = _SIGN) -> _Form:
    return _Form(re.compile(rf"\s*(?P<number>{signs}){mark}{_HEADS}"), value, heads)


def _bracketed(signs: str, value: Callable[[str], int | None], *, heads: bool = False) -> _Form:
    pattern = re.compile(rf"\s*(?P<number>[（(]\s?(?:{signs})\s?[）)])[、.．]?\s*(?=[^\s、和与])")
    return _Form(pattern, value, heads, bracketed=True)


_SECTION: Final = _plain(f"[{CHINESE}]{{1,3}}", numeral, heads=True, mark=r"(?:[\s\u3000]+|\s?[：:，,]\s*)")
"""一、 with another mark."""
_FORMS: Final = (
    _plain("[Ⅰ-Ⅻ]|[IVX]{1,5}", _roman, heads=True),
    _plain(f"[{_STEMS}]", _stem, heads=True),
    _plain("[A-ZＡ-Ｚ]", _letter, mark=r"\s?[、.．﹒）):：]\s*"),
    _plain("[a-zａ-ｚ]", _letter, mark=r"\s?[、.．﹒）):：]\s*"),
    _plain("[ⅰ-ⅻ]|[ivx]{1,5}", _roman),
    _bracketed(f"[{_STEMS}]", _stem, heads=True),
    _bracketed("[Ⅰ-Ⅻ]|[IVX]{1,5}", _roman),
    _bracketed("[ⅰ-ⅻ]|[ivx]{1,5}", _roman),
    _bracketed("[A-ZＡ-Ｚ]", _letter),
    _bracketed("[a-zａ-ｚ]", _letter),
    _SECTION,
)
_STARTS: Final = re.compile(rf"\s*[（(]?\s?[Ⅰ-ⅻA-Za-zＡ-Ｚａ-ｚ{_STEMS}{CHINESE}]\s?[^\u4e00-\u9fff]")


@dataclass(frozen=True, slots=True)
class Count:
    """Lines that count on: 甲、 乙、 丙、."""

    form: _Form
    lines: list[int]
    first: int
    """The value of the first."""
    inner: Level | None = None
    """The highest numbers that its lines hold, as far as these alone tell."""


@dataclass(frozen=True, slots=True)
class Lettered:
    """A number of a count, and the count."""

    label: Label
    count: Count


def likely_label(line: str) -> Label | None:
    """The number at the head of a line, also one that may be none, where only this line is known."""
    found = (_label(match, form) for form, match, _ in _numbers(line) if form is not _SECTION)
    return find_label(line) or next(found, None)


def _numbers(line: str) -> Iterator[tuple[_Form, re.Match[str], int]]:
    """What number a line may begin with, by each form that it fits, and what it is worth."""
    if not _STARTS.match(line):
        return
    for form in _FORMS:
        match = form.pattern.match(line)
        if match and (form is not _SECTION or len(line.strip()) <= _LONGEST):
            value = form.value(unicodedata.normalize("NFKC", match["number"]).strip("() "))
            if value is not None:
                yield form, match, value


class Counts:
    """The numbers of a document that are such because they count on: 甲、 with 乙、 below."""

    def __init__(self, lines: Sequence[Block]) -> None:
        self._lines = lines

    def at(self, place: int) -> Lettered | None:
        """The number that the line at this place begins with; None where there is none."""
        return self._found.get(place)

    @cached_property
    def _found(self) -> dict[int, Lettered]:
        runs: list[Count] = []
        last: dict[_Form, tuple[Count, int]] = {}
        heads: dict[tuple[int, _Form], re.Match[str]] = {}
        for place, block in enumerate(self._lines):
            text = block.text if isinstance(block, Paragraph) else ""
            for form, match, value in _numbers(text) if text and "\t" not in text and not find_label(text) else ():
                heads[place, form] = match
                run, before = last.get(form, (None, 0))
                if run is not None and value == before + 1:
                    run.lines.append(place)
                    last[form] = (run, value)
                elif value == 1 or run is None or (run.first > 1 and len(run.lines) == 1):
                    last[form] = (Count(form, [place], value), value)
                    runs.append(last[form][0])
        found: dict[int, Lettered] = {}
        for run in runs:
            enough = len(run.lines) > (1 if run.first == 1 else 2)
            if enough and not any(place in found for place in run.lines):
                count = replace(run, inner=self._inner(run))
                found |= {place: Lettered(_label(heads[place, run.form], run.form), count) for place in run.lines}
        return found

    def _inner(self, count: Count) -> Level | None:
        """The highest number between the first and the last line of a count; below the last where none is between."""
        first, last = count.lines[0], count.lines[-1]
        inner = min(self._levels(first + 1, last), default=None)
        return next(self._levels(last + 1, last + _FAR), None) if inner is None and count.form.heads else inner

    def _levels(self, start: int, end: int) -> Iterator[Level]:
        """The levels of the lines from here to there that are numbered whatever stands beside them."""
        for block in self._lines[start:end]:
            label = find_label(block.text) if isinstance(block, Paragraph) else None
            if label is not None:
                yield label.level


class Depths:
    """How deep the numbers of each count stand among the others, as `Level` goes."""

    def __init__(self) -> None:
        self._depths: dict[int, float] = {}
        """By the line of the first."""

    def of(self, count: Count, above: float) -> float:
        """Just above what they hold, unless that stands open `above` the first, whose depth is the deepest open one."""
        first = count.lines[0]
        if first not in self._depths:
            usual = Level.LETTER if not count.form.heads or above >= Level.ARTICLE else Level.ARTICLE
            if usual is Level.ARTICLE and above < Level.SECTION and not count.form.bracketed:
                usual = Level.SECTION
            inner = count.inner if count.inner is not None and above < count.inner <= usual else None
            self._depths[first] = usual if inner is None else (max(above, inner - 1.0) + inner) / 2
        return self._depths[first]


def level_at(count: Count, depth: float, *, top: bool) -> Level:
    """The level that numbers of a count are worth at a depth, as headings go; at the `top` nothing stands open."""
    if depth > Level.ITEM:
        return Level.LETTER
    return Level.SECTION if not count.form.bracketed and (depth < Level.CLAUSE or top) else Level.ARTICLE


def _label(match: re.Match[str], form: _Form) -> Label:
    level = Level.SECTION if form is _SECTION else Level.LETTER
    return Label(level, match["number"], match[0], match.string[match.end() :])
