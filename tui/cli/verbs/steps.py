"""One's own last step taken back, and repeated."""

from __future__ import annotations

from collections.abc import Callable

from tui.cli.call import Call
from tui.cli.verbs.telling import aloud, tell
from tui.model.change import Change
from tui.model.errors import Undecided


def undo(call: Call) -> int:
    """Take back one's own last step."""
    return _revert(call, call.workspace.undo)


def redo(call: Call) -> int:
    """Repeat the step one took back last."""
    return _revert(call, call.workspace.redo, again=True)


def _revert(call: Call, act: Callable[..., tuple[Change, ...]], *, again: bool = False) -> int:
    """Take back or repeat; where another has changed the same since, what and to what is said in people's words."""
    try:
        return tell(call, act(force=call.options.force), again=again)
    except Undecided as asked:
        later, told = asked.values.get("change"), aloud(call)
        if isinstance(later, Change):
            place, value = told.place(later.doc, later.target), told.value(later, later.value)
            asked.values.update(target=place, value=value)
        raise
