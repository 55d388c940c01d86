"""What a reviewer may do and ask: verdicts, what they come to, how far reviewers agree."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Protocol

from tui.workspace.ground import Ground

if TYPE_CHECKING:
    from pathlib import Path

    from tui.model.agreement import Agreement
    from tui.model.change import Change
    from tui.model.ledger import Entry, Key, Ledger
    from tui.query.match.register import Register
    from tui.workspace.tracing import Tracing


class WithRegister(Ground, Protocol):
    """A workspace that knows the departments."""

    @property
    def register(self) -> Register:
        """The departments by all their names."""


class Review:
    """The part of a workspace that judges."""

    def judge(
        self: Ground, keys: Iterable[Key], grade: str, kind: str, *, because: str = "", evidence: Path | None = None
    ) -> tuple[Change, ...]:
        """Give one's own verdict on tasks, as the words of a grade and of a kind say (`优`, `third`).

        Raises `Usage` (`unknown_grade`, `unknown_verdict_kind`), `Invalid` or `Unavailable` for the file that shows it.
        """
        from tui.workspace.judging import judge

        return judge(self, keys, grade, kind, because=because, evidence=evidence)

    def settle(self: Ground, keys: Iterable[Key], grade: str, because: str = "") -> tuple[Change, ...]:
        """Decide what the verdicts on tasks come to, whatever is said later; raises `Usage` (`unknown_grade`)."""
        from tui.workspace.judging import settle

        return settle(self, keys, grade, because)

    def trace(self: WithRegister, doc: str, plan: str, ledger: Ledger | None = None) -> Tracing:
        """Lay a plan against the tasks of a ledger, as people corrected it; without one those of the plan's issuer.

        Raises as `document`.
        """
        from tui.workspace.tracing import traced

        return traced(self, self.register, self.document(doc), self.document(plan), ledger)

    def correct_trace(
        self: Ground, keys: Iterable[Key], plan: str, state: str, *, section: str = "", because: str = ""
    ) -> tuple[Change, ...]:
        """Say that a plan answers tasks `answered`, `partly` or `none`, and where; `auto` takes that back.

        Raises `Usage` (`unknown_trace`).
        """
        from tui.workspace.tracing import correct

        return correct(self, keys, plan, state, section=section, because=because)

    def agreement(self: Ground, entries: Iterable[Entry]) -> Agreement:
        """How far the reviewers of some tasks agree."""
        from tui.workspace.judging import agreed

        return agreed(entries)
