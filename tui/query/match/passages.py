"""Where a word stands in the running text of a document: its sections and the tasks of its annexes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tui.query.match import folding
from tui.query.match.needle import Needle, Span

if TYPE_CHECKING:
    from tui.model.document import Document
    from tui.model.task import Task


@dataclass(frozen=True, slots=True)
class Passage:
    """A section or a task whose words hold what is looked for."""

    doc: str
    place: str
    """Id of the section or task."""
    where: str
    """Its printed numbers: `四（三）` of a section, `14` of a task, empty where none is printed."""
    text: str
    """Its own words, as issued."""
    spans: tuple[Span, ...]
    """Where the hits stand in them."""


def passages(document: Document, wanted: Needle) -> Iterator[Passage]:
    """The passages of a document that hold a word, in reading order; its tasks come last, as they stand in annexes.

    A task whose words are those of the section it stands in is no passage of its own: each place is named once.
    """
    texts = [(section.id, section.label + section.text) for section in document.sections]
    homes = {task.home for task in document.tasks}
    running = {place: "".join(text.split()) for place, text in texts if place in homes}
    texts += [(task.id, task.text) for task in document.tasks if not _read_there(task, running.get(task.home, ""))]
    for (place, text), key in zip(texts, folding.keys(text for _, text in texts), strict=True):
        if wanted.key and wanted.in_running(key):
            yield Passage(document.id, place, _where(document, place), text, tuple(wanted.spans_running(text)))


def _read_there(task: Task, running: str) -> bool:
    """Whether the words of a task stand in the running text of its section, given without its blanks."""
    return "".join(task.text.split()) in running


def _where(document: Document, place: str) -> str:
    task = document.task(place)
    if task is not None:
        return task.no or f"#{task.ordinal}"
    return "".join(section.number or "" for section in reversed(list(document.ancestors(place))))
