"""Two editions of a document side by side: what stayed, moved, changed, went and came, by words, numbers and order."""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from tui.model.particulars import Difference, differences
from tui.model.text import squeeze

if TYPE_CHECKING:
    from tui.model.document import Document, Section
    from tui.model.task import Task

SURE: Final = 0.6
"""Likeness from which two things are taken for one."""
DOUBTFUL: Final = 0.35
"""Likeness from which a person is asked."""
_CLOSE: Final = 0.05
"""Two candidates whose likeness differs by less are not told apart."""
_MOST: Final = 6
"""How many candidates are looked at closely."""
_NEAR: Final = 8
"""So many places between two neighbours that stayed still say where a thing stands."""
_COMMON: Final = 30
"""Grams that more things hold find none of them."""
_SHORT: Final = 120
"""Letters up to which words are compared letter by letter."""


class Verdict(StrEnum):
    """What became of a section or a task."""

    SAME = "same"
    MOVED = "moved"
    CHANGED = "changed"
    DOUBTFUL = "doubtful"
    GONE = "gone"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Match:
    """One section or task of two editions."""

    old: str | None
    """Id in the old edition; None for what is new."""
    new: str | None
    """Id in the new one; None for what is gone; of the doubtful the likeliest."""
    verdict: Verdict
    score: float
    """How sure it is that the two are one, 0 to 1."""
    changes: tuple[Difference, ...] = ()
    """Of a task what is other beside its words: who leads, who takes part, by when."""

    @property
    def same_words(self) -> bool:
        """Whether the words are the very same; what is only alike never has the full score."""
        return bool(self.old and self.new) and self.score == 1


@dataclass(frozen=True, slots=True)
class Comparison:
    """What became of every section and task, in reading order of the new edition, what is gone at its old place."""

    sections: tuple[Match, ...]
    tasks: tuple[Match, ...]

    @property
    def matches(self) -> tuple[Match, ...]:
        """Of both kinds."""
        return self.sections + self.tasks


@dataclass(frozen=True, slots=True)
class _Thing:
    """What is compared of a section or a task."""

    id: str
    words: str
    kin: str
    """What speaks for two being one beside their words: the kind of a section, who leads a task."""
    grams: frozenset[str]


def compare(old: Document, new: Document) -> Comparison:
    """Compare two editions of a document."""
    sections = _matched([_section(each) for each in old.sections], [_section(each) for each in new.sections])
    tasks = _matched([_task(each) for each in old.tasks], [_task(each) for each in new.tasks])
    return Comparison(sections, tuple(_with_particulars(old, new, sections, tasks)))


def _with_particulars(
    old: Document, new: Document, sections: Sequence[Match], tasks: Sequence[Match]
) -> Iterator[Match]:
    """The tasks, each with what is other beside its words; where anything is, the task was changed."""
    articles = {each.old: each.new for each in sections if each.old and each.new and each.verdict != Verdict.DOUBTFUL}
    before, now = ({task.id: task for task in document.tasks} for document in (old, new))
    for match in tasks:
        if match.old is None or match.new is None or match.verdict is Verdict.DOUBTFUL:
            yield match
            continue
        changes = tuple(differences(before[match.old], now[match.new], articles))
        yield replace(match, verdict=Verdict.CHANGED, changes=changes) if changes else match


def _section(section: Section) -> _Thing:
    words = squeeze(section.text)
    return _Thing(section.id, words, section.kind.value, _grams(words))


def _task(task: Task) -> _Thing:
    words = squeeze(task.text)
    return _Thing(task.id, words, "、".join(task.leads), _grams(words))


def _grams(words: str) -> frozenset[str]:
    """The pairs and triples of letters."""
    letters = re.sub(r"\W", "", words)
    return frozenset(letters[at : at + size] for size in (2, 3) for at in range(len(letters) - size + 1))


def _matched(old: Sequence[_Thing], new: Sequence[_Thing]) -> tuple[Match, ...]:
    pairs = _equal(old, new)
    scores = dict.fromkeys(pairs, 1.0)
    doubts = _like(old, new, pairs, scores)
    return tuple(_in_order(old, new, pairs, scores, doubts))


def _equal(old: Sequence[_Thing], new: Sequence[_Thing]) -> dict[int, int]:
    """The pairs of the very same words: under the same id first, then the same kin, then in order."""
    waiting: dict[str, list[int]] = defaultdict(list)
    for at, thing in enumerate(new):
        waiting[thing.words].append(at)
    pairs: dict[int, int] = {}
    for fits in (_same_id, _same_kin, _any):
        for at, thing in enumerate(old):
            if at not in pairs:
                found = next((there for there in waiting[thing.words] if fits(thing, new[there])), None)
                if found is not None:
                    waiting[thing.words].remove(found)
                    pairs[at] = found
    return pairs


def _same_id(one: _Thing, other: _Thing) -> bool:
    return one.id == other.id


def _same_kin(one: _Thing, other: _Thing) -> bool:
    return one.kin == other.kin


def _any(one: _Thing, other: _Thing) -> bool:
    return bool(one.words or one.id == other.id) and bool(other.words)


