"""What leaves from the library: all tasks of the documents that it lists."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from tui.app.dialogs.leaving import KINDS, News, Parcel, Told, bundled, hand_out
from tui.model.errors import NotFound
from tui.model.ledger import Ledger

if TYPE_CHECKING:
    from tui.app.desk import Desk
    from tui.model.summary import Summary
    from tui.workspace.exporting import Exported


def write_library(desk: Desk, rows: Sequence[Summary], then: Callable[[News], None], *, whole: bool) -> None:
    """Ask for format and file, and write out the documents listed; `whole` says that these are all there are."""
    workspace, docs = desk.present, [row.id for row in rows]

    def write(file: Path, form: str, told: Told) -> Exported:
        if form == "bundle":
            return bundled(workspace, file)
        listed = None if whole else Ledger(entry for doc in docs for entry in workspace.ledger(doc))
        if listed is not None and not listed:
            raise NotFound("no_tasks_listed")
        return workspace.export(file, "", listed, form, told)

    title = desk.texts("app.export.library", count=len(rows), tasks=sum(row.tasks for row in rows))
    hand_out(desk, Parcel(title, KINDS, lambda form, kind: workspace.export_name(docs, kind, form), write), then)
