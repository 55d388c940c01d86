"""Which article each task rests on: likeness of words and the order of the document, weighed together. Pure."""

from __future__ import annotations

import math
from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, TypeVar

from tui.model.document import Kind, Section
from tui.model.likeness import grams, sentences
from tui.model.task import Basis

_BACK: Final = 0.3
"""What a step back costs where tasks otherwise follow the articles; a full likeness is worth 1."""
_STEP: Final = 0.012
"""What each article passed over costs."""
_ORDERED: Final = 1_000_000
"""Tasks times articles up to which the order of a document is weighed; beyond it each task stands for itself."""
_EVERYTHING: Final = 1 << 30
_COMMON: Final = 40
"""In so large a document, words that stand in more places than this are passed over."""
_WORK: Final = 2_000_000
"""So many places are looked at for all tasks together; where there are more, the commonest words are passed over."""
_SEVERAL: Final = 3
"""How many articles at most a task is tied to."""
Place = TypeVar("Place", int, tuple[int, int])
WEAK: Final = 0.2
"""Ties below this score are doubted."""


@dataclass(slots=True)
class Candidate:
    """An article (or a section without articles) with its own words and those below it."""

    section: Section
    sentences: list[str]
    grams: frozenset[str] = frozenset()
    sentence_grams: list[frozenset[str]] = field(default_factory=list)
    heading_grams: frozenset[str] = frozenset()


def candidates_of(sections: Sequence[Section], annex: str | None) -> list[Candidate]:
    """What a task in this annex may rest on: the articles outside it, and sections that have none."""
    found: dict[str, Candidate] = {}
    parents = {section.id: section.parent for section in sections}
    articled = {section.parent for section in sections if section.kind is Kind.ARTICLE}
    for section in sections:
        if annex is not None and (section.id == annex or section.id.startswith(annex + "/")):
            continue
        if section.kind is Kind.ARTICLE or (section.kind is Kind.SECTION and section.id not in articled):
            found[section.id] = Candidate(section, sentences(section.text))
        elif section.kind in {Kind.PARAGRAPH, Kind.ITEM}:
            home = section.parent
            while home is not None and home not in found:
                home = parents.get(home)
            if home is not None:
                found[home].sentences += sentences(section.text)
    for candidate in found.values():
        candidate.sentence_grams = [grams(sentence) for sentence in candidate.sentences]
        candidate.grams = frozenset().union(*candidate.sentence_grams)
        candidate.heading_grams = grams(candidate.section.heading or "")
    return list(found.values())


def tie(texts: Sequence[str], candidates: Sequence[Candidate]) -> list[tuple[Basis, ...]]:
    """For each task, in order, what it rests on, best first."""
    if not candidates or not texts:
        return [() for _ in texts]
    rarity = _rarity(candidates)
    told = [grams(text) for text in texts]
    ordered = len(texts) * len(candidates) <= _ORDERED
    index = _Index(candidates, rarity, told, _EVERYTHING if ordered else _COMMON)
    if not ordered:
        return [index.bases(mine, found := index.likenesses(mine), _likest(found)) for mine in told]
    likeness = [_row(index.likenesses(mine), len(candidates)) for mine in told]
    order = _orderliness(likeness)
    path = _best_path(likeness, order)
    return [
        index.bases(mine, _in_order(row, chosen, order), chosen)
        for mine, row, chosen in zip(told, likeness, path, strict=True)
    ]


def _row(found: Mapping[int, float], count: int) -> list[float]:
    """The likenesses of all articles, in order."""
    return [found.get(at, 0.0) for at in range(count)]


def _likest(found: Mapping[int, float]) -> int:
    """The first of the likest articles."""
    return min(found, key=lambda at: (-found[at], at), default=0)


def _rarity(candidates: Sequence[Candidate]) -> dict[str, float]:
    """How much a pair or triple tells: the fewer articles hold it, the more."""
    held = Counter(gram for candidate in candidates for gram in candidate.grams)
    return {gram: math.log(1 + len(candidates) / count) for gram, count in held.items()}


def _weight(held: frozenset[str], rarity: dict[str, float], unknown: float) -> float:
    """The weights of some grams together; the same to the last digit in whatever order they come."""
    return math.fsum(rarity.get(gram, unknown) for gram in held)


def _held(mine: frozenset[str], other: frozenset[str], rarity: dict[str, float]) -> float:
    """The weight of what two have in common."""
    common = mine & other
    return math.fsum([rarity.get(gram, 0.0) for gram in common]) if common else 0.0


def _share(mine: frozenset[str], whole: float, other: frozenset[str], rarity: dict[str, float]) -> float:
    """How much of what is mine the other holds, by weight (`whole` is mine); what no article holds counts little."""
    return _held(mine, other, rarity) / whole if whole else 0.0


