"""Whether a document is still in force (效力), as a person says it; and the sentences that print something of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum
from typing import Any, Final, NamedTuple

from tui.model.deadline import is_day
from tui.model.document import Document


class Force(StrEnum):
    """What a document may be."""

    VALID = "valid"
    AMENDED = "amended"
    LAPSED = "lapsed"
    REPEALED = "repealed"


NAMES: Final[dict[str, tuple[str, ...]]] = {
    Force.VALID: ("有效", "valid", "现行有效"),
    Force.AMENDED: ("已修改", "amended", "修改"),
    Force.LAPSED: ("失效", "lapsed", "已失效"),
    Force.REPEALED: ("废止", "repealed", "已废止"),
}
"""What each is called; the first two names are those that are written back."""


class Validity(NamedTuple):
    """Whether a document is in force, since when, and by what."""

    force: Force
    since: str | None = None
    """The day from which it is so, in ISO form."""
    by: str | None = None
    """What made it so, such as `晋政发〔2026〕1号`."""

    def value(self) -> dict[str, Any]:
        """As the value of a Change, whose target is the document."""
        return {"state": self.force.value, "from": self.since, "by": self.by}

    @classmethod
    def parse(cls, value: object) -> Validity | None:
        """The validity of such a value; None where it is none."""
        if not isinstance(value, dict) or value.get("state") not in list(Force):
            return None
        since, by = value.get("from"), value.get("by")
        return cls(Force(value["state"]), since if is_day(since) else None, by if isinstance(by, str) and by else None)


class Printed(NamedTuple):
    """A sentence that prints something of validity: its own, or that of a document it names."""

    section: str
    """Id of the section that it stands in."""
    sentence: str
    titles: tuple[str, ...]
    """The titles in 《》 and the numbers of the documents that it names."""
    force: Force


_SENTENCE: Final = re.compile(r"[^。；;\n]+[。；;]?")
_REPEALS: Final = re.compile("废止|停止执行|不再执行")
_LAPSES: Final = re.compile("失效|有效期(?!限)|(?:施行|执行|实施)至")
_NAMED: Final = re.compile(r"《([^《》]+)》|([\u4e00-\u9fff]{1,12}〔\d{4}〕\d+号)")


def printed(document: Document) -> Iterator[Printed]:
    """The sentences of a document that end the force of something, in reading order."""
    for section in document.sections:
        for match in _SENTENCE.finditer(section.text):
            sentence = match.group().strip()
            force = Force.REPEALED if _REPEALS.search(sentence) else Force.LAPSED if _LAPSES.search(sentence) else None
            if force is not None:
                titles = (title or number for title, number in _NAMED.findall(sentence))
                yield Printed(section.id, sentence, tuple(titles), force)


def meant(sentence: Printed, document: Document) -> bool:
    """Whether a sentence names a document, by its title or its number."""
    names = {name for name in (document.title, document.doc_no) if name}
    return any(title in names or (document.doc_no and title.endswith(document.doc_no)) for title in sentence.titles)
