"""What leaves from the table: the selected tasks, else those that it shows."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from tui.app.desk import Desk
from tui.app.dialogs.leaving import KINDS, Parcel, Told, bundled, hand_out
from tui.app.extent import spans_all
from tui.model.ledger import Ledger

if TYPE_CHECKING:
    from tui.workspace.exporting import Exported

_DOCUMENT: Final = ("document", "docx")
"""The text with its notes, where one document is looked at."""


def write_shown(desk: Desk) -> None:
    """Ask for format and file, and write the tasks out."""
    workspace, texts = desk.workspace, desk.texts
    ledger, expression, selected = _leaving(desk)
    if not ledger:  # all that is listed is only held under the hand
        desk.say(texts("app.why_not.nothing_shown"), alarm=True)
        return
    doc = desk.document.id

    def write(file: Path, form: str, told: Told) -> Exported:
        if form == "bundle":
            return bundled(desk.present, file)
        if form == "document":  # all of it, whichever tasks are shown
            return workspace.export(file, "", None, form, told, doc=doc)
        return workspace.export(file, expression, ledger, form, told)

    what = "selected" if selected else "filtered" if expression else "all"
    parcel = Parcel(
        texts(f"app.export.{what}", count=len(ledger), expression=expression),
        KINDS if spans_all(desk.view) else (*KINDS, _DOCUMENT),
        lambda form, kind: workspace.export_name(ledger.docs, kind, form),
        write,
    )
    hand_out(desk, parcel)


def _leaving(desk: Desk) -> tuple[Ledger, str, bool]:
    """The tasks that would leave now, the filter that shows them, and whether they are the selected ones."""
    target = desk.target
    if target.selected:
        return Ledger(target.entries), "", True
    expression, shown = desk.view.expression, desk.shown.ledger
    if desk.view.held:  # what is only held under the hand does not leave
        shown = desk.workspace.filter(expression, shown).ledger
    return shown, expression, False
