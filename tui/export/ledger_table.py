"""The ledger (台账) as rows of cells, for every format that it leaves in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from tui.export.lights import days_words
from tui.export.sheet import Sheet, place_name
from tui.export.values import percent_words
from tui.i18n import Texts
from tui.model.deadline import is_day
from tui.model.ledger import Entry
from tui.model.ledger_form import Column, Said, base_words, columns_of, said
from tui.model.profile import Profile
from tui.model.text import visible
from tui.model.timing import Timing, timing

Cell = str | int | date | None
"""What stands in a cell: words, a number, a day."""


class Row(NamedTuple):
    """One line of the ledger."""

    cells: tuple[Cell, ...]
    """Under the shown columns and the details."""
    hidden: tuple[Cell, ...]
    """By which it is known again: document, task, its place, and what it said when it went out."""
    light: str
    """The key of its light; empty without one."""
    closed: bool


@dataclass(frozen=True)
class LedgerTable:
    """The ledger of some tasks: what its columns are, and its rows, each made when it is asked for."""

    entries: Sequence[Entry]
    texts: Texts
    today: date
    profile: Profile
    details: tuple[str, ...] = ()
    """The printed names of what else the tasks say."""
    titles: Callable[[str], str] = str
    """The title of a document by its id."""
    stamps: Callable[[Entry], Mapping[str, str]] = lambda _: {}
    """The stamps of what people said of a task, by the columns it stands in."""
    printed: bool = False
    """Whether the deadlines as printed have a column of their own."""
    several: bool = False

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns of ours that are shown."""
        return columns_of(printed=self.printed, several=self.several)

    def headings(self, lang: str | None = None) -> tuple[str, ...]:
        """The words above the shown columns; a detail that is called as one of ours is has a sign."""
        names = [column.name(lang or self.texts.lang) for column in self.columns]
        others = (visible(name) for name in self.details)
        return (*names, *(self.texts("cli.column.printed", name=name) if name in names else name for name in others))

    def rows(self) -> Iterator[Row]:
        """The rows, in order."""
        return (self._row(place, entry) for place, entry in enumerate(self.entries, 1))

    def _row(self, place: int, entry: Entry) -> Row:
        """The line of one task."""
        stands = timing(entry.case, self.today, self.profile.rules)
        words = said(entry)
        made = self._made(entry, words, stands)
        details = ("\n".join(visible(text, lines=True) for text in entry.task.detail(name)) for name in self.details)
        cells = (*(made[column.key] for column in self.columns), *(detail or None for detail in details))
        hidden = (entry.doc, entry.task.id, place, base_words(words, self.stamps(entry)))
        return Row(cells, hidden, stands.light or "", entry.status.closed)

    def _made(self, entry: Entry, words: Said, stands: Timing) -> dict[str, Cell]:
        """The cells by the keys of their columns."""
        number = entry.task.no or f"#{entry.task.ordinal}"
        light = self.texts(f"time.light.{stands.light}") if stands.light else None
        return {
            **{name: each or None for name, each in words.items()},
            "no": int(number) if number.isascii() and number.isdecimal() and len(number) < 10 else visible(number),
            "due": date.fromisoformat(words["due"]) if is_day(words["due"]) else words["due"] or None,
            "status": visible(entry.status.name(self.texts.lang)),
            "percent": entry.percent,
            "overdue": stands.overdue_days,
            "light": days_words(stands, self.texts) if stands.late_days is not None else light,
            "source": visible(place_name(entry.path)) or None,
            "printed_due": visible(entry.task.due.text) if entry.task.due else None,
            "title": visible(self.titles(entry.doc)),
        }

    def sheet(self) -> Sheet:
        """The ledger as a table of words."""
        percent = next(at for at, column in enumerate(self.columns) if column.key == "percent")
        return Sheet.of(self.headings(), (_words(row.cells, percent) for row in self.rows()))


def _words(cells: Sequence[Cell], percent: int) -> Iterable[object]:
    """Cells as words."""
    for at, cell in enumerate(cells):
        yield percent_words(cell) if at == percent and isinstance(cell, int) else cell


def has_printed(entries: Iterable[Entry]) -> bool:
    """Whether any deadline is printed in words that are more than its day, or was set anew."""
    return any(entry.task.due is not None and entry.task.due.text != said_day(entry) for entry in entries)


def said_day(entry: Entry) -> str:
    """The day that the column of deadlines tells."""
    deadline = entry.deadline
    return (deadline.by or deadline.text) if deadline else ""
