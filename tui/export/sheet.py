"""Tables as people read them: headings and rows of words, fit to show, for a terminal, a pipe, CSV or Markdown."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple

from tui.export.lights import days_words
from tui.export.values import deadline_words, percent_words, validity_words
from tui.i18n import Texts
from tui.model.document import Kind, Section
from tui.model.ledger import Entry, Ledger, detail_names
from tui.model.summary import Summary
from tui.model.text import visible
from tui.model.timing import timing
from tui.model.validity import Force

DIVISIONS: Final = (Kind.CHAPTER, Kind.SECTION)
"""The kinds that are counted as sections."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table of words; every cell is safe to print, and one line unless a person wrote several."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    @classmethod
    def of(cls, headings: Iterable[str], rows: Iterable[Iterable[object]]) -> Sheet:
        """A table whose cells are made fit to show; None is an empty cell."""
        shown = (tuple("" if cell is None else visible(str(cell), lines=True) for cell in row) for row in rows)
        return cls(tuple(headings), tuple(shown))

    def with_column(self, word: str) -> Sheet:
        """The table with one more column that says a word everywhere."""
        return self.with_cells(word, [word] * len(self.rows))

    def with_cells(self, heading: str, cells: Iterable[str]) -> Sheet:
        """The table with one more column, a cell a row."""
        rows = zip(self.rows, cells, strict=True)
        return Sheet((*self.headings, heading), tuple((*row, cell) for row, cell in rows))

    def without_empty(self) -> Sheet:
        """The table without the columns that say nothing."""
        used = [at for at in range(len(self.headings)) if any(row[at] for row in self.rows)]
        return Sheet(tuple(self.headings[at] for at in used), tuple(tuple(row[at] for at in used) for row in self.rows))


def headings(texts: Texts, *names: str) -> tuple[str, ...]:
    """The words above the columns of these names."""
    return tuple(texts(f"cli.column.{name}") for name in names)


def place_name(path: Sequence[Section]) -> str:
    """How an article is cited, from itself outwards: `四（三）`; its heading where no number is printed."""
    numbers = "".join(section.number for section in reversed(path) if section.number)
    return numbers or next((section.heading or section.id for section in path), "")


class Listing(NamedTuple):
    """A table of which each row is made when it is come to, its cells as they are: what is too long to be held."""

    headings: tuple[str, ...]
    rows: Iterable[Sequence[object]]

    def sheet(self) -> Sheet:
        """All of it, fit to show."""
        return Sheet.of(self.headings, self.rows)


def tasks_listing(
    entries: Ledger,
    texts: Texts,
    *,
    today: date | None = None,
    with_doc: bool = False,
    with_details: bool = False,
    with_latest: bool = False,
    see: Callable[[Entry], None] | None = None,
) -> Listing:
    """The ledger: number, task, who leads, who takes part, deadline, status, what it rests on, marks.

    How each stands in time is told of a day, where one is given, beside how far it is and its tags.
    The document stands in front where it is wanted or there are several. Details stand behind, each under its
    printed name, where they are wanted; before them the latest note of each task. Each entry is shown to `see` as well.
    """
    names = headings(texts, "no", "task", "leads", "participants", "due", "status", "basis", "star", "notes")
    if today is not None:
        names = (*names, *headings(texts, "days", "percent_done", "tags"))
    if with_latest:
        names = (*names, *headings(texts, "latest_note", "latest_note_at", "latest_note_by"))
    with_doc = with_doc or entries.several
    if with_doc:
        names = (*headings(texts, "doc"), *names)
    printed = detail_names(entries) if with_details else ()
    names = (*names, *(texts("cli.column.printed", name=name) if name in names else name for name in printed))

    def row(entry: Entry) -> list[object]:
        if see is not None:
            see(entry)
        cells: list[object] = [entry.doc] if with_doc else []
        cells += _task_row(entry, texts)
        if today is not None:
            cells += _time_row(entry, today, texts)
        if with_latest:
            cells += _latest(entry)
        cells += _details(entry, printed)
        return cells

    return Listing(names, map(row, entries))


def _latest(entry: Entry) -> tuple[str, str, str]:
    """The words, the day and the author of a task's latest note; empty where it has none."""
    note = max(reversed(entry.notes), key=lambda note: note.edited or note.at, default=None)
    return (note.text, (note.edited or note.at)[:10], note.author) if note else ("", "", "")


def _task_row(entry: Entry, texts: Texts) -> tuple[object, ...]:
    task = entry.task
    return (
        task.no or f"#{task.ordinal}",
        task.text,
        "、".join(task.leads),
        "、".join(task.participants),
        due_words(entry),
        entry.status.name(texts.lang),
        place_name(entry.path),
        "★" if entry.star else None,
        len(entry.notes) or None,
    )


def due_words(entry: Entry) -> str | None:
    """The deadline as it is shown in a row: as printed, or the day that a person set."""
    if entry.set_deadline is not None:
        return deadline_words(entry.set_deadline)
    return entry.task.due.text if entry.task.due else None


def _time_row(entry: Entry, today: date, texts: Texts) -> tuple[object, ...]:
    """How a task stands in time, how far it is, and its tags."""
    return days_words(timing(entry.case, today), texts), percent_words(entry.percent), "、".join(entry.tags)


def _details(entry: Entry, names: Sequence[str]) -> tuple[object, ...]:
    """What an entry says under each of these names; several of one name on a line each."""
    return tuple("\n".join(entry.task.detail(name)) or None for name in names)


def documents_sheet(documents: Iterable[Summary], texts: Texts) -> Sheet:
    """The library: id, title, issuer, number, date, and how much of what; of the tasks, how many are done."""
    names = headings(texts, "id", "title", "issuer", "doc_no", "issued", "sections", "articles", "tasks", "done")
    rows = ((*_document_row(each), each.overdue or None, _force(each, texts)) for each in documents)
    return Sheet.of((*names, *headings(texts, "overdue", "validity")), rows)


def _force(summary: Summary, texts: Texts) -> str | None:
    """Whether a document is no longer in force."""
    return None if summary.validity.force is Force.VALID else validity_words(summary.validity, texts)


def _document_row(summary: Summary) -> tuple[object, ...]:
    return (
        summary.id,
        summary.title,
        summary.issuer,
        summary.doc_no,
        summary.issued,
        sum(summary.kinds[kind] for kind in DIVISIONS),
        summary.kinds[Kind.ARTICLE],
        summary.tasks,
        summary.done,
    )
