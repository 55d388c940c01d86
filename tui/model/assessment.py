"""What reviewers hold of a task (评估), and what their verdicts come to, as records of Changes.

A verdict stands apart from the department's own progress: one of each reviewer and kind. What all of several verdicts
agree on is taken over; else a person settles it, and that decision stays whatever is said later.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final, NamedTuple

from tui.model.change import Change, Value, split_keyed

KINDS: Final[Mapping[str, tuple[str, ...]]] = {
    "self": ("自评", "self"),
    "third": ("第三方评估", "third", "第三方"),
    "public": ("社会监督", "public", "社会监督评价", "社会"),
}
"""As what one judges, and what people call that; the document asks for each of them."""


class Assessment(NamedTuple):
    """One reviewer's verdict on a task."""

    kind: str
    """One of `KINDS`."""
    grade: str
    """The key of a grade of the profile."""
    by: str
    at: str
    """When, ISO form."""
    because: str = ""
    evidence: Mapping[str, str] | None = None
    """The `name` and the `sha256` of a file that shows it; the file itself is not kept."""


class Settled(NamedTuple):
    """What the verdicts on a task come to."""

    grade: str
    by: str | None
    """Who decided; None where nobody had to, because all verdicts agree."""
    at: str
    because: str = ""


def record(grade: str, because: str, evidence: Mapping[str, str] | None = None) -> dict[str, Any]:
    """A verdict or a decision as the value of a Change."""
    value: dict[str, Any] = {"grade": grade, "because": because}
    return value | {"evidence": dict(evidence)} if evidence else value


def grade_of(value: Value) -> str | None:
    """The grade that a value says; None where it says none."""
    grade = value.get("grade") if isinstance(value, Mapping) else None
    return grade if isinstance(grade, str) and grade else None


def assessments(changes: Iterable[Change]) -> tuple[Assessment, ...]:
    """The verdicts that these Changes say, in their order; what is none is passed over."""
    return tuple(said for change in changes if (said := _assessment(change)) is not None)


def _assessment(change: Change) -> Assessment | None:
    kind, grade = split_keyed(change.target)[1], grade_of(change.value)
    if kind not in KINDS or grade is None or not isinstance(change.value, Mapping):
        return None
    return Assessment(kind, grade, change.author, change.at, _because(change.value), _evidence(change.value))


def settled(decision: Change | None, said: Sequence[Assessment]) -> Settled | None:
    """What a person decided; where nobody did, what several verdicts all say; None where neither is there."""
    grade = grade_of(decision.value) if decision else None
    if decision is not None and grade is not None and isinstance(decision.value, Mapping):
        return Settled(grade, decision.author, decision.at, _because(decision.value))
    if len(said) > 1 and len({each.grade for each in said}) == 1:
        return Settled(said[0].grade, None, max(each.at for each in said))
    return None


def _because(value: Mapping[str, Any]) -> str:
    because = value.get("because")
    return because if isinstance(because, str) else ""


def _evidence(value: Mapping[str, Any]) -> Mapping[str, str] | None:
    evidence = value.get("evidence")
    if not isinstance(evidence, Mapping) or not all(isinstance(each, str) for each in evidence.values()):
        return None
    return {str(name): str(each) for name, each in evidence.items()}
