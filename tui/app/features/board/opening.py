"""Opening the board over what is looked at, and opening what a number of it counts."""

from __future__ import annotations

from functools import partial

from tui.app.desk import Desk
from tui.app.extent import spans_all
from tui.app.features.board.board_page import BoardPage
from tui.app.features.board.department import page_of
from tui.app.jumps import to_place
from tui.app.over import Over
from tui.app.view import Pane
from tui.export.figures import Figure
from tui.export.values import with_today
from tui.model.board import Group, Tally
from tui.model.ledger import Entry
from tui.model.profile import Profile
from tui.model.validity import NAMES
from tui.query.columns.tallies import condition
from tui.query.language import phrases

_STATES = {
    "closed": "closed",
    "overdue": "overdue",
    "soon": "soon",
    "unreported": "unreported",
    "open": "-closed",
}


_FEW = 2000
"""The departments of so many rows are offered."""


def open_board(desk: Desk) -> None:
    """The board of what the table shows: the open document or all, as far as the filter leaves them."""
    view, expression = desk.view, desk.view.expression
    section = desk.document.section(view.scope) if view.scope and not spans_all(view) else None
    if section is not None:
        within = condition("section", Group(section.id, section.heading or "", Tally({})), desk.texts.lang)
        expression = phrases.both(expression, within)
    desk.look(view._replace(board=Over(expression, every=spans_all(view))))


def choose_department(desk: Desk) -> None:
    """The board of a department: those of the task under the cursor stand first, all others of the table behind."""
    from tui.app.dialogs.picker import Choice, Picker

    entry = desk.target.entries[0]
    names: dict[str, str | None] = {}
    for each in (entry, *desk.shown.ledger[:_FEW]):
        for name in each.task.agencies:
            names.setdefault(name, each.issuer)
    ledger = desk.filtered

    def meant(typed: str) -> list[Choice[str]]:
        found = desk.workspace.bodies_meant(typed, names, ledger)
        return [Choice(name, with_today(name, today, desk.texts)) for name, today in found.items()]

    choices = [Choice(name, name) for name in names]
    picker = Picker(desk.texts("command.department"), choices, desk.texts, desk.finds, further=meant)
    desk.ask(picker, partial(_open_department, desk, entry))


def _open_department(desk: Desk, entry: Entry, name: str) -> None:
    over = page_of(desk, name, entry.issuer or "", every=spans_all(desk.view))
    desk.look(desk.view._replace(board=over))


def show_board(desk: Desk) -> None:
    """The board that the View has, before the panes."""
    over = desk.view.board
    if over is not None:
        desk.ask(BoardPage(desk, over), partial(_left, desk))


def _left(desk: Desk, asked: tuple[Over, Figure | None]) -> None:
    """The board was left for the rows that a number counts: as a filter above the table; one can go back."""
    over, figure = asked
    if figure is None:
        desk.look(desk.view._replace(board=None))
        return
    desk.look(desk.view._replace(board=over))
    if isinstance(figure.of, Entry):
        to_place(desk, figure.of.task.id, figure.of.doc)
        return
    view = desk.view._replace(every=over.every, scope=None)
    desk.look(
        view.filtered(_filter(over.expression, figure, desk.workspace.profile, desk.texts.lang)).at(Pane.TASKS),
        jump=True,
    )


def _filter(expression: str, figure: Figure, profile: Profile, lang: str) -> str:
    """What shows the rows that a number of the board counts, in the words of the language in use."""
    for more in (_of(figure, profile, lang), _state(figure.state, profile, lang)):
        expression = phrases.both(expression, more) if more else expression
    return expression


def _state(state: str, profile: Profile, lang: str) -> str:
    kind, _, key = state.partition(":")
    if kind == "status":
        return _status(key, profile, lang)
    name = _STATES.get(state)
    return phrases.being(name.removeprefix("-"), lang, never=name.startswith("-")) if name else ""


def _status(key: str, profile: Profile, lang: str) -> str:
    """A status by its name, as it stands on the screen."""
    status = profile.get(key)
    return phrases.exactly("status", status.zh if status and lang == "zh" else key, lang=lang)


def _of(figure: Figure, profile: Profile, lang: str) -> str:
    """The condition of the group, status, light, validity, month or pair that a number is of."""
    of = figure.of
    if isinstance(of, Group):
        return condition(figure.kind, of, lang)
    if isinstance(of, tuple):
        fields = {"leads": ("lead", "lead"), "participants": ("part", "part")}.get(figure.kind, ("lead", "part"))
        return " ".join(phrases.exactly(field, str(name), lang=lang) for field, name in zip(fields, of, strict=True))
    if figure.kind == "light":
        return condition("light", Group(str(of), "", Tally({})), lang)
    if figure.kind == "force":
        return phrases.exactly("force", NAMES[str(of)][0 if lang == "zh" else 1], lang=lang)
    if figure.kind == "status":
        return _status(str(of), profile, lang)
    return f"{phrases.field('due', lang)}:{of}" if figure.kind == "month" else ""
