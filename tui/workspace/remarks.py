"""Comments of a Word file as notes: each once, however often and wherever it is read in.

Their Changes come in as those of others do: their authors are merely claimed, and what was done before stands. A stamp
is made of the comment's own words, author and moment, so that two offices that read the same file have the same notes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import datetime, timedelta, timezone
from hashlib import sha256
from itertools import islice
from typing import TYPE_CHECKING, Final, NamedTuple

from tui.model.change import FAR, WRITTEN, Change, Intent, Stamp, note_path, quoting, split_target
from tui.model.edition import edition_of
from tui.model.text import squeeze
from tui.store.changes import NOTE_LIMIT
from tui.store.record import encode

if TYPE_CHECKING:
    from tui.ingest.readers.docx_comments import Comment
    from tui.model.document import Document
    from tui.workspace.ground import Ground

WRITER: Final = "docx"
"""Draws the stamps of what came in with a file: no person writes under it."""
_CLOCK: Final = timezone(timedelta(hours=8))
"""Word writes the wall clock of who wrote a comment, and calls it Z whatever it is; here it is Beijing's."""
_UNKNOWN: Final = "?"
"""In the place of an author whom the file does not name."""
_SHORTEST: Final = 4
"""Letters of a section that tell it is a part of a paragraph of the file."""
_FAR: Final = int(FAR, 16)
_Key = tuple[str, str, str]
"""Author, moment to the second by his clock, and words."""


def take_comments(workspace: Ground, document: Document, data: bytes) -> int:
    """Let the comments of a Word file be notes on the document that was read from it; how many are new.

    Raises as `read_comments` does, and `Unavailable`.
    """
    from tui.ingest.readers.docx_comments import read_comments

    comments = read_comments(data, document.source.name)
    if not comments:
        return 0
    changes = _Taking(workspace, document).changes(comments)
    workspace.store.receive((change, encode(change)) for change in changes)
    return sum(change.kind in WRITTEN for change in changes)


def is_from_file(change: Change) -> bool:
    """Whether a Change was made of what a file held."""
    return change.stamp.endswith(f"-{WRITER}")


class _Note(NamedTuple):
    """What a comment is, or was already."""

    target: str
    stamp: str

    @property
    def path(self) -> str:
        return note_path(self.target, self.stamp)


