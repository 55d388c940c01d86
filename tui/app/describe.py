"""What is said about a task or a section: pure functions from the model to labelled words and to lines."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from rich.text import Text

from tui.app.widgets.wrap import wrap
from tui.i18n import Texts
from tui.model.change import Note
from tui.model.document import Section
from tui.model.ledger import Entry
from tui.model.text import visible

Called = Callable[[str], str]
"""How an author is called."""
DOUBTFUL = 0.5
"""Ties less sure than this ask for a look."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A label and what stands behind it."""

    label: str
    text: str
    style: str = ""


def task_facts(entry: Entry, texts: Texts, title: str = "", called: Called = str) -> list[Fact]:
    """Everything that is known of a task, in the order in which one asks; `title` is of its document, where told."""
    task = entry.task
    number = task.no or f"#{task.ordinal}"
    facts = [
        Fact(texts("app.task"), f"{number}  {task.text}", "bold"),
        Fact(texts("app.leads"), _bodies(task.leads, "leads" in task.inherited, texts)),
        Fact(texts("app.participants"), _bodies(task.participants, "participants" in task.inherited, texts)),
    ]
    if task.due:
        by = f" → {task.due.by}" if task.due.by and task.due.by != task.due.text else ""
        facts.append(Fact(texts("app.due"), f"{task.due.text}{by}"))
    facts.append(Fact(texts("app.status"), _status(entry, texts)))
    facts += [Fact(texts("app.basis"), line) for line in _basis(entry, texts)]
    if entry.corrected:
        fields = "、".join(texts(f"app.field.{field}") for field in entry.corrected)
        facts.append(Fact(texts("app.corrected"), fields))
    if entry.changed:
        facts.append(Fact(texts("app.changed"), f"{called(entry.by or '')} {short_time(entry.changed)}"))
    if title:
        facts.append(Fact(texts("app.document"), title))
    return [*facts, *note_facts(entry.notes, texts, called)]


def section_facts(
    section: Section, entries: Sequence[Entry], notes: Iterable[Note], texts: Texts, called: Called = str
) -> list[Fact]:
    """What is known of a section: its name, the tasks that rest on it, its notes."""
    facts = [Fact(texts("app.section"), section_name(section), "bold")]
    for entry in entries:
        number = entry.task.no or f"#{entry.task.ordinal}"
        facts.append(Fact(f"▪{number}", f"{entry.status.symbol} {entry.task.text}"))
    return [*facts, *note_facts(notes, texts, called)]


def note_facts(notes: Iterable[Note], texts: Texts, called: Called = str) -> list[Fact]:
    """Notes as they read: who, when, on which words, and the text; texts that rival it stand behind it."""
    facts = []
    for note in notes:
        who = texts("cli.claimed", who=note.author) if note.claimed else called(note.author)
        head = f"{who} {short_time(note.edited or note.at)}"
        quote = f"“{note.quote}” " if note.quote else ""
        facts.append(Fact("✎", f"{head}  {quote}{note.text}"))
        facts += [Fact("✎?", texts("app.rival", text=rival), "italic") for rival in note.rivals]
    return facts


def section_name(section: Section) -> str:
    """The printed number and the heading of a section, else the first of its words."""
    name = section.heading or visible(section.text).strip()[:24]
    return f"{section.number or ''}{'、' if _bare(section.number) else ''}{name}"


def section_place(path: Sequence[Section]) -> str:
    """Where a section stands, as numbers alone: `四（三）`."""
    return "".join(section.number or "" for section in reversed(path))


def short_time(at: str) -> str:
    """The date and the minute of an ISO time."""
    return at[:16].replace("T", " ")


def _bare(number: str | None) -> bool:
    return bool(number) and number is not None and number[0] not in "（(第附"


def _bodies(names: Sequence[str], inherited: bool, texts: Texts) -> str:
    if not names:
        return texts("app.none")
    return "、".join(names) + (texts("app.inherited") if inherited else "")


def _status(entry: Entry, texts: Texts) -> str:
    star = "★ " if entry.star else ""
    return f"{star}{entry.status.symbol} {entry.status.name(texts.lang)}"


def _basis(entry: Entry, texts: Texts) -> list[str]:
    """The article a task rests on, and the sentence of it."""
    if not entry.task.basis or entry.article is None:
        return [texts("app.none")]
    best = entry.task.basis[0]
    place = section_place(entry.path)
    name = entry.article.heading or ""
    sure = texts("app.score" if best.score >= DOUBTFUL else "app.doubtful_score", score=f"{best.score:.0%}")
    lines = [f"{place} {name}  {sure if best.score < 1 else ''}".rstrip()]
    return [*lines, f"“{visible(best.quote).strip()}”"] if best.quote else lines


def laid_out(facts: Sequence[Fact], width: int) -> list[Text]:
    """The facts as lines of at most `width` cells, labels in a column of their own, text never cut."""
    column = max((cell_len(fact.label) for fact in facts), default=0) + 2
    room = max(8, width - column)
    lines: list[Text] = []
    last = ""
    for fact in facts:
        label = fact.label if fact.label != last else ""
        last = fact.label
        for number, line in enumerate(wrapped(fact.text, room)):
            shown = label if number == 0 else ""
            pad = " " * (column - cell_len(shown))
            lines.append(Text.assemble((shown, "dim"), pad, (line, fact.style), no_wrap=True, end=""))
    return lines


def wrapped(text: str, width: int) -> list[str]:
    """A text as lines: where it breaks itself, and where the width asks for it."""
    lines: list[str] = []
    for paragraph in visible(text, lines=True).split("\n"):
        lines += [paragraph[start:end] for start, end in wrap(paragraph, width)] or [""]
    return lines
