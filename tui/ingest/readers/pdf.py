"""PDF files with a text layer: lines joined to paragraphs, ruled tables, page headers and numbers dropped."""

from __future__ import annotations

import io
import logging
import re
import struct
import zlib
from typing import Final

from tui.ingest.blocks import Reading
from tui.ingest.readers.extras import missing
from tui.ingest.readers.pdf_pages import Item, Line, PageReader
from tui.ingest.readers.pdf_tables import Ruled
from tui.ingest.readers.placed import reading_of
from tui.model.errors import Invalid

_WRONG: Final = re.compile(r"\(cid:\d+\)")


def read_pdf(data: bytes, name: str, _encoding: str | None = None) -> Reading:
    """The blocks of a PDF. Raises Usage without pdfplumber, Invalid for scans, wrong letters and damaged files."""
    try:
        import pdfplumber
        from pdfminer.pdfexceptions import PDFException
        from pdfminer.psparser import PSException
        from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException
    except ImportError as problem:
        raise missing("pdf") from problem
    from tui.ingest.readers.pdf_bounds import check_streams, pages_of

    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)  # its remarks on odd fonts would run over the screen
    check_streams(data, name)
    reader = PageReader()
    try:
        with pdfplumber.open(io.BytesIO(data)) as file:
            pages = []
            for page in pages_of(file, name):
                pages.append(reader.items(page))
                page.close()
    except (PdfminerException, MalformedPDFException, PDFException, PSException) as problem:
        if "Password" in repr(problem) or "Encrypt" in repr(problem):
            raise Invalid("encrypted_file", file=name) from problem
        raise _broken(name, problem) from problem
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, ArithmeticError, AssertionError) as problem:
        raise _broken(name, problem) from problem
    except (OSError, RecursionError, EOFError, NotImplementedError, MemoryError, struct.error, zlib.error) as problem:
        raise _broken(name, problem) from problem
    reader.finish()
    _check(pages, name)
    return reading_of(pages, reader.left, reader.source, "pdf")


def _broken(name: str, problem: Exception) -> Invalid:
    return Invalid("broken_file", file=name, format="pdf", reason=(str(problem) or type(problem).__name__)[:80])


def _check(pages: list[list[Item]], name: str) -> None:
    """Refuse a scan and a text layer of wrong letters."""
    text = "".join(item.text for page in pages for item in page if isinstance(item, Line))
    cells = "".join(
        cell.text for page in pages for item in page if isinstance(item, Ruled) for row in item.rows for cell in row
    )
    if not (text + cells).strip():
        raise Invalid("no_text", file=name)
    if len(_WRONG.findall(text + cells)) * 20 > len(text + cells) / 8:
        raise Invalid("wrong_letters", file=name)
