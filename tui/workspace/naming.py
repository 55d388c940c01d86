"""What a person types for a document, a task, a section or a note, and what is meant by it."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tui.model.address import find_sections, find_tasks
from tui.model.change import Note
from tui.model.document import Document, Section
from tui.model.errors import Invalid, NotFound, Usage, listed
from tui.model.task import Task
from tui.query.match.folding import key

if TYPE_CHECKING:
    from tui.workspace.ground import Ground


@dataclass(frozen=True, slots=True)
class Target:
    """What a person named: a document and the task or section in it."""

    document: Document
    place: Task | Section

    @property
    def id(self) -> str:
        """Id of the task or section."""
        return self.place.id


def choose_document(workspace: Ground, name: str | None) -> Document:
    """The document of an id, the beginning of one, or words of the title that only one has.

    Where nothing was named it is the only one, else the one that this person chose to mean.
    """
    ids = workspace.library.ids()
    if name is None:
        meant = workspace.meant() if len(ids) > 1 else None
        fitting = [meant] if meant else ids
    else:
        fitting = [doc for doc in ids if doc == name] or [doc for doc in ids if doc.startswith(name)]
        fitting = fitting or _titled(workspace, name)
    if not fitting:
        raise NotFound("no_document", name=name or "", known=listed(ids))
    if len(fitting) > 1:
        raise Usage("which_document", known=listed(fitting))
    return workspace.document(fitting[0])


def _titled(workspace: Ground, words: str) -> list[str]:
    """The documents whose titles hold all of these words, in whatever form of writing; an exact title goes first."""
    wanted, titles = [key(word) for word in words.split()], dict[str, str]()
    for doc in workspace.library.ids() if wanted else ():
        with suppress(Invalid):  # one that cannot be read is told elsewhere
            titles[doc] = key(workspace.library.summary(doc).title)
    whole = [doc for doc, title in titles.items() if title == key(words)]
    return whole or [doc for doc, title in titles.items() if all(word in title for word in wanted)]


def find_task(workspace: Ground, name: str, doc: str | None = None) -> Target:
    """The task of `14`, `#3`, `DOC/14` or an id."""
    document, name = _split_document(workspace, name, doc)
    found = find_tasks(document, name)
    if not found:
        raise NotFound("no_task", name=name, doc=document.id, count=len(document.tasks))
    if len(found) > 1:
        raise Usage("ambiguous_task", name=name, known="、".join(f"#{task.ordinal} ({task.id})" for task in found))
    return Target(document, found[0])


def find_section(workspace: Ground, name: str, doc: str | None = None) -> Target:
    """The section of `四`, `（三）`, `四（三）`, `第3条` or an id."""
    document, name = _split_document(workspace, name, doc)
    found = find_sections(document, name)
    if not found:
        raise NotFound("no_section", name=name, doc=document.id)
    if len(found) > 1:
        raise Usage("ambiguous_section", name=name, known="、".join(section.id for section in found))
    return Target(document, found[0])


def find_target(workspace: Ground, name: str, doc: str | None = None) -> Target:
    """The task or section a person named; a bare number is always a task."""
    try:
        return find_task(workspace, name, doc)
    except NotFound as no_task:
        if no_task.code != "no_task" or name.strip().isdecimal():
            raise
    try:
        return find_section(workspace, name, doc)
    except NotFound as no_section:
        raise NotFound("no_target", **no_section.values) from no_section


def find_note(notes: Sequence[Note], name: str) -> Note:
    """The note of an id or of the end or beginning of one."""
    exact = [note for note in notes if note.id == name]
    found = exact or [note for note in notes if name and (note.id.startswith(name) or note.id.endswith(name))]
    if not found:
        raise NotFound("no_note", name=name)
    if len(found) > 1:
        raise Usage("ambiguous_note", name=name, known="、".join(note.id for note in found))
    return found[0]


def _split_document(workspace: Ground, name: str, doc: str | None) -> tuple[Document, str]:
    """The document that `DOC/…` or `doc` names, and the rest of the name."""
    for known in sorted(workspace.library.ids(), key=len, reverse=True):
        if name.startswith(f"{known}/"):
            return workspace.document(known), name.removeprefix(f"{known}/")
    return choose_document(workspace, doc), name
