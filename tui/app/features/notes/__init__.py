"""Notes: adding, editing, deleting one's own, and the list of all."""

from __future__ import annotations

from tui.app.command import Command
from tui.app.desk import Desk
from tui.app.features.notes.noting import Notes
from tui.app.view import Pane


class AddNote(Command):
    writes = True
    name = "add_note"
    keys = ("a",)
    hint = 50

    @classmethod
    def why_not(cls, desk: Desk) -> str | None:
        return None if desk.target.places else "why_not.no_place"

    @classmethod
    def run(cls, desk: Desk) -> None:
        desk.room(Notes).add()


class EditNote(Command):
    writes = True
    name = "edit_note"
    keys = ("e",)

    @classmethod
    def why_not(cls, desk: Desk) -> str | None:
        return None if desk.room(Notes).own() else "why_not.no_own_note"

    @classmethod
    def run(cls, desk: Desk) -> None:
        desk.room(Notes).edit()


class DeleteNote(EditNote):
    name = "delete_note"
    keys = ("D",)

    @classmethod
    def run(cls, desk: Desk) -> None:
        desk.room(Notes).delete()


class Reply(Command):
    writes = True
    name = "reply"
    keys = ("R",)

    @classmethod
    def why_not(cls, desk: Desk) -> str | None:
        from tui.app.features.notes.answering import conversations

        return None if conversations(desk) else "why_not.no_note"

    @classmethod
    def run(cls, desk: Desk) -> None:
        from tui.app.features.notes.answering import reply

        reply(desk)


class Resolve(Reply):
    name = "resolve"
    keys = ("!",)

    @classmethod
    def run(cls, desk: Desk) -> None:
        from tui.app.features.notes.answering import settle

        settle(desk)


class GoToNotes(Command):
    name = "go_to_notes"
    keys = ("g n",)

    @classmethod
    def run(cls, desk: Desk) -> None:
        desk.room(Notes).list_all()


class NotesInText(Command):
    name = "notes_in_text"
    keys = ("g N",)

    @classmethod
    def run(cls, desk: Desk) -> None:
        view = desk.view
        if view.noted:
            desk.look(view._replace(noted=False))
            return
        target = desk.target
        place = target.place if target.doc == view.doc and target.place else view.place
        desk.look(view._replace(noted=True, place=place).at(Pane.TEXT), jump=view.pane is not Pane.TEXT)
        if not desk.workspace.note_counts(desk.document.id):
            desk.say(desk.texts("app.no_notes"))


def opened(desk: Desk) -> None:
    """Offer what was being written in this document when duban last ended."""
    desk.room(Notes).offer_draft()


COMMANDS: tuple[type[Command], ...] = (AddNote, EditNote, DeleteNote, Reply, Resolve, GoToNotes, NotesInText)
