"""The verb that reads documents into the library: files, folders and patterns, one after the other."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Final

from tui.bounded import LARGEST
from tui.cli.call import DONE, NOTHING, Call
from tui.cli.progress import Progress
from tui.cli.terminal import read_bytes, sentence
from tui.export.comparison import comparison_lines, comparison_record
from tui.export.comparison import name as place_called
from tui.export.reading import outline_lines
from tui.export.records import Record, reading_record, warning_words
from tui.export.sheet import documents_sheet, tasks_listing
from tui.i18n import place_words
from tui.model.document import Document
from tui.model.errors import Problem, Undecided, Usage
from tui.model.ledger import Entry, Ledger
from tui.model.summary import Summary
from tui.model.task import Task
from tui.model.text import visible
from tui.workspace.bodies import FullNames
from tui.workspace.editions import Waiting
from tui.workspace.gathering import gather, in_short, is_one_file
from tui.workspace.importing import Imported
from tui.workspace.offers import Offer, offers_of
from tui.workspace.report import Finding, Group, report_of

SHOWN: Final = 8
"""So many doubts are told after an import; the report on the screens has them all."""


_STDIN: Final = "duban-stdin-"
"""How the folder begins where stdin is put down, to be read as any file."""


def import_files(call: Call) -> int:
    """Read documents into the library, `-` from stdin; each stands alone, and the highest code wins."""
    names = call.options.files
    if "-" not in names:
        return _import_all(call)
    with tempfile.TemporaryDirectory(prefix=_STDIN) as folder:
        put = Path(folder, "stdin")
        put.write_bytes(read_bytes(LARGEST))
        call.options.files = [str(put) if name == "-" else name for name in names]
        return _import_all(call)


def _called(file: Path) -> Path:
    """A file as one calls it: stdin lies nowhere."""
    return Path(file.name) if file.parent.name.startswith(_STDIN) else file


def _import_all(call: Call) -> int:
    """Read all files that are named, one after the other."""
    options = call.options
    if _several(call):
        for name in ("json", "title", "id"):
            if getattr(options, name):
                raise Usage("one_file_only", option=f"--{name}")
    files, codes = _gather(call)
    progress = Progress(call.texts, len(files))
    done = len(codes)
    offered: list[int] = []
    try:
        for file in files:
            progress.show(len(codes) - done + 1, file.name)
            codes.append(_import_one(call, file, progress, offered))
    except KeyboardInterrupt:
        progress.wipe()
        call.printer.say("import.interrupted", done=len(codes) - done, whole=len(files))
        raise
    if len(files) > 1:
        read = sum(code in {DONE, Undecided.exit_code} for code in codes)
        call.printer.say("import.readable" if options.dry_run else "import.finished", done=read, whole=len(files))
    if offered:
        call.printer.say("import.offers", documents=len(offered), count=sum(offered))
    return max(codes)


def _several(call: Call) -> bool:
    """Whether more than one file may be meant."""
    files = call.options.files
    return len(files) > 1 or not is_one_file(files[0])


def _gather(call: Call) -> tuple[list[Path], list[int]]:
    """The files that are meant, each once, and the codes of the names that mean none; what is passed over is said."""
    files: dict[Path, None] = {}
    codes: list[int] = []
    skipped: list[Path] = []
    for name in call.options.files:
        try:
            gathered = gather(name)
        except Problem as problem:
            call.printer.talk(sentence(problem, call.texts))
            codes.append(problem.exit_code)
            continue
        files |= dict.fromkeys(gathered.files)
        skipped += gathered.skipped
    if skipped:
        call.printer.say("import.skipped", count=len(skipped), files=in_short(skipped))
    return list(files), codes


def _import_one(call: Call, file: Path, progress: Progress, offered: list[int]) -> int:
    """Read one file; what is wrong with it is said and does not keep the next from being read.

    How much the document says of progress is added to `offered`.
    """
    try:
        imported = _read(call, file)
    except Problem as problem:
        progress.wipe()
        call.printer.talk(sentence(problem, call.texts))
        return problem.exit_code
    progress.wipe()
    dry = call.options.dry_run
    _say_outcome(call, file, imported)
    document, compared = imported.document, imported.compared
    waiting = imported.waiting
    if compared and not dry:
        waiting = call.workspace.editions.waiting(document.id)
    if call.options.check:
        return _check(call, document)
    offered += _offered(call, document)
    if call.options.json:
        record = _record(call, document)
        call.printer.record(record | {"comparison": comparison_record(compared, waiting)} if compared else record)
    else:
        old = imported.replaced
        told = comparison_lines(compared, old, document, call.texts) if compared and old else ()
        if dry:  # the outline and all tasks follow, and would bury it
            call.printer.lines(told)
        _print_reading(call, document)
        if not dry:
            call.printer.lines(told)
    for each in waiting:
        _say_waiting(call, document, each)
    return Undecided.exit_code if waiting else DONE


def _say_outcome(call: Call, file: Path, imported: Imported) -> None:
    """What became of a file, and of the comments in it."""
    if imported.outcome != "read":
        would = "would." if call.options.dry_run and imported.outcome != "same" else ""
        call.printer.say(f"import.{would}{imported.outcome}", file=_called(file), doc=imported.document.id)
    if imported.notes:
        call.printer.say("import.comments", count=imported.notes)
    if imported.kept:
        call.printer.say("import.kept", kept=imported.kept)


def _record(call: Call, document: Document) -> Record:
    """What was read, as JSON has it."""
    known = FullNames(call.workspace.register)
    issuer = document.issuer or document.title
    return reading_record(document, call.texts, lambda task: known.of(task, issuer))


def _say_waiting(call: Call, document: Document, waiting: Waiting) -> None:
    """One thing whose marks and notes have no place in the new edition."""
    said = {"place": waiting.place, "words": waiting.words[:40], "marks": len(waiting.marks)}
    key = "waiting.doubtful" if waiting.doubtful else "waiting.gone"
    call.printer.say(key, **said, notes=len(waiting.notes), guess=place_called(document, waiting.guess))


def _read(call: Call, file: Path) -> Imported:
    """Read a file, and keep it unless this is a dry run."""
    options, workspace = call.options, call.workspace
    wanted = {"title": options.title, "doc_id": options.id, "encoding": options.encoding}
    if options.check:
        return Imported(workspace.read_file(file, **wanted), "read")
    if options.dry_run:
        document = workspace.read_file(file, **wanted)
        return (
            workspace.read_beside(document, named=bool(options.id)) if options.replace else Imported(document, "read")
        )
    return workspace.import_file(file, **wanted, replace_old=options.replace)


def _print_reading(call: Call, document: Document) -> None:
    """What was read: counts, in a dry run also outline and tasks; doubts are talk."""
    entries = Ledger(_unmarked(call, document, task) for task in document.tasks)
    call.printer.sheet(documents_sheet([Summary.of(document)], call.texts))
    if call.options.dry_run:
        call.printer.lines(outline_lines(document, entries))
        call.printer.sheet(tasks_listing(entries, call.texts))
    _say_doubts(call, document)


def _say_doubts(call: Call, document: Document) -> None:
    """How much asks for a look, then the doubts: all in a dry run, else the most harmful first; of many files none."""
    told = report_of(document)
    if told.findings:
        counts = {group.value: told.count(group) for group in Group}
        call.printer.say("import.summary", headline=told.headline(call.texts), **counts)
    if _several(call) and not call.options.dry_run:
        return
    shown = told.findings if call.options.dry_run else told.findings[:SHOWN]
    for finding in shown:
        call.printer.talk(_finding_words(call, finding))
    if len(shown) < len(told.findings):
        call.printer.say("import.more", count=len(told.findings) - len(shown))


def _finding_words(call: Call, finding: Finding) -> str:
    """One doubt with its place, and how many characters stand nowhere because of it."""
    doubt = finding.doubt
    message = warning_words(doubt, call.texts)
    count = call.texts("report.count", count=doubt.count) if doubt.count else ""
    where = place_words(doubt.where, call.texts)
    key = "cli.warning" if doubt.where else "cli.warning_anywhere"
    return visible(call.texts(key, where=where, message=message) + count)


def _check(call: Call, document: Document) -> int:
    """Print what a person should look at; the code says whether there is anything."""
    told, offers = report_of(document), tuple(offers_of(document, call.workspace.profile))
    if call.options.json:
        call.printer.record(_record(call, document))
    else:
        call.printer.lines(_finding_words(call, each) for each in told.to_check)
        call.printer.lines(_offer_words(call, each) for each in offers)
    call.printer.talk(visible(f"{document.source.name}{call.texts('cli.colon')}{told.headline(call.texts)}"))
    if offers:
        call.printer.talk(call.texts("report.offers", count=len(offers)))
    return NOTHING if told.to_check or offers else DONE


def _offered(call: Call, document: Document) -> list[int]:
    """How much a document that is now in the library says of progress that nobody has taken; nothing for none."""
    if call.options.dry_run or not any(offers_of(document, call.workspace.profile)):
        return []
    return [count] if (count := len(call.workspace.offers(document.id))) else []


def _offer_words(call: Call, offer: Offer) -> str:
    """What a task says of its progress, and what it can be taken for."""
    task = offer.task
    said = {"no": task.no or f"#{task.ordinal}", "words": task.text[:20], "name": offer.name, "text": offer.text}
    status = offer.status.name(call.texts.lang) if offer.status else ""
    return visible(call.texts("report.offer" if status else "report.offer_note", **said, status=status))


def _unmarked(call: Call, document: Document, task: Task) -> Entry:
    """A task as it was read, before anybody marked it."""
    path = tuple(document.ancestors(task.basis[0].section)) if task.basis else ()
    return Entry(document.id, task, path, call.workspace.profile.initial)


def remove(call: Call) -> int:
    """Take a document out of the library."""
    doc = call.options.document
    ids = call.workspace.library.ids()
    found = doc if doc in ids else call.workspace.choose_document(doc).id
    call.workspace.remove(found)
    call.printer.say("removed", doc=found)
    return DONE
