"""Answering a note, settling what it began, and opening that again."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from tui.app.aloud import named
from tui.app.desk import Desk
from tui.app.dialogs.form import Field, Form, Values
from tui.app.features.notes.noting import Notes
from tui.model.change import Note
from tui.model.errors import Usage
from tui.model.text import visible

_WORDS = 40
"""Characters that are enough to know a note by."""


def conversations(desk: Desk) -> tuple[Note, ...]:
    """Anybody's notes on what a command acts on that began a conversation, those that are open first."""
    state = desk.workspace.state
    found = [note for doc, place in desk.target.places for note in state.notes(doc, place) if note.reply_to is None]
    return tuple(sorted(found, key=lambda note: note.resolved is not None))


def reply(desk: Desk) -> None:
    """Answer a note; which one is asked where there are several."""
    _choose(desk, "app.pick_note_to_answer", partial(_ask_answer, desk))


def settle(desk: Desk) -> None:
    """Settle a note with a reason, or open it again where it is settled."""
    _choose(desk, "app.pick_note_to_settle", partial(_turn, desk))


def _choose(desk: Desk, title: str, then: Callable[[Note], None]) -> None:
    notes = conversations(desk)
    if len(notes) == 1:
        then(notes[0])
        return
    line = desk.room(Notes).line
    desk.pick(desk.texts(title), [(note, line(note)) for note in notes], then)


def _ask_answer(desk: Desk, note: Note) -> None:
    texts = desk.texts

    def check(values: Values) -> str:
        if not values["text"].strip():
            raise Usage("nothing_written")
        return ""

    form = Form(_titled(desk, note, "app.answer_to"), (Field("text", texts("app.answer")),), texts, check=check)
    said = texts("app.answered", where=named(desk, [(note.doc, note.place)]))
    desk.ask(form, lambda values: desk.write(partial(desk.present.reply, note, values["text"].strip()), lambda _: said))


def _turn(desk: Desk, note: Note) -> None:
    """Settle it with a reason that may be left out; one that is settled is opened again at once."""
    texts, where = desk.texts, named(desk, [(note.doc, note.place)])
    if note.resolved is not None:
        opened = texts("app.note_reopened", where=where)
        desk.write(partial(desk.present.resolve, note, settled=False), lambda _: opened)
        return
    field = Field("because", texts("app.because"), hint=texts("app.because_hint"))
    said = texts("app.note_settled", where=where)
    desk.ask(
        Form(_titled(desk, note, "app.settle_note"), (field,), texts),
        lambda values: desk.write(partial(desk.present.resolve, note, values["because"].strip()), lambda _: said),
    )


def _titled(desk: Desk, note: Note, key: str) -> str:
    return desk.texts(key, who=desk.called(note.author), words=visible(note.text)[:_WORDS])
