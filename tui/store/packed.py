"""Documents held small: a whole library in memory, each as its compressed file, read when one of its tasks is wanted.

What a ledger asks of a document is read alone: its headings without their texts, and each task when it is asked for.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, cast, overload

from tui.model.document import HEADINGS, Document, Kind, Section, Source
from tui.model.task import Task
from tui.store.files import Tables, tables_of
from tui.store.tiny import task_of

_FAST: Final = 1
"""The quickest compression: a third of the size for a quarter of a millisecond."""
_FIRST_WORDS: Final = 40


class _Tasks(Sequence[Task]):
    """The tasks of a document, each made when it is asked for."""

    def __init__(self, rows: Mapping[str, Mapping[str, Any]]) -> None:
        self._rows = tuple(rows.values())

    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, index: int) -> Task: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Task, ...]: ...
    def __getitem__(self, index: int | slice) -> Task | tuple[Task, ...]:
        return tuple(map(task_of, self._rows[index])) if isinstance(index, slice) else task_of(self._rows[index])

    def __iter__(self) -> Iterator[Task]:
        return map(task_of, self._rows)


def pack(data: bytes) -> bytes:
    """A document's file, small."""
    return zlib.compress(data, _FAST)


def unpack(packed: bytes) -> Document:
    """The document of a packed file, as a ledger needs it; raises as `brief` does."""
    return brief(tables_of(zlib.decompress(packed)))


def brief(tables: Tables) -> Document:
    """The document of such tables: its headings alone, without their texts, and its tasks when they are asked for.

    Raises `KeyError`, `TypeError` or `ValueError` where they are none.
    """
    (about,) = tables["document"].values()
    rows = {row["id"]: row for row in tables["sections"].values()}
    wanted = {name for name, row in rows.items() if row["kind"] in HEADINGS}
    for task in tables["tasks"].values():
        section = task["basis"][0]["section"] if task["basis"] else None
        while section in rows and section not in wanted:
            wanted.add(section)
            section = rows[section]["parent"]
    return Document(
        id=about["id"],
        title=about["title"],
        title_made=about["title_made"],
        issuer=about["issuer"],
        doc_no=about["doc_no"],
        issued=about["issued"],
        source=Source(**about["source"]),
        sections=tuple(_section(row) for name, row in rows.items() if name in wanted),
        tasks=cast("tuple[Task, ...]", _Tasks(tables["tasks"])),
    )


def _section(row: Mapping[str, Any]) -> Section:
    """A heading; of what has none the first words, by which it is called."""
    first_words = "" if row["heading"] else row["text"][:_FIRST_WORDS]
    return Section(row["id"], row["parent"], Kind(row["kind"]), row["number"], row["heading"], first_words)
