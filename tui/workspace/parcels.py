"""What is carried from one workspace to another: all of it as JSON, or one's own Changes as a bundle."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from tui.model.change import Change, split_target
from tui.model.errors import NotFound, Usage
from tui.model.history import is_since
from tui.store import parcel
from tui.store.files import whole_file
from tui.workspace.remarks import is_from_file

if TYPE_CHECKING:
    from tui.model.ledger import Entry
    from tui.workspace.asking import WithFilters
    from tui.workspace.ground import Ground
    from tui.workspace.outgoing import Work

Record = dict[str, Any]
_OF_DOCUMENT = frozenset({"carry", "reading", "validity"})
"""The kinds without which the tasks of a document are not what they are here."""


class Bundled(NamedTuple):
    """What a bundle holds."""

    file: Path
    changes: int
    documents: int


def whole_record(work: Work) -> Record:
    """The tasks that are shown, with all that another workspace needs to have them as they are here."""
    workspace = work.workspace
    keys = set(work.ledger.keys())
    docs = workspace.library.ids() if work.whole else sorted({doc for doc, _ in keys})
    lines = workspace.store.lines()
    if not work.whole:
        lines = [each for each in lines if _belongs(workspace, each[0], keys, docs)]
    return {
        **_record(workspace, lines, docs),
        "tasks": [_task(work, entry) for entry in work.ledger],
    }


def _belongs(workspace: Ground, change: Change, keys: Collection[tuple[str, str]], docs: Collection[str]) -> bool:
    """Whether a Change is about one of some tasks, or about what these are in their document."""
    if change.kind in _OF_DOCUMENT:
        return change.doc in docs
    return (change.doc, split_target(workspace.state.placed(change).target)[0]) in keys


def _task(work: Work, entry: Entry) -> Record:
    """A task as every listing has it, and what it said when it went out."""
    from tui.export.records import Seen, entry_record
    from tui.model.ledger_form import base_words, said
    from tui.workspace.bodies import NamesToday
    from tui.workspace.outgoing import stamps

    workspace = work.workspace
    seen = Seen(workspace.now().date(), workspace.profile.rules, NamesToday(workspace.register).of)
    words = base_words(said(entry), dict(stamps(workspace, entry)))
    return entry_record(entry, seen) | {"sent": json.loads(words) if words else {}}


def _record(workspace: Ground, lines: Iterable[tuple[Change, bytes]], docs: Iterable[str]) -> Record:
    """Changes and documents, and how far the Changes of each writer go that are known here."""
    root = workspace.settings.workspace
    return {
        "kind": parcel.KIND,
        "format": parcel.FORMAT,
        "from": workspace.author,
        "documents": [parcel.document_record(root, workspace.library, doc) for doc in docs],
        "changes": [parcel.change_record(line) for _, line in lines],
        "heads": dict(parcel.heads(workspace.store.history())),
        **({"demo": True} if workspace.is_demo else {}),
    }


# One's own Changes


def bundle(workspace: WithFilters, file: Path, since: datetime | None) -> Bundled:
    """Write one's own Changes since a moment, with the documents they speak of, to one file.

    With them go the Changes of others that one's own build on, and the notes that they answer.
    Raises `NotFound` (`nothing_to_bundle`), `Usage` (`bundle_suffix`, `is_folder`) or `Unavailable`.
    """
    if file.suffix.lower() in {".xlsx", ".csv", ".docx"}:
        raise Usage("bundle_suffix", file=file)
    chosen = list(_own(workspace, since))
    if not any(change.author == workspace.author for change, _ in chosen):
        raise NotFound("nothing_to_bundle", who=workspace.author)
    docs = sorted({change.doc for change, _ in chosen if change.doc and workspace.library.has(change.doc)})
    record = _record(workspace, chosen, docs) | {"bundle": True, "after": dict(_before(workspace, since))}
    record["heads"] = dict(parcel.heads(change for change, _ in chosen))
    from tui.export.records import dump

    with whole_file(file) as out:
        out.write(dump(record).encode() + b"\n")
    return Bundled(file, len(chosen), len(docs))


def read_since(word: str, now: datetime) -> datetime:
    """The moment that a person means: a day or a month by its beginning, or a moment in ISO form.

    Raises `Usage` (`unknown_day`).
    """
    from tui.query.language import dates

    try:
        moment = datetime.fromisoformat(word) if "T" in word or ":" in word else None
    except ValueError:
        moment = None
    if moment is not None:
        return moment if moment.tzinfo else moment.replace(tzinfo=now.tzinfo)
    found = dates.period(word, now.date())
    if found is None:
        raise Usage("unknown_day", word=word)
    return datetime.combine(found[0], time.min, tzinfo=now.tzinfo)


def _own(workspace: Ground, since: datetime | None) -> Iterator[tuple[Change, bytes]]:
    """One's own Changes since a moment, and those of others without which they are not understood, oldest first.

    With them the notes that came in with the files of the same documents: nobody else has them to give.
    """
    lines = workspace.store.lines()
    own = {change.stamp for change, _ in lines if change.author == workspace.author and is_since(change, since)}
    docs = {change.doc for change, _ in lines if change.stamp in own}
    wanted = own | _ground(own, [change for change, _ in lines])
    wanted |= {change.stamp for change, _ in lines if is_from_file(change) and change.doc in docs}
    return (each for each in lines if each[0].stamp in wanted)


def _ground(stamps: Collection[str], history: Sequence[Change]) -> set[str]:
    """The Changes that some build on, and the notes that they answer or settle, as these stand here.

    Who does not know of those would be asked about what was built on his own words, or read an answer to nothing.
    """
    by_stamp: dict[str, list[Change]] = {}
    about: dict[str, list[str]] = {}
    for change in history:
        by_stamp.setdefault(change.stamp, []).append(change)
        about.setdefault(split_target(change.target)[2], []).append(change.stamp)
    found: set[str] = set()
    waiting = list(stamps)
    while waiting:
        for change in by_stamp.get(waiting.pop(), ()):
            note = split_target(change.target)[2]
            needed = {*(change.base or "").split(), *((note, *about[note]) if note else ())} - found
            found |= needed
            waiting += needed
    return found


def _before(workspace: Ground, since: datetime | None) -> Mapping[str, str]:
    """Up to where one's own Changes go that are left out, by writer."""
    if since is None:
        return {}
    own = (change for change in workspace.store.history() if change.author == workspace.author)
    return parcel.heads(change for change in own if not is_since(change, since))
