"""What people want changed, as intents: marks, ties and notes; what is so already is not written again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from hashlib import file_digest
from typing import TYPE_CHECKING, Final

from tui.bounded import MEGABYTE, open_file, refusal
from tui.model.change import Change, Intent, Note, Value, quoting
from tui.model.errors import Invalid, Usage
from tui.model.profile import Status

if TYPE_CHECKING:
    from pathlib import Path

    from tui.model.ledger import Key
    from tui.workspace.ground import Ground


def mark(
    workspace: Ground, keys: Iterable[Key], status: Status, because: str, evidence: Path | None = None
) -> tuple[Change, ...]:
    """Give tasks a status."""
    return workspace.append(_marks(workspace, keys, status, because, evidence))


def _marks(
    workspace: Ground, keys: Iterable[Key], status: Status, because: str, evidence: Path | None = None
) -> list[Intent]:
    if status.reason and not because.strip():
        raise Usage("reason_required", status=status.name(workspace.settings.lang))
    shown = evidence_of(evidence) if evidence else None
    initial = workspace.profile.initial.key
    return _intents(workspace, keys, "status", status.key, because, default=initial, evidence=shown)


_LARGEST: Final = 4096 * MEGABYTE
"""Bytes of a file that is shown as evidence: a recording may be long."""


def evidence_of(file: Path) -> dict[str, str]:
    """The name and the hash of a file; raises `Invalid` (`no_file`, …) or `Unavailable` (`unreadable_file`)."""
    try:
        with open_file(file, _LARGEST) as content:
            return {"name": file.name, "sha256": file_digest(content, "sha256").hexdigest()}
    except (FileNotFoundError, IsADirectoryError) as missing:
        raise Invalid("no_file", file=file) from missing
    except OSError as error:
        raise refusal(error, file, code="unreadable_file") from error


def remark(workspace: Ground, key: Key, status: Status | None, note: str) -> tuple[Change, ...]:
    """Give a task a status and write a note on it, as one step."""
    intents = [] if status is None else _marks(workspace, [key], status, note if status.reason else "")
    if note.strip():
        intents.append(Intent(key[0], quoting(key[1], ""), "note", note))
    return workspace.append(intents)


def star(workspace: Ground, keys: Iterable[Key], *, on: bool) -> tuple[Change, ...]:
    """Set or take away one's own star."""
    return workspace.append(_intents(workspace, keys, "star", on, default=False))


def tie(workspace: Ground, key: Key, section: str) -> tuple[Change, ...]:
    """Say which article a task rests on."""
    task = workspace.document(key[0]).task(key[1])
    read = task.basis[0].section if task and task.basis else None
    return workspace.append(_intents(workspace, [key], "tie", section, default=read))


def _intents(
    workspace: Ground,
    keys: Iterable[Key],
    kind: str,
    value: Value,
    because: str = "",
    *,
    default: Value,
    evidence: Mapping[str, str] | None = None,
) -> list[Intent]:
    """What sets a field of several tasks where it is not so already."""
    intents = []
    for doc, task in dict.fromkeys(keys):
        held = workspace.state.held(doc, task, kind, workspace.author)
        present = default if held is None or held.value is None else held.value
        if present != value:
            base = held.stamp if held else None
            intents.append(Intent(doc, task, kind, value, base, because, evidence=evidence))
    return intents


def add_note(workspace: Ground, doc: str, place: str, text: str, quote: str) -> tuple[Change, ...]:
    """Add a note; blank text adds nothing."""
    if not text.strip():
        return ()
    return workspace.append([Intent(doc, quoting(place, quote), "note", text)])


def add_notes(workspace: Ground, places: Sequence[tuple[str, str]], text: str) -> tuple[Change, ...]:
    """Add the same note to several tasks or sections (document and id), as one step; blank text adds nothing."""
    if not text.strip():
        return ()
    return workspace.append([Intent(doc, quoting(place, ""), "note", text) for doc, place in places])


def edit_note(workspace: Ground, note: Note, text: str, *, over_rivals: bool) -> tuple[Change, ...]:
    """Give one's own note a new text, in the place of those that rival it too where the person has seen them."""
    _own(workspace, note)
    if text == note.text:
        return ()
    base = " ".join((note.version, *(note.rival_versions if over_rivals else ())))
    return workspace.append([Intent(note.doc, note.path, "edit", text, base=base)])


def delete_note(workspace: Ground, note: Note) -> tuple[Change, ...]:
    """Delete one's own note."""
    _own(workspace, note)
    present = workspace.state.note(note.doc, note.path)
    if present is not None and present.deleted:
        return ()
    held = workspace.state.held(note.doc, note.path, "delete")
    return workspace.append([Intent(note.doc, note.path, "delete", True, base=held.stamp if held else None)])


def reply(workspace: Ground, note: Note, text: str) -> tuple[Change, ...]:
    """Answer a note or a reply; blank text adds nothing."""
    return workspace.append([Intent(note.doc, note.path, "reply", text)]) if text.strip() else ()


def resolve(workspace: Ground, note: Note, because: str, *, settled: bool) -> tuple[Change, ...]:
    """Settle the conversation that a note belongs to, or open it again; what is so already is not written."""
    note = first_of(workspace, note)
    present = workspace.state.note(note.doc, note.path)
    if present is None or (present.resolved is not None) is settled:
        return ()
    held = workspace.state.held(note.doc, note.path, "resolve")
    value = {"because": because} if settled else None
    return workspace.append([Intent(note.doc, note.path, "resolve", value, held.stamp if held else None, because)])


def first_of(workspace: Ground, note: Note) -> Note:
    """The note that began a conversation; the first reply there is where that was deleted."""
    known = {each.id: each for each in workspace.state.notes(note.doc, note.place)}
    while note.reply_to in known and known[note.reply_to].id < note.id:
        note = known[note.reply_to]
    return note


def _own(workspace: Ground, note: Note) -> None:
    if note.author != workspace.author:
        raise Usage("not_your_note", author=note.author)
