"""A note in one line, for the lists in which one chooses one."""

from __future__ import annotations

from tui.app.aloud import named
from tui.app.desk import Desk
from tui.i18n import minute
from tui.model.change import Note
from tui.model.text import visible


def note_line(desk: Desk, note: Note) -> str:
    """Where it hangs, who wrote it and when, whether it answers another or is settled, its words."""
    where, texts = named(desk, [(note.doc, note.place)]), desk.texts
    who = texts("cli.claimed", who=note.author) if note.claimed else desk.called(note.author)
    sign = texts("app.note_answer_sign") if note.reply_to is not None else ""
    if note.reply_to is None and note.resolved is not None:
        sign = texts("app.note_settled_sign")
    words = " ".join(filter(None, (sign, visible(note.text))))
    return f"{where}  {who} {minute(note.edited or note.at)}  {words}"
