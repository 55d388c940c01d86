"""How much of a PDF is gone through: pages are drawn object by object, and what would draw for hours is stopped.

Imported where pdfplumber is there.
"""

from __future__ import annotations

import base64
import re
import zlib
from collections.abc import Callable, Iterator
from typing import Any, Final

from pdfminer.layout import LTPage
from pdfminer.pdfinterp import PDFContentParser, PDFPageInterpreter
from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import stream_value
from pdfminer.psparser import PSBaseParser, PSSyntaxError
from pdfplumber.page import Page, PDFPageAggregatorWithMarkedContent
from pdfplumber.pdf import PDF

from tui.ingest.readers.pdf_limits import MOST_OBJECTS, MOST_ON_PAGE, PATH
from tui.model.errors import Invalid

_MOST_PAGES: Final = 1_000
_LARGEST_STREAM: Final = 24 * 1024 * 1024
"""Greatest stream that is unpacked, in bytes; pictures stay packed."""
_STREAMS: Final = 96 * 1024 * 1024
"""Greatest size of all streams unpacked, in bytes."""
_CONTENTS: Final = 12 * 1024 * 1024
"""Greatest size of what draws all pages, in bytes."""
_ESCAPED: Final = re.compile(rb"#([0-9A-Fa-f]{2})")
_SLOW: Final = {
    rb"/(?:ASCII85Decode|A85|ASCIIHexDecode|AHx)\b": 4 * 1024 * 1024,
    rb"/(?:RunLengthDecode|RL)\b": 512 * 1024,
    rb"/(?:LZWDecode|LZW)\b": 128 * 1024,
}
"""Greatest packed size, in bytes, of streams that are unpacked letter by letter."""
_DEEPEST: Final = 5_000
"""How often what draws a page may put its state aside before it takes it back."""
_OPENED: Final = re.compile(rb"(?<!\S)q(?!\S)")
_CLOSED: Final = re.compile(rb"(?<!\S)Q(?!\S)")
_STREAM: Final = re.compile(rb"stream\r?\n")
_BLANKS: Final = 2_000_000
"""Greatest number of blanks between the words of what draws all pages: each word takes its time, whatever it draws."""
_WORDS: Final = 8_000_000
"""Greatest weight of the words of a file that are read one by one, in millionths of a second."""
_WEIGHTS: Final = dict.fromkeys((b")", b"]", b">", b"{", b"}", b"\\", b"\0"), 1) | {
    b"[": 4, b"<": 2, b"(": 2, b"/": 2, b" ": 2, b"\t": 2, b"\n": 2, b"\r": 2, b"\f": 2, b"#": 3, b"obj": 10,
}  # fmt: skip
"""What words begin and end with, and about how long each takes."""
_BY_CHANCE: Final = 10
"""One in so many letters of what is packed looks like such."""
_LONG_LINE: Final = re.compile(rb"(?:\A|[\r\n])[^\r\n]{6000000}")
"""A line that is put together piece by piece, where the end of a file is looked for from its end."""
_LONGEST_WORD: Final = 256 * 1024
_UNREAD: Final = re.compile(rb"/Length1\b|/Subtype\s*/(?:CIDFontType0C|Type1C|OpenType)\b")
"""Fonts, which nobody reads word by word."""
_RANGE: Final = re.compile(rb"<([0-9A-Fa-f]{1,8})>\s*<([0-9A-Fa-f]{1,8})>\s*(?:<|\[)")
_WIDTHS: Final = re.compile(rb"(?<![\d.])(\d{1,12})\s+(\d{6,12})\s+[\d.]+")
_WIDEST_RANGE: Final = 0x30000
"""How many characters a range of a font may name: more than there are."""


class TooDense(Exception):
    """A page draws more than a page of text does."""


