"""The board as lines of text: bars, a sparkline, a timeline, tables; nothing in it needs a colour."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Final

from tui.export.figures import NOUGHT, Columns, Figure, Line, Meant, cells, filled, padded
from tui.export.lights import SIGNS, days_words, light_name
from tui.export.plain import wrapped
from tui.export.sheet import Sheet, due_words, headings
from tui.export.values import percent_words, validity_words, with_today
from tui.i18n import Texts, minute
from tui.model.board import NO_LIGHT, Board, Companion, Group, Month, News, Partners, Touched
from tui.model.ledger import Entry
from tui.model.profile import Status
from tui.model.text import visible
from tui.model.timing import timing

WIDTH: Final = 80
"""Cells of a line where nobody says how many there are."""
_BAR: Final = "█"
_REST: Final = "░"
_SPARKS: Final = "▁▂▃▄▅▆▇█"
_GROUPS: Final = 12
"""So many departments, sections or documents are listed; of more it is said how many."""
_MONTHS: Final = 18
"""So many months the timeline has."""


def board_lines(board: Board, texts: Texts, width: int = WIDTH) -> Iterator[str]:
    """The board as plain lines, none wider than `width` cells."""
    return (line.text for line in drawn(board, texts, width))


def drawn(board: Board, texts: Texts, width: int = WIDTH, most: int = _GROUPS) -> Iterator[Line]:
    """The board, line by line, none wider than `width` cells, with the numbers that stand on each.

    Of departments and the like not more than `most` are listed.
    """
    yield from _head(board, texts, width)
    for part in _parts(board, texts, width, most):
        lines = list(part)
        if lines:
            yield Line("")
            yield lines[0]._replace(title=True)
            yield from lines[1:]


def _plain(lines: Iterable[str]) -> Iterator[Line]:
    return (Line(line) for line in lines)


def _parts(board: Board, texts: Texts, width: int, most: int) -> Iterator[Iterable[Line]]:
    yield _statuses(board, texts, width)
    yield _lights(board, texts, width)
    yield _forces(board, texts, width)
    yield _news(board.news, texts, width)
    yield _groups("lead", board.leads, board, texts, width, most=most, title=texts("board.leads"))
    yield _groups("participant", board.participants, board, texts, width, most=most, title=texts("board.participants"))
    yield _groups("section", board.sections, board, texts, width, most=most, title=texts("board.sections"))
    yield _groups("doc", board.documents, board, texts, width, most=most, title=texts("board.documents"))
    yield _groups("tag", board.tags, board, texts, width, most=most, title=texts("board.tags"))
    yield _entries(texts("board.late", count=board.whole.overdue), board.late, board, texts, width)
    yield _entries(
        texts("board.soon", count=board.whole.due_soon, days=board.rules.soon), board.soon, board, texts, width
    )
    yield _timeline(board.months, board.today, texts, width)
    yield _closings(board.weeks, texts, width)
    yield _matrix(board.partners, texts, width)


def _head(board: Board, texts: Texts, width: int) -> Iterator[Line]:
    """The day, the filter, and the figures of the whole."""
    whole = board.whole
    demo = f"  {texts('board.demo')}" if board.demo else ""
    yield Line(texts("board.title", day=board.today.isoformat()) + demo, title=True)
    if board.filter:
        yield from _plain(wrapped(texts("board.filter", filter=visible(board.filter)), width))
    if board.validity:
        yield from _plain(wrapped(texts("board.validity", words=visible(validity_words(board.validity, texts))), width))
    figures = texts(
        "board.figures",
        total=whole.total,
        closed=whole.closed,
        percent=whole.percent,
        overdue=whole.overdue,
        soon=whole.due_soon,
        unreported=board.unreported,
    )
    states = iter(_STATES)
    for line in filled(figures.split("  "), width):
        found = [match.span() for match in _NUMBER.finditer(line)]
        yield Line(line, tuple(Figure(*span, "whole", "", next(states, "")) for span in found))


_STATES: Final = ("", "closed", "overdue", "soon", "unreported")
"""What the figures of the whole count, in the order in which the texts name them."""
_NUMBER: Final = re.compile(r"\d+(?!%|\d)")


# Bars


def _statuses(board: Board, texts: Texts, width: int) -> Iterator[Line]:
    """A bar for each status; one that the profile lacks by its key."""
    counts = board.whole.by_status
    known = [(f"{status.symbol} {status.name(texts.lang)}", counts[status.key]) for status in board.statuses]
    keys = {status.key for status in board.statuses}
    others = [(f"? {key}", counts[key]) for key in sorted(counts) if key not in keys]
    yield Line(texts("board.statuses"))
    ordered = [*(status.key for status in board.statuses), *(key for key in sorted(counts) if key not in keys)]
    yield from _counted("status", ordered, bars([*known, *others], board.whole.total, width))


def _counted(kind: str, keys: Sequence[str], lines: Iterable[str]) -> Iterator[Line]:
    """Bars, each with its number."""
    for key, line in zip(keys, lines, strict=True):
        found = _COUNT.search(line)
        yield Line(line, (Figure(*found.span(1), kind, key),) if found else ())


_COUNT: Final = re.compile(r" (\d+) +\d+%")


def _lights(board: Board, texts: Texts, width: int) -> Iterator[Line]:
    """A bar for each light; none where no task has one."""
    counts = board.whole.by_light
    if counts[NO_LIGHT] == board.whole.total:
        return
    yield Line(texts("board.lights"))
    keys = (*map(str, SIGNS), NO_LIGHT)
    lines = bars([(light_name(key, texts), counts[key]) for key in keys], board.whole.total, width)
    yield from _counted("light", keys, lines)


def _forces(board: Board, texts: Texts, width: int) -> Iterator[Line]:
    """A bar for each validity that the documents have; none where all are in force."""
    if board.forces:
        yield Line(texts("board.forces"))
        named = [(texts(f"time.force.{force}"), count) for force, count in board.forces.items()]
        yield from _counted("force", list(board.forces), bars(named, board.whole.total, width))


def bars(counts: Sequence[tuple[str, int]], total: int, width: int) -> Iterator[str]:
    """A line for each count: its name, the number, its share, and a bar of all that is left of the width."""
    label = max((cells(name) for name, _ in counts), default=0)
    digits = len(str(total))
    room = max(width - label - digits - 10, 4)
    for name, count in counts:
        share = count / total if total else 0
        yield f"  {padded(name, label)} {count:>{digits}} {share:>4.0%} {_BAR * _length(share, room)}".rstrip()


def _length(share: float, room: int) -> int:
    """The cells of a bar: at least one of what there is, not all of what is not all."""
    if share <= 0:
        return 0
    return room if share >= 1 else min(max(round(share * room), 1), room - 1)


def spark(counts: Sequence[int]) -> str:
    """One mark a count, the taller the more; a dot for none."""
    most = max(counts, default=0)
    return "".join("·" if not n else _SPARKS[min((n * len(_SPARKS) - 1) // most, len(_SPARKS) - 1)] for n in counts)


# Tables


def _groups(
    kind: str, groups: Sequence[Group], board: Board, texts: Texts, width: int, *, most: int, title: str
) -> Iterator[Line]:
    """A table of groups: how many have each status, overdue, percent and rank; a name may take several lines."""
    if not groups:
        return
    total, *others = (texts(f"board.column.{name}") for name in ("total", "overdue", "percent", "rank"))
    heads = [total, *(status.symbol for status in board.statuses), *others]
    rows = [_figures(group, board.statuses) for group in groups[:most]]
    columns = Columns.fitting([heads, *rows], _least(board.statuses, others), width)
    yield from columns.row(title, heads)
    states = ["", *(f"status:{status.key}" for status in board.statuses), "overdue", "closed"]
    for group, row in zip(groups, rows, strict=False):
        yield from columns.row(_name(group, texts), row, [(kind, group, state) for state in states])
    if len(groups) > most:
        yield Line(texts("board.more", count=len(groups) - most))
    if kind == _RANKED and any(group.rank for group in groups):
        yield from _plain(wrapped(texts("board.rank_rule"), width))


_RANKED: Final = "lead"
"""Below the table of these groups stands what the ranks of all are by."""


def _least(statuses: Sequence[Status], others: Sequence[str]) -> list[int]:
    """How wide the columns are where there is room: the total, the statuses, and others."""
    return [5, *(4 for _ in statuses), *(5 for _ in others)]


def _figures(group: Group, statuses: Sequence[Status]) -> list[str]:
    """The numbers of a group; a nought is a dot, so that the others are seen."""
    tally = group.tally
    having = tally.by_status
    counts = [having[status.key] for status in statuses]
    return [*map(_number, (tally.total, *counts, tally.overdue)), f"{tally.percent}%", _number(group.rank)]


def _number(cell: object) -> str:
    """What stands in a cell of a table of numbers."""
    return str(cell or NOUGHT)


def _name(group: Group, texts: Texts) -> str:
    """A group by its name, and what a body is called today where that is another."""
    name = visible(group.name) or texts("board.nowhere")
    changed = group.today is not None and group.today != group.name
    return with_today(name, visible(group.today or ""), texts) if changed else name


def _entries(title: str, entries: Sequence[Entry], board: Board, texts: Texts, width: int) -> Iterator[Line]:
    """Tasks, each on a line: the number, how long it is late or has, who leads, its words as far as there is room."""
    if not entries:
        return
    yield from _plain(wrapped(title, width))
    several = len({entry.doc for entry in entries}) > 1
    numbers = [entry.task.no or f"#{entry.task.ordinal}" for entry in entries]
    places = [f"{entry.doc}/{no}" for entry, no in zip(entries, numbers, strict=True)] if several else numbers
    told = [days_words(timing(entry.case, board.today, board.rules), texts) for entry in entries]
    widest, longest = (max(map(cells, column)) for column in (places, told))
    for entry, where, days in zip(entries, places, told, strict=True):
        start = 2 if several else 2 + widest - len(where)
        place, due = padded(where, widest, left=several), padded(days, longest, left=False)
        leads = visible("、".join(entry.task.leads[:2])) + ("…" if len(entry.task.leads) > 2 else "")
        text = f"  {_cut('  '.join(filter(None, (place, due, leads, visible(entry.task.text)))), width - 2)}"
        yield Line(text, (Figure(start, start + len(where), "task", entry),))


# News


def _news(news: News | None, texts: Texts, width: int) -> Iterator[Line]:
    """What changed since one last looked: how many tasks of each kind, then the latest, each on a line."""
    if news is None:
        return
    yield from _plain(wrapped(news_title(news, texts), width))
    yield from _plain(f"  {line}" for line in wrapped(news_kinds(news, texts), width - 2))
    several = len({entry.doc for entry, _ in news.latest}) > 1
    for entry, touched in news.latest:
        number = entry.task.no or f"#{entry.task.ordinal}"
        where = f"{entry.doc}/{number}" if several else number
        words = (where, news_words(entry, touched, texts), news_source(touched), visible(entry.task.text))
        yield Line(f"  {_cut('  '.join(words), width - 2)}", (Figure(2, 2 + len(where), "task", entry),))
    if news.tasks > len(news.latest):
        yield Line(texts("board.news.more", count=news.tasks - len(news.latest)))


def news_title(news: News, texts: Texts) -> str:
    """Since when, and how many tasks."""
    return texts(
        f"board.news.{'asked' if news.asked else 'looked'}.{'some' if news.tasks else 'none'}",
        since=news.since.strftime("%Y-%m-%d %H:%M"),
        count=news.tasks,
    )


def news_kinds(news: News, texts: Texts) -> str:
    """What was done, each with how many tasks it was done to."""
    kinds = news.kinds.items()
    return "  ".join(texts("board.news.kind", kind=texts(f"cli.kind.{kind}"), count=count) for kind, count in kinds)


def news_words(entry: Entry, touched: Touched, texts: Texts) -> str:
    """What was done to a task, and as what it stands now."""
    now = {
        "status": entry.status.name(texts.lang),
        "due": texts("board.news.due", due=visible(due_words(entry) or "")),
        "progress": percent_words(entry.percent),
    }
    return " ".join(now.get(kind) or texts(f"cli.kind.{kind}") for kind in touched.kinds)


def news_source(touched: Touched) -> str:
    """Who did something last, and when."""
    return f"{visible(touched.by)} {minute(touched.at)[5:]}"


# Time


def _timeline(months: Sequence[Month], today: date, texts: Texts, width: int) -> Iterator[Line]:
    """How many tasks are due in each month, what is still open of them filled; the present month is marked."""
    if not months:
        return
    yield from _plain(wrapped(texts("board.timeline"), width))
    now = today.isoformat()[:7]
    shown = _around(months, now)
    most, digits = max(month.due for month in shown), len(str(max(month.due for month in shown)))
    room = max(width - 2 * digits - 18, 8)
    for month in shown:
        mark = ">" if month.name == now else " "
        filled, rest = _length(month.open / most, room), _length((month.due - month.open) / most, room)
        figures = texts("board.open_of", open=f"{month.open:>{digits}}", due=f"{month.due:>{digits}}")
        text = f"{mark} {month.name} {figures} {_BAR * filled}{_REST * min(rest, room - filled)}".rstrip()
        yield Line(text, _of_month(text, month))


def _of_month(text: str, month: Month) -> tuple[Figure, ...]:
    """What is open of a month, and all of it."""
    spans = [found.span() for found in _NUMBER.finditer(text, len(month.name) + 3)][:2]
    counts = zip(spans, (month.open, month.due), ("open", ""), strict=False)
    return tuple(Figure(*span, "month", month.name, state) for span, count, state in counts if count)


def _around(months: Sequence[Month], now: str) -> Sequence[Month]:
    """The months around the present one, as many as there is room for, most of them to come."""
    if len(months) <= _MONTHS:
        return months
    at = sum(month.name < now for month in months)
    start = min(max(at - _MONTHS // 3, 0), len(months) - _MONTHS)
    return months[start : start + _MONTHS]


def _closings(weeks: Sequence[tuple[date, int]], texts: Texts, width: int) -> Iterator[Line]:
    """A sparkline of the closings by week."""
    counts = [count for _, count in weeks]
    if any(counts):
        since = weeks[0][0].isoformat()
        told = texts("board.closings", weeks=len(weeks), since=since, total=sum(counts), last=counts[-1])
        yield from _plain(wrapped(told, width))
        yield Line(f"  {spark(counts)}")


def _matrix(partners: Partners | None, texts: Texts, width: int) -> Iterator[Line]:
    """Who works with whom: leads down, participants across, each across by a letter that is told below."""
    if partners is None or not partners.counts:
        return
    letters = [chr(ord("A") + at) for at in range(len(partners.participants))]
    pairs = [[(lead, part) for part in partners.participants] for lead in partners.leads]
    rows = [[_number(partners.counts.get(pair, 0)) for pair in line] for line in pairs]
    columns = Columns.fitting([letters, *rows], [4] * len(letters), width)
    yield from columns.row(texts("board.partners"), letters)
    for lead, line, row in zip(partners.leads, pairs, rows, strict=True):
        yield from columns.row(visible(lead), row, [("pair", pair, "") for pair in line])
    legend = [f"{letter} {visible(name)}" for letter, name in zip(letters, partners.participants, strict=True)]
    yield from _plain(f"  {line}" for line in filled(legend, width - 2))


def companion_lines(found: Sequence[Companion], name: str, texts: Texts, width: int) -> Iterator[Line]:
    """Whom a body works with, each on a line with the tasks of each way of it."""
    if not found:
        return
    heads = [texts(f"board.with.{way}") for way in ("leads", "follows", "both_lead", "both_follow")]
    rows = [[_number(count) for count in each[1:]] for each in found]
    columns = Columns.fitting([heads, *rows], [cells(head) + 2 for head in heads], width)
    yield from (line._replace(title=True) for line in columns.row(texts("board.with"), heads))
    for each, row in zip(found, rows, strict=True):
        ways: list[Meant] = [
            ("pair", (each.name, name), ""),
            ("pair", (name, each.name), ""),
            ("leads", (each.name, name), ""),
            ("participants", (each.name, name), ""),
        ]
        yield from columns.row(visible(each.name), row, ways)


def _cut(text: str, width: int) -> str:
    """As much of a text as there is room for, with a mark where that is not all."""
    if cells(text) <= width:
        return text
    from rich.cells import chop_cells

    return chop_cells(text, width - 1)[0] + "…"


# Counts alone


def stats_lines(
    groups: Sequence[Group], by: str, statuses: Sequence[Status], texts: Texts, width: int
) -> Iterator[str]:
    """The counts by what tasks have in common for a terminal: a table as the board has it, its signs told below."""
    total, *others = headings(texts, "total", "closed", "overdue", "due_soon", "percent")
    heads = [total, *(status.symbol for status in statuses), *others]
    rows = [[_number(cell) for cell in _stats_row(group, by, statuses, texts)] for group in groups]
    columns = Columns.fitting([heads, *(row for _, *row in rows)], _least(statuses, others), width)
    for name, *row in [[texts(f"board.by.{by}"), *heads], *rows]:
        yield from (line.text for line in columns.row(name, row))
    yield from filled((f"{status.symbol} {status.name(texts.lang)}" for status in statuses), width)


def stats_sheet(groups: Sequence[Group], by: str, statuses: Sequence[Status], texts: Texts) -> Sheet:
    """The counts by what tasks have in common, a line a group."""
    figures = headings(texts, "total", "closed", "overdue", "due_soon", "percent")
    names = (texts(f"board.by.{by}"), figures[0], *(status.name(texts.lang) for status in statuses), *figures[1:])
    return Sheet.of(names, (_stats_row(group, by, statuses, texts) for group in groups))


def _stats_row(group: Group, by: str, statuses: Sequence[Status], texts: Texts) -> tuple[object, ...]:
    tally, having = group.tally, group.tally.by_status
    named = {status.key: status.name(texts.lang) for status in statuses}
    name = named.get(group.key, group.name) if by == "status" else _name(group, texts)
    name = texts(f"time.light.{group.key}") if by == "light" else name
    counts = (having[status.key] for status in statuses)
    return (name, tally.total, *counts, tally.closed, tally.overdue, tally.due_soon, f"{tally.percent}%")
