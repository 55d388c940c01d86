"""The verbs of the command line but for `open`: one small function each; it prints, the workspace does the work."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from itertools import chain
from pathlib import Path
from typing import Final, NoReturn

from tui.calling import DONE, NOTHING, Call, WrongKeys
from tui.config import Settings
from tui.doctor import Finding, examine
from tui.export.history import Aloud
from tui.export.reading import note_lines, outline_lines, section_lines
from tui.export.records import (
    Record,
    change_record,
    library_record,
    note_record,
    section_record,
    tasks_record,
)
from tui.export.sheet import documents_sheet, tasks_sheet
from tui.i18n import Texts
from tui.importing import import_files
from tui.model.change import Change, Note
from tui.model.document import HEADINGS, Document, Section
from tui.model.errors import NotFound, Problem, Undecided, Usage
from tui.model.history import Wanted, steps
from tui.model.text import visible
from tui.printing import Printer
from tui.terminal import is_terminal, read_text, sentence
from tui.workspace import Key, Workspace


def run(verb: str, options: Namespace, settings: Settings, texts: Texts, wrong_keys: WrongKeys) -> int:
    """Open the workspace, do the verb, close the workspace; `wrong_keys` is what looks at a person's own keys."""
    printer = Printer(texts)
    with closing(Workspace.open(settings)) as workspace:
        for damage in workspace.damage:
            printer.say("damage", file=damage.file, offset=damage.offset, length=damage.length)
        code = _do(verb, Call(options, workspace, texts, printer, wrong_keys))
        for problem in workspace.unreadable.values() if verb != "doctor" else ():  # a check-up has said so
            printer.talk(sentence(problem, texts))
        return code


def _do(verb: str, call: Call) -> int:
    """Do a verb; what names nothing there is refused, but with `--json` the document is printed all the same."""
    try:
        return VERBS[verb](call)
    except NotFound:
        if verb in EMPTY and call.options.json:
            call.printer.record(EMPTY[verb](call))
        raise


def docs(call: Call) -> int:
    """List the documents."""
    library = list(call.workspace.summaries())
    if call.options.json:
        call.printer.record({"documents": [library_record(each) for each in library]})
    else:
        call.printer.sheet(documents_sheet(library, call.texts))
    return call.found(library)


def remove(call: Call) -> int:
    """Take a document out of the library."""
    doc = call.options.document
    ids = call.workspace.library.ids()
    found = doc if doc in ids else call.workspace.choose_document(doc).id
    call.workspace.remove(found)
    call.printer.say("removed", doc=found)
    return DONE


def show(call: Call) -> int:
    """Print the outline or a section."""
    options, workspace = call.options, call.workspace
    if options.section is None:
        document = workspace.choose_document(options.doc)
        sections = tuple(section for section in document.sections if section.kind in HEADINGS)
        lines = outline_lines(document, workspace.ledger(document.id))
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
    entries = selection.ledger
    if options.json:
        printer.record(tasks_record(call.expression, selection.total, entries, workspace.now().date()))
    elif options.csv:
        printer.csv(tasks_sheet(entries, call.texts, with_doc=True))
    elif options.md:
        printer.markdown(tasks_sheet(entries, call.texts))
    else:
        printer.sheet(tasks_sheet(entries, call.texts))
    return call.found(entries)


def _explain(call: Call) -> int:
    """Say why the filter shows a task or hides it; the code is that of a listing of this task."""
    target = call.workspace.find_task(call.options.explain, call.options.doc)
    shown, lines = call.workspace.explain(call.expression, (target.document.id, target.id), call.texts)
    call.printer.lines(map(visible, lines))
    return DONE if shown else NOTHING


def mark(call: Call) -> int:
    """Give tasks a status; if one of them is wrong, none is marked."""
    status = call.workspace.profile.parse(call.options.status)
    keys = _keys(call)
    changes = call.workspace.mark(keys, status, call.options.because or "")
    return _tell(call, changes)


def star(call: Call) -> int:
    """Set or take away one's own star; if one task is wrong, none is starred."""
    return _tell(call, call.workspace.star(_keys(call), on=not call.options.off))


