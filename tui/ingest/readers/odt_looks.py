"""What the styles of an OpenDocument text do to its words: hide them, strike them out, set them above the line."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, NamedTuple
from xml.etree.ElementTree import Element

from tui.ingest.readers.docx_numbers import FURTHEST
from tui.ingest.readers.ods import STYLE, TEXT

_PLAIN_LINES: Final = {None, "none"}


class Look(NamedTuple):
    """How words are shown."""

    hidden: bool = False
    struck: bool = False
    side: str = ""
    """`super` or `sub` where they stand above or below the line."""


class _Said(NamedTuple):
    """What one style says of its words; None where it says nothing."""

    hidden: bool | None
    struck: bool | None
    side: str | None


class Looks:
    """How the words of paragraphs and spans are shown, by their styles and those that these follow."""

    def __init__(self, roots: Iterable[Element]) -> None:
        self._styles: dict[tuple[str, str], Element] = {}
        self._known: dict[tuple[str, str], _Said] = {}
        for root in roots:
            for style in root.iter(f"{STYLE}style"):
                self._styles[style.get(f"{STYLE}family") or "", style.get(f"{STYLE}name") or ""] = style

    def of(self, element: Element, outer: Look) -> Look:
        """How the words of an element are shown that stands where words are shown like `outer`."""
        family = "text" if element.tag == f"{TEXT}span" else "paragraph"
        said = self._said(family, element.get(f"{TEXT}style-name") or "")
        return Look(
            outer.hidden if said.hidden is None else said.hidden,
            outer.struck if said.struck is None else said.struck,
            outer.side if said.side is None else said.side,
        )

    def _said(self, family: str, name: str) -> _Said:
        if (family, name) not in self._known:
            own = [properties for style in self._line(family, name) for properties in style if _is_of_text(properties)]
            displays = [each.get(f"{TEXT}display") for each in own]
            lines = [_lines(each) for each in own]
            sides = [each.get(f"{STYLE}text-position") for each in own]
            self._known[family, name] = _Said(
                next((value == "none" for value in displays if value is not None), None),
                next((value for value in lines if value is not None), None),
                next((_side(value) for value in sides if value is not None), None),
            )
        return self._known[family, name]

    def _line(self, family: str, name: str) -> list[Element]:
        """A style and those it follows, itself first."""
        line: list[Element] = []
        while (family, name) in self._styles and len(line) < FURTHEST:
            line.append(self._styles[family, name])
            name = line[-1].get(f"{STYLE}parent-style-name") or ""
        return line


def _is_of_text(properties: Element) -> bool:
    return properties.tag == f"{STYLE}text-properties"


def _lines(properties: Element) -> bool | None:
    """Whether words are struck out; None where that is not said."""
    said = [properties.get(f"{STYLE}text-line-through-{name}") for name in ("style", "type")]
    return None if said == [None, None] else any(each not in _PLAIN_LINES for each in said)


def _side(position: str) -> str:
    first = position.partition(" ")[0]
    return first if first in {"super", "sub"} else ""
