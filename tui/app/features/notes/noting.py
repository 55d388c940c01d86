"""What notes do: each is written in an editor, and its draft is dropped only when it is safe."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from tui.app.aloud import named, rivalled
from tui.app.describe import task_name
from tui.app.desk import Action, Back, Desk
from tui.app.extent import spans_all
from tui.app.features.notes.draft import Draft
from tui.app.features.notes.note_line import note_line
from tui.app.jumps import to_place
from tui.app.lines.pieces import cut
from tui.model.change import Change, Note
from tui.model.text import visible
from tui.workspace import handing

_WORDS = 80
"""Cells of the words of a task in the title of the editor, which cuts them to its width."""


class Notes:
    """The notes of what a command acts on."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._unsaved: dict[str, str] = {}
        """Texts that were to be saved, until they are: by the name of their draft."""

    def own(self) -> tuple[Note, ...]:
        """One's own notes on what a command acts on, oldest first."""
        state, author = self._desk.workspace.state, self._desk.workspace.author
        found = (note for doc, place in self._desk.target.places for note in state.notes(doc, place))
        return tuple(note for note in found if note.author == author)

    def add(self) -> None:
        """Write a note on what a command acts on; on a selection, the same on each of its tasks."""
        desk, target, texts = self._desk, self._desk.target, self._desk.texts
        if target.selected:
            about = texts("app.note_on_each", count=len(target.entries))
        else:
            about = texts("app.note_on", where=self._titled(*target.places[0]))
        if target.quote:
            about += f" “{visible(target.quote)[:24]}”"
        self._write_on(Draft(target.places, target.quote, about=about))
        if target.selected:
            desk.look(desk.view._replace(selected=frozenset()))

    def _titled(self, doc: str, place: str) -> str:
        """A task by its number and words, a section by its name; among all documents its document too."""
        task = self._desk.workspace.document(doc).task(place)
        name = f"{task_name(task)} {cut(visible(task.text), _WORDS)}" if task else self._desk.place_name(place, doc)
        return f"{self._desk.short_title(doc)} {name}" if spans_all(self._desk.view) else name

    def _write_on(self, draft: Draft) -> None:
        """Open the editor for a new note."""
        workspace = self._desk.present

        def add() -> tuple[Change, ...]:
            text = self._unsaved[draft.name]
            if len(draft.places) == 1:
                return workspace.add_note(*draft.places[0], text, draft.quote)
            return workspace.add_notes(draft.places, text)

        self._open(draft, "", add, "app.note_added")

    def _open(self, draft: Draft, text: str, action: Action, said: str, why: str = "") -> None:
        """Open the editor; what it saves is written by an action, and told; `why` it could not be before."""
        from tui.app.features.notes.editor import NoteEditor

        desk = self._desk

        def save(written: str) -> None:
            self._unsaved[draft.name] = written
            self._write(action, draft, said, partial(self._open, draft, text, action, said))

        desk.keep_place()  # who is cut off in the middle of a note comes back to where it was written
        desk.ask(
            NoteEditor(desk.present, desk.texts, draft, text, unsaved=self._unsaved.get(draft.name), why=why), save
        )

    def offer_draft(self) -> None:
        """Offer a note that was being written when duban last ended, however it ended."""
        desk = self._desk
        for name in desk.present.kept("draft-"):
            facts = dict(desk.present.recall(name))
            facts["text"] = handing.left(desk.present.private.folder, name) or facts.get("text")
            draft = Draft.of(facts)
            if draft is None or facts.get("declined") or draft.doc != desk.document.id:
                continue
            text = visible(str(facts.get("text")))[:60]
            question = desk.texts("app.draft_offer", about=draft.about, text=text)
            decline = partial(desk.present.keep, name, {**facts, "declined": True})
            desk.confirm(question, partial(self._take_up, draft), decline)
            return

    def _take_up(self, draft: Draft) -> None:
        """Go on with a draft: of a new note, or of an edit where its note is still there."""
        note = self._desk.present.state.note(draft.doc, draft.note) if draft.note else None
        if note is not None and not note.deleted:
            self.edit_note(note)
        else:
            self._write_on(replace(draft, note=""))

    def _write(self, action: Action, draft: Draft, said: str, back: Back) -> None:
        """Write a note; its draft is dropped only when the note is safe."""
        desk = self._desk

        def act() -> tuple[Change, ...]:
            changes = action()
            self._unsaved.pop(draft.name, None)
            desk.present.forget(draft.name)
            handing.drop(desk.present.private.folder, draft.name)
            return changes

        def news(changes: tuple[Change, ...]) -> str:
            return rivalled(desk, changes) or desk.texts(said, where=named(desk, list(draft.places)))

        desk.write(act, news, back=back)

    def edit(self) -> None:
        """Edit one's own note here; the person chooses where there are several."""
        self._choose(self._desk.texts("app.pick_note_to_edit"), self.edit_note)

    def edit_note(self, note: Note) -> None:
        """Edit this note; texts that rival it stand below it, to be made one."""
        key = "app.merge_note_on" if note.rivals else "app.edit_note_on"
        title = self._desk.texts(key, where=self._titled(note.doc, note.place))
        draft = Draft(((note.doc, note.place),), note.quote, note.path, title)

        def edit() -> tuple[Change, ...]:
            return self._desk.present.edit_note(note, self._unsaved[draft.name], over_rivals=True)

        self._open(draft, "\n\n".join((note.text, *note.rivals)), edit, "app.note_edited")

    def delete(self) -> None:
        """Delete one's own note here; it can be undone, so nothing is asked where there is one."""
        self._choose(self._desk.texts("app.pick_note_to_delete"), self.delete_note)

    def delete_note(self, note: Note) -> None:
        """Delete this note."""
        desk = self._desk
        said = desk.texts("app.note_deleted", where=named(desk, [(note.doc, note.place)]))
        desk.write(partial(desk.present.delete_note, note), lambda _: said)

    def _choose(self, title: str, then: Callable[[Note], None]) -> None:
        notes = self.own()
        if len(notes) == 1:
            then(notes[0])
        elif notes:
            self._desk.pick(title, [(note, note_line(self._desk, note)) for note in notes], then)

    def list_all(self) -> None:
        """All notes of the document, or of all where the table shows all; choosing one goes there."""
        desk = self._desk
        doc = None if spans_all(desk.view) else desk.document.id
        if not desk.workspace.notes(doc):
            desk.say(desk.texts("app.no_notes"))
            return
        from tui.app.features.notes.note_list import NoteList

        notes = NoteList(desk, doc, edit=self.edit_note, delete=self.delete_note)
        desk.ask(notes, lambda note: to_place(desk, note.place, note.doc))
