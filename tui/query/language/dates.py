"""Dates as they are typed: days, months, quarters, `2016年底`, `季末`, `+30d`; each is a period of days."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta
from typing import Final

from tui.query.language.numbers import numeral
from tui.query.match import folding

Period = tuple[date, date]
"""First and last day."""

_NUMBER: Final = "[〇零一二三四五六七八九十]{1,4}"
_YEAR: Final = r"(?P<year>\d{4})"
_PATTERNS: Final = (
    rf"{_YEAR}(?:[-/.年](?:(?P<month>\d{{1,2}})(?:[-/.月](?:(?P<day>\d{{1,2}})[日号]?)?)?)?)?",
    r"(?:(?P<month>\d{1,2})[月/](?:(?P<day>\d{1,2})[日号]?)?)",
    rf"(?:{_YEAR}[-年]?)?(?:第?(?P<quarter>[1-4])季度?|q(?P<q>[1-4]))(?P<end>[底末])?",
    rf"(?:{_YEAR}[-年]?)?(?:(?P<half>[上下])半年|h(?P<h>[12]))(?P<end>[底末])?",
    rf"{_YEAR}年?(?P<end>[底末])",
    rf"(?:{_YEAR}[-/.年])?(?P<month>\d{{1,2}})月?(?P<end>[底末])",
    rf"(?:{_YEAR}[-/.年])?(?P<month>\d{{1,2}})月(?P<third>[上中下])旬",
)
_STEP: Final = r"(?P<sign>[-+])(?P<count>\d{1,5})(?P<unit>[dwmy天日周月年])|(?P<days>\d{1,5})天(?P<side>后|前|内)"


def _day(today: date, offset: int) -> Period:
    day = today + timedelta(days=offset)
    return day, day


def _week(today: date, offset: int) -> Period:
    first = today + timedelta(days=7 * offset - today.weekday())
    return first, first + timedelta(days=6)


def _months(year: int, month: int, count: int) -> Period:
    """The period of `count` months from the first of a month, which may lie beyond December or before January."""
    first, last = year * 12 + month - 1, year * 12 + month - 2 + count
    final = date(last // 12, last % 12 + 1, 1)
    return date(first // 12, first % 12 + 1, 1), final.replace(day=monthrange(final.year, final.month)[1])


def _month(today: date, offset: int) -> Period:
    return _months(today.year, today.month + offset, 1)


def _quarter(today: date, offset: int) -> Period:
    return _months(today.year, (today.month - 1) // 3 * 3 + 1 + 3 * offset, 3)


def _year(today: date, offset: int) -> Period:
    return _months(today.year + offset, 1, 12)


_WORDS: Final[dict[str, tuple[Callable[[date, int], Period], int]]] = {
    **dict.fromkeys(("今天", "今日", "today"), (_day, 0)),
    **dict.fromkeys(("明天", "明日", "tomorrow"), (_day, 1)),
    **dict.fromkeys(("昨天", "昨日", "yesterday"), (_day, -1)),
    "后天": (_day, 2),
    "前天": (_day, -2),
    **{word + unit: (_week, n) for word, n in (("本", 0), ("下", 1), ("上", -1)) for unit in ("周", "星期")},
    **{word + unit: (_month, n) for word, n in (("本", 0), ("下", 1), ("上", -1)) for unit in ("月", "个月")},
    **{word + unit: (_quarter, n) for word, n in (("本", 0), ("下", 1), ("上", -1)) for unit in ("季", "季度")},
    **{f"{word}_week": (_week, n) for word, n in (("this", 0), ("next", 1), ("last", -1))},
    **{f"{word}_month": (_month, n) for word, n in (("this", 0), ("next", 1), ("last", -1))},
    **{
        word: (_year, n) for word, n in (("本年", 0), ("今年", 0), ("明年", 1), ("去年", -1), ("后年", 2), ("前年", -2))
    },
}
_ENDS: Final = {"周": "本周", "月": "本月", "季": "本季", "季度": "本季", "年": "本年"}
_SHORT: Final = {"eow": "周末", "eom": "月末", "eoq": "季末", "eoy": "年末"}


def period(word: str, today: date) -> Period | None:
    """The days that a word means, or None where it means none (`2016-13` among them)."""
    plain = folding.key(word)
    plain = _SHORT.get(plain, plain)
    try:
        return _relative(plain, today) or _step(plain, today) or _printed(_in_digits(plain), today)
    except (ValueError, OverflowError):
        return None


def _in_digits(plain: str) -> str:
    return re.sub(_NUMBER, lambda match: str(numeral(match.group())), plain)


def _relative(plain: str, today: date) -> Period | None:
    """A word that counts from today, or the last day of such a period (`季末`, `明年底`)."""
    if plain in _WORDS:
        make, offset = _WORDS[plain]
        return make(today, offset)
    if plain[-1:] not in {"底", "末"}:
        return None
    whole = _relative(_ENDS.get(plain[:-1], plain[:-1]), today) if len(plain) > 1 else None
    return (whole[1], whole[1]) if whole else None


def _step(plain: str, today: date) -> Period | None:
    """A distance from today: `+30d`, `-2w`, `30天后`, `30天内` (from today on)."""
    match = re.fullmatch(_STEP, plain)
    if match is None:
        return None
    if match["days"]:
        count = int(match["days"])
        then = _day(today, -count if match["side"] == "前" else count)
        return (today, then[1]) if match["side"] == "内" else then
    count = int(match["sign"] + match["count"])
    if match["unit"] in "dw天日周":
        return _day(today, count * (7 if match["unit"] in "w周" else 1))
    month = _month(today, count * (12 if match["unit"] in "y年" else 1))
    there = month[0].replace(day=min(today.day, month[1].day))
    return there, there


def _printed(plain: str, today: date) -> Period | None:
    """A date as it is printed, whole or in part."""
    for pattern in _PATTERNS:
        match = re.fullmatch(pattern, plain)
        if match:
            found = _of_parts({name: text for name, text in match.groupdict().items() if text}, today)
            return (found[1], found[1]) if match.groupdict().get("end") else found
    return None


def _of_parts(parts: dict[str, str], today: date) -> Period:
    """The period that the named parts of a date make; raises ValueError for a day that does not exist."""
    year = int(parts.get("year", today.year))
    quarter, half = parts.get("quarter") or parts.get("q"), parts.get("half") or parts.get("h")
    if quarter:
        return _months(year, int(quarter) * 3 - 2, 3)
    if half:
        return _months(year, 1 if half in "上1" else 7, 6)
    if "month" not in parts:
        return _months(year, 1, 12)
    month = int(parts["month"])
    whole = date(year, month, 1), _months(year, month, 1)[1]
    if "day" in parts:
        day = date(year, month, int(parts["day"]))
        return day, day
    if "third" in parts:
        return _third(whole, parts["third"])
    return whole


def _third(month: Period, name: str) -> Period:
    """The first, second or last ten days of a month (上旬, 中旬, 下旬)."""
    first, last = {"上": (1, 10), "中": (11, 20), "下": (21, month[1].day)}[name]
    return month[0].replace(day=first), month[0].replace(day=last)
