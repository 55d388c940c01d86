"""A document as plain lines: its outline with the progress of its tasks, or a section as issued."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from tui.i18n import Texts, minute
from tui.model.address import numeral
from tui.model.change import Note
from tui.model.document import HEADINGS, Document, Section
from tui.model.ledger import Entry
from tui.model.text import visible


def outline_lines(document: Document, entries: Sequence[Entry], title: str = "") -> Iterator[str]:
    """The title, or what is said in its place, then one line a heading: indent, number, heading, and its progress.

    Of its tasks that is how many ask for nothing more.
    """
    total = Counter(section.id for entry in entries for section in entry.path)
    closed = Counter(section.id for entry in entries if entry.status.closed for section in entry.path)
    yield visible(title or document.title)
    for section in document.sections:
        if section.kind in HEADINGS:
            depth = sum(each.kind in HEADINGS for each in document.ancestors(section.id)) - 1
            progress = f"  {closed[section.id]}/{total[section.id]}" if total[section.id] else ""
            yield f"{'  ' * depth}{visible(_heading(section))}{progress}"


def _heading(section: Section) -> str:
    """Number and heading as printed; the id where there is neither."""
    if section.heading is None:
        return section.number or section.id
    return f"{section.number}{_separator(section.number)}{section.heading}" if section.number else section.heading


def _separator(number: str) -> str:
    """What is printed between a number and its heading: `四、`, `1.`, nothing behind a bracket, else a space."""
    if number.endswith(("）", ")")):
        return ""
    if number[-1].isdecimal():
        return "."
    return "、" if numeral(number) is not None else "　"


def section_lines(document: Document, section: Section, entries: Iterable[Entry], texts: Texts) -> Iterator[str]:
    """A section and what stands in it, as issued; then the tasks that rest on it."""
    for each in (section, *document.walk(section.id)):
        shown = visible(each.label + each.text, lines=True)
        if shown.strip():
            yield shown
    resting = [e.task.no or f"#{e.task.ordinal}" for e in entries if any(above.id == section.id for above in e.path)]
    if resting:
        yield ""
        yield visible(texts("cli.show.tasks", tasks="、".join(resting)))


def note_lines(notes: Iterable[Note], texts: Texts) -> Iterator[str]:
    """The notes on a section, each under who wrote it and when."""
    for note in notes:
        yield visible(texts("cli.show.note", by=note.author, at=minute(note.edited or note.at)))
        yield visible(note.text, lines=True)
