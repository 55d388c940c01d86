"""The kinds of Change, in one table: what each writes, how it is undone, carried, merged, found and exported.

Whoever adds a kind adds a row here, its words (`cli.kind.…`) and how its value is told; a test walks over all of them.
A kind that is not in the table is one of a later program: it is kept and passed on as `UNKNOWN` says.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Final


class Unit(Enum):
    """What one value is written for: of two Changes of one unit the later counts."""

    TARGET = "target"
    """One value for a target, whoever says it."""
    AUTHOR = "author"
    """One value for a target and an author: each has his own."""
    CHANGE = "change"
    """Each Change stands beside all others: a union, nothing replaces it."""


class Undo(Enum):
    """What takes a Change back."""

    BEFORE = "before"
    """Saying what was so before it."""
    DELETE = "delete"
    """Deleting the note that it wrote."""
    DROP = "drop"
    """Saying that the row that it added is none."""
    SWAP = "swap"
    """Putting back the reading that the library held before."""
    NONE = "none"
    """It is no step that a person takes back."""


class Carry(Enum):
    """Where a Change stands once another edition of its document is there."""

    PLACE = "place"
    """Where its task, section or note stands now; where that is gone it waits for a decision, or is history."""
    DOCUMENT = "document"
    """With the document, whatever edition it has."""
    STEP = "step"
    """It is what carries the others."""


@dataclass(frozen=True, slots=True)
class Kind:
    """What holds of all Changes of one kind."""

    name: str
    unit: Unit = Unit.TARGET
    values: tuple[type, ...] = (str, type(None))
    """What a value may be; None takes away what was said."""
    undo: Undo = Undo.BEFORE
    carry: Carry = Carry.PLACE
    mark: bool = True
    """Whether it waits for a decision where its place is gone: it says something of a task that counts."""
    several: bool = False
    """Whether a place has several of them side by side, each under a key of its own: see `change.split_keyed`."""
    filter: str = ""
    """What finds it in the filter language, by the name that `tui.query` gives that; empty where nothing does."""
    rivals: bool = True
    """Whether two who say other things of one unit, neither knowing of the other, leave a person to decide; else the
    later counts, or both stand."""
    exported: str = ""
    """Where it shows in the JSON of the command line; empty where only the history tells it."""


_NONE: Final = type(None)
_ALL: Final = (
    Kind("status", filter="status", exported="tasks.status"),
    Kind("star", Unit.AUTHOR, (bool, _NONE), filter="is.starred", exported="tasks.star"),
    Kind("note", Unit.CHANGE, (str,), Undo.DELETE, mark=False, rivals=False, filter="note", exported="notes.text"),
    Kind("edit", Unit.CHANGE, mark=False, rivals=False, filter="note", exported="notes.text"),
    Kind("delete", values=(bool, _NONE), mark=False, rivals=False, filter="has.note", exported="tasks.notes"),
    Kind("reply", Unit.CHANGE, (str,), Undo.DELETE, mark=False, rivals=False, filter="note", exported="notes.reply_to"),
    Kind("resolve", values=(dict, _NONE), mark=False, rivals=False, filter="has.open_note", exported="notes.resolved"),
    Kind("tie", filter="section", exported="tasks.basis"),
    Kind("reading", values=(str, bool, _NONE), filter="text", exported="tasks.corrected"),
    Kind("reading.row", Unit.CHANGE, (str, bool, _NONE), Undo.DROP, filter="text", exported="tasks.corrected"),
    Kind("carry", carry=Carry.STEP, mark=False, rivals=False),
    Kind("document", undo=Undo.SWAP, carry=Carry.DOCUMENT, mark=False, rivals=False),
    Kind("filter", carry=Carry.DOCUMENT, mark=False),
    Kind("filter_name", carry=Carry.DOCUMENT, mark=False),
    Kind("name", Unit.AUTHOR, undo=Undo.NONE, carry=Carry.DOCUMENT, mark=False, rivals=False),
    Kind("due", values=(dict, _NONE), filter="due", exported="tasks.deadline"),
    Kind("stage", values=(dict, _NONE), several=True, filter="has.stage", exported="tasks.stages"),
    Kind("progress", Unit.AUTHOR, (dict, _NONE), several=True, filter="percent", exported="tasks.progress"),
    Kind("tag", values=(bool, _NONE), several=True, filter="tag", exported="tasks.tags"),
    Kind("decision", values=(dict, _NONE), several=True, mark=False, rivals=False),
    Kind("verdict", Unit.AUTHOR, (dict, _NONE), several=True, filter="verdict", exported="tasks.verdicts"),
    Kind("settle", values=(dict, _NONE), filter="verdict", exported="tasks.settled"),
    Kind("trace", values=(dict, _NONE), several=True),
    Kind("validity", values=(dict, _NONE), carry=Carry.DOCUMENT, mark=False, filter="force", exported="docs.validity"),
)
KINDS: Final = {kind.name: kind for kind in _ALL}
"""Every kind that this program knows; `reading.row` is the `reading` that adds a task."""
UNKNOWN: Final = Kind("", mark=False, rivals=False)
"""What holds of a kind that this program does not know; its values may be anything."""
KEYED: Final = tuple(kind.name for kind in _ALL if kind.several)
"""The kinds of which a place may have several."""
ROW: Final = "@row"
"""Ends the target of a `reading` that adds a task; what stands before it is where the task stands."""


def kind_of(name: str, target: str) -> Kind:
    """The kind of a Change by its name and target."""
    return KINDS.get(f"{name}.row" if name == "reading" and target.endswith(ROW) else name, UNKNOWN)
