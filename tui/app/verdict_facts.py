"""What reviewers hold of a task, and what that comes to, as labelled words; pure."""

from __future__ import annotations

from collections.abc import Callable

from tui.app.lines.labelled import Fact
from tui.i18n import Texts
from tui.model.ledger import Entry
from tui.model.profile import Profile


def verdict_facts(entry: Entry, profile: Profile, texts: Texts, called: Callable[[str], str]) -> list[Fact]:
    """One of each verdict: who, as what, the grade, why, the file that shows it; then what they come to."""
    facts = []
    for each in entry.verdicts:
        grade = profile.grade_name(each.grade, texts.lang)
        said = texts("review.verdict", kind=texts(f"review.kind.{each.kind}"), grade=grade)
        shown = texts("time.evidence", name=each.evidence.get("name", "")) if each.evidence else ""
        facts.append(Fact(texts("app.verdict"), "  ".join(filter(None, (called(each.by), said, each.because, shown)))))
    if entry.verdicts or entry.settled:
        facts.append(Fact(texts("app.settled"), settled_words(entry, profile, texts, called)))
    return facts


def settled_words(entry: Entry, profile: Profile, texts: Texts, called: Callable[[str], str]) -> str:
    """What the verdicts on a task come to, who decided and why; that it waits for someone where nobody did."""
    settled = entry.settled
    if settled is None:
        return texts("app.unsettled" if len(entry.verdicts) > 1 else "app.one_verdict")
    grade = profile.grade_name(settled.grade, texts.lang)
    said = texts("app.settled_so", grade=grade, who=called(settled.by)) if settled.by else ""
    return "  ".join(filter(None, (said or texts("app.agreed_so", grade=grade), settled.because)))
