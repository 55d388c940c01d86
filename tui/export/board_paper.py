"""The board for paper: its figures as tables, in the order of the screen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from tui.export.board import stats_sheet
from tui.export.lights import days_words
from tui.export.paper import Block, Heading, Paper, Paragraph, Table
from tui.export.sheet import Sheet, due_words, headings
from tui.i18n import Texts
from tui.model.board import Board, Group, Partners
from tui.model.ledger import Entry
from tui.model.text import visible
from tui.model.timing import timing

_NAME: Final = 22
"""How wide the column of names is beside the figures."""
_FIGURE: Final = 8


def board_paper(board: Board, lights: Sequence[Group], title: str, facts: str, texts: Texts) -> Paper:
    """The whole, each kind of group, what is late and due, the months and weeks, and who works with whom."""
    blocks = (*_whole(board, lights, texts), *_groups(board, texts), *_times(board, texts), *_partners(board, texts))
    return Paper(title, (Paragraph(facts, plain=True), *blocks), landscape=True)


def _whole(board: Board, lights: Sequence[Group], texts: Texts) -> Iterator[Block]:
    whole = board.whole
    figures = {"closed": whole.closed, "percent": whole.percent, "overdue": whole.overdue, "soon": whole.due_soon}
    yield Paragraph(texts("board.figures", total=whole.total, unreported=board.unreported, **figures))
    yield Heading(texts("board.statuses"))
    names = {status.key: status.name(texts.lang) for status in board.statuses}
    counts = whole.by_status
    rows = [(names.get(key, key), counts[key]) for key in dict.fromkeys([*names, *counts])]
    yield Table(Sheet.of(headings(texts, "status", "total"), rows))
    yield Heading(texts("board.lights"))
    yield _table(lights, "light", board, texts)
    if board.forces:
        yield Heading(texts("board.forces"))
        forces = ((texts(f"time.force.{force}"), count) for force, count in board.forces.items())
        yield Table(Sheet.of(headings(texts, "validity", "total"), forces))


def _groups(board: Board, texts: Texts) -> Iterator[Block]:
    kinds = {
        "lead": (board.leads, "leads"),
        "participant": (board.participants, "participants"),
        "section": (board.sections, "sections"),
        "doc": (board.documents, "documents"),
        "tag": (board.tags, "tags"),
    }
    for kind, (groups, title) in kinds.items():
        if groups:
            yield Heading(texts(f"board.{title}"))
            yield _table(groups, kind, board, texts)


def _table(groups: Sequence[Group], kind: str, board: Board, texts: Texts) -> Table:
    sheet = stats_sheet(groups, kind, board.statuses, texts)
    return Table(sheet, (_NAME, *(_FIGURE for _ in sheet.headings[1:])))


def _times(board: Board, texts: Texts) -> Iterator[Block]:
    whole = board.whole
    yield from _listed(texts("board.late", count=whole.overdue), board.late, board, texts)
    soon = texts("board.soon", count=whole.due_soon, days=board.rules.soon)
    yield from _listed(soon, board.soon, board, texts)
    if board.months:
        yield Heading(texts("board.months"))
        names = (texts("board.column.month"), texts("board.column.total"), texts("board.column.open"))
        yield Table(Sheet.of(names, ((month.name, month.due, month.open) for month in board.months)))
    if any(count for _, count in board.weeks):
        closed = sum(count for _, count in board.weeks)
        since, last = board.weeks[0][0].isoformat(), board.weeks[-1][1]
        yield Heading(texts("board.closings", weeks=len(board.weeks), since=since, total=closed, last=last))
        weeks = ((monday.isoformat(), count) for monday, count in board.weeks if count)
        yield Table(Sheet.of((texts("board.column.week"), *headings(texts, "closed")), weeks))


def _listed(title: str, entries: Sequence[Entry], board: Board, texts: Texts) -> Iterator[Block]:
    """Some tasks, with how each stands in time."""
    if entries:
        yield Heading(title)
        names = headings(texts, "no", "task", "leads", "due", "status", "days")
        yield Table(Sheet.of(names, (_line(entry, board, texts) for entry in entries)), (6, 30, 18, 15, 10, 14))


def _line(entry: Entry, board: Board, texts: Texts) -> tuple[object, ...]:
    task, days = entry.task, days_words(timing(entry.case, board.today, board.rules), texts)
    number, leads = task.no or f"#{task.ordinal}", "、".join(task.leads)
    return number, task.text, leads, due_words(entry), entry.status.name(texts.lang), days


def _partners(board: Board, texts: Texts) -> Iterator[Block]:
    partners = board.partners
    if partners is not None and partners.counts:
        yield Heading(texts("board.partners"))
        yield Table(_matrix(partners, texts), (_NAME, *(_FIGURE for _ in partners.participants)))


def _matrix(partners: Partners, texts: Texts) -> Sheet:
    names = (texts("board.by.lead"), *map(visible, partners.participants))
    counts = partners.counts
    rows = ((lead, *(counts.get((lead, part)) for part in partners.participants)) for lead in partners.leads)
    return Sheet.of(names, rows)
