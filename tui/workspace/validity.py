"""Whether a document is in force: said by a person, and the printed sentences that may make one say so."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from tui.model.change import Change, Intent
from tui.model.errors import Invalid, Usage
from tui.model.nearest import nearest
from tui.model.text import squeeze
from tui.model.validity import NAMES, Force, Printed, Validity, meant, printed
from tui.workspace.timekeeping import read_day

if TYPE_CHECKING:
    from tui.model.document import Document
    from tui.workspace.ground import Ground


class Offered(NamedTuple):
    """A printed sentence that speaks of a document."""

    doc: str
    """The document that prints it."""
    doc_no: str | None
    issued: str | None
    printed: Printed


def validity(workspace: Ground, doc: str) -> Validity:
    """What a person said of a document last; in force where nobody said anything."""
    return Validity.parse(workspace.state.value(doc, "", "validity")) or Validity(Force.VALID)


def not_valid(workspace: Ground, docs: Iterable[str]) -> dict[str, Validity]:
    """Those of some documents that are no longer in force, in their order; most of them nobody ever spoke of."""
    said = ((doc, validity(workspace, doc)) for doc in docs if workspace.state.touched(doc, "") is not None)
    return {doc: each for doc, each in said if each.force is not Force.VALID}


def all_said(workspace: Ground) -> dict[str, Force]:
    """The documents that somebody spoke of, and what they are."""
    said = (
        (change.doc, Validity.parse(change.value)) for change in workspace.state.changes() if change.kind == "validity"
    )
    return {doc: each.force for doc, each in said if each is not None}


def read_force(word: str) -> Force:
    """The state of a word; raises `Usage` (`unknown_force`) with the nearest one."""
    wanted = squeeze(word)
    for force, names in NAMES.items():
        if wanted in map(squeeze, names):
            return Force(force)
    known = [name for names in NAMES.values() for name in names[:2]]
    near = nearest(word, known)
    raise Usage("unknown_force" if near else "unknown_force_far", word=word, near=near, known=" ".join(known))


def set_validity(workspace: Ground, doc: str, state: str, by: str, since: str) -> tuple[Change, ...]:
    """Say what a document is, since the day that a word means; what is so already is not written again."""
    day = read_day(since, workspace.now().date()) if since else None
    said = Validity(read_force(state), day, by.strip() or None)
    if said == validity(workspace, doc):
        return ()
    held = workspace.state.held(doc, "", "validity")
    return workspace.append([Intent(doc, "", "validity", said.value(), held.stamp if held else None)])


def offered(workspace: Ground, document: Document) -> tuple[Offered, ...]:
    """The sentences of the library that speak of a document: its own that name no other, and others' that name it."""
    found = []
    for doc in workspace.library.ids():
        try:
            other = workspace.document(doc) if doc == document.id else workspace.library.load(doc)
        except Invalid:
            continue
        for sentence in printed(other):
            own = other.id == document.id and not sentence.titles and sentence.force is Force.LAPSED
            if own or (other.id != document.id and meant(sentence, document)):
                found.append(Offered(other.id, other.doc_no, other.issued, sentence))
    return tuple(found)
