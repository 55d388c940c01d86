"""Automatic numbering of Word files: what is printed before a paragraph though no character of it is in the text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import Final
from xml.etree.ElementTree import Element

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_CHINESE: Final = {
    "chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting",
    "taiwaneseCountingThousand", "koreanCounting",
}  # fmt: skip
_BY_DIGITS: Final = {"ideographDigital", "taiwaneseDigital", "japaneseDigitalTenThousand", "koreanDigital2"}
_FORMAL: Final = {
    "chineseLegalSimplified": "零壹贰叁肆伍陆柒捌玖拾佰", "ideographLegalTraditional": "零壹貳參肆伍陸柒捌玖拾佰",
}  # fmt: skip
"""Numerals that cannot be altered, by their format: noughts, digits, tens and hundreds."""
_DIGITS: Final = "〇一二三四五六七八九"
_ROMAN: Final = {100: "c", 90: "xc", 50: "l", 40: "xl", 10: "x", 9: "ix", 5: "v", 4: "iv", 1: "i"}
_ROWS: Final = {
    "ideographTraditional": "甲乙丙丁戊己庚辛壬癸", "ideographZodiac": "子丑寅卯辰巳午未申酉戌亥",
    "decimalEnclosedParen": "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇", "decimalEnclosedFullstop": "⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛",
    "ideographEnclosedCircle": "㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉", "upperLetter": "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "lowerLetter": "abcdefghijklmnopqrstuvwxyz", "decimalEnclosedCircle": "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳",
    "decimalEnclosedCircleChinese": "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳",
}  # fmt: skip
"""Formats that count with a row of signs."""
_LONGEST: Final = 40
"""Letters of the longest label that is printed."""
FURTHEST: Final = 20
"""How many styles may be based on each other."""


@dataclass(slots=True)
class _Level:
    start: int = 1
    format: str = "decimal"
    text: str = ""
    legal: bool = False
    restart: int | None = None


@dataclass(slots=True)
class _List:
    """A list in use: its levels and how far each has counted."""

    levels: dict[int, _Level]
    counts: dict[int, int] = field(default_factory=dict)


def value_of(element: Element | None, child: str, default: str = "") -> str:
    """The `val` of a child element."""
    found = element.find(W + child) if element is not None else None
    return (found.get(W + "val") or default) if found is not None else default


def number_in(element: Element | None, child: str, default: int) -> int:
    """The `val` of a child element as a number; the default where it is none."""
    value = value_of(element, child)
    return int(value) if re.fullmatch(r"-?\d{1,6}", value) else default


class Numbering:
    """Counts the numbered paragraphs of a file, in order."""

    def __init__(self, numbering: Element | None, styles: Element | None) -> None:
        self._abstract: dict[str, Element] = {}
        self._nums: dict[str, Element] = {}
        self._styles: dict[str, Element] = {}
        self._lists: dict[str, _List] = {}
        self._used: set[str] = set()
        for element in numbering if numbering is not None else ():
            if element.tag == W + "abstractNum":
                self._abstract[element.get(W + "abstractNumId") or ""] = element
            elif element.tag == W + "num":
                self._nums[element.get(W + "numId") or ""] = element
        for style in styles.iter(W + "style") if styles is not None else ():
            self._styles[style.get(W + "styleId") or ""] = style

    def label(self, properties: Element | None) -> str:
        """What is printed before the next paragraph of these properties; empty where nothing is."""
        num_id, level = self._of(properties)
        if not num_id or num_id == "0" or num_id not in self._nums:
            return ""
        numbers = self._list(num_id)
        self._count(numbers, level)
        return _printed(numbers, level)

    def _of(self, properties: Element | None) -> tuple[str, int]:
        """Number list and level of a paragraph, its own or those of its style and of the styles that is based on."""
        num_id, level = "", -1
        for holder in self._holders(properties):
            own = holder.find(W + "numPr")
            if own is not None:
                num_id = num_id or value_of(own, "numId")
                level = level if level >= 0 else number_in(own, "ilvl", -1)
            if num_id:
                break
        return num_id, max(0, min(level, 8)) if level >= 0 else self._level_of_style(num_id, properties)

    def _level_of_style(self, num_id: str, properties: Element | None) -> int:
        """The level that names the paragraph's style; 0 where none does."""
        style = value_of(properties, "pStyle")
        abstract = self._abstract.get(value_of(self._nums.get(num_id), "abstractNumId"))
        for level in abstract.iter(W + "lvl") if abstract is not None and style else ():
            if value_of(level, "pStyle") == style:
                return int(level.get(W + "ilvl") or 0)
        return 0

    def _holders(self, properties: Element | None) -> Iterator[Element]:
        if properties is None:
            return
        yield properties
        style, seen = value_of(properties, "pStyle"), set[str]()
        while style in self._styles and style not in seen and len(seen) < FURTHEST:
            seen.add(style)
            inner = self._styles[style].find(W + "pPr")
            if inner is not None:
                yield inner
            style = value_of(self._styles[style], "basedOn")

    def _list(self, num_id: str) -> _List:
        """The list of a number id; lists of one definition count on together unless one starts anew."""
        num = self._nums[num_id]
        abstract_id = value_of(num, "abstractNumId")
        overrides = {override.get(W + "ilvl") or "0": override for override in num.iter(W + "lvlOverride")}
        key = f"num {num_id}" if overrides else abstract_id
        if key not in self._lists:
            levels = self._levels(abstract_id, set())
            for place, override in overrides.items():
                own = override.find(W + "lvl")
                at = int(place) if place.isdecimal() else 0
                if own is not None:
                    levels[at] = _level(own)
                levels.setdefault(at, _Level()).start = number_in(override, "startOverride", levels[at].start)
            self._lists[key] = _List(levels)
        return self._lists[key]

    def _levels(self, abstract_id: str, seen: set[str]) -> dict[int, _Level]:
        abstract = self._abstract.get(abstract_id)
        if abstract is None or abstract_id in seen:
            return {}
        linked = value_of(abstract, "numStyleLink")
        if linked in self._styles:
            own = self._styles[linked].find(f"{W}pPr/{W}numPr")
            num = self._nums.get(value_of(own, "numId"))
            return self._levels(value_of(num, "abstractNumId"), seen | {abstract_id})
        return {
            int(element.get(W + "ilvl") or 0): _level(element)
            for element in abstract.iter(W + "lvl")
            if (element.get(W + "ilvl") or "0").isdecimal()
        }

    @staticmethod
    def _count(numbers: _List, level: int) -> None:
        """Count one further on this level; deeper ones begin again."""
        for above in range(level):
            numbers.counts.setdefault(above, numbers.levels.get(above, _Level()).start)
        start = numbers.levels.get(level, _Level()).start
        numbers.counts[level] = numbers.counts[level] + 1 if level in numbers.counts else start
        for below in [place for place in numbers.counts if place > level]:
            restart = numbers.levels.get(below, _Level()).restart
            if restart != 0:
                del numbers.counts[below]


