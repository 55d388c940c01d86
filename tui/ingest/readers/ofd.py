"""OFD files (GB/T 33190): a zip of XML in which text stands by coordinates; put together as a PDF page is."""

from __future__ import annotations

import math
import posixpath
from collections.abc import Iterator
from typing import Any, Final, NamedTuple
from xml.etree.ElementTree import Element

from tui.ingest.blocks import Reading
from tui.ingest.readers.left_out import LeftOut, ranges
from tui.ingest.readers.packages import Package
from tui.ingest.readers.pdf_pages import Item, Line
from tui.ingest.readers.pdf_tables import text_of
from tui.ingest.readers.placed import reading_of
from tui.model.errors import Invalid
from tui.model.text import count_characters

_AWRY: Final = 0.1
"""How far from upright, and from lying on its side, text stands that is part of a watermark (as a sine)."""
_SAME: Final = 0.5
"""What part of its size a character may stand higher or lower than its line."""
_LARGE: Final = 0.1
"""What part of its page a picture takes that may hold words of the text."""
_FARTHEST: Final = 1e6
"""Millimetres; a number that is greater is none."""
_SMALLEST: Final = 0.1
"""Size of a character at least, in millimetres."""
_NORMAL: Final = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_SIDES: Final = ((1, 0), (0, 1), (-1, 0), (0, -1))

Matrix = tuple[float, float, float, float, float, float]


class Glyph(NamedTuple):
    """A character and where it stands, in millimetres from the upper left corner of its page."""

    text: str
    x: float
    y: float
    """Of the line it stands on."""
    size: float
    way: tuple[float, float]
    """The direction in which its line runs."""


def read_ofd(data: bytes, name: str, _encoding: str | None = None) -> Reading:
    """The blocks of an OFD file. Raises Invalid for one that is damaged, protected or holds no text."""
    package = Package(data, name, "ofd")
    reader = _Reader(package)
    for root in _each(package.xml("OFD.xml"), "DocRoot"):
        reader.document(_path("", root.text))
    reader.finish()
    if not any(reader.pages):
        raise Invalid("no_text", file=name)
    return reading_of(reader.pages, reader.left, reader.source, "ofd")


