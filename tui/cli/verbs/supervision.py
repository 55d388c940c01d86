"""By when and how far: deadlines, stages, reports of progress, tags."""

from __future__ import annotations

from tui.cli.call import DONE, Call
from tui.cli.terminal import read_text
from tui.cli.verbs.naming import one_task, some_tasks
from tui.cli.verbs.telling import refuse_missing, tell
from tui.export.values import report_words, stage_words, validity_words
from tui.model.errors import NotFound, Usage
from tui.model.text import visible
from tui.workspace import Key


def due(call: Call) -> int:
    """Set, extend or clear the deadline of tasks."""
    words, because = call.options.words, call.options.because or ""
    if call.options.clear:
        return tell(call, call.workspace.clear_due(some_tasks(call, words, "due"), because))
    if len(words) < 2:
        refuse_missing("DATE", "due")
    return tell(call, call.workspace.set_due(some_tasks(call, words[:-1], "due"), words[-1], because))


def stage(call: Call) -> int:
    """Add a stage to a task, tick one off or take it out; without words the stages it has."""
    options, workspace = call.options, call.workspace
    key = one_task(call, options.task)
    if options.done:
        return tell(call, workspace.finish_stage(key, options.done))
    if options.drop:
        return tell(call, workspace.drop_stage(key, options.drop))
    if options.text:
        return tell(call, workspace.add_stage(key, options.text, options.by))
    found = workspace.entry_of(key).stages
    call.printer.lines(f"{each.id}  {stage_words(each, call.texts)}" for each in found)
    return call.found(found)


def progress(call: Call) -> int:
    """Report the progress of a task; without anything to say the reports there are."""
    options, workspace = call.options, call.workspace
    key = one_task(call, options.task)
    said = (options.text, options.percent, options.problem, options.next, options.needs_help or None)
    if all(each is None for each in said):
        found = workspace.entry_of(key).reports
        call.printer.lines(f"{each.by}  {report_words(each, call.texts)}" for each in found)
        return call.found(found)
    changes = workspace.report(
        key,
        text=read_text() if options.text == "-" else options.text,
        percent=_percent(options.percent),
        problem=options.problem,
        next_step=options.next,
        needs_help=options.needs_help or None,
        period=options.period,
    )
    return tell(call, changes)


def _percent(word: str | None) -> int | None:
    """A percentage as typed, with its sign or without; raises `Usage` (`bad_percent`)."""
    if word is None:
        return None
    plain = word.strip().removesuffix("%").removesuffix("％")
    if not plain.isdecimal():
        raise Usage("bad_percent", percent=word)
    return int(plain)


def validity(call: Call) -> int:
    """Say whether a document is in force; without a state what it is, and what is printed of it."""
    options, workspace = call.options, call.workspace
    doc = workspace.choose_document(options.document).id
    if options.state:
        since = getattr(options, "from") or ""
        return tell(call, workspace.set_validity(doc, options.state, options.by or "", since))
    said = workspace.validity(doc)
    call.printer.lines([f"{doc}  {validity_words(said, call.texts)}"])
    for each in workspace.offered_validity(doc):
        values = {"doc": each.doc, "section": each.printed.section, "sentence": each.printed.sentence}
        call.printer.lines([visible(call.texts("time.force.offered", **values))])
        by = each.doc_no or each.doc
        state = call.texts(f"time.force.{each.printed.force}")
        call.printer.talk(call.texts("time.force.command", doc=doc, state=state, by=by, day=each.issued or "DATE"))
    return DONE


def tag(call: Call) -> int:
    """Set tags on tasks, or take them off."""
    words = call.options.words
    if len(words) < 2:
        refuse_missing("TAG", "tag")
    count = next((at for at in range(1, len(words) - 1) if not _names_tasks(call, words[at])), len(words) - 1)
    tasks: list[Key] = some_tasks(call, words[:count], "tag")
    return tell(call, call.workspace.tag(tasks, words[count:], on=not call.options.off))


def _names_tasks(call: Call, word: str) -> bool:
    """Whether a word names tasks; the first that does not is a tag."""
    try:
        return bool(some_tasks(call, [word], "tag"))
    except NotFound:
        return False
