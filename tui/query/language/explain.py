"""Why a row is shown or hidden: each condition of the filter with what it found in the row."""

from __future__ import annotations

from collections.abc import Iterator

from tui.model.ledger import Entry, Texts
from tui.model.text import visible
from tui.query.language.conditions import Field, Text, name_holds
from tui.query.language.facts import HasStatus, Range, Within, days_noted
from tui.query.language.nodes import And, Everything, Node, Not, Or
from tui.query.language.standing import OfCase, Unreported
from tui.query.match import folding
from tui.query.match.needle import needle

_INDENT = "  "


def explain(node: Node, entry: Entry, texts: Texts) -> list[str]:
    """One line for the whole filter, then one for each condition, those within others indented."""
    if isinstance(node, Everything):
        return [texts("filter.no_filter")]
    verdict = "filter.shown" if node.match(entry) else "filter.hidden"
    parts = node.parts if isinstance(node, And | Or) else (node,)
    lines = [line for part in parts for line in _lines(part, entry, texts, 1)]
    return [texts(verdict, what=node.words(texts)), *lines]


def _lines(node: Node, entry: Entry, texts: Texts, depth: int) -> Iterator[str]:
    found = visible("、".join(evidence(node, entry, texts.lang)))
    line = _verdict(node, entry, texts)
    yield _INDENT * depth + (texts("filter.because", what=line, found=found) if found else line)
    for part in node.parts if isinstance(node, And | Or) else (node.part,) if isinstance(node, Not) else ():
        yield from _lines(part, entry, texts, depth + 1)


def _verdict(node: Node, entry: Entry, texts: Texts) -> str:
    return texts("filter.met" if node.match(entry) else "filter.unmet", what=node.words(texts))


def evidence(node: Node, entry: Entry, lang: str) -> Iterator[str]:
    """What in the entry a single condition looked at (a field) or hit (a bare word)."""
    if isinstance(node, Text):
        yield from _hits(node, entry)
    elif isinstance(node, Field):
        found = [text for text in node.texts(entry) if node.holds(folding.key(text))]
        yield from dict.fromkeys(found or node.texts(entry))
    elif isinstance(node, HasStatus):
        yield entry.status.name(lang)
    elif isinstance(node, Within):
        yield from (" ".join(filter(None, (section.number, section.heading))) for section in reversed(entry.path))
    elif isinstance(node, Range):
        yield from _measured(node, entry)
    elif isinstance(node, OfCase):
        yield from (entry.deadline.by or entry.deadline.text,) if entry.deadline else ()
    elif isinstance(node, Unreported):
        yield from (entry.progress.period,) if entry.progress else ()


def _measured(node: Range, entry: Entry) -> Iterator[str]:
    """What a range compared, as it is printed or was said."""
    if node.name == "no":
        yield from filter(None, (entry.task.no,))
    elif node.name == "percent":
        yield from () if entry.percent is None else (f"{entry.percent}%",)
    elif node.name == "noted":
        yield from days_noted(entry)
    else:
        yield from (entry.deadline.text,) if entry.deadline else ()


def means_others(node: Node) -> bool:
    """Whether `other_names` may tell of any entry at all."""
    if isinstance(node, And | Or):
        return any(map(means_others, node.parts))
    return isinstance(node, Text | Field) and bool(node.also)


def other_names(node: Node, entry: Entry) -> Iterator[tuple[str, str]]:
    """The bodies of an entry that a filter found though their printed names do not hold its word: word and name."""
    for part in node.parts if isinstance(node, And | Or) else ():
        yield from other_names(part, entry)
    if isinstance(node, Text) or (isinstance(node, Field) and node.name in {"lead", "part", "dept"}):
        names = entry.task.agencies if isinstance(node, Text) else tuple(node.texts(entry))
        for name in dict.fromkeys(names):
            key = folding.key(name)
            if key in node.also and not needle(node.word, node.literal).in_name(key):
                yield node.word, name


def _hits(node: Text, entry: Entry) -> Iterator[str]:
    """The texts of an entry that hold a bare word, each once."""
    texts = {"text": [entry.task.text], "detail": [detail.text for detail in entry.task.details]}
    texts["note"] = [note.text for note in entry.notes]
    texts["section"] = [section.heading for section in entry.path if section.heading]
    for column, held in texts.items():
        yield from (f"“{text}”" for text in held if node.spans(text, column))
    yield from dict.fromkeys(name for name in entry.task.agencies if name_holds(node, folding.key(name)))
