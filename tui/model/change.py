"""What people do, as Changes; the present state is their fold.

A Change is never rewritten. Folding is one rule: each Change writes one register, and in a register the greatest stamp
wins. So the order in which Changes arrive does not matter, and two people's work merges by union.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

from tui.model.kinds import KEYED, KINDS, Undo, Unit, kind_of

FORMAT: Final = 1
"""Version of the record that this code writes."""

Value = str | bool | Mapping[str, Any] | None
"""What a Change sets: a status key, a star, a note's text, a record; None takes the mark away."""

_STAMP: Final = re.compile(r"([0-9a-f]{12})([0-9a-f]{4})-([0-9A-Za-z_-]+)")
"""A stamp as text: one spelling for each, so that comparing the texts compares the stamps."""
_NOTE_PATH: Final = re.compile(rf"(.*)@({_STAMP.pattern})", re.DOTALL)
_EARLIER: Final = re.compile("[0-9a-f]{8}(?:>[0-9a-f]{8})?:")
"""What `State.placed` puts before a place of an edition that was replaced."""
_KEYED_PATH: Final = re.compile(rf"([^“]*?)@({'|'.join(KEYED)}):(.+)", re.DOTALL)
_READING_PATH: Final = re.compile(r"(.*)@(row|text|no|leads|participants|due|roles|dropped)", re.DOTALL)


FAR: Final = "0699e991a800"
"""Stamps from here on lie behind the year 2199 and were drawn by no true clock: all others count before them."""


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
    """A task id, a section id (with `“quoted words”` or the key of a stage, report or tag behind it or not), or a
    note's path; empty for the document itself."""
    kind: str
    """One of `tui.model.kinds.KINDS`."""
    value: Value = field(hash=False)
    base: str | None = None
    """Stamp that the register carried when the person looked; None where it was empty.

    That of an edit which brings texts together names them all, with blanks between.
    """
    because: str = ""
    edition: str = ""
    """As `Change.edition`."""
    evidence: Mapping[str, str] | None = field(default=None, hash=False)
    """As `Change.evidence`."""


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
    value: Value = field(hash=False)
    base: str | None = None
    batch: str = ""
    """Changes of one batch are undone as one step; empty means it stands alone, under its own stamp."""
    because: str = ""
    reverts: str | None = None
    """The batch that this one takes back; None for what is no undo or redo."""
    v: int = FORMAT
    edition: str = ""
    """The edition of the document that the target names something of, see `tui.model.edition`; of a `carry` the two
    that it leads between, `1f3c9a20>77b0e4d1`; of a `document` the two readings, empty where there is none. Empty in
    what was written before there were editions."""
    evidence: Mapping[str, str] | None = field(default=None, hash=False)
    """The `name` and the `sha256` of a file that shows it (佐证); the file itself is not kept."""
    claimed: bool = field(default=False, compare=False, repr=False)
    """Whether nothing but the record itself vouches for its author: it came by merge or restore. Never written."""

    @property
    def writer(self) -> str:
        """Who drew its stamp."""
        return self.stamp.partition("-")[2]

    @property
    def milliseconds(self) -> int:
        """When its stamp was drawn, by the clock that drew it: milliseconds since 1970."""
        return int(self.stamp[:12], 16)

    @property
    def step(self) -> str:
        """Name of the undo step this belongs to."""
        return self.batch or self.stamp

    @property
    def register(self) -> tuple[str, ...]:
        """What this writes, in its edition."""
        return (*self.unit, self.edition) if self.edition and self.kind != "document" else self.unit

    @property
    def unit(self) -> tuple[str, ...]:
        """What this writes, whatever edition it names things of, see `tui.model.kinds`."""
        kind, target = self.kind, self.target
        if kind in OWN:
            return (self.doc, target, kind, self.author)
        if kind in _APART or (kind == "reading" and kind_of(kind, target).unit is Unit.CHANGE):
            return (self.doc, target, kind, self.stamp)
        return (self.doc, target, kind)

    @property
    def field(self) -> tuple[str, ...]:
        """What a person would say this changes: as the register, but all versions of a note's text are one.

        It is compared between Changes that name things of one edition, see `State.placed`.
        """
        if self.kind in WRITTEN:
            return (self.doc, written_path(self), "text")
        return (self.doc, self.target, "text") if self.kind == "edit" else self.unit


