"""What a filter is: immutable conditions that match an entry, say themselves in words and point at their hits."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tui.model.ledger import Entry, Texts
from tui.query.needle import Span

if TYPE_CHECKING:
    from tui.query.search import Searcher


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
        """Where its hits stand in a text shown in this column (`text lead part section note status due by doc`)."""
        return []

    def find(self, searcher: Searcher, among: Sequence[int]) -> Sequence[int]:
        """Which of these rows match, in order."""
        return [row for row in among if self.match(searcher.entries[row])]


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

    def find(self, searcher: Searcher, among: Sequence[int]) -> Sequence[int]:
        """All of them."""
        return among


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

    def find(self, searcher: Searcher, among: Sequence[int]) -> Sequence[int]:
        """Each part looks only among what the one before it left."""
        for part in self.parts:
            among = part.find(searcher, among)
        return among


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

    def find(self, searcher: Searcher, among: Sequence[int]) -> Sequence[int]:
        """What any part finds."""
        found: set[int] = set()
        for part in self.parts:
            found.update(part.find(searcher, among))
        return [row for row in among if row in found]


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

    def find(self, searcher: Searcher, among: Sequence[int]) -> Sequence[int]:
        """What the part leaves."""
        found = set(self.part.find(searcher, among))
        return [row for row in among if row not in found]


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
