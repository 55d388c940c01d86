"""Facets: which departments, statuses, sections and authors the rows of a filter have, and what choosing some leaves.

Within one kind choices are alternatives, between kinds all must hold. The counts of a kind follow the filter and what
is chosen in the other kinds, so they say what a further choice of that kind would bring.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import chain, islice
from operator import eq
from typing import TYPE_CHECKING, Final

from tui.model.profile import Profile
from tui.query.columns.timely import KINDS as TIMELY
from tui.query.columns.timely import light_word, month_of, ordered, timely
from tui.query.language import phrases
from tui.query.language.conditions import Field
from tui.query.language.facts import HasStatus, Place, Range, Within, place_of
from tui.query.language.nodes import And, Everything, Node, Or
from tui.query.language.numbers import chain as numbers
from tui.query.language.parse import Query
from tui.query.language.standing import LIGHTS, HasLight
from tui.query.match import folding

if TYPE_CHECKING:
    from tui.model.ledger import Entry
    from tui.query.columns.search import Searcher
    from tui.query.match.needle import Needle

KINDS: Final = ("dept", "status", *TIMELY, "section", "by", "doc")
"""In the order in which they are shown: departments, statuses, what `timely` has, headings, authors, documents."""
ROLES: Final = ("dept", "lead", "part")
"""As what a department may be chosen: as either, as lead, as participant."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One value chosen; `kind` is one of `KINDS`, for a department one of `ROLES`."""

    kind: str
    value: str

    @property
    def group(self) -> str:
        """The kind among whose choices it is an alternative."""
        return "dept" if self.kind in ROLES else self.kind

    def condition(self, lang: str = "zh") -> str:
        """What it is in the filter language, with the name that its field has in a language."""
        literal = self.kind == "section" and bool(numbers(self.value))
        return phrases.exactly(self.kind, self.value, literal=literal, lang=lang)


@dataclass(frozen=True, slots=True)
class Facet:
    """One value that rows have."""

    kind: str
    value: str
    """As a key, see `folding.key`; a status by its name."""
    label: str
    """What is searched and shown: of departments and authors the key, see `Facets.printed`."""
    depth: int = 0
    """How many headings a heading stands below."""


class Counts:
    """How many rows each value would leave under a choice, counted when it is asked for."""

    def __init__(self, rows: Mapping[str, Mapping[str, Sequence[int]]], masks: Mapping[str, bytes], left: int) -> None:
        self.left = left
        """How many rows the choice itself leaves."""
        self._rows = rows
        self._masks = masks
        self._known: dict[tuple[str, str], int] = {}

    def having(self, kind: str, value: str) -> int:
        """How many rows have this value, under what is chosen in the other kinds; a department as `lead` or `part`."""
        known = self._known.get((kind, value))
        if known is None:
            wanted = self._masks["dept" if kind in ROLES else kind].__getitem__
            known = self._known[kind, value] = sum(map(wanted, self._rows[kind].get(value, ())))
        return known


