"""Section numbers as printed (`四`, `（三）`, `第五条`, `1.2`) and as typed, compared by shape and value."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from tui.query.match import folding

_DIGITS: Final = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_UNITS: Final = {"十": 10, "百": 100, "千": 1000}
_HAN: Final = "[〇零一二两三四五六七八九十百千]{1,9}"
_ONE: Final = re.compile(
    rf"\((?P<bracket>{_HAN}|\d{{1,9}})\)"
    rf"|第(?P<nth>{_HAN}|\d{{1,9}})(?P<unit>部分|[编篇章节条款项])?"
    rf"|(?P<dotted>\d{{1,9}}(?:\.\d{{1,9}})+)|(?P<arabic>\d{{1,9}})|(?P<han>{_HAN})"
)


def numeral(text: str) -> int:
    """The value of digits or of a Chinese numeral: `14`, `十四`, `二〇一六`."""
    if text.isdecimal():
        return int(text)
    if not any(unit in text for unit in _UNITS):
        return int("".join(str(_DIGITS[digit]) for digit in text))
    total, digit = 0, 0
    for character in text:
        if character in _UNITS:
            total += (digit or 1) * _UNITS[character]
            digit = 0
        else:
            digit = _DIGITS[character]
    return total + digit


@dataclass(frozen=True, slots=True)
class Number:
    """One section number: how it is written, and its value (several for `1.2`)."""

    shape: str
    """`()` in brackets, `han`, `1` for digits, `第` without its unit, else the unit (`章`, `条` …)."""
    value: tuple[int, ...]

    def alike(self, printed: Number) -> bool:
        """Whether a typed number of this shape may mean a printed one of that shape.

        A bare number means what is printed bare or with 第 and a unit, never what stands in brackets; Chinese numerals
        do not mean digits, so that 章节:五 is the chapter and no item `5`.
        """
        if self.shape == printed.shape:
            return True
        if printed.shape in {"()", "第"} or self.shape not in {"han", "1", "第"}:
            return False
        return self.shape == "1" or printed.shape != "1"

    def covers(self, printed: Number) -> bool:
        """Whether a typed number means the printed one or what that stands in (`1.2` covers `1.2.3`)."""
        return self.alike(printed) and printed.value[: len(self.value)] == self.value


@lru_cache(maxsize=4096)
def chain(text: str) -> tuple[Number, ...]:
    """The numbers that a typed or printed place consists of, outermost first; empty where it is not only numbers."""
    plain, found, at = folding.key(text), [], 0
    while at < len(plain):
        match = _ONE.match(plain, at)
        if match is None:
            return ()
        found.append(_number(match))
        at = match.end()
        if at < len(plain) and plain[at] in "/、.":
            at += 1
    return tuple(found)


def _number(match: re.Match[str]) -> Number:
    if match["bracket"]:
        return Number("()", (numeral(match["bracket"]),))
    if match["nth"]:
        return Number(match["unit"] or "第", (numeral(match["nth"]),))
    if match["dotted"]:
        return Number("1", tuple(int(part) for part in match["dotted"].split(".")))
    return Number("1", (int(match["arabic"]),)) if match["arabic"] else Number("han", (numeral(match["han"]),))
