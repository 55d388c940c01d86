"""What leaves of what a filter shows: ledger, report, slips or board, in the format of the file's suffix."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final, NamedTuple, Protocol

from tui.export.values import validity_words
from tui.i18n import Texts
from tui.model.document import short_title
from tui.model.errors import NotFound, Usage
from tui.model.nearest import nearest
from tui.model.text import visible
from tui.store.files import whole_file
from tui.workspace.asking import WithFilters
from tui.workspace.outgoing import Told, Work, by_lead, table
from tui.workspace.validity import not_valid

if TYPE_CHECKING:
    from datetime import datetime

    from tui.export.paper import Paper
    from tui.model.change import Note
    from tui.model.ledger import Ledger
    from tui.workspace.ground import Ground

FORMS: Final[Mapping[str, tuple[str, ...]]] = {
    "ledger": ("xlsx", "csv", "md", "html", "docx", "json"),
    "report": ("docx", "html", "md"),
    "slips": ("docx", "html", "md", "xlsx"),
    "board": ("docx", "xlsx", "html", "md"),
    "document": ("docx",),
}
"""The formats of each form."""
BUNDLE: Final = "bundle"
"""The form of one's own Changes as a file to carry, which `parcels` writes."""
_NAME: Final = 36
"""Characters of a title that stand in the name of a file."""
_FORMATS: Final = FORMS["ledger"]


class Exported(NamedTuple):
    """What left."""

    file: Path
    form: str
    number: int
    """How many tasks; of a document how many notes, of a bundle how many Changes."""


class WithAll(WithFilters, Protocol):
    """A workspace that tells its notes too."""

    def filter_notes(self, expression: str, doc: str | None = None) -> tuple[Note, ...]:
        """The notes that a filter wants."""


class Wanted(NamedTuple):
    """What shall leave, and how."""

    expression: str
    ledger: Ledger | None
    """None is all of the document, or of the library."""
    form: str | None
    """None is what the format is mostly used for."""
    doc: str | None


def export(workspace: WithAll, file: Path, wanted: Wanted, told: Told) -> Exported:
    """Write what a filter shows to a file, whole or not at all: tasks, or a document with the notes that it shows."""
    expression, ledger, form, doc = wanted
    kind = file.suffix.lower().removeprefix(".")
    form = form or ("report" if kind == "docx" else "ledger")
    _check(file, kind, form)
    if form == "document":
        return _document(workspace, file, expression, doc)
    shown = workspace.filter(expression, workspace.ledger(doc) if ledger is None else ledger).ledger
    whole = ledger is None and doc is None and not expression.strip()
    if not shown and not (whole and kind == "json"):
        raise NotFound("nothing_matches" if expression.strip() else "no_tasks", expression=expression)
    texts = Texts(workspace.settings.lang)
    work = Work(workspace, shown, expression, form, kind, texts, told, whole)
    write = _writer(work)  # what cannot be made is refused before a file is begun
    with whole_file(file) as out:
        write(out)
    return Exported(file, form, len(shown))


def _document(workspace: WithAll, file: Path, expression: str, doc: str | None) -> Exported:
    """Write a document as it was issued, the notes that a filter shows as comments."""
    from tui.export.issued import issued_paper
    from tui.export.paper import Paragraph
    from tui.workspace.naming import choose_document

    document = choose_document(workspace, doc)
    notes = workspace.filter_notes(expression, document.id)
    write_word = _word()
    paper = issued_paper(document, notes, lambda note: _called(workspace, note))
    texts = Texts(workspace.settings.lang)
    for said in not_valid(workspace, [document.id]).values():
        paper = paper._replace(head=texts("board.validity", words=validity_words(said, texts)))
    if workspace.is_demo:
        paper = paper._replace(blocks=(Paragraph(texts("cli.demo.name")), *paper.blocks))
    with whole_file(file) as out:
        write_word(paper, out, workspace.now())
    return Exported(file, "document", len(notes))


def _called(workspace: Ground, note: Note) -> str:
    """Who wrote a note, as others know him; a name that nothing vouches for as it came."""
    return note.author if note.claimed else workspace.state.name(note.author) or note.author


def file_name(workspace: WithFilters, docs: Sequence[str], form: str, kind: str) -> str:
    """A name for what leaves of documents today: the form, the title where there is one alone, the day.

    What is carried to others is named by who did it.
    """
    texts, today = Texts(workspace.settings.lang), workspace.now()
    title = short_title(workspace.library.title(docs[0]), most=_NAME) if len(docs) == 1 else texts("exchange.library")
    named = visible(workspace.author if form == BUNDLE else title).replace("…", "-")  # a middle left out
    plain = re.sub(r"[\\/:*?\"<>|\s\x00-\x1f]", "", named)
    return f"{texts(f'exchange.name.{form}')}-{plain}-{today:%Y%m%d}.{kind}"


