"""Searching the running text of every document of the library, one after the other."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from tui.model.errors import Problem

if TYPE_CHECKING:
    from tui.model.document import Document
    from tui.query.match.passages import Passage
    from tui.workspace.ground import Ground


class Looked(NamedTuple):
    """What looking into one document gave."""

    doc: str
    title: str
    passages: tuple[Passage, ...]
    so_far: int
    """How many documents were looked into so far, this one included."""


def look(workspace: Ground, word: str, first: str) -> Iterator[Looked]:
    """Look for a word in each document in turn, beginning with one; a document that cannot be read is passed over."""
    from tui.query.match.needle import needle
    from tui.query.match.passages import passages

    wanted = needle(word, literal=False)
    ids = sorted(workspace.library.ids(), key=lambda doc: doc != first)
    for count, doc in enumerate(ids, 1):
        try:
            document = _document(workspace, doc, first)
            yield Looked(doc, document.title, tuple(passages(document, wanted)), count)
        except Problem:
            yield Looked(doc, doc, (), count)


def _document(workspace: Ground, doc: str, first: str) -> Document:
    """A document; one that is not open (`first`) and that nobody corrected is not kept, as there may be thousands."""
    if doc == first or workspace.state.readings(doc):
        return workspace.document(doc)
    return workspace.library.load(doc)
