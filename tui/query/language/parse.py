"""The filter language read: expression to query, or one `Mistake` that says where and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from tui.model.ledger import Texts
from tui.query.language import terms
from tui.query.language.mistakes import Mistake
from tui.query.language.nodes import And, Everything, Node, Not, Or
from tui.query.language.orders import Order
from tui.query.language.terms import Context
from tui.query.language.tokens import Token, tokens

__all__ = ["Context", "Mistake", "Query", "parse"]

_DEEPEST: Final = 40
"""Brackets within brackets; no person needs more, and Python's own stack must not decide."""

_COLUMNS: Final = {"leads": "lead", "participants": "part", "heading": "section", "basis": "section", "notes": "note"}
"""What the screens call the columns, where the filter says it otherwise."""


@dataclass(frozen=True)
class Query:
    """A filter that was understood: what is asked for, and in which order it shall stand."""

    node: Node = field(default_factory=Everything)
    orders: tuple[Order, ...] = ()
    """The first counts most; empty keeps the order of the document."""

    @property
    def sorted_by(self) -> tuple[str, bool] | None:
        """The order that counts most, and whether it goes down."""
        return (self.orders[0].name, self.orders[0].down) if self.orders else None

    def words(self, texts: Texts) -> str:
        """What it asks for, as a person says it."""
        said = [] if isinstance(self.node, Everything) and self.orders else [self.node.words(texts)]
        return texts("filter.join").join(said + [order.words(texts) for order in self.orders])

    def spans(self, text: str, column: str) -> list[tuple[int, int]]:
        """Where the hits lie in a text shown in a column of the table or in the outline."""
        return self.node.spans(text, _COLUMNS.get(column, column))

    def expression(self) -> str:
        """The query in the filter language, in its plainest form."""
        return " ".join(filter(None, [self.node.expression(), *(order.expression() for order in self.orders)]))


def parse(expression: str, context: Context | None = None) -> Query:
    """Read a filter; raises `Mistake` (exit code 2) where it cannot be understood."""
    return _Parser(expression, context or Context()).query()


class _Parser:
    """Or binds weakest, then and, then not."""

    def __init__(self, expression: str, context: Context) -> None:
        self.context = context
        self.tokens = list(tokens(expression))
        self.at = 0
        self.depth = 0
        self.end = len(expression)
        self.orders: list[Order] = []

    def query(self) -> Query:
        """The whole expression."""
        if not self.tokens:
            return Query()
        node = self._or()
        if (stray := self._here()) is not None:
            raise Mistake("filter_bracket", stray.start, stray.end)
        return Query(node or Everything(), tuple(self.orders))

    def _here(self) -> Token | None:
        return self.tokens[self.at] if self.at < len(self.tokens) else None

    def _is(self, sort: str) -> bool:
        here = self._here()
        return here is not None and here.sort == sort

    def _or(self) -> Node | None:
        first = self._and()
        parts = [first]
        while self._is("or"):
            before = self.tokens[self.at]
            self.at += 1
            parts.append(self._and())
            if None in parts:
                raise Mistake("filter_order_place", before.start, before.end)
        return _join(Or, parts)

    def _and(self) -> Node | None:
        parts = [self._not()]
        while (here := self._here()) is not None and here.sort not in {")", "or"}:
            if here.sort == "and":
                self.at += 1
            parts.append(self._not())
        return _join(And, parts)

    def _not(self) -> Node | None:
        negated, start = False, self.at
        while self._is("not"):
            negated = not negated
            self.at += 1
        node = self._primary(alone=self.at == start)
        return Not(node) if negated and node is not None else node

    def _primary(self, alone: bool) -> Node | None:
        here = self._here()
        if here is None or here.sort in {")", "and", "or"}:
            start, end = (here.start, here.end) if here else (self.end, self.end)
            raise Mistake("filter_word", start, end)
        self.at += 1
        if here.sort == "(":
            return self._group(here)
        if here.sort == "word":
            return terms.text(here, self.context)
        if here.field != "sort":
            return terms.condition(here, self.context)
        if self.depth or not alone:
            raise Mistake("filter_order_place", here.start, here.end)
        self.orders.extend(terms.orders(here, self.context))
        return None

    def _group(self, opening: Token) -> Node | None:
        self.depth += 1
        if self.depth > _DEEPEST:
            raise Mistake("filter_deep", opening.start, opening.end)
        node = self._or()
        if not self._is(")"):
            raise Mistake("filter_bracket", opening.start, opening.end)
        self.at += 1
        self.depth -= 1
        return node


def _join(kind: type[And] | type[Or], parts: Sequence[Node | None]) -> Node | None:
    """One node of the parts that are conditions; those of the same kind are taken in, each but once."""
    flat: list[Node] = []
    for part in parts:
        if part is not None:
            flat.extend(part.parts if isinstance(part, kind) else (part,))
    different = tuple(dict.fromkeys(flat))
    return (different[0] if len(different) == 1 else kind(different)) if different else None
