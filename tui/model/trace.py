"""An implementing plan (实施方案) laid against the tasks that it must answer: answered, partly, or not at all. Pure.

What two texts in other words share are the letters, and the pairs of them, that few others have; what stands everywhere
(加快, 建设) tells nothing. Who leads tells too: the bodies of a city that stand for those of the province. A measure
answers the tasks that it shares most with, a task is answered by the measures likest it.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, NamedTuple

from tui.model.document import Document, Kind, Section
from tui.model.likeness import grams, sentences
from tui.model.schedule import parse_due
from tui.model.task import Due, Task

FOUND: Final = 0.18
"""So much of what tells the shorter of them a measure and a task must share to speak of one thing."""
_NEAR: Final = 0.75
"""Measures this near to the likest answer a task too."""
_OWN: Final = 0.85
"""A measure this near to its likest task answers that one too."""
_BODIES: Final = 0.2
"""What the same bodies add to the likeness of words."""
_HELD: Final = 0.08
"""So much of what tells a piece of a task must stand in the measures, else it is missing."""
_LETTER: Final = 0.3
"""What a letter tells beside a pair of them."""
_UNKNOWN: Final = 3.0
"""What a letter or a body tells that stands nowhere else."""
_SURE: Final = 0.35
"""A task and a measure so alike belong together; …"""
_PLAIN: Final = 0.95
"""… where the measure is no likelier to be about another."""
_FEW: Final = 8
"""So many of these tell whether a plan follows the order of the tasks, …"""
_FOLLOWS: Final = 0.8
"""… which it does where they rise together so far."""
_WIDTH: Final = 0.1
"""How far from its place a measure may stand, of all measures."""
_FAR: Final = 0.6
"""What is left of a likeness far from there."""
_MOST: Final = 3
"""How many measures are shown at most."""
_OUTSIDE: Final = frozenset({Kind.TITLE, Kind.SALUTATION, Kind.SIGNATURE, Kind.DATE})
_PIECES: Final = re.compile("以及|和|及|与|等")
_ENDS: Final = re.compile("[，,（）()：:]")
_BY: Final = re.compile("前|底|末|年内|之内|完成")
_BODY: Final = re.compile(r"[\u4e00-\u9fff]{1,12}(?:厅|局|委|办|处|科|中心|银行|部|院)(?=牵头|负责)")
_LEVEL: Final = re.compile(
    r"^(?:[\u4e00-\u9fff]{1,4}?(?=省|市|县|自治))?(?:各?(?:[县市区州旗省盟乡镇]|自治[区州县旗])(?:[（(][^）)]*[）)]|、)?)+"
)
_LAST: Final = re.compile("(?:厅|局|委员会|委|办公室|办|处|中心)$")


class State(StrEnum):
    """Whether a plan answers a task."""

    ANSWERED = "answered"
    PARTLY = "partly"
    NONE = "none"


class Answer(NamedTuple):
    """A passage of a plan that speaks of a task."""

    section: str
    """Id of the section that it stands in."""
    score: float
    """How much of what tells the shorter of the two, passage and task, they share, 0 to 1."""
    quote: str
    lead_agrees: bool | None
    """Whether who leads there is one who leads the task; None where the plan names nobody."""
    due: Due | None
    """By when the plan says that it will be done."""


class Traced(NamedTuple):
    """What a plan says to a task."""

    task: Task
    state: State
    answers: tuple[Answer, ...]


@dataclass(frozen=True, slots=True)
class Measure:
    """What a section of a plan, or a row of its table, says is to be done."""

    section: str
    text: str
    leads: tuple[str, ...]
    bodies: tuple[str, ...]
    """All that are named, the leads among them."""
    due: Due | None
    heading: str | None = None

    @property
    def grams(self) -> frozenset[str]:
        """Its letters and pairs of letters."""
        return grams(self.text, 1, 2)


Same = Callable[[str, str], bool]
"""Whether two names, the first of the document and the second of the plan, mean one body."""


def trace(document: Document, plan: Document, tasks: Sequence[Task], same: Same) -> tuple[Traced, ...]:
    """Lay a plan against some tasks of a document, in their order; all of its tasks say what tells one from others."""
    likeness = _Likeness(document, list(_measures(plan)), same)
    return tuple(likeness.traced(task, plan) for task in tasks)


class _Likeness:
    """How much the tasks of a document and the measures of a plan have in common."""

    def __init__(self, document: Document, measures: Sequence[Measure], same: Same) -> None:
        self._measures = measures
        self._same = same
        self._told = [measure.grams for measure in measures]
        texts = {task.id: grams(task.text, 1, 2) for task in document.tasks}
        quotes = (grams(basis.quote, 1, 2) for task in document.tasks for basis in task.basis)
        self._rarity = _rarity([*texts.values(), *quotes, *self._told])
        agencies = [{_own_name(name) for name in task.agencies} for task in document.tasks]
        self._body_rarity = _rarity(agencies)
        self._known: dict[str, str] = {}
        names = dict.fromkeys(name for task in document.tasks for name in task.agencies)
        for name in dict.fromkeys(name for measure in measures for name in measure.bodies):
            self._known[name] = next((_own_name(each) for each in names if same(each, name)), _own_name(name))
        self._least = math.fsum(map(self._weight, texts.values())) / max(2 * len(texts), 1)
        """Half of what tells a usual task: of what is shorter still little would do."""
        every = range(len(measures))
        self._rows = {task.id: [self._of(task, texts[task.id], at) for at in every] for task in document.tasks}
        self._best = self._likest()
        self._expect([task.id for task in document.tasks])

    def _likest(self) -> list[float]:
        """How like each measure is to the task that it is likest."""
        return [max((row[at] for row in self._rows.values()), default=0.0) for at in range(len(self._measures))]

    def _expect(self, tasks: Sequence[str]) -> None:
        """Where a plan plainly follows the order of the tasks, what stands far from its place must be likelier."""
        best, sure = self._best, []
        for place, task in enumerate(tasks):
            at = max(range(len(best)), key=self._rows[task].__getitem__, default=None)
            if at is not None and self._rows[task][at] >= max(_SURE, _PLAIN * best[at]):
                sure.append((place, at))
        if len(sure) < _FEW or _in_order(sure) < _FOLLOWS:
            return
        line = _rising(sure)
        width = max(2.0, len(best) * _WIDTH)
        for place, task in enumerate(tasks):
            wanted = _between(line, place, len(tasks), len(best))
            for at, score in enumerate(self._rows[task]):
                self._rows[task][at] = score * (_FAR + (1 - _FAR) * math.exp(-(((at - wanted) / width) ** 2)))
        self._best = self._likest()

    def _of(self, task: Task, told: frozenset[str], at: int) -> float:
        """The likeness of words, 0 to 1, and what the bodies add to it."""
        measure, said = self._measures[at], self._told[at]
        common = told & said
        whole = min(self._weight(told), max(self._weight(said), self._least))
        words = self._weight(common) / whole if whole else 0.0
        if not measure.leads:
            return words
        leads = self._shared(task.leads, measure.leads)
        return words + _BODIES * (leads + self._shared(task.agencies, measure.bodies)) / 2

    def _weight(self, told: Iterable[str]) -> float:
        rarity = self._rarity
        return math.fsum(rarity.get(gram, _UNKNOWN) * (1 if len(gram) > 1 else _LETTER) for gram in told)

    def _shared(self, ours: Sequence[str], theirs: Sequence[str]) -> float:
        """How much of what tells either of two lists of bodies is in both, 0 to 1."""
        mine, other = {_own_name(name) for name in ours}, {self._known.get(name, "") for name in theirs}
        told = self._body_rarity
        both, either = (sum(told.get(each, _UNKNOWN) for each in names) for names in (mine & other, mine | other))
        return both / either if either else 0.0

    def traced(self, task: Task, plan: Document) -> Traced:
        """A task with the measures that speak of it rather than of others, the likest first."""
        row = self._rows.get(task.id, ())
        fit = [(at, score) for at, score in enumerate(row) if score >= FOUND and score >= _OWN * self._best[at]]
        fit.sort(key=lambda each: (-each[1], each[0]))
        found = [each for each in fit if each[1] >= _NEAR * fit[0][1]][:_MOST]
        return self._traced(task, [(self._measures[at], score) for at, score in found], plan)

    def _traced(self, task: Task, found: Sequence[tuple[Measure, float]], plan: Document) -> Traced:
        """Partly answered where a piece of it, the lead or the date is missing."""
        answers = tuple(
            Answer(
                each.section,
                round(min(score, 1.0), 2),
                self._quote(task, each),
                self._agrees(task, each, plan),
                each.due,
            )
            for each, score in found
        )
        if not answers:
            return Traced(task, State.NONE, ())
        said = frozenset[str]().union(*(each.grams for each, _ in found))
        whole = all(self._held(piece, said) >= _HELD for piece in pieces(task.text))
        led = any(each.lead_agrees is not False for each in answers)
        return Traced(task, State.ANSWERED if whole and led and _in_time(task, answers) else State.PARTLY, answers)

    def _held(self, piece: str, said: frozenset[str]) -> float:
        """How much of what tells a piece of a task is said, 0 to 1."""
        told = grams(piece, 1, 2)
        whole = self._weight(told)
        return self._weight(told & said) / whole if whole else 1.0

    def _quote(self, task: Task, measure: Measure) -> str:
        """The sentence of a measure that says most of a task, with its heading where that stands alone."""
        told = grams(task.text, 1, 2)
        said = _said(measure.text, measure.heading)
        return max(said, key=lambda each: self._weight(told & grams(each, 1, 2)), default=measure.text)

    def _agrees(self, task: Task, measure: Measure, plan: Document) -> bool | None:
        """Whether one who leads the task leads there; where nobody is named it may be the issuer of the plan itself."""
        if task.leads and measure.leads:
            return not {_own_name(name) for name in task.leads}.isdisjoint(self._known[name] for name in measure.leads)
        return True if plan.issuer and any(self._same(lead, plan.issuer) for lead in task.leads) else None


def _rarity(texts: Sequence[Iterable[str]]) -> Mapping[str, float]:
    """How much something tells: the fewer texts hold it, the more."""
    held = Counter(each for text in texts for each in set(text))
    return {each: math.log(len(texts) / count) + 0.1 for each, count in held.items()}


def _in_order(pairs: Sequence[tuple[int, int]]) -> float:
    """How far the second of some pairs, which stand by the first, rise too: 1 where all do, -1 where none (Kendall)."""
    signs = [(b > a) - (b < a) for at, (_, a) in enumerate(pairs) for _, b in pairs[at + 1 :]]
    return sum(signs) / len(signs)


def _rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest part of some pairs whose second rises."""
    ends: list[list[tuple[int, int]]] = []
    for pair in pairs:
        ends.append([*max((end for end in ends if end[-1][1] <= pair[1]), key=len, default=[]), pair])
    return max(ends, key=len)