def earlier_place(place: str) -> str | None:
    """The id that a place of an edition which was replaced had there; None for a place of the present one."""
    match = _EARLIER.match(place)
    return place[match.end() :] if match else None


def is_stamp(text: str) -> bool:
    """Whether a text is a stamp: the id of a note, or of a task that a person added."""
    return _STAMP.fullmatch(text) is not None


def quoting(place: str, quote: str) -> str:
    """The target of a note on quoted words of a section or task."""
    return f"{place}“{quote}”" if quote else place


def note_path(target: str, note_id: str) -> str:
    """The target of a Change to a note."""
    return f"{target}@{note_id}"


def written_path(change: Change) -> str:
    """The target of Changes to the note or the reply that a Change wrote: a reply hangs where its note does."""
    return note_path(_hung_on(change), change.stamp)


def _hung_on(change: Change) -> str:
    """The task, section or quoted words that a note or a reply hangs on."""
    answered = split_target(change.target)[2] if change.kind == "reply" else ""
    return change.target.removesuffix(f"@{answered}") if answered else change.target


OWN: Final = frozenset(name for name, kind in KINDS.items() if kind.unit is Unit.AUTHOR)
"""The kinds that each author has for himself."""
_APART: Final = frozenset(name for name, kind in KINDS.items() if kind.unit is Unit.CHANGE)
"""The kinds of which each Change stands by itself."""
WRITTEN: Final = frozenset({"note", "reply"})
"""The kinds that write a note: a reply is one that answers another."""


def keyed_target(place: str, kind: str, key: str) -> str:
    """The target of one of several of a kind that a task has: of a stage, a report of a period, a tag."""
    return f"{place}@{kind}:{key}"


def split_keyed(target: str) -> tuple[str, str]:
    """The place and the key of such a target; the key is empty where it is none."""
    match = _KEYED_PATH.fullmatch(target) if "@" in target else None
    return (match[1], match[3]) if match else (target, "")


def reading_target(place: str, field: str) -> str:
    """The target of a correction: of a field of a task, of the `roles` of all tasks in a place, or a new `row`."""
    return f"{place}@{field}"


def split_reading(target: str) -> tuple[str, str]:
    """The place and the field that a correction is about; the field is empty where it is about none."""
    match = _READING_PATH.fullmatch(target)
    return (match[1], match[2]) if match else (target, "")


def split_target(target: str) -> tuple[str, str, str]:
    """The place (task or section id), the quoted words and the note id of a target; the last two may be empty."""
    match = _NOTE_PATH.fullmatch(target) if "@" in target else None
    head, note_id = (match[1], match[2]) if match else (_bare_place(target) if "@" in target else target, "")
    place, quote_mark, quote = head.partition("“")
    return place, quote[:-1] if quote_mark and quote.endswith("”") else quote, note_id


def _bare_place(target: str) -> str:
    """The place of a correction, or of one of several of a kind."""
    return split_keyed(split_reading(target)[0])[0]


