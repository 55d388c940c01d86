"""What a text refers to: an article (`第十二条`), an annex (`附件2`), a document (`《…》`), an article of one; pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from tui.model.address import find_sections, printed_value
from tui.model.document import Document, Kind, Section


class Reference(NamedTuple):
    """One reference as it is printed."""

    words: str
    """As printed: `《办法》第三条`."""
    title: str = ""
    """The title in 《》; empty for the document itself."""
    number: str = ""
    """The document's number behind its title (`国发〔2015〕66号`); empty where none is printed."""
    place: str = ""
    """The article or annex (`第三条`, `附件2`); empty for a document as a whole."""


_NUMERAL: Final = "[零〇一二三四五六七八九十百千两0-9０-９]+"
_ARTICLE: Final = rf"第{_NUMERAL}条"
_ANNEX: Final = rf"附件(?:{_NUMERAL}+)?+(?![:：])"
"""Not the line that lists the annexes."""
_INSIDE: Final = r"(?:[^《》\n]|《[^《》\n]*》)+"
"""The words of a title; one that stands in it has brackets of its own."""
_REFERENCE: Final = re.compile(
    rf"《(?P<title>{_INSIDE})》(?:[（(](?P<number>[^（）()\n]*?号)[）)])?(?P<of>{_ARTICLE})?"
    rf"|(?P<article>{_ARTICLE})|(?P<annex>{_ANNEX})"
)


def references(text: str) -> Iterator[Reference]:
    """The references in a text, each once, in their order; linear in its length but for titles that never end."""
    seen = set[Reference]()
    for found in _REFERENCE.finditer(text):
        place = found["of"] or found["article"] or found["annex"] or ""
        each = Reference(found.group(), found["title"] or "", found["number"] or "", place)
        if each not in seen:
            seen.add(each)
            yield each


def place_of(document: Document, place: str) -> Section | None:
    """The article or annex that is meant, where the document has just one of that number."""
    if not place.startswith("附件"):
        found = find_sections(document, place)
        return found[0] if len(found) == 1 else None
    annexes = [section for section in document.sections if section.kind is Kind.ANNEX]
    wanted = printed_value(place.removeprefix("附件"))
    if wanted is None:
        return annexes[0] if len(annexes) == 1 else None
    return next((each for each in annexes if printed_value(each.number) == wanted), None)
