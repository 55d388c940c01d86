"""What a filter that is being typed may go on with: fields, their values, saved filters."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from tui.model.document import HEADINGS
from tui.model.task import Task
from tui.query.language.conditions import quote
from tui.query.language.fields import FIELDS, HAS, IS, ORDERS, named
from tui.query.language.mistakes import Mistake
from tui.query.language.tokens import tokens
from tui.query.match import folding
from tui.query.match.needle import needle
from tui.workspace import Workspace

_LAST: Final = re.compile("[^\\s　(（]*$")
"""The condition that is being typed: behind the last blank or bracket."""
_BODIES: Final = frozenset({"lead", "part", "dept"})
"""The fields whose values are bodies."""
_QUOTES: Final = re.compile('["“”]')


def holding(word: str, names: Iterable[str]) -> Iterator[str]:
    """The names that begin with a word, then those that hold it, by their characters or their pinyin."""
    known, wanted = list(dict.fromkeys(names)), needle(word)
    yield from (name for name in known if name.startswith(word))
    yield from (name for name in known if not name.startswith(word) and wanted.in_name(folding.key(name)))


def last_at(expression: str) -> int:
    """Where the condition that is being typed begins."""
    found = _LAST.search(expression)
    return found.start() if found else len(expression)


def continued(workspace: Workspace, expression: str, doc: str | None, lang: str = "zh") -> tuple[str, ...]:
    """The expressions that this one may become, its last condition gone on with; of all documents without `doc`."""
    if len(_QUOTES.findall(expression)) % 2:
        return ()
    start = last_at(expression)
    word = expression[start:]
    return tuple(expression[:start] + _plain(each) for each in conditions(workspace, word, doc, lang) if each != word)


def _plain(condition: str) -> str:
    """A condition whose value is quoted where it would be read as something else."""
    head, colon, value = condition.partition(":")
    try:
        read = list(tokens(condition))
    except Mistake:
        read = []
    if not value or (len(read) == 1 and read[0].word == value) or any(each.isspace() for each in head):
        return condition
    return f"{head}{colon}{quote(value)}"


def conditions(workspace: Workspace, word: str, doc: str | None, lang: str = "zh") -> Iterator[str]:
    """A field with its colon, a value behind one, or a saved filter by its name."""
    minus = "-" if word.startswith("-") else ""
    field, colon, value = word.removeprefix(minus).replace("：", ":").partition(":")
    if not colon:
        yield from (f"{minus}{name}:" for name in holding(field, (_named(names, lang) for names in FIELDS.values())))
        saved = {each.name: each.expression for each in workspace.saved_filters.all()}
        yield from (saved[name] for name in holding(field, saved) if not minus)
        return
    known = named(field, FIELDS)
    if known is not None:
        values = (*holding(value, _of_field(workspace, known, doc, lang)), *bodies_meant(workspace, word, doc))
        yield from (f"{minus}{field}:{each}" for each in values)


def bodies_meant(workspace: Workspace, condition: str, doc: str | None) -> dict[str, str]:
    """The printed names that the value of a condition means though they do not hold it, with what each is today."""
    field, _, value = condition.removeprefix("-").replace("：", ":").partition(":")
    known = named(field, FIELDS)
    if known not in _BODIES or not value:
        return {}
    ledger = workspace.ledger(workspace.choose_document(doc).id if doc else None)
    printed = {name: each.issuer for each in ledger for name in _bodies(each.task, known)}
    return workspace.bodies_meant(value, printed, ledger)


def _bodies(task: Task, field: str) -> Iterator[str]:
    """The names that a field of bodies has of a task."""
    yield from task.leads if field != "part" else ()
    yield from task.participants if field != "lead" else ()


def _named(names: Sequence[str], lang: str) -> str:
    """Of the names of a thing, the one that is written in this language."""
    return names[lang == "en"]


def _of_field(workspace: Workspace, field: str, doc: str | None, lang: str) -> Iterator[str]:
    """The values that a field has: fixed words, or those that stand in the library."""
    if field == "status":
        yield from (each.name(lang) for each in workspace.profile.statuses)
    elif field == "doc":
        yield from (each.id for each in workspace.summaries())
    elif field == "section":
        yield from (each.id for each in workspace.choose_document(doc).sections if each.kind in HEADINGS)
    elif field in _FIXED:
        yield from (_named(names, lang) for names in _FIXED[field])
    elif field in {*_BODIES, "tag", "by"}:
        chosen = workspace.choose_document(doc).id if doc else None
        for entry in workspace.ledger(chosen):
            if field == "tag":
                yield from entry.tags
            elif field == "by":
                yield from (note.author for note in entry.notes)
            else:
                yield from _bodies(entry.task, field)


_FIXED: Final[Mapping[str, tuple[Sequence[str], ...]]] = {
    "has": tuple(HAS.values()),
    "is": tuple(IS.values()),
    "sort": tuple(ORDERS.values()),
    "due": (("本周", "this_week"), ("下周", "next_week"), ("本月", "this_month"), ("下月", "next_month")),
    "noted": (("今天", "today"), ("昨天", "yesterday"), ("本周", "this_week"), ("上周", "last_week")),
    "light": (("红", "red"), ("黄", "yellow"), ("蓝", "blue"), ("绿", "green")),
}
