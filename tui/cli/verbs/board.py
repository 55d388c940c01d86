"""How the tasks stand: counts by what they have in common, and the board as text."""

from __future__ import annotations

import sys
from dataclasses import replace

from tui.cli.call import Call
from tui.cli.printing import width_of
from tui.cli.terminal import is_terminal
from tui.export.board import WIDTH, board_lines, stats_lines, stats_sheet
from tui.export.plain import NARROW
from tui.export.records import stats_record
from tui.model.board import GROUPS
from tui.model.errors import Usage
from tui.model.ledger import Ledger
from tui.model.nearest import nearest


def stats(call: Call) -> int:
    """Count the tasks that a filter leaves."""
    by = call.options.by or GROUPS[0]
    if by not in GROUPS:
        near = nearest(by, GROUPS)
        raise Usage("unknown_count" if near else "unknown_count_far", by=by, near=near, known=" ".join(GROUPS))
    found = call.workspace.stats(call.expression, _ledger(call), by)
    printer, statuses = call.printer, call.workspace.profile.statuses
    if call.options.json:
        as_of = call.workspace.now()
        record = stats_record(found.groups, found.total, statuses, expression=call.expression, by=by, as_of=as_of)
        printer.record(record)
        return call.found(found.total)
    width = width_of(sys.stdout) if is_terminal(sys.stdout) else 0
    if width >= NARROW and not (call.options.csv or call.options.md):
        printer.lines(stats_lines(found.groups, by, statuses, call.texts, width))
        return call.found(found.total)
    sheet = stats_sheet(found.groups, by, statuses, call.texts)
    (printer.csv if call.options.csv else printer.markdown if call.options.md else printer.sheet)(sheet)
    return call.found(found.total)


def board(call: Call) -> int:
    """Print the board of the tasks that a filter leaves."""
    workspace, said, seen = call.workspace, call.options.since, is_terminal(sys.stdout)
    since = workspace.read_since(said) if said else workspace.look_at_board(looks=seen)
    made = workspace.board(call.expression, _ledger(call), since)
    if said and made.news:
        made = replace(made, news=made.news._replace(asked=True))
    width = width_of(sys.stdout) if seen else WIDTH
    call.printer.lines(board_lines(made, call.texts, width))
    return call.found(made.whole.total)


def _ledger(call: Call) -> Ledger:
    """The tasks of the document that was named, or of all."""
    doc = call.workspace.choose_document(call.options.doc).id if call.options.doc else None
    return call.workspace.ledger(doc)
