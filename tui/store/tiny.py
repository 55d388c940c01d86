"""A document as the tables of a TinyDB file, and back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from tui.model.document import Characters, Document, Doubt, Kind, Section, Source
from tui.model.task import Basis, Detail, Due, Origin, Task
from tui.store.files import Tables
from tui.store.shapes import check, day

FORMAT: Final = 2
"""Version of the tables that this code writes; since 2 with details, and with the characters counted."""


_ABOUT: Final = ("id", "title", "title_made", "issuer", "doc_no", "issued")


def to_tables(document: Document) -> Tables:
    """The tables `document`, `sections`, `tasks` and `doubts`, rows in the document's order."""
    about = {name: getattr(document, name) for name in _ABOUT}
    counted = document.characters._asdict() if document.characters else None
    rows: dict[str, Iterable[Mapping[str, Any]]] = {
        "document": [{**about, "v": FORMAT, "source": document.source._asdict(), "characters": counted}],
        "sections": (section._asdict() for section in document.sections),
        "tasks": map(_task_row, document.tasks),
        "doubts": (
            {"code": doubt.code, "where": doubt.where, "values": dict(doubt.values), "count": doubt.count}
            for doubt in document.doubts
        ),
    }
    from tinydb import TinyDB  # to read the tables of a file its storage is enough
    from tinydb.storages import MemoryStorage

    database = TinyDB(storage=MemoryStorage)
    for name, table in rows.items():
        database.table(name, cache_size=0, persist_empty=True).insert_multiple(table)
    return database.storage.read() or {}


def from_tables(tables: Tables) -> Document:
    """The document of such tables; raises `KeyError`, `TypeError` or `ValueError` where they are none."""
    (about,) = tables["document"].values()
    if about["v"] > FORMAT:
        raise ValueError(f"v {about['v']} > {FORMAT}")
    check(tables)
    return Document(
        **about_of(about),
        sections=tuple(Section(**{**row, "kind": Kind(row["kind"])}) for row in tables["sections"].values()),
        tasks=tuple(map(task_of, tables["tasks"].values())),
        doubts=tuple(Doubt(**row) for row in tables["doubts"].values()),
        characters=Characters(**about["characters"]) if about.get("characters") else None,
    )


def about_of(row: Mapping[str, Any]) -> dict[str, Any]:
    """What the row of a document says of it, by the names of its fields; raises `KeyError` or `TypeError`."""
    return {**{name: row[name] for name in _ABOUT}, "issued": day(row["issued"]), "source": Source(**row["source"])}


def _task_row(task: Task) -> dict[str, Any]:
    row = task._asdict()
    row["due"] = task.due._asdict() if task.due else None
    row["basis"] = [basis._asdict() for basis in task.basis]
    row["origin"] = task.origin._asdict()
    row["details"] = [detail._asdict() for detail in task.details]
    return row


def task_of(row: Mapping[str, Any]) -> Task:
    """The task of its row; raises `KeyError` or `TypeError` where it is none."""
    return Task(
        id=row["id"],
        no=row["no"],
        ordinal=row["ordinal"],
        text=row["text"],
        leads=tuple(row["leads"]),
        participants=tuple(row["participants"]),
        due=Due(row["due"]["text"], day(row["due"]["by"])) if row["due"] else None,
        inherited=tuple(row["inherited"]),
        basis=tuple(Basis(**basis) for basis in row["basis"]),
        origin=Origin(**row["origin"]),
        details=tuple(Detail(**detail) for detail in row.get("details", ())),
    )
