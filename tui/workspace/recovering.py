"""What is still known of a document whose file in the library is damaged."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from typing import Final

from tui.bounded import LARGEST, read
from tui.model.change import Intent, earlier_place, library_step
from tui.model.document import Document
from tui.model.edition import edition_of, step
from tui.model.errors import Problem
from tui.workspace.ground import Ground

_SOURCE: Final = re.compile(rb'"sha256": "([0-9a-f]{64})"')
_NAME: Final = re.compile(rb'"name": ("(?:[^"\\\x00-\x1f]|\\.)*")')
_EDITION: Final = 8
UNREAD: Final = "unread"
"""The reason of a carry between editions of which one could not be read: it goes by the id alone."""


def recovered(workspace: Ground, doc: str) -> Document | None:
    """The document as it was, read again from its source; None where that is gone, or people wrote on another reading.

    Which source it was is looked for in what is left of the file.
    """
    try:
        left = read(workspace.library.place(doc), LARGEST)
        found = _SOURCE.search(left)
        source = read(workspace.library.root / "sources" / found[1].decode(), LARGEST) if found else b""
        if found is None or sha256(source).hexdigest() != found[1].decode():
            return None
        from tui import ingest  # only who replaces what is damaged reads it again

        document = replace(ingest.read_bytes(source, _name(left), doc_id=doc), id=doc)
    except (OSError, Problem):
        return None
    return document if edition_of(document) == last_edition(workspace, doc) else None


def _name(left: bytes) -> str:
    """The name of the file it was read from: its suffix says how to read it."""
    found = _NAME.search(left)
    try:
        return str(json.loads(found[1])) if found else ""
    except ValueError:
        return ""


def last_edition(workspace: Ground, doc: str) -> str:
    """The edition that the library held before the damage, as far as the journal tells; empty where it does not."""
    state = workspace.state
    head = state.held(doc, "", "document")
    if head is not None and (now := library_step(head)[1]):
        return now[:_EDITION]
    carries = state.carries(doc)
    if carries is not None and carries.last:
        return carries.last
    written = (change.edition.rpartition(">")[2] for change in reversed(list(state.changes(doc))))
    return next(filter(None, written), "")


def carrying_unread(workspace: Ground, new: Document) -> Iterator[Intent]:
    """Where things stand in a new edition of a document of which nothing is left: under their ids, or nowhere."""
    doc, old = new.id, last_edition(workspace, new.id)
    name = step(old, edition_of(new))
    if not old or old == edition_of(new):
        return
    yield Intent(doc, "", "carry", new.source.name, edition=name)
    for each, place, _ in workspace.state.last_changes():
        if each == doc and place and earlier_place(place) is None:
            there = place if new.task(place) or new.section(place) else ""
            yield Intent(doc, place, "carry", there, because=f"{UNREAD} 0.50" if there else UNREAD, edition=name)
