"""What a cell of a workbook shows of the number it holds: dates, percentages and units as its format writes them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from functools import lru_cache
from typing import Final, NamedTuple

from tui.ingest.readers.docx_numbers import chinese

_DAY: Final = "yyyy年m月d日"
_MONTH: Final = "yyyy年m月"
BUILT_IN: Final[Mapping[int, str]] = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00", 14: _DAY, 15: _DAY,
    16: "m月d日", 17: _MONTH, 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss", 22: "yyyy/m/d h:mm",
    27: _MONTH, 28: "m月d日", 29: "m月d日", 30: _DAY, 31: _DAY, 32: "h时mm分", 33: "h时mm分ss秒",
    34: "上午/下午h时mm分", 35: "上午/下午h时mm分ss秒", 36: _MONTH, 37: "#,##0", 38: "#,##0", 39: "#,##0.00",
    40: "#,##0.00", 45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss", 48: "0.0E+0", 49: "@", 50: _MONTH, 51: "m月d日",
    52: _MONTH, 53: "m月d日", 54: "m月d日", 55: "上午/下午h时mm分", 56: "上午/下午h时mm分ss秒", 57: _MONTH,
    58: "m月d日",
}  # fmt: skip
"""The formats that a workbook names by number alone (ECMA-376, 18.8.30, for Chinese): 14 is as a system is set."""
_PIECE: Final = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|_.|\*.|\[(?P<bracket>[^\]]*)\]|(?P<half>AM/PM|A/P|上午/下午)'
    r"|(?P<general>General|G/通用格式)|(?P<power>E[+-]0+)|(?P<date>y+|m+|d+|h+|s+|aaaa?|e+)|(?P<number>[0#?][0#?,.]*|\.[0#?]+)|(?P<other>.)",
    re.IGNORECASE | re.DOTALL,
)
_WEEK: Final = "一二三四五六日"
_LONGEST: Final = 255
"""Letters of the longest format that a workbook may hold."""


class _Piece(NamedTuple):
    kind: str
    text: str


def shown(number: float, held: str, code: str, *, from_1904: bool = False) -> str:
    """What is shown of a number (written `held` in the file) by a format; dates count from 1900, or from 1904."""
    sections = _sections(code[:_LONGEST])
    own = sections[0]
    if number < 0 and len(sections) > 1:
        own, number = sections[1], -number
    elif number == 0 and len(sections) > 2:
        own = sections[2]
    if any(piece.kind == "date" for piece in own):
        moment = _moment(number, from_1904)
        return _date(own, moment, number) if moment else held
    if not any(piece.kind == "number" for piece in own):
        words = "".join(
            "\0" if piece.kind == "general" or piece.text == "@" else piece.text
            for piece in own
            if piece.kind in {"text", "general"}
        )
        return words.replace("\0", general(number, held)).strip() if words.strip() else general(number, held)
    return _numeral(own, number, held)


def general(number: float, held: str) -> str:
    """A number without a format: eleven digits at most, no marks of its storing."""
    if number.is_integer() and abs(number) < 1e15:
        return str(int(number))
    return held if len(held) <= 12 else f"{number:.10g}"


@lru_cache(maxsize=1024)
def _sections(code: str) -> tuple[tuple[_Piece, ...], ...]:
    """The sections of a format, for positive and negative numbers and for zero, each in pieces."""
    sections: list[list[_Piece]] = [[]]
    for match in _PIECE.finditer(code):
        kind = match.lastgroup or "space"
        text = match[match.lastgroup] if match.lastgroup else ""
        if kind == "other" and text == ";":
            sections.append([])
        elif kind == "bracket":
            sections[-1].append(_Piece("bracket", text))
        elif kind in {"quoted", "escaped", "other"}:
            sections[-1].append(_Piece("text", text))
        elif kind != "space":
            sections[-1].append(_Piece(kind, text))
    return tuple(_timed(section) for section in sections)


def _timed(section: list[_Piece]) -> tuple[_Piece, ...]:
    """The pieces with `m` told apart: minutes behind an hour or before a second, else a month."""
    pieces = [
        _Piece("date", f"[{piece.text}")
        if piece.kind == "bracket" and re.fullmatch("[hms]+", piece.text.lower())
        else piece
        for piece in section
    ]
    dated = [at for at, piece in enumerate(pieces) if piece.kind == "date"]
    around = [None, *dated, None]
    for before, at, after in zip(around, dated, around[2:], strict=False):
        if pieces[at].text[0] in "mM":
            hour = before is not None and pieces[before].text[:2].lower() in {"h", "hh", "[h"}
            second = after is not None and pieces[after].text[0] in "sS"
            pieces[at] = _Piece("date", "n" * len(pieces[at].text)) if hour or second else pieces[at]
    return tuple(pieces)


def _moment(number: float, from_1904: bool) -> datetime | None:
    """The day and time that a number means (1900 is counted as a leap year, as the first of these programs did)."""
    start = datetime(1904, 1, 1) if from_1904 else datetime(1899, 12, 30 if number >= 60 else 31)
    try:
        return start + timedelta(seconds=round(number * 86_400)) if number >= 0 else None
    except (OverflowError, ValueError):
        return None


def _date(pieces: tuple[_Piece, ...], moment: datetime, number: float) -> str:
    words = {piece.text[0].lower() for piece in pieces if piece.kind == "date"}
    if any(re.fullmatch("m{3,}", piece.text, re.IGNORECASE) for piece in pieces if piece.kind == "date"):
        return f"{moment.year}年{moment.month}月" + (f"{moment.day}日" if "d" in words else "")
    halves = any(piece.kind == "half" for piece in pieces)
    counted = any(piece.kind == "bracket" and piece.text.upper().startswith("DBNUM") for piece in pieces)
    text = ""
    for piece in pieces:
        if piece.kind == "half":
            text += (
                ("下午" if moment.hour >= 12 else "上午")
                if "午" in piece.text
                else ("PM" if moment.hour >= 12 else "AM")
            )
        elif piece.kind == "date":
            text += _of_date(piece.text, moment, number, halves=halves, counted=counted)
        elif piece.kind == "text" and piece.text != "@":
            text += piece.text
    text = text.strip()
    if {"m", "d"} <= words and not {"y", "e"} & words:
        # A day without its year would be read as one of the document's year, and the cell knows better.
        return f"{moment.year}{'年' if '月' in text else '-' if '-' in text else '/'}{text}"
    return text


def _of_date(code: str, moment: datetime, number: float, *, halves: bool, counted: bool) -> str:
    """What one part of a format shows of a moment: a year, month, day, weekday, hour, minute or second."""
    kind, width = code[0].lower(), len(code)
    if kind in "ye":
        year = str(moment.year) if width > 2 or kind == "e" else f"{moment.year % 100:02d}"
        return "".join("〇一二三四五六七八九"[int(digit)] for digit in year) if counted else year
    if kind == "[":
        return str(int(number * {"h": 24, "m": 1_440, "s": 86_400}[code[1].lower()]))
    if kind == "a" or (kind == "d" and width > 2):
        return ("星期" if width > 3 else "周" if kind == "d" else "") + _WEEK[moment.weekday()]
    hour = (moment.hour % 12 or 12) if halves else moment.hour
    part = {"m": moment.month, "d": moment.day, "h": hour, "n": moment.minute, "s": moment.second}[kind]
    if counted:
        return chinese(part) if part else "〇"
    return f"{part:0{min(width, 2)}d}"


def _numeral(pieces: tuple[_Piece, ...], number: float, held: str) -> str:
    """A number with the digits, marks and words of its format."""
    text = "".join(piece.text for piece in pieces if piece.kind == "text")
    if "/" in text or any(piece.kind == "power" for piece in pieces):
        return general(number, held)
    pattern = "".join(piece.text for piece in pieces if piece.kind == "number")
    first = next(at for at, piece in enumerate(pieces) if piece.kind == "number")
    last = max(at for at, piece in enumerate(pieces) if piece.kind == "number")
    try:
        value = Decimal(held) if Decimal(held) == Decimal(repr(number)) else Decimal(repr(number))
        digits = _digits(abs(value) * 100 ** text.count("%"), pattern)
    except InvalidOperation:
        return held
    before = "".join(piece.text for piece in pieces[:first] if piece.kind == "text")
    after = "".join(piece.text for piece in pieces[last:] if piece.kind == "text")
    sign = "-" if number < 0 and digits.strip("0.,") else ""
    return f"{sign}{before}{digits}{after}".strip()


def _digits(value: Decimal, pattern: str) -> str:
    """The digits of a number: as many places as the pattern has, thousands set apart where it sets them."""
    kept = pattern.rstrip(",")
    value = value / 1000 ** (len(pattern) - len(kept))
    whole, _, part = kept.partition(".")
    places = len(re.sub("[^0#?]", "", part))
    rounded = value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    digits = f"{rounded:,f}" if "," in whole else f"{rounded:f}"
    optional = len(part) - len(part.rstrip("#?"))
    if optional and "." in digits:
        digits = (digits[:-optional] + digits[-optional:].rstrip("0")).rstrip(".")
    head, _, tail = digits.partition(".")
    head = "" if head == "0" else head
    return head.rjust(whole.count("0"), "0") + (f".{tail}" if tail else "")
