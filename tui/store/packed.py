"""Documents held small: a whole library in memory, each compressed, read when one of its tasks is wanted.

What a ledger asks of a document is held alone: its headings without their texts, and its tasks, a few together.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final, TypeAlias, cast, overload

from tui.model.document import HEADINGS, Document, Kind, Section
from tui.model.task import Task
from tui.store.files import Tables
from tui.store.shapes import check
from tui.store.tiny import about_of, task_of

_FAST: Final = 1
"""The quickest compression."""
_TOGETHER: Final = 8
"""So many tasks are compressed as one piece."""
_FIRST_WORDS: Final = 40
_KINDS: Final = {str(kind): kind for kind in Kind}

Packed: TypeAlias = "tuple[bytes, tuple[bytes, ...]]"
"""The document with its headings, and the pieces of its tasks."""


class Tasks(Sequence[Task]):
    """The tasks of a document, each read when it is asked for."""

    def __init__(self, ids: list[str], pieces: Sequence[bytes]) -> None:
        self.ids = ids
        """Their ids, for which none is read."""
        self._pieces = pieces
        self._near: tuple[int, list[bytes]] = (-1, [])
        """The piece that was read last, by its number."""

    def __len__(self) -> int:
        return len(self.ids)

    @overload
    def __getitem__(self, index: int) -> Task: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Task, ...]: ...
    def __getitem__(self, index: int | slice) -> Task | tuple[Task, ...]:
        if isinstance(index, slice):
            return tuple(map(self._task, range(len(self))[index]))
        return self._task(range(len(self))[index])

    def __iter__(self) -> Iterator[Task]:
        return map(self._task, range(len(self)))

    def _task(self, at: int) -> Task:
        number, place = divmod(at, _TOGETHER)
        if self._near[0] != number:
            self._near = number, _lines(self._pieces[number])
        return task_of(json.loads(self._near[1][place]))


def pack(tables: Tables) -> Packed:
    """What a ledger needs of a document, small; raises `KeyError`, `TypeError` or `ValueError` where it is none."""
    check(tables)
    (about,) = tables["document"].values()
    tasks = list(tables["tasks"].values())
    pieces = (tasks[at : at + _TOGETHER] for at in range(0, len(tasks), _TOGETHER))
    head = (about, list(_headings(tables)), [row["id"] for row in tasks])
    return _piece(head), tuple(map(_piece, pieces))


def _piece(values: Iterable[Any]) -> bytes:
    """Some values, a line each."""
    lines = "\n".join(json.dumps(value, ensure_ascii=False) for value in values)
    return zlib.compress(lines.encode("utf-8", "surrogatepass"), _FAST)


def _lines(piece: bytes) -> list[bytes]:
    return zlib.decompress(piece).split(b"\n")


def unpack(packed: Packed) -> Document:
    """The document of a pack: its headings alone, without their texts, and its tasks when they are asked for."""
    about, headings, ids = map(json.loads, _lines(packed[0]))
    return _document(about, headings, cast("tuple[Task, ...]", Tasks(ids, packed[1])))


def brief(tables: Tables) -> Document:
    """The document of such tables as `unpack` gives it, with its tasks read; raises as `pack` does."""
    (about,) = tables["document"].values()
    return _document(about, _headings(tables), tuple(map(task_of, tables["tasks"].values())))


def _document(about: dict[str, Any], headings: Iterable[list[Any]], tasks: tuple[Task, ...]) -> Document:
    return Document(
        **about_of(about),
        sections=tuple(
            Section(place, above, _KINDS[kind], number, heading, words)
            for place, above, kind, number, heading, words in headings
        ),
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
