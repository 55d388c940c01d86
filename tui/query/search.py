"""A ledger made ready to be searched at every key, narrowing inside an earlier answer where that is sure."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from functools import partial
from typing import Final

from tui.model.ledger import Entry, Held, Ledger, Rows
from tui.query.columns import Marks
from tui.query.conditions import Field, Text, name_holds
from tui.query.facts import Range, Within
from tui.query.marked import Marked
from tui.query.needle import Needle, needle
from tui.query.nodes import And, Everything, Node
from tui.query.parse import Query
from tui.query.printed import Printed
from tui.query.sorting import Order, sort_keys

_RECENT: Final = 8
_FEW: Final = 2
"""Among fewer than one in so many rows, each is looked at by itself."""


class Superseded(Exception):
    """The search was told to stop, because what it looks for is no longer wanted."""


class Searcher:
    """Rows of a ledger by their number; `run` answers a query. One thread at a time uses it, any may interrupt it."""

    def __init__(self, ledger: Ledger) -> None:
        self.entries: Rows = ledger.rows if _is_all(ledger) else Held(ledger)
        self.printed: Printed = Printed()
        self.marked: Marked = Marked()
        self.corrected: set[int] = set()
        """Rows of which people corrected what was read: they are looked at one by one, not by columns."""
        self._count = 0
        self._recent: list[tuple[Node, Sequence[int]]] = []
        self._ranks: dict[Order, list[int]] = {}
        self._stopped = False
        self.add(ledger)

    def __len__(self) -> int:
        return self._count

    def is_of(self, ledger: Ledger) -> bool:
        """Whether it is made of the rows of this ledger, all of them."""
        return self.entries is ledger.rows and _is_all(ledger)

    def add(self, entries: Sequence[Entry]) -> None:
        """Take in further rows, those of one document together."""
        self.printed.add(entries)
        self.marked.add(entries)
        self._count += len(entries)
        self._recent.clear()
        self._ranks.clear()

    # Searching

    def run(self, query: Query) -> Ledger:
        """The entries that a query wants, in its order; raises `Superseded` once interrupted."""
        rows = self.rows(query.node)
        for order in reversed(query.orders):
            self.go_on()
            if order not in self._ranks:
                self._ranks[order] = order.ranks(sort_keys(self, order))
            rows = sorted(rows, key=self._ranks[order].__getitem__)
        return Ledger.of(self.entries, rows)

    def rows(self, node: Node) -> Sequence[int]:
        """The rows that match, in the order of the ledger."""
        among: Sequence[int] = range(self._count)
        for earlier, found in self._recent:
            if earlier == node:
                return found
            if len(found) < len(among) and narrows(node, earlier):
                among = found
        found = self._one_by_one(node, among, node.find(self, among))
        self._recent = [(node, found), *self._recent[: _RECENT - 1]]
        return found

    def _one_by_one(self, node: Node, among: Sequence[int], found: Sequence[int]) -> Sequence[int]:
        """What was found by columns, and of the corrected rows those that match as they are now."""
        if not self.corrected or isinstance(node, Everything):
            return found
        held = {row for row in self.corrected if _holds(among, row) and node.match(self.entries[row])}
        return sorted(held.union(row for row in found if row not in self.corrected))

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
        if len(ledger) != self._count or not isinstance(self.entries, Held):
            return False
        pairs = zip(ledger, self.entries, strict=True)
        if any(new.task is not old.task or new.path != old.path for new, old in pairs):
            return False
        self.entries = ledger.rows if _is_all(ledger) else Held(ledger)
        self.marked = Marked()
        self.marked.add(ledger)
        self._recent.clear()
        self._forget_ranks()
        return True

    def replace(self, row: int, entry: Entry) -> None:
        """A marked or noted entry in the place of what it was; the columns of its task's own words stay."""
        self.entries = Held(entry if each == row else self.entries[each] for each in range(self._count))
        self.mark(row, entry)

    def mark(self, row: int, entry: Entry, *, corrected: bool = False) -> None:
        """Take in how a row is marked now, and whether what was read of it was corrected."""
        self.marked.mark(row, entry)
        if corrected or row in self.corrected:
            self._ranks.clear()
        (self.corrected.add if corrected else self.corrected.discard)(row)
        self._recent = [(node, _with(found, row, node.match(entry))) for node, found in self._recent]
        self._forget_ranks()

    def _forget_ranks(self) -> None:
        """Let go of the orders that depend on marks and notes."""
        self._ranks = {order: ranks for order, ranks in self._ranks.items() if not order.of_marks}

    # What the conditions ask

    def holding(self, node: Text, among: Sequence[int]) -> Sequence[int]:
        """Rows with a bare word in their text, departments, headings or notes."""
        self.go_on()
        wanted = needle(node.word, node.literal)
        marks, names = Marks(self._count), self.printed.names
        for name in ("lead", "part"):
            names[name].look(wanted, partial(name_holds, node), marks, node.also)
        names["section"].look(needle(node.word, literal=True) if node.named else wanted, node.heads, marks)
        self.marked.mark_names("note", wanted.in_running, marks)
        self.go_on()
        if len(among) * _FEW < self._count:
            return self.printed.text.among(wanted, among, marks)
        self.printed.text.mark(wanted, marks)
        return marks.among(among)

    def naming(self, node: Field, among: Sequence[int]) -> Sequence[int]:
        """Rows whose field is or holds a word."""
        self.go_on()
        marks = Marks(self._count)
        if node.name in {"note", "by"}:
            self.marked.mark_names(node.name, node.holds, marks)
        for name in ("lead", "part") if node.name == "dept" else (node.name,):
            if name in self.printed.names:
                self.printed.names[name].look(self._needle(node), node.holds, marks, node.also)
        return marks.among(among)

    def leading(self, node: Within, among: Sequence[int]) -> Sequence[int]:
        """Rows that rest in a section."""
        self.go_on()
        marks = Marks(self._count)
        self.printed.spots.mark(node.holds, marks)
        if not node.numbers:
            self.printed.names["section"].look(self._needle(node), node.heads, marks)
        return marks.among(among)

    @staticmethod
    def _needle(node: Field | Within) -> Needle:
        """What a name that is meant must hold at least."""
        return needle(node.word, node.literal or node.exact)

    def values(self, node: Range) -> Sequence[int | str | None]:
        """What each row has to be compared in a range."""
        return self.printed.numbers if node.name == "no" else self.printed.days

    def flagged(self, flag: str, among: Sequence[int]) -> Sequence[int]:
        """Rows of which a virtual word holds."""
        is_mark = flag in {"has.note", "is.starred", "is.closed"}
        return self.marked.has(flag, among) if is_mark else self.printed.has(flag, among)


def _is_all(ledger: Ledger) -> bool:
    """Whether a ledger is all it was chosen from."""
    return isinstance(ledger.chosen, range) and len(ledger) == len(ledger.rows)


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
