"""What one may do in a workspace: mark tasks and tie them, write notes; and the notes there are."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from tui.model.change import Change, Intent, Note
    from tui.model.ledger import Key
    from tui.model.profile import Status
    from tui.workspace import Workspace


class Acting:
    """The part of a workspace that changes something."""

    @property
    def _workspace(self) -> Workspace:
        return cast("Workspace", self)

    # Marks

    def mark(self, keys: Iterable[Key], status: Status, because: str = "") -> tuple[Change, ...]:
        """Give tasks a status; those that have it already are left alone."""
        from tui.workspace.writing import mark

        return mark(self._workspace, keys, status, because)

    def star(self, keys: Iterable[Key], *, on: bool = True) -> tuple[Change, ...]:
        """Set or take away one's own star."""
        from tui.workspace.writing import star

        return star(self._workspace, keys, on=on)

    def tie(self, key: Key, section: str) -> tuple[Change, ...]:
        """Say which article a task rests on."""
        from tui.workspace.writing import tie

        return tie(self._workspace, key, section)

    def append(
        self, intents: Sequence[Intent], reverts: str | None = None, check: Callable[[], None] | None = None
    ) -> tuple[Change, ...]:
        """Write intents as one step; several get a common batch name."""
        if not intents:
            return ()
        import secrets

        self._introduce()
        batch = secrets.token_hex(8) if len(intents) > 1 else ""
        return self._workspace.store.append(
            self._workspace.editions.dated(intents), batch=batch, reverts=reverts, check=check
        )

    def _introduce(self) -> None:
        """Say how one wants to be called, where it was not said yet."""
        name = self._workspace.settings.name
        if name and self._workspace.state.name(self._workspace.author) != name:
            from tui.model.change import Intent

            self._workspace.store.append([Intent("", "", "name", name)])

    # Notes

    def add_note(self, doc: str, place: str, text: str, quote: str = "") -> tuple[Change, ...]:
        """Add a note on a task or section, or on words quoted from it; blank text adds nothing."""
        from tui.workspace.writing import add_note

        return add_note(self._workspace, doc, place, text, quote)

    def edit_note(self, note: Note, text: str, *, over_rivals: bool = False) -> tuple[Change, ...]:
        """Give one's own note a new text; the note as it was when the person began, so that rivals are noticed.

        `over_rivals` says that the new text stands for those that rival it too, because the person has seen them.
        Raises `Usage` (`not_your_note`).
        """
        from tui.workspace.writing import edit_note

        return edit_note(self._workspace, note, text, over_rivals=over_rivals)

    def delete_note(self, note: Note) -> tuple[Change, ...]:
        """Delete one's own note; its words stay in the history. Raises `Usage` (`not_your_note`)."""
        from tui.workspace.writing import delete_note

        return delete_note(self._workspace, note)

    def notes(self, doc: str | None = None) -> tuple[Note, ...]:
        """The notes that are not deleted, of one document or of all, oldest first."""
        library, state = self._workspace.library, self._workspace.state
        touched = {each for each, _, _ in state.last_changes()}
        ids = [doc] if doc is not None else [each for each in library.ids() if each in touched]
        found = [note for each in ids for place in state.noted(each) for note in state.notes(each, place)]
        return tuple(sorted(found, key=lambda note: note.id))

    def note_counts(self, doc: str) -> dict[str, int]:
        """How many notes hang on each task or section of a document."""
        state = self._workspace.state
        return {place: len(state.notes(doc, place)) for place in state.noted(doc)}

    def filter_notes(self, expression: str, doc: str | None = None) -> tuple[Note, ...]:
        """The notes that a filter wants, each judged with its own text and author and the task or section it hangs on.

        Raises as `filter` does.
        """
        from tui.workspace.entries import noted

        selection = self._workspace.filter(expression, noted(self._workspace, self.notes(doc)))
        return tuple(entry.notes[0] for entry in selection.ledger)
