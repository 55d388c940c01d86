"""What is about to leave: the tasks that are shown, as rows of cells, with the stamps by which they are known again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from tui.export.values import validity_words, with_force
from tui.model.change import Change, reading_target
from tui.model.ledger_form import READ, REPORTED
from tui.model.text import visible
from tui.workspace.validity import not_valid, validity

if TYPE_CHECKING:
    from tui.export.ledger_table import LedgerTable
    from tui.i18n import Texts
    from tui.model.ledger import Entry, Ledger
    from tui.workspace.asking import WithFilters

Told = Callable[[int, int], None]
"""Is told how many rows of how many are written."""
_NAMED: Final = 3
"""So many documents are named; of more it is said how many."""
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
    def docs(self) -> tuple[str, ...]:
        """The documents that the tasks are of."""
        return self.ledger.docs

    @property
    def name(self) -> str:
        """The title of the document where there is one alone."""
        docs = self.docs
        return self.workspace.library.title(docs[0]) if len(docs) == 1 else self.texts("exchange.library")

    @property
    def title(self) -> str:
        """What is written above it; of one document whether that is no longer in force."""
        docs, name = self.docs, self.name
        if len(docs) != 1 and self.form == "report":
            return self.texts("exchange.title.report.several")
        marked = self.titled(docs[0]) if len(docs) == 1 and self.form != "report" else name  # a report has it in 《》
        return self.texts(f"exchange.title.{self.form}", name=marked)

    def titled(self, doc: str) -> str:
        """The title of a document, in front of it whether it is no longer in force."""
        return with_force(self.workspace.library.title(doc), validity(self.workspace, doc), self.texts)

    @property
    def not_valid(self) -> str:
        """Which of the documents are no longer in force, since when and by what; empty where all are."""
        said, docs = self.not_valid_words(), self.docs
        if len(docs) == 1 and said:
            return self.texts("board.validity", words=said[docs[0]])
        names = "、".join(visible(self.titled(doc)) for doc in list(said)[:_NAMED])
        more = ".more" if len(said) > _NAMED else ""
        return self.texts(f"exchange.not_valid{more}", names=names, count=len(said)) if said else ""

    def not_valid_words(self) -> dict[str, str]:
        """Of those that are no longer in force what they are, since when and by what."""
        said = not_valid(self.workspace, self.docs)
        return {doc: visible(validity_words(each, self.texts)) for doc, each in said.items()}

    @property
    def facts(self) -> str:
        """How many tasks, by which filter, at which moment; what is no longer in force; of a demo, that it is one."""
        moment = self.workspace.now().strftime("%Y-%m-%d %H:%M")
        filtered = self.texts("board.filter", filter=self.expression) if self.expression.strip() else ""
        count = self.texts("exchange.count", count=len(self.ledger))
        moment = self.texts("exchange.moment", moment=moment)
        return "　".join(filter(None, (count, filtered, moment, self.not_valid, self.demo)))

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
        titles=lru_cache(maxsize=4096)(work.titled),
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
