"""Reading a file into the library, as a new document or as another edition of one that is there."""

from __future__ import annotations

from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from tui.bounded import LARGEST, read, refusal
from tui.model.comparing import Comparison, compare
from tui.model.document import Document, Kind
from tui.model.edition import edition_of
from tui.model.errors import Invalid, Unreadable, Usage
from tui.model.text import squeeze, visible
from tui.store.library import Reading
from tui.store.swapping import Swap, present_reading
from tui.workspace.editions import held_intent

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui.model.change import Intent
    from tui.workspace.editions import Waiting, WithEditions


class Imported(NamedTuple):
    """What an import did."""

    document: Document
    outcome: str
    """`added`, `replaced` or `same` (the very text was in the library already)."""
    replaced: Document | None = None
    """The edition that was there before."""
    compared: Comparison | None = None
    """What changed since."""
    waiting: tuple[Waiting, ...] = ()
    """The marks and notes that would have no place, of what was only looked at; that have none, of the damaged."""
    kept: Path | None = None
    """Where the file lies that was there before, of a document that was damaged."""
    notes: int = 0
    """How many comments of the file became notes."""


def keep_document(
    workspace: WithEditions, document: Document, file: Path, *, replace_old: bool, named: bool = False
) -> Imported:
    """Keep a document that was read from a file, with its source, and the comments in it as notes.

    Unless its id was `named` by a person, one that says word for word what another says is that one.
    """
    twin = None if named else _twin(workspace, document)
    imported = _kept(workspace, document, file, replace_old=replace_old) if twin is None else Imported(twin, "same")
    if document.source.format != "docx":
        return imported
    from tui.workspace.remarks import take_comments  # other files have none

    return imported._replace(notes=take_comments(workspace, imported.document, _source(file, document)))


def _kept(workspace: WithEditions, document: Document, file: Path, *, replace_old: bool) -> Imported:
    present, damaged = _present(workspace, document.id, replace_old=replace_old)
    if present is not None and _said(present) == _said(document):
        return Imported(present, "same")
    if present is not None and not replace_old:
        raise Usage("document_exists", file=file, doc=document.id, title=present.title)
    source = _source(file, document)
    before = present or _before(workspace, document.id, damaged=damaged)
    compared = compare(before, document) if before is not None else None
    kept = _put(workspace, document, source, _carries(workspace, before, document, compared, damaged=damaged))
    outcome = "added" if present is None and not damaged else "replaced"
    changed = compared if before and _said(before) != _said(document) else None
    waiting = workspace.editions.waiting(document.id) if damaged else ()
    return Imported(document, outcome, before, changed, waiting, kept)


def _present(workspace: WithEditions, doc: str, *, replace_old: bool) -> tuple[Document | None, bool]:
    """The document of this id, and whether there is one that is damaged and may be replaced.

    Raises `Unreadable` where nothing says that anything is wrong in it.
    """
    try:
        return workspace.find_read(doc), False
    except Unreadable:
        raise
    except Invalid:
        if not replace_old:
            raise
        return None, True


def _before(workspace: WithEditions, doc: str, *, damaged: bool) -> Document | None:
    """The edition that people wrote on, of a document that was taken out or is damaged; None where it is gone."""
    if damaged:
        from tui.workspace.recovering import recovered  # hardly anybody needs it

        return recovered(workspace, doc)
    return workspace.editions.left_behind(doc)


def _carries(
    workspace: WithEditions, before: Document | None, document: Document, compared: Comparison | None, *, damaged: bool
) -> list[Intent]:
    """Where the things of the edition before stand now; by their ids alone where that one cannot be read any more."""
    if before is not None and compared is not None and edition_of(before) != edition_of(document):
        return workspace.editions.carrying(before, document, compared)
    if before is None and damaged:
        from tui.workspace.recovering import carrying_unread

        return list(carrying_unread(workspace, document))
    return []


def _put(workspace: WithEditions, document: Document, source: bytes, carries: Sequence[Intent]) -> Path | None:
    """Let the library hold a document, and write down that it does and where the things of the one before stand now.

    Returns where the file that was there lies, if it was damaged.
    """
    library, doc = workspace.library, document.id
    swap = Swap(library, doc, present_reading(library, doc), Reading.made(document), source)
    workspace.append([held_intent(doc, swap, document.source.name), *carries], moves=[swap])
    workspace.forget_document(doc)
    return swap.kept


def _source(file: Path, document: Document) -> bytes:
    """The file that a document was read from; raises where it is no longer the same."""
    try:
        source = read(file, LARGEST)
    except OSError as error:
        raise refusal(error, file, code="unreadable_file") from error
    if sha256(source).hexdigest() != document.source.sha256:
        raise Invalid("file_changed", file=str(file))
    return source


def read_beside(workspace: WithEditions, document: Document, *, named: bool = False) -> Imported:
    """What importing a document that was read would do, without doing it; `named` as for `keep_document`."""
    if not named and _twin(workspace, document) is not None:
        return Imported(document, "same")
    present, damaged = _present(workspace, document.id, replace_old=True)
    before = present or _before(workspace, document.id, damaged=damaged)
    if before is None or damaged or _said(before) == _said(document):
        return Imported(document, "replaced" if damaged else "added" if present is None else "same")
    from tui.workspace.foretelling import foretell  # only who looks ahead pays for it

    return Imported(
        document, "added" if present is None else "replaced", before, *foretell(workspace, before, document)
    )


def _said(document: Document) -> tuple[object, ...]:
    """What a document says, whatever file of whatever format it was read from."""
    sections = [(each.id, each.kind, squeeze(each.text)) for each in document.sections]
    tasks = [
        (each.id, each.no, squeeze(each.text), each.leads, each.participants, each.due, each.details)
        for each in document.tasks
    ]
    return document.title, document.issuer, document.doc_no, document.issued, sections, tasks


def _twin(workspace: WithEditions, document: Document) -> Document | None:
    """The document of the library with the title and all the words of this one, under another id.

    So is the text of a document whose title was not printed, once it went out under that title and came back.
    """
    library = workspace.library
    if library.has(document.id):
        return None
    from tui.ingest import other_ids  # mostly it was read a moment ago

    for doc in filter(library.has, other_ids(document)):
        with suppress(Invalid):
            found = workspace.find_read(doc)
            if found is not None and _words(found) == _words(document):
                return found
    return None


def _words(document: Document) -> tuple[object, ...]:
    """All that a document says but its title, wherever that is printed."""
    sections = [squeeze(visible(each.label + each.text)) for each in document.sections if each.kind is not Kind.TITLE]
    tasks = [(squeeze(each.text), each.leads, each.participants) for each in document.tasks]
    return squeeze(document.title), document.issuer, document.doc_no, document.issued, sections, tasks


def remove(workspace: WithEditions, doc: str) -> None:
    """Take a document out, and keep its reading, so that what people wrote on it finds its place again."""
    workspace.library.refuse_to_remove(doc)
    swap = Swap(workspace.library, doc, present_reading(workspace.library, doc), None)
    workspace.append([held_intent(doc, swap, None)], moves=[swap])
    workspace.forget_document(doc)
