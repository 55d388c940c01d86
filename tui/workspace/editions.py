"""The editions of a document: one put in the place of another, and the marks and notes carried over."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Final, NamedTuple, Protocol

from tui.model.carrying import DOUBT, EXACT, NOWHERE, Anchor, Stuck
from tui.model.change import (
    OWN,
    WRITTEN,
    Change,
    Intent,
    Note,
    bare_target,
    earlier_place,
    library_step,
    quoting,
    split_target,
    written_path,
)
from tui.model.document import Document, Section
from tui.model.edition import edition_of, step
from tui.model.errors import Invalid
from tui.model.kinds import KINDS
from tui.model.text import squeeze
from tui.store.swapping import Swap, present_reading
from tui.workspace.ground import Ground

if TYPE_CHECKING:
    from datetime import datetime

    from tui.model.comparing import Comparison, Match
    from tui.model.task import Task

_NUMBER: Final = re.compile(
    r"[(\[]?[\d一二三四五六七八九十百零〇]{1,6}[)\]、.．]|第[\d一二三四五六七八九十百零〇]{1,6}[编篇章节条款项]"
)
"""The number before a paragraph, folded."""
_MARKS: Final = frozenset(name for name, kind in KINDS.items() if kind.mark)


class Waiting(NamedTuple):
    """Marks and notes on something of an older edition that has no place in the present one."""

    doc: str
    edition: str
    """The edition they were written on."""
    place: str
    """What they hang on, as an id of that edition, with the words a note quotes where these alone are lost."""
    words: str
    """What stood there; empty where that edition was not kept."""
    guess: str
    """The present id that is most like it; empty where none is."""
    doubtful: bool
    """Whether a person has to decide; else nothing is left of it, or the step to the present edition was undone."""
    marks: tuple[Change, ...]
    notes: tuple[Note, ...]


class WithEditions(Ground, Protocol):
    """A workspace whose documents have editions."""

    @property
    def editions(self) -> Editions:
        """What is known of them."""

    def hold(self, document: Document) -> None:
        """Let a document be this reading of it."""

    def as_of(self, moment: datetime | str) -> WithEditions:
        """The workspace as it stood at a moment, or just after the Change of this stamp."""


class Editions:
    """What a workspace knows of the editions of its documents."""

    def __init__(self, workspace: Ground) -> None:
        self._workspace = workspace
        self._names: dict[str, tuple[Document, str]] = {}
        self._signatures: dict[str, object] = {}
        """Of documents that were replaced, what tells whether their file is still the one that was looked at last."""

    def present(self, doc: str) -> str:
        """The edition that the library holds; empty where it has no such document."""
        try:
            document = self._workspace.find_read(doc)
        except Invalid:  # a damaged one keeps nobody from the others; what was written on it is told as it was
            return ""
        if document is None:
            return ""
        known = self._names.get(doc)
        if known is None or known[0] is not document:
            known = self._names[doc] = (document, edition_of(document))
        return known[1]

    def dated(self, intents: Iterable[Intent]) -> list[Intent]:
        """The intents, each in the edition that its target names something of."""
        return [each if each.edition else self._dated(each) for each in intents]

    def _dated(self, intent: Intent) -> Intent:
        """The intent in the present edition; in the older one that its target begins with."""
        earlier = earlier_place(intent.target)
        if earlier is None:
            return replace(intent, edition=self.present(intent.doc))
        return replace(intent, target=earlier, edition=intent.target.removesuffix(f":{earlier}"))

    # One in the place of another

    def carrying(self, old: Document, new: Document, compared: Comparison) -> list[Intent]:
        """What is written down when one edition takes the place of another."""
        name = step(edition_of(old), edition_of(new))
        carries = self._workspace.state.carries(old.id)
        intents = [Intent(old.id, "", "carry", new.source.name, edition=name)]
        intents += [_carried(old.id, match, name) for match in compared.matches if _moves(match)]
        intents += [_fresh(old.id, match, name) for match in compared.matches if match.old is None]
        intents += self._quotes(old, new, compared, name)
        news = []
        for intent in intents:
            held = carries.held(name, intent.target) if carries else None
            if held is None or held.value is None or not intent.target:
                news.append(replace(intent, base=held.stamp if held else None))
        return [*news, *self._returning(old.id, new, compared)]

    def _returning(self, doc: str, new: Document, compared: Comparison) -> Iterator[Intent]:
        """Where things stand that an edition in between had lost, with the very same words as before."""
        carries = self._workspace.state.carries(doc)
        fresh = {match.new: squeeze(words_of(new, match.new or "")) for match in compared.matches if match.old is None}
        for waiting in self.waiting(doc) if carries else ():
            found = [place for place, words in fresh.items() if words and words == squeeze(waiting.words)]
            stuck = carries.trace(waiting.edition, waiting.place, self.present(doc)) if carries else ""
            back = waiting.edition == edition_of(new)
            if len(found) == 1 and isinstance(stuck, Stuck) and not stuck.doubtful and not back:
                value = f"{edition_of(new)}:{found[0]}"
                yield Intent(doc, stuck.place, "carry", value, because="moved", edition=stuck.step)

    def left_behind(self, doc: str) -> Document | None:
        """The edition that people wrote on last, of a document that was taken out; None where it was not kept."""
        state, library = self._workspace.state, self._workspace.library
        head = state.held(doc, "", "document")
        if head is not None:
            was, now = library_step(head)
            kept = library.kept(doc, was) if was and not now else None
            return kept.document if kept else None
        if not any(state.editions(doc)):
            return None
        written = (change.edition.rpartition(">")[2] for change in reversed(list(state.changes(doc))))
        last = next(filter(None, written))
        return library.load_earlier(doc, last)

    def _quotes(self, old: Document, new: Document, compared: Comparison, name: str) -> Iterator[Intent]:
        """Where notes on quoted words go whose words no longer stand where the rest of their section does."""
        found = {match.old: match for match in compared.matches if match.old}
        state = self._workspace.state
        for place in state.noted(old.id):
            for quote in dict.fromkeys(note.quote for note in state.notes(old.id, place) if note.quote):
                match = found.get(place)
                if match is None or not match.new or _stands(quote, words_of(new, match.new)):
                    continue
                others = [each.id for each in new.sections if _stands(quote, each.text)]
                value = others[0] if len(others) == 1 else f"{DOUBT}{match.new}"
                yield Intent(old.id, quoting(place, quote), "carry", value, because="quote", edition=name)

    def moves(self, intents: Sequence[Intent]) -> list[Swap]:
        """The files that Changes of the library lead to, looked for before a word is written.

        Raises `Invalid` (`library_differs`) where the library holds another reading than they lead from, or
        (`reading_not_kept`) where the one they lead to was not kept.
        """
        return [self._move(intent) for intent in intents if intent.kind == "document"]

    def _move(self, intent: Intent) -> Swap:
        library, doc = self._workspace.library, intent.doc
        was, _, now = intent.edition.partition(">")
        if present_reading(library, doc) != was:
            raise Invalid("library_differs", doc=doc)
        wanted = library.kept(doc, now) if now else None
        if now and wanted is None:
            raise Invalid("reading_not_kept", doc=doc)
        return Swap(library, doc, was, wanted)

    def switching(self, intents: Sequence[Intent]) -> Iterator[Intent]:
        """What the library is to hold, for taking back or repeating a step that says it by its carries alone."""
        said = {intent.doc for intent in intents if intent.kind == "document"}
        for intent in intents:
            if intent.kind == "carry" and not intent.target and intent.doc not in said:
                forward = intent.value is not None
                old, _, new = intent.edition.partition(">")
                there, wanted = (old, new) if forward else (new, old)
                if self.present(intent.doc) == there:
                    yield self._switch(intent.doc, wanted)

    def _switch(self, doc: str, edition: str) -> Intent:
        library = self._workspace.library
        found = library.kept_edition(doc, edition)
        if found is None:
            raise Invalid("reading_not_kept", doc=doc)
        swap = Swap(library, doc, present_reading(library, doc), found)
        return held_intent(doc, swap, found.document.source.name)

    def follow(self, changes: Sequence[Change]) -> tuple[Change, ...]:
        """What others wrote, with documents that they replaced read anew as soon as the library holds them."""
        known = {change.stamp for change in changes}
        return (*changes, *(head for head in self._replaced() if head.stamp not in known))

    def _replaced(self) -> Iterator[Change]:
        """The steps by which others replaced what is held here, once the library shows it."""
        library, state = self._workspace.library, self._workspace.state
        for doc, carries in state.carried():
            signature = library.signature(doc)
            if self._signatures.get(doc, ()) == signature:
                continue
            self._signatures[doc] = signature
            edition = ""
            with suppress(Invalid):  # one that is damaged shows nothing new
                edition = edition_of(library.load(doc)) if signature else ""
            if edition and edition != self.present(doc):
                self._workspace.forget_document(doc)
                yield from (head for head in carries.heads() if head.edition.endswith(f">{edition}"))

    def anchors(self, notes: Iterable[Note]) -> dict[str, Anchor]:
        """How surely each of these notes hangs where it hangs now, by its id."""
        by_doc: dict[str, list[Note]] = {}
        for note in notes:
            by_doc.setdefault(note.doc, []).append(note)
        return {note.id: anchor for doc, held in by_doc.items() for note, anchor in self._anchors(doc, held)}

    def _anchors(self, doc: str, notes: Sequence[Note]) -> Iterator[tuple[Note, Anchor]]:
        state, document = self._workspace.state, None
        with suppress(Invalid):
            document = self._workspace.document(doc) if self._workspace.find_read(doc) else None
        carries, present = state.carries(doc), self.present(doc) if document else ""
        written = {each.stamp: each for each in state.changes(doc) if each.kind in WRITTEN} if carries else {}
        for note in notes:
            change = written.get(note.id)
            if carries is not None and change is not None:
                path = written_path(change)
                anchor = carries.anchor(change.edition, path, present)
            else:
                anchor = EXACT
            yield note, _as_quoted(anchor, note, document) if document else anchor

    # What has no place

    def waiting(self, doc: str) -> tuple[Waiting, ...]:
        """The marks and notes that have no place in the present edition, the doubtful first."""
        targets: dict[tuple[str, str], list[Change]] = {}
        for change in self._unplaced(doc):
            place, quote, _ = split_target(bare_target(change))
            targets.setdefault((change.edition, quoting(place, quote)), []).append(change)
        found = [self._waiting(doc, *target, changes) for target, changes in targets.items()]
        return tuple(sorted(filter(None, found), key=lambda each: not each.doubtful))

    def _unplaced(self, doc: str) -> list[Change]:
        """What has no place now, without the marks that were set anew on the same thing while another edition stood."""
        found, carries = self._workspace.state.unplaced(doc), self._workspace.state.carries(doc)
        marks = {(change.edition, *_mark(change)): change for change in found if change.kind in _MARKS}
        editions = {edition for edition, *_ in marks}

        def set_anew(mark: Change) -> bool:
            target, kind, author = _mark(mark)
            for other in editions - {mark.edition}:
                there = carries.trace(mark.edition, target, other) if carries else ""
                later = marks.get((other, there, kind, author)) if isinstance(there, str) else None
                if later is not None and later.stamp > mark.stamp:
                    return True
            return False

        return [change for change in found if change.kind not in _MARKS or not set_anew(change)]

    def _waiting(self, doc: str, edition: str, target: str, changes: Sequence[Change]) -> Waiting | None:
        """What waits on one place; None where none of it counts any more."""
        state, carries = self._workspace.state, self._workspace.state.carries(doc)
        place, quote, _ = split_target(target)
        marks = [c for c in changes if c.kind in _MARKS and c.value not in (None, False, self._initial)]
        notes = [note for note in state.notes(doc, f"{edition}:{place}") if note.quote == quote]
        if carries is None or not (marks or notes):
            return None
        stuck = carries.trace(edition, target, self.present(doc))
        if isinstance(stuck, Stuck) and _settled(carries.held(stuck.step, stuck.place)):
            return None
        guess, doubtful = (stuck.guess, stuck.doubtful) if isinstance(stuck, Stuck) else ("", False)
        words = quote or self._oldwords_of(doc, edition, place)
        return Waiting(doc, edition, target, words, guess, doubtful, tuple(marks), tuple(notes))

    @property
    def _initial(self) -> str:
        return self._workspace.profile.initial.key

    def _oldwords_of(self, doc: str, edition: str, place: str) -> str:
        """What stood under an id in an older edition; empty where that was not kept."""
        document = self._workspace.library.load_earlier(doc, edition)
        return words_of(document, place) if document else ""

    def decide(self, waiting: Waiting, place: str) -> tuple[Change, ...]:
        """Say where the marks and notes of something belong now; an empty place says nowhere."""
        doc, carries = waiting.doc, self._workspace.state.carries(waiting.doc)
        stuck = carries.trace(waiting.edition, waiting.place, self.present(doc)) if carries else ""
        if carries is None or not isinstance(stuck, Stuck):
            return ()
        there = f"{self.present(doc)}:{place}" if place else NOWHERE
        held = carries.held(stuck.step, stuck.place)
        if held is not None and held.value == there:
            return ()
        base = held.stamp if held else None
        return self._workspace.append([Intent(doc, stuck.place, "carry", there, base, edition=stuck.step)])


def held_intent(doc: str, swap: Swap, source: str | None) -> Intent:
    """The Change that says which reading of a document the library holds, read from this file; None for none."""
    return Intent(doc, "", "document", source, edition=swap.edition)


def _mark(change: Change) -> tuple[str, str, str]:
    """What a mark marks, as what, and for whom: a star is each author's own."""
    return bare_target(change), change.kind, change.author if change.kind in OWN else ""


