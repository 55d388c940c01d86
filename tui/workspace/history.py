"""The journal read aloud, and the workspace as it stood at a moment."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from tui.model.change import Change, Stamp, Value, split_target, with_before
from tui.store.past import Past

if TYPE_CHECKING:
    from tui.workspace import Workspace


class LogEntry(NamedTuple):
    """One Change as history tells it."""

    change: Change
    before: Value


def log(workspace: Workspace, doc: str | None, place: str | None) -> Iterator[LogEntry]:
    """Every Change, oldest first, of all or of one document, task or section, with what was so before."""
    for change, before in with_before(map(workspace.state.placed, workspace.store.history())):
        if doc is not None and change.doc != doc:
            continue
        if place is None or split_target(change.target)[0] == place:
            yield LogEntry(change, before)


def as_of(workspace: Workspace, moment: datetime | str) -> Workspace:
    """The workspace as it stood at a moment, or just after the Change of this stamp."""
    from tui.workspace import Workspace

    stamp = moment if isinstance(moment, str) else None
    if isinstance(moment, str):
        moment = datetime.fromtimestamp(Stamp.parse(moment).milliseconds / 1000, workspace.now().tzinfo)
    then = moment
    past = Workspace(
        workspace.settings, workspace.library, workspace.private, now=lambda: then, profile=workspace.profile
    )
    past.store = Past(workspace.store, then, stamp, past.editions.present)
    for doc, edition in _editions(past.store.history()).items():
        earlier = workspace.library.load_earlier(doc, edition)
        if earlier is not None and edition != workspace.editions.present(doc):
            past.hold(earlier)
    return past


def _editions(changes: Iterable[Change]) -> dict[str, str]:
    """The edition that each document had after these Changes, where it was replaced before or after them."""
    editions: dict[str, str] = {}
    for change in changes:
        if change.kind == "carry" and not change.target:
            old, _, new = change.edition.partition(">")
            editions[change.doc] = old if change.value is None else new
        elif change.doc not in editions and change.edition and change.kind != "carry":
            editions[change.doc] = change.edition
    return editions
