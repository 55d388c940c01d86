"""What the detail says of the time of a task: its deadline, its light and pace, its progress, its steps; pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Final

from tui.app.lines.labelled import Fact
from tui.export.lights import days_words, light_words, pace_words
from tui.export.values import report_words
from tui.i18n import Texts
from tui.model.deadline import Deadline
from tui.model.ledger import Entry
from tui.model.roadmap import Stage
from tui.model.timing import Case, Light, Rules, timing

LATE: Final = "▲"
TICKED: Final = "✓"
OPEN: Final = "○"
_STYLES: Final = {Light.RED: "red", Light.YELLOW: "yellow", Light.BLUE: "yellow"}
_TODAY: Final = "┆"
_SCALE: Final = 32
"""Cells of the line on which the steps of a task are drawn."""


def time_facts(entry: Entry, texts: Texts, today: date, rules: Rules, called: Callable[[str], str]) -> list[Fact]:
    """By when and how far a task is, what its light says and by which rule, its steps and its tags."""
    facts = [*_time(entry, texts, today, rules)]
    report = entry.progress
    if report is not None:
        who = f"  {called(report.by)} {report.at[:10]}"
        facts.append(Fact(texts("app.progress"), report_words(report, texts) + who))
    lines = stage_lines(entry.stages, texts, today)
    facts += [Fact(texts("app.stages"), line) for line in lines]
    if entry.tags:
        facts.append(Fact(texts("app.tags"), "  ".join(f"#{tag}" for tag in entry.tags)))
    return facts


def _time(entry: Entry, texts: Texts, today: date, rules: Rules) -> Iterator[Fact]:
    deadline = entry.deadline
    if deadline is None:
        return
    stands = timing(entry.case, today, rules)
    style = _STYLES.get(stands.light, "") if stands.light else ""
    because = texts("app.due_because", words=deadline.because) if deadline.because else ""
    said = (_days(deadline, texts), days_words(stands, texts), because)
    yield Fact(texts("app.due"), "  ".join(filter(None, said)), style)
    light = light_words(stands, entry.percent, rules, texts)
    if light:
        yield Fact(texts("app.light"), light)
    pace = pace_words(stands, entry.percent, texts)
    if pace and stands.light is not Light.YELLOW:  # the light says it already
        yield Fact(texts("app.pace"), pace)


def _days(deadline: Deadline, texts: Texts) -> str:
    """The day, as it was said beside it, and what is printed before its day; once it was another, the days it had."""
    if deadline.was:
        return " → ".join([*deadline.was, deadline.by or deadline.text])
    first, other = (deadline.by, deadline.text) if deadline.on and deadline.by else (deadline.text, deadline.by)
    return first + (texts("cli.aside", words=other) if other and other != first else "")


def stage_lines(stages: Sequence[Stage], texts: Texts, today: date) -> list[str]:
    """The steps of a task: drawn on a line of time, then one a line, the present day between them."""
    if not stages:
        return []
    count = f"{sum(stage.done for stage in stages)}/{len(stages)}"
    lines = [f"{count}  {_scale(stages, today)}".rstrip()]
    told_today = all(stage.by is None for stage in stages)
    for stage in stages:
        if not told_today and (stage.by is None or stage.by > today.isoformat()):
            lines.append(f"{_TODAY} {today.isoformat()}  {texts('app.stages_today')}")
            told_today = True
        lines.append(stage_line(stage, texts, today))
    return lines


def stage_line(stage: Stage, texts: Texts, today: date) -> str:
    """A step: whether it is done, its day, its words, and how long it has or is late."""
    stands = timing(Case(stage.by, closed=stage.done), today)
    words = days_words(stands, texts).removeprefix(LATE)
    return f"{_sign(stage, today)} {stage.by or ' ' * 10}  {stage.text}  {words}".rstrip()


def _sign(stage: Stage, today: date) -> str:
    if stage.done:
        return TICKED
    return LATE if stage.by and stage.by < today.isoformat() else OPEN


def _scale(stages: Sequence[Stage], today: date) -> str:
    """A line of time from the first day to the last, the present one among them; empty where there is one alone."""
    dated = [stage for stage in stages if stage.by]
    days = [date.fromisoformat(stage.by) for stage in dated if stage.by]
    if len({*days, today}) < 2 or not days:
        return ""
    first, last = min(*days, today), max(*days, today)

    def at(day: date) -> int:
        return (day - first).days * (_SCALE - 1) // (last - first).days

    now = at(today)
    cells = ["━" if cell < now else "─" for cell in range(_SCALE)]
    cells[now] = _TODAY
    for stage, day in zip(dated, days, strict=True):
        cells[at(day)] = _sign(stage, today)
    return "".join(cells)
