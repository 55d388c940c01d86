"""Opening the board over what is looked at, and opening what a number of it counts."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from tui.app.became import chain_facts, forerunner_facts
from tui.app.desk import Desk
from tui.app.extent import spans_all
from tui.app.features.board.board_page import BoardPage, Over
from tui.app.jumps import to_place
from tui.app.view import Pane
from tui.export.board import Figure
from tui.model.board import Group, Tally
from tui.model.ledger import Entry
from tui.query.columns.tallies import condition
from tui.query.language import phrases

_STATES = {
    "closed": "是:了结",
    "overdue": "是:逾期",
    "soon": "是:临期",
    "unreported": "是:未报",
    "open": "-是:了结",
}


def open_board(desk: Desk) -> None:
    """The board of what the table shows: the open document or all, as far as the filter leaves them."""
    _open(desk, Over(desk.view.expression, every=spans_all(desk.view)), ())


def choose_department(desk: Desk) -> None:
    """The board of one of the departments of the task under the cursor."""
    entry = desk.target.entries[0]
    names = list(dict.fromkeys(entry.task.agencies))
    show = partial(_open_department, desk, entry)
    if len(names) == 1:
        show(names[0])
    elif names:
        desk.pick(desk.texts("command.department"), [(name, name) for name in names], show)


def _open_department(desk: Desk, entry: Entry, name: str) -> None:
    """A department: what became of it, then the board of what it leads or takes part in."""
    issuer, register = entry.issuer or "", desk.workspace.register
    chains = chain_facts([name], issuer, register, desk.texts)
    facts = [*forerunner_facts(name, issuer, register, desk.texts), *chains]
    said = [f"{fact.label}  {fact.text}" for fact in facts]
    _open(desk, Over(phrases.exactly("dept", name), every=spans_all(desk.view), name=name), said)


def _open(desk: Desk, over: Over, said: Sequence[str]) -> None:
    desk.ask(BoardPage(desk, over, said), partial(_show, desk))


def _show(desk: Desk, asked: tuple[Over, Figure]) -> None:
    """Show the rows that a number counts, as a filter that stands above the table."""
    over, figure = asked
    if isinstance(figure.of, Entry):
        to_place(desk, figure.of.task.id, figure.of.doc)
        return
    view = desk.view._replace(every=over.every, scope=None)
    desk.look(view.filtered(_filter(over.expression, figure)).at(Pane.TASKS), jump=True)


def _filter(expression: str, figure: Figure) -> str:
    """What shows the rows that a number of the board counts."""
    for more in (_of(figure), _state(figure.state)):
        expression = phrases.both(expression, more) if more else expression
    return expression


def _state(state: str) -> str:
    kind, _, key = state.partition(":")
    return phrases.exactly("status", key) if kind == "status" else _STATES.get(state, "")


def _of(figure: Figure) -> str:
    """The condition of the group, status, light, month or pair that a number is of."""
    of = figure.of
    if isinstance(of, Group):
        return condition(figure.kind, of)
    if isinstance(of, tuple):
        fields = {"leads": ("lead", "lead"), "participants": ("part", "part")}.get(figure.kind, ("lead", "part"))
        return " ".join(phrases.exactly(field, str(name)) for field, name in zip(fields, of, strict=True))
    if figure.kind == "light":
        return condition("light", Group(str(of), "", Tally({})))
    if figure.kind == "status":
        return phrases.exactly("status", str(of))
    return f"截止:{of}" if figure.kind == "month" else ""