class _Index:
    """Which articles and which of their sentences hold a pair or triple, so that only those are looked at."""

    def __init__(
        self, candidates: Sequence[Candidate], rarity: dict[str, float], tasks: Sequence[frozenset[str]], common: int
    ) -> None:
        """Leave out what stands in more than `common` places, or in so many that all tasks together take too long."""
        self._candidates = candidates
        self._rarity = rarity
        self._heads = [_weight(candidate.heading_grams, rarity, 0.5) for candidate in candidates]
        self._articles: dict[str, list[int]] = {}
        self._sentences: dict[str, list[tuple[int, int]]] = {}
        for at, candidate in enumerate(candidates):
            for gram in candidate.grams:
                self._articles.setdefault(gram, []).append(at)
            for place, held in enumerate(candidate.sentence_grams):
                for gram in held:
                    self._sentences.setdefault(gram, []).append((at, place))
        self._leave_out(common, Counter(gram for mine in tasks for gram in mine))

    def _leave_out(self, common: int, wanted: Counter[str]) -> None:
        """Drop what is too common: it tells articles apart least, and costs most."""
        places = {gram: len(self._sentences[gram]) for gram in self._sentences}
        common = min(common, max(places.values(), default=0))
        while common and sum(wanted[gram] * count for gram, count in places.items() if count <= common) > _WORK:
            common //= 2
        self._articles = {gram: found for gram, found in self._articles.items() if places[gram] <= common}
        self._sentences = {gram: found for gram, found in self._sentences.items() if places[gram] <= common}

    def likenesses(self, mine: frozenset[str]) -> dict[int, float]:
        """Of each article that holds any of it 0 to 1: its words there, in its best sentence, and its heading in it."""
        whole = _weight(mine, self._rarity, 0.5)
        best: dict[int, float] = {}
        for (at, _), held in self._gathered(mine, self._sentences).items():
            best[at] = max(best.get(at, 0.0), held / whole)
        result: dict[int, float] = {}
        for at, held in self._gathered(mine, self._articles).items():
            heading = _share(self._candidates[at].heading_grams, self._heads[at], mine, self._rarity)
            result[at] = 0.5 * held / whole + 0.35 * best.get(at, 0.0) + 0.15 * heading
        return result

    def _gathered(self, mine: frozenset[str], places: Mapping[str, Sequence[Place]]) -> dict[Place, float]:
        """The weight of what is mine in each place that holds any of it."""
        held: dict[Place, list[float]] = {}
        for gram in mine:
            for place in places.get(gram, ()):
                held.setdefault(place, []).append(self._rarity[gram])
        return {place: math.fsum(weights) for place, weights in held.items()}

    def bases(self, mine: frozenset[str], row: Mapping[int, float], chosen: int) -> tuple[Basis, ...]:
        """The chosen article first, then others that are as like or nearly so."""
        least = max(0.35, 0.8 * row.get(chosen, 0.0))
        others = [at for at, worth in row.items() if worth > least and at != chosen]
        near = sorted(others, key=lambda at: (-row[at], at))[: _SEVERAL - 1]
        held = self._gathered(mine, self._sentences)
        return tuple(self._basis(mine, row.get(at, 0.0), at, held) for at in [chosen, *near])

    def _basis(self, mine: frozenset[str], score: float, at: int, held: Mapping[tuple[int, int], float]) -> Basis:
        """One article, with the sentence of it that holds most of the task."""
        candidate, whole = self._candidates[at], _weight(mine, self._rarity, 0.5)
        shares = {place: weight / whole for (article, place), weight in held.items() if article == at}
        best = min(shares, key=lambda place: (-shares[place], place), default=None)
        quote = candidate.sentences[best] if best is not None and shares[best] > 0.15 else ""
        return Basis(candidate.section.id, round(min(score, 0.99), 2), quote)


def _orderliness(likeness: list[list[float]]) -> float:
    """0 to 1: how far the clear ties alone follow the order of the articles."""
    clear: list[int] = []
    for row in likeness:
        first, *rest = sorted(row, reverse=True)
        if first > 0.3 and (not rest or first > 1.5 * rest[0]):
            clear.append(row.index(first))
    unlike = (len(clear) ** 2 - sum(count**2 for count in Counter(clear).values())) // 2
    if len(clear) < 3 or not unlike:
        return 0.5
    earlier: list[int] = []
    agreeing = 0
    for one in clear:
        agreeing += bisect_left(earlier, one)
        insort(earlier, one)
    return max(0.0, 2 * agreeing / unlike - 1)


def _best_path(likeness: list[list[float]], order: float) -> list[int]:
    """The sequence of articles with the greatest sum of likeness less the cost of leaving their order."""
    best = list(likeness[0])
    back: list[list[int]] = []
    for row in likeness[1:]:
        came = _sources(best, order)
        best = [row[here] + best[there] - _cost(there, here, order) for here, there in enumerate(came)]
        back.append(came)
    path = [max(range(len(best)), key=best.__getitem__)]
    for came in reversed(back):
        path.append(came[path[-1]])
    return path[::-1]


def _sources(best: list[float], order: float) -> list[int]:
    """For each article the one that it is best reached from.

    The cost grows evenly with the distance, so the best one before and the best one behind are known from their
    neighbours: a long document takes no longer for each article than a short one.
    """
    step = order * _STEP
    before = _running([worth + step * at for at, worth in enumerate(best)])
    behind = [len(best) - 1 - at for at in _running([best[-1 - at] + step * at for at in range(len(best))])][::-1]

    came: list[int] = []
    last = len(best) - 1
    for here, worth in enumerate(best):
        there, greatest = here, worth
        nearest = (before[here - 1] if here else before[0], behind[here + 1] if here < last else behind[last])
        for source, first in zip(nearest, (True, False), strict=True):
            reached = best[source] - _cost(source, here, order)
            if reached > greatest or (first and reached == greatest):
                there, greatest = source, reached
        came.append(there)
    return came


def _running(worths: list[float]) -> list[int]:
    """For each place the place of the greatest so far."""
    places: list[int] = []
    for at, worth in enumerate(worths):
        places.append(at if not places or worth > worths[places[-1]] else places[-1])
    return places


def _cost(there: int, here: int, order: float) -> float:
    if here >= there:
        return order * _STEP * max(0, here - there - 1)
    return order * (_BACK + _STEP * (there - here))


def _in_order(row: list[float], chosen: int, order: float) -> dict[int, float]:
    """The likenesses less what leaving the chosen article for another and coming back would cost."""
    if not order:
        return dict(enumerate(row))
    return {at: like - _cost(chosen, at, order) - _cost(at, chosen, order) for at, like in enumerate(row) if like}
