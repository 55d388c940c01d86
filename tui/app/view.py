"""What is looked at, as one value; and what a command acts on."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final, NamedTuple

if TYPE_CHECKING:
    from tui.app.over import Over
    from tui.model.ledger import Entry, Key


class Pane(StrEnum):
    """A part of the main screen that takes keys."""

    OUTLINE = "outline"
    TEXT = "text"
    TASKS = "tasks"
    DETAIL = "detail"


FRONT: Final = {Pane.TEXT: Pane.TEXT, Pane.TASKS: Pane.TASKS, Pane.DETAIL: Pane.TASKS}
"""What comes forward, where only one of them has room, with the pane that has the focus."""


class View(NamedTuple):
    """All that decides what the screen shows; every line and every pane is derived from it.

    What the cursors are on is part of it: it is taken from the panes when a View is asked for, and given to them when
    one is looked at.
    """

    doc: str
    """Id of the open document."""
    pane: Pane = Pane.TEXT
    """The pane that has the focus."""
    front: Pane = Pane.TEXT
    """Text or tasks: which of them stands where there is room for one."""
    every: bool = False
    """Whether the table shows the tasks of all documents."""
    expression: str = ""
    """The filter in force."""
    scope: str | None = None
    """Id of the section that the table is narrowed to."""
    searched: str = ""
    """What is searched in the text."""
    sought: str = ""
    """What is searched in the headings of the outline."""
    task: Key | None = None
    """The row under the cursor of the table."""
    place: str | None = None
    """Id of the section or task under the cursor of the text."""
    heading: str | None = None
    """Id of the section under the cursor of the outline."""
    quoted: str = ""
    """Words of the place that are marked, because one came to see them."""
    as_of: str = ""
    """Stamp of the Change just after which one looks; empty for the present."""
    selected: frozenset[Key] = frozenset()
    """The selected rows."""
    held: frozenset[Key] = frozenset()
    """Rows that stay though the filter leaves them out, until the cursor moves: something was just done to them."""
    folded: frozenset[str] = frozenset()
    """Ids of the sections that are folded in the outline."""
    zoomed: bool = False
    """Whether the pane in focus stands alone."""
    outline: bool | None = None
    """Whether the outline stands; None for: where there is room."""
    detail: bool = True
    """Whether the detail stands below the table."""
    noted: bool = False
    """Whether notes stand in the text, behind what they are on."""
    board: Over | None = None
    """What the board is of that stands before the panes; None where none does."""

    def at(self, pane: Pane) -> View:
        """The same with the focus on a pane, which comes forward for it; a board before it goes."""
        shown = self._replace(pane=pane, front=FRONT.get(pane, self.front), board=None)
        if pane is Pane.OUTLINE:
            return shown._replace(outline=True)
        return shown._replace(detail=True) if pane is Pane.DETAIL else shown

    def filtered(self, expression: str) -> View:
        """The same with another filter in force."""
        return self._replace(expression=expression.strip(), held=frozenset())

    def opened(self, doc: str) -> View:
        """Another document from its beginning, with its own table and nothing looked for in it."""
        if doc == self.doc:
            return self._replace(every=False)
        there = View(doc, self.pane, self.front, zoomed=self.zoomed, noted=self.noted)
        return there._replace(outline=self.outline, detail=self.detail)

    def returned(self, now: View) -> View:
        """This View of another document, come back to from one looked at `now`: its filter and places as they were.

        What was searched, selected or held is over; how the panes stand is as it is now.
        """
        there = self._replace(every=False, searched="", sought="", quoted="", selected=frozenset(), held=frozenset())
        there = there._replace(zoomed=now.zoomed, outline=now.outline, detail=now.detail)
        return there._replace(as_of=now.as_of, noted=now.noted)

    @property
    def asks(self) -> tuple[object, ...]:
        """All that decides which rows the table shows, but for those that are held."""
        return (self.doc, self.every, self.expression, self.scope, self.as_of)


_KEPT: Final = (
    "doc", "pane", "every", "expression", "scope", "searched", "place", "heading", "outline", "detail", "noted",
)  # fmt: skip


def facts_of(view: View) -> dict[str, Any]:
    """What is kept of a View for the next start."""
    return {**{name: getattr(view, name) for name in _KEPT}, "task": list(view.task) if view.task else None}


def view_of(facts: dict[str, Any]) -> View | None:
    """The View that such facts tell of; None where they are none, as another version or a damaged file leaves them."""
    if set(facts) != {*_KEPT, "task"} or facts["pane"] not in tuple(Pane):
        return None
    task, texts = facts["task"], ("scope", "place", "heading")
    sound = all(isinstance(facts[name], str) for name in ("doc", "expression", "searched"))
    sound = sound and all(facts[name] is None or isinstance(facts[name], str) for name in texts)
    sound = sound and all(isinstance(facts[name], bool) for name in ("every", "detail", "noted"))
    sound = sound and (facts["outline"] is None or isinstance(facts["outline"], bool))
    sound = sound and (task is None or (isinstance(task, list) and [type(each) for each in task] == [str, str]))
    if not sound:
        return None
    kept = {name: facts[name] for name in _KEPT if name != "pane"}
    outline, detail = kept["outline"], kept["detail"]
    view = View(**kept, task=(task[0], task[1]) if task else None).at(Pane(facts["pane"]))
    return view._replace(outline=outline, detail=detail or view.pane is Pane.DETAIL)


class Target(NamedTuple):
    """What a command acts on: the selected tasks, else the task, section or words under the cursor."""

    doc: str
    """Id of the document it is of; of several selected tasks, of the first."""
    place: str = ""
    """Id of the task or section; empty where the cursor is on none, and where several are selected."""
    quote: str = ""
    """The words of the place that are selected."""
    entries: tuple[Entry, ...] = ()
    """The tasks; empty where it is a section."""
    selected: bool = False
    """Whether the tasks were selected."""

    @property
    def entry(self) -> Entry | None:
        """The task, where it is one."""
        return self.entries[0] if len(self.entries) == 1 else None

    @property
    def keys(self) -> tuple[Key, ...]:
        """The keys of the tasks."""
        return tuple(entry.key for entry in self.entries)

    @property
    def places(self) -> tuple[Key, ...]:
        """Document and id of each task or section a note would hang on."""
        return self.keys or (((self.doc, self.place),) if self.place else ())
