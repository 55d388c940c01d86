"""All notes, one a row: narrowed by a filter and by how they stand, answered and settled, gone to."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import ClassVar

from tui.app.aloud import named
from tui.app.describe import note_facts
from tui.app.desk import Desk
from tui.app.dialogs.dialog import Moves
from tui.app.dialogs.grouped import Grouped, GroupRows
from tui.app.features.notes.answering import ask_answer, turn
from tui.app.features.notes.note_line import note_line
from tui.app.lines.labelled import Fact
from tui.app.lines.pieces import Piece
from tui.app.lines.rows import LineList
from tui.model.carrying import EXACT, Anchor
from tui.model.change import Note
from tui.model.conversation import in_conversations
from tui.model.errors import Problem, Usage
from tui.query.language.phrases import exactly


class NoteList(Grouped[Note, Note]):
    """The notes of a document, or of all; answers with the one to go to."""

    room: ClassVar[str] = "notes"
    groups: ClassVar[tuple[str, ...]] = ("all", "open", "settled", "orphan")

    def __init__(
        self, desk: Desk, doc: str | None, *, edit: Callable[[Note], None], delete: Callable[[Note], None]
    ) -> None:
        """`doc` is the document whose notes they are, None for all; `edit` and `delete` do that to one's own."""
        super().__init__(desk.texts, GroupRows(lambda note: (note.doc, note.id), self._piece))
        self._desk = desk
        self._doc = doc
        self._edit = edit
        self._delete = delete
        self._anchors: Mapping[str, Anchor] = {}

    def find(self) -> None:
        """Find the notes anew; where a filter cannot be read the last good one holds."""
        workspace = self._desk.workspace
        try:
            wanted = workspace.filter_notes(self.typed, self._doc)
        except Problem as problem:
            self.refuse(self._desk.sentence(problem))
            return
        self._anchors = workspace.editions.anchors(wanted)
        stands = {
            "all": wanted,
            "open": [note for note in wanted if note.is_open],
            "settled": [note for note in wanted if note.resolved is not None],
            "orphan": [note for note in wanted if self._anchors[note.id].state == "orphan"],
        }
        self.show({group: in_conversations(notes) for group, notes in stands.items()})

    def counted(self, group: str, rows: Sequence[Note]) -> str:
        """Replies are neither open nor settled; they are counted by themselves."""
        replies = sum(note.reply_to is not None for note in rows) if group == "all" else 0
        return (
            self.say("all_with_replies", count=len(rows), replies=replies) if replies else super().counted(group, rows)
        )

    def on_line_list_cursor_moved(self, event: LineList.CursorMoved) -> None:
        """So does what is said of what the keys act on."""
        super().on_line_list_cursor_moved(event)
        self._aim()

    def show(self, found: Mapping[str, Sequence[Note]], about: str = "") -> None:
        """Show these notes, and what the keys act on among them."""
        super().show(found, about)
        self._aim()

    def _aim(self) -> None:
        note = self._list.current
        self._desk.aim(named(self._desk, [(note.doc, note.place)]) if note is not None else "")

    def on_unmount(self) -> None:
        """The keys act on the panes again."""
        self._desk.aim(None)

    def facts(self, row: Note) -> Sequence[Fact]:
        """The whole note."""
        return note_facts([row], self._desk.texts, self._desk.called)

    def _piece(self, note: Note) -> Piece:
        """A note in one line, with how surely it hangs where another edition moved it."""
        anchor = self._anchors.get(note.id, EXACT)
        sure = "" if anchor.state == EXACT.state else self.say(f"anchor.{anchor.state}", score=f"{anchor.score:.2f}")
        return f"{note_line(self._desk, note)}  {sure}".rstrip(), "" if note.is_open else "dim"

    def deeds(self) -> Moves:
        """Beside what every such list does: only this author's, answer, settle."""
        return {
            **super().deeds(),
            "@": self._only_author,
            "R": lambda: self._do(ask_answer),
            "!": lambda: self._do(turn),
            "e": lambda: self._do_to_own(self._edit),
            "D": lambda: self._do_to_own(self._delete),
        }

    def _only_author(self) -> None:
        if self._list.current is not None:
            self.narrow(exactly("by", self._list.current.author, lang=self._desk.texts.lang))

    def _do(self, deed: Callable[[Desk, Note, Callable[[], None]], None]) -> None:
        if self._list.current is not None and not self._desk.view.as_of:
            deed(self._desk, self._list.current, self.find)

    def _do_to_own(self, deed: Callable[[Note], None]) -> None:
        """Edit or delete the note under the cursor, where it is one's own."""
        note, desk = self._list.current, self._desk
        if note is None or desk.view.as_of:
            return
        if note.author == desk.workspace.author:
            deed(note)
        else:
            desk.complain(Usage("not_your_note", author=desk.called(note.author)))

    def take(self) -> None:
        """Go to what the note hangs on."""
        if self._list.current is not None:
            self.dismiss(self._list.current)
