"""Editions: the readings that a document has had under its id, each known by its ids and words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.model.text import squeeze

if TYPE_CHECKING:
    from tui.model.document import Document


def edition_of(document: Document) -> str:
    """Name of an edition, eight characters: the same wherever the same ids stand for the same words.

    White space and variants of width do not count, so that one text has one edition in every file format.
    """
    from hashlib import sha256  # a start asks for no edition

    known = sha256()
    for section in document.sections:
        known.update(f"{section.id}\t{squeeze(section.text)}\n".encode("utf-8", "surrogatepass"))
    for task in document.tasks:
        known.update(f"{task.id}\t{squeeze(task.text)}\n".encode("utf-8", "surrogatepass"))
    return known.hexdigest()[:8]


def step(old: str, new: str) -> str:
    """The edition of a `carry`: from one to another."""
    return f"{old}>{new}"