def _settled(held: Change | None) -> bool:
    """Whether a person decided that nothing is left of a thing."""
    return held is not None and held.value == NOWHERE


def _moves(match: Match) -> bool:
    """Whether something must be written down: it has other words, another id or none, or one has to decide."""
    return bool(match.old) and not (match.same_words and match.old == match.new)


def _fresh(doc: str, match: Match, name: str) -> Intent:
    """Something that only the new edition has."""
    return Intent(doc, f"{name.rpartition('>')[2]}:{match.new}", "carry", "", because="new", edition=name)


def _carried(doc: str, match: Match, name: str) -> Intent:
    value = f"{DOUBT}{match.new}" if match.verdict == "doubtful" else match.new or ""
    verdict = "moved" if match.same_words else match.verdict.value
    because = verdict if match.score == 1 else f"{verdict} {match.score:.2f}"
    return Intent(doc, match.old or "", "carry", value, because=because, edition=name)


def _stands(quote: str, words: str) -> bool:
    """Whether quoted words stand in a text, without the number that a page shows before it and they may begin with."""
    quoted, said = squeeze(quote), squeeze(words)
    bare = quoted[found.end() :] if (found := _NUMBER.match(quoted)) else ""
    return quoted in said or bool(bare and bare in said)


def _as_quoted(anchor: Anchor, note: Note, document: Document) -> Anchor:
    """How surely a note hangs there, judged by the words it quotes: where these stand, it is as sure as can be."""
    if anchor.state == "orphan":
        return anchor
    if note.place and not (document.task(note.place) or document.section(note.place)):
        return Anchor("orphan", 0.0)
    if not note.quote:
        return anchor
    if not _stands(note.quote, words_of(document, note.place)):
        return Anchor("fuzzy", anchor.score)
    return Anchor("moved", 1.0) if anchor.state == "fuzzy" else anchor


def words_of(document: Document, place: str) -> str:
    """The words of a section or a task; empty where there is none."""
    found: Task | Section | None = document.task(place) or document.section(place)
    return found.text if found else ""
