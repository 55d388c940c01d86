"""A policy document as it was read: a tree of sections in reading order, with its tasks and what the reader doubted."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from types import MappingProxyType
from typing import Final, NamedTuple

from tui.model.task import Task


class Kind(StrEnum):
    """What a section is in the document."""

    TITLE = "title"
    SALUTATION = "salutation"
    CHAPTER = "chapter"
    SECTION = "section"
    ARTICLE = "article"
    ITEM = "item"
    PARAGRAPH = "paragraph"
    ANNEX = "annex"
    SIGNATURE = "signature"
    DATE = "date"


HEADINGS = frozenset({Kind.CHAPTER, Kind.SECTION, Kind.ARTICLE, Kind.ANNEX})
"""The kinds that make the outline."""


class Section(NamedTuple):
    """One piece of the document: `label + text` is its own words exactly as issued, without its children's."""

    id: str
    """Path of printed numbers, such as `四/（三）`; the same for the same text in every office and file format."""
    parent: str | None
    """Id of the section it stands in, or None at the top."""
    kind: Kind
    number: str | None
    """The printed number without what only separates it from the text: `四`, `（三）`, `第五条`, `1`."""
    heading: str | None
    """The heading, fit to show; None where there is none. It stands at the head of `text` too."""
    text: str
    label: str = ""
    """What is printed before the text: the indent and the number with its separator, such as `　　四、`."""


class Source(NamedTuple):
    """The file a document was read from."""

    name: str
    sha256: str
    format: str
    encoding: str | None


@dataclass(frozen=True, slots=True)
class Doubt:
    """One thing the reader was not sure of, filled in or dropped (a `warning` in JSON).

    `code` names the sentence (`warning.<code>` in `tui.i18n`), `values` fill it, `where` is the place in the file.
    """

    code: str
    where: str
    values: Mapping[str, str | int] = field(default_factory=lambda: MappingProxyType({}))
    count: int = 0
    """How many characters of the file, blanks left aside, stand nowhere in what was read because of it."""


class Characters(NamedTuple):
    """What became of the characters of a file, blanks left aside: `source` is always `kept` and `reported` together."""

    source: int
    """What the file holds."""
    kept: int
    """What stands in a section, or in a task with its details."""
    reported: int
    """What stands in neither, as the doubts count it."""


@dataclass(frozen=True)
class Document:
    """A document, read-only once imported."""

    id: str
    title: str
    title_made: bool
    """True where no title is printed and one was made from the text."""
    issuer: str | None
    doc_no: str | None
    """文号 as printed, such as `国发〔2015〕66号`."""
    issued: str | None
    """成文日期 in ISO form, such as `2016-06-18`."""
    source: Source
    sections: tuple[Section, ...]
    tasks: tuple[Task, ...]
    doubts: tuple[Doubt, ...] = ()
    characters: Characters | None = None
    """What became of the characters of the file; None where it was read before they were counted."""

    @cached_property
    def _by_id(self) -> dict[str, Section]:
        return {section.id: section for section in self.sections}

    @cached_property
    def _children(self) -> dict[str | None, list[Section]]:
        children: dict[str | None, list[Section]] = {}
        for section in self.sections:
            children.setdefault(section.parent, []).append(section)
        return children

    @cached_property
    def _tasks_by_id(self) -> dict[str, Task]:
        return {task.id: task for task in self.tasks}

    @property
    def short_title(self) -> str:
        """The title as one speaks of it among others: without who issued it, its middle left out where it is long."""
        return short_title(self.title, self.issuer)

    def section(self, section_id: str) -> Section | None:
        """The section of this id, or None."""
        return self._by_id.get(section_id)

    def task(self, task_id: str) -> Task | None:
        """The task of this id, or None."""
        return self._tasks_by_id.get(task_id)

    def children(self, section_id: str | None) -> tuple[Section, ...]:
        """The sections that stand directly in this one (None: at the top), in reading order."""
        return tuple(self._children.get(section_id, ()))

    def ancestors(self, section_id: str) -> Iterator[Section]:
        """The section itself, then what it stands in, outwards."""
        section = self._by_id.get(section_id)
        while section is not None:
            yield section
            section = self._by_id.get(section.parent) if section.parent is not None else None

    def walk(self, section_id: str | None = None) -> Iterator[Section]:
        """What stands in this section (None: in the document) at any depth, in reading order."""
        for child in self._children.get(section_id, ()):
            yield child
            yield from self.walk(child.id)

    def count(self, *kinds: Kind) -> int:
        """How many sections are of these kinds."""
        return sum(section.kind in kinds for section in self.sections)


_SHORT: Final = 10
"""Characters of a title that tell it from others, without the word for its kind."""
_KIND: Final = "(?:实施|指导|若干)?(?:意见|方案|通知|办法|规划|细则|决定|条例|纲要|要点|措施|规定|清单|台账)$"


def short_title(title: str, issuer: str | None = None, most: int = _SHORT) -> str:
    """A title as one speaks of it among others: `积极发挥新消费引领…实施意见`, `most` characters before its kind."""
    words = "".join(title.split())
    for name in (issuer or "").split("、"):
        words = words.removeprefix(name)
    while "关于" in words[:24]:  # the inner matter is what tells it from others
        words = re.sub("^.*?关于(?:印发|转发|公布)?", "", words, count=1)
    words = words.strip("《》的")
    if "《" not in words:  # the bracket that opened it stood before the inner matter
        words = words.replace("》", "", 1)
    found = re.search(_KIND, words)
    kind = found.group() if found else ""
    stem = words[: len(words) - len(kind)].rstrip("》的")
    return words if len(stem) <= most + 2 else f"{stem[:most]}…{kind}"
