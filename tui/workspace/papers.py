"""The ledger, the report, the slips and the board for paper: the figures are those of the board."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.export.board_paper import board_paper
from tui.export.bulletin import Matter, Sending, report, slips
from tui.export.paper import Paper, Paragraph, Table
from tui.workspace.outgoing import by_lead, table

if TYPE_CHECKING:
    from tui.workspace.outgoing import Work


def paper(work: Work) -> Paper:
    """What is exported, as headings, paragraphs and tables."""
    return {"ledger": _ledger, "report": _report, "slips": _slips, "board": _board}[work.form](work)


def _ledger(work: Work) -> Paper:
    sheet = table(work).sheet().without_empty()
    return Paper(work.title, (Paragraph(work.facts, plain=True), Table(sheet)), landscape=True)


def _report(work: Work) -> Paper:
    workspace, expression, ledger = work.workspace, work.expression, work.ledger
    matter = Matter(
        title=work.title,
        entries=ledger,
        whole=workspace.board(expression, ledger).whole,
        leads=workspace.stats(expression, ledger, "lead").groups,
        lights=workspace.stats(expression, ledger, "light").groups,
        profile=workspace.profile,
        today=workspace.now().date(),
        facts=work.facts,
        signed=workspace.settings.name or workspace.author,
    )
    return report(matter, work.texts)


def _slips(work: Work) -> Paper:
    workspace = work.workspace
    signed = workspace.settings.name or workspace.author
    sending = Sending(
        work.name if len(work.docs) == 1 else "",
        workspace.profile,
        workspace.now().date(),
        signed,
        "　".join(filter(None, (work.not_valid, work.demo))),
    )
    return slips(by_lead(work.ledger), sending, work.texts)


def _board(work: Work) -> Paper:
    workspace, expression, ledger = work.workspace, work.expression, work.ledger
    lights = workspace.stats(expression, ledger, "light").groups
    return board_paper(workspace.board(expression, ledger), lights, work.title, work.facts, work.texts)
