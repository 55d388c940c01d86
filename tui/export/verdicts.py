"""Verdicts in words: each with its reviewer, what they come to, and how far the reviewers agree."""

from __future__ import annotations

from collections.abc import Iterator

from tui.i18n import Texts
from tui.model.agreement import Agreement
from tui.model.ledger import Entry
from tui.model.profile import Profile


def verdict_lines(entry: Entry, profile: Profile, texts: Texts) -> Iterator[str]:
    """The verdicts on a task, side by side with their reasons, then what they come to."""
    for each in entry.verdicts:
        grade = profile.grade_name(each.grade, texts.lang)
        said = texts("review.verdict", kind=texts(f"review.kind.{each.kind}"), grade=grade)
        shown = texts("time.evidence", name=each.evidence.get("name", "")) if each.evidence else ""
        yield "  ".join(filter(None, (each.by, said, each.because, shown)))
    if entry.settled:
        grade = profile.grade_name(entry.settled.grade, texts.lang)
        code = "review.decided" if entry.settled.by else "review.agreed"
        said = texts(code, grade=grade, who=entry.settled.by or "")
        yield "  ".join(filter(None, (said, entry.settled.because)))
    elif entry.verdicts:
        yield texts("review.undecided")


def agreement_lines(agreement: Agreement, texts: Texts) -> Iterator[str]:
    """How many were judged by how many, how many incompletely, and how far they agree."""
    values = {"items": agreement.items, "raters": agreement.raters, "incomplete": agreement.incomplete}
    yield texts("review.judged", **values)
    if agreement.percent is not None:
        yield texts("review.percent", percent=f"{agreement.percent:.0f}")
    for name in ("kappa", "alpha"):
        figure = getattr(agreement, name)
        if figure is not None:
            yield texts(f"review.{name}", figure=f"{figure:.3f}")
