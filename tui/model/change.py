"""What people do, as Changes; the present state is their fold.

A Change is never rewritten. Folding is one rule: each Change writes one register, and in a register the greatest stamp
wins. So the order in which Changes arrive does not matter, and two people's work merges by union.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

FORMAT: Final = 1
"""Version of the record that this code writes."""

Value = str | bool | None
"""What a Change sets: a status key, a star, a note's text, a section id; None takes the mark away."""

_STAMP: Final = re.compile(r"([0-9a-f]{12})([0-9a-f]{4})-([0-9A-Za-z_-]+)")
"""A stamp as text: one spelling for each, so that comparing the texts compares the stamps."""
_NOTE_PATH: Final = re.compile(rf"(.*)@({_STAMP.pattern})", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Stamp:
    """A hybrid logical clock reading and the writer that drew it; as text it sorts as it compares."""

    milliseconds: int
    """Wall clock, milliseconds since 1970, never behind a stamp already seen."""
    count: int
    writer: str

    def __str__(self) -> str:
        return f"{self.milliseconds:012x}{self.count:04x}-{self.writer}"

    @classmethod
    def parse(cls, text: str) -> Stamp:
        """The stamp of this text; raises ValueError where it is none."""
        match = _STAMP.fullmatch(text)
        if match is None:
            raise ValueError(f"not a stamp: {text!r}")
        return cls(int(match[1], 16), int(match[2], 16), match[3])

    @classmethod
    def after(cls, latest: str, now: int, writer: str) -> Stamp:
        """The next stamp: later than `latest` (text, may be empty) and than the wall clock `now` in milliseconds."""
        if not latest:
            return cls(now, 0, writer)
        seen = cls.parse(latest)
        if now > seen.milliseconds:
            return cls(now, 0, writer)
        if seen.count == 0xFFFF:
            return cls(seen.milliseconds + 1, 0, writer)
        return cls(seen.milliseconds, seen.count + 1, writer)


@dataclass(frozen=True, slots=True)
class Intent:
    """A Change that someone wants, before the store has stamped and kept it."""

    doc: str
    target: str
    """A task id, a section id (with `“quoted words”` behind it or not), or a note's path."""
    kind: str
    """`status`, `star`, `note`, `edit`, `delete` or `tie`."""
    value: Value
    base: str | None = None
    """Stamp that the register carried when the person looked; None where it was empty."""
    because: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """One thing one person did; the longest-lived record here."""

    stamp: str
    at: str
    """Wall clock with offset, ISO form."""
    author: str
    doc: str
    target: str
    kind: str
    value: Value
    base: str | None = None
    batch: str = ""
    """Changes of one batch are undone as one step; empty means it stands alone, under its own stamp."""
    because: str = ""
    reverts: str | None = None
    """The batch that this one takes back; None for what is no undo or redo."""
    v: int = FORMAT
    claimed: bool = field(default=False, compare=False, repr=False)
    """Whether nothing but the record itself vouches for its author: it came by merge or restore. Never written."""

    @property
    def step(self) -> str:
        """Name of the undo step this belongs to."""
        return self.batch or self.stamp

    @property
    def register(self) -> tuple[str, ...]:
        """What this writes: a star is each author's own, every note and every version of one stands by itself."""
        if self.kind == "star":
            return (self.doc, self.target, self.kind, self.author)
        if self.kind in {"note", "edit"}:
            return (self.doc, self.target, self.kind, self.stamp)
        return (self.doc, self.target, self.kind)

    @property
    def field(self) -> tuple[str, ...]:
        """What a person would say this changes: as the register, but all versions of a note's text are one."""
        if self.kind == "note":
            return (self.doc, note_path(self.target, self.stamp), "text")
        return (self.doc, self.target, "text") if self.kind == "edit" else self.register


def quoting(place: str, quote: str) -> str:
    """The target of a note on quoted words of a section or task."""
    return f"{place}“{quote}”" if quote else place


def note_path(target: str, note_id: str) -> str:
    """The target of a Change to a note."""
    return f"{target}@{note_id}"


def split_target(target: str) -> tuple[str, str, str]:
    """The place (task or section id), the quoted words and the note id of a target; the last two may be empty."""
    match = _NOTE_PATH.fullmatch(target) if "@" in target else None
    head, note_id = (match[1], match[2]) if match else (target, "")
    place, quote_mark, quote = head.partition("“")
    return place, quote[:-1] if quote_mark and quote.endswith("”") else quote, note_id


@dataclass(frozen=True, slots=True)
class Note:
    """A note on a task, a section or quoted words, as it stands now."""

    id: str
    """Stamp of the Change that added it."""
    doc: str
    target: str
    """What it hangs on, as in `Change.target`."""
    text: str
    author: str
    at: str
    edited: str | None
    """When its text last changed, ISO form; None where it never did."""
    version: str
    """Stamp of the Change that gave it this text: the `base` of the next edit."""
    deleted: bool = False
    claimed: bool = False
    """As `Change.claimed`."""
    rivals: tuple[str, ...] = ()
    """Texts that others gave it without having seen this one; none is lost."""

    @property
    def place(self) -> str:
        """Id of the task or section it hangs on."""
        return split_target(self.target)[0]

    @property
    def quote(self) -> str:
        """The quoted words it hangs on; empty where there are none."""
        return split_target(self.target)[1]

    @property
    def path(self) -> str:
        """Its own target, for edits and deletion."""
        return note_path(self.target, self.id)


class State:
    """The fold of Changes: the present marks, notes and ties.

    One thread folds; others may read meanwhile, so whatever is walked through is copied first.
    """

    def __init__(self, changes: Iterable[Change] = ()) -> None:
        self._registers: dict[tuple[str, ...], Change] = {}
        self._notes: dict[tuple[str, str], list[Change]] = {}
        self._edits: dict[tuple[str, str], list[Change]] = {}
        self._touched: dict[tuple[str, str], Change] = {}
        self._turns: dict[tuple[str, str], int] = {}
        """How often each place with notes was changed: what was made of its notes before is no longer true then."""
        self._made: dict[tuple[str, str], tuple[int, tuple[Note, ...]]] = {}
        self.latest = ""
        """The greatest stamp folded so far; empty at first."""
        for change in changes:
            self.apply(change)

    def apply(self, change: Change) -> bool:
        """Fold one Change in; False where it was known already or is older than what its register holds."""
        held = self._registers.get(change.register)
        if held is not None and not _prevails(change, held):
            return False
        self._registers[change.register] = change
        self.latest = max(self.latest, change.stamp)
        place = split_target(change.target)[0]
        touched = self._touched.get((change.doc, place))
        if touched is None or _prevails(change, touched):
            self._touched[change.doc, place] = change
        if change.kind == "note":
            _supersede(self._notes.setdefault((change.doc, place), []), held, change)
        elif change.kind == "edit":
            _supersede(self._edits.setdefault((change.doc, change.target), []), held, change)
        if change.kind in {"note", "edit", "delete"}:
            self._turns[change.doc, place] = self._turns.get((change.doc, place), 0) + 1
        return True

    def __len__(self) -> int:
        """How many Changes still count."""
        return len(self._registers)

    def __bool__(self) -> bool:
        return True

    def changes(self) -> Iterator[Change]:
        """The Changes that still count, oldest first: folding them alone gives this state again."""
        return iter(sorted(self._registers.values(), key=lambda change: change.stamp))

    def held(self, doc: str, target: str, kind: str, author: str = "") -> Change | None:
        """The Change that a register holds; `author` matters for a star alone."""
        key = (doc, target, kind, author) if kind == "star" else (doc, target, kind)
        return self._registers.get(key)

    def value(self, doc: str, target: str, kind: str, author: str = "") -> Value:
        """What a register says; None where nobody wrote it."""
        change = self.held(doc, target, kind, author)
        return change.value if change else None

    def touched(self, doc: str, place: str) -> Change | None:
        """The last Change to a task or section, its notes included."""
        return self._touched.get((doc, place))

    def note(self, doc: str, path: str) -> Note | None:
        """The note of this path, deleted or not."""
        place, _, note_id = split_target(path)
        added = self._registers.get((doc, path.rpartition("@")[0], "note", note_id))
        return self._note(added) if added and place else None

    def last_edit(self, doc: str, path: str) -> Change | None:
        """The Change that last gave the note of this path a new text; None where none did."""
        return max(self._edits.get((doc, path), ()), key=lambda change: change.stamp, default=None)

    def notes(self, doc: str, place: str) -> tuple[Note, ...]:
        """The notes on a task or section that are not deleted, oldest first."""
        turn = self._turns.get((doc, place), 0)
        made = self._made.get((doc, place))
        if made is not None and made[0] == turn:
            return made[1]
        added = sorted(self._notes.get((doc, place), ()), key=lambda change: change.stamp)
        notes = tuple(note for note in map(self._note, added) if not note.deleted)
        self._made[doc, place] = (turn, notes)
        return notes

    def noted(self, doc: str) -> tuple[str, ...]:
        """Ids of the tasks and sections of a document that carry notes."""
        return tuple(place for held_doc, place in list(self._notes) if held_doc == doc and self.notes(doc, place))

    def _note(self, added: Change) -> Note:
        """The note that a Change added, with its latest text and the texts that rival it."""
        path = note_path(added.target, added.stamp)
        edits = self._edits.get((added.doc, path), ())
        versions = sorted([added, *edits], key=lambda change: change.stamp) if edits else [added]
        latest = versions[-1]
        built_on = {version.base for version in versions}
        rivals = [v.value for v in versions[:-1] if v.stamp not in built_on and v.value != latest.value]
        return Note(
            id=added.stamp,
            doc=added.doc,
            target=added.target,
            text=str(latest.value),
            author=added.author,
            at=added.at,
            edited=latest.at if latest is not added else None,
            version=latest.stamp,
            deleted=self.value(added.doc, path, "delete") is True,
            claimed=added.claimed,
            rivals=tuple(str(text) for text in rivals),
        )


def _prevails(change: Change, held: Change) -> bool:
    """Whether a Change counts rather than the one held: the later one does.

    Two of one stamp come from a copied writer's id or a bundle that lies: the one whose author is vouched for counts,
    else any rule will do that gives the same in every order.
    """
    if change.stamp == held.stamp:
        return (held.claimed, repr(change)) > (change.claimed, repr(held))
    return change.stamp > held.stamp


def _supersede(versions: list[Change], held: Change | None, change: Change) -> None:
    """Add a Change to a list, in the place of the one that its register held."""
    if held is not None:
        versions.remove(held)
    versions.append(change)


def inverse(change: Change, before: Value) -> Intent:
    """What takes a Change back, given what its register said before it.

    A note is taken back by deleting it; its words stay in the journal.
    """
    if change.kind == "note":
        return Intent(change.doc, note_path(change.target, change.stamp), "delete", True)
    if change.kind == "delete":
        return Intent(change.doc, change.target, "delete", before is True, base=change.stamp)
    return Intent(change.doc, change.target, change.kind, before, base=change.stamp)


def with_before(changes: Iterable[Change]) -> Iterator[tuple[Change, Value]]:
    """Each Change, oldest first, with what its field said just before it; None where it said nothing."""
    said: dict[tuple[str, ...], Value] = {}
    for change in changes:
        yield change, said.get(change.field)
        said[change.field] = change.value


@dataclass(frozen=True, slots=True)
class Steps:
    """What one author may take back and repeat, as batches in the order they would go."""

    done: tuple[str, ...] = ()
    undone: tuple[str, ...] = ()

    @classmethod
    def of(cls, changes: Iterable[Change], author: str) -> Steps:
        """Read the steps out of a history, oldest Change first.

        An undo is itself a batch; to repeat a step is to take that batch back. A new step clears what was undone.
        """
        done: dict[str, None] = {}
        undone: dict[str, None] = {}
        seen: set[str] = set()
        for change in changes:
            if change.author != author or change.step in seen:
                continue
            seen.add(change.step)
            reverts = change.reverts
            if reverts is not None and reverts in done:
                del done[reverts]
                undone[change.step] = None
            elif reverts is not None and reverts in undone:
                del undone[reverts]
                done[change.step] = None
            else:
                done[change.step] = None
                undone.clear()
        return cls(tuple(done), tuple(undone))
