"""PDF files with a text layer: lines joined to paragraphs, ruled tables, page headers and numbers dropped."""

from __future__ import annotations

import io
import logging
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from tui.ingest.blocks import Block, Paragraph, Reading, make_table
from tui.ingest.readers.extras import missing
from tui.ingest.readers.pdf_tables import NEVER_FIRST, Ruled, go_on, pushed_down, ruled_tables, text_of
from tui.ingest.readers.radicals import mended
from tui.ingest.structure.broken import closes
from tui.ingest.structure.numbering import find_label
from tui.model.document import Doubt
from tui.model.errors import Invalid

if TYPE_CHECKING:
    from pdfplumber.page import Page

_MOST_PAGES: Final = 1_000
_NUMBER: Final = re.compile(r"[\s\-—–－·.第页/共\d]*\d[\s\-—–－·.第页/共\d]*")
_WRONG: Final = re.compile(r"\(cid:\d+\)")


@dataclass(slots=True)
class _Line:
    """A printed line and where it stands on its page, in points."""

    text: str
    left: float
    right: float
    top: float
    bottom: float
    page: int
    width: float
    """Width of its page."""


def read_pdf(data: bytes, name: str, _encoding: str | None = None) -> Reading:
    """The blocks of a PDF. Raises Usage without pdfplumber, Invalid for scans, wrong letters and damaged files."""
    try:
        import pdfplumber
        from pdfminer.pdfexceptions import PDFException
        from pdfminer.psparser import PSException
        from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException
    except ImportError as problem:
        raise missing("pdf") from problem
    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)  # its remarks on odd fonts would run over the screen
    try:
        with pdfplumber.open(io.BytesIO(data)) as file:
            if len(file.pages) > _MOST_PAGES:
                raise Invalid("too_many_pages", file=name, limit=_MOST_PAGES)
            pages = [_page(page, number) for number, page in enumerate(file.pages, 1)]
    except (PdfminerException, MalformedPDFException, PDFException, PSException) as problem:
        if "Password" in repr(problem) or "Encrypt" in repr(problem):
            raise Invalid("encrypted_file", file=name) from problem
        raise _broken(name, problem) from problem
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, ArithmeticError, AssertionError) as problem:
        raise _broken(name, problem) from problem
    except (OSError, RecursionError, EOFError, NotImplementedError, LookupError, MemoryError) as problem:
        raise _broken(name, problem) from problem
    _check(pages, name)
    return _reading(pages)


def _broken(name: str, problem: Exception) -> Invalid:
    return Invalid("broken_file", file=name, format="pdf", reason=(str(problem) or type(problem).__name__)[:80])


Item = _Line | Ruled


def _page(page: Page, number: int) -> list[Item]:
    """The lines and tables of a page from top to bottom."""
    tables = ruled_tables(page, number)
    items: list[tuple[float, Item]] = [(table.box[1], table) for table in tables]
    boxes = [table.box for table in tables]
    for line in page.extract_text_lines(return_chars=True, x_tolerance=2):
        middle = (line["top"] + line["bottom"]) / 2
        if any(box[1] <= middle <= box[3] and box[0] - 2 <= line["x0"] <= box[2] for box in boxes):
            continue
        text = text_of(sorted(line["chars"], key=lambda char: float(char["x0"])))
        items.append(
            (line["top"], _Line(text, line["x0"], line["x1"], line["top"], line["bottom"], number, page.width))
        )
    return [item for _, item in sorted(items, key=lambda pair: pair[0])]


def _check(pages: list[list[Item]], name: str) -> None:
    """Refuse a scan and a text layer of wrong letters."""
    text = "".join(item.text for page in pages for item in page if isinstance(item, _Line))
    cells = "".join(
        cell.text for page in pages for item in page if isinstance(item, Ruled) for row in item.rows for cell in row
    )
    if not (text + cells).strip():
        raise Invalid("no_text", file=name)
    if len(_WRONG.findall(text + cells)) * 20 > len(text + cells) / 8:
        raise Invalid("wrong_letters", file=name)


def _reading(pages: list[list[Item]]) -> Reading:
    """The pages as one run of blocks."""
    repeated = _repeated(pages)
    dropped: list[int] = []
    kept: list[Item] = []
    for page in pages:
        for at, item in enumerate(page):
            edge = at in {0, 1, len(page) - 2, len(page) - 1}
            if isinstance(item, _Line) and edge and (_NUMBER.fullmatch(item.text) or _shape(item) in repeated):
                dropped.append(item.page)
            elif isinstance(item, Ruled) and kept and isinstance(kept[-1], Ruled) and go_on(kept[-1], item):
                continue
            else:
                kept.append(item)
    doubts = [Doubt("pages_dropped", f"page {dropped[0]}", {"count": len(dropped)})] if dropped else []
    joined = [page for item in kept if isinstance(item, Ruled) for page in item.joined]
    if joined:
        doubts.append(Doubt("rows_joined", f"page {joined[0]}", {"count": len(joined)}))
    return Reading(tuple(_blocks(kept)), "pdf", None, tuple(doubts))


def _shape(line: _Line) -> str:
    return re.sub(r"\d+", "0", line.text)


def _repeated(pages: list[list[Item]]) -> set[str]:
    """Lines at the edge of most pages: running heads and feet."""
    edges = Counter(
        shape
        for page in pages
        for shape in {_shape(item) for item in (*page[:2], *page[-2:]) if isinstance(item, _Line)}
    )
    return {shape for shape, count in edges.items() if len(pages) > 2 and count * 2 > len(pages)}


def _blocks(items: list[Item]) -> Iterator[Block]:
    """Paragraphs, put together from their lines, and tables."""
    lines = [item for item in items if isinstance(item, _Line)]
    left = min((line.left for line in lines), default=0.0)
    right = max((max(_reach(line), line.width - left - (line.bottom - line.top)) for line in lines), default=0.0)
    open_lines: list[_Line] = []
    tables = 0
    for item in items:
        if isinstance(item, _Line):
            if open_lines and not _goes_on(open_lines[-1], item, left, right):
                yield _paragraph(open_lines)
                open_lines = []
            open_lines.append(item)
            continue
        if open_lines:
            yield _paragraph(open_lines)
            open_lines = []
        tables += 1
        place = f"table {tables}"
        yield make_table([(f"{place} row {at}", row) for at, row in enumerate(item.rows, 1)], place)
    if open_lines:
        yield _paragraph(open_lines)


def _reach(line: _Line) -> float:
    """How far a line reaches to the right; a mark at its end may hang beyond the edge."""
    return line.right - (line.bottom - line.top if line.text.endswith(tuple(NEVER_FIRST)) else 0.0)


def _goes_on(before: _Line, line: _Line, left: float, right: float) -> bool:
    """Whether a line continues the paragraph above it: that one is full, and this one is not set in."""
    size = before.bottom - before.top
    if line.left > left + size * 1.2 or before.right < right - size * (1.8 + pushed_down(line.text)):
        return False
    return not (find_label(mended(line.text)) and closes(before.text))


def _paragraph(lines: list[_Line]) -> Paragraph:
    """One paragraph from its lines; Latin words keep a space where a line ended."""
    text = lines[0].text
    for line in lines[1:]:
        gap = " " if re.search("[A-Za-z]$", text) and re.match("[A-Za-z]", line.text) else ""
        text += gap + line.text
    return Paragraph(text, f"page {lines[0].page}")
