"""The report of an import: what was read, what the reader was not sure of, what it left out, and where each stands."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import TYPE_CHECKING, Final, NamedTuple

from tui.bounded import LARGEST, read
from tui.model.document import Document, Doubt
from tui.model.errors import Problem
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


_GROUPS: Final = {
    **dict.fromkeys(
        ("furniture", "image_ignored", "no_task_table", "numbers_lost", "row_dropped", "standing_body"), Group.DROPPED
    ),
    **dict.fromkeys(
        ("cell_words", "converted", "lines_joined", "marks_dropped", "page_numbers", "pages_dropped", "private_use"),
        Group.TOLD,
    ),
    **dict.fromkeys(
        ("repeated_header", "revisions", "table_frame", "table_rules", "title_named", "text_boxes"), Group.TOLD
    ),
}
"""Of the codes that are no inference."""


def group_of(doubt: Doubt) -> Group:
    """What a doubt asks of the person; one that is not known is to be checked."""
    return _GROUPS.get(doubt.code, Group.CHECK)


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
    """Those to be checked first, then what was left out; in the order of the file."""
    corrected: Mapping[str, tuple[str, ...]]
    """What people corrected of each task."""

    def count(self, group: Group) -> int:
        """How many findings of a group there are."""
        return sum(each.group is group for each in self.findings)


def report(workspace: Ground, doc: str) -> Report:
    """The report of a document; raises as `Workspace.document`."""
    document = workspace.document(doc)
    findings = [Finding(doubt, group_of(doubt), _place(document, doubt)) for doubt in document.doubts]
    order = list(Group)
    ordered = sorted(findings, key=lambda each: order.index(each.group))
    return Report(document, tuple(ordered), workspace.corrected(doc))


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
