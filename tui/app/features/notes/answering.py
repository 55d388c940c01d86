"""Answering a note, settling what it began, and opening that again."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from tui.app.aloud import named
from tui.app.desk import Back, Desk, News
from tui.app.dialogs.form import Field, Form, Values, ask_form
from tui.app.features.notes.note_line import note_line
from tui.model.change import Change, Note
from tui.model.errors import Usage
from tui.model.text import visible

_WORDS = 40
"""Characters that are enough to know a note by."""


def conversations(desk: Desk) -> tuple[Note, ...]:
    """Anybody's notes on what a command acts on that began a conversation: the open ones first, the latest first."""
    state = desk.workspace.state
    found = [note for doc, place in desk.target.places for note in state.notes(doc, place) if note.reply_to is None]
    latest = found[::-1]
    return tuple(sorted(latest, key=lambda note: note.resolved is not None))


def reply(desk: Desk) -> None:
    """Answer a note; which one is asked where there are several."""
    _choose(desk, "app.pick_note_to_answer", partial(ask_answer, desk))


def settle(desk: Desk) -> None:
    """Settle a note with a reason, or open it again where it is settled."""
    _choose(desk, "app.pick_note_to_settle", partial(turn, desk))


def _choose(desk: Desk, title: str, then: Callable[[Note], None]) -> None:
    notes = conversations(desk)
    if len(notes) == 1:
        then(notes[0])
        return
    desk.pick(desk.texts(title), [(note, note_line(desk, note)) for note in notes], then)


def ask_answer(desk: Desk, note: Note, done: Callable[[], None] = lambda: None) -> None:
    """Answer this note; `done` is called once the answer is safe."""
    texts = desk.texts

    def check(values: Values) -> str:
        if not values["text"].strip():
            raise Usage("nothing_written")
        return ""

    form = Form(_titled(desk, note, "app.answer_to"), (Field("text", texts("app.answer")),), texts, check=check)
    said = _saying(texts("app.answered", where=named(desk, [(note.doc, note.place)])), done)

    def write(values: Values, back: Back) -> None:
        desk.write(partial(desk.present.reply, note, values["text"].strip()), said, back=back)

    ask_form(desk, form, write)


def turn(desk: Desk, note: Note, done: Callable[[], None] = lambda: None) -> None:
    """Settle what it belongs to with a reason that may be left out; what is settled is opened again at once.

    Of a reply that is the note which began the conversation, and that is what is asked about.
    """
    note = desk.present.first_of(note)
    texts, where = desk.texts, named(desk, [(note.doc, note.place)])
    if note.resolved is not None:
        opened = _saying(texts("app.note_reopened", where=where), done)
        desk.write(partial(desk.present.resolve, note, settled=False), opened)
        return
    field = Field("because", texts("app.because"), hint=texts("app.because_hint"))
    said = _saying(texts("app.note_settled", where=where), done)

    def write(values: Values, back: Back) -> None:
        desk.write(partial(desk.present.resolve, note, values["because"].strip()), said, back=back)

    ask_form(desk, Form(_titled(desk, note, "app.settle_note"), (field,), texts), write)


def _saying(words: str, done: Callable[[], None]) -> News:
    """Say these words once it is safe, and let it be known."""

    def news(_: tuple[Change, ...]) -> str:
        done()
        return words

    return news


def _titled(desk: Desk, note: Note, key: str) -> str:
    return desk.texts(key, who=desk.called(note.author), words=visible(note.text)[:_WORDS])
