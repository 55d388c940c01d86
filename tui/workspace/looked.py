"""Which findings of an import one has looked at: kept for oneself, so that what is left to look at is counted."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

from tui.workspace.report import Finding, report_of

if TYPE_CHECKING:
    from tui.model.document import Document
    from tui.workspace import Workspace

_NAME = "looked"
"""Under which name they are kept among the person's own facts."""


def key_of(finding: Finding) -> str:
    """What tells a finding from the others of its document; the same at every reading that says the same."""
    doubt = finding.doubt
    said = json.dumps([doubt.code, doubt.where, dict(doubt.values)], sort_keys=True, default=str)
    return hashlib.sha256(said.encode()).hexdigest()[:12]


def looked_at(workspace: Workspace, doc: str) -> frozenset[str]:
    """The keys of the findings of a document that this person has looked at."""
    kept = workspace.recall(_NAME).get(doc)
    return frozenset(each for each in kept if isinstance(each, str)) if isinstance(kept, list) else frozenset()


def tick(workspace: Workspace, doc: str, finding: Finding) -> frozenset[str]:
    """Tick a finding off as looked at, or take the tick away; answers with all that are ticked."""
    ticked = looked_at(workspace, doc) ^ {key_of(finding)}
    workspace.keep(_NAME, {**workspace.recall(_NAME), doc: sorted(ticked)})
    return ticked


def left_to_check(workspace: Workspace, document: Document) -> int:
    """How many findings of a document ask for a look that nobody at this place has given them."""
    if not document.doubts:
        return 0
    ticked = looked_at(workspace, document.id)
    return sum(key_of(each) not in ticked for each in report_of(document).to_check)
