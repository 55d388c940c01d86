"""All notes, one a row: narrowed by a filter and by how they stand, answered and settled, gone to."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import Final

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input, Static

from tui.app.describe import note_facts
from tui.app.desk import Desk
from tui.app.dialogs.narrowed import Listing, Moves
from tui.app.features.notes.answering import ask_answer, turn
from tui.app.features.notes.note_line import note_line
from tui.app.lines.labelled import laid_out
from tui.app.lines.pieces import Piece, cut
from tui.app.lines.rows import LineList
from tui.app.panes.field import Field
from tui.model.carrying import EXACT, Anchor
from tui.model.change import Note
from tui.model.conversation import in_conversations
from tui.model.errors import Problem
from tui.model.text import visible
from tui.query.language.phrases import exactly

_STANDS: Final[Mapping[str, Callable[[Note, Anchor], bool]]] = {
    "all": lambda _note, _anchor: True,
    "open": lambda note, _anchor: note.is_open,
    "settled": lambda note, _anchor: note.resolved is not None,
    "orphan": lambda _note, anchor: anchor.state == "orphan",
}
"""How notes may stand, in the order in which Tab goes through them."""
_LINES: Final = 6
"""Lines for the words of the note under the cursor."""


class NoteRows(LineList):
    """The notes, one a row."""

    def __init__(self, told: Callable[[Note], str]) -> None:
        super().__init__()
        self._told = told
        self.notes: tuple[Note, ...] = ()

    def show(self, notes: Sequence[Note]) -> None:
        """Show these notes."""
        with self.replacing():
            self.notes = tuple(notes)
        self.refresh()

    @property
    def current(self) -> Note | None:
        """The note of the cursor."""
        return self.notes[self.cursor] if self.notes else None

    @property
    def row_count(self) -> int:
        """How many there are."""
        return len(self.notes)

    def row_key(self, index: int) -> Hashable:
        """A note is known by its document and its id."""
        return self.notes[index].doc, self.notes[index].id

    def row_pieces(self, index: int, width: int) -> Sequence[Piece]:
        """Where it hangs, who wrote it and when, how it stands, its words."""
        note = self.notes[index]
        return [(cut(self._told(note), width), "" if note.is_open else "dim")]


class NoteList(Listing[Note]):
    """The notes of a document, or of all; answers with the one to go to."""

    CSS = """
    NoteList { align: center middle; background: transparent; }
    NoteList > Vertical { width: 94%; max-width: 120; height: 90%; border: round $primary; padding: 0 1; }
    NoteList Static { height: auto; }
    NoteList .-title { text-style: bold; }
    NoteList Input { height: 1; border: none; padding: 0; background: $surface; display: none; }
    NoteList NoteRows { height: 1fr; }
    NoteList .-words { height: 6; border-top: solid $primary; }
    """

    def __init__(self, desk: Desk, doc: str | None) -> None:
        """`doc` is the document whose notes they are, None for those of all."""
        super().__init__()
        self._desk = desk
        self._doc = doc
        self._stands = "all"
        self._anchors: Mapping[str, Anchor] = {}
        self._wanted: tuple[Note, ...] = ()
        """What the filter leaves, however it stands."""
        self._title = Static("", classes="-title", markup=False)
        self._field = Field(placeholder=desk.texts("app.notes.filter"), compact=True)
        self._list: NoteRows = NoteRows(self._told)
        self._words = Static("", classes="-words", markup=False)

    def compose(self) -> ComposeResult:
        """How many and which, the filter, the notes, the words of one, the keys."""
        with Vertical():
            yield self._title
            yield self._field
            yield self._list
            yield self._words
            yield Static(self._desk.texts("app.notes.keys"), markup=False)

    def on_mount(self) -> None:
        """All notes, as they are now."""
        self._field.cursor_blink = False
        self._list.say_empty(self._desk.texts("app.notes.none"))
        self._list.focus()
        self.find()

    def find(self) -> None:
        """Find the notes anew; a filter that cannot be read says so, and the last good one holds."""
        workspace = self._desk.workspace
        try:
            self._wanted = workspace.filter_notes(self._field.value.strip(), self._doc)
        except Problem as problem:
            self._title.update(visible(self._desk.sentence(problem)))
            return
        self._anchors = workspace.editions.anchors(self._wanted)
        self._show()

    def _standing(self, stands: str) -> list[Note]:
        judge = _STANDS[stands]
        return [note for note in self._wanted if judge(note, self._anchors.get(note.id, EXACT))]

    def _show(self) -> None:
        texts = self._desk.texts
        found = {stands: self._standing(stands) for stands in _STANDS}
        groups = (texts(f"app.notes.{stands}", count=len(notes)) for stands, notes in found.items())
        shown = (
            f"[{group}]" if stands == self._stands else group for stands, group in zip(_STANDS, groups, strict=True)
        )
        self._title.update("  ".join(shown))
        self._list.show(in_conversations(found[self._stands]))
        self._tell()

    def _told(self, note: Note) -> str:
        """A note in one line, with how surely it hangs where another edition moved it."""
        anchor = self._anchors.get(note.id, EXACT)
        sure = self._desk.texts(f"app.notes.anchor.{anchor.state}", score=f"{anchor.score:.2f}")
        line = note_line(self._desk, note)
        return f"{line}  {sure}" if anchor.state != EXACT.state else line

    def _tell(self) -> None:
        """The whole note under the cursor."""
        note, desk = self._list.current, self._desk
        facts = note_facts([note], desk.texts, desk.called) if note else []
        width = max(8, self._list.size.width)
        lines = [line.plain for line in laid_out(facts, width)] if self._list.size.width else []
        room = _LINES - 1
        if len(lines) > room:
            lines[room - 1 :] = [f"{cut(lines[room - 1], width - 2)} …"]
        self._words.update("\n".join(lines))

    def deeds(self) -> Moves:
        """Go there, another group, only this author's, answer, settle, leave."""
        return {
            "enter": self._take,
            "tab": lambda: self._turn(1),
            "shift+tab": lambda: self._turn(-1),
            "@": self._only_author,
            "R": lambda: self._do(ask_answer),
            "!": lambda: self._do(turn),
            "q": lambda: self.dismiss(None),
        }

    def step_back(self) -> None:
        """Esc takes the filter away, then leaves."""
        if self._field.value or self._field.has_focus:
            self._field.value = ""
            self.close_field()
            self.find()
        else:
            self.dismiss(None)

    def _turn(self, step: int) -> None:
        names = list(_STANDS)
        self._stands = names[(names.index(self._stands) + step) % len(names)]
        self._show()

    def _only_author(self) -> None:
        note = self._list.current
        if note is not None:
            self._field.value = exactly("by", note.author, lang=self._desk.texts.lang)
            self.close_field()
            self.find()

    def _do(self, deed: Callable[[Desk, Note, Callable[[], None]], None]) -> None:
        note = self._list.current
        if note is not None:
            deed(self._desk, note, self.find)

    def _take(self) -> None:
        if self._list.current is not None:
            self.dismiss(self._list.current)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Only the notes that the filter wants."""
        event.stop()
        self.find()

    def on_line_list_cursor_moved(self, event: LineList.CursorMoved) -> None:
        """The words follow."""
        event.stop()
        self._tell()

    def on_line_list_chosen(self, event: LineList.Chosen) -> None:
        """A second click goes there."""
        event.stop()
        self._take()
