"""How many characters a file holds, counted without any of our readers: every text node, every cell, every glyph.

It knows no headings, no tables, no tasks and no way to leave anything out, so that it can be wrong only where the
file itself is.
"""

from __future__ import annotations

import csv
import io
import re
import struct
import zipfile
from collections.abc import Iterator
from email import message_from_bytes, policy
from html.parser import HTMLParser
from xml.etree import ElementTree as Tree

from tui.ingest.readers.characters import decode


def dumb_count(data: bytes, name: str) -> int:
    """How many characters a file of this name holds, blanks left aside."""
    return sum(map(count_all, texts_of(data, name)))


def count_all(text: str) -> int:
    """How many characters a text holds, blanks left aside."""
    return len(re.sub(r"\s", "", text))


def texts_of(data: bytes, name: str) -> Iterator[str]:
    """All texts of a file of this name."""
    readers = {
        "docx": _word,
        "xlsx": _sheets,
        "csv": _cells,
        "html": _page,
        "htm": _page,
        "pdf": _glyphs,
        "ofd": _placed,
        "ods": _paragraphs,
        "eml": _mail,
        "xls": _old_sheets,
        "odt": _open_text,
        "jpg": _picture,
    }
    return readers.get(name.rpartition(".")[2].lower(), _plain)(data, name)


def _picture(_data: bytes, _name: str) -> Iterator[str]:
    yield from ()


def _mail(data: bytes, _name: str) -> Iterator[str]:
    """What the heads of a mail show, its texts in all the ways that they are said, and the files attached to it."""
    for part in message_from_bytes(data, policy=policy.default).walk():
        yield from (str(part[name] or "") for name in ("Subject", "From", "To", "Cc", "Date"))
        held = part.get_payload(decode=True)
        if isinstance(held, bytes):
            usual = "a.html" if part.get_content_subtype() == "html" else "a.txt"
            yield from texts_of(held, part.get_filename() or usual)


def _plain(data: bytes, name: str) -> Iterator[str]:
    yield decode(data, name)[0]


def _cells(data: bytes, name: str) -> Iterator[str]:
    text = decode(data, name)[0]
    mark = max(",\t;", key=text[:4096].count)
    for row in csv.reader(io.StringIO(text, newline=""), delimiter=mark):
        yield from row


def _parts(data: bytes) -> dict[str, Tree.Element]:
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return {name: Tree.fromstring(file.read(name)) for name in file.namelist() if name.endswith(".xml")}


def _word(data: bytes, _name: str) -> Iterator[str]:
    for root in _parts(data).values():
        yield from root.itertext()


def _placed(data: bytes, _name: str) -> Iterator[str]:
    for root in _parts(data).values():
        yield from (code.text or "" for code in root.iter() if code.tag.endswith("}TextCode"))


def _paragraphs(data: bytes, _name: str) -> Iterator[str]:
    for root in _parts(data).values():
        yield from ("".join(each.itertext()) for each in root.iter() if each.tag.endswith("}p"))


def _open_text(data: bytes, _name: str) -> Iterator[str]:
    """All that stands in the body of a text, on the pages of its styles, and in what the file says of itself."""
    parts = _parts(data)
    for each in parts["content.xml"].iter():
        if each.tag.endswith(":office:1.0}body"):
            yield from each.itertext()
    for root in (each for name in ("styles.xml", "meta.xml") for each in parts.get(name, ())):
        if root.tag.endswith(("}master-styles", "}meta")):
            yield from root.itertext()


def _sheets(data: bytes, _name: str) -> Iterator[str]:
    parts = _parts(data)
    shared = ["".join(item.itertext()) for item in parts.get("xl/sharedStrings.xml", ())]
    for name, root in parts.items():
        if "worksheets/" in name:
            for cell in root.iter():
                if cell.tag.endswith("}c"):
                    yield _shown(cell, shared)


def _shown(cell: Tree.Element, shared: list[str]) -> str:
    held = "".join(text for child in cell if not child.tag.endswith("}f") for text in child.itertext())
    return shared[int(held)] if cell.get("t") == "s" else held


def _old_sheets(data: bytes, _name: str) -> Iterator[str]:
    """What calamine finds in the cells of a workbook written in one piece, and the heads and feet of its pages."""
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    for name in book.sheet_names:
        yield from (str(value) for row in book.get_sheet_by_name(name).to_python() for value in row)
    at = 512
    while at + 4 < len(data):
        kind, length = struct.unpack_from("<HH", data, at)
        if kind in {0x14, 0x15} and length:
            letters = "utf-16-le" if data[at + 6] else "latin-1"
            yield re.sub("&[A-Z]", "", data[at + 7 : at + 4 + length].decode(letters))
        at += 4 + length


class _Texts(HTMLParser):
    """Every text of a page but its programs and styles."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.silent = 0

    def handle_starttag(self, tag: str, _attrs: object) -> None:
        self.silent += tag in {"script", "style"}

    def handle_endtag(self, tag: str) -> None:
        self.silent -= tag in {"script", "style"} and self.silent > 0

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.texts.append(data)


def _page(data: bytes, name: str) -> Iterator[str]:
    parser = _Texts()
    parser.feed(decode(data, name)[0])
    parser.close()
    yield from parser.texts


def _glyphs(data: bytes, _name: str) -> Iterator[str]:
    import pdfplumber

    with pdfplumber.open(io.BytesIO(data)) as file:
        for page in file.pages:
            yield "".join(char["text"] for char in page.chars)
