"""What is about to leave: the tasks that are shown, as rows of cells, with the stamps by which they are known again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from tui.model.change import Change, reading_target
from tui.model.ledger_form import READ, REPORTED

if TYPE_CHECKING:
    from tui.export.ledger_table import LedgerTable
    from tui.i18n import Texts
    from tui.model.ledger import Entry, Ledger
    from tui.workspace.asking import WithFilters

Told = Callable[[int, int], None]
"""Is told how many rows of how many are written."""
_MANY: Final = 5000
"""So many tasks are looked at to see whether a column is needed; of more every column is."""


class Work(NamedTuple):
    """One export: what is shown, and how it is asked for."""

    workspace: WithFilters
    ledger: Ledger
    expression: str
    form: str
    kind: str
    texts: Texts
    told: Told
    whole: bool
    """Whether it is the whole library, nothing left out."""

    @property
    def name(self) -> str:
        """The title of the document where there is one alone."""
        docs = list(dict.fromkeys(doc for doc, _ in self.ledger.keys()))  # noqa: SIM118 - a method of ours
        return self.workspace.library.title(docs[0]) if len(docs) == 1 else self.texts("exchange.library")

    @property
    def title(self) -> str:
        """What is written above it."""
        return self.texts(f"exchange.title.{self.form}", name=self.name)

    @property
    def facts(self) -> str:
        """How many tasks, by which filter, at which moment; of a demo, that it is one."""
        moment = self.workspace.now().strftime("%Y-%m-%d %H:%M")
        filtered = self.texts("board.filter", filter=self.expression) if self.expression.strip() else ""
        count = self.texts("exchange.count", count=len(self.ledger))
        return "　".join(filter(None, (count, filtered, self.texts("exchange.moment", moment=moment), self.demo)))

    @property
    def demo(self) -> str:
        """Of a demo, that it is one; else empty."""
        return self.texts("cli.demo.name") if self.workspace.is_demo else ""


def table(work: Work, ledger: Ledger | None = None) -> LedgerTable:
    """The ledger as rows of cells."""
    from tui.export.ledger_table import LedgerTable, has_printed

    workspace, entries = work.workspace, work.ledger if ledger is None else ledger
    few = len(entries) <= _MANY
    return LedgerTable(
        entries=entries,
        texts=work.texts,
        today=workspace.now().date(),
        profile=workspace.profile,
        details=workspace.detail_names(entries),
        titles=lru_cache(maxsize=4096)(workspace.library.title),
        stamps=lambda entry: dict(stamps(workspace, entry)),
        printed=not few or has_printed(entries),
        several=len({doc for doc, _ in entries.keys()}) > 1,  # noqa: SIM118
    )


def by_lead(ledger: Ledger) -> Iterator[tuple[str, Ledger]]:
    """The tasks of each body that leads any, in the order in which the bodies are met.

    Of those that lead all of them alone, where there are such: who asks for one department wants nobody else's.
    """
    rows: dict[str, list[int]] = {}
    for row, entry in zip(ledger.chosen, ledger, strict=True):
        for lead in dict.fromkeys(entry.task.leads):
            rows.setdefault(lead, []).append(row)
    everywhere = {lead for lead, chosen in rows.items() if len(chosen) == len(ledger)}
    for lead, chosen in rows.items():
        if everywhere and lead not in everywhere:
            continue
        yield lead, type(ledger).of(ledger.rows, chosen)


def stamps(workspace: WithFilters, entry: Entry) -> Iterator[tuple[str, str]]:
    """What stands behind each column of a task that people said something in: the stamp of who said it last."""
    if entry.changed is None:
        return
    state, doc, task = workspace.state, entry.doc, entry.task.id
    for kind in ("status", "due"):
        held = state.held(doc, task, kind)
        if held is not None:
            yield kind, held.stamp
    reported = state.keyed(doc, task, "progress")
    if reported:
        yield from ((name, _last(reported)) for name in REPORTED)
    if entry.notes:
        yield "notes", max(note.version for note in entry.notes)
    tags = state.keyed(doc, task, "tag")
    if tags:
        yield "tags", _last(tags)
    for column, field in READ.items():
        held = state.held(doc, reading_target(task, field), "reading") if entry.corrected else None
        if held is not None:
            yield column, held.stamp


def _last(changes: tuple[Change, ...]) -> str:
    return max(change.stamp for change in changes)
