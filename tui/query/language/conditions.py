"""What a filter asks in words: a bare word, or a word in one field."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Final

from tui.model.ledger import Entry, Texts
from tui.query.language import fields
from tui.query.language.nodes import Node
from tui.query.match import folding
from tui.query.match.needle import Span, needle


def quote(word: str, literal: bool = True) -> str:
    """A word as it stands in an expression: a literal one in quotation marks, those within it doubled."""
    return '"' + "".join(c * 2 if folding.fold(c) in {'"', "「", "」"} else c for c in word) + '"' if literal else word


@dataclass(frozen=True)
class Text(Node):
    """A bare word: in the text, the details, the departments, the headings of its sections, or the notes."""

    word: str
    literal: bool = False
    """These very characters: it was quoted."""
    named: bool = False
    """A known department holds it, so headings are not looked through for its sounds."""
    also: frozenset[str] = field(default=frozenset(), repr=False)
    """Departments (as keys) meant too: known under another name, or holding the word with gaps."""

    def match(self, entry: Entry) -> bool:
        """Whether the word stands anywhere in the entry's own words."""
        running = [entry.task.text, *_details(entry), *(note.text for note in entry.notes)]
        if any(needle(self.word, self.literal).in_running(folding.key(text)) for text in running):
            return True
        if any(name_holds(self, folding.key(name)) for name in entry.task.agencies):
            return True
        return any(section.heading and self.heads(folding.key(section.heading)) for section in entry.path)

    def heads(self, key: str) -> bool:
        """Whether a heading, as its key, holds the word."""
        wanted = needle(self.word, self.literal)
        return wanted.key in key if self.named else wanted.in_name(key)

    def words(self, texts: Texts) -> str:
        """`含“财政”`."""
        return texts("filter.text", word=self.word)

    def expression(self) -> str:
        """The word, quoted where it was."""
        return quote(self.word, self.literal)

    def spans(self, text: str, column: str = "text") -> list[Span]:
        """The word in running text; in names, sounds count too."""
        wanted = needle(self.word, self.literal)
        if column in {"lead", "part"}:
            return name_spans(self, text)
        if column == "section":
            return wanted.spans_name(text) if self.heads(folding.key(text)) else []
        return wanted.spans_running(text) if column in {"text", "detail", "note"} else []


def name_holds(node: Text | Field, key: str) -> bool:
    """Whether a name, as its key, holds the word of a node under any of its names."""
    return needle(node.word, node.literal).in_name(key) or key in node.also


def name_spans(node: Text | Field, text: str) -> list[Span]:
    """Where a name holds the word of a node; the whole name where it is meant under another one."""
    also = folding.key(text) in node.also
    found = needle(node.word, node.literal).spans_name(text, gaps=also)
    return found or ([(0, len(text))] if also and text else [])


def _authors(entry: Entry) -> Iterator[str]:
    if entry.by:
        yield entry.by
    yield from (note.author for note in entry.notes)


def _details(entry: Entry) -> Iterator[str]:
    return (detail.text for detail in entry.task.details)


_NAMES: Final[dict[str, Callable[[Entry], Iterator[str]]]] = {
    "lead": lambda entry: iter(entry.task.leads),
    "part": lambda entry: iter(entry.task.participants),
    "dept": lambda entry: iter(entry.task.agencies),
    "by": _authors,
    "doc": lambda entry: iter((entry.doc,)),
    "tag": lambda entry: iter(entry.tags),
}
_RUNNING: Final[dict[str, Callable[[Entry], Iterator[str]]]] = {
    "detail": _details,
    "note": lambda entry: (note.text for note in entry.notes),
    "due": lambda entry: iter((entry.deadline.text,) if entry.deadline else ()),
}
_COLUMNS: Final = {"dept": ("lead", "part")}


@dataclass(frozen=True)
class Field(Node):
    """A word in one field: `lead part dept by doc tag` are names, `detail note due` (as printed) running text."""

    name: str
    word: str
    exact: bool = False
    """`=`: the whole name or text, not a part of it."""
    literal: bool = False
    also: frozenset[str] = field(default=frozenset(), repr=False)
    """Names (as keys) meant too: other names of a department, documents by their titles."""

    def texts(self, entry: Entry) -> Iterator[str]:
        """The texts of an entry it looks at."""
        return (_NAMES.get(self.name) or _RUNNING[self.name])(entry)

    def match(self, entry: Entry) -> bool:
        """Whether one of the field's texts is or holds the word."""
        return any(self.holds(folding.key(text)) for text in self.texts(entry))

    def holds(self, key: str) -> bool:
        """Whether a text of this field, as its key, is or holds the word."""
        if self.exact:
            return key == folding.key(self.word) or (self.name == "doc" and key in self.also)
        if self.name in _RUNNING:
            return needle(self.word, self.literal).in_running(key)
        return name_holds(self, key)

    def words(self, texts: Texts) -> str:
        """`牵头含“财政厅”`."""
        code = "filter.is" if self.exact else "filter.contains"
        return texts(code, field=texts(f"filter.{self.name}"), word=self.word)

    def expression(self) -> str:
        """`牵头:财政厅`."""
        return f"{fields.FIELDS[self.name][0]}{'=' if self.exact else ':'}{quote(self.word, self.literal)}"

    def spans(self, text: str, column: str = "text") -> list[Span]:
        """Hits in the columns of this field alone."""
        if column not in _COLUMNS.get(self.name, (self.name,)):
            return []
        wanted = needle(self.word, self.literal)
        if self.exact:
            return [(0, len(text))] if folding.key(text) == wanted.key else []
        if self.name in _RUNNING:
            return wanted.spans_running(text)
        return name_spans(self, text)
