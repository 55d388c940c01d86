"""What the files of a backup must be, each by the folder it lies in."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Final, Protocol

from tui.model.document import Document
from tui.model.edition import edition_of
from tui.store.files import tables_of
from tui.store.journal import RECEIVED, WRITTEN
from tui.store.library import EARLIER, Library
from tui.store.record import Gap, scan
from tui.store.tiny import from_tables

JOURNALS: Final = (WRITTEN, RECEIVED)
DOCUMENTS: Final = "library"
SOURCES: Final = "sources"


class Members(Protocol):
    """Files by their names."""

    def read(self, name: str) -> bytes:
        """All bytes of one."""

    def pieces(self, name: str) -> Iterator[bytes]:
        """The same, one piece after the other."""


def folder_of(name: str) -> str:
    """The folder of a workspace that a file of a backup belongs to."""
    return name.partition("/")[0]


def is_sound(members: Members, name: str) -> bool:
    """Whether a file can be read as what it should be: a document, an edition, a source, a journal without damage."""
    folder = folder_of(name)
    if folder == DOCUMENTS:
        return _document(members.read(name), _stem(name)) is not None
    if folder == EARLIER:
        return _is_edition(members.read(name), _stem(name))
    if folder == SOURCES:
        return _is_source(members, name)
    if folder in JOURNALS and name.endswith(".jsonl"):
        return not any(isinstance(item, Gap) for item in scan(members.read(name), batches=folder == WRITTEN))
    return True


def _stem(name: str) -> str:
    return Path(name).name.removesuffix(".json")


def _document(data: bytes, doc: str) -> Document | None:
    """The document of this id that a file holds; None where it holds none, or another."""
    try:
        document = from_tables(tables_of(data))
    except (KeyError, TypeError, ValueError, AttributeError):
        return None
    return document if Library.fits(doc) and document.id == doc else None


def _is_edition(data: bytes, stem: str) -> bool:
    """Whether a file is an edition that was replaced, under its own name."""
    doc, _, name = stem.rpartition("~")
    document = _document(data, doc)
    if document is None:
        return False
    edition = edition_of(document)
    return name in {edition, edition + sha256(data).hexdigest()[: len(edition)]}


def _is_source(members: Members, name: str) -> bool:
    found = sha256()
    for piece in members.pieces(name):
        found.update(piece)
    return found.hexdigest() == Path(name).name
