"""The journal read aloud, and the workspace as it stood at a moment."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, tzinfo
from typing import TYPE_CHECKING, NamedTuple

from tui.model.change import Change, Stamp, Value, library_step, split_target, with_before

if TYPE_CHECKING:
    from tui.model.document import Document
    from tui.workspace.ground import Ground


class LogEntry(NamedTuple):
    """One Change as history tells it."""

    change: Change
    before: Value


def log(workspace: Ground, doc: str | None, place: str | None) -> Iterator[LogEntry]:
    """Every Change, oldest first, of all or of one document, task or section, with what was so before."""
    for change, before in with_before(map(workspace.state.placed, workspace.store.history())):
        if doc is not None and change.doc != doc:
            continue
        if place is None or split_target(change.target)[0] == place:
            yield LogEntry(change, before)


def moment_of(stamp: str, zone: tzinfo | None) -> datetime:
    """When the Change of a stamp was made; raises `ValueError` for a stamp that is none."""
    return datetime.fromtimestamp(Stamp.parse(stamp).milliseconds / 1000, zone)


def earlier(workspace: Ground, changes: Iterable[Change]) -> Iterator[Document]:
    """The documents that were another edition after these Changes than they are now."""
    known = tuple(changes)
    readings = {change.doc: library_step(change)[1] for change in known if change.kind == "document"}
    for doc, reading in readings.items():
        kept = workspace.library.kept(doc, reading) if reading else None
        if kept is not None:
            yield kept.document
    for doc, edition in _editions(change for change in known if change.doc not in readings).items():
        document = workspace.library.load_earlier(doc, edition)
        if document is not None and edition != workspace.edition(doc):
            yield document


def _editions(changes: Iterable[Change]) -> dict[str, str]:
    """The edition that each document had after these Changes, where its carries alone tell that it was replaced."""
    editions: dict[str, str] = {}
    for change in changes:
        if change.kind == "carry" and not change.target:
            old, _, new = change.edition.partition(">")
            editions[change.doc] = old if change.value is None else new
        elif change.doc not in editions and change.edition and change.kind != "carry":
            editions[change.doc] = change.edition
    return editions
