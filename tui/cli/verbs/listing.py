"""What the library and its history hold, listed: documents, sections, tasks, notes, changes."""

from __future__ import annotations

from itertools import chain

from tui.cli.call import DONE, NOTHING, Call
from tui.cli.verbs.telling import aloud
from tui.export.reading import note_lines, outline_lines, section_lines
from tui.export.records import (
    Seen,
    change_record,
    library_record,
    note_record,
    section_record,
    tasks_record,
)
from tui.export.sheet import documents_sheet, tasks_listing
from tui.export.values import with_force
from tui.model.document import HEADINGS, Document, Section
from tui.model.errors import Usage, listed
from tui.model.history import Wanted, steps
from tui.model.text import visible
from tui.workspace.bodies import NamesToday
from tui.workspace.filtering import MeantToo, better


def docs(call: Call) -> int:
    """List the documents."""
    library = list(call.workspace.summaries())
    if call.options.json:
        call.printer.record({"documents": [library_record(each) for each in library]})
    else:
        call.printer.sheet(documents_sheet(library, call.texts))
    return call.found(library)


def use(call: Call) -> int:
    """Choose the document that other verbs mean, or none; with neither it is told which one that is."""
    options, workspace = call.options, call.workspace
    if options.none and options.document:
        raise Usage("options_exclude", command="duban use", one="DOC", other="--none")
    if options.none:
        workspace.use(None)
        call.printer.say("use.none")
    elif options.document:
        document = workspace.choose_document(options.document)
        workspace.use(document.id)
        call.printer.say("use.chosen", doc=document.id, title=document.title)
    elif workspace.used is None:
        call.printer.say("use.none")
        return NOTHING
    else:
        call.printer.lines([visible(f"{workspace.used}  {workspace.document(workspace.used).title}")])
    return DONE


def show(call: Call) -> int:
    """Print the outline or a section."""
    options, workspace = call.options, call.workspace
    if options.section is None:
        document = workspace.choose_document(options.doc)
        sections = tuple(section for section in document.sections if section.kind in HEADINGS)
        title = with_force(document.title, workspace.validity(document.id), call.texts)
        lines = outline_lines(document, workspace.ledger(document.id), title)
    else:
        document, section = _section(call)
        sections = (section, *document.walk(section.id))
        lines = section_lines(document, section, workspace.ledger(document.id), call.texts)
        lines = chain(lines, note_lines(workspace.state.notes(document.id, section.id), call.texts))
    if options.json:
        call.printer.record({"sections": [section_record(each) for each in sections]})
    else:
        call.printer.lines(lines)
    return DONE


def _section(call: Call) -> tuple[Document, Section]:
    target = call.workspace.find_section(call.options.section, call.options.doc)
    if not isinstance(target.place, Section):
        raise TypeError(target.place)
    return target.document, target.place


def tasks(call: Call) -> int:
    """The tasks that a filter leaves."""
    options, workspace, printer = call.options, call.workspace, call.printer
    doc = workspace.choose_document(options.doc).id if options.doc else None
    if options.explain:
        return _explain(call)
    selection = workspace.filter(call.expression, workspace.ledger(doc))
    too = MeantToo(selection)
    entries, today = selection.ledger, workspace.now().date()
    if options.json:
        printer.record(tasks_record(call.expression, selection.total, entries, seen(call)))
    elif options.csv:
        whole = tasks_listing(entries, call.texts, today=today, with_doc=True, with_details=True, with_latest=True)
        printer.csv(whole.sheet())
    elif options.md:
        printer.markdown(tasks_listing(entries, call.texts, today=today, with_details=True).sheet())
    else:
        printer.sheet(tasks_listing(entries, call.texts, today=today, see=too.see))
    for word, names in too.found().items():
        printer.say("meant_too", word=word, names=listed(names))
    hint = None if entries else better(call.expression, workspace.profile)
    if hint:
        printer.say("hint", expression=hint)
    return call.found(entries)


def seen(call: Call) -> Seen:
    """What the records of tasks depend on beside the tasks."""
    workspace = call.workspace
    return Seen(workspace.now().date(), workspace.profile.rules, NamesToday(workspace.register).of)


def _explain(call: Call) -> int:
    """Say why the filter shows a task or hides it; the code is that of a listing of this task."""
    target = call.workspace.find_task(call.options.explain, call.options.doc)
    shown, lines = call.workspace.explain(call.expression, (target.document.id, target.id), call.texts)
    call.printer.lines(map(visible, lines))
    return DONE if shown else NOTHING


def notes(call: Call) -> int:
    """List notes."""
    doc = call.workspace.choose_document(call.options.doc).id if call.options.doc else None
    found = call.workspace.filter_notes(call.expression, doc)
    if call.options.json:
        anchors = call.workspace.editions.anchors(found)
        call.printer.record({"notes": [note_record(each, anchors[each.id]) for each in found]})
    elif call.options.csv:
        call.printer.csv(aloud(call).notes_sheet(found))
    elif call.options.md:
        call.printer.markdown(aloud(call).notes_sheet(found))
    else:
        call.printer.sheet(aloud(call).notes_sheet(found))
    return call.found(found)


def log(call: Call) -> int:
    """Read the history aloud, oldest first: a step on one line, unless each Change is wanted."""
    options, workspace = call.options, call.workspace
    target = workspace.find_target(options.target, options.doc) if options.target else None
    doc = target.document.id if target else workspace.choose_document(options.doc).id if options.doc else None
    since = workspace.read_since(options.since) if options.since else None
    wanted = Wanted(who=options.by or "", day=options.day or "", since=since)
    told = [(entry.change, entry.before) for entry in workspace.log(doc, target.id if target else None)]
    entries = list(filter(wanted, told))
    if options.json:
        call.printer.record({"changes": [change_record(*each) for each in entries]})
    else:
        found = steps(entries)
        if options.each:
            parts = [part for step in found for part in step.opened()]
            found = sorted(parts, key=lambda part: part.last.stamp)
        call.printer.sheet(aloud(call).log_sheet(found))
    return call.found(entries)
