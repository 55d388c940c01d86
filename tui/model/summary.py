"""A document as a list tells it: what it is, and how much of what is in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from tui.model.document import Document, Source, short_title
from tui.model.validity import Force, Validity


class Summary(NamedTuple):
    """What is said of a document without its contents."""

    id: str
    title: str
    title_made: bool
    issuer: str | None
    doc_no: str | None
    issued: str | None
    source: Source
    kinds: Counter[str]
    """How many sections of each kind."""
    task_ids: tuple[str, ...]
    bundled: bool = False
    """Whether it travels with duban."""
    done: int = 0
    """How many of its tasks are done."""
    days: Mapping[str, str] = MappingProxyType({})
    """The last day of each task whose printed deadline names one, by its id."""
    validity: Validity = Validity(Force.VALID)
    """Whether it is in force, as somebody said last."""
    overdue: int = 0
    """How many of its tasks are past their deadline and open."""

    @property
    def tasks(self) -> int:
        """How many tasks it has."""
        return len(self.task_ids)

    def short_title(self, most: int) -> str:
        """The title without who issued it, so many characters of it before its kind."""
        return short_title(self.title, self.issuer, most)

    @classmethod
    def of(cls, document: Document, done: int = 0, overdue: int = 0) -> Summary:
        """What is said of a document that was read."""
        return cls(
            id=document.id,
            title=document.title,
            title_made=document.title_made,
            issuer=document.issuer,
            doc_no=document.doc_no,
            issued=document.issued,
            source=document.source,
            kinds=Counter(section.kind for section in document.sections),
            task_ids=tuple(task.id for task in document.tasks),
            done=done,
            days={task.id: task.due.by for task in document.tasks if task.due and task.due.by},
            overdue=overdue,
        )
