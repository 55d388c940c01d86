"""Equations of Word (OMML) and of web pages (MathML) as a line of text: (a+b)/c, x², √(2), ∑_(i=1)^n."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final
from xml.etree.ElementTree import Element

M: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_RAISED: Final = dict(zip("0123456789+-=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ", strict=True))
_LOWERED: Final = dict(zip("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎", strict=True))
_ONE: Final = re.compile(r"[\w.%\u2070-\u209f°′]*|\([^()]*\)")
_DEEPEST: Final = 60
_PROPERTIES: Final = re.compile(r".*(?:Pr|annotation|annotation-xml|mphantom)")


def linear(equation: Element) -> str:
    """An equation of Word as a line of text."""
    return _several(equation, _OFFICE) if _is_shallow(equation) else "".join(equation.itertext())


def linear_of_page(equation: Element) -> str:
    """An equation of a web page as a line of text."""
    return _several(equation, _PAGE) if _is_shallow(equation) else "".join(equation.itertext())


def _is_shallow(equation: Element) -> bool:
    """Whether an equation is no deeper than one that a person wrote."""
    level = [equation]
    for _ in range(_DEEPEST):
        level = [child for element in level for child in element]
        if not level:
            return True
    return False


Written = dict[str, Callable[[Element, "Written"], str]]


def _local(element: Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _several(element: Element | None, written: Written) -> str:
    """What stands in an element, one after the other."""
    if element is None:
        return ""
    parts = [(element.text or "").strip()] if _local(element) in {"mi", "mn", "mo", "mtext", "ms"} else []
    return "".join(parts + [_one(child, written) for child in element])


def _one(element: Element, written: Written) -> str:
    name = _local(element)
    if name == "t":
        return element.text or ""
    if _PROPERTIES.fullmatch(name):
        return ""
    return written.get(name, _several)(element, written)


def _child(element: Element, name: str, written: Written) -> str:
    return _several(next((child for child in element if _local(child) == name), None), written)


def _value(element: Element, name: str, default: str) -> str:
    found = next((child for child in element.iter(M + name)), None)
    return default if found is None else found.get(M + "val") or ""


def _held(words: str) -> str:
    """Words in brackets, where they are more than one thing."""
    return words if _ONE.fullmatch(words) else f"({words})"


def raised(words: str) -> str:
    """Words as an exponent."""
    return _beside(words, _RAISED, "^")


def lowered(words: str) -> str:
    """Words as an index."""
    return _beside(words, _LOWERED, "_")


def small(words: str, *, above: bool) -> str:
    """Digits as they are set above or below the line: 10⁴, CO₂; other words as they are."""
    table = _RAISED if above else _LOWERED
    return "".join(table[char] for char in words) if re.fullmatch(r"[-+]?\d{1,3}", words) else words


def _beside(words: str, table: dict[str, str], sign: str) -> str:
    if not words:
        return ""
    if len(words) <= 3 and all(char in table for char in words):
        return "".join(table[char] for char in words)
    return sign + _held(words)


def _fraction(top: str, bottom: str) -> str:
    return f"{_held(top)}/{_held(bottom)}"


def _root(degree: str, words: str) -> str:
    return f"{raised(degree)}√{_held(words)}"


def _bracketed(element: Element, written: Written) -> str:
    """A delimiter: its parts between the signs that its properties name."""
    own = next((child for child in element if _local(child) == "dPr"), Element("none"))
    parts = [_several(child, written) for child in element if _local(child) == "e"]
    first, between, last = _value(own, "begChr", "("), _value(own, "sepChr", "|"), _value(own, "endChr", ")")
    return f"{first}{between.join(parts)}{last}"


def _large(element: Element, written: Written) -> str:
    """An operator that reaches over many: its sign (an integral where none is named), limits and words."""
    own = next((child for child in element if _local(child) == "naryPr"), Element("none"))
    low, high, words = (_child(element, name, written) for name in ("sub", "sup", "e"))
    return f"{_value(own, 'chr', '∫')}{lowered(low)}{raised(high)}{_held(words)}"


def _matrix(element: Element, written: Written) -> str:
    rows = [child for child in element if _local(child) in {"mr", "mtr"}]
    return "; ".join(", ".join(_several(cell, written) for cell in row) for row in rows)


def _lines(element: Element, written: Written) -> str:
    return "; ".join(_several(child, written) for child in element if _local(child) == "e")


def _scripts(element: Element, written: Written) -> str:
    words, low, high = (_child(element, name, written) for name in ("e", "sub", "sup"))
    return f"{words}{lowered(low)}{raised(high)}"


def _limited(element: Element, written: Written) -> str:
    sign = lowered if _local(element) == "limLow" else raised
    return _child(element, "e", written) + sign(_child(element, "lim", written))


def _named(element: Element, written: Written) -> str:
    return f"{_child(element, 'fName', written)} {_child(element, 'e', written)}"


def _in_turn(element: Element, written: Written) -> list[str]:
    """What each child of an element of MathML says."""
    return [_one(child, written) for child in element if isinstance(child.tag, str)] + ["", "", ""]


_OFFICE: Final[Written] = {
    "f": lambda e, w: _fraction(_child(e, "num", w), _child(e, "den", w)),
    "rad": lambda e, w: _root(_child(e, "deg", w), _child(e, "e", w)),
    "sSup": _scripts,
    "sSub": _scripts,
    "sSubSup": _scripts,
    "sPre": lambda e, w: lowered(_child(e, "sub", w)) + raised(_child(e, "sup", w)) + _child(e, "e", w),
    "d": _bracketed,
    "nary": _large,
    "m": _matrix,
    "eqArr": _lines,
    "limLow": _limited,
    "limUpp": _limited,
    "func": _named,
    "del": lambda _e, _w: "",
    "moveFrom": lambda _e, _w: "",
}
_PAGE: Final[Written] = {
    "mfrac": lambda e, w: _fraction(*_in_turn(e, w)[:2]),
    "msqrt": lambda e, w: _root("", _several(e, w)),
    "mroot": lambda e, w: _root(_in_turn(e, w)[1], _in_turn(e, w)[0]),
    "msup": lambda e, w: _in_turn(e, w)[0] + raised(_in_turn(e, w)[1]),
    "msub": lambda e, w: _in_turn(e, w)[0] + lowered(_in_turn(e, w)[1]),
    "msubsup": lambda e, w: _in_turn(e, w)[0] + lowered(_in_turn(e, w)[1]) + raised(_in_turn(e, w)[2]),
    "munder": lambda e, w: _in_turn(e, w)[0] + lowered(_in_turn(e, w)[1]),
    "mover": lambda e, w: _in_turn(e, w)[0] + raised(_in_turn(e, w)[1]),
    "munderover": lambda e, w: _in_turn(e, w)[0] + lowered(_in_turn(e, w)[1]) + raised(_in_turn(e, w)[2]),
    "mtable": _matrix,
}