@dataclass(frozen=True, slots=True)
class Resolved:
    """That a note is settled: who said so, when (ISO form), and why."""

    by: str
    at: str
    because: str = ""
    claimed: bool = False
    """As `Change.claimed`."""

    @classmethod
    def of(cls, change: Change | None) -> Resolved | None:
        """What a Change of kind `resolve` says; None where it says that the note is open."""
        if change is None or not isinstance(change.value, dict):
            return None
        because = change.value.get("because")
        return cls(change.author, change.at, because if isinstance(because, str) else "", change.claimed)


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
    brought_back: str | None = None
    """When it had been deleted, ISO form, before an edit that did not know of it brought it back; None else."""
    rivals: tuple[str, ...] = ()
    """Texts that others gave it without having seen this one; none is lost."""
    rival_versions: tuple[str, ...] = ()
    """The stamps of the Changes that gave it these texts, in the same order."""
    reply_to: str | None = None
    """Id of the note or reply that it answers; None where it begins a conversation."""
    resolved: Resolved | None = None
    """That it was settled; None while it is open."""

    @property
    def is_open(self) -> bool:
        """Whether it begins a conversation that nobody has settled."""
        return self.reply_to is None and self.resolved is None

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


def prevails(change: Change, held: Change) -> bool:
    """Whether a Change counts rather than the one held: the later one does.

    A stamp from so far ahead that no clock drew it counts before all others, so that nothing is set for ever by it.
    Two of one stamp come from a copied writer's id or a bundle that lies: the one whose author is vouched for counts,
    else any rule will do that gives the same in every order.
    """
    if change.stamp == held.stamp:
        return (held.claimed, repr(change)) > (change.claimed, repr(held))
    if (change.stamp >= FAR) is not (held.stamp >= FAR):
        return held.stamp >= FAR
    return change.stamp > held.stamp


def in_order(changes: Iterable[Change]) -> list[Change]:
    """Changes oldest first, as they prevail."""
    found = sorted(changes, key=lambda change: change.stamp)
    if not found or found[-1].stamp < FAR:
        return found
    far = bisect_left(found, FAR, key=lambda change: change.stamp)
    return [*found[far:], *found[:far]]


def inverse(change: Change, before: Value) -> Intent:
    """What takes a Change back, given what its register said before it.

    A note is taken back by deleting it, a row by dropping it; their words stay in the journal.
    """
    doc, target, edition = change.doc, bare_target(change), change.edition
    undo = kind_of(change.kind, target).undo
    if undo is Undo.SWAP:
        was, now = library_step(change)
        return Intent(doc, "", change.kind, before, base=change.stamp, edition=f"{now}>{was}")
    if undo is Undo.DELETE:
        return Intent(doc, written_path(replace(change, target=target)), "delete", True, edition=edition)
    if undo is Undo.DROP:
        return Intent(doc, reading_target(change.stamp, "dropped"), "reading", True, edition=edition)
    value = change.value is not True if change.kind == "delete" else before
    return Intent(doc, target, change.kind, value, base=change.stamp, edition=edition)


def is_head(change: Change) -> bool:
    """Whether this is the carry that says that one edition followed another."""
    return change.kind == "carry" and not bare_target(change)


def library_step(change: Change) -> tuple[str, str]:
    """The readings of a document that a `document` Change leads from and to; empty for one that is not there."""
    was, _, now = change.edition.partition(">")
    return was, now


def library_deed(change: Change, *, back: bool = False) -> str:
    """What a `document` Change does: `in` (read in), `out` (taken out) or `new` (a new edition), or it takes `back`."""
    was, now = library_step(change)[::-1] if back else library_step(change)
    return "in" if not was else "out" if not now else "new"


def bare_target(change: Change) -> str:
    """The target of a Change as it was written, without the edition that `State.placed` puts before it."""
    return change.target.removeprefix(f"{change.edition}:") if change.edition else change.target


def with_before(changes: Iterable[Change]) -> Iterator[tuple[Change, Value]]:
    """Each Change, oldest first, with what its field said just before it; None where it said nothing."""
    said: dict[tuple[str, ...], Value] = {}
    for change in changes:
        yield change, said.get(change.field)
        said[change.field] = change.value


def _is_no_step(change: Change) -> bool:
    return kind_of(change.kind, change.target).undo is Undo.NONE


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
            if change.author != author or change.step in seen or _is_no_step(change):
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