class _Reader:
    """Reads document after document, page after page; counts every character on them."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self.left = LeftOut()
        self.source = 0
        self.pages: list[list[Item]] = []
        self._pictures: list[int] = []

    def document(self, part: str) -> None:
        """The pages of one document, in order."""
        root, folder = self._package.xml(part), posixpath.dirname(part)
        box = _page_box(root) or (0.0, 0.0, 210.0, 297.0)
        templates = {
            each.get("ID"): self._package.optional(_path(folder, each.get("BaseLoc")))
            for each in _each(root, "TemplatePage")
        }
        notes = self._notes(folder, root)
        for pages in _each(root, "Pages"):
            for page in _each(pages, "Page"):
                self._page(_path(folder, page.get("BaseLoc")), box, templates)
                self._annotated(notes.get(page.get("ID"), ""))

    def _notes(self, folder: str, root: Element) -> dict[str | None, str]:
        """The part that holds what was written over each page, by the id of the page."""
        found: dict[str | None, str] = {}
        for each in _each(root, "Annotations"):
            part = _path(folder, each.text)
            listed = self._package.optional(part)
            for page in _each(listed, "Page") if listed is not None else ():
                inner = posixpath.dirname(part)
                found[page.get("PageID")] = next((_path(inner, loc.text) for loc in _each(page, "FileLoc")), "")
        return found

    def _page(self, part: str, box: tuple[float, ...], templates: dict[str | None, Element | None]) -> None:
        number = len(self.pages) + 1
        root = self._package.optional(part)
        glyphs: list[Glyph] = []
        if root is not None:
            box = _page_box(root) or box
            under = [templates.get(each.get("TemplateID")) for each in _each(root, "Template")]
            for layer in (*under, root):
                if layer is not None:
                    glyphs += [glyph for text in _each(layer, "TextObject") for glyph in _glyphs(text)]
                    self._images(layer, number, box)
        held = sum(count_characters(glyph.text) for glyph in glyphs)
        self.source += held
        if not held and root is not None and next(_each(root, "ImageObject"), None) is not None:
            self._pictures.append(number)
        self.pages.append(self._lines(glyphs, number, box[2]))

    def _images(self, layer: Element, number: int, box: tuple[float, ...]) -> None:
        if next(_each(layer, "TextObject"), None) is None:
            return
        for image in _each(layer, "ImageObject"):
            place = _box(image.get("Boundary"))
            if place and place[2] * place[3] > _LARGE * box[2] * box[3]:
                self.left.note("image_ignored", f"page {number}")

    def _lines(self, glyphs: list[Glyph], number: int, width: float) -> list[Item]:
        """The lines of a page from top to bottom; those that run another way behind the upright ones."""
        awry = [glyph for glyph in glyphs if min(map(abs, glyph.way)) > _AWRY]
        if awry:
            words = "".join(glyph.text for glyph in awry)
            self.left.note("watermark", f"page {number}", words, words=words)
        found: list[Item] = []
        for dx, dy in _SIDES:
            turned = [
                {
                    "text": glyph.text,
                    "x0": glyph.x * dx + glyph.y * dy,
                    "bottom": glyph.y * dx - glyph.x * dy,
                    "size": glyph.size,
                }
                for glyph in glyphs
                if min(map(abs, glyph.way)) <= _AWRY and round(glyph.way[0]) == dx and round(glyph.way[1]) == dy
            ]
            found += [_line(chars, number, width) for chars in _rows(turned)]
        return found

    def _annotated(self, part: str) -> None:
        """What was written over the last page: watermarks, and what people said."""
        root = self._package.optional(part) if part else None
        where = f"page {len(self.pages)}"
        for annotation in _each(root, "Annot") if root is not None else ():
            words = "".join(code.text or "" for code in _each(annotation, "TextCode"))
            words = words or "".join(each.text or "" for each in _each(annotation, "Remark"))
            if not words.strip():
                continue
            self.source += count_characters(words)
            if annotation.get("Type") == "Watermark":
                self.left.note("watermark", where, words, words=words)
            else:
                self.left.note("comment", where, words, author=annotation.get("Creator") or "?", words=words)

    def finish(self) -> None:
        """Tell which pages are pictures."""
        if self._pictures:
            first, pages = f"page {self._pictures[0]}", ranges(self._pictures)
            self.left.note("page_is_picture", first, times=len(self._pictures), pages=pages)


# XML


def _each(root: Element, name: str) -> Iterator[Element]:
    """The elements of a name, in order, whatever namespace a program gave them."""
    return (each for each in root.iter() if isinstance(each.tag, str) and each.tag.rpartition("}")[2] == name)


def _path(folder: str, location: str | None) -> str:
    """The part that a location means, seen from a folder; from the root where it begins so."""
    return posixpath.normpath(posixpath.join("/", folder, (location or "").strip().replace("\\", "/"))).lstrip("/")


def _numbers(text: str | None) -> list[float]:
    """The numbers of an attribute; what is none ends them."""
    found: list[float] = []
    for word in (text or "").split():
        try:
            number = float(word)
        except ValueError:
            break
        if not abs(number) <= _FARTHEST:  # nor is what is no number at all
            break
        found.append(number)
    return found


def _box(text: str | None) -> tuple[float, ...] | None:
    numbers = _numbers(text)
    return tuple(numbers) if len(numbers) == 4 else None


def _page_box(root: Element) -> tuple[float, ...] | None:
    """How large a page is, as the document or the page itself says."""
    return next(filter(None, (_box(each.text) for each in _each(root, "PhysicalBox"))), None)


def _steps(text: str | None, most: int) -> list[float]:
    """The distances between so many characters; `g n v` stands for n times v."""
    found: list[float] = []
    words = iter((text or "").split())
    for word in words:
        if word == "g":
            count, step = _numbers(next(words, "")), _numbers(next(words, ""))
            if count and step:
                found += step * max(0, min(int(count[0]), most - len(found)))
        else:
            found += _numbers(word)
    return found


# Text


def _glyphs(text: Element) -> Iterator[Glyph]:
    """The characters of a text object, each in its place on the page."""
    place = _box(text.get("Boundary")) or (0.0, 0.0, 0.0, 0.0)
    numbers = _numbers(text.get("CTM"))
    matrix = tuple(numbers) if len(numbers) == len(_NORMAL) else _NORMAL
    a, b, c, d, e, f = matrix
    size = abs((_numbers(text.get("Size")) or [1.0])[0])
    long, high = math.hypot(a, b), math.hypot(c, d)
    way = (a / long, b / long) if long else (1.0, 0.0)
    x = y = 0.0
    for code in _each(text, "TextCode"):
        x, y = (_numbers(code.get("X")) or [x])[0], (_numbers(code.get("Y")) or [y])[0]
        words = code.text or ""
        along, down = (_steps(code.get(name), len(words)) for name in ("DeltaX", "DeltaY"))
        run = (-way[1], way[0]) if any(down) and not any(along) else way  # set downwards, as books were
        at_x, at_y = x, y
        for at, char in enumerate(words):
            spot = (place[0] + a * at_x + c * at_y + e, place[1] + b * at_x + d * at_y + f)
            yield Glyph(char, *spot, max(size * (high or long or 1.0), _SMALLEST), run)
            wide = size if not char.isascii() else size / 2
            at_x += along[at] if at < len(along) else 0.0 if down else wide
            at_y += down[at] if at < len(down) else 0.0


def _rows(chars: list[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    """The characters line by line, each line from its beginning."""
    row: list[dict[str, Any]] = []
    for char in sorted(chars, key=lambda each: float(each["bottom"])):
        if row and char["bottom"] - row[0]["bottom"] > min(row[0]["size"], char["size"]) * _SAME:
            yield _in_order(row)
            row = []
        row.append(char)
    if row:
        yield _in_order(row)


def _in_order(row: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """From left to right, and how far each character reaches: as wide as it is, or to where the next begins."""
    row = sorted(row, key=lambda each: float(each["x0"]))
    for char, after in zip(row, [*row[1:], None], strict=True):
        wide = char["size"] if not char["text"].isascii() else char["size"] / 2
        room = after["x0"] - char["x0"] if after is not None else wide
        char["x1"] = char["x0"] + (min(wide, room) if room > 0 else wide)
    return row


def _line(chars: list[dict[str, Any]], number: int, width: float) -> Line:
    size = max(float(char["size"]) for char in chars)
    bottom = float(chars[0]["bottom"])
    return Line(
        text_of(list(chars)), float(chars[0]["x0"]), float(chars[-1]["x1"]), bottom - size, bottom, number, width
    )
