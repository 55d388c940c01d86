"""Notes as conversations: each note, then what answers it, in the order in which it was said."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tui.model.change import Note


def in_conversations(notes: Sequence[Note]) -> list[Note]:
    """The notes in their order, each reply behind what it answers; one whose note is not among them stands alone."""
    known = {note.id for note in notes}
    answers: dict[str | None, list[Note]] = {}
    for note in notes:
        first = note.reply_to not in known or note.reply_to == note.id
        answers.setdefault(None if first else note.reply_to, []).append(note)
    return list(_behind(None, answers))


def _behind(note_id: str | None, answers: dict[str | None, list[Note]]) -> Iterator[Note]:
    """What stands behind a note; without one, all that begins a conversation."""
    waiting = list(reversed(answers.get(note_id, ())))
    while waiting:
        note = waiting.pop()
        yield note
        waiting += reversed(answers.get(note.id, ()))
