"""Notes from the main screen: adding, editing, deleting one's own, and the list of all."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from tui.app.describe import short_time
from tui.app.panes import Pane
from tui.model.change import Change, Note
from tui.model.text import visible

if TYPE_CHECKING:
    from tui.app.screens.main import MainScreen


@dataclass(frozen=True, slots=True)
class Draft:
    """What is being written on: kept with the text, so that the person can go on with it after any end."""

    doc: str
    place: str
    quote: str = ""
    note: str = ""
    """Path of the note that is edited; empty for a new one."""
    about: str = ""

    @property
    def name(self) -> str:
        """Under which name it is kept: the same when the person comes back to the same thing."""
        return f"draft-{sha256(f'{self.doc}/{self.note or self.place}'.encode()).hexdigest()[:16]}"

    @classmethod
    def of(cls, facts: Mapping[str, Any]) -> Draft | None:
        """The draft that was kept with these facts; None where they are none."""
        values = [facts.get(field) for field in cls.__slots__]
        if not all(isinstance(value, str) for value in values) or not facts.get("text"):
            return None
        return cls(*map(str, values))


class Noting:
    """What notes do, on behalf of the main screen."""

    def __init__(self, main: MainScreen) -> None:
        self.main = main
        self._unsaved: dict[str, str] = {}
        """Texts that were to be saved, until they are: by the name of their draft."""

    def place(self) -> tuple[str, str] | None:
        """What a note would hang on here: the id of a task or section, and the words selected in the text."""
        selected = self.main.reader.selected_words if self.main.pane is Pane.TEXT else None
        place = self.main.place_here()
        return selected or ((place, "") if place else None)

    def own(self) -> tuple[Note, ...]:
        """One's own notes here, oldest first."""
        place = self.place()
        if place is None:
            return ()
        notes = self.main.workspace.state.notes(self.main.doc_here, place[0])
        return tuple(note for note in notes if note.author == self.main.workspace.author)

    def add(self) -> None:
        """Write a note on what the cursor is on."""
        place = self.place()
        if place is None:
            return
        target, quote = place
        doc = self.main.doc_here
        title = self.main.texts("app.note_on", where=self._titled(target, doc))
        if quote:
            title += f" “{visible(quote)[:24]}”"
        self._write_on(Draft(doc, target, quote, about=title))

    def _titled(self, place: str, doc: str) -> str:
        """A task by its number and words, a section by its name."""
        name = self.main.place_name(place, doc)
        task = self.main.workspace.document(doc).task(place)
        return f"{name} {visible(task.text)[:40]}" if task else name

    def _write_on(self, draft: Draft) -> None:
        """Open the editor for a new note."""

        def save(text: str) -> None:
            add = partial(self.main.workspace.add_note, draft.doc, draft.place, text, draft.quote)
            self._unsaved[draft.name] = text
            self._write(add, draft, "app.note_added")

        self.main.duban.write_note(draft, "", save, self._unsaved.get(draft.name))

    def offer_draft(self) -> None:
        """Offer a note that was being written when duban last ended, however it ended."""
        for name in self.main.workspace.kept("draft-"):
            facts = self.main.workspace.recall(name)
            draft = Draft.of(facts)
            if draft is None or facts.get("declined") or draft.doc != self.main.document.id:
                continue
            question = self.main.texts("app.draft_offer", about=draft.about, text=visible(str(facts.get("text")))[:60])
            decline = partial(self.main.workspace.keep, name, {**facts, "declined": True})
            self.main.duban.confirm(question, partial(self._take_up, draft), decline)
            return

    def _take_up(self, draft: Draft) -> None:
        """Go on with a draft: of a new note, or of an edit where its note is still there."""
        note = self.main.workspace.state.note(draft.doc, draft.note) if draft.note else None
        if note is not None and not note.deleted:
            self.edit_note(note)
        else:
            self._write_on(draft)

    def _write(self, action: Callable[[], tuple[Change, ...]], draft: Draft, said: str) -> None:
        """Write a note; its draft is dropped only when the note is safe."""
        name = self.main.place_name(draft.place, draft.doc)

        def act() -> tuple[Change, ...]:
            changes = action()
            self._unsaved.pop(draft.name, None)
            self.main.workspace.forget(draft.name)
            return changes

        def news(changes: tuple[Change, ...]) -> str:
            return self.rivalled(changes) or self.main.texts(said, where=name)

        self.main.writing.write(act, news)

    def rivalled(self, changes: tuple[Change, ...]) -> str:
        """That another text of a note was written at the same time; empty where these Changes made none so."""
        for change in changes:
            note = self.main.workspace.state.note(change.doc, change.target) if change.kind == "edit" else None
            if note is not None and note.rivals and change.stamp in {note.version, *note.rival_versions}:
                return self.main.texts("app.rivalled", where=self.main.place_name(note.place, note.doc))
        return ""

    def edit(self) -> None:
        """Edit one's own note here; the person chooses where there are several."""
        self._choose(self.main.texts("app.pick_note_to_edit"), self.edit_note)

    def edit_note(self, note: Note) -> None:
        """Edit this note."""
        key = "app.merge_note_on" if note.rivals else "app.edit_note_on"
        title = self.main.texts(key, where=self._titled(note.place, note.doc))
        draft = Draft(note.doc, note.place, note.quote, note.path, title)

        def save(text: str) -> None:
            edit = partial(self.main.workspace.edit_note, note, text, over_rivals=True)
            self._unsaved[draft.name] = text
            self._write(edit, draft, "app.note_edited")

        self.main.duban.write_note(draft, "\n\n".join((note.text, *note.rivals)), save, self._unsaved.get(draft.name))

    def delete(self) -> None:
        """Delete one's own note here; it can be undone, so nothing is asked where there is one."""
        self._choose(self.main.texts("app.pick_note_to_delete"), self.delete_note)

    def delete_note(self, note: Note) -> None:
        """Delete this note."""
        name = self.main.place_name(note.place, note.doc)
        self.main.writing.write(
            partial(self.main.workspace.delete_note, note), lambda _: self.main.texts("app.note_deleted", where=name)
        )

    def _choose(self, title: str, then: Callable[[Note], None]) -> None:
        notes = self.own()
        if len(notes) == 1:
            then(notes[0])
        elif notes:
            self.main.duban.pick_note(title, [(note, self.line(note)) for note in notes], then)

    def line(self, note: Note) -> str:
        """A note in one line."""
        where = self.main.place_name(note.place, note.doc)
        who = self.main.texts("cli.claimed", who=note.author) if note.claimed else self.main.called(note.author)
        return f"{where}  {who} {short_time(note.edited or note.at)}  {visible(note.text)}"

    def list_all(self) -> None:
        """All notes of the document, or of all where the table shows all; choosing one goes there."""
        notes = self.main.workspace.notes(None if self.main.widening.active else self.main.document.id)
        rows = [(note, self.line(note)) for note in notes]
        self.main.duban.pick_note(self.main.texts("app.all_notes", count=len(notes)), rows, self._go)

    def _go(self, note: Note) -> None:
        self.main.going.to_place(note.place, note.doc)
