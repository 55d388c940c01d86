"""The board: the figures of a filter, of one document or of all, read by columns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Final, NamedTuple

from tui.export.values import with_force
from tui.i18n import Texts
from tui.model.board import TOLD, Board, Group, News, Touched, partners, ranked, touched, worst_first
from tui.model.cadence import Cadence, days_of, period_of
from tui.model.validity import Force, Validity
from tui.workspace.validity import not_valid

if TYPE_CHECKING:
    from datetime import datetime

    from tui.model.ledger import Ledger
    from tui.query.columns.tallies import Tallies
    from tui.query.match.register import Register
    from tui.workspace.filtering import Filtering
    from tui.workspace.ground import Ground

SHOWN: Final = 10
"""So many late tasks are listed, and so many that are due soon."""
WEEKS: Final = 26
"""The closings of so many weeks are drawn."""
_MANY: Final = 2000
"""Who works with whom is told of not more tasks than these."""
_PARTNERS: Final = 8
_NAMED: Final = 40
"""So many bodies are told by their names today."""


class Stats(NamedTuple):
    """How many tasks a filter shows, and how they stand by what they have in common."""

    total: int
    groups: tuple[Group, ...]


def stats(workspace: Ground, filtering: Filtering, expression: str, ledger: Ledger, by: str) -> Stats:
    """The counts of what a filter shows, by one of `tui.model.board.GROUPS`."""
    tallies = filtering.finder_of(ledger).tallies(expression, ledger, workspace.now().date())
    groups = list(tallies.by(by))
    if by in {"lead", "participant"}:
        groups = _with_today(groups, tallies, filtering.register)
    if by == "doc":
        groups = [group._replace(name=workspace.library.summary(group.key).title) for group in groups]
    if by not in {"status", "light", "section"}:
        groups = worst_first(groups, workspace.profile.is_done)
    return Stats(tallies.whole.total, tuple(groups))


def board(
    workspace: Ground, filtering: Filtering, expression: str, ledger: Ledger, since: datetime | None = None
) -> Board:
    """The board of what a filter shows; it is read from columns, so that a whole library does not make one wait.

    `since` is when one last looked, where one did.
    """
    today = workspace.now().date()
    tallies = filtering.finder_of(ledger).tallies(expression, ledger, today)
    is_done = workspace.profile.is_done
    leads, participants, tags = (worst_first(tallies.by(kind), is_done) for kind in ("lead", "participant", "tag"))
    leads[:_NAMED] = _with_today(leads[:_NAMED], tallies, filtering.register)
    several = ledger.look.several
    documents = worst_first(tallies.by("doc"), is_done)
    said = not_valid(workspace, (group.key for group in documents))
    few = tallies.whole.total <= _MANY
    return Board(
        today=today,
        filter=expression.strip(),
        statuses=workspace.profile.statuses,
        rules=workspace.profile.rules,
        whole=tallies.whole,
        unreported=tallies.unreported(_since(workspace)),
        leads=tuple(leads),
        participants=tuple(participants),
        sections=() if several else tuple(ranked(tallies.by("section"), is_done)),
        documents=_titled(workspace, documents, said) if several else (),
        tags=tuple(tags),
        late=tuple(map(tallies.entry, tallies.due(SHOWN, late=True))),
        soon=tuple(map(tallies.entry, tallies.due(SHOWN, late=False))),
        weeks=tuple(tallies.weeks(WEEKS)),
        months=tuple(tallies.months()),
        demo=workspace.is_demo,
        partners=partners(map(tallies.entry, tallies.rows), _PARTNERS) if few else None,
        news=_news(workspace, tallies, since) if since else None,
        validity=next(iter(said.values()), None) if len(documents) == 1 else None,
        forces=_forces(documents, said) if said and len(documents) > 1 else {},
    )


def _news(workspace: Ground, tallies: Tallies, since: datetime) -> News:
    """What was done since a moment to tasks that the board counts."""
    first = f"{int(since.timestamp() * 1000):012x}"
    rows: list[tuple[int, Touched]] = []
    for each in touched(workspace.state.since(first), since):
        row = tallies.row_of((each.doc, each.place))
        if row is not None:
            rows.append((row, each._replace(by=workspace.state.name(each.by) or each.by)))
    counts = Counter(kind for _, each in rows for kind in each.kinds)
    kinds = {kind: counts[kind] for kind in TOLD if counts[kind]}
    latest = tuple((tallies.entry(row), each) for row, each in rows[:SHOWN])
    return News(since, kinds, len(rows), latest)


def _titled(workspace: Ground, groups: list[Group], said: Mapping[str, Validity]) -> tuple[Group, ...]:
    """Groups of documents, the first of them by their titles: there may be thousands."""
    texts, valid = Texts(workspace.settings.lang), Validity(Force.VALID)
    titles = ((group, workspace.library.title(group.key)) for group in groups[:SHOWN])
    titled = (group._replace(name=with_force(title, said.get(group.key, valid), texts)) for group, title in titles)
    return (*titled, *groups[SHOWN:])


def _forces(groups: Iterable[Group], said: Mapping[str, Validity]) -> dict[Force, int]:
    """How many tasks are in documents of each validity, in the order of `Force`."""
    counts: Counter[Force] = Counter()
    for group in groups:
        counts[said[group.key].force if group.key in said else Force.VALID] += group.tally.total
    return {force: counts[force] for force in Force if counts[force]}


def _since(workspace: Ground) -> str | None:
    """The first day of the period that is reported on now; None where nobody has to report."""
    cadence = workspace.profile.cadence
    days = days_of(period_of(workspace.now().date(), cadence)) if cadence is not Cadence.NEVER else None
    return days[0].isoformat() if days else None


def _with_today(groups: Iterable[Group], tallies: Tallies, register: Register) -> list[Group]:
    """Groups of bodies, each with what the body is called today."""
    issuers = {group.key: tallies.entry(group.first).issuer for group in groups}
    return [group._replace(today=register.today(group.name, issuers[group.key])) for group in groups]
