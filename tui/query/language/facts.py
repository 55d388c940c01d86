"""What a filter asks besides words: a status, a range, a section, a virtual word."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from tui.model.ledger import Entry, Texts
from tui.model.profile import Status
from tui.query.language import fields
from tui.query.language.conditions import quote
from tui.query.language.nodes import Node
from tui.query.language.numbers import Number, chain
from tui.query.match import folding
from tui.query.match.needle import Span, needle


@dataclass(frozen=True)
class HasStatus(Node):
    """One of some statuses."""

    statuses: tuple[Status, ...]
    """In the order of the profile."""
    word: str
    """As typed, or a status's key."""
    exact: bool = False
    literal: bool = False

    def match(self, entry: Entry) -> bool:
        """Whether the entry's status is one of them."""
        return entry.status.key in {status.key for status in self.statuses}

    def words(self, texts: Texts) -> str:
        """`未启动`."""
        return texts("filter.or").join(status.name(texts.lang) for status in self.statuses)

    def expression(self) -> str:
        """`状态:未启动`."""
        return f"状态{'=' if self.exact else ':'}{quote(self.word, self.literal)}"

    def spans(self, text: str, column: str = "text") -> list[Span]:
        """The whole name in the status column."""
        shown = {name for status in self.statuses for name in (status.zh, status.en)}
        return [(0, len(text))] if column == "status" and text in shown else []


@dataclass(frozen=True)
class Range(Node):
    """A number or a day within bounds, both included.

    A printed number (`no`), a percentage (`percent`), a deadline (`due`) or the day of any note (`noted`), in ISO form.
    """

    name: str
    low: int | str | None
    high: int | str | None

    def match(self, entry: Entry) -> bool:
        """Whether the entry has a value and it, or one of several, lies within."""
        return any(map(self.within, self._values(entry)))

    def _values(self, entry: Entry) -> tuple[int | str | None, ...]:
        """What is compared."""
        if self.name == "no":
            return (number_of(entry),)
        if self.name == "percent":
            return (entry.percent,)
        if self.name == "noted":
            return days_noted(entry)
        return (entry.deadline.by,) if entry.deadline else ()

    def within(self, value: int | str | None) -> bool:
        """Whether a value lies within; no value never does."""
        if value is None:
            return False
        low, high = self.low, self.high
        return (low is None or not _below(value, low)) and (high is None or not _below(high, value))

    def words(self, texts: Texts) -> str:
        """`序号 1 至 14`."""
        field = texts(f"filter.{self.name}")
        if self.low == self.high:
            return texts("filter.equal", field=field, value=self.low)
        if self.low is None or self.high is None:
            code, value = ("filter.most", self.high) if self.low is None else ("filter.least", self.low)
            return texts(code, field=field, value=value)
        return texts("filter.between", field=field, low=self.low, high=self.high)

    def expression(self) -> str:
        """`序号:1..14`."""
        field = fields.FIELDS[self.name][0]
        if self.low == self.high:
            return f"{field}:{self.low}"
        if self.low is None:
            return f"{field}<={self.high}"
        return f"{field}>={self.low}" if self.high is None else f"{field}:{self.low}..{self.high}"


def _below(value: int | str, other: int | str) -> bool:
    if isinstance(value, int) and isinstance(other, int):
        return value < other
    return str(value) < str(other)


def days_noted(entry: Entry) -> tuple[str, ...]:
    """The days on which the notes of a task were written, by the clocks of their authors, each once."""
    return tuple(dict.fromkeys(note.at[:10] for note in entry.notes if note.at))


def number_of(entry: Entry) -> int:
    """The printed number of a task as a number; its place in the document where it has none or no plain one."""
    printed = chain(entry.task.no) if entry.task.no else ()
    return printed[-1].value[0] if len(printed) == 1 and len(printed[0].value) == 1 else entry.task.ordinal


class Spot(NamedTuple):
    """Where a task rests and where it is printed, without the headings: in many documents the same."""

    numbers: tuple[str, ...]
    """Printed numbers of the article it rests on and of what that stands in, innermost first."""
    id: str
    """Id of that article; empty where it rests on nothing."""
    printed: str
    """Id of the section that prints the task."""

    def is_below(self, section: str) -> bool:
        """Whether the article is this section, given by the key of its id, or stands in it."""
        return f"{folding.key(self.id)}/".startswith(f"{section}/")


