"""What a person marks and writes: statuses, stars, notes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from tui.cli.call import Call
from tui.cli.terminal import read_text
from tui.cli.verbs.naming import some_tasks
from tui.cli.verbs.telling import refuse_missing, tell
from tui.model.change import Note
from tui.model.errors import Usage


def mark(call: Call) -> int:
    """Give tasks a status; if one of them is wrong, none is marked."""
    options = call.options
    if not options.tasks and not options.where:
        refuse_missing("STATUS", "mark")
    status = call.workspace.profile.parse(options.status)
    keys = some_tasks(call, options.tasks, "mark")
    evidence = Path(options.evidence) if options.evidence else None
    return tell(call, call.workspace.mark(keys, status, options.because or "", evidence))


def star(call: Call) -> int:
    """Set or take away one's own star; if one task is wrong, none is starred."""
    keys = some_tasks(call, call.options.tasks, "star")
    return tell(call, call.workspace.star(keys, on=not call.options.off))


def note(call: Call) -> int:
    """Add, edit or delete a note."""
    options, workspace = call.options, call.workspace
    if options.delete:
        return tell(call, workspace.delete_note(_named_note(call, options.delete, options.words)))
    if options.edit:
        *where, text = options.words or refuse_missing("TEXT")
        return tell(call, workspace.edit_note(_named_note(call, options.edit, where), _note_text(text)))
    if len(options.words) != 2:
        _refuse_words(options.words)
    where, text = options.words
    target = workspace.find_target(where, options.doc)
    return tell(call, workspace.add_note(target.document.id, target.id, _note_text(text)))


def reply(call: Call) -> int:
    """Answer a note."""
    text = _note_text(call.options.text)
    return tell(call, call.workspace.reply(call.workspace.find_note(call.options.note), text))


def resolve(call: Call) -> int:
    """Settle a note, or open it again."""
    options, found = call.options, call.workspace.find_note(call.options.note)
    return tell(call, call.workspace.resolve(found, options.because or "", settled=not options.reopen))


def _named_note(call: Call, name: str, where: Sequence[str]) -> Note:
    """The note of this name; where a target stands beside it, the note must hang there."""
    found = call.workspace.find_note(name)
    if len(where) > 1:
        raise Usage("too_many_words", command="duban note", word=where[1])
    if where:
        target = call.workspace.find_target(where[0], call.options.doc or found.doc)
        if (target.document.id, target.id) != (found.doc, found.place):
            raise Usage("note_elsewhere", name=name, place=found.place)
    return found


def _refuse_words(words: Sequence[str]) -> NoReturn:
    """Say what is missing of TARGET and TEXT, or what is too much."""
    if len(words) > 2:
        raise Usage("too_many_words", command="duban note", word=words[2])
    refuse_missing("TEXT" if words else "TARGET TEXT")


def _note_text(text: str) -> str:
    """The text of a note, from stdin for `-`; a blank one is refused."""
    if text == "-":
        text = read_text()
    if not text.strip():
        raise Usage("empty_note")
    return text
