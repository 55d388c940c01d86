"""What a row says: pure functions from the model to pieces of text with the name of their style, measured in cells."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from rich.cells import cell_len

from tui.app.lines.pieces import Piece, Spans, highlight, joined, pad
from tui.model.document import HEADINGS, Document, Section
from tui.model.text import visible

if TYPE_CHECKING:
    from tui.model.ledger import Entry

TIE_MARK: Final = "▪"
NOTE_MARK: Final = "✎"
STAR: Final = "★"
LATE_MARK: Final = "▲"


def ranges(numbers: Iterable[int]) -> str:
    """Numbers in short, such as `3–6,9`."""
    ordered = sorted(set(numbers))
    if not ordered:
        return ""
    starts = [ordered[0], *(after for before, after in pairwise(ordered) if after != before + 1)]
    ends = [*(before for before, after in pairwise(ordered) if after != before + 1), ordered[-1]]
    return ",".join(str(start) if start == end else f"{start}–{end}" for start, end in zip(starts, ends, strict=True))


def progress(entries: Iterable[Entry]) -> dict[str, tuple[int, int]]:
    """How many tasks of each section (what is below it included) are closed, and how many there are."""
    counts: dict[str, tuple[int, int]] = {}
    for entry in entries:
        for section in entry.path:
            closed, total = counts.get(section.id, (0, 0))
            counts[section.id] = (closed + entry.status.closed, total + 1)
    return counts


def late_counts(entries: Iterable[Entry], today: date) -> dict[str, int]:
    """How many tasks of each section (what is below it included) are open and past their deadline."""
    from tui.model.timing import overdue_days

    late = (entry for entry in entries if overdue_days(entry, today) is not None)
    return dict(Counter(section.id for entry in late for section in entry.path))


class Tally(NamedTuple):
    """How the tasks of each section (what is below it included) stand, by its id."""

    closed: Mapping[str, tuple[int, int]]
    """How many are closed, and how many there are."""
    late: Mapping[str, int]
    """How many are open and past their deadline."""


def tally(entries: Sequence[Entry], today: date) -> Tally:
    """How these tasks stand, by section."""
    return Tally(progress(entries), late_counts(entries, today))


def ties(entries: Iterable[Entry]) -> dict[str, str]:
    """The tasks that rest on each article, in short: `▪3–6`."""
    numbers: dict[str, list[int]] = {}
    for entry in entries:
        if entry.article:
            no = entry.task.no or ""
            numbers.setdefault(entry.article.id, []).append(int(no) if no.isdecimal() else entry.task.ordinal)
    return {place: TIE_MARK + ranges(found) for place, found in numbers.items()}


def margins(entries: Sequence[Entry], noted: Mapping[str, int]) -> dict[str, str]:
    """What stands in the margin of the text: `▪3–6 ✎2` beside an article, `★● ✎1` beside a task of an annex.

    `noted` says how many notes hang on a section.
    """
    tied = ties(entries)
    marks = {place: f"{tied.get(place, '')} {_notes(noted.get(place, 0))}".strip() for place in {*tied, *noted}}
    for entry in entries:
        star = STAR if entry.star else ""
        marks[entry.task.id] = f"{star}{entry.status.symbol} {_notes(len(entry.notes))}".strip()
    return marks


def _notes(count: int) -> str:
    return f"{NOTE_MARK}{count}" if count else ""


class Node(NamedTuple):
    """One line of the outline."""

    section: Section
    above: tuple[str, ...]
    """Ids of the nodes it stands in, from the outermost."""
    branch: bool
    """Whether nodes stand in it."""


def outline(document: Document) -> tuple[Node, ...]:
    """The headings of a document in reading order; what stands between two of them in the tree is left out."""
    headings = [section for section in document.sections if section.kind in HEADINGS]
    chains = {
        section.id: tuple(above.id for above in document.ancestors(section.id) if above.kind in HEADINGS)[:0:-1]
        for section in headings
    }
    branches = {chain[-1] for chain in chains.values() if chain}
    return tuple(Node(section, chains[section.id], section.id in branches) for section in headings)


def section_label(section: Section) -> str:
    """Number and heading of a section as printed, or the beginning of its text."""
    return " ".join(visible(section.label + (section.heading or section.text)).split())


def outline_row(
    node: Node,
    width: int,
    *,
    progress: tuple[int, int] | None = None,
    folded: bool = False,
    late: int = 0,
    noted: bool = False,
    spans: Spans | None = None,
) -> list[Piece]:
    """One line of the outline: fold mark, heading, and at the right edge the marks of notes, late tasks, progress."""
    marks = (f" {NOTE_MARK}" if noted else "") + (f" {LATE_MARK}{late}" if late else "")
    marks += f" {progress[0]}/{progress[1]}" if progress else ""
    fold = ("▸ " if folded else "▾ ") if node.branch else "  "
    lead = " " * min(len(node.above), 6) + fold
    room = max(0, width - cell_len(lead) - cell_len(marks))
    label = section_label(node.section)
    style = "" if node.above else "strong"
    body = highlight(pad(label, room), spans("heading", label) if spans else (), style)
    return joined([(lead, ""), *body, (marks, "dim" if progress and progress[0] == progress[1] else "")])
