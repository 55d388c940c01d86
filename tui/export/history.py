"""What people did, read aloud: Changes and notes in words, each with the task or section it is about."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from tui.export.sheet import Sheet, headings
from tui.i18n import Texts
from tui.model.address import find_tasks
from tui.model.change import Change, Note, Value, split_target
from tui.model.document import Document
from tui.model.profile import Profile

BRIEF: Final = 60
"""Characters of a text that a confirmation repeats."""


@dataclass(frozen=True, slots=True)
class Aloud:
    """Reads Changes and notes aloud, in one language and for one library."""

    texts: Texts
    profile: Profile
    document: Callable[[str], Document | None]
    """The document of an id; None for one that is no longer there."""
    note: Callable[[str, str], Note | None]
    """The note of a document and a path, deleted or not."""
    several: bool
    """Whether the document must be named too."""

    def place(self, doc: str, target: str) -> str:
        """The task by its number, the section by its id, with the words it quotes."""
        place, quote, _ = split_target(target)
        name = self._number(doc, place)
        named = f"{doc}/{name}" if self.several else name
        return f"{named}“{quote}”" if quote else named

    def _number(self, doc: str, place: str) -> str:
        """The printed number of a task where that is enough to name it, else the id."""
        document = self.document(doc)
        task = document.task(place) if document else None
        if document is None or task is None or task.no is None:
            return place
        return task.no if find_tasks(document, task.no) == (task,) else place

    def kind(self, change: Change) -> str:
        """What a kind of Change is called; an unknown one by its own name."""
        name = "restore" if change.kind == "delete" and change.value is not True else change.kind
        return self.texts(f"cli.kind.{name}") if self.texts.has(f"cli.kind.{name}") else name

    def value(self, change: Change, value: Value) -> str:
        """What a value is called: a status by its name, yes and no by a word, a deleted note by its text."""
        if change.kind == "status":
            status = self.profile.get(value) if isinstance(value, str) else self.profile.initial
            return status.name(self.texts.lang) if status else str(value)
        if change.kind == "star":
            return self.texts("cli.yes" if value is True else "cli.no")
        if change.kind == "delete":
            note = self.note(change.doc, change.target)
            return note.text if note else ""
        return "" if value is None else str(value)

    def words(self, change: Change, before: Value) -> str:
        """What a Change did: `未启动 → 已办结`."""
        said, was = self.value(change, change.value), self.value(change, before)
        return f"{was} → {said}" if was and was != said else said

    def told(self, change: Change) -> str:
        """A Change as it is confirmed to the one who made it: where, and what is so now."""
        place, what = self.place(change.doc, change.target), _brief(self.value(change, change.value))
        return self.texts("cli.told", target=place, kind=self.kind(change), value=what)

    def who(self, by: Change | Note) -> str:
        """Who did something; a name that nothing vouches for is shown as claimed."""
        return self.texts("cli.claimed", who=by.author) if by.claimed else by.author

    def log_sheet(self, changes: Iterable[tuple[Change, Value]]) -> Sheet:
        """The history: when, who, where, what, and why."""
        names = headings(self.texts, "at", "by", "target", "kind", "change", "because")
        return Sheet.of(names, (self._log_row(*each) for each in changes))

    def _log_row(self, change: Change, before: Value) -> tuple[str, ...]:
        place, words = self.place(change.doc, change.target), self.words(change, before)
        return minute(change.at), self.who(change), place, self.kind(change), words, change.because

    def notes_sheet(self, notes: Sequence[Note]) -> Sheet:
        """Notes: a name to call each by, where it hangs, its text, who and when."""
        names = headings(self.texts, "note", "target", "text", "by", "at")
        short = _short_names([note.id for note in notes])
        rows = (
            (name, self.place(note.doc, note.target), note.text, self.who(note), minute(note.edited or note.at))
            for name, note in zip(short, notes, strict=True)
        )
        return Sheet.of(names, rows)


def _brief(text: str) -> str:
    """Enough of a text to know it by."""
    return text if len(text) <= BRIEF else f"{text[:BRIEF]}…"


def minute(at: str) -> str:
    """An ISO time as people write it."""
    return at[:16].replace("T", " ")


def _short_names(ids: Sequence[str]) -> list[str]:
    """The reading of the clock in each stamp, which is enough to tell notes apart; whole stamps where it is not."""
    short = [each.partition("-")[0] for each in ids]
    return short if len(set(short)) == len(short) else list(ids)
