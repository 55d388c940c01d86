"""Undo and redo: a step is taken back by appending its inverse, and only what one did here oneself is.

What came from elsewhere stays, be it under one's own name: it is the work of whoever did it there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from tui.model.change import (
    WRITTEN,
    Change,
    Intent,
    Steps,
    Value,
    earlier_place,
    inverse,
    is_head,
    with_before,
    written_path,
)
from tui.model.errors import NotFound, Undecided
from tui.model.history import Step

if TYPE_CHECKING:
    from tui.model.state import State
    from tui.workspace.editions import WithEditions


def undo(workspace: WithEditions, *, force: bool = False, within: str | None = None) -> tuple[Change, ...]:
    """Take back one's own last step; raises as `Workspace.undo` says."""
    return _last(workspace, "undo", force=force, within=within)


def redo(workspace: WithEditions, *, force: bool = False, within: str | None = None) -> tuple[Change, ...]:
    """Repeat the step one took back last; raises as `Workspace.redo` says."""
    return _last(workspace, "redo", force=force, within=within)


def next_undone(workspace: WithEditions) -> str | None:
    """The step that `undo` would take back now; None where there is none."""
    steps = _steps(workspace, list(map(workspace.state.placed, workspace.store.history()))).done
    return steps[-1] if steps else None


def _steps(workspace: WithEditions, history: Iterable[Change]) -> Steps:
    """What one may take back and repeat."""
    return Steps.of(filter(_done_here(workspace), history), workspace.author)


def _done_here(workspace: WithEditions) -> Callable[[Change], bool]:
    """Whether a Change is one's own and was made here, rather than brought by a file, a server or a backup."""
    author, here = workspace.author, workspace.store.has_file_of
    return lambda change: change.author == author and not change.claimed and here(change.writer)


def _last(workspace: WithEditions, how: str, *, force: bool, within: str | None) -> tuple[Change, ...]:
    """Take one's own last step back or the other way, and with it the document it put in place or took out.

    `how` is `undo` or `redo`. What is asked tells it, and the step that is meant.
    """
    workspace.catch_up()
    history = list(map(workspace.state.placed, workspace.store.history()))
    known = _steps(workspace, history)
    steps = known.done if how == "undo" else known.undone
    if not steps:
        raise NotFound(f"nothing_to_{how}")
    try:
        _refuse_elsewhere([change for change in history if change.step == steps[-1]], within)
        changes = _revert(workspace, history, steps[-1], force=force)
    except Undecided as asked:
        asked.values.update(how=how, step=_meant(history, steps[-1], how))
        raise
    for change in changes:
        if change.kind == "document":
            workspace.forget_document(change.doc)
    return changes


def _meant(history: Sequence[Change], name: str, how: str) -> Step:
    """The step that an undo takes back, or that a redo does again: the one which the undo of this name took back."""
    told = list(with_before(history))
    found = [each for each in told if each[0].step == name]
    if how == "redo":
        found = [each for each in told if each[0].step == found[0][0].reverts] or found
    return Step(tuple(found))


def _revert(workspace: WithEditions, history: Sequence[Change], step: str, *, force: bool) -> tuple[Change, ...]:
    """Append the inverse of a step, the last of its Changes first."""
    author, is_mine = workspace.author, _done_here(workspace)
    entries = [entry for entry in with_before(history) if entry[0].step == step and is_mine(entry[0])]
    entries = _telling(list(_as_decided(entries)))
    if not force:
        _refuse_rivals(workspace.state, history, [change for change, _ in entries], is_mine)
    carried = [(change, _carried(workspace.state, change)) for change, _ in entries]

    def unchanged() -> None:
        """Refuse where someone was faster."""
        for change, seen in carried:
            now = _carried(workspace.state, change)
            if now and not is_mine(now) and (seen is None or now.stamp != seen.stamp):
                raise _changed_since(now)

    intents = [_on_top(workspace.state, author, inverse(change, before)) for change, before in reversed(entries)]
    intents += workspace.editions.switching(intents)
    moves = workspace.editions.moves(intents)
    return workspace.append(intents, reverts=step, check=None if force else unchanged, moves=moves)


def _as_decided(entries: list[tuple[Change, Value]]) -> Iterator[tuple[Change, Value]]:
    """The Changes of a step; where it decided between two, what stood here is what was so before it."""
    decided = {
        (change.doc, change.value["target"], change.value["kind"]): change.value.get("here")
        for change, _ in entries
        if change.kind == "decision" and isinstance(change.value, dict) and change.value.get("stamp")
    }
    for change, before in entries:
        yield change, decided.get((change.doc, change.target, change.kind), before)


def _telling(entries: list[tuple[Change, Value]]) -> list[tuple[Change, Value]]:
    """What is taken back of a step: of a replacement not where things stand in the other edition, which stays true."""
    if not any(is_head(change) for change, _ in entries):
        return entries
    return [
        (change, before)
        for change, before in entries
        if is_head(change) or change.kind == "document" or earlier_place(str(change.value)) is not None
    ]


def _on_top(state: State, author: str, intent: Intent) -> Intent:
    """What takes a Change back is built on what stands now too, so that it rivals nobody who wrote there since."""
    if intent.kind == "edit":
        note = state.note(intent.doc, intent.target)
        return replace(intent, base=note.version) if note else intent
    held = state.held(intent.doc, intent.target, intent.kind, author)
    if held is None or intent.base is None or held.stamp == intent.base:
        return intent
    return replace(intent, base=" ".join(sorted((intent.base, held.stamp))))


def _refuse_elsewhere(step: Sequence[Change], within: str | None) -> None:
    """Refuse a step that marked another document than the one looked at; one of documents as such is of the library."""
    marked = {change.doc for change in step if change.doc}
    of_library = any(change.kind in {"document", "carry"} for change in step)
    if within is not None and marked and within not in marked and not of_library:
        raise Undecided("elsewhere", change=step[0])


def _refuse_rivals(
    state: State, history: Sequence[Change], step: Sequence[Change], is_mine: Callable[[Change], bool]
) -> None:
    """Refuse where a field of the step no longer says what the step said, and what was not done here is to blame."""
    said = {change.field: change for change in step}
    rivals: dict[tuple[str, ...], Change] = {}
    for change in history:
        mine = said.get(change.field)
        if mine is not None and change.stamp > mine.stamp and not is_mine(change):
            rivals[change.field] = change
    for field, later in rivals.items():
        carried = _carried(state, said[field])
        if carried is None or carried.value != said[field].value:
            raise _changed_since(later)


def _carried(state: State, change: Change) -> Change | None:
    """The Change that the field of this one carries now."""
    if change.kind in WRITTEN:
        return state.last_edit(change.doc, written_path(change)) or change
    if change.kind == "edit":
        return state.last_edit(change.doc, change.target)
    return state.held(change.doc, change.target, change.kind, change.author)


def _changed_since(later: Change) -> Undecided:
    """The refusal of an undo that would take back what someone else did."""
    return Undecided(
        "changed_since", who=later.author, at=later.at, target=later.target, value=later.value, change=later
    )
