"""What one may do and ask about time: deadlines, stages, reports of progress, tags, and how a task stands."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from tui.workspace.ground import Ground

if TYPE_CHECKING:
    from tui.model.change import Change
    from tui.model.deadline import Deadline
    from tui.model.ledger import Entry, Key
    from tui.model.timing import Timing
    from tui.model.validity import Validity
    from tui.workspace.validity import Offered


class Supervision:
    """The part of a workspace that knows by when and how far."""

    def timing(self: Ground, entry: Entry) -> Timing:
        """How a task stands today, by the rules of the place."""
        from tui.model.timing import timing

        return timing(entry.case, self.now().date(), self.profile.rules)

    def period(self: Ground) -> str:
        """The period that is reported on now, such as `2026-11`."""
        from tui.model.cadence import period_of

        return period_of(self.now().date(), self.profile.cadence)

    # Deadlines

    def deadline(self: Ground, key: Key) -> Deadline | None:
        """The deadline of a task that holds now; None where it has none."""
        from tui.workspace.timekeeping import deadline

        return deadline(self, *key)

    def read_day(self: Ground, word: str) -> str | None:
        """The last day that a person means by `12月底`, `2026Q3` or `+30d`, ISO form; None for `长期`.

        Raises `Usage` (`unknown_day`).
        """
        from tui.workspace.timekeeping import read_day

        return read_day(word, self.now().date())

    def set_due(self: Ground, keys: Iterable[Key], word: str, because: str = "") -> tuple[Change, ...]:
        """Set or extend deadlines to the day that a word means; raises as `read_day`."""
        from tui.workspace.timekeeping import set_due

        return set_due(self, keys, word, because)

    def clear_due(self: Ground, keys: Iterable[Key], because: str = "") -> tuple[Change, ...]:
        """Let the printed deadlines hold again."""
        from tui.workspace.timekeeping import clear_due

        return clear_due(self, keys, because)

    # The way of a task, and how far it is

    def add_stage(self: Ground, key: Key, text: str, by: str | None = None) -> tuple[Change, ...]:
        """Add a step to the way of a task, by the day that a word means; blank words add nothing."""
        from tui.workspace.timekeeping import add_stage

        return add_stage(self, key, text, by)

    def take_over_stages(self: Ground, keys: Iterable[Key]) -> tuple[Change, ...]:
        """Make stages, in one step, of the details of tasks whose printed names say by when (`第一季度目标`)."""
        from tui.workspace.timekeeping import take_over_stages

        return take_over_stages(self, keys)

    def finish_stage(self: Ground, key: Key, name: str, *, done: bool = True) -> tuple[Change, ...]:
        """Tick a step off, or on again; it is named by its id, its beginning, or its place in the list.

        Raises `NotFound` (`no_stage`) or `Usage` (`ambiguous_stage`).
        """
        from tui.workspace.timekeeping import set_stage

        return set_stage(self, key, name, done)

    def edit_stage(self: Ground, key: Key, name: str, text: str, by: str | None = None) -> tuple[Change, ...]:
        """Give a step other words and another day, none where none is named; raises as `finish_stage`, `read_day`."""
        from tui.workspace.timekeeping import edit_stage

        return edit_stage(self, key, name, text, by)

    def move_stage(self: Ground, key: Key, name: str, steps: int) -> tuple[Change, ...]:
        """Move a step down in the list, or up where negative; raises as `finish_stage`."""
        from tui.workspace.timekeeping import move_stage

        return move_stage(self, key, name, steps)

    def drop_stage(self: Ground, key: Key, name: str) -> tuple[Change, ...]:
        """Take a step out; raises as `finish_stage`."""
        from tui.workspace.timekeeping import set_stage

        return set_stage(self, key, name, None)

    def report(
        self: Ground,
        *keys: Key,
        percent: int | None = None,
        text: str | None = None,
        problem: str | None = None,
        next_step: str | None = None,
        needs_help: bool | None = None,
        period: str | None = None,
    ) -> tuple[Change, ...]:
        """Report the progress of tasks for a period, that of today where none is named.

        What is None stays as one's own report of this period has it; an empty text takes it away.
        Raises `Usage` (`bad_percent`, `bad_period`).
        """
        from tui.workspace.timekeeping import report

        said = {"percent": percent, "text": text, "problem": problem, "next": next_step, "needs_help": needs_help}
        return report(self, keys, period, said)

    # Whether a document is in force

    def validity(self: Ground, doc: str) -> Validity:
        """Whether a document is in force, as somebody said last; in force where nobody did."""
        from tui.workspace.validity import validity

        return validity(self, doc)

    def set_validity(self: Ground, doc: str, state: str, by: str = "", since: str = "") -> tuple[Change, ...]:
        """Say what a document is (`废止`, `amended`), by what, and since the day that a word means.

        Raises `Usage` (`unknown_force`, `unknown_day`).
        """
        from tui.workspace.validity import set_validity

        return set_validity(self, doc, state, by, since)

    def offered_validity(self: Ground, doc: str) -> tuple[Offered, ...]:
        """The printed sentences of the library that may end the force of a document; reads all documents."""
        from tui.workspace.validity import offered

        return offered(self, self.document(doc))

    # Tags

    def tag(self: Ground, keys: Iterable[Key], tags: Iterable[str], *, on: bool = True) -> tuple[Change, ...]:
        """Set or take away tags; raises `Usage` (`bad_tag`)."""
        from tui.workspace.timekeeping import tag

        return tag(self, keys, tags, on=on)

    def tags(self: Ground) -> tuple[str, ...]:
        """The tags in use, in the order of their letters."""
        from tui.workspace.timekeeping import tags

        return tags(self)
