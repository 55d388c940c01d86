"""How people name a task or a section: `14`, `#3`, `四（三）`, `第3条`, or an id."""

from __future__ import annotations

import re
import unicodedata
from typing import Final, Literal

from tui.model.document import Document, Kind, Section
from tui.model.task import Task

_DIGITS: Final = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_UNITS: Final = {"十": 10, "百": 100, "千": 1000}
_NUMERAL: Final = re.compile(r"[零〇一二三四五六七八九十百千两]+|\d+")
_STEP: Final = re.compile(r"[（(][^（）()]+[）)]|第[^第章节条]+[章节条]|[^（）()/第、.．\s]+")
_ARTICLE: Final = re.compile(r"第(.+)条")


def numeral(text: str) -> int | None:
    """The value of a Chinese or Arabic numeral below ten thousand; None where the text is none."""
    text = unicodedata.normalize("NFKC", text).strip()
    if text.isdecimal():
        return int(text)
    if not text or any(char not in _DIGITS and char not in _UNITS for char in text):
        return None
    if not any(char in _UNITS for char in text):
        return int("".join(str(_DIGITS[char]) for char in text))
    total, digit = 0, None
    for char in text:
        if char in _DIGITS:
            digit = _DIGITS[char]
        else:
            total += (1 if digit is None else digit) * _UNITS[char]
            digit = None
    return total + (digit or 0)


def printed_value(number: str | None) -> int | None:
    """The value inside a printed number such as `（十二）`, `第五条` or `14`; None where there is none."""
    found = _NUMERAL.search(unicodedata.normalize("NFKC", number or ""))
    return numeral(found.group()) if found else None


def _shape(number: str) -> tuple[str, int | None, str]:
    """What makes two printed numbers the same: brackets or not, the value, the counting word."""
    plain = unicodedata.normalize("NFKC", number)
    bracket = "(" if plain.startswith("(") else ""
    value = printed_value(plain)
    return bracket, value, plain[-1] if plain[-1:] in "章节条" else "" if value is not None else plain


def find_tasks(document: Document, name: str) -> tuple[Task, ...]:
    """The tasks a person may mean: one where the name is clear, several where it is not, none where it fits nothing.

    `#3` is the third in reading order, `14` the printed number; a full id always works.
    """
    name = name.strip()
    exact = document.task(name)
    if exact is not None:
        return (exact,)
    if name.startswith("#"):
        ordinal = numeral(name[1:])
        return tuple(task for task in document.tasks if task.ordinal == ordinal)
    wanted = unicodedata.normalize("NFKC", name)
    return tuple(t for t in document.tasks if t.no and unicodedata.normalize("NFKC", t.no).rstrip(".、") == wanted)


def find_sections(document: Document, name: str) -> tuple[Section, ...]:
    """The sections a person may mean, as for tasks: `四`, `（三）`, `四（三）`, `第3条`, or an id."""
    name = name.strip()
    exact = document.section(name)
    if exact is not None:
        return (exact,)
    article = _ARTICLE.fullmatch(name)
    if article:
        value = numeral(article.group(1))
        articles = [s for s in document.sections if s.kind is Kind.ARTICLE and s.number]
        return tuple(s for s in articles if value is not None and printed_value(s.number) == value)
    steps = [_shape(step) for step in _STEP.findall(name)]
    if not steps:
        return ()
    return tuple(s for s in document.sections if s.number and _fits(document, s, steps))


def names_place(name: str) -> Literal["task", "section", ""]:
    """What a number is meant to name, there or not: `63` a task, `九（一）` a section, words nothing."""
    plain = unicodedata.normalize("NFKC", name).strip()
    if plain.removeprefix("#").isdecimal():
        return "task"
    steps = _STEP.findall(plain)
    numbers = (step[1:-1] if step[0] in "(第" else step for step in steps)
    return "section" if steps and "".join(steps) == plain and all(numeral(each) is not None for each in numbers) else ""


def _fits(document: Document, section: Section, steps: list[tuple[str, int | None, str]]) -> bool:
    """Whether the printed numbers above a section end in these steps; a single bare numeral means the top level."""
    path = [_shape(step.number) for step in document.ancestors(section.id) if step.number][::-1]
    if len(steps) == 1 and not steps[0][0]:
        return path == steps
    return path[-len(steps) :] == steps