def _keys(call: Call) -> list[Key]:
    """The tasks a person named, all of them found before anything is done."""
    targets = [call.workspace.find_task(name, call.options.doc) for name in call.options.tasks]
    return [(target.document.id, target.id) for target in targets]


def note(call: Call) -> int:
    """Add, edit or delete a note."""
    options, workspace = call.options, call.workspace
    if options.delete:
        return _tell(call, workspace.delete_note(_named_note(call, options.delete, options.words)))
    if options.edit:
        *where, text = options.words or _refuse_missing("TEXT")
        return _tell(call, workspace.edit_note(_named_note(call, options.edit, where), _note_text(text)))
    if len(options.words) != 2:
        _refuse_words(options.words)
    where, text = options.words
    target = workspace.find_target(where, options.doc)
    return _tell(call, workspace.add_note(target.document.id, target.id, _note_text(text)))


def _named_note(call: Call, name: str, where: Sequence[str]) -> Note:
    """The note of this name; where a target stands beside it, the note must hang there."""
    found = call.workspace.find_note(name)
    if len(where) > 1:
        raise Usage("too_many_words", command="duban note", word=where[1])
    if where:
        target = call.workspace.find_target(where[0], call.options.doc or found.doc)
        if (target.document.id, target.id) != (found.doc, found.place):
            raise Usage("note_elsewhere", name=name, place=found.place)
    return found


def _refuse_words(words: Sequence[str]) -> NoReturn:
    """Say what is missing of TARGET and TEXT, or what is too much."""
    if len(words) > 2:
        raise Usage("too_many_words", command="duban note", word=words[2])
    _refuse_missing("TEXT" if words else "TARGET TEXT")


def _refuse_missing(names: str, verb: str = "note") -> NoReturn:
    raise Usage("missing_argument", command=f"duban {verb}", names=names)


def _note_text(text: str) -> str:
    """The text of a note, from stdin for `-`; a blank one is refused."""
    if text == "-":
        text = read_text()
    if not text.strip():
        raise Usage("empty_note")
    return text


def notes(call: Call) -> int:
    """List notes."""
    doc = call.workspace.choose_document(call.options.doc).id if call.options.doc else None
    found = call.workspace.filter_notes(call.expression, doc)
    if call.options.json:
        call.printer.record({"notes": [note_record(each) for each in found]})
    else:
        call.printer.sheet(_aloud(call).notes_sheet(found))
    return call.found(found)


def log(call: Call) -> int:
    """Read the history aloud, oldest first: a step on one line, unless each Change is wanted."""
    options, workspace = call.options, call.workspace
    target = workspace.find_target(options.target, options.doc) if options.target else None
    doc = target.document.id if target else workspace.choose_document(options.doc).id if options.doc else None
    wanted = Wanted(who=options.by or "", day=options.day or "")
    told = [(entry.change, entry.before) for entry in workspace.log(doc, target.id if target else None)]
    entries = list(filter(wanted, told))
    if options.json:
        call.printer.record({"changes": [change_record(*each) for each in entries]})
    else:
        found = steps(entries)
        if options.each:
            parts = [part for step in found for part in step.opened()]
            found = sorted(parts, key=lambda part: part.last.stamp)
        call.printer.sheet(_aloud(call).log_sheet(found))
    return call.found(entries)


def undo(call: Call) -> int:
    """Take back one's own last step."""
    return _revert(call, call.workspace.undo)


def redo(call: Call) -> int:
    """Repeat the step one took back last."""
    return _revert(call, call.workspace.redo)


def _revert(call: Call, act: Callable[..., tuple[Change, ...]]) -> int:
    """Take back or repeat; where another has changed the same since, what and to what is said in people's words."""
    try:
        return _tell(call, act(force=call.options.force))
    except Undecided as asked:
        later, aloud = asked.values.get("change"), _aloud(call)
        if isinstance(later, Change):
            place, value = aloud.place(later.doc, later.target), aloud.value(later, later.value)
            asked.values.update(target=place, value=value)
        raise


