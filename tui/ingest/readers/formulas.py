"""Equations of Word (OMML) and of web pages (MathML) as a line of text: (a+b)/c, x², √(2), ∑_(i=1)^n."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterator
from typing import Final
from xml.etree.ElementTree import Element

M: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_RAISED: Final = dict(zip("0123456789+-=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ", strict=True))
_LOWERED: Final = dict(zip("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎", strict=True))
_ONE: Final = re.compile(r"[\w.%\u2070-\u209f°′]*|\([^()]*\)")
_DEEPEST: Final = 60
_OFF: Final = {"0", "false", "off"}
_UNSEEN: Final = {"annotation": "said_again", "annotation-xml": "said_again", "mphantom": "hidden_on_page"}
"""What is not shown of an equation of a page, and what it is."""
_PROPERTIES: Final = re.compile(rf".*Pr|{'|'.join(_UNSEEN)}")


def linear(equation: Element, without: Container[Element] = ()) -> str:
    """An equation of Word as a line of text, some of its runs left out."""
    written = {**_OFFICE, "r": lambda e, w: "" if e in without else _several(e, w)} if without else _OFFICE
    return _one(equation, written) if _is_shallow(equation) else "".join(equation.itertext())


def is_unseen(element: Element) -> bool:
    """Whether an element of an equation of Word only holds a place and says that it is not shown."""
    own = element.find(M + "phantPr") if element.tag == M + "phant" else None
    return own is not None and _value(own, "show", "on") in _OFF


def unseen_of_page(equation: Element) -> Iterator[tuple[str, str]]:
    """What a browser does not show of an equation: the code of each kind, and its words."""
    stack = list(reversed(equation)) if _is_shallow(equation) else []
    while stack:
        each = stack.pop()
        if _local(each) in _UNSEEN:
            yield _UNSEEN[_local(each)], "".join(each.itertext())
        else:
            stack.extend(reversed(each))


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


def _over(element: Element, written: Written) -> str:
    """A fraction; without a bar it only sets one above the other, as binomials are set: (n¦k)."""
    own = next((child for child in element if _local(child) == "fPr"), Element("none"))
    top, bottom = _child(element, "num", written), _child(element, "den", written)
    return f"({top}¦{bottom})" if _value(own, "type", "bar") == "noBar" else _fraction(top, bottom)


def _displayed(element: Element, written: Written) -> str:
    """Equations that stand below each other."""
    return " ".join(filter(None, (_one(child, written) for child in element)))


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
    "f": _over,
    "phant": lambda e, w: "" if is_unseen(e) else _several(e, w),
    "oMathPara": _displayed,
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
