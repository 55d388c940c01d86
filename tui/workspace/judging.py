"""Verdicts of reviewers on tasks, what they come to, and how far they agree."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from tui.model.agreement import Agreement, agreement
from tui.model.assessment import KINDS, grade_of, record
from tui.model.change import Change, Intent, keyed_target
from tui.model.errors import Usage
from tui.model.nearest import nearest
from tui.model.text import squeeze
from tui.workspace.writing import evidence_of

if TYPE_CHECKING:
    from tui.model.ledger import Entry, Key
    from tui.workspace.ground import Ground


def parse_kind(word: str) -> str:
    """The kind of verdict a person means; raises `Usage` (`unknown_verdict_kind`)."""
    wanted = squeeze(word)
    found = next((kind for kind, names in KINDS.items() if wanted in map(squeeze, (kind, *names))), None)
    if found is None:
        known = [name for kind, names in KINDS.items() for name in (names[0], kind)]
        near = nearest(wanted, known)
        code = "unknown_verdict_kind" if near else "unknown_verdict_kind_far"
        raise Usage(code, kind=word, known="、".join(known), near=near)
    return found


def judge(
    workspace: Ground, keys: Iterable[Key], grade: str, kind: str, *, because: str, evidence: Path | None
) -> tuple[Change, ...]:
    """Give one's own verdict of a kind on tasks, in the place of the one before."""
    key, name = workspace.profile.grade(grade).key, parse_kind(kind)
    value = record(key, because, evidence_of(evidence) if evidence else None)
    intents = []
    for doc, task in dict.fromkeys(keys):
        target = keyed_target(task, "verdict", name)
        held = workspace.state.held(doc, target, "verdict", workspace.author)
        if held is None or held.value != value:
            base = held.stamp if held else None
            intents.append(Intent(doc, target, "verdict", value, base, because, evidence=value.get("evidence")))
    return workspace.append(intents)


def settle(workspace: Ground, keys: Iterable[Key], grade: str, because: str) -> tuple[Change, ...]:
    """Decide what the verdicts on tasks come to."""
    value = record(workspace.profile.grade(grade).key, because)
    intents = []
    for doc, task in dict.fromkeys(keys):
        held = workspace.state.held(doc, task, "settle")
        same = held is not None and grade_of(held.value) == value["grade"] and (held.value == value or not because)
        if not same:
            intents.append(Intent(doc, task, "settle", value, held.stamp if held else None, because))
    return workspace.append(intents)


def agreed(entries: Iterable[Entry]) -> Agreement:
    """How far the reviewers of some tasks agree; someone who judges as two kinds counts as two."""
    return agreement([{(each.by, each.kind): each.grade for each in entry.verdicts} for entry in entries])