def doctor(call: Call) -> int:
    """Check the workspace; what is wrong is printed, each thing on one line, and mended where wanted and safe."""
    kind = call.workspace.store.network_disk
    if kind is not None:
        call.printer.say("network_disk", workspace=call.workspace.settings.workspace, kind=kind)
    findings = _findings(call)
    call.printer.lines(sentence(finding.problem, call.texts) for finding in findings)
    if call.options.repair:
        for finding in findings:
            _mend(call, finding)
        findings = _findings(call) if findings else findings
    if not findings:
        call.printer.say("sound", workspace=call.workspace.settings.workspace)
    return NOTHING if findings else DONE


def _findings(call: Call) -> Sequence[Finding]:
    settings = call.workspace.settings
    wrong = call.wrong_keys(settings) if settings.keys else ()
    return (*examine(call.workspace, os.environ, terminal=is_terminal(sys.stdout)), *map(Finding, wrong))


def _mend(call: Call, finding: Finding) -> None:
    """Set one thing right and say so; what cannot be is told and does not keep the next from it."""
    if finding.mend is None:
        call.printer.say("unmended", problem=sentence(finding.problem, call.texts))
        return
    try:
        mended = finding.mend()
    except Problem as problem:
        call.printer.talk(sentence(problem, call.texts))
        return
    call.printer.say(f"mended.{mended.what}", **mended.values)


def init(call: Call) -> int:
    """Make a workspace for several people."""
    folder = Path(call.options.shared or _refuse_missing("--shared DIR", "init"))
    group = call.workspace.share(folder, call.options.group)
    call.printer.say("shared", folder=folder.absolute(), group=group)
    return DONE


def backup(call: Call) -> int:
    """Write a backup."""
    saved = call.workspace.backup(Path(call.options.file))
    call.printer.say("saved", file=saved.file, files=saved.files, size=_size(saved.size))
    return DONE


def restore(call: Call) -> int:
    """Take a backup in."""
    restored = call.workspace.restore(Path(call.options.file), force=call.options.force)
    for name in restored.unsound:
        call.printer.say("restore.unsound", name=name)
    for doc in restored.added:
        call.printer.say("restore.added", doc=doc)
    for doc in restored.replaced:
        call.printer.say("restore.replaced", doc=doc, kept=restored.kept)
    if restored.changes:
        call.printer.say("restore.changes", count=len(restored.changes))
    if not (restored.changes or restored.added or restored.replaced):
        call.printer.say("unchanged")
    return DONE


def _size(count: int) -> str:
    """A number of bytes as people say it."""
    return f"{count / (1 << 20):.1f} MB" if count >= 1 << 20 else f"{max(1, count >> 10)} KB"


def _aloud(call: Call) -> Aloud:
    """Reads Changes aloud for this library."""
    workspace = call.workspace
    several = len(workspace.library.ids()) > 1
    state = workspace.state
    return Aloud(call.texts, workspace.profile, workspace.find_document, state.note, several, state.name)


def _tell(call: Call, changes: Sequence[Change]) -> int:
    """Say what was changed, each Change on one line."""
    for line in _aloud(call).all_told(changes):
        call.printer.talk(line)
    if not changes:
        call.printer.say("unchanged")
    return DONE


EMPTY: Final[Mapping[str, Callable[[Call], Record]]] = {
    "show": lambda _: {"sections": []},
    "tasks": lambda call: tasks_record(call.expression, 0, (), call.workspace.now().date()),
    "notes": lambda _: {"notes": []},
    "log": lambda _: {"changes": []},
}
"""The JSON documents of listings that found nothing to list from."""

VERBS: Final[Mapping[str, Callable[[Call], int]]] = {
    "import": import_files,
    "docs": docs,
    "remove": remove,
    "show": show,
    "tasks": tasks,
    "mark": mark,
    "star": star,
    "note": note,
    "notes": notes,
    "log": log,
    "undo": undo,
    "redo": redo,
    "init": init,
    "backup": backup,
    "restore": restore,
    "doctor": doctor,
}
