"""The fold of Changes: the present marks, notes, ties and corrections."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from tui.model.change import (
    FAR,
    OWN,
    WRITTEN,
    Change,
    Intent,
    Note,
    Resolved,
    Value,
    in_order,
    prevails,
    split_target,
    written_path,
)
from tui.model.kinds import KEYED

if TYPE_CHECKING:
    from tui.model.carrying import Carries
    from tui.model.merging import Rivalry

_KEYED = frozenset(KEYED)
_OF_NOTES = frozenset({*WRITTEN, "edit", "delete", "resolve"})
EditionOf = Callable[[str], str]
"""The edition of a document that is looked at; empty where that is not known."""


class Fold:
    """What Changes say that name things of one edition of their document.

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
        self._readings: dict[str, dict[tuple[str, ...], Change]] = {}
        self._corrections: dict[str, tuple[Change, ...]] = {}
        self._keyed: dict[tuple[str, str, str], dict[tuple[str, ...], Change]] = {}
        """Of each document, place and kind what stands side by side, by its unit."""
        self._editions: dict[str, tuple[str, ...]] = {}
        """The editions of each document that something was written on: mostly one."""
        self.latest = ""
        """The greatest stamp folded so far that a true clock may have drawn; empty at first."""
        for change in changes:
            self.apply(change)

    def apply(self, change: Change) -> bool:
        """Fold one Change in; False where it was known already or is older than what its register holds.

        A name that nothing vouches for names nobody, and what came from elsewhere tells of another library.
        """
        if change.claimed and change.kind in {"name", "document"}:
            return False
        register = change.register
        held = self._registers.get(register)
        if held is not None and not prevails(change, held):
            return False
        self._registers[register] = change
        if self.latest < change.stamp < FAR:
            self.latest = change.stamp
        self._learn_edition(change)
        place = split_target(change.target)[0]
        touched = self._touched.get((change.doc, place))
        if touched is None or prevails(change, touched):
            self._touched[change.doc, place] = change
        if change.kind in WRITTEN:
            _supersede(self._notes.setdefault((change.doc, place), []), held, change)
        elif change.kind == "edit":
            _supersede(self._edits.setdefault((change.doc, change.target), []), held, change)
        elif change.kind == "reading":
            self._readings.setdefault(change.doc, {})[register] = change
            self._corrections.pop(change.doc, None)
        elif change.kind in _KEYED:
            _keep_later(self._keyed.setdefault((change.doc, place, change.kind), {}), change)
        if change.kind in _OF_NOTES:
            self._turns[change.doc, place] = self._turns.get((change.doc, place), 0) + 1
        return True

    def rival(self, change: Change) -> Rivalry | None:
        """What a Change that is about to be folded in is at odds with: another holds its register, and neither knew.

        What one writer did one after the other was done knowing it.
        """
        held = self._registers.get(change.register)
        if held is None or held.writer == change.writer:
            return None
        from tui.model.merging import Outcome, Rivalry  # mostly there is nothing to compare

        first, last = sorted((held, change), key=lambda each: each.stamp)
        found = Rivalry(first, last, {held.stamp: held, change.stamp: change}.get)
        return found if found.outcome is Outcome.CONFLICT else None

    def _learn_edition(self, change: Change) -> None:
        editions = self._editions.get(change.doc, ())
        if change.edition not in editions and change.kind != "document":
            self._editions[change.doc] = (*editions, change.edition)

    def __len__(self) -> int:
        """How many Changes still count."""
        return len(self._registers)

    def __bool__(self) -> bool:
        return True

    def changes(self, doc: str | None = None) -> Iterator[Change]:
        """The Changes that still count, oldest first: folding them alone gives this state again."""
        found = (change for change in list(self._registers.values()) if doc is None or change.doc == doc)
        return iter(in_order(found))

    def held(self, doc: str, target: str, kind: str, author: str = "") -> Change | None:
        """The Change that a register holds; `author` matters for a star or a name alone."""
        return self._held((doc, target, kind, author) if kind in OWN else (doc, target, kind))

    def _held(self, register: tuple[str, ...]) -> Change | None:
        """What a register holds, whatever edition it was written on."""
        held = self._registers.get(register)
        for edition in self._editions.get(register[0], ()):
            change = self._registers.get((*register, edition)) if edition else None
            if change is not None and (held is None or prevails(change, held)):
                held = change
        return held

    def standing(self, intent: Intent, author: str) -> str:
        """The stamp behind which an intent must be stamped to count: the latest that holds what it would set."""
        doc, target, kind = intent.doc, intent.target, intent.kind
        against = [self._held((doc, target, kind, author) if kind in OWN else (doc, target, kind))]
        against.append(self.held(doc, target, kind, author))
        if kind in {"edit", "delete"}:
            against += [self.last_edit(doc, target), self.held(doc, target, "delete")]
        return max((change.stamp for change in against if change and change.stamp < FAR), default="")

    def value(self, doc: str, target: str, kind: str, author: str = "") -> Value:
        """What a register says; None where nobody wrote it."""
        change = self.held(doc, target, kind, author)
        return change.value if change else None

    def name(self, author: str) -> str:
        """How someone wants to be called; empty where that is not known."""
        value = self.value("", "", "name", author)
        return value if isinstance(value, str) else ""

    def touched(self, doc: str, place: str) -> Change | None:
        """The last Change to a task or section, its notes included."""
        return self._touched.get((doc, place))

    def last_changes(self) -> list[tuple[str, str, str]]:
        """Every task and section that was ever touched, by document and id, and the stamp of the last Change to it."""
        return [(doc, place, change.stamp) for (doc, place), change in list(self._touched.items())]

    def since(self, stamp: str) -> list[Change]:
        """The Changes with this stamp and later that still count, in no order."""
        return [change for change in list(self._registers.values()) if change.stamp >= stamp]

    def note(self, doc: str, path: str) -> Note | None:
        """The note of this path, deleted or not."""
        place, _, note_id = split_target(path)
        added = self._held((doc, path.rpartition("@")[0], "note", note_id)) or self._reply(doc, place, path)
        return self._note(added) if added and place else None

    def _reply(self, doc: str, place: str, path: str) -> Change | None:
        """The Change that wrote the reply of this path."""
        written = list(self._notes.get((doc, place), ()))
        return next((each for each in written if each.kind == "reply" and written_path(each) == path), None)

    def last_edit(self, doc: str, path: str) -> Change | None:
        """The Change that last gave the note of this path a new text; None where none did."""
        edits = self._edits.get((doc, path))
        return in_order(edits)[-1] if edits else None

    def notes(self, doc: str, place: str) -> tuple[Note, ...]:
        """The notes on a task or section that are not deleted, oldest first."""
        turn = self._turns.get((doc, place), 0)
        made = self._made.get((doc, place))
        if made is not None and made[0] == turn:
            return made[1]
        added = in_order(self._notes.get((doc, place), ()))
        notes = tuple(note for note in map(self._note, added) if not note.deleted)
        self._made[doc, place] = (turn, notes)
        return notes

    def noted(self, doc: str) -> tuple[str, ...]:
        """Ids of the tasks and sections of a document that carry notes."""
        return tuple(place for held_doc, place in list(self._notes) if held_doc == doc and self.notes(doc, place))

    def keyed(self, doc: str, place: str, kind: str) -> tuple[Change, ...]:
        """What a place has of a kind of which it may have several, oldest first; what was taken away is left out."""
        held = self._keyed.get((doc, place, kind))
        found = (change for change in list(held.values()) if change.value is not None) if held else ()
        return tuple(sorted(found, key=lambda change: change.stamp))

    def editions(self, doc: str) -> tuple[str, ...]:
        """The editions of a document that something was written on."""
        return self._editions.get(doc, ())

    def readings(self, doc: str) -> tuple[Change, ...]:
        """The corrections to the reading of a document, oldest first; the very same as long as there are no others."""
        if doc not in self._readings:
            return ()
        made = self._corrections.get(doc)
        if made is None:
            made = self._corrections[doc] = tuple(in_order(self._readings[doc].values()))
        return made

    def _note(self, added: Change) -> Note:
        """The note that a Change added, with its latest text and the texts that rival it."""
        path = written_path(added)
        edits = self._edits.get((added.doc, path), ())
        versions = in_order([added, *edits]) if edits else [added]
        latest = versions[-1]
        built_on = {stamp for version in versions if version.base for stamp in version.base.split()}
        deletion = self.held(added.doc, path, "delete")
        if deletion is not None and deletion.value is not True:
            deletion = None
        overruled = deletion is not None and latest is not added and prevails(latest, deletion)
        rivals = [v for v in versions[:-1] if v.stamp not in built_on and v.value != latest.value]
        return Note(
            id=added.stamp,
            doc=added.doc,
            target=path.rpartition("@")[0],
            text=str(latest.value),
            author=added.author,
            at=added.at,
            edited=latest.at if latest is not added else None,
            version=latest.stamp,
            deleted=deletion is not None and not overruled,
            brought_back=deletion.at if overruled and deletion else None,
            claimed=added.claimed,
            rivals=tuple(str(rival.value) for rival in rivals),
            rival_versions=tuple(rival.stamp for rival in rivals),
            reply_to=(split_target(added.target)[2] or None) if added.kind == "reply" else None,
            resolved=Resolved.of(self.held(added.doc, path, "resolve")),
        )


