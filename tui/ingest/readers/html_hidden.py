"""What a web page does not show: by an attribute, a style of its own, or the page's style sheet."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from lxml.html import HtmlElement  # type: ignore[import-untyped]
else:
    HtmlElement = Any

_HIDDEN: Final = re.compile(r"(?:^|[;\s{])(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse))", re.IGNORECASE)
_SHOWN: Final = re.compile(r"(?:^|[;\s{])(?:display\s*:|visibility\s*:\s*visible)", re.IGNORECASE)
_COMMENT: Final = re.compile(r"/\*.*?\*/|<!--|-->", re.DOTALL)
_SIMPLE: Final = re.compile(r"(?P<tag>[a-z][a-z0-9]*)?(?P<mark>[.#])(?P<name>[\w-]+)", re.IGNORECASE)
_LONGEST: Final = 200_000
"""Letters of the style sheets of a page that are looked at."""


class Hidden:
    """Tells which elements of a page are hidden."""

    def __init__(self, sheets: Iterable[str]) -> None:
        self._named: dict[tuple[str, str], set[str]] = {}
        for selectors, rules in _rules(_COMMENT.sub(" ", "\n".join(sheets)[:_LONGEST])):
            gone, back = _HIDDEN.search(rules), _SHOWN.search(rules)
            for match in map(_SIMPLE.fullmatch, map(str.strip, selectors.split(",") if gone or back else ())):
                if match:
                    tags = self._named.setdefault((match["mark"], match["name"]), set())
                    (tags.add if gone else tags.discard)((match["tag"] or "").lower())

    def hides(self, element: HtmlElement) -> bool:
        """Whether an element is hidden, whatever it stands in."""
        style = element.get("style") or ""
        if "hidden" in element.attrib or (style and _HIDDEN.search(style)):
            return True
        if not self._named or (style and _SHOWN.search(style)):
            return False
        marks = [("#", element.get("id") or ""), *((".", name) for name in (element.get("class") or "").split())]
        return any(tags and ("" in tags or element.tag in tags) for tags in map(self._named.get, marks))


def _rules(sheet: str) -> Iterator[tuple[str, str]]:
    """Selectors and what they say, of rules that hold for every medium: those in @media and the like are left aside."""
    depth = start = 0
    selectors = ""
    for match in re.finditer("[{}]", sheet):
        if match[0] == "{":
            if depth == 0:
                selectors = sheet[start : match.start()].rpartition(";")[2].strip()
            depth += 1
        elif depth:
            depth -= 1
            if depth == 0 and not selectors.startswith("@"):
                yield selectors, sheet[start : match.start()]
        start = match.end()