def _between(line: Sequence[tuple[int, int]], place: int, tasks: int, measures: int) -> float:
    """Where a task is expected, between those that are known before and behind it."""
    (before, low) = max((pair for pair in line if pair[0] <= place), default=(-1, -1))
    (behind, high) = min((pair for pair in line if pair[0] >= place), default=(tasks, measures))
    return low + (high - low) * (place - before) / (behind - before) if behind > before else low


def _own_name(body: str) -> str:
    """A body without its level and the word for its kind: 省发展改革委 and 某市发展改革局 are both 发展改革."""
    bare = re.sub("[（(].*?[）)]", "", body)
    own = _LEVEL.sub("", bare) or bare
    return _LAST.sub("", own) or own


# What a plan says


def _measures(plan: Document) -> Iterator[Measure]:
    year = int(plan.issued[:4]) if plan.issued else None
    duties = _duties(plan)
    for section in plan.sections:
        if section.kind in _OUTSIDE or not _said(section.text, section.heading):
            continue
        leads, bodies, due = _told(section, duties.get(section.id, ()))
        yield Measure(section.id, section.text, leads, bodies, _due(section.text, year) or due, section.heading)
    for task in plan.tasks:
        if task.origin.kind == "table":
            text = "。".join((task.text, *(detail.text for detail in task.details)))
            yield Measure(task.home, text, task.leads, task.agencies, task.due)


