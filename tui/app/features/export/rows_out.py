"""What leaves from the table: the selected tasks, else those that it shows."""

from __future__ import annotations

from typing import Final

from tui.app.desk import Desk
from tui.app.dialogs.leaving import Parcel, hand_out
from tui.model.ledger import Ledger

_KINDS: Final = (
    ("ledger", "xlsx"),
    ("report", "docx"),
    ("slips", "docx"),
    ("ledger", "csv"),
    ("report", "html"),
    ("ledger", "html"),
    ("ledger", "md"),
    ("ledger", "json"),
)


def write_shown(desk: Desk) -> None:
    """Ask for format and file, and write the tasks out."""
    workspace, texts = desk.workspace, desk.texts
    ledger, expression, selected = _leaving(desk)
    if not ledger:  # all that is listed is only held under the hand
        desk.say(texts("app.why_not.nothing_shown"), alarm=True)
        return
    what = "selected" if selected else "filtered" if expression else "all"
    parcel = Parcel(
        texts(f"app.export.{what}", count=len(ledger), expression=expression),
        _KINDS,
        lambda form, kind: workspace.export_name(ledger, kind, form),
        lambda file, form, told: workspace.export(file, expression, ledger, form, told),
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
