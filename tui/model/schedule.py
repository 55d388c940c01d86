"""Deadlines as printed → the last day they allow; derived from the words alone, no clock is asked."""

from __future__ import annotations

import re
from calendar import monthrange
from typing import Final

_DIGITS: Final = str.maketrans("〇零○一二三四五六七八九０１２３４５６７８９", "0001234567890123456789")
_NUMBER: Final = "[一二三四五六七八九十]{1,3}"
_POINT: Final = re.compile(
    r"(?:(?P<year>(?<!\d)(?:19|20)\d\d)(?:年度?|(?=[.\-/])|$|(?=[—–~～至]))|(?P<next>明年|次年)|(?P<this>今年|本年|当年|全年))?"
    r"\s*(?:"
    r"[.\-/]?(?P<month>(?<!\d)(?:1[0-2]|0?[1-9])(?!\d))\s*(?:月份?|[.\-/](?=\d)|(?<=[.\-/]\d)|(?<=[.\-/]\d\d))"
    r"\s*(?:(?P<day>[0-3]?\d)\s*日?|(?P<third>[上中下])旬|(?P<monthend>[底末初]))?"
    r"|第?(?P<quarter>[1-4一二三四])\s*个?季度(?P<quarterend>[底末初])?"
    r"|(?P<half>[上下])半年[底末]?"
    r"|(?P<yearend>(?<![季月度])年?[底末初](?![层座边])|(?<![\d两几一二三四五六七八九十])年内)"
    r")?"
)
_YEARS: Final = re.compile(r"(\d{4})(?=\s*[—–~～\-－至到]+\s*\d{4})")
_MONTHS: Final = re.compile(
    r"(?<![\d.\-/])\d{1,2}\s*月?\s*[—–~～\-至到]+\s*(?=\d{1,2}\s*月)|(?<=年)\d{1,2}\s*[—–~～\-至到]+\s*(?=\d{1,2}\s*月)"
)
_REPUBLIC: Final = re.compile(r"(?<!\d)(?:民[国國])?\s*(1[0-2]\d)年(?=\d{1,2}月|[底度])")
"""`113年12月`: years counted from 1912."""
_RECURRING: Final = re.compile(r"每[年月季周日]|每[半两一]年|每个")


def _arabic(text: str) -> str:
    """Chinese numerals of dates as Arabic ones: 二〇一六年六月十八日 → 2016年6月18日."""
    text = re.sub(r"[二一][〇零○一二三四五六七八九]{3}(?=年)", lambda match: match.group().translate(_DIGITS), text)
    text = re.sub(rf"{_NUMBER}(?=[月日](?!常|益|前夕))", lambda match: str(_small(match.group())), text)
    text = text.translate(str.maketrans("０１２３４５６７８９．－", "0123456789.-"))
    return _REPUBLIC.sub(lambda match: f"{int(match[1]) + 1911}年", text)


def _small(numeral: str) -> int:
    """The value of 一 to 九十九."""
    tens, ten, ones = numeral.rpartition("十")
    value = {char: place for place, char in enumerate("一二三四五六七八九", 1)}
    if not ten:
        return value.get(numeral[-1], 0)
    return (value.get(tens, 1) * 10) + value.get(ones, 0)


def _last_day(year: int, month: int) -> int:
    return monthrange(year, month)[1]


def _day_of(match: re.Match[str], year: int) -> tuple[int, int] | None:
    """Month and last day of what stands behind a year; the whole year where nothing does."""
    if match["month"]:
        return _day_in(match, year, int(match["month"]))
    if match["quarter"]:
        quarter = "1234".find(match["quarter"]) + 1 or "一二三四".find(match["quarter"]) + 1
        month = quarter * 3 - (2 if match["quarterend"] == "初" else 0)
        return month, _last_day(year, month)
    if match["half"]:
        return (6, 30) if match["half"] == "上" else (12, 31)
    return (1, 31) if (match["yearend"] or "").endswith("初") else (12, 31)


def _day_in(match: re.Match[str], year: int, month: int) -> tuple[int, int] | None:
    """The day, the third (旬) or the end of a month; None for a day that the month lacks."""
    last = _last_day(year, month)
    if match["day"]:
        return (month, int(match["day"])) if 1 <= int(match["day"]) <= last else None
    return month, {"上": 10, "中": 20}.get(match["third"] or "", last)


def _points(text: str, year: int | None) -> list[str]:
    """Every day that the text names, in ISO form; a month without a year takes the year named before it."""
    days: list[str] = []
    said = year
    for match in _POINT.finditer(text):
        if not match.group().strip():
            continue
        if match["year"]:
            said = int(match["year"])
        elif match["next"] and year is not None:
            said = year + 1
        if said is None or not 1900 <= said <= 2999:
            continue
        day = _day_of(match, said)
        if day:
            days.append(f"{said:04d}-{day[0]:02d}-{day[1]:02d}")
    return days


def recurs(text: str) -> bool:
    """Whether words name a day that comes again and again (`每月底`)."""
    return _RECURRING.search(text) is not None


def parse_due(text: str, year: int | None = None) -> str | None:
    """The last day that a printed deadline allows, ISO form; None where it names none (`持续推进`).

    Args:
        text: The words as printed, such as `2016年底前`, `9月中旬前`, `2016—2020年`.
        year: The year of the document, for words that name none; without it such words give None.
    """
    if recurs(text):
        return None
    days = _points(_MONTHS.sub("", _YEARS.sub(r"\1年", _arabic(text))), year)
    return max(days) if days else None
