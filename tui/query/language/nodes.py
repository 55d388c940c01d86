"""What a filter is: immutable conditions that match an entry, say themselves in words and point at their hits."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass

from tui.model.ledger import Entry, Texts
from tui.query.match.needle import Span


class Node(ABC):
    """A condition on an entry."""

    @abstractmethod
    def match(self, entry: Entry) -> bool:
        """Whether the entry is wanted."""

    @abstractmethod
    def words(self, texts: Texts) -> str:
        """What it asks for, as a person says it."""

    @abstractmethod
    def expression(self) -> str:
        """What it is in the filter language; read again it gives an equal node."""

    def spans(self, text: str, column: str = "text") -> list[Span]:
        """Where its hits stand in a text shown in this column.

        A column is `text lead part section detail note status due by` or `doc`.
        """
        return []


@dataclass(frozen=True)
class Everything(Node):
    """Asks for nothing."""

    def match(self, entry: Entry) -> bool:
        """Always."""
        return True

    def words(self, texts: Texts) -> str:
        """`全部`."""
        return texts("filter.everything")

    def expression(self) -> str:
        """Empty."""
        return ""


@dataclass(frozen=True)
class And(Node):
    """All of these."""

    parts: tuple[Node, ...]

    def match(self, entry: Entry) -> bool:
        """Whether every part matches."""
        return all(part.match(entry) for part in self.parts)

    def words(self, texts: Texts) -> str:
        """`牵头含“财政厅”，且未启动`."""
        return texts("filter.and").join(bracketed(part, texts) for part in self.parts)

    def expression(self) -> str:
        """The parts one after the other."""
        return " ".join(f"({part.expression()})" if isinstance(part, Or) else part.expression() for part in self.parts)

    def spans(self, text: str, column: str = "text") -> list[Span]:
        """The hits of all parts."""
        return joined([span for part in self.parts for span in part.spans(text, column)])


@dataclass(frozen=True)
class Or(Node):
    """Any of these."""

    parts: tuple[Node, ...]

    def match(self, entry: Entry) -> bool:
        """Whether one part matches."""
        return any(part.match(entry) for part in self.parts)

    def words(self, texts: Texts) -> str:
        """`未启动，或推进中`."""
        return texts("filter.or").join(part.words(texts) for part in self.parts)

    def expression(self) -> str:
        """The parts with `or` between."""
        return " or ".join(part.expression() for part in self.parts)

    def spans(self, text: str, column: str = "text") -> list[Span]:
        """The hits of all parts."""
        return joined([span for part in self.parts for span in part.spans(text, column)])


@dataclass(frozen=True)
class Not(Node):
    """Not this."""

    part: Node

    def match(self, entry: Entry) -> bool:
        """Whether the part does not match."""
        return not self.part.match(entry)

    def words(self, texts: Texts) -> str:
        """`非：有批注`."""
        return texts("filter.not", what=bracketed(self.part, texts))

    def expression(self) -> str:
        """The part behind a minus sign."""
        inner = self.part.expression()
        return f"-({inner})" if isinstance(self.part, And | Or) else f"-{inner}"


def joined(spans: list[Span]) -> list[Span]:
    """Spans in order, those that touch made one."""
    whole: list[Span] = []
    for start, end in sorted(spans):
        if whole and start <= whole[-1][1]:
            whole[-1] = (whole[-1][0], max(end, whole[-1][1]))
        else:
            whole.append((start, end))
    return whole


def bracketed(part: Node, texts: Texts) -> str:
    """A part's words, in brackets where they would not hold together."""
    words = part.words(texts)
    return texts("filter.group", what=words) if isinstance(part, And | Or) else words
