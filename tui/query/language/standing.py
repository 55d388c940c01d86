"""What a filter asks of time: overdue, soon due, closed too late, a light, not reported; each by the case of a task."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Final

from tui.model.ledger import Entry, Texts
from tui.model.timing import DEFAULT, Case, Light, Rules, timing
from tui.model.validity import NAMES, Force
from tui.query.language import fields
from tui.query.language.nodes import Node
from tui.query.match import folding

LIGHTS: Final[fields.Names] = {
    Light.RED: ("红", "red", "红灯"),
    Light.YELLOW: ("黄", "yellow", "黄灯"),
    Light.BLUE: ("蓝", "blue", "蓝灯"),
    Light.GREEN: ("绿", "green", "绿灯"),
    "none": ("无", "none", "没有"),
}
"""What may stand behind 灯:."""


@dataclass(frozen=True)
class OfCase(Node):
    """A condition that depends on the case of a task alone, so that tasks of one case are looked at once."""

    today: date
    """The day it is asked on."""
    rules: Rules = field(default=DEFAULT, repr=False)

    def match(self, entry: Entry) -> bool:
        """Whether it holds of the entry's case."""
        return self.holds(entry.case)

    def holds(self, case: Case) -> bool:
        """Whether a task of this case is wanted."""
        raise NotImplementedError


@dataclass(frozen=True)
class Stands(OfCase):
    """`overdue` (open and past its day), `soon` (open and not many days left), `was_overdue` (closed too late)."""

    name: str = "overdue"

    def holds(self, case: Case) -> bool:
        """Whether a task of this case stands so."""
        stands = timing(case, self.today, self.rules)
        if self.name == "overdue":
            return stands.overdue_days is not None
        if self.name == "was_overdue":
            return stands.late_days is not None
        return stands.days_left is not None and stands.days_left <= self.rules.soon

    def words(self, texts: Texts) -> str:
        """`已逾期`."""
        return texts(f"filter.is.{self.name}", days=self.rules.soon)

    def expression(self) -> str:
        """`是:逾期`."""
        return f"是:{fields.IS[self.name][0]}"


@dataclass(frozen=True)
class HasLight(OfCase):
    """One light; None for tasks that have none."""

    light: Light | None = None

    def holds(self, case: Case) -> bool:
        """Whether a task of this case has this light."""
        return timing(case, self.today, self.rules).light is self.light

    def words(self, texts: Texts) -> str:
        """`红灯`."""
        return texts(f"filter.light.{self.light or 'none'}")

    def expression(self) -> str:
        """`灯:红`."""
        return f"灯:{LIGHTS[self.light or 'none'][0]}"


@dataclass(frozen=True)
class InForce(Node):
    """In a document of this validity."""

    force: Force
    others: frozenset[str] = field(repr=False)
    """The documents (keys of their ids) of which that is known; those of which something else is, for `valid`."""

    def match(self, entry: Entry) -> bool:
        """Whether the entry's document is that."""
        return self.holds(folding.key(entry.doc))

    def holds(self, doc: str) -> bool:
        """Whether a document, as the key of its id, is that; one that nobody spoke of is in force."""
        return (doc in self.others) is not (self.force is Force.VALID)

    def words(self, texts: Texts) -> str:
        """`所在文件已废止`."""
        return texts(f"filter.force.{self.force}")

    def expression(self) -> str:
        """`效力:废止`."""
        return f"效力:{NAMES[self.force][0]}"


@dataclass(frozen=True)
class Unreported(Node):
    """Open, and without a report for the present period."""

    since: str | None
    """The first day of the period, in ISO form; None where nobody has to report."""

    def match(self, entry: Entry) -> bool:
        """Whether nobody reported on the entry."""
        return not entry.status.closed and self.lacks(entry.progress.until if entry.progress else "")

    def lacks(self, until: str) -> bool:
        """Whether a last report up to this day is none for the present period."""
        return self.since is not None and until < self.since

    def words(self, texts: Texts) -> str:
        """`本期未报`."""
        return texts("filter.is.unreported")

    def expression(self) -> str:
        """`是:未报`."""
        return "是:未报"
