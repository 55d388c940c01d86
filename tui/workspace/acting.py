"""What one may do in a workspace: mark tasks and tie them, write notes; and the notes there are."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Protocol

from tui.workspace.ground import Ground

if TYPE_CHECKING:
    from pathlib import Path

    from tui.model.change import Change, Intent, Note
    from tui.model.ledger import Key
    from tui.model.profile import Status
    from tui.store.changes import Move
    from tui.workspace.offers import Offer
    from tui.workspace.rivals import Settling


class WithNotes(Ground, Protocol):
    """A workspace that tells its notes."""

    def notes(self, doc: str | None = None) -> tuple[Note, ...]:
        """The notes that are not deleted."""


class Acting:
    """The part of a workspace that changes something."""

    # Marks

    def mark(
        self: Ground, keys: Iterable[Key], status: Status, because: str = "", evidence: Path | None = None
    ) -> tuple[Change, ...]:
        """Give tasks a status; those that have it already are left alone.

        Of a file that shows it (`evidence`) the name and the hash are kept.
        Raises `Usage` (`reason_required`) where the office wants a reason, `Invalid` or `Unavailable` for the file.
        """
        from tui.workspace.writing import mark

        return mark(self, keys, status, because, evidence)

    def remark(self: Ground, key: Key, status: Status | None, note: str) -> tuple[Change, ...]:
        """Give a task a status and write a note on it, as one step; either may be left out.

        The note is the reason too where the office wants one. Raises `Usage` (`reason_required`).
        """
        from tui.workspace.writing import remark

        return remark(self, key, status, note)

    def star(self: Ground, keys: Iterable[Key], *, on: bool = True) -> tuple[Change, ...]:
        """Set or take away one's own star."""
        from tui.workspace.writing import star

        return star(self, keys, on=on)

    def tie(self: Ground, key: Key, section: str) -> tuple[Change, ...]:
        """Say which article a task rests on."""
        from tui.workspace.writing import tie

        return tie(self, key, section)

    def append(
        self: Settling,
        intents: Sequence[Intent],
        reverts: str | None = None,
        check: Callable[[], None] | None = None,
        moves: Sequence[Move] = (),
    ) -> tuple[Change, ...]:
        """Write intents as one step, with the files that they say are others now; several get a common batch name."""
        if not intents:
            return ()
        import secrets

        from tui.workspace.rivals import Rivals

        _introduce(self)
        batch, rivals = secrets.token_hex(8) if len(intents) > 1 else "", Rivals(self)
        built = rivals.joined(self.editions.dated(intents))
        changes = self.store.append(built, batch=batch, reverts=reverts, check=check, moves=moves)
        rivals.settle(changes)
        return changes

    def take_offers(self: Ground, offers: Iterable[Offer]) -> tuple[Change, ...]:
        """Take what documents say of progress as first marks and notes, in one step."""
        from tui.workspace.offers import take

        return take(self, offers)

    # Notes

    def add_note(self: Ground, doc: str, place: str, text: str, quote: str = "") -> tuple[Change, ...]:
        """Add a note on a task or section, or on words quoted from it; blank text adds nothing."""
        from tui.workspace.writing import add_note

        return add_note(self, doc, place, text, quote)

    def add_notes(self: Ground, places: Sequence[Key], text: str) -> tuple[Change, ...]:
        """Add the same note to several tasks or sections, as one step; blank text adds nothing."""
        from tui.workspace.writing import add_notes

        return add_notes(self, places, text)

    def edit_note(self: Ground, note: Note, text: str, *, over_rivals: bool = False) -> tuple[Change, ...]:
        """Give one's own note a new text; the note as it was when the person began, so that rivals are noticed.

        `over_rivals` says that the new text stands for those that rival it too, because the person has seen them.
        Raises `Usage` (`not_your_note`).
        """
        from tui.workspace.writing import edit_note

        return edit_note(self, note, text, over_rivals=over_rivals)

    def delete_note(self: Ground, note: Note) -> tuple[Change, ...]:
        """Delete one's own note; its words stay in the history. Raises `Usage` (`not_your_note`)."""
        from tui.workspace.writing import delete_note

        return delete_note(self, note)

    def reply(self: Ground, note: Note, text: str) -> tuple[Change, ...]:
        """Answer anybody's note or reply; blank text adds nothing."""
        from tui.workspace.writing import reply

        return reply(self, note, text)

    def resolve(self: Ground, note: Note, because: str = "", *, settled: bool = True) -> tuple[Change, ...]:
        """Settle the conversation that anybody's note or reply belongs to, or open it again."""
        from tui.workspace.writing import resolve

        return resolve(self, note, because, settled=settled)

    def first_of(self: Ground, note: Note) -> Note:
        """The note that began the conversation which a note or reply belongs to; that `resolve` settles."""
        from tui.workspace.writing import first_of

        return first_of(self, note)

    def notes(self: Ground, doc: str | None = None) -> tuple[Note, ...]:
        """The notes that are not deleted, of one document or of all, oldest first."""
        library, state = self.library, self.state
        touched = {each for each, _, _ in state.last_changes()}
        ids = [doc] if doc is not None else [each for each in library.ids() if each in touched]
        found = [note for each in ids for place in state.noted(each) for note in state.notes(each, place)]
        return tuple(sorted(found, key=lambda note: note.id))

    def note_counts(self: Ground, doc: str) -> dict[str, int]:
        """How many notes hang on each task or section of a document."""
        state = self.state
        return {place: len(state.notes(doc, place)) for place in state.noted(doc)}

    def filter_notes(self: WithNotes, expression: str, doc: str | None = None) -> tuple[Note, ...]:
        """The notes that a filter wants, each judged with its own text and author and the task or section it hangs on.

        Raises as `filter` does.
        """
        from tui.workspace.entries import noted

        selection = self.filter(expression, noted(self, self.notes(doc)))
        return tuple(entry.notes[0] for entry in selection.ledger)


def _introduce(workspace: Ground) -> None:
    """Say how one wants to be called, where it was not said yet."""
    name = workspace.settings.name
    if name and workspace.state.name(workspace.author) != name:
        from tui.model.change import Intent

        workspace.store.append([Intent("", "", "name", name)])
