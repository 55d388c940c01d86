"""The filter cut into words, operators and brackets; what a Chinese keyboard sends counts the same."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

from tui.model import text as model
from tui.query.language import fields
from tui.query.language.mistakes import Mistake

_KEYWORDS: Final = {"and": "and", "or": "or", "not": "not", "且": "and", "或": "or", "非": "not"}
_SAME: Final = str.maketrans(
    {"《": "<", "》": ">", "〈": "<", "〉": ">", "—": "-", "–": "-", "−": "-", "「": '"', "」": '"'}
)
_OPERATORS: Final = frozenset(":=<>≤≥")
_TWIN: Final = {"≤": "<=", "≥": ">="}

LONGEST: Final = 2000
"""No one types more, and what is pasted by accident must not hold up the keys."""

Sort = Literal["(", ")", "and", "or", "not", "word", "term"]


@dataclass(frozen=True, slots=True)
class Token:
    """One piece of a filter, where it stands, and for a term its field, operator and value."""

    sort: Sort
    start: int
    end: int
    word: str = ""
    """The word or value as typed."""
    literal: bool = False
    """It was quoted: these very characters."""
    field: str = ""
    operator: str = ""
    value_at: int = 0


def tokens(expression: str) -> Iterator[Token]:
    """The pieces of a filter in order; raises `Mistake`."""
    if len(expression) > LONGEST:
        raise Mistake("filter_long", LONGEST, len(expression), limit=LONGEST)
    reader = _Reader(expression)
    while (token := reader.next()) is not None:
        yield token


class _Reader:
    """A walk along the expression and, character for character, its folded twin."""

    def __init__(self, expression: str) -> None:
        self.text = expression
        self.plain = "".join(" " if c.isspace() else c for c in model.fold(expression).translate(_SAME))
        self.at = 0

    def next(self) -> Token | None:
        """The next piece; None at the end."""
        while self._here() == " ":
            self.at += 1
        here, start = self._here(), self.at
        if not here:
            return None
        if here in {"(", ")"}:
            self.at += 1
            return Token("(" if here == "(" else ")", start, self.at)
        if here == "-":
            self.at += 1
            return Token("not", start, self.at)
        if here == '"':
            words = self._quoted()
            return Token("word", start, self.at, words, literal=True)
        return self._word()

    def _here(self) -> str:
        return self.plain[self.at : self.at + 1]

    def _quoted(self) -> str:
        """The words between two quotation marks, one doubled inside standing for itself; go behind the second."""
        start = self.at
        words = []
        self.at += 1
        while (here := self._here()) and (here != '"' or self.plain.startswith('""', self.at)):
            words.append(self.text[self.at])
            self.at += 2 if here == '"' else 1
        if not here:
            raise Mistake("filter_quote", start, len(self.text))
        self.at += 1
        if not words:
            raise Mistake("filter_value", start, self.at)
        return "".join(words)

    def _word(self) -> Token:
        start = self.at
        if self._here() in "<>" and self.text[start] in "《》〈〉":
            self.at += 1
            return self._bare(start)
        self._run(_OPERATORS)
        name, here = self.plain[start : self.at], self._here()
        if not here or here not in _OPERATORS:
            keyword = _KEYWORDS.get(name)
            if keyword is not None:
                return Token("and" if keyword == "and" else "or" if keyword == "or" else "not", start, self.at)
            return Token("word", start, self.at, self.text[start : self.at])
        return self._term(start)

    def _bare(self, start: int) -> Token:
        """A word in which 《 and 》 are no operators: the title of a document, so these very characters."""
        self._run(frozenset())
        return Token("word", start, self.at, self.text[start : self.at], literal=True)

    def _term(self, start: int) -> Token:
        name = self.text[start : self.at]
        field = fields.named(name, fields.FIELDS)
        if field is None:
            if self.text[self.at] in "《》〈〉":
                return self._bare(start)
            if not name:
                raise Mistake("filter_field", start, self.at + 1)
            near = fields.nearest(name, fields.FIELDS)
            code = "unknown_field" if near else "unknown_field_far"
            raise Mistake(code, start, self.at, field=name, near=near, known=fields.valid(fields.FIELDS))
        operator = self._operator()
        begin = self.at
        if self._here() == '"':
            words = self._quoted()
            return Token("term", start, self.at, words, True, field, operator, begin)
        self._run(frozenset())
        if self.at == begin:
            raise Mistake("filter_value", start, begin, field=name)
        return Token("term", start, self.at, self.text[begin : self.at], False, field, operator, begin)

    def _operator(self) -> str:
        """Go behind the operator, and say which it is."""
        sign = self._here()
        self.at += 1
        if sign in "<>" and self._here() == "=":
            self.at += 1
            return sign + "="
        return _TWIN.get(sign, sign)

    def _run(self, ends: frozenset[str]) -> None:
        """Go to the end of a word: a space, one of `ends`, a quotation mark or a bracket that it did not open."""
        start, depth = self.at, 0
        while (here := self._here()) and here not in ends:
            if here in {" ", '"'}:
                break
            if here == "(":
                if self.plain[start : self.at] in _KEYWORDS or not self._closes():
                    break
                depth += 1
            elif here == ")":
                if not depth:
                    break
                depth -= 1
            self.at += 1

    def _closes(self) -> bool:
        """Whether the bracket here is closed again before the next space."""
        depth = 0
        for here in self.plain[self.at :]:
            if here in {" ", '"'}:
                return False
            depth += (here == "(") - (here == ")")
            if not depth:
                return True
        return False
