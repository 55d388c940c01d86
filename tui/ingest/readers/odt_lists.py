"""Automatic numbers of OpenDocument texts: what is printed before an item or a heading though no text holds it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final
from xml.etree.ElementTree import Element

from tui.ingest.readers.docx_numbers import formatted
from tui.ingest.readers.ods import STYLE, TEXT

_FORMS: Final = {
    "1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman",
    "一": "chineseCounting", "壹": "chineseLegalSimplified", "①": "decimalEnclosedCircle",
    "甲": "ideographTraditional", "子": "ideographZodiac", "１": "decimalFullWidth",
}  # fmt: skip
"""The formats of Word that count as these signs begin to."""
_DEEPEST: Final = 10
_LONGEST: Final = 40
_XML_ID: Final = "{http://www.w3.org/XML/1998/namespace}id"
_PLACE: Final = re.compile(r"%(\d{1,2})%")


@dataclass(frozen=True, slots=True)
class _Level:
    form: str = ""
    before: str = ""
    behind: str = ""
    start: int = 1
    shown: int = 1
    """How many levels of numbers are printed, joined by points."""
    pattern: str = ""
    """Where each number stands, as newer programs say it: `第%1%条`."""


@dataclass(slots=True)
class Listing:
    """A list that is being read, at one of its levels; all levels share how far each has counted."""

    style: str
    level: int
    counts: dict[int, int]


class Lists:
    """Counts the items of lists and the headings, in order."""

    def __init__(self, roots: Iterable[Element]) -> None:
        self._styles: dict[str, dict[int, _Level]] = {}
        self._by_id: dict[str, dict[int, int]] = {}
        self._last: dict[str, dict[int, int]] = {}
        self._headings: dict[int, int] = {}
        for root in roots:
            for style in root.iter(f"{TEXT}list-style"):
                self._styles[style.get(f"{STYLE}name") or ""] = _levels(style)
            for style in root.iter(f"{TEXT}outline-style"):
                self._styles[""] = _levels(style)

    def begin(self, element: Element, outer: Listing | None) -> Listing:
        """Begin a list, which may stand in another or go on with one before it."""
        style = element.get(f"{TEXT}style-name") or (outer.style if outer else "-")
        if outer is not None:
            return Listing(style, min(outer.level + 1, _DEEPEST), outer.counts)
        counts: dict[int, int] = {}
        continued = element.get(f"{TEXT}continue-list") or ""
        if continued and continued in self._by_id:
            counts = self._by_id[continued]
        elif element.get(f"{TEXT}continue-numbering") == "true":
            counts = self._last.get(style, counts)
        self._by_id[element.get(_XML_ID) or ""] = self._last[style] = counts
        return Listing(style, 1, counts)

    def numbered(self, element: Element) -> Listing:
        """The list that a paragraph says it is numbered in, without standing in one."""
        style, own = element.get(f"{TEXT}style-name") or "-", element.get(f"{TEXT}list-id") or ""
        return Listing(style, min(_number(element, TEXT, "level", 1), _DEEPEST), self._by_id.setdefault(own, {}))

    def heading(self, element: Element) -> Listing | None:
        """The numbering of a heading outside of lists; None where it says that it has none."""
        if element.get(f"{TEXT}is-list-header") == "true":
            return None
        return Listing("", min(_number(element, TEXT, "outline-level", 1), _DEEPEST), self._headings)

    def label(self, listing: Listing, item: Element) -> str:
        """Count an item of a list; what is printed before it, empty where nothing is."""
        levels, counts, level = self._styles.get(listing.style, {}), listing.counts, listing.level
        for above in range(1, level):
            counts.setdefault(above, levels.get(above, _Level()).start)
        following = counts[level] + 1 if level in counts else levels.get(level, _Level()).start
        counts[level] = _number(item, TEXT, "start-value", following)
        for below in [each for each in counts if each > level]:
            del counts[below]
        return _printed(levels, counts, level)


def _levels(style: Element) -> dict[int, _Level]:
    return {_number(each, TEXT, "level", 1): _level(each) for each in style if each.get(f"{TEXT}level")}


def _level(element: Element) -> _Level:
    pattern = next((value for name, value in element.items() if name.endswith("}num-list-format")), "")
    return _Level(
        _FORMS.get((element.get(f"{STYLE}num-format") or "")[:1], ""),
        (element.get(f"{STYLE}num-prefix") or "")[:_LONGEST],
        (element.get(f"{STYLE}num-suffix") or "")[:_LONGEST],
        _number(element, TEXT, "start-value", 1),
        _number(element, TEXT, "display-levels", 1),
        pattern[:_LONGEST],
    )


def _printed(levels: Mapping[int, _Level], counts: Mapping[int, int], level: int) -> str:
    own = levels.get(level, _Level())
    if not own.form:
        return ""

    def one(at: int) -> str:
        return formatted(counts.get(at, 1), levels.get(at, _Level()).form) if levels.get(at, _Level()).form else ""

    if own.pattern:
        label = _PLACE.sub(lambda match: one(int(match[1])), own.pattern)
    else:
        places = range(max(1, level - own.shown + 1), level + 1)
        label = f"{own.before}{'.'.join(filter(None, map(one, places)))}{own.behind}"
    return f"{label} " if re.search(r"[条章节\w]$", label) else label


def _number(element: Element, space: str, name: str, usual: int) -> int:
    """An attribute as a number; the usual one where it is none."""
    said = element.get(space + name) or ""
    return int(said) if said.isascii() and said.isdigit() and len(said) < 7 else usual
