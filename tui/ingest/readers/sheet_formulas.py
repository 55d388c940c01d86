"""Formulas whose value a workbook does not hold: the plain ones of ledgers are worked out, as numbers of rows are."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Final

from tui.ingest.readers.sheet_cells import Place, place_of
from tui.ingest.readers.sheet_formats import general

_TOKEN: Final = re.compile(
    r'\s*(?:(?P<text>"(?:[^"]|"")*")|(?P<number>\d+(?:\.\d+)?)|(?P<range>\$?[A-Z]{1,3}\$?\d{1,7}:\$?[A-Z]{1,3}\$?\d{1,7})'
    r"|(?P<place>\$?[A-Z]{1,3}\$?\d{1,7})(?![\w(])|(?P<name>[A-Z][A-Z.]*)\s*\(|(?P<error>#[A-Z/0]+[!?]?)|(?P<sign><>|[<>]=|[-+*/&(),=<>]))"
)
_REFERENCE: Final = re.compile(r'"[^"]*"|(?<![\w.$])(\$?)([A-Z]{1,3})(\$?)(\d{1,7})(?![\w(.])')
_COMPARED: Final = frozenset({"=", "<>", "<", ">", "<=", ">="})
_LONGEST: Final = 500
"""Letters of the longest formula that is worked out."""
_DEEPEST: Final = 12
"""How many formulas may rest on each other that were not worked out before, and how deep brackets may stand."""
_MOST_PLACES: Final = 300_000
"""How many places of ranges are looked at in one sheet."""
_MOST_FORMULAS: Final = 20_000
"""How many formulas of a sheet are worked out; the rows of what is read are fewer."""
_Value = str | float


class _NotKnown(Exception):
    """A formula says more than is understood here."""


class Worksheet:
    """Works out the formulas of a sheet from its cells."""

    def __init__(self, cells: Mapping[Place, str], formulas: Mapping[Place, str], *, from_1904: bool = False) -> None:
        self._cells = cells
        self._formulas = formulas
        self._first_day = date(1904, 1, 1) if from_1904 else date(1899, 12, 30)
        self._known: dict[Place, _Value | None] = {}
        self._left = _MOST_PLACES
        self._tries = _MOST_FORMULAS

    def day(self, year: int, month: int, day: int) -> float:
        """The number of a day. Raises ValueError where there is none."""
        return float((date(year, month, day) - self._first_day).days)

    def look(self, places: int) -> None:
        """Count places that are looked at. Raises _NotKnown where there are too many."""
        self._left -= places
        if self._left < 0:
            raise _NotKnown

    def value(self, place: Place) -> str | float | None:
        """What the formula at this place comes to: words or a number; None where that is not known."""
        self._tries -= 1
        if self._tries < 0:
            return None
        try:
            return self.at(place, 0)
        except (_NotKnown, ZeroDivisionError, OverflowError, ValueError):
            return None

    def at(self, place: Place, depth: int) -> _Value:
        """What stands at a place. Raises _NotKnown where its formula is not understood."""
        if place not in self._formulas:
            words = self._cells.get(place, "")
            return float(words) if re.fullmatch(r"-?\d{1,15}(?:\.\d{1,15})?", words) else words
        if depth > _DEEPEST:
            raise _NotKnown
        if place not in self._known:
            self._known[place] = None
            self._known[place] = _Formula(self, self._formulas[place], place, depth).value()
        known = self._known[place]
        if known is None:
            raise _NotKnown
        return known


class _Formula:
    """One formula, read from left to right."""

    def __init__(self, sheet: Worksheet, text: str, place: Place, depth: int) -> None:
        self._sheet = sheet
        self._place = place
        self._depth = depth + 1
        self._tokens = list(_tokens(text))
        self._next = 0
        if sum(kind == "name" or text == "(" for kind, text in self._tokens) > _DEEPEST // 2:
            raise _NotKnown

    def _at(self, place: Place) -> _Value:
        return self._sheet.at(place, self._depth)

    def value(self) -> _Value:
        """What it comes to. Raises _NotKnown."""
        found = self._compared()
        if self._next < len(self._tokens):
            raise _NotKnown
        return found

    def _peek(self) -> str:
        return self._tokens[self._next][1] if self._next < len(self._tokens) else ""

    def _take(self) -> tuple[str, str]:
        if self._next >= len(self._tokens):
            raise _NotKnown
        self._next += 1
        return self._tokens[self._next - 1]

    def _compared(self) -> _Value:
        found = self._joined()
        if self._peek() not in _COMPARED:
            return found
        sign = self._take()[1]
        second = self._joined()
        if sign in {"=", "<>"}:
            return _truth((_words(found).casefold() == _words(second).casefold()) == (sign == "="))
        less, same = _number(found) < _number(second), _number(found) == _number(second)
        return _truth({"<": less, "<=": less or same, ">": not less and not same, ">=": not less}[sign])

    def _joined(self) -> _Value:
        found = self._sum()
        while self._peek() == "&":
            self._take()
            found = _words(found) + _words(self._sum())
        return found

    def _sum(self) -> _Value:
        found = self._product()
        while self._peek() in {"+", "-"}:
            sign = self._take()[1]
            second = _number(self._product())
            found = _number(found) + (second if sign == "+" else -second)
        return found

    def _product(self) -> _Value:
        found = self._single()
        while self._peek() in {"*", "/"}:
            sign = self._take()[1]
            second = _number(self._single())
            found = _number(found) * second if sign == "*" else _number(found) / second
        return found

    def _single(self) -> _Value:
        kind, text = self._take()
        if kind in {"text", "error", "number"}:
            return float(text) if kind == "number" else text.strip('"').replace('""', '"')
        if kind == "place":
            return self._at(place_of(text) or self._place)
        if kind == "name":
            return self._called(text)
        if text == "-":
            return -_number(self._single())
        if text == "(":
            found = self._compared()
            self._close()
            return found
        raise _NotKnown

    def _close(self) -> None:
        if self._take()[1] != ")":
            raise _NotKnown

    def _called(self, name: str) -> _Value:
        """What a function gives: the number of a row or column, words put together, or what counts a range."""
        if name in {"ROW", "COLUMN"}:
            place = self._place
            if self._peek() != ")":
                place = place_of(self._take()[1]) or place
            self._close()
            return float(place[0] if name == "ROW" else place[1] + 1)
        values = list(self._arguments())
        if name in {"CONCATENATE", "CONCAT"}:
            return "".join(map(_words, values))
        if name == "IF" and len(values) in {2, 3}:
            chosen = 1 if _is_true(values[0]) else 2
            return values[chosen] if chosen < len(values) else "FALSE"
        if name == "DATE" and len(values) == 3:
            return self._sheet.day(*(int(_number(value)) for value in values))
        if name == "SUBTOTAL" and values:
            name = {3.0: "COUNTA", 103.0: "COUNTA", 2.0: "COUNT", 102.0: "COUNT"}.get(_number(values.pop(0)), "")
        numbers = [value for value in values if isinstance(value, float)]
        if name == "COUNTA":
            return float(sum(value != "" for value in values))
        counted: dict[str, Callable[[list[float]], float]] = {
            "SUM": sum, "COUNT": lambda all_: float(len(all_)), "MAX": lambda all_: max(all_, default=0.0),
            "MIN": lambda all_: min(all_, default=0.0),
        }  # fmt: skip
        if name not in counted:
            raise _NotKnown
        return float(counted[name](numbers))

    def _arguments(self) -> Iterator[_Value]:
        while self._peek() != ")":
            if self._next < len(self._tokens) and self._tokens[self._next][0] == "range":
                yield from self._range(self._take()[1])
            else:
                yield self._compared()
            if self._peek() == ",":
                self._take()
            elif self._peek() != ")":
                raise _NotKnown
        self._close()

    def _range(self, text: str) -> Iterator[_Value]:
        first, last = (place_of(part) for part in text.split(":"))
        if first is None or last is None:
            raise _NotKnown
        self._sheet.look(max(0, last[0] - first[0] + 1) * max(0, last[1] - first[1] + 1))
        for row in range(first[0], last[0] + 1):
            yield from (self._at((row, column)) for column in range(first[1], last[1] + 1))


def _tokens(text: str) -> Iterator[tuple[str, str]]:
    at = 0
    text = text.strip().removeprefix("=")
    if len(text) > _LONGEST or not text:
        raise _NotKnown
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None or match.lastgroup is None:
            raise _NotKnown
        at = match.end()
        yield match.lastgroup, match[match.lastgroup]


def moved(text: str, start: Place, place: Place) -> str:
    """A formula that stands at one place as it reads at another, which shares it: what has no $ moves along."""

    def one(match: re.Match[str]) -> str:
        at = place_of(match[0]) if match[2] else None
        if at is None:
            return match[0]
        row = at[0] if match[3] else at[0] + place[0] - start[0]
        column = at[1] if match[1] else at[1] + place[1] - start[1]
        return f"{match[1]}{column_letters(column)}{match[3]}{row}" if row > 0 and column >= 0 else "#REF!"

    return _REFERENCE.sub(one, text)


def column_letters(column: int) -> str:
    """The letters of a column from 0."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _truth(said: bool) -> str:
    return "TRUE" if said else "FALSE"


def _is_true(value: _Value) -> bool:
    if value in {"TRUE", "FALSE"}:
        return value == "TRUE"
    return _number(value) != 0


def _number(value: _Value) -> float:
    if isinstance(value, float):
        return value
    if value == "":
        return 0.0
    raise _NotKnown


def _words(value: _Value) -> str:
    return value if isinstance(value, str) else general(value, repr(value))
