"""The checkpoint: the present marks as a TinyDB file, with how far the journal had been read.

It is a cache. Whatever does not fit, and it is passed over and made again from the journal.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Final

from tui.model.change import Change
from tui.store.files import Modes, SealedStorage, tables_of
from tui.store.journal import Mark
from tui.store.record import Damage, from_fields, to_fields

FORMAT: Final = 5
_NOTES: Final = ("note", "reply", "edit", "delete", "resolve")
_MANY: Final = 1 << 18
"""Bytes from which on notes are left for later."""
_TABLE: Final = b'\n "notes": {'
"""How the last table of the file begins: no text in it holds a line end as such."""

Marks = dict[str, tuple[Mark, tuple[Damage, ...]]]


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """What a checkpoint says."""

    changes: tuple[Change, ...]
    marks: Marks
    count: int
    """How many Changes the journal held up to there."""
    late: bytes = b""
    """The table of notes, where it is long: what `notes` reads."""


def write(path: Path, changes: Iterable[Change], marks: Marks, count: int, modes: Modes) -> None:
    """Replace the checkpoint; raises `Unavailable`."""
    from tinydb import TinyDB  # only who writes one pays for it
    from tinydb.storages import MemoryStorage

    database = TinyDB(storage=MemoryStorage)
    database.table("about", cache_size=0).insert({"v": FORMAT, "count": count})
    kept = tuple(changes)
    database.table("marks", cache_size=0).insert_multiple(_row(c) for c in kept if c.kind not in _NOTES)
    database.table("notes", cache_size=0).insert_multiple(_row(c) for c in kept if c.kind in _NOTES)
    database.table("journals", cache_size=0).insert_multiple(
        {"file": name, **_told(mark), "damage": [asdict(d) for d in damage]}
        for name, (mark, damage) in sorted(marks.items())
    )
    SealedStorage(path, modes).write(database.storage.read() or {})


def _told(mark: Mark) -> dict[str, Any]:
    return {name: value for name, value in mark._asdict().items() if name != "vouched" or value}


def _row(change: Change) -> dict[str, Any]:
    row = to_fields(change)
    return {**row, "claimed": True} if change.claimed else row


def _change(row: Mapping[str, Any]) -> Change:
    return replace(from_fields(row), claimed=True) if "claimed" in row else from_fields(row)


def read(path: Path) -> Checkpoint | None:
    """The checkpoint; None where there is none that can be used."""
    try:
        data = SealedStorage(path).read_sealed()
        return _checkpoint(data) if data else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def notes(late: bytes) -> Iterator[Change]:
    """The Changes of the table of notes; raises `ValueError`, `KeyError` or `TypeError` where it is none."""
    return map(_change, tables_of(late)["notes"].values())


def _checkpoint(data: bytes) -> Checkpoint | None:
    late = data.rfind(_TABLE)
    long = late > 0 and len(data) - late > _MANY
    tables = tables_of(data[:late].removesuffix(b",") + b"\n}" if long else data)
    (about,) = tables["about"].values()
    if about["v"] != FORMAT:
        return None
    return Checkpoint(
        changes=tuple(map(_change, (*tables.get("marks", {}).values(), *tables.get("notes", {}).values()))),
        marks={
            row["file"]: (
                Mark(row["offset"], row["check"], row.get("vouched", False)),
                tuple(Damage(**each) for each in row["damage"]),
            )
            for row in tables.get("journals", {}).values()
        },
        count=about["count"],
        late=b"{" + data[late:] if long else b"",
    )
