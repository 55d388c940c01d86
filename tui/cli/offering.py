"""What a workspace offers for a word on the command line: documents, tasks, sections, statuses, parts of a filter."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final

from tui.cli.manual import topic_names
from tui.model.document import HEADINGS
from tui.model.validity import NAMES
from tui.query.language.fields import FIELDS, HAS, IS, ORDERS, named
from tui.query.match import folding
from tui.query.match.needle import needle
from tui.workspace import Workspace

Offer = Callable[[Workspace, str, str | None], Iterable[str]]
"""What fits a word that is being typed, in the document that was named."""


def nothing(*_: object) -> Iterable[str]:
    """Nothing is known of such words."""
    return ()


def holding(word: str, names: Iterable[str]) -> Iterator[str]:
    """The names that begin with a word, then those that hold it, by their characters or their pinyin."""
    known, wanted = list(dict.fromkeys(names)), needle(word)
    yield from (name for name in known if name.startswith(word))
    yield from (name for name in known if not name.startswith(word) and wanted.in_name(folding.key(name)))


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


def _expression(workspace: Workspace, word: str, doc: str | None) -> Iterable[str]:
    """A field with its colon, a value behind one, or a saved filter by its name."""
    minus = "-" if word.startswith("-") else ""
    field, colon, value = word.removeprefix(minus).replace("：", ":").partition(":")
    if not colon:
        yield from (f"{minus}{name}:" for name in holding(field, (names[0] for names in FIELDS.values())))
        saved = {each.name: each.expression for each in workspace.saved_filters.all()}
        yield from (saved[name] for name in holding(field, saved) if not minus)
        return
    known = named(field, FIELDS)
    if known is not None:
        yield from (f"{minus}{field}:{each}" for each in holding(value, _of_field(workspace, known, doc)))


def _of_field(workspace: Workspace, field: str, doc: str | None) -> Iterator[str]:
    """The values that a field has: fixed words, or those that stand in the library."""
    if field == "status":
        yield from (each.zh for each in workspace.profile.statuses)
    elif field == "doc":
        yield from (each.id for each in workspace.summaries())
    elif field == "section":
        yield from (each.id for each in workspace.choose_document(doc).sections if each.kind in HEADINGS)
    elif field in _FIXED:
        yield from _FIXED[field]
    elif field in {"lead", "part", "dept", "tag", "by"}:
        chosen = workspace.choose_document(doc).id if doc else None
        for entry in workspace.ledger(chosen):
            task = entry.task
            if field == "tag":
                yield from entry.tags
            elif field == "by":
                yield from (note.author for note in entry.notes)
            else:
                yield from task.leads if field != "part" else ()
                yield from task.participants if field != "lead" else ()


_FIXED: Final[Mapping[str, tuple[str, ...]]] = {
    "has": tuple(names[0] for names in HAS.values()),
    "is": tuple(names[0] for names in IS.values()),
    "sort": tuple(names[0] for names in ORDERS.values()),
    "light": ("红", "黄", "蓝", "绿"),
}

OFFERS: Final[Mapping[str, Offer]] = {
    "DOC": _documents,
    "TASK": _tasks,
    "SECTION": _sections,
    "TARGET": _targets,
    "NOTE": _notes,
    "STATUS": _statuses,
    "STATE": _states,
    "EXPR": _expression,
    "TOPIC": _topics,
}
"""By metavar."""
