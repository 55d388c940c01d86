"""Where what a text refers to stands: in the document itself, or in another of the library."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from typing import TYPE_CHECKING, Final, NamedTuple

from tui.model.document import Document
from tui.model.errors import Invalid
from tui.model.reference import Reference, place_of, references
from tui.query.match.folding import key

if TYPE_CHECKING:
    from tui.model.summary import Summary
    from tui.workspace.ground import Ground

_LEAST = 4
"""Characters of a title that may stand at the end of a longer one: 《办法》 is the end of many."""


class Referred(NamedTuple):
    """A reference and what it leads to."""

    words: str
    """As it is printed."""
    doc: str = ""
    """Id of the document; empty where the library has none of that name."""
    place: str = ""
    """Id of the section; empty for a document as a whole."""


_BRACKETS: Final = str.maketrans("〈〉", "《》")


def referred(workspace: Ground, document: Document, text: str) -> list[Referred]:
    """What a text of a document refers to, in its order; what leads nowhere within the document itself is left out."""
    found = list(references(text))
    known = list(_summaries(workspace)) if any(each.title for each in found) else []
    return [made for each in found if (made := _led(workspace, document, each, known)) is not None]


def _led(workspace: Ground, document: Document, each: Reference, known: list[Summary]) -> Referred | None:
    if not each.title:
        section = place_of(document, each.place)
        return Referred(each.words, document.id, section.id) if section else None
    doc = _named(each, known)
    if doc == document.id and not each.place:
        return None  # it names itself
    section = place_of(workspace.document(doc), each.place) if doc and each.place else None
    return Referred(each.words, doc, section.id if section else "")


def _flat(title: str) -> str:
    """A title whose inner brackets are those of a title that stands alone."""
    return title.translate(_BRACKETS)


def _named(each: Reference, known: list[Summary]) -> str:
    """The document of this number, else of this title, else the only one whose title ends in it; empty for none."""
    number, title = key(each.number), key(_flat(each.title))
    by_number = [one.id for one in known if number and one.doc_no and key(one.doc_no) == number]
    titles = {one.id: key(_flat(one.title)) for one in known}
    whole = [doc for doc, its in titles.items() if its == title]
    ending = [doc for doc, its in titles.items() if len(title) >= _LEAST and its.endswith(title)]
    for fitting in (by_number, whole, ending):
        if len(fitting) == 1:
            return fitting[0]
    return ""


def _summaries(workspace: Ground) -> Iterator[Summary]:
    for doc in workspace.library.ids():
        with suppress(Invalid):  # one that cannot be read is told elsewhere
            yield workspace.library.summary(doc)