def _said(text: str, heading: str | None = None) -> list[str]:
    """The sentences of a section, a heading with the first of them; none where it is a heading alone."""
    said = sentences(text)
    if heading and said and said[0].rstrip("。；;") == heading.rstrip("。；;"):
        return ["".join(said[:2]), *said[2:]] if len(said) > 1 else []
    return said


def _duties(plan: Document) -> dict[str, list[Task]]:
    """The tasks that notes in the running text assign, by the section that they stand in."""
    found: dict[str, list[Task]] = {}
    for task in plan.tasks:
        if task.origin.kind != "table":
            found.setdefault(task.basis[0].section if task.basis else task.home, []).append(task)
    return found


def _told(section: Section, duties: Sequence[Task]) -> tuple[tuple[str, ...], tuple[str, ...], Due | None]:
    """Who leads what a section assigns, all whom it names, and by when."""
    leads = tuple(dict.fromkeys(lead for task in duties for lead in task.leads)) or _led(section.text)
    others = (name for task in duties for name in task.participants)
    return leads, tuple(dict.fromkeys((*leads, *others))), next((task.due for task in duties if task.due), None)


def _led(text: str) -> tuple[str, ...]:
    """The bodies that a sentence says lead: `由省商务厅牵头`."""
    return tuple(dict.fromkeys(name.removeprefix("由") for name in _BODY.findall(text)))


def _due(text: str, year: int | None) -> Due | None:
    """The deadline that a sentence says."""
    for piece in _ENDS.split(text):
        by = parse_due(piece, year) if _BY.search(piece) and re.search(r"[\d一二三四五六七八九十年月]", piece) else None
        if by:
            return Due(piece.strip(), by)
    return None


# What it comes to


def _in_time(task: Task, answers: Sequence[Answer]) -> bool:
    """Whether one of the answers says a day, and none after the task's; so for a task without a day."""
    if task.due is None or task.due.by is None:
        return True
    return any(each.due and each.due.by and each.due.by <= task.due.by for each in answers)


def pieces(text: str) -> list[str]:
    """What a task asks for, piece by piece: its clauses, and the objects that one of them lists with 、.

    `推进公立教育、医疗、文化等改革` is 推进公立教育, 医疗, 文化, 改革.
    """
    found: list[str] = []
    for clause in re.split("[，,；;。]", text):
        listed = clause.split("、")
        found += [piece for each in listed for piece in _PIECES.split(each)] if len(listed) > 1 else listed
    return [piece for piece in found if len(piece) > 1]
