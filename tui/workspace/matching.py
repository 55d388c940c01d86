"""Which task each row of a ledger means: by the key that it went out with, else by its number and its words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from tui.model.comparing import Verdict, compare
from tui.model.document import Document, Source
from tui.model.ledger_form import JOIN, SentRow
from tui.model.task import Origin, Task
from tui.model.text import squeeze

if TYPE_CHECKING:
    from tui.model.ledger import Key
    from tui.workspace.ground import Ground

_ENOUGH: Final = 0.3
"""So much of the rows without a key must be tasks of one document, word by word or nearly, for it to be that one's."""


class Matched(NamedTuple):
    """Which task each row means."""

    keys: dict[int, Key]
    """By the number of the row in its file."""
    likeness: dict[int, float]
    """Of the rows that were known by their words, how like these are: 1 where they are the same."""
    unknown: tuple[int, ...]
    """The rows that mean no task that is here."""
    twice: tuple[int, ...]
    """The rows that mean a task which another row means before them."""


def match(workspace: Ground, rows: Sequence[SentRow]) -> Matched:
    """Find the task of each row."""
    keys: dict[int, Key] = {}
    taken: set[Key] = set()
    twice: list[int] = []
    bare: list[SentRow] = []
    for row in rows:
        key = _key(workspace, row)
        if key is None:
            bare.append(row)
        elif key in taken:
            twice.append(row.where)
        else:
            taken.add(key)
            keys[row.where] = key
    likeness = dict(_by_words(workspace, bare, taken))
    keys |= {where: key for where, (key, _) in likeness.items()}
    unknown = [row.where for row in rows if row.where not in keys]
    return Matched(keys, {where: score for where, (_, score) in likeness.items()}, tuple(unknown), tuple(twice))


def _key(workspace: Ground, row: SentRow) -> Key | None:
    """The task that a row went out with; None where it has none that is here."""
    if row.doc is None or row.id is None or not workspace.library.has(row.doc):
        return None
    return (row.doc, row.id) if workspace.document(row.doc).task(row.id) else None


def _by_words(workspace: Ground, rows: Sequence[SentRow], taken: set[Key]) -> Iterator[tuple[int, tuple[Key, float]]]:
    """The tasks of rows that came without a key, in the one document that most of them stand in."""
    told = [row for row in rows if row.cells.get("task") and not row.id]
    document = _document(workspace, told)
    if document is None:
        return
    there = _as_document(document, told)
    for found in compare(document, there).tasks:
        if found.old is None or found.new is None or found.verdict is Verdict.DOUBTFUL:
            continue
        key = (document.id, found.old)
        if key not in taken:
            yield int(found.new.rpartition("#")[2]), (key, found.score)


def _document(workspace: Ground, rows: Sequence[SentRow]) -> Document | None:
    """The document that most of some rows stand in by their words; None where too few stand in any."""
    words = {squeeze(row.cells["task"]) for row in rows}
    best: tuple[float, Document] | None = None
    for doc in workspace.library.ids() if words else ():
        document = workspace.document(doc)
        share = _share(words, {squeeze(task.text) for task in document.tasks})
        if share >= _ENOUGH and (best is None or share > best[0]):
            best = (share, document)
    return best[1] if best else None


def _share(words: set[str], tasks: set[str]) -> float:
    """How much of some rows stands in some tasks: the same words, or most of their letters in pairs."""
    same = len(words & tasks)
    pairs = Counter(pair for task in tasks for pair in _pairs(task))
    like = sum(
        sum(pair in pairs for pair in _pairs(row)) >= 0.8 * max(1, len(_pairs(row))) for row in words - tasks if pairs
    )
    return (same + 0.5 * like) / len(words)


def _pairs(words: str) -> set[str]:
    return {words[at : at + 2] for at in range(len(words) - 1)}


def _as_document(document: Document, rows: Sequence[SentRow]) -> Document:
    """The rows as another edition of the document, so that the two can be compared; their ids are their numbers."""
    tasks = tuple(_task(at, row) for at, row in enumerate(rows, 1))
    source = Source("", "", "", None)
    return Document(document.id, document.title, False, None, None, None, source, (), tasks)


def _task(ordinal: int, row: SentRow) -> Task:
    leads = tuple(filter(None, row.cells.get("leads", "").split(JOIN)))
    number = row.cells.get("no") or None
    return Task(f"#{row.where}", number, ordinal, row.cells["task"], leads, (), None, (), (), Origin("table", ""))
