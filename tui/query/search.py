"""A ledger made ready to be searched at every key, narrowing inside an earlier answer where that is sure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Final

from tui.model.ledger import Entry, Ledger
from tui.query import folding
from tui.query.columns import Column, Marks, Running
from tui.query.conditions import Field, Text, name_holds
from tui.query.facts import Place, Range, Within, place_of
from tui.query.needle import needle
from tui.query.nodes import And, Everything, Node
from tui.query.parse import Query
from tui.query.sorting import Order

_RECENT: Final = 8
_FEW: Final = 2
"""Among fewer than one in so many rows, each is looked at by itself."""


class Searcher:
    """Rows of a ledger by their number; `run` answers a query.

    Columns are made when they are first needed; `prepare` makes those of bare words ahead, off the main thread.
    """

    def __init__(self, ledger: Ledger) -> None:
        self.entries = list(ledger)
        self._names: dict[str, Column[str]] = {}
        self._places: Column[Place] | None = None
        self._text: Running | None = None
        self._values: dict[str, list[int | str | None]] = {}
        self._ranks: dict[Order, list[int]] = {}
        self._recent: list[tuple[Node, Sequence[int]]] = []

    def __len__(self) -> int:
        return len(self.entries)

    def prepare(self) -> None:
        """Make the columns that a bare word needs."""
        self.texts()
        for name in ("dept", "section", "note"):
            self.names(name)

    def run(self, query: Query) -> Ledger:
        """The entries that a query wants, in its order."""
        rows = self.rows(query.node)
        for order in reversed(query.orders):
            if order not in self._ranks:
                self._ranks[order] = order.ranks(self.entries)
            rows = sorted(rows, key=self._ranks[order].__getitem__)
        return Ledger(self.entries[row] for row in rows)

    def rows(self, node: Node) -> Sequence[int]:
        """The rows that match, in the order of the ledger."""
        among: Sequence[int] = range(len(self.entries))
        for earlier, found in self._recent:
            if earlier == node:
                return found
            if len(found) < len(among) and narrows(node, earlier):
                among = found
        found = node.find(self, among)
        self._recent = [(node, found), *self._recent[: _RECENT - 1]]
        return found

    def follow(self, ledger: Ledger) -> bool:
        """Take over a ledger of the same tasks whose marks changed; False where it has others and must be read anew."""
        if len(ledger) != len(self.entries):
            return False
        if any(new.task is not old.task or new.path != old.path for new, old in zip(ledger, self.entries, strict=True)):
            return False
        self.entries = list(ledger)
        self._forget()
        return True

    def replace(self, row: int, entry: Entry) -> None:
        """A marked or noted entry in the place of what it was; the columns of its task's own words stay."""
        self.entries[row] = entry
        self._forget()

    def _forget(self) -> None:
        """Let go of what depends on marks and notes."""
        self._recent.clear()
        self._ranks = {order: ranks for order, ranks in self._ranks.items() if not order.of_marks}
        for name in ("note", "by"):
            self._names.pop(name, None)

    def holding(self, node: Text, among: Sequence[int]) -> Sequence[int]:
        """Rows with a bare word in their text, departments, headings or notes."""
        wanted = needle(node.word, node.literal)
        marks = Marks(len(self.entries))
        self.names("dept").mark(partial(name_holds, node), marks)
        self.names("section").mark(node.heads, marks)
        self.names("note").mark(wanted.in_running, marks)
        if len(among) * _FEW < len(self.entries):
            return self.texts().among(wanted, among, marks)
        self.texts().mark(wanted, marks)
        return marks.among(among)

    def naming(self, node: Field, among: Sequence[int]) -> Sequence[int]:
        """Rows whose field is or holds a word."""
        marks = Marks(len(self.entries))
        self.names(node.name).mark(node.holds, marks)
        return marks.among(among)

    def leading(self, node: Within, among: Sequence[int]) -> Sequence[int]:
        """Rows that rest in a section."""
        marks = Marks(len(self.entries))
        if self._places is None:
            self._places = Column((row, (place_of(entry),)) for row, entry in enumerate(self.entries))
        self._places.mark(node.holds, marks)
        return marks.among(among)

    def values(self, node: Range) -> list[int | str | None]:
        """What each row has to be compared in a range."""
        if node.name not in self._values:
            self._values[node.name] = [node.value(entry) for entry in self.entries]
        return self._values[node.name]

    def texts(self) -> Running:
        """The tasks' own words."""
        if self._text is None:
            self._text = Running(entry.task.text for entry in self.entries)
        return self._text

    def names(self, name: str) -> Column[str]:
        """A column of names or notes, as keys."""
        column = self._names.get(name)
        if column is None:
            read = _READ[name]
            rows: Iterable[tuple[int, Entry]] = enumerate(self.entries)
            if name == "note":
                rows = ((row, entry) for row, entry in rows if entry.notes)
            column = self._names[name] = Column((row, map(folding.key, read(entry))) for row, entry in rows)
        return column


def _headings(entry: Entry) -> Iterable[str]:
    return (section.heading for section in entry.path if section.heading)


_READ: Final[dict[str, Callable[[Entry], Iterable[str]]]] = {
    "section": _headings,
    **{name: Field(name, "").texts for name in ("lead", "part", "dept", "by", "doc", "note", "due")},
}


def narrows(node: Node, last: Node) -> bool:
    """Whether everything that matches a node surely matched the last one too."""
    if isinstance(last, Everything) or node == last:
        return True
    if isinstance(last, And):
        return all(narrows(node, part) for part in last.parts)
    if isinstance(node, And):
        return any(narrows(part, last) for part in node.parts)
    if isinstance(node, Text) and isinstance(last, Text):
        return _lengthens(node, last)
    if isinstance(node, Field) and isinstance(last, Field):
        return node.name == last.name and not node.exact and not last.exact and _lengthens(node, last)
    return False


def _lengthens(node: Text | Field, last: Text | Field) -> bool:
    """Whether a word only grew; a word that sounds may match more when it grows, so it is searched anew."""
    new, old = needle(node.word, node.literal), needle(last.word, last.literal)
    if new.sounds or old.key not in new.key:
        return False
    return all(name_holds(last, name) for name in node.also)