class Bounds:
    """How many objects the pages of a file may still draw."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._left = MOST_OBJECTS
        self._on_page = MOST_ON_PAGE

    def turn(self) -> None:
        """Begin a page."""
        self._on_page = MOST_ON_PAGE

    def take(self, weight: int = 1) -> None:
        """Take an object, which may weigh as much as several. Raises TooDense for one page, Invalid for the file."""
        self._left -= weight
        self._on_page -= weight
        if self._left < 0:
            raise Invalid("too_many_elements", file=self.name, limit=MOST_OBJECTS)
        if self._on_page < 0:
            raise TooDense


class _Device(PDFPageAggregatorWithMarkedContent):
    """Gathers what a page draws, within bounds."""

    bounds: Bounds

    def render_char(self, *args: Any, **kwargs: Any) -> float:  # noqa: ANN401
        self.bounds.take()
        return super().render_char(*args, **kwargs)

    def paint_path(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        self.bounds.take(PATH)
        super().paint_path(*args, **kwargs)

    def begin_figure(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        self.bounds.take()
        super().begin_figure(*args, **kwargs)


class BoundedPage(Page):
    """A page that is drawn within bounds."""

    bounds: Bounds
    _drawn: LTPage | None = None

    @property
    def layout(self) -> LTPage:
        """What the page draws. Raises TooDense, Invalid, and whatever a damaged page leads pdfminer to."""
        if self._drawn is None:
            device = _Device(self.pdf.rsrcmgr, pageno=self.page_number, laparams=self.pdf.laparams)
            device.bounds = self.bounds
            self.bounds.turn()
            PDFPageInterpreter(self.pdf.rsrcmgr, device).process_page(self.page_obj)
            self._drawn = device.get_result()
        return self._drawn


def pages_of(file: PDF, name: str) -> Iterator[BoundedPage]:
    """The pages of a file. Raises Invalid where there are too many or they draw too much."""
    bounds = Bounds(name)
    left, blanks, words = _CONTENTS, _BLANKS, _Words(name)
    for number, page in enumerate(PDFPage.create_pages(file.doc), 1):
        if number > _MOST_PAGES:
            raise Invalid("too_many_pages", file=name, limit=_MOST_PAGES)
        for stream in page.contents:
            drawing = stream_value(stream).get_data()
            left -= len(drawing)
            words.take(drawing)
            open_states = len(_OPENED.findall(drawing)) - len(_CLOSED.findall(drawing))
            if open_states > _DEEPEST:
                raise Invalid("zip_bomb", file=name)
            blanks -= drawing.count(b" ") + drawing.count(b"\n") + drawing.count(b"\r")
        if left < 0 or blanks < 0:
            raise Invalid("zip_bomb", file=name)
        made = BoundedPage(file, page, number)
        made.bounds = bounds
        yield made


class _Words:
    """How many words may still be read one by one."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._left = _WORDS

    def take(self, data: bytes) -> None:
        """Take the words of these bytes. Raises Invalid where there are more than pages of text have."""
        weight = sum(data.count(sign) * weight for sign, weight in _WEIGHTS.items())
        self._left -= max(0, weight - len(data) // _BY_CHANCE)
        if self._left < 0:
            raise Invalid("too_many_elements", file=self._name, limit=MOST_OBJECTS)


def _bounded(fill: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """What goes on to the next bytes, unless a word that is being read has no end: each part is put to it anew."""

    def go_on(parser: PSBaseParser) -> Any:  # noqa: ANN401
        if parser.charpos >= len(parser.buf) and len(parser._curtoken) > _LONGEST_WORD:  # noqa: SLF001
            raise PSSyntaxError("a word without an end")
        return fill(parser)

    return go_on


for _parser in (PSBaseParser, PDFContentParser):  # those that pdfplumber makes cannot be told otherwise
    setattr(_parser, "fillbuf", _bounded(_parser.__dict__["fillbuf"]))  # noqa: B010


def check_streams(data: bytes, name: str) -> None:
    """Unpack the streams of a file within limits, before others do without.

    Raises Invalid (`zip_bomb`, `too_many_elements`).
    """
    if _LONG_LINE.search(data):
        raise Invalid("zip_bomb", file=name)
    left = _STREAMS
    words = _Words(name)
    read = 0
    for match in _STREAM.finditer(data):
        head = data[max(0, match.start() - 600) : match.start()]
        head = _ESCAPED.sub(lambda escaped: bytes.fromhex(escaped[1].decode()), head[head.rfind(b" obj") :])
        if re.search(rb"/Subtype\s*/Image\b", head):
            words.take(data[read : match.end()])
            read = max(match.end(), data.find(b"endstream", match.end()))
            continue
        start, source = match.end(), data
        if slow := [most for sign, most in _SLOW.items() if re.search(sign, head)]:
            end = data.find(b"endstream", start)
            if (end if end >= 0 else len(data)) - start > min(slow):
                raise Invalid("zip_bomb", file=name)
            start, source = 0, _plain(data[start : end if end >= 0 else None], head)
        if not re.search(rb"/Fl(?:ateDecode)?\b", head):
            continue
        unpacked = _unpacked(source, start)
        for _ in range(len(re.findall(rb"/Fl(?:ateDecode)?\b", head)) - 1):
            unpacked = _unpacked(unpacked, 0)
        left -= len(unpacked)
        first = head.find(b"/Fl") < min(
            (found.start() for sign in _SLOW if (found := re.search(sign, head))), default=0
        )
        if len(unpacked) > (min(slow) if first else _LARGEST_STREAM) or left < 0:
            raise Invalid("zip_bomb", file=name)
        if not _UNREAD.search(head):
            words.take(unpacked)
        _check_ranges(unpacked, name)
    words.take(data[read:])
    _check_ranges(data, name)


def _plain(data: bytes, head: bytes) -> bytes:
    """The bytes of a stream that is written in letters."""
    try:
        if re.search(rb"/(?:ASCII85Decode|A85)\b", head):
            return base64.a85decode(data.partition(b"~>")[0].replace(b"\0", b""))
        if re.search(rb"/(?:ASCIIHexDecode|AHx)\b", head):
            return bytes.fromhex(data.partition(b">")[0].decode("ascii"))
    except (ValueError, UnicodeDecodeError):
        return b""
    return data


def _unpacked(data: bytes, start: int) -> bytes:
    try:
        return zlib.decompressobj().decompress(memoryview(data)[start:], _LARGEST_STREAM + 1)
    except zlib.error:
        return b""


def _check_ranges(data: bytes, name: str) -> None:
    """Refuse fonts that name more characters than there are: each would be written out."""
    if b"beginbfrange" in data or b"begincidrange" in data:
        sizes = (int(last, 16) - int(first, 16) for first, last in _RANGE.findall(data))
        if sum(size for size in sizes if size > 0) > 4 * _WIDEST_RANGE:
            raise Invalid("zip_bomb", file=name)
    for widths in re.finditer(rb"/W2?\s*\[", data):
        for first, last in _WIDTHS.findall(data[widths.end() : widths.end() + 20_000]):
            if int(last) - int(first) > _WIDEST_RANGE:
                raise Invalid("zip_bomb", file=name)
