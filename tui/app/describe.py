"""What is said about a task or a section: pure functions from the model to labelled words and to lines."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date

from tui.app.lines.labelled import Fact
from tui.app.time_facts import time_facts
from tui.i18n import Texts, minute
from tui.model.change import Note
from tui.model.conversation import in_conversations
from tui.model.document import Section
from tui.model.ledger import Entry
from tui.model.task import Task
from tui.model.text import visible
from tui.model.timing import DEFAULT, Rules

Called = Callable[[str], str]
"""How an author is called."""
DOUBTFUL = 0.5
"""Ties less sure than this ask for a look."""


def task_facts(
    entry: Entry, texts: Texts, today: date, title: str = "", called: Called = str, *, rules: Rules = DEFAULT
) -> list[Fact]:
    """Everything that is known of a task, in the order in which one asks; `title` is of its document, where told.

    What people wrote stands right under the status, so that a note is seen where it was just saved.
    """
    task = entry.task
    facts = [
        Fact(texts("app.task"), f"{task_name(task)}  {task.text}", "bold"),
        Fact(texts("app.status"), _status(entry, texts)),
        *note_facts(entry.notes, texts, called),
        Fact(texts("app.leads"), _bodies(task.leads, "leads" in task.inherited, texts)),
        Fact(texts("app.participants"), _bodies(task.participants, "participants" in task.inherited, texts)),
        *time_facts(entry, texts, today, rules, called),
    ]
    facts += [Fact(texts("app.basis"), line) for line in _basis(entry, texts)]
    if entry.corrected:
        fields = texts("app.listed_by").join(texts(f"app.field.{field}") for field in entry.corrected)
        facts.append(Fact(texts("app.corrected"), fields))
    if entry.changed:
        facts.append(Fact(texts("app.changed"), f"{called(entry.by or '')} {minute(entry.changed)}"))
    return [*facts, Fact(texts("app.document"), title)] if title else facts


def task_name(task: Task) -> str:
    """A task as one speaks of it: its printed number, else its place."""
    return task.no or f"#{task.ordinal}"


def section_facts(
    section: Section, entries: Sequence[Entry], notes: Iterable[Note], texts: Texts, called: Called = str
) -> list[Fact]:
    """What is known of a section: its name, its notes, the tasks that rest on it."""
    facts = [Fact(texts("app.section"), section_name(section), "bold")]
    facts += note_facts(notes, texts, called)
    for entry in entries:
        facts.append(Fact(f"▪{task_name(entry.task)}", f"{entry.status.symbol} {entry.task.text}"))
    return facts


def note_facts(notes: Iterable[Note], texts: Texts, called: Called = str) -> list[Fact]:
    """Notes as they read: who, when, on which words, and the text, each answer behind what it answers.

    Behind it stand that it was settled or brought back, and texts that rival it.
    """
    facts = []
    for note in in_conversations(tuple(notes)):
        head = f"{_by(note.author, note.claimed, texts, called)} {minute(note.edited or note.at)}"
        quote = f"“{note.quote}” " if note.quote else ""
        back = texts("cli.note.brought_back", at=minute(note.brought_back)) if note.brought_back else ""
        answers = note.reply_to is not None
        text = f"{head}  {quote}{note.text} {back}".rstrip()
        facts.append(Fact(f" {texts('app.note_answer_sign')}" if answers else "✎", text))
        if note.resolved is not None:
            done = note.resolved
            who = _by(done.by, done.claimed, texts, called)
            said = texts("review.settled_by", who=who, at=minute(done.at) or texts("review.no_day"))
            because = texts("review.because", what=said, because=done.because) if done.because else said
            facts.append(Fact(" ✓", because, "dim"))
        facts += [Fact("✎?", texts("app.rival", text=rival), "italic") for rival in note.rivals]
    return facts


def _by(author: str, claimed: bool, texts: Texts, called: Called) -> str:
    """Who wrote something; a name that nothing vouches for is shown as claimed."""
    return texts("cli.claimed", who=author) if claimed else called(author)


def section_name(section: Section) -> str:
    """The printed number and the heading of a section, else the first of its words."""
    name = section.heading or visible(section.text).strip()[:24]
    return f"{section.number or ''}{'、' if _bare(section.number) else ''}{name}"


def section_place(path: Sequence[Section]) -> str:
    """Where a section stands, as numbers alone: `四（三）`."""
    return "".join(section.number or "" for section in reversed(path))


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
