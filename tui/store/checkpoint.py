"""The checkpoint: the present marks as a TinyDB file, with how far the journal had been read.

It is a cache. Whatever does not fit, and it is passed over and made again from the journal.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Final

from tui.model.change import Change
from tui.store.files import Modes, SealedStorage
from tui.store.journal import Mark
from tui.store.record import Damage, from_fields, to_fields

FORMAT: Final = 2

Marks = dict[str, tuple[Mark, tuple[Damage, ...]]]


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """What a checkpoint says."""

    changes: tuple[Change, ...]
    marks: Marks
    count: int
    """How many Changes the journal held up to there."""


def write(path: Path, changes: Iterable[Change], marks: Marks, count: int, modes: Modes) -> None:
    """Replace the checkpoint; raises `Unavailable`."""
    from tinydb import TinyDB  # only who writes one pays for it
    from tinydb.storages import MemoryStorage

    database = TinyDB(storage=MemoryStorage)
    database.table("about", cache_size=0).insert({"v": FORMAT, "count": count})
    database.table("marks", cache_size=0).insert_multiple(map(_row, changes))
    database.table("journals", cache_size=0).insert_multiple(
        {"file": name, "offset": mark.offset, "check": mark.check, "damage": [asdict(d) for d in damage]}
        for name, (mark, damage) in sorted(marks.items())
    )
    SealedStorage(path, modes).write(database.storage.read() or {})


def _row(change: Change) -> dict[str, Any]:
    row = to_fields(change)
    return {**row, "claimed": True} if change.claimed else row


def _change(row: Mapping[str, Any]) -> Change:
    return replace(from_fields(row), claimed=True) if "claimed" in row else from_fields(row)


def read(path: Path) -> Checkpoint | None:
    """The checkpoint; None where there is none that can be used."""
    try:
        tables = SealedStorage(path).read()
        return _checkpoint(tables) if tables else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _checkpoint(tables: Mapping[str, Mapping[str, Any]]) -> Checkpoint | None:
    (about,) = tables["about"].values()
    if about["v"] != FORMAT:
        return None
    return Checkpoint(
        changes=tuple(map(_change, tables.get("marks", {}).values())),
        marks={
            row["file"]: (Mark(row["offset"], row["check"]), tuple(Damage(**each) for each in row["damage"]))
            for row in tables.get("journals", {}).values()
        },
        count=about["count"],
    )
