"""A document as it was issued, for paper, with the notes on it as remarks."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from tui.export.paper import Block, Heading, Paper, Paragraph, Remark, Table
from tui.export.sheet import Sheet, headings
from tui.i18n import Texts
from tui.model.change import Note
from tui.model.document import HEADINGS, Document, Kind, Section
from tui.model.task import Task
from tui.model.text import visible

_TEXTS = Texts("zh")
"""The heads of its tables are part of a Chinese document, whatever language its reader speaks."""
_LEVELS = {Kind.CHAPTER: 1, Kind.SECTION: 1, Kind.ANNEX: 1, Kind.ARTICLE: 2}
_WIDTHS = {"no": 6, "task": 30, "leads": 20, "participants": 20, "due": 12}
_DETAIL = 16
"""How wide any other column is, beside these."""


def issued_paper(document: Document, notes: Sequence[Note], called: Callable[[Note], str]) -> Paper:
    """The whole document; notes are told with their authors as `called`, those whose place is gone at its title."""
    return _Issued(document, notes, called).paper()


class _Issued:
    def __init__(self, document: Document, notes: Sequence[Note], called: Callable[[Note], str]) -> None:
        self._document = document
        self._remarks: dict[str, list[Remark]] = {}
        """Those that have not been given yet, by the task or the section they are on."""
        known = {note.id for note in notes}
        answers: dict[str, list[Note]] = {}
        for note in notes:
            if note.reply_to in known:
                answers.setdefault(note.reply_to or "", []).append(note)
        for note in notes:
            if note.reply_to not in known:
                behind = [Remark(called(each), each.at, each.text) for each in _behind(note, answers)]
                remark = Remark(called(note), note.at, note.text, note.quote, tuple(behind), note.resolved is not None)
                self._remarks.setdefault(note.place, []).append(remark)

    def paper(self) -> Paper:
        sections = self._document.sections
        title = next((each for each in sections if each.kind is Kind.TITLE), None)
        blocks: list[Block] = []
        for section in sections:
            if section is not title:
                blocks += self._section(section)
        blocks += self._table([task for task in self._tabled() if self._document.section(task.home) is None])
        remarks = self._on(title.id) if title else []
        left = [remark for place in list(self._remarks) for remark in self._on(place)]
        return Paper(self._document.title, tuple(blocks), remarks=(*remarks, *left))

    def _tabled(self) -> Iterator[Task]:
        return (task for task in self._document.tasks if task.origin.kind == "table")

    def _section(self, section: Section) -> Iterator[Block]:
        """Its own words, a paragraph a line, then the table of the tasks in it."""
        remarks = self._on(section.id)
        for task in self._document.tasks:
            if task.origin.kind != "table" and task.text and task.text in section.text:
                remarks += [each._replace(quote=each.quote or task.text) for each in self._on(task.id)]
        lines = [line for line in (section.label + section.text).split("\n") if line.strip()]
        homes = [next((at for at, line in enumerate(lines) if each.quote in line), -1) for each in remarks]
        for at, line in enumerate(lines):
            here = [each for each, home in zip(remarks, homes, strict=True) if home in {at, at - len(lines)}]
            yield _block(section, line.strip(), tuple(here), alone=len(lines) == 1)
        yield from self._table([task for task in self._tabled() if task.home == section.id])

    def _on(self, place: str) -> list[Remark]:
        """The remarks on a task or section; each is given once."""
        return self._remarks.pop(place, [])

    def _table(self, tasks: Sequence[Task]) -> Iterator[Table]:
        """The tasks of a table; columns that say nothing are left out."""
        if not tasks:
            return
        details = list(dict.fromkeys(detail.name for task in tasks for detail in task.details))
        rows = [
            (
                task.no or str(task.ordinal),
                task.text,
                "、".join(task.leads),
                "、".join(task.participants),
                task.due.text if task.due else "",
                *("\n".join(task.detail(name)) for name in details),
            )
            for task in tasks
        ]
        sheet = Sheet.of((*headings(_TEXTS, *_WIDTHS), *map(visible, details)), rows)
        widths = [*_WIDTHS.values(), *(_DETAIL for _ in details)]
        used = [at for at in range(len(widths)) if any(row[at] for row in sheet.rows)]
        remarks = [(row, remark) for row, task in enumerate(tasks) for remark in self._on(task.id)]
        yield Table(sheet.without_empty(), tuple(widths[at] for at in used), tuple(remarks))


def _behind(note: Note, answers: dict[str, list[Note]]) -> Iterator[Note]:
    """What answers a note, and what answers that, oldest first."""
    found = [note]
    for each in found:
        found += answers.get(each.id, ())
    return iter(sorted(found[1:], key=lambda each: each.id))


def _block(section: Section, line: str, remarks: tuple[Remark, ...], *, alone: bool) -> Block:
    """A line of a section: a heading where it is nothing else."""
    kind = section.kind
    if kind in HEADINGS and alone and visible(section.text).strip() == (section.heading or ""):
        return Heading(line, _LEVELS[kind], remarks)
    return Paragraph(line, kind in {Kind.SIGNATURE, Kind.DATE}, kind is Kind.SALUTATION, remarks)
