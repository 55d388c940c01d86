"""What a reviewer does on the command line: verdicts, and what they come to."""

from __future__ import annotations

from pathlib import Path

from tui.cli.call import Call
from tui.cli.verbs.naming import one_task
from tui.cli.verbs.telling import refuse_missing, tell
from tui.export.verdicts import agreement_lines, verdict_lines
from tui.model.text import visible


def verdict(call: Call) -> int:
    """Give a verdict on a task; without a grade those that it has, without a task how far the reviewers agree."""
    options, workspace = call.options, call.workspace
    if options.task is None:
        judged = [entry for entry in workspace.ledger(_doc(call)) if entry.verdicts]
        call.printer.lines(agreement_lines(workspace.agreement(judged), call.texts))
        return call.found(judged)
    key = one_task(call, options.task)
    if options.grade is None:
        entry = workspace.entry_of(key)
        call.printer.lines(map(visible, verdict_lines(entry, workspace.profile, call.texts)))
        return call.found(entry.verdicts)
    kind = options.kind or refuse_missing("--kind", "verdict")
    evidence = Path(options.evidence) if options.evidence else None
    return tell(call, workspace.judge([key], options.grade, kind, because=options.because or "", evidence=evidence))


def _doc(call: Call) -> str | None:
    return call.workspace.choose_document(call.options.doc).id if call.options.doc else None


def settle(call: Call) -> int:
    """Decide what the verdicts on a task come to."""
    options = call.options
    return tell(call, call.workspace.settle([one_task(call, options.task)], options.grade, options.because or ""))
