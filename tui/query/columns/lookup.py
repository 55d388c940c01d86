"""Conditions by columns: which rows match, each different value looked at once instead of each row."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, Final, Protocol

from tui.model.timing import Case
from tui.query.columns.folded import Marks
from tui.query.columns.table import Table
from tui.query.language.conditions import Field, Text, name_holds
from tui.query.language.facts import Flag, HasStatus, Range, Within
from tui.query.language.nodes import And, Everything, Node, Not, Or
from tui.query.language.standing import HasLight, InForce, OfCase, Stands, Unreported
from tui.query.language.verdicts import Judged
from tui.query.match import folding
from tui.query.match.needle import Needle, needle

Rows = Sequence[int]
"""Numbers of rows, in order."""

_MARKS: Final = frozenset(
    {"has.note", "has.open_note", "has.tag", "has.stage", "has.progress", "has.verdict", "is.starred", "is.closed"}
)
"""The virtual words that are marks."""
_FEW: Final = 2
"""Among fewer than one in so many rows, each is looked at by itself."""


class Searched(Protocol):
    """A table that is being searched: `go_on` raises where the search shall stop."""

    @property
    def table(self) -> Table:
        """The columns."""

    def go_on(self) -> None:
        """Raise where what is looked for is no longer wanted."""


def find(node: Node, searched: Searched, among: Rows) -> Rows:
    """Which of these rows match, in order; a condition that has no columns looks at each row."""
    by_columns = _FINDERS.get(type(node))
    if by_columns is not None:
        return by_columns(node, searched, among)
    entries = searched.table.entries
    return [row for row in among if node.match(entries[row])]


def _and(node: And, searched: Searched, among: Rows) -> Rows:
    """Each part looks only among what the one before it left."""
    for part in node.parts:
        among = find(part, searched, among)
    return among


def _or(node: Or, searched: Searched, among: Rows) -> Rows:
    """What any part finds."""
    found: set[int] = set()
    for part in node.parts:
        found.update(find(part, searched, among))
    return [row for row in among if row in found]


def _not(node: Not, searched: Searched, among: Rows) -> Rows:
    """What the part leaves."""
    found = set(find(node.part, searched, among))
    return [row for row in among if row not in found]


def _text(node: Text, searched: Searched, among: Rows) -> Rows:
    """Rows with a bare word in their text, departments, headings or notes."""
    searched.go_on()
    table = searched.table
    wanted = needle(node.word, node.literal)
    marks, names = Marks(len(table)), table.printed.names
    for name in ("lead", "part"):
        names[name].look(wanted, partial(name_holds, node), marks, node.also)
    names["section"].look(needle(node.word, literal=True) if node.named else wanted, node.heads, marks)
    table.printed.details.mark(wanted, marks)
    table.marked.mark_names("note", wanted.in_running, marks)
    searched.go_on()
    if len(among) * _FEW < len(table):
        return table.printed.text.among(wanted, among, marks)
    table.printed.text.mark(wanted, marks)
    return marks.among(among)


def _field(node: Field, searched: Searched, among: Rows) -> Rows:
    """Rows whose field is or holds a word."""
    searched.go_on()
    table = searched.table
    marks = Marks(len(table))
    if node.name in {"note", "by", "tag"}:
        table.marked.mark_names(node.name, node.holds, marks)
    if node.name == "detail" and node.exact:
        table.printed.details.mark_equal(_needle(node).key, marks)
    elif node.name == "detail":
        table.printed.details.mark(_needle(node), marks)
    for name in ("lead", "part") if node.name == "dept" else (node.name,):
        if name in table.printed.names:
            table.printed.names[name].look(_needle(node), node.holds, marks, node.also)
    for row, deadline in table.marked.deadlines.items() if node.name == "due" else ():
        marks.rows[row] = node.holds(folding.key(deadline.text))
    return marks.among(among)


def _within(node: Within, searched: Searched, among: Rows) -> Rows:
    """Rows that rest in a section: each different place is looked at once."""
    searched.go_on()
    printed = searched.table.printed
    marks = Marks(len(searched.table))
    printed.spots.mark(node.holds, marks)
    if not node.numbers:
        printed.names["section"].look(_needle(node), node.heads, marks)
    return marks.among(among)


def _needle(node: Field | Within) -> Needle:
    """What a name that is meant must hold at least."""
    return needle(node.word, node.literal or node.exact)


def _range(node: Range, searched: Searched, among: Rows) -> Rows:
    """By a column of values."""
    table = searched.table
    if node.name == "percent":
        reported = {row for row, percent in table.marked.percents.items() if node.within(percent)}
        return [row for row in among if row in reported]
    if node.name == "noted":
        noted = table.marked.noted
        return [row for row in among if any(map(node.within, noted.get(row, ())))]
    values: Sequence[int | str | None] = table.printed.numbers if node.name == "no" else table.printed.days
    wanted = {value for value in set(values) if node.within(value)}
    found = [row for row in among if values[row] in wanted]
    return _with_set_days(node, table, among, found) if node.name == "due" else found


def _with_set_days(node: Range, table: Table, among: Rows, found: Rows) -> Rows:
    """What was found by the printed days, where people set others by those."""
    said = table.marked.deadlines
    if not said:
        return found
    wanted = {row for row, deadline in said.items() if node.within(deadline.by)}
    kept = set(found)
    return [row for row in among if (row in wanted if row in said else row in kept)]


def _status(node: HasStatus, searched: Searched, among: Rows) -> Rows:
    """By the column of statuses."""
    return searched.table.marked.having({status.key for status in node.statuses}, among)


def _flag(node: Flag, searched: Searched, among: Rows) -> Rows:
    """By the column of this fact."""
    table = searched.table
    if node.name in _MARKS:
        return table.marked.has(node.name, among)
    found = table.printed.has(node.name, among)
    said = table.marked.deadlines if node.name == "has.due" else None
    return sorted({*found, *(row for row in among if row in said)}) if said else found


def _of_case(node: OfCase, searched: Searched, among: Rows) -> Rows:
    """Each different case is looked at once: those as printed, then those of rows that people marked."""
    searched.go_on()
    table = searched.table
    usual = node.holds(Case())
    marks = Marks(len(table))
    marks.rows = bytearray([usual]) * len(table)
    for case, rows in table.printed.cases.rows.items():
        if node.holds(case) is not usual:
            for row in rows:
                marks.rows[row] = not usual
    known: dict[Case, bool] = {}
    for row, case in table.marked.cases.items():
        if case not in known:
            known[case] = node.holds(case)
        marks.rows[row] = known[case]
    return marks.among(among)


def _in_force(node: InForce, searched: Searched, among: Rows) -> Rows:
    """By the column of documents."""
    marks = Marks(len(searched.table))
    searched.table.printed.names["doc"].mark(node.holds, marks)
    return marks.among(among)


def _judged(node: Judged, searched: Searched, among: Rows) -> Rows:
    """By the column of verdicts."""
    said = searched.table.marked.rulings
    return [row for row in among if node.ruling in said.get(row, ())]


def _unreported(node: Unreported, searched: Searched, among: Rows) -> Rows:
    """By the columns of reports and statuses."""
    marked = searched.table.marked
    if not node.lacks(""):
        return []
    told = {row for row, until in marked.reported.items() if not node.lacks(until)}
    return [row for row in among if row not in told and marked.statuses[row] not in marked.closed]


_FINDERS: Final[dict[type[Node], Callable[[Any, Searched, Rows], Rows]]] = {
    Everything: lambda _node, _searched, among: among,
    And: _and,
    Or: _or,
    Not: _not,
    Text: _text,
    Field: _field,
    Within: _within,
    Range: _range,
    HasStatus: _status,
    Flag: _flag,
    Stands: _of_case,
    HasLight: _of_case,
    InForce: _in_force,
    Unreported: _unreported,
    Judged: _judged,
}
"""What looks for each condition by columns."""
