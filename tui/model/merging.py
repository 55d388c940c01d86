"""What came back beside what stands here: row by row new, the same, in conflict, or of something unknown."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from tui.model.change import prevails
from tui.model.kinds import kind_of

if TYPE_CHECKING:
    from tui.model.change import Change, Value
    from tui.model.errors import Problem

_DIGITS: Final = 16


class Outcome(StrEnum):
    """What a row that came back is, beside what stands here."""

    NEW = "new"
    SAME = "same"
    CONFLICT = "conflict"
    """It was changed here too since it went out."""
    UNKNOWN = "unknown"
    """It is about nothing that is here."""


class Item(NamedTuple):
    """One row of what came back."""

    n: int
    """Its number in the file, from 1, whatever stands here."""
    doc: str | None
    target: str | None
    """As `Change.target`; None where it names nothing."""
    kind: str
    """As `Change.kind`."""
    field: str
    """The column of a ledger; empty for a Change."""
    here: Any
    theirs: Any
    base: Any
    """What both started from; None where that is not known."""
    state: Outcome
    by: str
    """The sender, or the author of a Change, as claimed."""
    at: str
    where: str = ""
    """The place in the file, such as `row 14`."""
    stamp: str = ""
    """That of a Change; empty for the row of a ledger."""
    here_by: str = ""
    """Who said what stands here; empty where nobody did, or that is not known."""
    here_at: str = ""
    because: str = ""
    """Why, as the sender says."""
    here_because: str = ""
    base_by: str = ""
    base_at: str = ""
    words: str = ""
    """What the cell says, where `theirs` is the day that it means; else empty."""
    why: Problem | None = None
    """Why it cannot be taken in, of a cell that says what its field cannot say."""

    @property
    def sign(self) -> str:
        """What tells this wish apart from every other: the same whenever the file is read again."""
        words = (
            self.doc or "",
            self.target or "",
            self.kind,
            self.field,
            repr(self.words or self.theirs),
            repr(self.base),
            self.stamp,
        )
        said = "\n".join(words)
        return sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]


class Notice(NamedTuple):
    """Something to be told of a file that came back beside its rows: a key of the texts, and what fills it."""

    code: str
    values: Mapping[str, object]


@dataclass(frozen=True)
class Choice:
    """What a person decides of the rows of a file."""

    all_theirs: bool = False
    """Whether theirs counts wherever it is new or in conflict."""
    accepted: Collection[int] = frozenset()
    refused: Collection[int] = frozenset()

    def taken(self, items: Iterable[Item]) -> set[int]:
        """The numbers of the rows that are taken in.

        All that is new unless some of the new rows are named; what is in conflict only where it is.
        """
        found = list(items)
        new = {item.n for item in found if item.state is Outcome.NEW}
        torn = {item.n for item in found if item.state is Outcome.CONFLICT}
        if self.all_theirs:
            return (new | torn) - set(self.refused)
        named = set(self.accepted)
        return ((new & named or new) | (torn & named)) - set(self.refused)

    def turned_down(self, items: Iterable[Item]) -> set[int]:
        """The numbers of the rows that are new or in conflict and refused."""
        open_ = {item.n for item in items if item.state in {Outcome.NEW, Outcome.CONFLICT}}
        return open_ & set(self.refused)


@dataclass(frozen=True)
class Merged:
    """What a merge did; rows by their numbers."""

    taken: tuple[int, ...]
    refused: tuple[int, ...]
    moved: tuple[int, ...]
    """Rows that changed here since one looked at them; they were left alone."""
    left: tuple[int, ...]
    """Conflicts that wait for a person."""
    passed: tuple[int, ...]
    """New rows that were not chosen."""
    changes: tuple[Change, ...]
    """What the person who decided wrote by it: the step that an undo takes back."""
    received: int
    """How many Changes came in as their authors wrote them, which no undo here takes back."""
    documents: tuple[str, ...]
    """Documents that were not here."""

    @property
    def undone_by(self) -> str:
        """What an undo takes back of it: the `whole`, only what was `decided`, or `nothing` of what others did.

        Empty where nothing was taken in or decided.
        """
        if not self.received:
            return "whole" if self.changes else ""
        return "decided" if self.changes else "nothing"


def counts(items: Iterable[Item]) -> dict[str, int]:
    """How many rows there are of each kind."""
    found = dict.fromkeys(map(str, Outcome), 0)
    for item in items:
        found[item.state] += 1
    return found


def judged(base: Any, here: Any, theirs: Any) -> Outcome:  # noqa: ANN401 - values of any kind are compared
    """What a value that came back is, given what both sides started from and what is here now."""
    if theirs == here:
        return Outcome.SAME
    return Outcome.NEW if here == base else Outcome.CONFLICT


# Changes beside Changes


def _said(value: Value) -> Value:
    """A value without its reason: who decides alike for other reasons is at odds with nobody."""
    return {name: each for name, each in value.items() if name != "because"} if isinstance(value, Mapping) else value


@dataclass(frozen=True)
class Rivalry:
    """Who said what of one register, here and there."""

    here: Change | None
    """What counts here."""
    theirs: Change
    """What would count there; not known here."""
    known: Callable[[str], Change | None]
    """The Change of a stamp that wrote the same register, here or there."""

    @property
    def outcome(self) -> Outcome:
        """New where nothing stands here, or one was built on the other, or both say the same, for whatever reasons.

        So it is where the later was built on words that said what the earlier says: who made it knew that, and went on.
        """
        if self.here is None or _said(self.here.value) == _said(self.theirs.value):
            return Outcome.NEW
        if not kind_of(self.theirs.kind, self.theirs.target).rivals:
            return Outcome.NEW
        covered = self.here.stamp in self._before(self.theirs) or self.theirs.stamp in self._before(self.here)
        return Outcome.NEW if covered or self._went_on(self.here) else Outcome.CONFLICT

    def _went_on(self, here: Change) -> bool:
        late, early = (self.theirs, here) if prevails(self.theirs, here) else (here, self.theirs)
        unknown = (
            self._before(late).keys() - self._before(early).keys()
        )  # who knew the same words and says them means it
        passed = filter(None, map(self.known, unknown))
        return any(_said(each.value) == _said(early.value) for each in passed)

    @property
    def base(self) -> Change | None:
        """What both were built on, the last such; None where nothing is known that was."""
        ours = self._before(self.here) if self.here is not None else {}
        return next((self.known(stamp) for stamp in self._before(self.theirs) if stamp in ours), None)

    def _before(self, change: Change) -> dict[str, None]:
        """The stamps of what someone knew of who made a Change, the nearest first."""
        found: dict[str, None] = {}
        waiting = [change]
        for each in waiting:
            for stamp in sorted((each.base or "").split(), reverse=True):
                before = self.known(stamp) if stamp not in found else None
                found[stamp] = None
                if before is not None:
                    waiting.append(before)
        return found