class Facets:
    """The values that some rows of a searcher have; `counts` says how many have each under a choice."""

    def __init__(
        self,
        searcher: Searcher,
        rows: Sequence[int],
        profile: Profile,
        titles: Mapping[str, str],
        *,
        rest: str = "",
        chosen: Iterable[Choice] = (),
        lang: str = "zh",
        today: date = date(1970, 1, 1),
    ) -> None:
        """Read the columns once; `rest` is the filter the rows came through, `chosen` what it had chosen besides.

        `lang` is the language in which statuses are shown and filters written, `today` the day of the lights.
        """
        self._lang = lang
        self.rest = rest
        self._entries = searcher.table.entries
        self._size = max(rows, default=-1) + 1
        self._base = _mask(self._size, rows)
        self._rows = _columns(searcher, self._size) | timely(searcher.table, self._size, today, profile.rules)
        self._titles = {folding.key(doc): (doc, title) for doc, title in titles.items()}
        names = {status.key: status.zh for status in profile.statuses}
        self._status_words = {each.zh: each.zh if lang == "zh" else each.key for each in profile.statuses}
        for row, key in enumerate(searcher.table.marked.statuses[: self._size]):
            if key in names:
                self._rows["status"].setdefault(names[key], array("i")).append(row)
        places = [
            *searcher.table.printed.places.rows,
            *(place_of(self._entries[row]) for row in searcher.table.corrected),
        ]
        found = [each for each in self._facets(profile, places) if self._occurs(each)]
        known = {(facet.kind, facet.value) for facet in found}
        self.chosen = frozenset(c if c.kind == "status" else Choice(c.kind, folding.key(c.value)) for c in chosen)
        """What the filter had chosen already."""
        unknown = {(choice.group, choice.value): choice for choice in self.chosen}.keys() - known
        self.facets = (*found, *(Facet(kind, value, value) for kind, value in sorted(unknown)))
        """What may be chosen, by kind; what was chosen and no row has stands last."""
        typed = {(choice.group, folding.key(choice.value)): choice.value for choice in chosen}
        self._printed: dict[tuple[str, str], str] = typed

    def _facets(self, profile: Profile, places: Iterable[Place]) -> Iterator[Facet]:
        """Departments and authors by how often they occur, the others in their own order."""
        counts = self.counts(())
        bodies = {name: counts.having("lead", name) for name in self._rows["lead"]}
        for name in self._rows["part"]:
            bodies[name] = bodies.get(name, 0) + counts.having("part", name)
        yield from (Facet("dept", name, name) for name in sorted(bodies, key=lambda name: -bodies[name]))
        yield from (Facet("status", status.zh, status.name(self._lang)) for status in profile.statuses)
        for kind, value in ordered({kind: self._rows[kind] for kind in TIMELY}):
            yield Facet(kind, value, light_word(value, self._lang) if kind == "light" else value)
        yield from _headings(places)
        authors = sorted(self._rows["by"], key=lambda name: -counts.having("by", name))
        yield from (Facet("by", name, name) for name in authors)
        documents = [doc for doc in self._rows["doc"] if counts.having("doc", doc)]
        if len(documents) > 1:
            yield from (Facet("doc", doc, self._titles.get(doc, (doc, doc))[1]) for doc in documents)

    def _occurs(self, facet: Facet) -> bool:
        kinds = ("lead", "part") if facet.kind == "dept" else (facet.kind,)
        wanted = self._base.__getitem__
        return any(any(map(wanted, self._rows[kind].get(facet.value, ()))) for kind in kinds)

    def counts(self, chosen: Iterable[Choice]) -> Counts:
        """How many rows have each value, under what is chosen in the other kinds."""
        groups: dict[str, list[Choice]] = {}
        for choice in chosen:
            groups.setdefault(choice.group, []).append(choice)
        held = {group: self._holding(choices) for group, choices in groups.items()}
        masks = {kind: _all(self._base, [held[each] for each in held if each != kind]) for kind in KINDS}
        return Counts(self._rows, masks, sum(_all(self._base, list(held.values()))))

    def _holding(self, choices: Sequence[Choice]) -> bytes:
        """Which rows have one of these values, all of one kind."""
        pairs = [(kind, c.value) for c in choices for kind in (("lead", "part") if c.kind == "dept" else (c.kind,))]
        return _mask(self._size, chain.from_iterable(self._rows[kind].get(value, ()) for kind, value in pairs))

    @cached_property
    def _keys(self) -> list[str]:
        return folding.keys(facet.label for facet in self.facets)

    def holding(self, wanted: Needle, meant: Collection[str] = ()) -> list[Facet]:
        """The values that hold a word, in characters or pinyin, and the departments that are `meant` too, as keys.

        With gaps where none holds it without.
        """
        keys = list(zip(self.facets, self._keys, strict=True))
        found = [facet for facet, key in keys if wanted.in_name(key) or (facet.kind == "dept" and key in meant)]
        return found or [facet for facet, key in keys if wanted.trail(key)]

    def printed(self, facet: Facet) -> str:
        """A value as it is shown: a department or an author as printed, read from the first row that has it."""
        if facet.kind not in {"dept", "by", "tag"}:
            return facet.label
        return self._spelt(facet.kind, facet.value)

    def issuer(self, facet: Facet) -> str | None:
        """Who issued the document of the first row that has a department."""
        rows = (row for kind in ("lead", "part") for row in self._rows[kind].get(facet.value, ())[:1])
        return next((self._entries[row].issuer for row in rows), None)

    def _spelt(self, group: str, value: str) -> str:
        """A value as an expression names it."""
        if group == "doc":
            return self._titles.get(value, (value, ""))[0]
        if group == "status":
            return self._status_words.get(value, value)
        if group in {"due", "noted"}:
            return value
        if group == "light":
            return light_word(value, self._lang)
        known = self._printed.get((group, value))
        if known is None:
            known = self._printed[group, value] = next(self._spellings(group, value), value)
        return known

    def _spellings(self, group: str, value: str) -> Iterator[str]:
        for kind in ("lead", "part") if group == "dept" else (group,):
            for row in self._rows[kind].get(value, ())[:1]:
                entry = self._entries[row]
                names = [s.heading or "" for s in entry.path] if kind == "section" else Field(kind, "").texts(entry)
                yield from (name for name in names if folding.key(name) == value)

    def expression(self, chosen: Iterable[Choice]) -> str:
        """The filter that shows the rows of this choice."""
        groups: dict[str, list[str]] = {kind: [] for kind in KINDS}
        for choice in chosen:
            spelt = Choice(choice.kind, self._spelt(choice.group, choice.value))
            groups[choice.group].append(spelt.condition(self._lang))
        expression = self.rest
        for conditions in filter(None, groups.values()):
            expression = phrases.both(expression, phrases.either(sorted(conditions)))
        return expression


