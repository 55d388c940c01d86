"""How far a task is: the stages on its way (路线图), and the reports of its progress (进展), as records of Changes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final, NamedTuple

from tui.model.cadence import days_of
from tui.model.change import Change, Value, split_keyed
from tui.model.deadline import is_day

WHOLE: Final = 100
"""Percent of a task that is done."""


class Stage(NamedTuple):
    """One step on the way of a task."""

    id: str
    text: str
    by: str | None = None
    """The last day for it, in ISO form."""
    done: bool = False
    order: int | None = None
    """Its place among the others, where somebody moved them."""

    def value(self) -> dict[str, Any]:
        """As the value of a Change, whose target names the stage."""
        place = {} if self.order is None else {"order": self.order}
        return {"text": self.text, "by": self.by, "done": self.done, **place}


class Report(NamedTuple):
    """What someone reported of a task for a period; what was not said is None."""

    period: str
    """`2026-11`, see `tui.model.cadence`."""
    percent: int | None = None
    text: str | None = None
    """进展情况."""
    problem: str | None = None
    """存在问题."""
    next: str | None = None
    """下一步."""
    needs_help: bool = False
    """需协调."""
    by: str = ""
    """Who reported."""
    at: str = ""
    """When, ISO form."""

    def value(self) -> dict[str, Any]:
        """As the value of a Change, whose target names the period."""
        said = self._asdict()
        return {name: said[name] for name in ("percent", "text", "problem", "next", "needs_help")}

    @property
    def until(self) -> str:
        """The last day of its period, in ISO form; empty where that is no period."""
        days = days_of(self.period)
        return days[1].isoformat() if days else ""


def stages(changes: Iterable[Change]) -> tuple[Stage, ...]:
    """The stages that these Changes wrote: as somebody put them, the others by their day, those without one last.

    What is no stage is passed over.
    """
    found = [(change, stage) for change in changes if (stage := stage_of(change, change.value)) is not None]
    return tuple(sorted((stage for _, stage in found), key=_in_order))


def _in_order(stage: Stage) -> tuple[bool, int, bool, str]:
    return stage.order is None, stage.order or 0, stage.by is None, stage.by or ""


def stage_of(change: Change, value: Value) -> Stage | None:
    """The stage that a value says, of the one that a Change is about; None where it is none."""
    if not isinstance(value, dict) or not isinstance(value.get("text"), str):
        return None
    by, order = value.get("by"), value.get("order")
    return Stage(
        split_keyed(change.target)[1],
        value["text"],
        by if is_day(by) else None,
        value.get("done") is True,
        order if type(order) is int else None,
    )


def reports(changes: Iterable[Change]) -> tuple[Report, ...]:
    """The reports that these Changes wrote, by their periods and when they were made; the last one counts."""
    found = [(change, report) for change in changes if (report := report_of(change, change.value)) is not None]
    return tuple(report for _, report in sorted(found, key=lambda each: (each[1].until, each[0].stamp)))


def report_of(change: Change, value: Value) -> Report | None:
    """The report that a value says, of the period that a Change is about; None where it is none."""
    period = split_keyed(change.target)[1]
    if not isinstance(value, dict) or days_of(period) is None:
        return None
    percent = value.get("percent")
    return Report(
        period=period,
        percent=percent if is_percent(percent) else None,
        **{name: _text(value.get(name)) for name in ("text", "problem", "next")},
        needs_help=value.get("needs_help") is True,
        by=change.author,
        at=change.at,
    )


def is_percent(value: object) -> bool:
    """Whether a value is a whole number from 0 to 100."""
    return type(value) is int and 0 <= value <= WHOLE


def _text(value: object) -> str | None:
    return value if isinstance(value, str) and value.strip() else None
