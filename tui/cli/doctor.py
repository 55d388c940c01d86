"""The check-up of a workspace: what is wrong with it, each thing with its place, and what can be mended."""

from __future__ import annotations

import hashlib
import locale
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from tui.bounded import LARGEST, read, refusal
from tui.cli.letters import cells_here
from tui.model.document import Document
from tui.model.errors import Invalid, Problem, Unavailable, Usage
from tui.store.checkup import Checkup, WrongMode
from tui.store.disk import free_bytes
from tui.store.profiles import FILE, is_foreign
from tui.store.record import Damage
from tui.workspace import Workspace

LITTLE_ROOM: Final = 50 << 20
"""Bytes below which a disk is nearly full."""


@dataclass(frozen=True, slots=True)
class Mended:
    """What was set right: `what` names the sentence (`cli.mended.<what>`), `values` fill it."""

    what: str
    values: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong, and how it is set right where that is safe."""

    problem: Problem
    mend: Callable[[], Mended] | None = None


def examine(workspace: Workspace, environ: Mapping[str, str], *, terminal: bool) -> tuple[Finding, ...]:
    """Everything that is wrong; empty where all is sound. Changes nothing.

    `terminal` says whether a person sits at a terminal, which then is looked at too.
    """
    checkup = Checkup(workspace.store, workspace.now())
    return (
        *map(Finding, _library(workspace)),
        *map(Finding, _profile(workspace)),
        *(Finding(Invalid("library_and_history", doc=doc)) for doc in checkup.half_steps(workspace.library)),
        *_journal(workspace, checkup),
        *_lines(checkup),
        *_files(workspace, checkup),
        *map(Finding, _surroundings(workspace, checkup)),
        *(map(Finding, _terminal(environ)) if terminal else ()),
    )


def _library(workspace: Workspace) -> Iterator[Problem]:
    """Documents that cannot be read, and sources that are not what was imported."""
    for doc in workspace.library.ids():
        try:
            yield from _source(workspace, workspace.library.load(doc))
        except Problem as problem:
            yield problem


def _source(workspace: Workspace, document: Document) -> Iterator[Problem]:
    """What is wrong with the kept source of a document; one that travels with duban may have none."""
    file = workspace.library.source(document)
    if not file.exists():
        if workspace.library.is_own(document.id):
            yield Invalid("missing_source", path=file, doc=document.id)
        return
    try:
        sound = hashlib.sha256(read(file, LARGEST)).hexdigest() == document.source.sha256
    except OSError as error:
        yield refusal(error, file)
        return
    if not sound:
        yield Invalid("damaged_source", path=file, doc=document.id)


def _profile(workspace: Workspace) -> Iterator[Problem]:
    """What is wrong with the office's own statuses, or that tasks have one that they lack."""
    root = workspace.settings.workspace
    if is_foreign(root):
        yield Usage("profile_foreign", path=root / FILE)
    try:
        profile = workspace.profile
    except Problem as problem:
        yield problem
        return
    marks = (change.value for change in workspace.state.changes() if change.kind == "status")
    for key, count in Counter(key for key in marks if isinstance(key, str)).items():
        if profile.get(key) is None:
            yield Usage("profile_lacks", status=key, count=count)


def _journal(workspace: Workspace, checkup: Checkup) -> Iterator[Finding]:
    """Bytes of the journal that could not be used; a file is mended once, whatever is wrong in it."""
    begun: set[str] = set()
    for damage in workspace.damage:
        problem = Invalid("damaged_journal", path=damage.file, offset=damage.offset, length=damage.length)
        mend = damage.file not in begun and checkup.mendable(damage)
        begun.add(damage.file)
        yield Finding(problem, partial(_mend_journal, checkup, damage) if mend else None)


def _lines(checkup: Checkup) -> Iterator[Finding]:
    """Journal files from which a line was taken, and what is passed over among them."""
    for file, found, mine in checkup.missing_lines():
        problem = Invalid("missing_line", path=file, offset=found.offset)
        yield Finding(problem, partial(_note_missing, checkup, file) if mine else None)
    for path in checkup.passed_over():
        yield Finding(Invalid("passed_over", path=path))


def _note_missing(checkup: Checkup, file: str) -> Mended:
    return Mended("missing", {"path": file, "kept": checkup.note_missing(file)})


def _mend_journal(checkup: Checkup, damage: Damage) -> Mended:
    return Mended("journal", {"path": damage.file, "kept": checkup.mend_journal(damage.file)})


def _files(workspace: Workspace, checkup: Checkup) -> Iterator[Finding]:
    """Modes, files left behind, and the checkpoint."""
    if not workspace.store.writable:
        yield Finding(Unavailable("read_only", path=workspace.settings.workspace))
    for wrong in checkup.wrong_modes():
        problem = Unavailable("wrong_mode", path=wrong.path, mode=f"{wrong.mode:o}", right=f"{wrong.right:o}")
        yield Finding(problem, partial(_mend_mode, checkup, wrong) if wrong.ours else None)
    for folder in checkup.unfinished():
        yield Finding(Unavailable("half_restored", path=workspace.settings.workspace, reason=folder.name))
    for path in checkup.strays():
        yield Finding(Invalid("stray_file", path=path), partial(_put_away, checkup, path))
    if checkup.wrong_checkpoint():
        yield Finding(Invalid("wrong_checkpoint", path=checkup.checkpoint_file), partial(_mend_checkpoint, checkup))


def _mend_mode(checkup: Checkup, wrong: WrongMode) -> Mended:
    checkup.mend_mode(wrong)
    return Mended("mode", {"path": wrong.path, "right": f"{wrong.right:o}"})


def _put_away(checkup: Checkup, path: Path) -> Mended:
    return Mended("stray", {"path": path, "kept": checkup.put_away(path)})


def _mend_checkpoint(checkup: Checkup) -> Mended:
    return Mended("checkpoint", {"path": checkup.checkpoint_file, "kept": checkup.mend_checkpoint()})


def _surroundings(workspace: Workspace, checkup: Checkup) -> Iterator[Problem]:
    """The room on the disk, and the clock."""
    if checkup.lock_held():
        yield Unavailable("lock_held", path=workspace.settings.workspace / "journal" / ".lock")
    room = free_bytes(workspace.settings.workspace)
    if room is not None and room < LITTLE_ROOM:
        yield Unavailable("little_room", path=workspace.settings.workspace, room=room >> 20)
    ahead = checkup.ahead()
    if ahead is not None:
        yield Invalid("clock_ahead", at=ahead.at, who=ahead.author)


def _terminal(environ: Mapping[str, str]) -> Iterator[Problem]:
    """Whether the locale can say Chinese and the terminal can show the screens."""
    encoding = locale.getencoding()
    try:
        "督办".encode(encoding)
    except (UnicodeEncodeError, LookupError):
        yield Usage("poor_locale", encoding=encoding)
    if environ.get("TERM") == "linux":
        yield Usage("bare_console")
    elif environ.get("TERM", "") in {"", "dumb", "unknown"}:
        yield Usage("dumb_terminal")
    elif (cells_here() or 1) > 1:
        yield Usage("wide_letters")
