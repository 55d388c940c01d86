"""The check-up of a workspace: what is wrong with it, each thing as a problem with its place and remedy."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from tui.model.document import Document
from tui.model.errors import Invalid, Problem, Unavailable
from tui.workspace import Workspace


def examine(workspace: Workspace) -> tuple[Problem, ...]:
    """Everything that is wrong; empty where the workspace is sound. Changes nothing."""
    return (*_library(workspace), *_journal(workspace), *_folder(workspace))


def _library(workspace: Workspace) -> Iterator[Problem]:
    """Documents that cannot be read, and sources that are not what was imported."""
    for doc in workspace.library.ids():
        try:
            yield from _source(workspace, workspace.document(doc))
        except Problem as problem:
            yield problem


def _source(workspace: Workspace, document: Document) -> Iterator[Problem]:
    """What is wrong with the kept source of a document; one that travels with duban may have none."""
    file = workspace.library.source(document)
    if not file.exists():
        return
    try:
        sound = hashlib.sha256(file.read_bytes()).hexdigest() == document.source.sha256
    except OSError as error:
        yield Unavailable("unreadable", path=file, reason=error.strerror)
        return
    if not sound:
        yield Invalid("damaged_source", path=file, doc=document.id)


def _journal(workspace: Workspace) -> Iterator[Problem]:
    """Bytes of the journal that could not be used."""
    for damage in workspace.damage:
        yield Invalid("damaged_journal", path=damage.file, offset=damage.offset, length=damage.length)


def _folder(workspace: Workspace) -> Iterator[Problem]:
    """A workspace that can be read and not be written."""
    if not workspace.store.writable:
        yield Unavailable("read_only", path=workspace.settings.workspace)
