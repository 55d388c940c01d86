"""What the styles of a web page do to its words: what is not shown, and what is drawn before entries of lists."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from tui.ingest.readers.docx_numbers import formatted

if TYPE_CHECKING:
    from lxml.html import HtmlElement  # type: ignore[import-untyped]
else:
    HtmlElement = Any

_COMMENT: Final = re.compile(r"/\*.*?\*/|<!--|-->", re.DOTALL)
_COMPOUND: Final = re.compile(
    r"(?P<tag>\*|[a-z][a-z0-9]*)?(?P<marks>(?:[.#][\w-]+|\[[\w-]+(?:=[\"']?[\w-]*[\"']?)?\])*)", re.IGNORECASE
)
_MARK: Final = re.compile(r"([.#])([\w-]+)|\[([\w-]+)(?:=[\"']?([\w-]*)[\"']?)?\]")
_DECLARED: Final = re.compile(r"([\w-]+)\s*:\s*([^;]+)")
_NAMES: Final = frozenset(
    (
        "display", "visibility", "opacity", "font-size", "color", "position", "left", "top", "right", "text-indent",
        "height", "max-height", "width", "max-width", "overflow", "clip", "clip-path", "transform", "list-style",
        "list-style-type",
    )
)  # fmt: skip
"""The properties that are looked at."""
_NOUGHT: Final = re.compile(r"[+-]?0*\.?0+(?:px|pt|em|rem|%|vw|vh)?")
_FAR: Final = re.compile(r"-\d{3,}(?:\.\d+)?(?:px|pt|em|rem|%)")
"""So far left or up of where it belongs that no reader sees it."""
_RELATIVE: Final = re.compile(r".*(?:em|%)(?<!rem)|inherit|smaller|larger")
_LONGEST: Final = 200_000
"""Letters of the style sheets of a page that are looked at."""
_DEEPEST: Final = 40
"""So many elements upwards are looked at for what a selector names there."""
_MOST: Final = 2_000
"""So many elements in one without size are looked at for one that has a size."""
_MOST_RULES: Final = 2_000
"""So many rules of a page are looked at, the first ones."""
_WHOLE: Final = 400_000
"""So often a compound of a selector is compared with an element; what stands behind is read as if unstyled."""
_CHINESE: Final = dict.fromkeys(
    ("cjk-ideographic", "simp-chinese-informal", "trad-chinese-informal", "cjk-decimal", "japanese-informal"),
    "chineseCounting",
) | {
    "simp-chinese-formal": "chineseLegalSimplified",
    "trad-chinese-formal": "ideographLegalTraditional",
    "cjk-heavenly-stem": "ideographTraditional",
    "cjk-earthly-branch": "ideographZodiac",
}
"""Ways of counting behind which 、 stands."""
_COUNTED: Final = _CHINESE | {
    "a": "lowerLetter", "lower-alpha": "lowerLetter", "lower-latin": "lowerLetter", "A": "upperLetter",
    "upper-alpha": "upperLetter", "upper-latin": "upperLetter", "i": "lowerRoman", "lower-roman": "lowerRoman",
    "I": "upperRoman", "upper-roman": "upperRoman", "decimal-leading-zero": "decimalZero", "decimal": "decimal",
}  # fmt: skip
_UNNUMBERED: Final = {"none", "disc", "circle", "square"}


@dataclass(frozen=True, slots=True)
class _Compound:
    """What a selector asks of one element."""

    tag: str
    ids: frozenset[str]
    classes: frozenset[str]
    attributes: tuple[tuple[str, str | None], ...]
    child: bool
    """Whether the element must stand right in the one before it."""

    def fits(self, element: HtmlElement) -> bool:
        """Whether an element is as asked."""
        return (
            self.tag in {"", "*", element.tag}
            and self.ids <= {element.get("id")}
            and (not self.classes or self.classes <= set((element.get("class") or "").split()))
            and all(
                name in element.attrib and value in {None, element.get(name)} for name, value in self.attributes
            )
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Rule:
    """What a style sheet says of the elements that a selector names."""

    parts: tuple[_Compound, ...]
    """The compounds of the selector, the innermost first."""
    weight: tuple[int, int, int, int]
    """How much it counts: ids, classes, tags, and its place."""
    said: dict[str, tuple[bool, str]]
    """Properties: whether they are important, and their values."""


class Styles:
    """The styles of a page."""

    def __init__(self, sheets: Iterable[str]) -> None:
        self._rules: dict[str, list[_Rule]] = {}
        """The rules by what an element must be called to be meant: `#id`, `.class`, its tag, or ``."""
        self._left = _WHOLE
        for rule in islice(_looked_at("\n".join(sheets)[:_LONGEST]), _MOST_RULES):
            self._rules.setdefault(_key(rule.parts[0]), []).append(rule)

    def hides(self, element: HtmlElement) -> bool:
        """Whether an element is not shown, whatever it stands in."""
        said = self._said(element)
        if self.removes(element, said) or said.get("visibility") in {"hidden", "collapse"}:
            return True
        if not said:
            return False
        if _is_nought(said.get("opacity")) or said.get("color") == "transparent" or _is_away(said):
            return True
        return _is_nought(said.get("font-size")) and not self._has_size(element)

    def removes(self, element: HtmlElement, said: dict[str, str] | None = None) -> bool:
        """Whether an element takes no place either."""
        display = (self._said(element) if said is None else said).get("display")
        unshown = "hidden" in element.attrib or (element.tag == "dialog" and "open" not in element.attrib)
        return display == "none" or (display is None and unshown)

    def number(self, element: HtmlElement, count: int) -> str:
        """What a browser draws before an entry of an ordered list that is so far in it; empty for a mere dot."""
        holder = element.getparent()
        own, above = self._said(element), self._said(holder)
        kinds = (_list_style(own), element.get("type"), _list_style(above), holder.get("type"))
        kind = next((kind for kind in kinds if kind and (kind in _COUNTED or kind in _UNNUMBERED)), "decimal")
        if kind in _UNNUMBERED:
            return ""
        return formatted(count, _COUNTED[kind]) + ("、" if kind in _CHINESE else ". ")

    def _said(self, element: HtmlElement) -> dict[str, str]:
        """What holds of an element of the properties that are looked at."""
        own = _declared(element.get("style") or "")
        if not self._rules:
            return {name: value for name, (_, value) in own.items()}
        classes = dict.fromkeys((element.get("class") or "").split())
        keys = ("", element.tag, *(f".{name}" for name in classes), f"#{element.get('id')}")
        rules = [
            rule for key in keys for rule in self._rules.get(key, ()) if self._left > 0 and self._holds(rule, element)
        ]
        if not rules:
            return {name: value for name, (_, value) in own.items()}
        said: dict[str, tuple[bool, str]] = {}
        for each in (*(rule.said for rule in sorted(rules, key=lambda rule: rule.weight)), own):
            said |= {name: new for name, new in each.items() if new[0] or not said.get(name, new)[0]}
        return {name: value for name, (_, value) in said.items()}

    def _holds(self, rule: _Rule, element: HtmlElement) -> bool:
        """Whether a rule is about an element."""
        near: Iterable[HtmlElement] = (element,)
        for part in rule.parts:
            found = None
            for each in near:
                self._left -= 1
                if part.fits(each):
                    found = each
                    break
            if found is None:
                return False
            near = islice(found.iterancestors(), 1 if part.child else _DEEPEST)
        return True

    def _has_size(self, element: HtmlElement) -> bool:
        """Whether an element in one without size has a size again."""
        sizes = (self._said(each).get("font-size") for each in islice(element.iterdescendants(), _MOST))
        return any(size and not _NOUGHT.fullmatch(size) and not _RELATIVE.fullmatch(size) for size in sizes)


def _is_nought(value: str | None) -> bool:
    return value is not None and _NOUGHT.fullmatch(value) is not None


def _is_away(said: dict[str, str]) -> bool:
    """Whether an element is moved off the page, or shut up in a box without room."""
    if _FAR.fullmatch(said.get("text-indent", "")):
        return True
    if said.get("position") in {"absolute", "fixed"}:
        if any(_FAR.fullmatch(said.get(side, "")) for side in ("left", "top", "right")):
            return True
        if re.fullmatch(r"rect\((?:[01](?:px)?[\s,]*){4}\)", said.get("clip", "")):
            return True
    if re.match(r"scale\(0[,)]", said.get("transform", "")) or said.get("clip-path") in {"inset(50%)", "inset(100%)"}:
        return True
    room = (said.get(name) for name in ("height", "max-height", "width", "max-width"))
    return said.get("overflow") == "hidden" and any(map(_is_nought, room))


def _list_style(said: dict[str, str]) -> str:
    """The way of counting that a list style names."""
    words = (said.get("list-style-type") or said.get("list-style") or "").split()
    return next((word for word in words if word in _COUNTED or word in _UNNUMBERED), "")


def _declared(text: str) -> dict[str, tuple[bool, str]]:
    """The properties that a style declares: whether important, and the value in small letters."""
    said: dict[str, tuple[bool, str]] = {}
    for match in _DECLARED.finditer(text):
        name, value = match[1].lower(), " ".join(match[2].lower().split())
        bare = re.sub(r"\s*!\s*important$", "", value)
        if name in _NAMES and (bare != value or not said.get(name, (False, ""))[0]):
            said[name] = (bare != value, bare)
    return said


def _parts(selector: str) -> tuple[_Compound, ...]:
    """The compounds of a selector, the innermost first; none where it asks for what is not looked at."""
    words = re.sub(r"\s*>\s*", " > ", selector).split()
    parts: list[_Compound] = []
    child = False
    for word in words if len(words) <= 9 else ():
        if word == ">":
            child = True
            continue
        match = _COMPOUND.fullmatch(word)
        if match is None:
            return ()
        marks = [mark.groups() for mark in _MARK.finditer(match["marks"])]
        ids = frozenset(name for sign, name, _, _ in marks if sign == "#")
        classes = frozenset(name for sign, name, _, _ in marks if sign == ".")
        attributes = tuple((name.lower(), value) for sign, _, name, value in marks if not sign)
        parts.append(_Compound((match["tag"] or "").lower(), ids, classes, attributes, child))
        child = False
    return tuple(reversed(parts))


def _looked_at(sheet: str) -> Iterator[_Rule]:
    """The rules of a sheet that say anything of the properties that are looked at."""
    for at, (selectors, text) in enumerate(_rules(_COMMENT.sub(" ", sheet))):
        said = _declared(text)
        for parts in filter(None, map(_parts, selectors.split(",") if said else ())):
            yield _Rule(parts, (*_weight(parts), at), said)


def _weight(parts: tuple[_Compound, ...]) -> tuple[int, int, int]:
    return (
        sum(len(part.ids) for part in parts),
        sum(len(part.classes) + len(part.attributes) for part in parts),
        sum(part.tag not in {"", "*"} for part in parts),
    )


def _key(part: _Compound) -> str:
    for sign, names in (("#", part.ids), (".", part.classes)):
        if names:
            return sign + min(names)
    return "" if part.tag == "*" else part.tag


def _rules(sheet: str) -> Iterator[tuple[str, str]]:
    """Selectors and what they say, as it holds on a screen: rules in other @media and the like are left aside."""
    depth = start = 0
    selectors = ""
    screen = False
    for match in re.finditer("[{}]", sheet):
        inner = depth - screen
        if match[0] == "{":
            if inner == 0:
                selectors = sheet[start : match.start()].rpartition(";")[2].strip()
                if not screen and re.fullmatch(r"@media\s+(?:only\s+)?(?:screen|all)", selectors, re.IGNORECASE):
                    screen = True
            depth += 1
        elif depth:
            depth -= 1
            if inner == 1 and not selectors.startswith("@"):
                yield selectors, sheet[start : match.start()]
            screen = screen and depth > 0
        start = match.end()
