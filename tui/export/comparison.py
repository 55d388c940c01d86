"""What another edition of a document changed, as lines and as JSON, and what waits for a person to decide."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final, Protocol

from tui.export.sheet import place_name
from tui.i18n import Texts
from tui.model.comparing import Comparison, Match, Verdict
from tui.model.text import visible

if TYPE_CHECKING:
    from tui.model.change import Change, Note
    from tui.model.document import Document
    from tui.model.particulars import Difference

_RUN: Final = 3
"""So many that moved on together are told on one line."""
_WORDS: Final = 40
"""Characters of a section or task that are enough to know it by."""


class Waits(Protocol):
    """Marks and notes that have no place in the present edition, as `tui.workspace.editions.Waiting`."""

    @property
    def place(self) -> str:
        """What they hang on, an id of an older edition."""

    @property
    def words(self) -> str:
        """What stood there."""

    @property
    def guess(self) -> str:
        """The present id that is most like it; may be empty."""

    @property
    def doubtful(self) -> bool:
        """Whether a person has to decide."""

    @property
    def marks(self) -> tuple[Change, ...]:
        """The marks."""

    @property
    def notes(self) -> tuple[Note, ...]:
        """The notes."""


def comparison_lines(compared: Comparison, old: Document, new: Document, texts: Texts) -> Iterator[str]:
    """How many sections and tasks stayed, moved, changed, went and came; then each that did not stay as it was."""
    for kind, matches in (("sections", compared.sections), ("tasks", compared.tasks)):
        counts = Counter(match.verdict for match in matches)
        told = texts("exchange.clause").join(
            texts(f"cli.verdict.{v.value}_count", count=counts[v]) for v in Verdict if counts[v]
        )
        yield texts(f"cli.compared.{kind}", counts=told)
    for matches in (compared.sections, compared.tasks):
        for run in _runs(matches, old):
            yield visible(_line(run, old, new, texts))


def _runs(matches: Sequence[Match], old: Document) -> Iterator[list[Match]]:
    """What did not stay the same; neighbours that moved on together are one run."""
    ids = [*(section.id for section in old.sections), *(task.id for task in old.tasks)]
    places = {place: at for at, place in enumerate(ids)}
    run: list[Match] = []
    for match in matches:
        if match.verdict is Verdict.MOVED:
            if run and not _goes_on(run[-1], match, places):
                yield from _broken(run)
                run = []
            run.append(match)
            continue
        yield from _broken(run)
        run = []
        if match.verdict is not Verdict.SAME:
            yield [match]
    yield from _broken(run)


def _goes_on(before: Match, match: Match, places: Mapping[str, int]) -> bool:
    """Whether two that moved stood in this order before, and stand and stood in one place."""
    homes = [(_home(each.old), _home(each.new)) for each in (before, match)]
    return homes[0] == homes[1] and places[before.old or ""] < places[match.old or ""]


def _home(place: str | None) -> str:
    """What an id stands in."""
    return re.sub("[^/#]*$", "", place or "")


def _broken(run: list[Match]) -> Iterator[list[Match]]:
    """A run of neighbours: whole where it is long, else one by one."""
    if len(run) >= _RUN:
        yield run
    else:
        yield from ([match] for match in run)


def _line(run: Sequence[Match], old: Document, new: Document, texts: Texts) -> str:
    """One match, or a run of those that moved on, on one line."""
    first, last = run[0], run[-1]
    score = f" {first.score:.2f}" if first.score < 1 else ""
    verdict = texts(f"cli.verdict.{first.verdict.value}") + score
    if len(run) > 1:
        ends = [(name(old, each.old), name(new, each.new)) for each in (first, last)]
        where = f"{ends[0][0]}–{ends[1][0]} → {ends[0][1]}–{ends[1][1]}"
        return f"{verdict}  {where}  {texts('cli.verdict.run', count=len(run))}"
    names = [name(old, first.old), name(new, first.new)]
    if first.verdict is Verdict.DOUBTFUL:
        return f"{verdict}  {names[0]} → {names[1]}？  {_words(old, first.old)}"
    where = " → ".join(dict.fromkeys(filter(None, names)))
    where = "  ".join([where, *(_difference(each, old, new, texts) for each in first.changes)])
    return f"{verdict}  {where}  {_words(new, first.new) or _words(old, first.old)}".rstrip()


def _difference(change: Difference, old: Document, new: Document, texts: Texts) -> str:
    """One field of a task: what it said and says, an article by its number."""
    was, now = change.old, change.new
    if change.field == "basis":
        was, now = tuple(name(old, each) for each in was), tuple(name(new, each) for each in now)
    said = [texts("cli.value.nothing") if not names else "、".join(names) for names in (was, now)]
    return f"{texts(f'cli.column.{change.field}')}{texts('cli.colon')}{' → '.join(said)}"


def name(document: Document, place: str | None) -> str:
    """How a task or a section is called: by its printed number, else by its id."""
    if place is None:
        return ""
    task = document.task(place)
    if task is not None:
        return task.no or f"#{task.ordinal}"
    path = tuple(document.ancestors(place))
    return place_name(path) if path and path[0].number else place


def _words(document: Document, place: str | None) -> str:
    """The first words of a task or section."""
    found = document.task(place) or document.section(place) if place else None
    words = " ".join(found.text.split()) if found else ""
    return words if len(words) <= _WORDS else f"{words[:_WORDS]}…"


def comparison_record(compared: Comparison, waiting: Sequence[Waits]) -> dict[str, Any]:
    """The same for JSON, every section and task by its ids."""
    return {
        "sections": [_match_record(match) for match in compared.sections],
        "tasks": [_match_record(match) | {"changes": _changes(match)} for match in compared.tasks],
        "waiting": [
            {
                "place": each.place,
                "words": each.words,
                "guess": each.guess or None,
                "doubtful": each.doubtful,
                "marks": len(each.marks),
                "notes": len(each.notes),
            }
            for each in waiting
        ],
    }


def _match_record(match: Match) -> dict[str, Any]:
    return {"old": match.old, "new": match.new, "verdict": match.verdict.value, "score": match.score}


def _changes(match: Match) -> list[dict[str, Any]]:
    """What is other of a task beside its words."""
    return [{"field": each.field, "old": list(each.old), "new": list(each.new)} for each in match.changes]