def _like(
    old: Sequence[_Thing], new: Sequence[_Thing], pairs: dict[int, int], scores: dict[int, float]
) -> dict[int, tuple[int, float]]:
    """Pair what is like each other, the likest first; returns the doubtful with their likeliest and its score."""
    left = [at for at in range(len(old)) if at not in pairs]
    free = set(range(len(new))) - set(pairs.values())
    found = _candidates(old, new, left, free, pairs)
    rivals: dict[tuple[str, int], list[tuple[float, int, int]]] = defaultdict(list)
    for each in found:
        rivals["old", each[1]].append(each)
        rivals["new", each[2]].append(each)
    doubts: dict[int, tuple[int, float]] = {}
    for score, at, there in sorted(found, key=lambda each: (-each[0], each[1], each[2])):
        if at in pairs or at in doubts or there not in free:
            continue
        others = [e for e in rivals["old", at] + rivals["new", there] if e[1:] != (at, there)]
        rival = max((s for s, one, other in others if one not in pairs and other in free), default=0.0)
        if score >= SURE and score - rival >= _CLOSE:
            pairs[at], scores[at] = there, score
            free.discard(there)
        elif score >= DOUBTFUL:
            doubts[at] = (there, score)
    return doubts


def _candidates(
    old: Sequence[_Thing], new: Sequence[_Thing], left: Sequence[int], free: set[int], pairs: dict[int, int]
) -> list[tuple[float, int, int]]:
    """The pairs worth a look, each with its score."""
    holders: dict[str, list[int]] = defaultdict(list)
    for there in sorted(free):
        for gram in new[there].grams:
            holders[gram].append(there)
    spread = Counter(gram for things in (old, new) for thing in things for gram in thing.grams)
    rarity = {gram: math.log(1 + (len(old) + len(new)) / count) for gram, count in spread.items()}
    weight = {id(thing): sum(map(rarity.__getitem__, thing.grams)) for things in (old, new) for thing in things}
    gaps = _Gaps(pairs, len(new))
    found: list[tuple[float, int, int]] = []
    for at in left:
        shared: Counter[int] = Counter()
        for gram in old[at].grams:
            if len(holders.get(gram, ())) <= _COMMON:
                shared.update(holders.get(gram, ()))
        near = {there for there, _ in shared.most_common(_MOST)}
        near |= {there for there in gaps.around(at) if there in free}
        for there in near:
            common = sum(map(rarity.__getitem__, old[at].grams & new[there].grams))
            whole = weight[id(old[at])] + weight[id(new[there])]
            telling = 2 * common / whole if whole else 0.0
            found.append((_score(old[at], new[there], telling, gaps.fits(at, there)), at, there))
    return found


def _score(one: _Thing, other: _Thing, telling: float, in_place: bool) -> float:
    """How sure it is that two things are one: their words, and what number, kin and place add to that.

    `telling` is how much of their grams they share, the rare ones counting more.
    """
    likeness = (telling + _letters(one, other)) / 2 if telling > 0.05 else telling
    signs = 0.3 * in_place + 0.15 * (one.id == other.id) + 0.1 * (one.kin == other.kin and bool(one.kin))
    return round(min(likeness + (1 - likeness) * signs * min(1.0, 2 * likeness), 0.99), 2)


def _letters(one: _Thing, other: _Thing) -> float:
    """How much of the letters two things share, in order where they are short; long ones are told by their grams."""
    if max(len(one.words), len(other.words)) <= _SHORT:
        return SequenceMatcher(None, one.words, other.words, autojunk=False).ratio()
    return 2 * len(one.grams & other.grams) / max(1, len(one.grams) + len(other.grams))


class _Gaps:
    """Where a thing of the old edition would stand in the new one, judged by the neighbours that are there."""

    def __init__(self, pairs: dict[int, int], count: int) -> None:
        self._old = sorted(pairs)
        self._pairs = pairs
        self._count = count

    def around(self, at: int) -> range:
        """The places in the new edition between the nearest neighbours before and behind.

        None where these moved, or where so many lie between that the place says nothing.
        """
        place = bisect_left(self._old, at)
        before = self._pairs[self._old[place - 1]] if place else -1
        behind = self._pairs[self._old[place]] if place < len(self._old) else self._count
        return range(before + 1, behind) if behind - before <= _NEAR else range(0)

    def fits(self, at: int, there: int) -> bool:
        """Whether a place is between those."""
        return there in self.around(at)


def _in_order(
    old: Sequence[_Thing],
    new: Sequence[_Thing],
    pairs: dict[int, int],
    scores: dict[int, float],
    doubts: dict[int, tuple[int, float]],
) -> list[Match]:
    """Every match: in the order of the new edition, with what is gone or doubtful behind what stood before it."""
    back = {there: at for at, there in pairs.items()}
    matches = [
        _judged(old[back[there]], thing, scores[back[there]])
        if there in back
        else Match(None, thing.id, Verdict.NEW, 1.0)
        for there, thing in enumerate(new)
    ]
    places = {match.old: at for at, match in enumerate(matches) if match.old}
    behind: dict[int, list[Match]] = defaultdict(list)
    last = -1
    for at, thing in enumerate(old):
        if at in pairs:
            last = places[thing.id]
        elif at in doubts:
            behind[last].append(Match(thing.id, new[doubts[at][0]].id, Verdict.DOUBTFUL, doubts[at][1]))
        else:
            behind[last].append(Match(thing.id, None, Verdict.GONE, 1.0))
    return [*behind[-1], *(each for at, match in enumerate(matches) for each in (match, *behind[at]))]


def _judged(one: _Thing, other: _Thing, score: float) -> Match:
    """What became of one that is still there."""
    if one.words != other.words:
        return Match(one.id, other.id, Verdict.CHANGED, score)
    return Match(one.id, other.id, Verdict.SAME if one.id == other.id else Verdict.MOVED, 1.0)
