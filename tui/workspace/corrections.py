"""What people correct in the reading of a document: roles, names, words, rows that were missed or are no tasks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from tui.model.change import Change, Intent, Value, reading_target
from tui.model.document import Document
from tui.model.kinds import ROW
from tui.model.reading import Corrected, Row, correct, names_value

if TYPE_CHECKING:
    from tui.model.task import Task
    from tui.workspace.ground import Ground


class Corrections:
    """The corrections of one workspace."""

    def __init__(self, workspace: Ground) -> None:
        self._workspace = workspace
        self._made: dict[str, tuple[Document, tuple[Change, ...], Corrected]] = {}

    def document(self, read: Document) -> Document:
        """A document as it was read, with the corrections; the very same where there are none."""
        return self._corrected(read).document

    def fields(self, doc: str) -> Mapping[str, tuple[str, ...]]:
        """What was corrected of each task of a document; `row` where a person added it."""
        if not self._workspace.state.readings(doc):
            return {}  # most have none, and need not be read for it
        read = self._workspace.find_read(doc)
        return self._corrected(read).fields if read else {}

    def _corrected(self, read: Document) -> Corrected:
        readings = self._workspace.state.readings(read.id)
        if not readings:
            return Corrected(read, {})
        made = self._made.get(read.id)
        if made is None or made[0] is not read or made[1] is not readings:
            made = self._made[read.id] = (read, readings, correct(read, readings))
        return made[2]

    def correct(self, doc: str, task_id: str, **fields: Value | tuple[str, ...]) -> tuple[Change, ...]:
        """Say what `text`, `no`, `leads`, `participants` or `due` of a task really are, or that it is none (`dropped`).

        None takes a correction back. What is so already is not written.
        """
        read = self._workspace.find_read(doc)
        was = read.task(task_id) if read else None
        intents = []
        for field, said in fields.items():
            value = names_value(said) if isinstance(said, tuple) else said
            intents += self._intent(doc, reading_target(task_id, field), value, _read_value(was, field))
        return self._workspace.append(intents)

    def set_roles(self, doc: str, place: str, role: str | None) -> tuple[Change, ...]:
        """Say who leads in all tasks of a place, see `tui.model.reading.ROLES`; None leaves it as it was read."""
        return self._workspace.append(self._intent(doc, reading_target(place, "roles"), role, None))

    def _intent(self, doc: str, target: str, value: Value, read: Value) -> list[Intent]:
        """The correction that makes a field say this, where it does not."""
        held = self._workspace.state.held(doc, target, "reading")
        wanted = None if value == read else value
        if wanted == (held.value if held else None):
            return []
        return [Intent(doc, target, "reading", wanted, held.stamp if held else None)]

    def add_task(self, doc: str, place: str, row: Row) -> tuple[Change, ...]:
        """Add a task that the reader missed; the stamp of the Change is its id. Blank words add nothing."""
        if not row.text.strip():
            return ()
        return self._workspace.append([Intent(doc, f"{place}{ROW}", "reading", str(row))])

    @staticmethod
    def names(text: str) -> tuple[str, ...]:
        """The names of bodies in a list that a person typed, split as the reader splits them."""
        from tui.ingest.duties.names import split_names

        return split_names(text)

    def drop(self, doc: str, task_id: str) -> tuple[Change, ...]:
        """Say that a task is none; its marks and notes stay in the journal."""
        return self.correct(doc, task_id, dropped=True)


def _read_value(task: Task | None, field: str) -> Value:
    """What the reader read in a field, as the value of a correction."""
    if task is None:
        return None
    if field in {"leads", "participants"}:
        return names_value(getattr(task, field))
    if field == "due":
        return task.due.text if task.due else ""
    return {"text": task.text, "no": task.no or ""}.get(field)
