"""Undo and redo, and what they did: document, place and what."""

from __future__ import annotations

from functools import partial
from typing import Final, Protocol

from tui.app.aloud import aloud, did, named
from tui.app.desk import Desk, News
from tui.app.extent import spans_all
from tui.model.change import Change, bare_target, is_head, is_stamp, library_deed, split_target
from tui.model.errors import Problem
from tui.model.history import Step


class Reverting(Protocol):
    """Takes one's own last step back, or repeats it, as `Workspace.undo` does."""

    def __call__(self, *, force: bool = False, within: str | None = None) -> tuple[Change, ...]:
        """Do it."""


def revert(desk: Desk, step: Reverting, news: News, *, anywhere: bool = False) -> None:
    """Take a step back, or repeat one.

    Asked first is, of a step in another document than the open one unless all are looked at, and of what somebody
    else has changed since.
    """

    def again(problem: Problem) -> None:
        if problem.code == "elsewhere":
            revert(desk, step, news, anywhere=True)
        else:
            desk.write(partial(step, force=True), news)

    within = None if anywhere or spans_all(desk.view) else desk.document.id
    desk.write(partial(step, within=within), news, again=again)


def question(desk: Desk, problem: Problem) -> str:
    """What is asked before a step is taken back or repeated: which step that is, and what speaks against it."""
    values = problem.values
    how, step, change = values["how"], values["step"], values.get("change")
    what = aloud(desk).step_line(step) if isinstance(step, Step) else ""
    since = did(desk, change) if isinstance(change, Change) else ""
    return desk.texts(f"app.{problem.code}.{how}", what=what, did=since)


def told(desk: Desk, how: str, changes: tuple[Change, ...]) -> str:
    """The Changes of a step that was taken back (`undo`) or repeated (`redo`)."""
    texts, first = desk.texts, changes[0]
    if changes[-1].kind == "document":
        return _document_told(desk, how, changes[-1])
    if first.kind == "carry" and not any(map(is_head, changes)):  # a decision
        where = texts("cli.place.earlier", name=bare_target(first))
        return texts(f"app.{how}_done", what=texts("cli.kind.carry"), where=where)
    if first.kind == "carry":
        document = desk.workspace.find_document(first.doc)
        where = document.short_title if document else first.doc
        return texts(f"app.{how}_done", what=texts("app.kind.carry"), where=where)
    if first.doc and not first.target:  # of the document itself
        document = desk.workspace.find_document(first.doc)
        where = document.short_title if document else first.doc
        return texts(f"app.{how}_done", what=texts(f"app.kind.{_kind(first, how)}"), where=where)
    in_order = reversed(changes) if how == "undo" else changes  # what was done last is taken back first
    places = [(change.doc, _place(desk, change)) for change in in_order if change.doc]
    if not places:
        return texts(f"app.{how}_filter")
    kinds = dict.fromkeys(_kind(change, how) for change in changes if change.doc)
    what = texts("app.listed").join(texts(f"app.kind.{kind}") for kind in kinds)
    done, now = texts(f"app.{how}_done", what=what, where=named(desk, places)), _now(desk, changes)
    return texts("app.undo_now", done=done, now=now) if now else done


def _now(desk: Desk, changes: tuple[Change, ...]) -> str:
    """What stands now where a step was taken back or repeated, where that is one thing and soon said."""
    if {change.kind for change in changes} - _SAID_NOW:
        return ""
    reads = aloud(desk)
    values = {reads.value(change, change.value) for change in changes}
    said = values.pop() if len(values) == 1 else ""
    return said if len(said) <= _SHORT else ""


_SAID_NOW: Final = {"status", "due", "progress", "star"}
"""The kinds of Change whose value is told."""
_SHORT: Final = 16
"""Characters of a value that is soon said."""


def _document_told(desk: Desk, how: str, change: Change) -> str:
    """A document that is there again, or is gone again, by its short title; by its id where it is no longer there."""
    done, document = library_deed(change, back=how == "undo"), desk.workspace.find_document(change.doc)
    open_now = desk.document if change.doc == desk.document.id else None
    named = document or open_now
    what = desk.texts(f"cli.kind.document.{done}")
    return desk.texts(f"app.{how}_done", what=what, where=named.short_title if named else change.doc)


def _place(desk: Desk, change: Change) -> str:
    """Where a Change was; an added task that is no longer there by a word."""
    place = split_target(change.target)[0]
    document = desk.document if change.doc == desk.document.id else desk.workspace.find_document(change.doc)
    there = document is not None and (document.task(place) or document.section(place))
    return place if there or not is_stamp(place) else desk.texts("app.field.row")


def _kind(change: Change, how: str) -> str:
    """What was taken back or repeated: a note is written by being there again, and no longer there once taken back.

    So it is reopened by no longer being settled, and settled again once that is taken back.
    """
    written = change.value is (how == "undo")
    if change.kind == "resolve":
        return "reopen" if (change.value is None) is (how == "redo") else "resolve"
    return "note" if change.kind == "delete" and written else change.kind
