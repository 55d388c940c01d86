"""What a workspace offers for a word on the command line: documents, tasks, sections, statuses, parts of a filter."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Final

from tui.cli.manual import topic_names
from tui.model.document import HEADINGS
from tui.model.validity import NAMES
from tui.workspace import Workspace
from tui.workspace.completing import conditions, holding

Offer = Callable[[Workspace, str, str | None], Iterable[str]]
"""What fits a word that is being typed, in the document that was named."""


def nothing(*_: object) -> Iterable[str]:
    """Nothing is known of such words."""
    return ()


def _documents(workspace: Workspace, word: str, _: str | None) -> Iterable[str]:
    """Ids, by the words of titles too."""
    for each in workspace.summaries():
        if each.id.startswith(word) or (word and word in each.title):
            yield each.id


def _tasks(workspace: Workspace, word: str, doc: str | None) -> Iterable[str]:
    document = workspace.choose_document(doc)
    return (name for task in document.tasks if (name := task.no or f"#{task.ordinal}").startswith(word))


def _sections(workspace: Workspace, word: str, doc: str | None) -> Iterable[str]:
    sections = (each.id for each in workspace.choose_document(doc).sections if each.kind in HEADINGS)
    return holding(word, sections)


def _targets(workspace: Workspace, word: str, doc: str | None) -> Iterable[str]:
    yield from _tasks(workspace, word, doc)
    if word:
        yield from _sections(workspace, word, doc)


def _notes(workspace: Workspace, word: str, _: str | None) -> Iterable[str]:
    return (note.id for note in workspace.notes() if note.id.startswith(word))


def _statuses(workspace: Workspace, word: str, _: str | None) -> Iterable[str]:
    return holding(word, (name for each in workspace.profile.statuses for name in (each.zh, each.key)))


def _states(_: Workspace, word: str, __: str | None) -> Iterable[str]:
    return holding(word, NAMES)


def _topics(_: Workspace, word: str, __: str | None) -> Iterable[str]:
    return holding(word, topic_names())


OFFERS: Final[Mapping[str, Offer]] = {
    "DOC": _documents,
    "TASK": _tasks,
    "SECTION": _sections,
    "TARGET": _targets,
    "NOTE": _notes,
    "STATUS": _statuses,
    "STATE": _states,
    "EXPR": conditions,
    "TOPIC": _topics,
}
"""By metavar."""