class Place(NamedTuple):
    """Where a task rests and where it is printed."""

    path: tuple[tuple[str | None, str | None], ...]
    """Numbers and headings of the article it rests on and of what that stands in, innermost first."""
    id: str
    """Id of that article; empty where it rests on nothing."""
    printed: str
    """Id of the section that prints the task."""

    @property
    def spot(self) -> Spot:
        """The place without its headings."""
        return Spot(tuple(number for number, _ in self.path if number), self.id, self.printed)


def place_of(entry: Entry) -> Place:
    """Where an entry rests and where it is printed."""
    path = tuple((section.number, section.heading) for section in entry.path)
    return Place(path, entry.path[0].id if entry.path else "", entry.task.home)


@dataclass(frozen=True)
class Within(Node):
    """In a section or below it: by its number or id, else by words of its heading.

    `五` is the section printed `五` or `第五…`, `（五）` the one printed in brackets, `四（三）` and `四/（三）` the
    third of the fourth. Numbers that nothing in the document bears find nothing: they are never looked for as words.
    """

    word: str
    exact: bool = False
    """`=`: the whole heading."""
    literal: bool = False

    @property
    def numbers(self) -> tuple[Number, ...]:
        """The numbers that were typed; empty where they are words."""
        return () if self.literal else chain(self.word)

    def match(self, entry: Entry) -> bool:
        """Whether the article the entry rests on, or what that stands in, is meant."""
        headings = (folding.key(section.heading) for section in entry.path if section.heading)
        return self.holds(place_of(entry).spot) or any(map(self.heads, headings))

    def heads(self, key: str) -> bool:
        """Whether a heading, as its key, is meant by the word; numbers mean none."""
        if self.numbers:
            return False
        wanted = needle(self.word, self.literal)
        return key == wanted.key if self.exact else wanted.in_name(key)

    def holds(self, place: Spot) -> bool:
        """Whether a place lies in the section by its id or numbers, or is printed in one of this name."""
        wanted = needle(self.word, self.literal)
        if place.id and place.is_below(wanted.key):
            return True
        if self.numbers:
            return self._leads([chain(number) for number in reversed(place.numbers)])
        return any(self.heads(folding.key(text)) for text in (*place.numbers, *place.printed.split("/")))

    def _leads(self, printed: Sequence[tuple[Number, ...]]) -> bool:
        """Whether the typed numbers stand in the printed ones, in order."""
        rest = (number for chain_ in printed for number in chain_)
        return all(any(wanted.covers(number) for number in rest) for wanted in self.numbers)

    def words(self, texts: Texts) -> str:
        """`在章节“五”`."""
        return texts("filter.within_exact" if self.exact else "filter.within", word=self.word)

    def expression(self) -> str:
        """`章节:五`."""
        return f"章节{'=' if self.exact else ':'}{quote(self.word, self.literal)}"

    def spans(self, text: str, column: str = "text") -> list[Span]:
        """The words in a heading; a number is no hit in it."""
        wanted = needle(self.word, self.literal)
        return wanted.spans_name(text) if column == "section" and not self.numbers else []


_FLAGS: Final[dict[str, Callable[[Entry], bool]]] = {
    "has.note": lambda entry: bool(entry.notes),
    "has.open_note": lambda entry: any(note.is_open for note in entry.notes),
    "has.detail": lambda entry: bool(entry.task.details),
    "has.due": lambda entry: entry.deadline is not None,
    "has.stage": lambda entry: bool(entry.stages),
    "has.progress": lambda entry: bool(entry.reports),
    "has.tag": lambda entry: bool(entry.tags),
    "has.verdict": lambda entry: bool(entry.verdicts),
    "has.lead": lambda entry: bool(entry.task.leads),
    "has.part": lambda entry: bool(entry.task.participants),
    "has.section": lambda entry: bool(entry.path),
    "is.starred": lambda entry: entry.star,
    "is.inherited": lambda entry: bool(entry.task.inherited),
    "is.unled": lambda entry: not entry.task.leads,
    "is.closed": lambda entry: entry.status.closed,
}


@dataclass(frozen=True)
class Flag(Node):
    """A virtual word: `has.note`, `is.starred` and the like."""

    name: str

    def match(self, entry: Entry) -> bool:
        """Whether it is so."""
        return _FLAGS[self.name](entry)

    def words(self, texts: Texts) -> str:
        """`有批注`."""
        return texts(f"filter.{self.name}")

    def expression(self) -> str:
        """`有:批注`."""
        kind, _, name = self.name.partition(".")
        return f"有:{fields.HAS[name][0]}" if kind == "has" else f"是:{fields.IS[name][0]}"
