"""What people did, in the words of the status line: one's own steps, others', and texts that rival each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.app.desk import Desk
from tui.app.showing import list_short
from tui.export.history import Aloud
from tui.model.change import OWN, Change
from tui.model.history import Step, steps

if TYPE_CHECKING:
    from tui.i18n import Texts
    from tui.workspace import Workspace


def aloud(desk: Desk) -> Aloud:
    """What reads Changes aloud in the language in use."""
    return aloud_in(desk.workspace, desk.texts)


def aloud_in(workspace: Workspace, texts: Texts) -> Aloud:
    """The same for a dialog that knows the workspace and no desk."""
    return Aloud(
        texts=texts,
        profile=workspace.profile,
        document=workspace.find_document,
        note=workspace.state.note,
        several=len(workspace.library.ids()) > 1,
        titled=True,
        name=workspace.state.name,
    )


def did(desk: Desk, change: Change) -> str:
    """What someone else did, in words."""
    return aloud(desk).did(Step(((change, None),)))


def told(desk: Desk, changes: tuple[Change, ...]) -> str:
    """The last step of what others did, and how many more there are; their stars and names are their own."""
    found = steps((change, None) for change in changes if change.kind not in OWN)
    if not found:
        return ""
    news = aloud(desk).did(found[-1])
    return news if len(found) == 1 else desk.texts("app.and_more", news=news, count=len(found) - 1)


def at_odds(desk: Desk) -> str:
    """That two wrote the same at the same time, of several the last; empty where nobody did."""
    found = desk.present.at_odds()
    if not found:
        return ""
    news = aloud(desk).at_odds(found[-1])
    return news if len(found) == 1 else desk.texts("app.and_more", news=news, count=len(found) - 1)


def rivalled(desk: Desk, changes: tuple[Change, ...]) -> str:
    """That another text of a note was written at the same time; empty where these Changes made none so."""
    for change in changes:
        note = desk.workspace.state.note(change.doc, change.target) if change.kind == "edit" else None
        if note is not None and note.rivals and change.stamp in {note.version, *note.rival_versions}:
            return desk.texts("app.rivalled", where=desk.place_name(note.place, note.doc))
    return ""


def named(desk: Desk, places: list[tuple[str, str]]) -> str:
    """Places (document and task or section) as one speaks of them, the document where it is not the open one."""
    by_doc: dict[str, list[str]] = {}
    for doc, place in dict.fromkeys(places):
        name = desk.place_name(place, doc)
        if name not in by_doc.setdefault(doc, []):
            by_doc[doc].append(name)
    said = []
    for doc, names in by_doc.items():
        document = desk.workspace.find_document(doc) if doc else None
        title = f"{document.short_title} " if document and doc != desk.document.id else ""
        said.append(title + list_short(names, desk.texts))
    return desk.texts("cli.clause").join(said)
