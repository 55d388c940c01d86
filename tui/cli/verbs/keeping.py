"""What keeps a workspace: a folder for several, copies, the check-up."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from tui.cli.call import DONE, NOTHING, Call
from tui.cli.doctor import Finding, examine
from tui.cli.surroundings import surroundings
from tui.cli.terminal import is_terminal, sentence
from tui.cli.verbs.exchange import UNDECIDED
from tui.cli.verbs.telling import aloud, refuse_missing
from tui.config import mistakes, read_told
from tui.model.errors import Problem
from tui.model.merging import Rivalry


def doctor(call: Call) -> int:
    """Check the workspace; what is wrong is printed, each thing on one line, and mended where wanted and safe."""
    kind = call.workspace.store.network_disk
    if kind is not None:
        call.printer.say("network_disk", workspace=call.workspace.settings.workspace, kind=kind)
    for name, facts in surroundings(call.workspace, os.environ):
        call.printer.say(f"doctor.{name}", **facts)
    findings = _findings(call)
    call.printer.lines(sentence(finding.problem, call.texts) for finding in findings)
    if call.options.repair:
        for finding in findings:
            _mend(call, finding)
        findings = _findings(call) if findings else findings
    if not findings:
        call.printer.say("sound", workspace=call.workspace.settings.workspace)
    return NOTHING if findings else DONE


def _findings(call: Call) -> Sequence[Finding]:
    settings = call.workspace.settings
    wrong = call.wrong_keys(settings) if settings.keys else ()
    mistaken = mistakes(read_told(os.environ))
    examined = examine(call.workspace, os.environ, terminal=is_terminal(sys.stdout))
    return (*examined, *map(Finding, mistaken), *map(Finding, wrong))


def _mend(call: Call, finding: Finding) -> None:
    """Set one thing right and say so; what cannot be is told and does not keep the next from it."""
    if finding.mend is None:
        call.printer.say("unmended", problem=sentence(finding.problem, call.texts))
        return
    try:
        mended = finding.mend()
    except Problem as problem:
        call.printer.talk(sentence(problem, call.texts))
        return
    call.printer.say(f"mended.{mended.what}", **mended.values)


def init(call: Call) -> int:
    """Make a workspace for several people."""
    folder = Path(call.options.shared or refuse_missing("--shared DIR", "init"))
    group = call.workspace.share(folder, call.options.group)
    call.printer.say("shared", folder=folder.absolute(), group=group)
    return DONE


def demo(call: Call) -> int:
    """Make a workspace with made-up work in it."""
    day = getattr(call.options, "as_of", None)
    as_of = call.workspace.read_day(day) if day else None
    made = call.workspace.make_demo(Path(call.options.folder), date.fromisoformat(as_of) if as_of else None)
    call.printer.say("demo.made", folder=made.folder, tasks=made.tasks, changes=made.changes)
    return DONE


def backup(call: Call) -> int:
    """Write a backup."""
    saved = call.workspace.backup(Path(call.options.file))
    for name in saved.unsound:
        call.printer.say("backup.unsound", name=name)
    call.printer.say("saved", file=saved.file, files=saved.files, size=_size(saved.size))
    return DONE


def restore(call: Call) -> int:
    """Take a backup in."""
    restored = call.workspace.restore(Path(call.options.file), force=call.options.force)
    for name in restored.unsound:
        call.printer.say("restore.unsound", name=name)
    for name in restored.cut:
        call.printer.say("restore.cut", name=name)
    for doc in restored.added:
        call.printer.say("restore.added", doc=doc)
    for doc in restored.replaced:
        call.printer.say("restore.replaced", doc=doc, kept=restored.kept)
    if restored.changes:
        call.printer.say("restore.changes", count=len(restored.changes))
    if not (restored.changes or restored.added or restored.replaced):
        call.printer.say("unchanged")
    tell_overruled(call, restored.overruled, "restore.overruled")  # last, for it wants a person
    return UNDECIDED if restored.overruled else DONE


def tell_overruled(call: Call, overruled: Iterable[Rivalry], code: str) -> None:
    """Say by this text where what came and the workspace differed, and what counts now."""
    told = aloud(call)
    for rivalry in overruled:
        change, ours = rivalry.theirs, rivalry.here
        later = max((each for each in (ours, change) if each), key=lambda each: each.stamp)
        call.printer.say(
            code,
            target=told.place(change.doc, change.target),
            kind=told.kind(change),
            here=told.value(ours, ours.value) if ours else "",
            theirs=told.value(change, change.value),
            now=told.value(later, later.value),
        )


def _size(count: int) -> str:
    """A number of bytes as people say it."""
    return f"{count / (1 << 20):.1f} MB" if count >= 1 << 20 else f"{max(1, count >> 10)} KB"
