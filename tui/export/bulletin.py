"""The report (通报) and the slips (督办单): what offices send round, from the figures of the board."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from tui.export.board import stats_sheet
from tui.export.paper import Block, Heading, NewPage, Paper, Paragraph, Table
from tui.export.sheet import Sheet, due_words, headings
from tui.i18n import Texts
from tui.model.board import Group, Tally
from tui.model.deadline import is_day
from tui.model.ledger import Entry
from tui.model.profile import Profile
from tui.model.text import visible
from tui.model.timing import Pace, timing

PACES = (Pace.AHEAD, Pace.ON, Pace.BEHIND)
_DONE = "done"
_OTHER = "other"
_ISO = re.compile(r"(?<!\d)(\d{4}-\d\d-\d\d)(?!\d)(?: (?=起))?")


@dataclass(frozen=True)
class Matter:
    """What a report is made of."""

    title: str
    entries: Sequence[Entry]
    whole: Tally
    leads: Sequence[Group]
    lights: Sequence[Group]
    profile: Profile
    today: date
    facts: str
    """The filter, the number of tasks, the moment."""
    signed: str
    """Who reports; may be empty."""


def report(matter: Matter, texts: Texts) -> Paper:
    """The report: the whole, by departments, what is late and why, what asks for help."""
    late, helpless = _late(matter), [entry for entry in matter.entries if _asks_for_help(entry)]
    blocks = [
        Paragraph(_days(matter.facts, texts), plain=True),
        *_whole(matter, texts),
        *_departments(matter, texts),
        *_late_ones(matter, late, texts),
        *_helpless(helpless, texts),
        Paragraph(visible(matter.signed), right=True),
        Paragraph(_day(matter.today, texts), right=True),
    ]
    return Paper(matter.title, tuple(blocks))


def _whole(matter: Matter, texts: Texts) -> Iterator[Block]:
    whole = matter.whole
    yield Heading(texts("exchange.report.whole"))
    yield Paragraph(
        texts(
            "exchange.report.figures",
            day=_day(matter.today, texts),
            total=whole.total,
            closed=whole.closed,
            percent=whole.percent,
            overdue=whole.overdue,
            soon=whole.due_soon,
        )
    )
    yield Heading(texts("exchange.report.by_pace"), 2)
    yield Table(_counted(paces(matter.entries, matter.today, matter.profile), whole.total, texts))
    yield Heading(texts("exchange.report.by_status"), 2)
    names = {status.key: status.name(texts.lang) for status in matter.profile.statuses}
    counts = whole.by_status
    yield Table(
        _counted(
            {names.get(key, key): counts[key] for key in dict.fromkeys([*names, *counts])},
            whole.total,
            texts,
            named=False,
        )
    )
    yield Heading(texts("exchange.report.by_light"), 2)
    lights = stats_sheet(matter.lights, "light", matter.profile.statuses, texts)
    yield Table(Sheet((*_names(texts, "light"), *lights.headings[1:]), lights.rows))


def paces(entries: Iterable[Entry], today: date, profile: Profile) -> dict[str, int]:
    """How many tasks are ahead of, on and behind their pace, closed, and otherwise: each counted once."""
    counts: Counter[str] = Counter()
    for entry in entries:
        stands = timing(entry.case, today, profile.rules)
        counts[_DONE if entry.status.closed else stands.pace or _OTHER] += 1
    return {key: counts[key] for key in (*map(str, PACES), _DONE, _OTHER)}


def _counted(counts: dict[str, int], total: int, texts: Texts, *, named: bool = True) -> Sheet:
    """Counts side by side, each under its name, with their sum."""
    names = [texts(f"exchange.pace.{key}") if named else key for key in counts]
    return Sheet.of((*headings(texts, "total"), *map(visible, names)), [(total, *counts.values())])


def _departments(matter: Matter, texts: Texts) -> Iterator[Block]:
    yield Heading(texts("exchange.report.departments"))
    sheet = stats_sheet(matter.leads, "lead", matter.profile.statuses, texts)
    yield Table(sheet, (22, *(8 for _ in sheet.headings[1:])))


def _late(matter: Matter) -> list[tuple[int, Entry]]:
    """The tasks that are past their deadline and open, the latest first."""
    found = []
    for entry in matter.entries:
        days = timing(entry.case, matter.today, matter.profile.rules).overdue_days
        if days is not None:
            found.append((days, entry))
    return sorted(found, key=lambda each: -each[0])


def _late_ones(matter: Matter, late: Sequence[tuple[int, Entry]], texts: Texts) -> Iterator[Block]:
    yield Heading(texts("exchange.report.late"))
    if not late:
        yield Paragraph(texts("exchange.report.none_late"))
        return
    yield Paragraph(texts("exchange.report.late_count", count=len(late)))
    names = (*headings(texts, "no", "task", "leads", "due", "status"), *_names(texts, "days", "why"))
    rows = [(*_line(entry, texts), days, _why(entry, texts)) for days, entry in late]
    yield Table(Sheet.of(names, rows), (6, 22, 13, 15, 10, 7, 17))


def _names(texts: Texts, *keys: str) -> tuple[str, ...]:
    return tuple(texts(f"exchange.column.{key}") for key in keys)


def _line(entry: Entry, texts: Texts) -> tuple[object, ...]:
    number = entry.task.no or f"#{entry.task.ordinal}"
    return (
        number,
        entry.task.text,
        "、".join(entry.task.leads),
        _days(due_words(entry) or "", texts),
        entry.status.name(texts.lang),
    )


def _why(entry: Entry, texts: Texts) -> str:
    """What was said of why a task is late."""
    last = entry.progress
    return (last.problem if last else None) or texts("exchange.report.not_said")


def _asks_for_help(entry: Entry) -> bool:
    return not entry.status.closed and entry.progress is not None and entry.progress.needs_help


def _helpless(entries: Sequence[Entry], texts: Texts) -> Iterator[Block]:
    if not entries:
        return
    yield Heading(texts("exchange.report.help"))
    names = (*headings(texts, "no", "task", "leads", "due", "status"), *_names(texts, "problem", "next"))
    said = ((entry, entry.progress) for entry in entries)
    rows = [(*_line(entry, texts), last.problem, last.next) for entry, last in said if last]
    yield Table(Sheet.of(names, rows), (6, 22, 13, 15, 10, 13, 11))


# Slips


@dataclass(frozen=True)
class Sending:
    """What all slips of one sending share."""

    title: str
    """Of the document; empty where they are several."""
    profile: Profile
    today: date
    signed: str
    note: str = ""
    """What must stand on every slip, such as that the document is repealed, or that all of it is made up."""


def slips(groups: Iterable[tuple[str, Sequence[Entry]]], sending: Sending, texts: Texts) -> Paper:
    """A slip for each department, on a page of its own: to urge where anything is late, else to tell.

    What is closed is not urged.
    """
    first, *rest = (block for name, entries in groups for block in _slip(name, entries, sending, texts))
    return Paper(first.title if isinstance(first, NewPage) else "", tuple(rest))


def _slip(name: str, entries: Sequence[Entry], sending: Sending, texts: Texts) -> Iterator[Block]:
    rows = [(entry, timing(entry.case, sending.today, sending.profile.rules)) for entry in entries]
    late = sum(stands.overdue_days is not None for _, stands in rows)
    kind = "urge" if late else "tell"
    rows = [row for row in rows if not (late and row[0].status.closed)]
    yield NewPage(texts(f"exchange.slip.{kind}"))
    if sending.note:
        yield Paragraph(_days(sending.note, texts), right=True)
    yield Paragraph(texts("exchange.slip.to", name=visible(name)), plain=True)
    words = f"exchange.slip.{kind}_words" if sending.title else f"exchange.slip.{kind}_words.several"
    yield Paragraph(texts(words, title=visible(sending.title), count=len(rows), late=late))
    names = (*headings(texts, "no", "task", "due", "status"), *_names(texts, "days", "report", "reply"))
    lines = []
    for entry, stands in rows:
        number, text, _, due, status = _line(entry, texts)
        lines.append((number, text, due, status, stands.overdue_days, entry.progress and entry.progress.text, None))
    yield Table(Sheet.of(names, lines), (6, 25, 15, 10, 7, 15, 12))
    yield Paragraph(texts("exchange.slip.answer"))
    yield Paragraph(visible(sending.signed), right=True)
    yield Paragraph(_day(sending.today, texts), right=True)


def _days(words: str, texts: Texts) -> str:
    """Words with each day in them as papers have it."""
    return _ISO.sub(lambda found: _day(date.fromisoformat(found[1]), texts) if is_day(found[1]) else found[0], words)


def _day(day: date, texts: Texts) -> str:
    return texts("exchange.day", year=day.year, month=day.month, day=day.day)