def _level(element: Element) -> _Level:
    return _Level(
        number_in(element, "start", 1),
        value_of(element, "numFmt", "decimal"),
        value_of(element, "lvlText")[:_LONGEST],
        element.find(W + "isLgl") is not None,
        number_in(element, "lvlRestart", -1) if element.find(W + "lvlRestart") is not None else None,
    )


def _printed(numbers: _List, level: int) -> str:
    own = numbers.levels.get(level, _Level())
    if own.format in {"bullet", "none"}:
        return ""

    def one(match: re.Match[str]) -> str:
        place = int(match[1]) - 1
        form = "decimal" if own.legal else numbers.levels.get(place, _Level()).format
        return formatted(numbers.counts.get(place, 1), form)

    label = re.sub("%([1-9])", one, own.text)
    return label + " " if re.search(r"[条章节\w]$", label) and not re.search("[、.．）)]$", label) else label


def formatted(count: int, form: str) -> str:
    """A number as a format of Word writes it; in digits where the format is unknown or cannot."""
    row = _ROWS.get(form, "")
    if 1 <= count <= len(row):
        return row[count - 1]
    return _WRITTEN[form](count) if form in _WRITTEN else str(count)


def _roman(count: int) -> str:
    if not 0 < count < 400:
        return str(count)
    text = ""
    for value, sign in _ROMAN.items():
        text += sign * (count // value)
        count %= value
    return text


def chinese(count: int, signs: str = "零一二三四五六七八九十百") -> str:
    """A number below a thousand in Chinese numerals: 二十六. `signs` are nought to nine, ten and hundred.

    The usual ones leave out the one before a ten that begins: 十六, but 壹拾陆.
    """
    if not 0 < count < 1000:
        return str(count)
    hundreds, rest = divmod(count, 100)
    tens, ones = divmod(rest, 10)
    short = tens == 1 and not hundreds and signs[1] == "一"
    head = signs[hundreds] + signs[11] if hundreds else ""
    middle = ("" if short else signs[tens]) + signs[10] if tens else signs[0] * bool(hundreds and ones)
    return head + middle + (signs[ones] if ones else "")


_WRITTEN: Final[dict[str, Callable[[int], str]]] = {
    **dict.fromkeys(_CHINESE, chinese),
    **{form: partial(chinese, signs=signs) for form, signs in _FORMAL.items()},
    **dict.fromkeys(_BY_DIGITS, lambda count: str(count).translate(dict(zip(range(48, 58), _DIGITS, strict=True)))),
    "upperRoman": lambda count: _roman(count).upper(),
    "lowerRoman": _roman,
    "numberInDash": "- {} -".format,
    "decimalZero": "{:02d}".format,
    "decimalFullWidth": lambda count: str(count).translate({48 + digit: 0xFF10 + digit for digit in range(10)}),
}
"""How formats write a number."""
