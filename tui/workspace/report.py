"""The report of an import: what was read, what the reader was not sure of, what it left out, and where each stands."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, NamedTuple

from tui.bounded import LARGEST, read
from tui.model.document import Document, Doubt
from tui.model.errors import Problem
from tui.model.ledger import Texts
from tui.model.text import squeeze

if TYPE_CHECKING:
    from tui.model.task import Task
    from tui.workspace.ground import Ground

_ENOUGH: Final = 40
"""Letters of a paragraph that are enough to find its section by."""


class Group(StrEnum):
    """What a doubt asks of the person."""

    CHECK = "check"
    """Something was inferred: it may be wrong."""
    DROPPED = "dropped"
    """Something is left out of what was read."""
    TOLD = "told"
    """How it was read; there is nothing to be done about it."""


_BY_HARM: Final[Mapping[Group, tuple[str, ...]]] = {
    Group.CHECK: (
        "unaccounted", "struck", "table_put_together", "line_cut", "shared_note", "bare_notes", "row_carried_on",
        "title_made", "inherited", "weak_tie", "detail_inherited", "formula_without_value", "cell_errors",
        "formula_worked_out", "hidden_read", "hidden_rows", "hidden_columns", "nested_table", "note_missing",
        "encoding_assumed",
    ),
    Group.DROPPED: (
        "page_is_picture", "page_too_dense", "tables_passed_over", "attachment_needs", "attachment_unread",
        "image_ignored", "chunk_unread", "embedded", "drawings", "drawn_words", "cells_left_out", "cells_covered",
        "hidden_sheet", "hidden_text", "hidden_on_page", "note_without_mark", "row_dropped", "numbers_lost",
        "standing_body", "no_task_table", "word_art", "comment",
    ),
    Group.TOLD: (
        "title_named", "converted", "chunk_read", "cell_words", "revisions", "marks_deleted", "rows_joined",
        "lines_joined", "text_boxes", "ruby", "radicals", "private_use", "furniture", "contents", "page_edges",
        "page_numbers", "pages_dropped", "repeated_header", "marks_dropped", "table_frame", "table_rules",
        "page_around", "off_page", "two_columns", "watermark", "printed_twice", "separator_line", "said_again",
        "field_codes", "file_properties", "mail_head", "part_unread",
    ),
}  # fmt: skip
"""Every code, what does most harm first: what is lost or may stand under the wrong body, then what is only told."""
_RANKS: Final = {code: (group, rank) for group, codes in _BY_HARM.items() for rank, code in enumerate(codes)}


def group_of(doubt: Doubt) -> Group:
    """What a doubt asks of the person; one that is not known is to be checked."""
    return _RANKS[doubt.code][0] if doubt.code in _RANKS else Group.CHECK


def _harm(doubt: Doubt) -> tuple[int, int]:
    """Where a doubt stands among others, the most harmful first; one that is not known comes before all."""
    group, rank = _RANKS.get(doubt.code, (Group.CHECK, -1))
    return list(Group).index(group), rank


class Finding(NamedTuple):
    """One line of the report."""

    doubt: Doubt
    group: Group
    place: str
    """Id of the task or section it is about, where the words of the doubt say so; may be empty."""


class Report(NamedTuple):
    """All that is to be said of how a document was read."""

    document: Document
    findings: tuple[Finding, ...]
    """What does most harm first; alike in the order of the file."""
    corrected: Mapping[str, tuple[str, ...]] = MappingProxyType({})
    """What people corrected of each task."""

    def count(self, group: Group) -> int:
        """How many findings of a group there are."""
        return sum(each.group is group for each in self.findings)

    @property
    def to_check(self) -> tuple[Finding, ...]:
        """What a person should look at: what was inferred, and what is left out."""
        return tuple(each for each in self.findings if each.group is not Group.TOLD)

    def headline(self, texts: Texts) -> str:
        """How much was read, and how much of it asks for a look: `62 项任务 · 3 处请核对`."""
        return " · ".join(
            texts(f"report.{name}{'' if count == 1 else 's' if count else '_none'}", count=count)
            for name, count in (("task", len(self.document.tasks)), ("check", len(self.to_check)))
        )


def report(workspace: Ground, doc: str) -> Report:
    """The report of a document; raises as `Workspace.document`."""
    return report_of(workspace.document(doc))._replace(corrected=workspace.corrected(doc))


def report_of(document: Document) -> Report:
    """The report of a document that was read, whether a library holds it or not."""
    findings = (Finding(doubt, group_of(doubt), _place(document, doubt)) for doubt in document.doubts)
    return Report(document, tuple(sorted(findings, key=lambda each: _harm(each.doubt))))


def _place(document: Document, doubt: Doubt) -> str:
    """The task or section that a doubt names; empty where it names none."""
    named = doubt.values.get("no")
    at = [task for task in document.tasks if task.origin.where == doubt.where]
    found = [task for task in at if named in {task.no, str(task.ordinal)}] or at
    if found:
        return found[0].id
    section = doubt.values.get("section")
    return section if isinstance(section, str) and document.section(section) else ""


def locate(workspace: Ground, finding: Finding, document: Document) -> str:
    """Id of the task or section where a finding stands; the kept source is read for it where need be.

    Empty where that cannot be told. It may take as long as an import.
    """
    if finding.place or not finding.doubt.where:
        return finding.place
    from tui.ingest.blocks import Paragraph
    from tui.ingest.readers.choice import read_blocks

    try:
        data = read(workspace.library.source(document), LARGEST)
        blocks = read_blocks(data, document.source.name, document.source.encoding).blocks
    except (OSError, Problem):
        return _task_before(document, finding.doubt.where)
    words = ""
    for block in blocks:
        if isinstance(block, Paragraph) and block.text.strip():
            words = block.text
        if block.where == finding.doubt.where:
            break
    return _holding(document, words)


def _task_before(document: Document, where: str) -> str:
    """Id of the last task that stands before a place of the file, such as `line 128`; empty where there is none."""
    word, _, number = where.rpartition(" ")
    before = ""
    for task in document.tasks:
        other, _, at = task.origin.where.rpartition(" ")
        if other == word and at.isdecimal() and number.isdecimal() and int(at) <= int(number):
            before = task.id
    return before


def _holding(document: Document, words: str) -> str:
    """The section or task that holds the beginning of these words."""
    wanted = squeeze(words)[:_ENOUGH]
    if not wanted:
        return ""
    for section in document.sections:
        if wanted in squeeze(section.label + section.text):
            return section.id
    holding: Task | None = next((task for task in document.tasks if wanted in squeeze(task.text)), None)
    return holding.id if holding else ""
