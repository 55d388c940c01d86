"""Facets: which departments, statuses, sections and authors the rows of a filter have, and what choosing some leaves.

Within one kind choices are alternatives, between kinds all must hold. The counts of a kind follow the filter and what
is chosen in the other kinds, so they say what a further choice of that kind would bring.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, compress
from typing import Final

from tui.model.ledger import Entry
from tui.model.profile import Profile
from tui.query import folding, phrases
from tui.query.conditions import Field
from tui.query.facts import HasStatus, Within
from tui.query.nodes import And, Everything, Node, Or
from tui.query.numbers import chain as numbers
from tui.query.parse import Query

KINDS: Final = ("dept", "status", "section", "by", "doc")
"""In the order in which they are shown: departments, statuses, headings, authors, documents."""
ROLES: Final = ("dept", "lead", "part")
"""As what a department may be chosen: as either, as lead, as participant."""

Cells = tuple[str, ...]
"""What one row has of a kind."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One value chosen; `kind` is one of `KINDS`, for a department one of `ROLES`."""

    kind: str
    value: str

    @property
    def group(self) -> str:
        """The kind among whose choices it is an alternative."""
        return "dept" if self.kind in ROLES else self.kind

    @property
    def condition(self) -> str:
        """What it is in the filter language."""
        if self.kind == "section" and numbers(self.value):
            return phrases.exactly(self.kind, self.value, literal=True)
        return phrases.exactly(self.kind, self.value)


@dataclass(frozen=True, slots=True)
class Facet:
    """One value that rows have, with how many of them."""

    kind: str
    value: str
    """As an expression names it: a department or an author as printed, a status, a heading, a document's id."""
    label: str
    depth: int = 0
    """How many headings a heading stands below."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How many rows each value would leave, and how many the choice itself leaves."""

    left: int
    of: Mapping[str, Counter[str]] = field(default_factory=dict)
    """By kind; departments as `lead` and `part`."""

    def having(self, kind: str, value: str) -> int:
        """How many rows have this value."""
        return self.of[kind][value] if kind in self.of else 0


class Facets:
    """The values that some rows have; `counts` says how many have each under a choice."""

    def __init__(
        self,
        entries: Iterable[Entry],
        profile: Profile,
        titles: Mapping[str, str] | None = None,
        *,
        rest: str = "",
        chosen: Iterable[Choice] = (),
    ) -> None:
        """Read the rows once; `rest` is the filter they came through, `chosen` what that filter had chosen besides."""
        rows = list(entries)
        self.rest = rest
        self._size = len(rows)
        names = {status.key: (status.zh,) for status in profile.statuses}
        self._cells: dict[str, list[Cells]] = {
            "lead": _one_spelling([entry.task.leads for entry in rows]),
            "part": _one_spelling([entry.task.participants for entry in rows]),
            "status": [names.get(entry.status.key, ()) for entry in rows],
            "by": _one_spelling([tuple(dict.fromkeys(_authors(entry))) for entry in rows]),
            "doc": [(entry.doc,) for entry in rows],
        }
        headings = _Headings()
        self._cells["section"] = [headings.of(entry) for entry in rows]
        found = tuple(self._facets(profile, titles or {}, headings))
        spelt = {(facet.kind, folding.key(facet.value)): facet.value for facet in found}
        self.chosen = frozenset(Choice(c.kind, spelt.get((c.group, folding.key(c.value)), c.value)) for c in chosen)
        """What the filter had chosen already, as the rows spell it."""
        unknown = {(c.group, c.value) for c in self.chosen if (c.group, folding.key(c.value)) not in spelt}
        self.facets = (*found, *(Facet(kind, value, value) for kind, value in sorted(unknown)))
        """What may be chosen, by kind; what was chosen and no row has stands last."""

    def _facets(self, profile: Profile, titles: Mapping[str, str], headings: _Headings) -> Iterator[Facet]:
        """Departments and authors by how often they occur, the others in their own order."""
        bodies = Counter(chain.from_iterable(self._cells["lead"])) + Counter(chain.from_iterable(self._cells["part"]))
        yield from (Facet("dept", name, name) for name, _ in bodies.most_common())
        held = Counter(chain.from_iterable(self._cells["status"]))
        yield from (Facet("status", status.zh, status.zh) for status in profile.statuses if status.zh in held)
        yield from headings.facets()
        authors = Counter(chain.from_iterable(self._cells["by"]))
        yield from (Facet("by", name, name) for name, _ in authors.most_common())
        documents = dict.fromkeys(chain.from_iterable(self._cells["doc"]))
        if len(documents) > 1:
            yield from (Facet("doc", doc, titles.get(doc, doc)) for doc in documents)

    def counts(self, chosen: Iterable[Choice]) -> Counts:
        """How many rows have each value, under what is chosen in the other kinds."""
        groups: dict[str, list[Choice]] = {}
        for choice in chosen:
            groups.setdefault(choice.group, []).append(choice)
        held = {group: self._holding(choices) for group, choices in groups.items()}
        found: dict[str, Counter[str]] = {}
        for kind, cells in self._cells.items():
            own = "dept" if kind in ROLES else kind
            mask = _all([marks for group, marks in held.items() if group != own])
            found[kind] = Counter(chain.from_iterable(compress(cells, mask) if mask else cells))
        mask = _all(list(held.values()))
        return Counts(sum(mask) if mask else self._size, found)

    def _holding(self, choices: Sequence[Choice]) -> list[bool]:
        """Which rows have one of these values, all of one kind."""
        roles = {role: frozenset(c.value for c in choices if c.kind in {role, "dept"}) for role in ("lead", "part")}
        if choices[0].group == "dept":
            lead, part = roles["lead"], roles["part"]
            pairs = zip(self._cells["lead"], self._cells["part"], strict=True)
            return [not (lead.isdisjoint(leads) and part.isdisjoint(parts)) for leads, parts in pairs]
        wanted = frozenset(choice.value for choice in choices)
        return [not wanted.isdisjoint(cells) for cells in self._cells[choices[0].kind]]

    def expression(self, chosen: Iterable[Choice]) -> str:
        """The filter that shows the rows of this choice."""
        groups: dict[str, list[str]] = {kind: [] for kind in KINDS}
        for choice in chosen:
            groups[choice.group].append(choice.condition)
        expression = self.rest
        for conditions in filter(None, groups.values()):
            expression = phrases.both(expression, phrases.either(sorted(conditions)))
        return expression


