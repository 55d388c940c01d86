"""File → Document: a reader makes blocks, the outline and the tasks are read from them, tasks are tied to articles."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path, PurePath
from typing import Final

from tui import bounded
from tui.ingest import account
from tui.ingest.align import WEAK, candidates_of, tie
from tui.ingest.assignments import make_tasks, split_tables
from tui.ingest.blocks import Paragraph, Reading
from tui.ingest.fitness import check
from tui.ingest.readers.choice import read_blocks
from tui.ingest.structure import masthead
from tui.ingest.structure.broken import join_broken
from tui.ingest.structure.contents import without_contents
from tui.ingest.structure.outline import Outline, make_outline
from tui.ingest.twins import restored, simplified, twins_in
from tui.model.document import Document, Doubt, Kind, Section, Source
from tui.model.errors import Invalid, Unavailable
from tui.model.task import Basis, Task
from tui.model.text import count_characters, count_private, squeeze, visible

LIMIT: Final = 64 * 1024 * 1024
"""Greatest size of a file, in bytes."""

_VERSION: Final = re.compile(
    r"^[【\[（(][^】\]）)]{1,8}[】\]）)]|[-_—\s]*(?:\d{4,8}|[vV]?\d{1,2}(?:\.\d+)*|[（(【\[]?(?:最?终版?|定稿|送审稿|修改稿|审定稿)[）)】\]]?)$"
)
"""Which version a file is, before or behind its name."""
_BOOKS: Final = frozenset({"xlsx", "xls", "et", "ods"})
"""Forms of workbooks."""
_UNTITLED: Final = re.compile("工作表|工作簿|新建|副本|(?i:sheet|book|excel)")
"""Names that programs give to files and sheets."""


def read(path: Path, *, title: str | None = None, doc_id: str | None = None, encoding: str | None = None) -> Document:
    """Read a policy document from a file; the reader is chosen by the file's suffix and first bytes.

    Raises Invalid (exit 3) for what cannot be read as a policy document, NotFound and Unavailable for the file itself.
    """
    try:
        data = bounded.read(path, LIMIT)
    except bounded.Oversized as problem:
        raise Invalid("too_large", file=str(path), limit=LIMIT // bounded.MEGABYTE) from problem
    except bounded.Irregular as problem:
        raise bounded.refusal(problem, path, Invalid) from problem
    except FileNotFoundError as problem:
        raise Invalid("no_file", file=str(path)) from problem
    except IsADirectoryError as problem:
        raise Invalid("is_folder", file=str(path)) from problem
    except (OSError, ValueError) as problem:
        raise Unavailable("unreadable_file", file=str(path), reason=str(problem)) from problem
    return read_bytes(data, path.name, title=title, doc_id=doc_id, encoding=encoding)


def read_bytes(
    data: bytes, name: str, *, title: str | None = None, doc_id: str | None = None, encoding: str | None = None
) -> Document:
    """Read a policy document from the bytes of a file of this name. Pure: the same bytes give the same document."""
    if len(data) > LIMIT:
        raise Invalid("too_large", file=name, limit=LIMIT // 1024 // 1024)
    reading = read_blocks(data, name, encoding)
    check(reading, name)
    source = Source(name, sha256(data).hexdigest(), reading.format, reading.encoding)
    return document_of(reading, source, title=title, doc_id=doc_id)


def document_of(reading: Reading, source: Source, *, title: str | None = None, doc_id: str | None = None) -> Document:
    """The document that these blocks make; traditional letters are read as simplified ones and stay as issued."""
    twins = twins_in(reading)
    if twins is None:
        return _document_of(reading, source, title=title, doc_id=doc_id)
    read_plain = _document_of(simplified(reading), source, title=title, doc_id=doc_id)
    issued = restored(read_plain, twins)
    return replace(issued, title=title or issued.title, id=read_plain.id if doc_id else issued.id)


def _document_of(reading: Reading, source: Source, *, title: str | None, doc_id: str | None) -> Document:
    doubts = list(reading.doubts)
    blocks = without_contents(reading.blocks, doubts)
    blocks = blocks if reading.format == "text" else join_broken(blocks, doubts)
    blocks = split_tables(blocks, doubts)
    outline = make_outline(blocks)
    doubts += outline.doubts
    doc_no = outline.doc_no or reading.hints.get("doc_no")
    printed = _printed_title(outline) or outline.title or reading.hints.get("title")
    issuer = outline.issuer or reading.hints.get("issuer") or masthead.issuer_of((printed or "",))
    issued = outline.issued or reading.hints.get("issued")
    made = printed or masthead.make_title(_first_words(outline.sections) or _first_cells(outline), issuer)
    named = _named(reading, source)
    if printed is None and title is None:
        doubts.append(Doubt("title_named" if named else "title_made", "", {"title": named or made}))
    private = sum(count_private(block.text) for block in blocks if isinstance(block, Paragraph))
    alone = sum(
        count_characters(block.text) for block in blocks if isinstance(block, Paragraph) and not squeeze(block.text)
    )
    if private or alone:
        doubts.append(Doubt("private_use", "", {"count": private}, alone))
    found = make_tasks(outline, _year(issued, doc_no, printed or named or made, *_sheets(reading)), doubts)
    tasks = _tied(outline.sections, found.tasks, doubts)
    characters = account.settle(reading, outline.sections, found.tabled, doubts)
    return Document(
        id=masthead.document_id(doc_id or doc_no or printed or _signed(issuer, issued) or made),
        title=title or printed or named or made,
        title_made=printed is None and title is None,
        issuer=issuer,
        doc_no=doc_no,
        issued=issued,
        source=source,
        sections=outline.sections,
        tasks=tasks,
        doubts=tuple(doubts),
        characters=characters,
    )


def _printed_title(outline: Outline) -> str | None:
    """The title as printed: lines up to the first that closes one, put together."""
    words = ""
    for line in outline.titles:
        words += visible(line).strip()
        if masthead.closes_title(words):
            break
    return " ".join(words.split()) or None


def _signed(issuer: str | None, issued: str | None) -> str | None:
    """Who issued it and when, which names a document that has neither number nor title."""
    return f"{issuer}-{issued}" if issuer and issued else None


def other_ids(document: Document) -> tuple[str, ...]:
    """The ids that a document would have, had its title been printed otherwise or not at all."""
    named = (document.doc_no, document.title, _signed(document.issuer, document.issued))
    found = (masthead.document_id(words) for words in named if words)
    return tuple(dict.fromkeys(each for each in found if each != document.id))


def _first_words(sections: Sequence[Section]) -> str:
    masthead_kinds = {Kind.TITLE, Kind.SALUTATION, Kind.SIGNATURE, Kind.DATE}
    return next((section.text for section in sections if section.kind not in masthead_kinds), "")


def _first_cells(outline: Outline) -> str:
    """What tells a document of a table alone: the longest words of its first row, and how many rows it has."""
    rows = [row for placed in outline.tables for row in placed.table.rows[1:]]
    cells = ("".join(cell.text.split()) for cell in rows[0].cells) if rows else iter(())
    words = max(cells, key=len, default="")
    return f"{words[:32]}（{len(rows)}）" if words else ""


def _sheets(reading: Reading) -> tuple[str, ...]:
    """The names of the sheets of a workbook."""
    tables = (block for block in reading.blocks if not isinstance(block, Paragraph))
    return tuple(dict.fromkeys(table.where for table in tables)) if reading.format in _BOOKS else ()


def _named(reading: Reading, source: Source) -> str | None:
    """The title that a workbook without a title row gets from its file, else from a sheet; None where none reads so."""
    if reading.format not in {*_BOOKS, "csv"}:
        return None
    names = (re.sub(r"\s*[（(]\d+[）)]$", "", PurePath(source.name).stem).strip(), *_sheets(reading))
    return next(
        (name for name in names if masthead.is_title(_VERSION.sub("", name)) and not _UNTITLED.search(name)), None
    )


def _year(*texts: str | None) -> int | None:
    """The year of the document: of its date, else of its number, else of its title."""
    for text in texts:
        match = re.search(r"(?:19|20)\d\d", text or "")
        if match:
            return int(match.group())
    return None


def _tied(
    sections: Sequence[Section], found: Sequence[tuple[Task, Section | None]], doubts: list[Doubt]
) -> tuple[Task, ...]:
    """The tasks with what they rest on: a note by its place, a table's row by its words and order."""
    by_id = {section.id: section for section in sections}
    tied: dict[str, tuple[Basis, ...]] = {}
    groups: dict[str | None, list[Task]] = {}
    places = {home.id for task, home in found if task.origin.kind == "table" and home and home.kind is not Kind.ANNEX}
    for task, home in found:
        alone = home is None or home.kind is Kind.ANNEX or len(places) < 2
        if task.origin.kind == "table" and alone:
            groups.setdefault(_annex(home, by_id), []).append(task)
        else:
            tied[task.id] = _by_place(task, home, by_id)
    for annex, tasks in groups.items():
        bases = tie([task.text for task in tasks], candidates_of(sections, annex))
        tied.update((task.id, basis) for task, basis in zip(tasks, bases, strict=True))
    result = tuple(task._replace(basis=tied[task.id]) for task, _ in found)
    doubts += [
        Doubt("weak_tie", task.origin.where, {"no": task.no or str(task.ordinal), "section": task.basis[0].section})
        for task in result
        if task.basis and task.basis[0].score < WEAK
    ]
    return result


def _annex(home: Section | None, by_id: dict[str, Section]) -> str | None:
    while home is not None and home.kind is not Kind.ANNEX:
        home = by_id.get(home.parent or "")
    return home.id if home else None


def _by_place(task: Task, home: Section | None, by_id: dict[str, Section]) -> tuple[Basis, ...]:
    """The article that a note stands in, else the section."""
    above: list[Section] = []
    while home is not None:
        above.append(home)
        home = by_id.get(home.parent or "")
    for kinds in ({Kind.ARTICLE}, {Kind.SECTION, Kind.CHAPTER}):
        for section in above:
            if section.kind in kinds:
                sentence = re.match("[^。；]*[。；]?", task.text)
                return (Basis(section.id, 0.99, sentence.group() if sentence else ""),)
    return ()