class _Taking:
    """The comments of one file, laid beside the notes that there are."""

    def __init__(self, workspace: Ground, document: Document) -> None:
        self._workspace = workspace
        self._document = document
        self._edition = edition_of(document)
        self._places = _Places(document)
        history = [change for change in workspace.store.history() if change.doc == document.id]
        self._known = {change.stamp for change in history}
        self._written = _written(workspace, history)
        state = workspace.state
        notes = [note for place in state.noted(document.id) for note in state.notes(document.id, place)]
        self._targets = {note.id: note.target for note in notes}
        self._answers = {note.id for note in notes if note.reply_to is not None}
        """Those that are settled with what they answer: some programs forget that they do, and settle each."""
        self._times: Counter[_Key] = Counter()

    def changes(self, comments: Iterable[Comment]) -> list[Change]:
        """What is new, each before what answers it."""
        notes: list[_Note | None] = []
        made = []
        for comment in comments:
            above = notes[comment.answers] if comment.answers is not None else None
            note = self._note(comment, above)
            notes.append(note)
            if note is None:
                continue
            if note.stamp not in self._known:
                kind, target = ("reply", above.path) if above else ("note", note.target)
                made.append(
                    self._change(comment, Intent(self._document.id, target, kind, _short(comment.text)), note.stamp)
                )
            settling = self._stamp(comment, note.stamp, "settled")
            if note.stamp in self._answers:
                continue
            if comment.settled and settling not in self._known and not self._is_settled(note):
                intent = Intent(self._document.id, note.path, "resolve", {"because": ""})
                made.append(self._change(comment._replace(author="", at=""), intent, settling))
        return made

    def _note(self, comment: Comment, above: _Note | None) -> _Note | None:
        """The note that a comment is; None where it says nothing, or the document has no place for it."""
        place = self._places.find(comment)
        if not comment.text or place is None:
            return None
        target = above.target if above else quoting(place, self._places.quote(place, comment))
        key = _key(comment.author or _UNKNOWN, comment.at, comment.text)
        stamp = self._stamp(comment, above.stamp if above else "", str(self._times[key]))
        if stamp not in self._known:  # it may be one that was written here and went out
            stamp = next(islice(self._written.get(key, ()), self._times[key], None), stamp)
        self._times[key] += 1
        return _Note(self._targets.get(stamp, target), stamp)

    def _is_settled(self, note: _Note) -> bool:
        """Whether a note is settled here, or was opened again by someone since."""
        return self._workspace.state.held(self._document.id, note.path, "resolve") is not None

    def _change(self, comment: Comment, intent: Intent, stamp: str) -> Change:
        doc, target, kind, value = intent.doc, intent.target, intent.kind, intent.value
        moment = _moment(comment.at)
        at = moment.isoformat(timespec="seconds") if moment else ""
        return Change(stamp, at, comment.author or _UNKNOWN, doc, target, kind, value, edition=self._edition)

    def _stamp(self, comment: Comment, behind: str, what: str) -> str:
        """The stamp of a comment, or of its settling: of its moment, and later than that of what it belongs to."""
        facts = (self._document.id, comment.author, comment.at[:19], comment.text, what)
        number = int.from_bytes(sha256("\0".join(facts).encode("utf-8", "replace")).digest()[:4])
        written = _moment(comment.at)
        moment = int(written.timestamp() if written else 0) * 1000 + number % 1000
        if behind:
            moment = max(moment, Stamp.parse(behind).milliseconds + 1)
        return str(Stamp(moment, number // 1000 & 0xFFFF, WRITER))


def _written(workspace: Ground, history: Iterable[Change]) -> dict[_Key, dict[str, None]]:
    """By what notes that were written here are known again where a file brings them back: their stamps."""
    found: dict[_Key, dict[str, None]] = {}
    for author, origin, text in _versions(history):
        for name in {author, workspace.state.name(author) or author}:
            found.setdefault(_key(name, origin.at, text), {})[origin.stamp] = None
    return found


def _versions(history: Iterable[Change]) -> Iterator[tuple[str, Change, str]]:
    """Each text that each note ever had: its author, the Change that added it, and the text."""
    first: dict[str, Change] = {}
    for change in history:
        origin = first.get(split_target(change.target)[2]) if change.kind == "edit" else change
        if change.kind in WRITTEN:
            first[change.stamp] = change
        if origin is not None and isinstance(change.value, str) and change.kind in {*WRITTEN, "edit"}:
            yield origin.author, origin, change.value


def _key(author: str, at: str, text: str) -> _Key:
    return author, at[:19], squeeze(text)


def _moment(at: str) -> datetime | None:
    """When a comment was written; None where its file does not say, or cannot be right."""
    with suppress(ValueError):
        moment = datetime.fromisoformat(at.removesuffix("Z"))
        moment = moment if moment.tzinfo else moment.replace(tzinfo=_CLOCK)
        if 0 <= moment.timestamp() * 1000 < _FAR - 1000:
            return moment
    return None


def _short(text: str) -> str:
    """A text no longer than a note may be."""
    data = text.encode("utf-8", "replace")
    return text if len(data) <= NOTE_LIMIT else data[: NOTE_LIMIT - 4].decode("utf-8", "ignore") + "…"


class _Places:
    """Where in a document the words of a file stand."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._sections = [(each.id, squeeze(each.label + each.text)) for each in document.sections]
        self._tasks = [(each.id, squeeze(each.text)) for each in document.tasks]
        self._last = next((place for place, _ in (*self._sections, *self._tasks)), None)

    def find(self, comment: Comment) -> str | None:
        """The task or the section that a comment hangs on; where nothing says so, what the one before it hangs on."""
        place = self._of_row(squeeze(comment.row)) or self._of_text(squeeze(comment.around), squeeze(comment.quote))
        self._last = place or self._last
        return self._last

    def _of_row(self, row: str) -> str | None:
        """The task of a row: of several whose words stand in it, the one that says most."""
        found = [(len(words), place) for place, words in self._tasks if row and words and words in row]
        return max(found)[1] if found else None

    def _of_text(self, text: str, quote: str) -> str | None:
        """The section of a paragraph: the next one that is it, holds it or is the part of it with the quoted words."""
        after = next((at for at, (place, _) in enumerate(self._sections) if place == self._last), 0)
        turned = [*self._sections[after:], *self._sections[:after]]
        for fits in (text.__eq__, lambda words: text in words, lambda words: len(words) >= _SHORTEST and words in text):
            found = [(quote not in words, place) for place, words in turned if text and fits(words)]
            if found:
                return min(found, key=lambda each: each[0])[1]
        return None

    def quote(self, place: str, comment: Comment) -> str:
        """The words that a comment hangs on, without those of the number before the section."""
        section = self._document.section(place)
        label = section.label if section else ""
        at = (label + section.text).find(comment.quote) if section else -1
        return comment.quote[max(0, len(label) - at) :] if at >= 0 else comment.quote
