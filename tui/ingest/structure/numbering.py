"""The numbers that stand before headings: 一、 （一） 1. （1） ① and 第X章 第X节 第X条."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum
from typing import Final

CHINESE: Final = "〇零一二三四五六七八九十百"
COUNTED: Final = rf"{CHINESE}\dⅠ-ⅫIVX"
"""What chapters are counted with."""
FORMAL: Final = "壹贰貳貮叁叄参參肆伍陆陸柒捌玖拾"
"""Numerals that cannot be altered, which stand above the plain ones."""
_VALUES: Final = {char: value for value, char in enumerate("零一二三四五六七八九十")} | {"〇": 0}
_INDENT: Final = r"[\s\u200b\ufeff]*"


class Level(IntEnum):
    """How deep a numbering stands; a smaller one holds a greater one."""

    BOOK = 0
    """第一编 第一卷"""
    PART = 1
    """第一篇 第一部分 第一分编 上篇"""
    CHAPTER = 2
    """第一章"""
    DIVISION = 3
    """第一节"""
    BLOCK = 4
    """壹、"""
    SECTION = 5
    """一、"""
    CLAUSE = 6
    """第一条"""
    ARTICLE = 7
    """（一）"""
    ITEM = 8
    """1."""
    TENTH = 9
    """1.1"""
    HUNDREDTH = 10
    """1.1.1"""
    SUBITEM = 11
    """（1）"""
    CIRCLED = 12
    """①"""
    LETTER = 13
    """A. a) and others that stand wherever they are put: where they hold others, above these"""


@dataclass(frozen=True, slots=True)
class Label:
    """A number found at the head of a line."""

    level: Level
    number: str
    """As printed, without what only separates."""
    printed: str
    """The head of the line up to the text: indent, number, separator."""
    text: str
    """The rest of the line."""


_NO_PROSE: Final = "(?!第|规定|所[称述列]|的|款|项|、|和|至|中|以)"
_NO_UNIT: Final = (
    "(?![亿万千倍吨]|百(?![货姓])|个(?![人性体案])|元(?![素件器])|年(?![度报])|月(?![度报])|日(?![常程志])"
    "|公(?=[里斤顷亩吨])|平(?=[方米])|家(?![庭长政])|项(?!目)|名(?![称单录])|人(?=[次份以均])|人(?![一-龥])|次(?![序要])|户(?![外籍口]))"
)
"""No unit of measure: 1.2万人 is an amount, 1.2人员 and 1.2项目 are headings."""
_BEHIND_DECIMALS: Final = rf"(?:\s+|(?=[\u4e00-\u9fff]){_NO_UNIT})"
_PATTERNS: Final = tuple(
    (level, re.compile(f"(?P<head>{_INDENT}(?P<number>{number}){separator})(?P<text>.*)", re.DOTALL))
    for level, number, separator in (
        (Level.BOOK, rf"第\s?[{COUNTED}]{{1,4}}\s?[编編卷](?![号制写排外内入])", rf"{_NO_PROSE}[\s：:、]*"),
        (
            Level.PART,
            rf"第\s?[{COUNTED}]{{1,4}}\s?(?:篇(?!章)|部分|分[编編])|[上中下]\s?篇(?=[\s：:、])",
            rf"{_NO_PROSE}[\s：:、]*",
        ),
        (Level.CHAPTER, rf"第\s?[{COUNTED}]{{1,4}}\s?章", rf"{_NO_PROSE}[\s：:、]*"),
        (Level.DIVISION, rf"第\s?[{COUNTED}]{{1,4}}\s?节", rf"{_NO_PROSE}[\s：:、]*"),
        (Level.CLAUSE, rf"第\s?[{CHINESE}\d]{{1,6}}\s?条(?:之[{CHINESE}]+)?", rf"{_NO_PROSE}[\s：:]*"),
        (Level.BLOCK, f"[{FORMAL}]{{1,3}}", r"(?:\s?[、.．﹒]|[\s\u3000]+)\s*"),
        (Level.SECTION, rf"[{CHINESE}]{{1,4}}", rf"\s?[、.．﹒](?![{CHINESE}]+[、产线级类号届中])\s*"),
        (
            Level.ARTICLE,
            rf"[（(]\s?[{CHINESE}]{{1,4}}\s?[）)]|[㈠-㈩]|[【〔\[]\s?[{CHINESE}]{{1,2}}\s?[】〕\]]",
            r"[、.．]?\s*",
        ),
        (Level.ITEM, r"\d{1,3}", r"\s?[.．﹒、](?:(?!\d)|(?=(?:19|20)\d\d年|\d{1,2}月))\s*"),
        (Level.ITEM, "[⒈-⒛]", r"\s*"),
        (Level.TENTH, r"\d{1,2}[.．]\d{1,2}", _BEHIND_DECIMALS),
        (Level.HUNDREDTH, r"\d{1,2}(?:[.．]\d{1,2}){2}", _BEHIND_DECIMALS),
        (Level.SUBITEM, r"[（(]\s?\d{1,3}\s?[）)]|\d{1,2}[）)]|[⑴-⒇]", r"[、.．]?\s*"),
        (Level.CIRCLED, "[①-⑳]", r"[、.．]?\s*"),
    )
)


_BARE: Final = re.compile(
    rf"(?P<head>{_INDENT}(?P<number>\d{{1,2}})[ \u00a0\u3000]*){_NO_UNIT}"
    r"(?P<text>[\u4e00-\u9fff][\u4e00-\u9fff、（）()“”]{1,24}\s*)"
)


_STARTS: Final = re.compile(rf"{_INDENT}[第上中下（(【〔\[\d{CHINESE}{FORMAL}㈠-㈩①-⒛]")
"""What any number begins with: most lines are prose and need no closer look."""


def find_label(line: str) -> Label | None:
    """The number at the head of a line, or None."""
    if not _STARTS.match(line):
        return None
    for level, pattern in _PATTERNS:
        match = pattern.fullmatch(line)
        if match and match["text"].strip():
            return Label(level, match["number"], match["head"], match["text"])
    return None


def bare_label(line: str) -> Label | None:
    """The number of a line that is nothing but a number and a heading (2　组织体系), where 2.1 stands below it."""
    match = _BARE.fullmatch(line)
    return Label(Level.SECTION, match["number"], match["head"], match["text"]) if match else None


_BEFORE_DIGIT: Final = re.compile(
    rf"(?P<head>{_INDENT}(?P<number>\d{{1,3}})\s?[.．﹒、])(?P<text>\d+(?P<unit>[亿万千百％%]?).*)", re.DOTALL
)


def counting_label(line: str, last: int | None, later: Callable[[int], bool]) -> Label | None:
    """The number of an item whose words begin with a digit (2.5G网络…, 3.12345热线…): the count tells it from 2.5.

    `last` is the number of the item before it under the same heading; `later` tells whether an item of a number comes.
    """
    match = _BEFORE_DIGIT.fullmatch(line)
    if match is None:
        return None
    value = int(match["number"])
    counts = value == (last or 0) + 1 and ((last is not None and not match["unit"]) or later(value + 1))
    return Label(Level.ITEM, match["number"], match["head"], match["text"]) if counts else None


def in_id(number: str) -> str:
    """A number as it stands in an id: no white space, full-width brackets, so that variants of one print agree."""
    return "".join(number.split()).replace("(", "（").replace(")", "）")


def numeral(text: str) -> int | None:
    """The value of a Chinese or Arabic numeral below a thousand (十二, 二十, 一百〇二, 12); None where it is none."""
    if text.isdecimal():
        return int(text)
    if not text or set(text) - set(CHINESE):
        return None
    if not set(text) & set("十百"):
        return int("".join(str(_VALUES[char]) for char in text))
    hundreds, has_hundred, rest = text.rpartition("百")
    tens, has_ten, ones = rest.rpartition("十")
    value = (_VALUES.get(hundreds, 1) * 100 if has_hundred else 0) + (_VALUES.get(tens, 1) * 10 if has_ten else 0)
    return value + _VALUES.get(ones.lstrip("零〇") or "零", 0)


def arabic_year(text: str) -> str:
    """A text with years written in Chinese numerals (二〇一六年) changed to Arabic ones."""
    digits = str.maketrans("〇零○一二三四五六七八九", "000123456789")
    return re.sub(r"[二一][〇零○一二三四五六七八九]{3}(?=年)", lambda match: match.group().translate(digits), text)
