"""A ledger made ready to be searched at every key, narrowing inside an earlier answer where that is sure."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import Final

from tui.model.ledger import Entry, Held, Ledger
from tui.query.columns.lookup import find
from tui.query.columns.marked import Marked
from tui.query.columns.printed import Printed
from tui.query.columns.sorting import sort_keys
from tui.query.columns.table import Table, is_all
from tui.query.language.conditions import Field, Text, name_holds
from tui.query.language.nodes import And, Everything, Node
from tui.query.language.orders import Order
from tui.query.language.parse import Query
from tui.query.match.needle import needle

_RECENT: Final = 8
_FEW: Final = 2
"""Among fewer than one in so many rows, each is looked at by itself."""


class Superseded(Exception):
    """The search was told to stop, because what it looks for is no longer wanted."""


class Searcher:
    """Rows of a ledger by their number; `run` answers a query. One thread at a time uses it, any may interrupt it."""

    def __init__(self, ledger: Ledger) -> None:
        self.table = Table(ledger)
        self._recent: list[tuple[Node, Sequence[int]]] = []
        self._ranks: dict[Order, list[int]] = {}
        self._stopped = False
        self.add(ledger)

    def __len__(self) -> int:
        return len(self.table)

    def is_of(self, ledger: Ledger) -> bool:
        """Whether it is made of the rows of this ledger, all of them."""
        return self.table.entries is ledger.rows and is_all(ledger)

    def add(self, entries: Sequence[Entry]) -> None:
        """Take in further rows, those of one document together."""
        self.table.add(entries)
        self._recent.clear()
        self._ranks.clear()

    def take(self, printed: Printed, initial: str) -> None:
        """Take in columns that were kept, in the place of all rows; as `Table.take`."""
        self.table.take(printed, initial)
        self._recent.clear()
        self._ranks.clear()

    # Searching

    def run(self, query: Query) -> Ledger:
        """The entries that a query wants, in its order; raises `Superseded` once interrupted."""
        rows = self.rows(query.node)
        for order in reversed(query.orders):
            self.go_on()
            if order not in self._ranks:
                self._ranks[order] = order.ranks(sort_keys(self.table, order))
            rows = sorted(rows, key=self._ranks[order].__getitem__)
        return Ledger.of(self.table.entries, rows)

    def rows(self, node: Node) -> Sequence[int]:
        """The rows that match, in the order of the ledger."""
        among: Sequence[int] = range(len(self.table))
        for earlier, found in self._recent:
            if earlier == node:
                return found
            if len(found) < len(among) and narrows(node, earlier):
                among = found
        found = self._one_by_one(node, among, find(node, self, among))
        self._recent = [(node, found), *self._recent[: _RECENT - 1]]
        return found

    def _one_by_one(self, node: Node, among: Sequence[int], found: Sequence[int]) -> Sequence[int]:
        """What was found by columns, and of the corrected rows those that match as they are now."""
        if not self.table.corrected or isinstance(node, Everything):
            return found
        held = {row for row in self.table.corrected if _holds(among, row) and node.match(self.table.entries[row])}
        return sorted(held.union(row for row in found if row not in self.table.corrected))

    def forget(self) -> None:
        """Narrow inside no earlier answer."""
        self._recent.clear()

    def interrupt(self) -> None:
        """Stop the search that runs at its next step, or the next one; `resume` before another."""
        self._stopped = True

    def resume(self) -> None:
        """Search again."""
        self._stopped = False

    def go_on(self) -> None:
        """Raise `Superseded` where the search shall stop."""
        if self._stopped:
            raise Superseded

    # Marks

    def follow(self, ledger: Ledger) -> bool:
        """Take over a ledger of the same tasks whose marks changed; False where it has others and must be read anew."""
        if len(ledger) != len(self.table) or not isinstance(self.table.entries, Held):
            return False
        pairs = zip(ledger, self.table.entries, strict=True)
        if any(new.task is not old.task or new.path != old.path for new, old in pairs):
            return False
        self.table.entries = ledger.rows if is_all(ledger) else Held(ledger)
        self.table.marked = Marked()
        self.table.marked.add(ledger)
        self._recent.clear()
        self._forget_ranks()
        return True

    def replace(self, row: int, entry: Entry) -> None:
        """A marked or noted entry in the place of what it was; the columns of its task's own words stay."""
        self.table.entries = Held(entry if each == row else self.table.entries[each] for each in range(len(self.table)))
        self.mark(row, entry)

    def mark(self, row: int, entry: Entry, *, corrected: bool = False) -> None:
        """Take in how a row is marked now, and whether what was read of it was corrected."""
        self.table.marked.mark(row, entry)
        if corrected or row in self.table.corrected:
            self._ranks.clear()
        (self.table.corrected.add if corrected else self.table.corrected.discard)(row)
        self._recent = [(node, _with(found, row, node.match(entry))) for node, found in self._recent]
        self._forget_ranks()

    def _forget_ranks(self) -> None:
        """Let go of the orders that depend on marks and notes."""
        self._ranks = {order: ranks for order, ranks in self._ranks.items() if not order.of_marks}


def _holds(rows: Sequence[int], row: int) -> bool:
    """Whether sorted rows hold one."""
    at = bisect_left(rows, row)
    return at < len(rows) and rows[at] == row


def _with(rows: Sequence[int], row: int, wanted: bool) -> Sequence[int]:
    """Sorted rows with one of them in or out."""
    at = bisect_left(rows, row)
    held = at < len(rows) and rows[at] == row
    if held == wanted:
        return rows
    return [*rows[:at], row, *rows[at:]] if wanted else [*rows[:at], *rows[at + 1 :]]


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