def _keep_later(held: dict[tuple[str, ...], Change], change: Change) -> None:
    """Let a Change stand for its unit, unless a later one does."""
    other = held.get(change.unit)
    if other is None or prevails(change, other):
        held[change.unit] = change


def _supersede(versions: list[Change], held: Change | None, change: Change) -> None:
    """Add a Change to a list, in the place of the one that its register held."""
    if held is not None:
        versions.remove(held)
    versions.append(change)


class State(Fold):
    """The present marks and notes of all documents.

    Of a document that was replaced by another edition, all is told in the ids of the edition one looks at, whatever
    edition it was written on.
    """

    def __init__(self, changes: Iterable[Change] = (), edition_of: EditionOf = lambda _: "") -> None:
        self._edition_of = edition_of
        self._carries: dict[str, Carries] = {}
        self._views: dict[str, tuple[str, Fold]] = {}
        """Of each replaced document the edition looked at, and all that was written, in its ids."""
        super().__init__(changes)

    def apply(self, change: Change) -> bool:
        """Fold one Change in, as a fold does; a carry moves all that was written on older editions."""
        if not super().apply(change):
            return False
        if change.kind == "carry":
            self._carry(change)
        elif change.doc in self._views:
            self._views[change.doc][1].apply(self.placed(change))
        return True

    def _carry(self, change: Change) -> None:
        from tui.model.carrying import Carries

        self._carries.setdefault(change.doc, Carries()).add(change)
        self._views.pop(change.doc, None)

    def carries(self, doc: str) -> Carries | None:
        """Where the things of one edition of a document stand in another; None where it was never replaced."""
        return self._carries.get(doc)

    def carried(self) -> list[tuple[str, Carries]]:
        """The documents that were replaced, each with its carries."""
        return list(self._carries.items())

    def placed(self, change: Change) -> Change:
        """A Change as it reads in the edition one looks at.

        Where it has no place there, its target begins with its edition: `1f3c9a20:附件#14`.
        """
        carries = self._carries.get(change.doc) if change.kind != "document" else None
        return carries.placed(change, self._edition_of(change.doc)) if carries else change

    def unplaced(self, doc: str) -> list[Change]:
        """What was written on things that have no place in the edition one looks at, oldest first."""
        view = self._view(doc)
        found = view.changes(doc) if view else ()
        return [change for change in found if change.edition and change.kind != "carry"]

    def _view(self, doc: str) -> Fold | None:
        """What is so in the edition of a document that is looked at; None where there is but one."""
        if doc not in self._carries:
            return None
        edition = self._edition_of(doc)
        made = self._views.get(doc)
        if made is None or made[0] != edition:
            made = self._views[doc] = (edition, Fold(map(self.placed, super().changes(doc))))
        return made[1]

    def held(self, doc: str, target: str, kind: str, author: str = "") -> Change | None:
        """As `Fold.held`."""
        view = self._view(doc)
        return view.held(doc, target, kind, author) if view else super().held(doc, target, kind, author)

    def touched(self, doc: str, place: str) -> Change | None:
        """As `Fold.touched`."""
        view = self._view(doc)
        return view.touched(doc, place) if view else super().touched(doc, place)

    def last_changes(self) -> list[tuple[str, str, str]]:
        """As `Fold.last_changes`."""
        views = [view for doc in list(self._carries) if (view := self._view(doc))]
        found = [each for each in super().last_changes() if each[0] not in self._carries]
        return [*found, *(each for view in views for each in view.last_changes())]

    def since(self, stamp: str) -> list[Change]:
        """As `Fold.since`, each as it reads in the edition one looks at."""
        return [self.placed(change) for change in super().since(stamp)]

    def note(self, doc: str, path: str) -> Note | None:
        """As `Fold.note`."""
        view = self._view(doc)
        return view.note(doc, path) if view else super().note(doc, path)

    def last_edit(self, doc: str, path: str) -> Change | None:
        """As `Fold.last_edit`."""
        view = self._view(doc)
        return view.last_edit(doc, path) if view else super().last_edit(doc, path)

    def notes(self, doc: str, place: str) -> tuple[Note, ...]:
        """As `Fold.notes`."""
        view = self._view(doc)
        return view.notes(doc, place) if view else super().notes(doc, place)

    def keyed(self, doc: str, place: str, kind: str) -> tuple[Change, ...]:
        """As `Fold.keyed`."""
        view = self._view(doc)
        return view.keyed(doc, place, kind) if view else super().keyed(doc, place, kind)

    def noted(self, doc: str) -> tuple[str, ...]:
        """As `Fold.noted`."""
        view = self._view(doc)
        return view.noted(doc) if view else super().noted(doc)

    def readings(self, doc: str) -> tuple[Change, ...]:
        """As `Fold.readings`."""
        view = self._view(doc)
        return view.readings(doc) if view else super().readings(doc)
