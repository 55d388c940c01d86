"""What a reviewer does on the command line: verdicts, and what they come to."""

from __future__ import annotations

from pathlib import Path

from tui.cli.call import Call
from tui.cli.verbs.naming import one_task, some_tasks
from tui.cli.verbs.telling import refuse_missing, tell
from tui.export.tracing import trace_record, trace_sheet
from tui.export.verdicts import agreement_lines, verdict_lines
from tui.model.text import visible


def verdict(call: Call) -> int:
    """Give a verdict on tasks; without a grade those that one has, without a task how far the reviewers agree."""
    options, workspace = call.options, call.workspace
    if options.task is None:
        judged = [entry for entry in workspace.ledger(_doc(call)) if entry.verdicts]
        call.printer.lines(agreement_lines(workspace.agreement(judged), call.texts))
        return call.found(judged)
    if options.grade is None:
        entry = workspace.entry_of(one_task(call, options.task))
        call.printer.lines(map(visible, verdict_lines(entry, workspace.profile, call.texts)))
        return call.found(entry.verdicts)
    kind = options.kind or refuse_missing("--kind", "verdict")
    evidence = Path(options.evidence) if options.evidence else None
    keys = some_tasks(call, [options.task], "verdict")
    return tell(call, workspace.judge(keys, options.grade, kind, because=options.because or "", evidence=evidence))


def _doc(call: Call) -> str | None:
    return call.workspace.choose_document(call.options.doc).id if call.options.doc else None


def trace(call: Call) -> int:
    """Lay a plan against the tasks that it must answer, or correct what was found of some of them."""
    options, workspace = call.options, call.workspace
    doc = workspace.choose_document(options.document).id
    plan = workspace.choose_document(options.by or refuse_missing("--by", "trace")).id
    chosen = workspace.filter(call.expression, workspace.ledger(doc)).ledger if call.expression else None
    if getattr(options, "as"):
        if not chosen:
            refuse_missing("EXPR", "trace")
        section = workspace.find_section(options.at, plan).id if options.at else ""
        state, because = getattr(options, "as"), options.because or ""
        return tell(call, workspace.correct_trace(chosen.keys(), plan, state, section=section, because=because))
    found = workspace.trace(doc, plan, chosen)
    if options.json:
        call.printer.record(trace_record(found.doc, found.plan, found.tasks, found.corrected))
    else:
        call.printer.sheet(trace_sheet(found.tasks, found.corrected, call.texts))
    return call.found(found.tasks)


def settle(call: Call) -> int:
    """Decide what the verdicts on tasks come to."""
    options = call.options
    keys = some_tasks(call, [options.task], "settle")
    return tell(call, call.workspace.settle(keys, options.grade, options.because or ""))
