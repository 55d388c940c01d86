"""Documents held small: a whole library in memory, each compressed, read when one of its tasks is wanted.

What a ledger asks of a document is held alone: its headings without their texts, and its tasks one by one.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator, Sequence
from typing import Any, Final, cast, overload

from tui.model.document import HEADINGS, Document, Kind, Section
from tui.model.task import Task
from tui.store.files import Tables
from tui.store.shapes import check
from tui.store.tiny import about_of, task_of

_FAST: Final = 1
"""The quickest compression."""
_FIRST_WORDS: Final = 40


class Tasks(Sequence[Task]):
    """The tasks of a document, each read when it is asked for."""

    def __init__(self, rows: Sequence[tuple[str, str]]) -> None:
        self._rows = rows

    @property
    def ids(self) -> list[str]:
        """Their ids, for which none is read."""
        return [task for task, _ in self._rows]

    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, index: int) -> Task: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Task, ...]: ...
    def __getitem__(self, index: int | slice) -> Task | tuple[Task, ...]:
        if isinstance(index, slice):
            return tuple(task_of(json.loads(row)) for _, row in self._rows[index])
        return task_of(json.loads(self._rows[index][1]))

    def __iter__(self) -> Iterator[Task]:
        return (task_of(json.loads(row)) for _, row in self._rows)


def pack(tables: Tables) -> bytes:
    """What a ledger needs of a document, small; raises `KeyError`, `TypeError` or `ValueError` where it is none."""
    check(tables)
    (about,) = tables["document"].values()
    tasks = [(row["id"], json.dumps(row, ensure_ascii=False)) for row in tables["tasks"].values()]
    whole = json.dumps([about, list(_headings(tables)), tasks], ensure_ascii=False)
    return zlib.compress(whole.encode("utf-8", "surrogatepass"), _FAST)


def unpack(packed: bytes) -> Document:
    """The document of a pack: its headings alone, without their texts, and its tasks when they are asked for."""
    about, headings, tasks = json.loads(zlib.decompress(packed).decode("utf-8", "surrogatepass"))
    return _document(about, headings, cast("tuple[Task, ...]", Tasks(tasks)))


def brief(tables: Tables) -> Document:
    """The document of such tables as `unpack` gives it, with its tasks read; raises as `pack` does."""
    (about,) = tables["document"].values()
    return _document(about, _headings(tables), tuple(map(task_of, tables["tasks"].values())))


def _document(about: dict[str, Any], headings: Iterator[list[Any]], tasks: tuple[Task, ...]) -> Document:
    return Document(
        **about_of(about),
        sections=tuple(Section(place, above, Kind(kind), *words) for place, above, kind, *words in headings),
        tasks=tasks,
    )


def _headings(tables: Tables) -> Iterator[list[Any]]:
    """The headings and what tasks rest on; of what has no heading the first words, by which it is called."""
    rows = {row["id"]: row for row in tables["sections"].values()}
    wanted = {name for name, row in rows.items() if row["kind"] in HEADINGS}
    for task in tables["tasks"].values():
        section = task["basis"][0]["section"] if task["basis"] else None
        while section in rows and section not in wanted:
            wanted.add(section)
            section = rows[section]["parent"]
    for name, row in rows.items():
        if name in wanted:
            first_words = "" if row["heading"] else row["text"][:_FIRST_WORDS]
            yield [name, row["parent"], row["kind"], row["number"], row["heading"], first_words]
