"""Columns of what people marked: statuses, stars, notes and who did it; sparse, as most rows bear few marks."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable
from typing import TypeVar

from tui.model.deadline import Deadline
from tui.model.ledger import Entry
from tui.model.timing import Case
from tui.query.columns.folded import Marks
from tui.query.language.facts import days_noted
from tui.query.language.verdicts import Ruling, rulings
from tui.query.match import folding

Value = TypeVar("Value")


class Marked:
    """The marks of all rows."""

    def __init__(self) -> None:
        self.statuses: list[str] = []
        """The key of each row's status."""
        self.closed: set[str] = set()
        """The statuses met that ask for nothing more."""
        self.starred: set[int] = set()
        self.notes: dict[int, tuple[str, ...]] = {}
        """The texts of the notes, as keys, of the rows that have some."""
        self.noted: dict[int, tuple[str, ...]] = {}
        """The days on which the notes were written, of the rows that have some."""
        self.open_notes: set[int] = set()
        """The rows that have notes which nobody has settled."""
        self.authors: dict[int, tuple[str, ...]] = {}
        """Who changed a row last, and who noted on it, as keys."""
        self.tags: dict[int, tuple[str, ...]] = {}
        """The tags of the rows that have some, as keys."""
        self.spelt: dict[str, str] = {}
        """How each tag is spelt, by its key."""
        self.stages: set[int] = set()
        """The rows that have stages."""
        self.rulings: dict[int, tuple[Ruling, ...]] = {}
        """What may be asked of the verdicts of the rows that have some, or that were settled."""
        self.judged: set[int] = set()
        """The rows that have verdicts."""
        self.reported: dict[int, str] = {}
        """The last day of the period that was reported on last."""
        self.percents: dict[int, int] = {}
        self.deadlines: dict[int, Deadline] = {}
        """The deadlines that people set."""
        self.cases: dict[int, Case] = {}
        """What the time of a row depends on, of the rows that were marked."""
        self.changed: dict[int, tuple[str | None, str | None]] = {}
        """When a row was last changed, and by whom."""

    @classmethod
    def of(cls, count: int, initial: str) -> Marked:
        """So many rows of one status that nobody has marked."""
        made = cls()
        made.statuses = [initial] * count
        return made

    def add(self, entries: Iterable[Entry]) -> None:
        """Further rows."""
        for row, entry in enumerate(entries, len(self.statuses)):
            self.statuses.append(entry.status.key)
            if entry.changed or entry.by or entry.status.closed or _bears(entry):
                self.mark(row, entry)

    def mark(self, row: int, entry: Entry) -> None:
        """A row as it is marked now."""
        self.statuses[row] = entry.status.key
        if entry.status.closed:
            self.closed.add(entry.status.key)
        (self.starred.add if entry.star else self.starred.discard)(row)
        _keep(self.notes, row, tuple(folding.key(note.text) for note in entry.notes))
        _keep(self.noted, row, days_noted(entry))
        (self.open_notes.add if any(n.is_open for n in entry.notes) else self.open_notes.discard)(row)
        authors = dict.fromkeys([*((entry.by,) if entry.by else ()), *(note.author for note in entry.notes)])
        _keep(self.authors, row, tuple(map(folding.key, authors)))
        _keep(self.tags, row, tuple(map(self._spell, entry.tags)))
        (self.stages.add if entry.stages else self.stages.discard)(row)
        _keep(self.rulings, row, tuple(rulings(entry)))
        (self.judged.add if entry.verdicts else self.judged.discard)(row)
        self._mark_time(row, entry)
        _keep(self.changed, row, (entry.changed, entry.by) if entry.changed or entry.by else None)

    def _spell(self, tag: str) -> str:
        key = folding.key(tag)
        self.spelt.setdefault(key, tag)
        return key

    def _mark_time(self, row: int, entry: Entry) -> None:
        """By when and how far a row is."""
        _keep(self.reported, row, entry.progress.until if entry.progress else None)
        _keep(self.deadlines, row, entry.set_deadline)
        self.percents.pop(row, None)
        if entry.percent is not None:
            self.percents[row] = entry.percent
        self.cases[row] = entry.case

    def having(self, statuses: Container[str], among: Iterable[int]) -> list[int]:
        """Those of some rows that have one of these statuses."""
        held = self.statuses
        return [row for row in among if held[row] in statuses]

    def has(self, flag: str, among: Iterable[int]) -> list[int]:
        """Those of some rows of which a virtual word holds."""
        if flag == "is.closed":
            return self.having(self.closed, among)
        rows: Container[int] = {
            "has.note": self.notes,
            "has.open_note": self.open_notes,
            "has.tag": self.tags,
            "has.stage": self.stages,
            "has.progress": self.reported,
            "has.verdict": self.judged,
            "is.starred": self.starred,
        }[flag]
        return [row for row in among if row in rows]

    def mark_names(self, name: str, holds: Callable[[str], bool], marks: Marks) -> None:
        """Mark the rows of which a note (`note`), an author (`by`) or a tag is wanted."""
        known: dict[str, bool] = {}
        for row, keys in {"note": self.notes, "by": self.authors, "tag": self.tags}[name].items():
            for key in keys:
                if key not in known:
                    known[key] = holds(key)
                if known[key]:
                    marks.rows[row] = 1


def _bears(entry: Entry) -> bool:
    """Whether somebody put something on an entry."""
    put = (entry.star, entry.notes, entry.set_deadline, entry.reports, entry.stages, entry.tags)
    return any((*put, entry.verdicts, entry.settled))


def _keep(rows: dict[int, Value], row: int, value: Value | None) -> None:
    if value:
        rows[row] = value
    else:
        rows.pop(row, None)
