"""What reviewers hold of a task, and what that comes to, as labelled words; pure."""

from __future__ import annotations

from collections.abc import Callable

from tui.app.lines.labelled import Fact
from tui.i18n import Texts
from tui.model.assessment import Assessment
from tui.model.ledger import Entry
from tui.model.profile import Profile


def verdict_facts(entry: Entry, profile: Profile, texts: Texts, called: Callable[[str], str]) -> list[Fact]:
    """One of each verdict: who, as what, the grade, why, the file that shows it; then what they come to."""
    facts = []
    for each in entry.verdicts:
        said = (called(each.by), graded(each, profile, texts), each.because, shown_by(each, texts))
        facts.append(Fact(texts("app.verdict"), "  ".join(filter(None, said))))
    if entry.verdicts or entry.settled:
        facts.append(Fact(texts("app.settled"), settled_words(entry, profile, texts, called)))
    return facts


def graded(verdict: Assessment, profile: Profile, texts: Texts) -> str:
    """As what it was given, and the grade."""
    grade = profile.grade_name(verdict.grade, texts.lang)
    return texts("review.verdict", kind=texts(f"review.kind.{verdict.kind}"), grade=grade)


def shown_by(verdict: Assessment, texts: Texts) -> str:
    """The file that shows it; empty where none does."""
    return texts("time.evidence", name=verdict.evidence.get("name", "")) if verdict.evidence else ""


def settled_words(entry: Entry, profile: Profile, texts: Texts, called: Callable[[str], str]) -> str:
    """What the verdicts on a task come to, who decided and why; that it waits for someone where nobody did."""
    settled = entry.settled
    if settled is None:
        return texts("app.unsettled" if len(entry.verdicts) > 1 else "app.one_verdict")
    grade = profile.grade_name(settled.grade, texts.lang)
    said = texts("app.settled_so", grade=grade, who=called(settled.by)) if settled.by else ""
    return "  ".join(filter(None, (said or texts("app.agreed_so", grade=grade), settled.because)))
