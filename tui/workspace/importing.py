"""Reading a file into the library, as a new document or as another edition of one that is there."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from tui.model.document import Document
from tui.model.errors import Usage

if TYPE_CHECKING:
    from tui.model.comparing import Comparison
    from tui.workspace import Workspace


class Imported(NamedTuple):
    """What an import did."""

    document: Document
    outcome: str
    """`added`, `replaced` or `same` (the very text was in the library already)."""
    replaced: Document | None = None
    """The edition that was there before."""
    compared: Comparison | None = None
    """What changed since."""


def import_file(
    workspace: Workspace,
    file: Path,
    *,
    title: str | None,
    doc_id: str | None,
    encoding: str | None,
    replace_old: bool,
) -> Imported:
    """Read a file and keep the document with its source."""
    document = workspace.read_file(file, title=title, doc_id=doc_id, encoding=encoding)
    present = workspace.find_read(document.id)
    if present == document:
        return Imported(document, "same")
    if present is not None and not replace_old:
        raise Usage("document_exists", file=file, doc=document.id, title=present.title)
    source = file.read_bytes()
    compared = _carry_over(workspace, present, document) if present is not None else None
    workspace.library.save(document, source)
    workspace.forget_document(document.id)
    return Imported(document, "added" if present is None else "replaced", present, compared)


def read_beside(workspace: Workspace, document: Document) -> Imported:
    """What importing a document that was read would do, without doing it."""
    from tui.model.comparing import compare

    present = workspace.find_read(document.id)
    if present is None or present == document:
        return Imported(document, "added" if present is None else "same")
    return Imported(document, "replaced", present, compare(present, document))


def _carry_over(workspace: Workspace, present: Document, document: Document) -> Comparison:
    """Keep the edition that is about to be replaced, and write down where its things stand now.

    In this order nothing can be lost: until the library holds the new edition, all is told in the ids of the old one.
    """
    workspace.library.keep_earlier(present, workspace.editions.present(present.id))
    return workspace.editions.carry(present, document)
