"""An implementing plan (实施方案) laid against the tasks that it must answer: answered, partly, or not at all. Pure.

What two texts in other words share are the pairs of letters that few others have; pairs that stand everywhere (加快,
建设) tell nothing. A passage answers the tasks that it shares most with, a task is answered by the passages likest it.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, NamedTuple

from tui.model.document import Document, Kind, Section
from tui.model.likeness import grams, sentences
from tui.model.schedule import parse_due
from tui.model.task import Due, Task

FOUND: Final = 0.2
"""So much of what tells the shorter of them a passage and a task must share to speak of one thing."""
_NEAR: Final = 0.75
"""Passages this near to the likest answer too; a passage this near to its likest task answers that one too."""
_MOST: Final = 3
"""How many passages are shown at most."""
_HEAD: Final = 4
"""Letters of the first and the last of listed objects that name it: what stands around it is the verb, or the rest."""
_OUTSIDE: Final = frozenset({Kind.TITLE, Kind.SALUTATION, Kind.SIGNATURE, Kind.DATE})
_REST: Final = re.compile("等|以及|和|及|与")
_ENDS: Final = re.compile("[，,（）()：:]")
_BY: Final = re.compile("前|底|末|年内|之内|完成")
_BODY: Final = re.compile(r"[\u4e00-\u9fff]{1,12}(?:厅|局|委|办|处|科|中心|银行|部|院)(?=牵头|负责)")


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
class Passage:
    """A sentence of a plan, or a row of its table."""

    section: str
    text: str
    around: str
    """The words of the section that it stands in."""
    leads: tuple[str, ...]
    due: Due | None
    pairs: frozenset[str]


Same = Callable[[str, str], bool]
"""Whether two names, the first of the document and the second of the plan, mean one body."""


def trace(document: Document, plan: Document, tasks: Sequence[Task], same: Same) -> tuple[Traced, ...]:
    """Lay a plan against some tasks of a document, in their order; all of its tasks say what tells one from others."""
    passages = list(_passages(plan))
    told = {task.id: grams(task.text, 2) for task in document.tasks}
    rarity = _rarity([*told.values(), *(passage.pairs for passage in passages)])
    likeness = {task: [_likeness(mine, each.pairs, rarity) for each in passages] for task, mine in told.items()}
    best = [max((row[at] for row in likeness.values()), default=0.0) for at in range(len(passages))]
    found: list[Traced] = []
    for task in tasks:
        answers = _answers(likeness.get(task.id, ()), best)
        found.append(_traced(task, [(passages[at], score) for at, score in answers], plan, same))
    return tuple(found)


def _answers(row: Sequence[float], best: Sequence[float]) -> list[tuple[int, float]]:
    """The passages that speak of a task rather than of others, the likest first."""
    fit = [(at, score) for at, score in enumerate(row) if score >= FOUND and score >= _NEAR * best[at]]
    fit.sort(key=lambda each: (-each[1], each[0]))
    return [each for each in fit if each[1] >= _NEAR * fit[0][1]][:_MOST]


def _rarity(texts: Sequence[frozenset[str]]) -> Mapping[str, float]:
    """How much a pair tells: the fewer texts hold it, the more."""
    held = Counter(gram for text in texts for gram in text)
    return {gram: math.log(len(texts) / count) for gram, count in held.items()}


def _likeness(task: frozenset[str], passage: frozenset[str], rarity: Mapping[str, float]) -> float:
    """How much of what tells the shorter of the two the other holds, 0 to 1; one pair alone may be chance."""
    common = task & passage
    whole = min(math.fsum(rarity[gram] for gram in each) for each in (task, passage))
    return math.fsum(rarity[gram] for gram in common) / whole if len(common) > 1 and whole else 0.0


# What a plan says


def _passages(plan: Document) -> Iterator[Passage]:
    year = int(plan.issued[:4]) if plan.issued else None
    duties = _duties(plan)
    for section in plan.sections:
        if section.kind in _OUTSIDE:
            continue
        told = _told(section, duties.get(section.id, ()))
        for text in _said(section):
            leads, due = _led(text) or told[0], _due(text, year) or told[1]
            yield Passage(section.id, text, section.text, leads, due, grams(text, 2))
    for task in plan.tasks:
        if task.origin.kind == "table":
            text = "。".join((task.text, *(detail.text for detail in task.details)))
            yield Passage(task.home, task.text, text, task.leads, task.due, grams(text, 2))


def _said(section: Section) -> list[str]:
    """The sentences of a section, its heading with the first of them: a heading alone says nothing that is done."""
    said = sentences(section.text)
    if section.heading and said and said[0].rstrip("。；;") == section.heading.rstrip("。；;"):
        return ["".join(said[:2]), *said[2:]] if len(said) > 1 else []
    return said


def _duties(plan: Document) -> dict[str, list[Task]]:
    """The tasks that notes in the running text assign, by the section that they stand in."""
    found: dict[str, list[Task]] = {}
    for task in plan.tasks:
        if task.origin.kind != "table":
            found.setdefault(task.basis[0].section if task.basis else task.home, []).append(task)
    return found


def _told(section: Section, duties: Sequence[Task]) -> tuple[tuple[str, ...], Due | None]:
    """Who leads what a section assigns, and by when."""
    leads = tuple(dict.fromkeys(lead for task in duties for lead in task.leads))
    return leads or _led(section.text), next((task.due for task in duties if task.due), None)


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


def _traced(task: Task, found: Sequence[tuple[Passage, float]], plan: Document, same: Same) -> Traced:
    """A task with the passages that speak of it: partly answered where an object, the lead or the date is missing."""
    answers = tuple(
        Answer(each.section, round(min(score, 1.0), 2), each.text, _agrees(task, each, plan, same), each.due)
        for each, score in found
    )
    if not answers:
        return Traced(task, State.NONE, ())
    said = frozenset[str]().union(*(grams(each.around, 2) for each, _ in found))
    whole = all(grams(name, 2) & said for name in listed_objects(task.text))
    led = any(each.lead_agrees is not False for each in answers)
    return Traced(task, State.ANSWERED if whole and led and _in_time(task, answers) else State.PARTLY, answers)


def _agrees(task: Task, passage: Passage, plan: Document, same: Same) -> bool | None:
    """Whether one who leads the task leads there; where nobody is named it may be the issuer of the plan itself."""
    if task.leads and passage.leads:
        return any(same(lead, name) for lead in task.leads for name in passage.leads)
    return True if plan.issuer and any(same(lead, plan.issuer) for lead in task.leads) else None


def _in_time(task: Task, answers: Sequence[Answer]) -> bool:
    """Whether one of the answers says a day, and none after the task's; so for a task without a day."""
    if task.due is None or task.due.by is None:
        return True
    return any(each.due and each.due.by and each.due.by <= task.due.by for each in answers)


def listed_objects(text: str) -> list[str]:
    """The objects that a task lists with 、: `推进公立教育、医疗、文化等改革` is 公立教育, 医疗, 文化."""
    found: list[str] = []
    for clause in re.split("[，,；;。]", text):
        first, *rest = clause.split("、")
        if rest:
            last = _REST.split(rest.pop())
            found += [first[-_HEAD:], *(piece for each in rest for piece in _REST.split(each)), last[0][:_HEAD]]
    return [each for each in found if len(each) > 1]