def _columns(searcher: Searcher, size: int) -> dict[str, dict[str, array[int]]]:
    """Which rows below a size have each value, each row once; of corrected rows what is so now."""
    names = searcher.table.printed.names
    columns = {kind: _cut(list(names[kind].rows.items()), size) for kind in ("lead", "part", "section", "doc")}
    columns |= {"by": {}, "status": {}}
    for row, authors in sorted(searcher.table.marked.authors.items()):
        for name in authors if row < size else ():
            columns["by"].setdefault(name, array("i")).append(row)
    for row in searcher.table.corrected:
        _correct(columns, row, searcher.table.entries[row])
    return columns


def _cut(column: list[tuple[str, array[int]]], size: int) -> dict[str, array[int]]:
    """A column as it was when it had so many rows: others may be taken in meanwhile."""
    found = {value: rows if rows[-1] < size else rows[: bisect_left(rows, size)] for value, rows in column}
    for value, rows in found.items():
        if any(map(eq, rows, islice(rows, 1, None))):
            found[value] = array("i", dict.fromkeys(rows))
    return found


def _correct(columns: dict[str, dict[str, array[int]]], row: int, entry: Entry) -> None:
    """Put a row where it belongs now."""
    now = {"lead": entry.task.leads, "part": entry.task.participants, "section": _above(place_of(entry))}
    for kind, texts in now.items():
        keys = set(map(folding.key, texts))
        for value, rows in columns[kind].items():
            if (value not in keys) and row in rows:
                columns[kind][value] = array("i", (each for each in rows if each != row))
        for key in keys:
            held = columns[kind].get(key, array("i"))
            if row not in held:
                columns[kind][key] = array("i", sorted([*held, row]))


def _mask(size: int, rows: Iterable[int]) -> bytes:
    """A byte a row, 1 for these."""
    if isinstance(rows, range) and len(rows) == size:
        return b"\1" * size
    mask = bytearray(size)
    for row in rows:
        mask[row] = 1
    return bytes(mask)


def _all(base: bytes, masks: Sequence[bytes]) -> bytes:
    """The rows that all of these mark."""
    both = int.from_bytes(base, "little")
    for mask in masks:
        both &= int.from_bytes(mask, "little")
    return both.to_bytes(len(base), "little") if masks else base


def _above(place: Place) -> list[str]:
    """The headings of a place, the outermost first."""
    return [heading for _, heading in reversed(place.path) if heading]


@dataclass(slots=True)
class _Heading:
    label: str
    below: dict[str, _Heading] = field(default_factory=dict)


def _headings(places: Iterable[Place]) -> Iterator[Facet]:
    """Each heading behind the one it stands below, at its first place; those of one wording count as one."""
    top = _Heading("")
    for place in places:
        above = top
        for number, heading in reversed(place.path):
            if heading and (key := folding.key(heading)):
                above = above.below.setdefault(key, _Heading(f"{number or ''} {heading}".strip()))
    seen: set[str] = set()
    waiting = [(key, node, 0) for key, node in reversed(top.below.items())]
    while waiting:
        key, node, depth = waiting.pop()
        if key not in seen:
            seen.add(key)
            yield Facet("section", key, node.label, depth)
        waiting += [(each, inner, depth + 1) for each, inner in reversed(node.below.items())]


def take_apart(query: Query) -> tuple[str, frozenset[Choice]]:
    """A filter as what facets have chosen in it, and the rest of it as an expression."""
    parts = query.node.parts if isinstance(query.node, And) else (query.node,)
    chosen: set[Choice] = set()
    rest: list[Node] = []
    for part in parts:
        found = [_choice(each) for each in (part.parts if isinstance(part, Or) else (part,))]
        whole = [choice for choice in found if choice is not None]
        groups = {choice.group for choice in whole}
        if len(whole) == len(found) and len(groups) == 1 and groups.isdisjoint(each.group for each in chosen):
            chosen.update(whole)
        elif not isinstance(part, Everything):
            rest.append(part)
    left = Query(And(tuple(rest)) if len(rest) > 1 else rest[0] if rest else Everything(), query.orders)
    return left.expression(), frozenset(chosen)


def _choice(node: Node) -> Choice | None:
    """The choice that a condition is; None where it is none that a facet makes."""
    if isinstance(node, Field) and node.exact and node.name in {*ROLES, "by", "doc", "tag"}:
        return Choice(node.name, node.word)
    if isinstance(node, HasStatus) and node.exact and len(node.statuses) == 1:
        return Choice("status", node.statuses[0].zh)
    if isinstance(node, Within) and node.exact:
        return Choice("section", node.word)
    if isinstance(node, HasLight):
        return Choice("light", LIGHTS[node.light or "none"][0])
    month = month_of(node) if isinstance(node, Range) else None
    return Choice(node.name, month) if isinstance(node, Range) and month else None