def _authors(entry: Entry) -> Iterable[str]:
    return Field("by", "").texts(entry)


def _all(marks: Sequence[list[bool]]) -> list[bool]:
    """Which rows all of these mark; empty where nothing is asked."""
    if len(marks) < 2:
        return marks[0] if marks else []
    return [all(row) for row in zip(*marks, strict=True)]


def _one_spelling(cells: list[Cells]) -> list[Cells]:
    """The cells with every name in the first of its spellings that the filter takes for one, and once a cell."""
    first: dict[str, str] = {}
    spelt = {name: first.setdefault(folding.key(name), name) for name in dict.fromkeys(chain.from_iterable(cells))}
    if len(first) == len(spelt) and all(len(cell) == len(set(cell)) for cell in cells):
        return cells
    return [tuple(dict.fromkeys(spelt[name] for name in cell)) for cell in cells]


@dataclass(slots=True)
class _Heading:
    label: str
    below: dict[str, _Heading] = field(default_factory=dict)


class _Headings:
    """The headings that rows rest below, as a tree; those of one wording count as one, in whichever document."""

    def __init__(self) -> None:
        self._top = _Heading("")
        self._known: dict[tuple[str, str], Cells] = {}
        self._spelt: dict[str, str] = {}

    def of(self, entry: Entry) -> Cells:
        """The heading of a row's article and those above it, each once."""
        if not entry.path:
            return ()
        place = (entry.doc, entry.path[0].id)
        if place not in self._known:
            self._known[place] = self._read(entry)
        return self._known[place]

    def _read(self, entry: Entry) -> Cells:
        found: dict[str, None] = {}
        above = self._top
        for section in reversed(entry.path):
            if section.heading and folding.key(section.heading):
                heading = self._spelt.setdefault(folding.key(section.heading), section.heading)
                found[heading] = None
                above = above.below.setdefault(heading, _Heading(f"{section.number or ''} {heading}".strip()))
        return tuple(found)

    def facets(self) -> Iterator[Facet]:
        """Each heading behind the one it stands below, at its first place."""
        seen: set[str] = set()
        waiting = [(heading, node, 0) for heading, node in reversed(self._top.below.items())]
        while waiting:
            heading, node, depth = waiting.pop()
            if heading not in seen:
                seen.add(heading)
                yield Facet("section", heading, node.label, depth)
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
    if isinstance(node, Field) and node.exact and node.name in {*ROLES, "by", "doc"}:
        return Choice(node.name, node.word)
    if isinstance(node, HasStatus) and node.exact and len(node.statuses) == 1:
        return Choice("status", node.statuses[0].zh)
    if isinstance(node, Within) and node.exact:
        return Choice("section", node.word)
    return None
