"""A ledger made ready to be searched at every key: folded columns, each different name looked at once, narrowing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from itertools import compress, repeat
from operator import contains

from tui.model.ledger import Entry, Ledger
from tui.query import folding
from tui.query.conditions import Field, Text, name_holds
from tui.query.needle import needle
from tui.query.nodes import And, Everything, Node
from tui.query.parse import Query


class Searcher:
    """Rows of a ledger by their number; `run` answers a query, from the last answer where it only got narrower."""

    def __init__(self, ledger: Ledger) -> None:
        self._entries = list(ledger)
        self._columns: dict[str, _Column] = {}
        self._text: list[str] | None = None
        self._last: tuple[Node, Sequence[int]] | None = None

    def __len__(self) -> int:
        return len(self._entries)

    def entry(self, row: int) -> Entry:
        """The entry of a row."""
        return self._entries[row]

    def run(self, query: Query) -> Ledger:
        """The entries that a query wants, in its order."""
        entries: Iterable[Entry] = (self._entries[row] for row in self.rows(query.node))
        for order in reversed(query.orders):
            entries = order.sort(entries)
        return Ledger(entries)

    def rows(self, node: Node) -> Sequence[int]:
        """The rows that match, in the order of the ledger."""
        among: Sequence[int] = range(len(self._entries))
        if self._last is not None and narrows(node, self._last[0]):
            among = self._last[1]
        found = node.find(self, among)
        self._last = (node, found)
        return found

    def replace(self, row: int, entry: Entry) -> None:
        """A marked or noted entry in the place of what it was; the columns of its task's own words stay."""
        self._entries[row] = entry
        self._last = None
        for name in ("note", "by"):
            self._columns.pop(name, None)

    def holding(self, node: Text, among: Sequence[int]) -> Sequence[int]:
        """Rows with a bare word in their text, departments, headings or notes."""
        wanted = needle(node.word, node.literal)
        marked = bytearray(len(self._entries))
        self._column("dept").mark(partial(name_holds, node), marked)
        self._column("section").mark(node.heads, marked)
        self._column("note").mark(wanted.in_running, marked)
        texts = self._texts()
        if wanted.sounds:
            return [row for row in among if marked[row] or wanted.in_running(texts[row])]
        if len(among) == len(texts):
            held = bytes(map(contains, texts, repeat(wanted.key)))
            return list(compress(among, map(int.__or__, held, marked)))
        return [row for row in among if marked[row] or wanted.key in texts[row]]

    def naming(self, node: Field, among: Sequence[int]) -> Sequence[int]:
        """Rows whose field is or holds a word."""
        marked = bytearray(len(self._entries))
        self._column(node.name).mark(node.holds, marked)
        return list(compress(among, marked)) if len(among) == len(marked) else [row for row in among if marked[row]]

    def _texts(self) -> list[str]:
        if self._text is None:
            self._text = folding.keys(entry.task.text for entry in self._entries)
        return self._text

    def _column(self, name: str) -> _Column:
        column = self._columns.get(name)
        if column is None:
            column = self._columns[name] = _Column(_READ[name](entry) for entry in self._entries)
        return column


class _Column:
    """Which rows hold each different text of a column."""

    def __init__(self, texts: Iterable[Iterable[str]]) -> None:
        rows: dict[str, list[int]] = {}
        for row, held in enumerate(texts):
            for text in held:
                rows.setdefault(text, []).append(row)
        self._rows: dict[str, list[int]] = {}
        for text, found in rows.items():
            self._rows.setdefault(folding.key(text), []).extend(found)

    def mark(self, holds: Callable[[str], bool], marked: bytearray) -> None:
        """Mark the rows of the texts (as keys) that are wanted."""
        for key, rows in self._rows.items():
            if holds(key):
                for row in rows:
                    marked[row] = 1


def _headings(entry: Entry) -> Iterable[str]:
    return (section.heading for section in entry.path if section.heading)


_READ: dict[str, Callable[[Entry], Iterable[str]]] = {
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
    plain = not new.sounds and node.also <= last.also
    return plain and old.key in new.key