def _check(file: Path, kind: str, form: str) -> None:
    """Refuse a format that is not known, and a form that does not go in it."""
    if form not in FORMS:
        near = nearest(form, FORMS)
        raise Usage("unknown_form", form=form, near=near or "ledger", known=" ".join(FORMS))
    if kind not in _FORMATS:
        raise Usage("unknown_suffix", file=file, known=" ".join(f".{each}" for each in _FORMATS))
    if kind not in FORMS[form]:
        raise Usage("form_elsewhere", form=form, kind=f".{kind}", known=" ".join(f".{each}" for each in FORMS[form]))


def _writer(work: Work) -> Callable[[BinaryIO], None]:
    """What writes the file; raises `Usage` (`missing_extra`)."""
    if work.kind == "json":
        return lambda out: _json(work, out)
    if work.kind == "csv":
        return lambda out: _csv(work, out)
    if work.kind == "xlsx":
        return lambda out: _workbook(work, out)
    return _paper(work)


def _csv(work: Work, out: BinaryIO) -> None:
    """Comma-separated, with the mark that Excel wants; it has no head, so rows say what is no longer in force."""
    from tui.export.comma import to_csv
    from tui.export.sheet import headings

    sheet = table(work).sheet()
    said = work.not_valid_words()
    if said:
        docs = (doc for doc, _ in work.ledger.keys())  # noqa: SIM118 - a method of ours
        sheet = sheet.with_cells(headings(work.texts, "validity")[0], (said.get(doc, "") for doc in docs))
    text = to_csv(sheet.with_column(work.demo) if work.demo else sheet)
    out.write(b"\xef\xbb\xbf" + text.encode())


def _json(work: Work, out: BinaryIO) -> None:
    """All that another workspace needs to have the same."""
    from tui.export.records import dump
    from tui.workspace.parcels import whole_record

    out.write(dump(whole_record(work)).encode() + b"\n")


def _workbook(work: Work, out: BinaryIO) -> None:
    """The ledger with its figures; of slips a sheet a department; of the board the figures alone, of every kind."""
    from tui.export.workbook import About, LedgerBook

    workspace, texts = work.workspace, work.texts
    kinds: tuple[str, ...] = ("light", "lead")
    if work.form == "board":
        kinds = (*kinds, "participant", "doc" if work.ledger.look.several else "section", "tag")
    stats = {by: workspace.stats(work.expression, work.ledger, by) for by in kinds}
    statuses = {status.key: status.name(texts.lang) for status in workspace.profile.statuses}
    tally = workspace.board(work.expression, work.ledger).whole
    with LedgerBook(texts, About(work.title, work.facts, workspace.author, workspace.now())) as book:
        if work.form == "slips":
            for name, ledger in by_lead(work.ledger):
                book.add_ledger(name, table(work, ledger), title=texts("exchange.slip", name=name))
        elif work.form != "board":
            book.add_ledger(texts("exchange.sheet.ledger"), table(work), lambda done: work.told(done, len(work.ledger)))
        groups = {by: each.groups for by, each in stats.items()}
        head = (work.title, work.facts) if work.form == "board" else ()
        book.add_figures(texts("exchange.sheet.figures"), tally, groups, statuses, head)
        book.save(out)


def _paper(work: Work) -> Callable[[BinaryIO], None]:
    """What writes any of the forms as Markdown, as a web page or for Word."""
    from tui.workspace.papers import paper

    return paper_writer(work.workspace, work.kind, lambda: paper(work))


def paper_writer(workspace: Ground, kind: str, made: Callable[[], Paper]) -> Callable[[BinaryIO], None]:
    """What writes something for paper as `docx`, `html` or `md`; raises `Usage` (`missing_writer`)."""
    if kind == "docx":
        write_word = _word()

        return lambda out: write_word(made(), out, workspace.now())
    if kind == "html":
        from tui.export.webpage import to_page

        return lambda out: _put(out, to_page(made(), workspace.settings.lang))
    from tui.export.markdown import to_text

    return lambda out: _put(out, to_text(made()))


def _word() -> Callable[[Paper, BinaryIO, datetime], None]:
    """What writes for Word; raises `Usage` (`missing_extra`) where its extra is not installed."""
    try:
        from tui.export.word import write_word
    except ImportError as error:
        from tui.ingest.readers.extras import install_command

        raise Usage("missing_writer", format="docx", command=install_command("docx")) from error
    return write_word


def _put(out: BinaryIO, text: str) -> None:
    out.write(text.encode())
