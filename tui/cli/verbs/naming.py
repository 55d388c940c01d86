"""The tasks that a command line names, all of them found before anything is done."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from tui.cli.call import Call
from tui.cli.verbs.telling import refuse_missing
from tui.model.errors import NotFound, Usage
from tui.workspace import Key

_RANGE: Final = re.compile(r"(.+?)(?:\.\.|…)(.+)")


def one_task(call: Call, name: str) -> Key:
    """The one task of a name; raises as `Workspace.find_task`."""
    target = call.workspace.find_task(name, call.options.doc)
    return target.document.id, target.id


def some_tasks(call: Call, names: Sequence[str], verb: str) -> list[Key]:
    """The tasks of these names and ranges (`14..16`), and those that `--where` finds, each once.

    Raises as `Workspace.find_task` and `filter` do, `Usage` (`missing_argument`) where nothing names one.
    """
    where = getattr(call.options, "where", None)
    if not names and not where:
        refuse_missing("TASK", verb)
    found = [key for name in names for key in _range(call, name)]
    found += _wanted(call, where) if where else ()
    return list(dict.fromkeys(found))


def _range(call: Call, name: str) -> Iterator[Key]:
    """The task of a name, or all from one to another in reading order."""
    ends = _RANGE.fullmatch(name)
    if ends is None:
        yield one_task(call, name)
        return
    first, last = (call.workspace.find_task(end, call.options.doc) for end in ends.groups())
    tasks = first.document.tasks
    start, stop = (next(at for at, task in enumerate(tasks) if task.id == end.id) for end in (first, last))
    if first.document.id != last.document.id or start > stop:
        raise Usage("bad_range", name=name)
    yield from ((first.document.id, task.id) for task in tasks[start : stop + 1])


def _wanted(call: Call, expression: str) -> Iterator[Key]:
    """The tasks that a filter finds; raises `NotFound` (`nothing_matches`) where that is none."""
    doc = call.workspace.choose_document(call.options.doc).id
    chosen = call.workspace.filter(expression, call.workspace.ledger(doc)).ledger
    if not chosen:
        raise NotFound("nothing_matches", expression=expression)
    return chosen.keys()
