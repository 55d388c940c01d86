"""A ledger as columns: what is printed, what people marked, and which rows were corrected."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from tui.model.ledger import Entry, Held, Ledger, Rows
from tui.model.timing import Case
from tui.query.columns.marked import Marked
from tui.query.columns.printed import Printed


class Table:
    """Rows of a ledger by their number, and the columns of what they hold."""

    def __init__(self, ledger: Ledger) -> None:
        self.entries: Rows = ledger.rows if is_all(ledger) else Held(ledger)
        self.printed: Printed = Printed()
        self.marked: Marked = Marked()
        self.corrected: set[int] = set()
        """Rows of which people corrected what was read: they are looked at one by one, not by columns."""
        self._count = 0
        self._dated: dict[int, Case] = {}
        self._dated_of = 0
        """Of so many rows those that have a printed day are known, each with its case before anybody marks it."""

    def __len__(self) -> int:
        return self._count

    def add(self, entries: Sequence[Entry]) -> None:
        """Take in further rows, those of one document together."""
        self.printed.add(entries)
        self.marked.add(entries)
        self._count += len(entries)

    def cases(self, rows: Iterable[int]) -> Iterator[Case]:
        """What the time of each of some rows depends on; of one without a day it says no more than that."""
        marked, dated, none = self.marked.cases, self._printed_cases(), Case()
        for row in rows:
            if row in self.corrected:
                yield self.entries[row].case
            else:
                yield marked.get(row) or dated.get(row, none)

    def _printed_cases(self) -> dict[int, Case]:
        if self._dated_of != self._count:
            self._dated = {row: case for case, rows in self.printed.cases.rows.items() for row in rows}
            self._dated_of = self._count
        return self._dated

    def take(self, printed: Printed, initial: str) -> None:
        """Take in the rows of columns that were kept, as nobody has marked them: of the `initial` status."""
        self._count = len(printed.days)
        self.printed, self.marked = printed, Marked.of(self._count, initial)


def is_all(ledger: Ledger) -> bool:
    """Whether a ledger is all it was chosen from."""
    return isinstance(ledger.chosen, range) and len(ledger) == len(ledger.rows)
