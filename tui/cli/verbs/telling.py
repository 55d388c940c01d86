"""What was done, told in people's words; and what is missing of a command line, refused."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import NoReturn

from tui.cli.call import DONE, Call
from tui.export.history import Aloud
from tui.model.change import Change
from tui.model.errors import Problem, Usage
from tui.model.ledger import Entry


def aloud(call: Call) -> Aloud:
    """Reads Changes aloud for this library."""
    workspace = call.workspace
    several = len(workspace.library.ids()) > 1
    state = workspace.state
    return Aloud(call.texts, workspace.profile, workspace.find_document, state.note, several, name=state.name)


def _entry(call: Call, doc: str, task: str) -> Entry | None:
    """A task as it stands; None where there is none."""
    try:
        return call.workspace.entry_of((doc, task))
    except Problem:
        return None


def tell(call: Call, changes: Sequence[Change], *, again: bool = False) -> int:
    """Say what was changed, each Change on one line; `again` says whether it repeats what had been taken back."""
    for line in replace(aloud(call), entry=partial(_entry, call)).all_told(changes, again=again):
        call.printer.talk(line)
    if not changes:
        call.printer.say("unchanged")
    return DONE


def refuse_missing(names: str, verb: str = "note") -> NoReturn:
    """Say which words of the command line are missing."""
    raise Usage("missing_argument", command=f"duban {verb}", names=names)
