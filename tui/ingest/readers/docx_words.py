"""The words of a paragraph of a Word file: as they are shown, with what is not shown noted."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Final, NamedTuple
from xml.etree.ElementTree import Element

from tui.ingest.readers.docx_looks import PLAIN, Look, Looks
from tui.ingest.readers.docx_numbers import W, value_of
from tui.ingest.readers.docx_symbols import drawn_by_field, symbol
from tui.ingest.readers.formulas import M, is_unseen, linear, small
from tui.ingest.readers.left_out import LeftOut
from tui.ingest.readers.packages import words_in
from tui.model.text import count_characters

ALTERNATE: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_DELETED: Final = {W + "del", W + "moveFrom"}
_PROPERTIES: Final = {
    W + name for name in ("rPr", "pPr", "sectPr", "tblPr", "sdtPr", "sdtEndPr", "rubyPr", "smartTagPr")
}
_SIGNS: Final = {W + "tab": " ", W + "ptab": " ", W + "cr": "\n", W + "noBreakHyphen": "-"}
_NOTES: Final = {
    W + "footnoteReference": "footnote",
    W + "endnoteReference": "endnote",
    W + "commentReference": "comment",
}


class Mark(NamedTuple):
    """A mark of a note or a comment in the text: its kind and the id it names."""

    kind: str
    id: str
    hidden: bool = False


@dataclass(slots=True)
class Words:
    """The words of a paragraph, and what hangs on it."""

    parts: list[str] = field(default_factory=list)
    struck: list[str] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    listed: int = 0
    """How many characters a field of contents made."""

    @property
    def text(self) -> str:
        """All words that are shown."""
        return "".join(self.parts)


@dataclass(slots=True)
class _Field:
    """A field that has begun: its code, until its result begins."""

    code: list[str] = field(default_factory=list)
    open: bool = True
    lists: bool = False
    """Whether it makes a contents page."""


class WordReader:
    """Collects the words of paragraphs; knows what stands in a file beside them."""

    def __init__(self, looks: Looks, left: LeftOut) -> None:
        self.looks = looks
        self.left = left
        self.added = 0
        """How many characters were put in that no text of the file holds."""
        self.gone = 0
        """How often words were left out that stood in the text: hidden, struck out or deleted."""
        self.where = ""
        self._fields: list[_Field] = []
        self._parts: dict[str, Callable[[Element, Words, Look], None]] = {
            W + "t": self._text,
            W + "r": self._run,
            W + "ruby": self._ruby,
            W + "txbxContent": self._box,
            ALTERNATE + "AlternateContent": self._either,
            **dict.fromkeys((W + "tab", W + "ptab", W + "cr", W + "noBreakHyphen", W + "br", W + "sym"), self._sign),
            **dict.fromkeys(_NOTES, self._mark),
            **dict.fromkeys((W + "drawing", W + "pict", W + "object"), self._graphics),
            **dict.fromkeys((W + "instrText", W + "fldChar", W + "delText", W + "delInstrText"), self._code),
            **dict.fromkeys(_DELETED, self._gone),
        }
        """What is read of each element in a run; others are seen through."""

    def read(self, paragraph: Element, where: str, cell: Look = PLAIN) -> Words:
        """The words of a paragraph that stands here, in a table whose style shows them like this."""
        self.where = where
        words = Words()
        self._level(paragraph, words, self.looks.of_paragraph(paragraph.find(W + "pPr"), cell))
        if any(words.struck):
            gone = "".join(words.struck)
            self.left.note("struck", where, gone, words=gone)
            self.gone += 1
        return words

    def _level(self, holder: Element, words: Words, look: Look) -> None:
        """What stands in a paragraph, a link, an insertion or a control: runs, equations, and more of these."""
        for child in holder:
            if child.tag == W + "r":
                self._run(child, words, look)
            elif child.tag in _DELETED:
                self.deleted(child)
            elif child.tag in {M + "oMath", M + "oMathPara"}:
                self._equation(child, words, look)
            elif child.tag == W + "commentRangeStart":
                words.marks.append(Mark("comment", child.get(W + "id") or ""))
            elif child.tag == ALTERNATE + "AlternateContent":
                self._level(self.chosen(child), words, look)
            elif child.tag not in _PROPERTIES:
                if child.tag in {W + "ins", W + "moveTo"}:
                    self.left.note("revisions", self.where)
                self._level(child, words, look)

    def _run(self, run: Element, words: Words, paragraph: Look) -> None:
        properties = run.find(W + "rPr")
        look = self.looks.of_run(properties, paragraph)
        at = len(words.parts)
        self._inside_run(run, words, look)
        side = value_of(properties, "vertAlign")
        if side in {"superscript", "subscript"}:
            words.parts[at:] = [small("".join(words.parts[at:]), above=side == "superscript")]

    def _inside_run(self, holder: Element, words: Words, look: Look) -> None:
        for child in holder:
            read = self._parts.get(child.tag, self._inside_run)
            if child.tag not in _PROPERTIES:
                read(child, words, look)

    def _text(self, element: Element, words: Words, look: Look) -> None:
        self._put(element.text or "", words, look)

    def _mark(self, element: Element, words: Words, look: Look) -> None:
        words.marks.append(Mark(_NOTES[element.tag], element.get(W + "id") or "", look.hidden))

    def _box(self, element: Element, words: Words, _look: Look) -> None:
        words.boxes.append(element)

    def _either(self, element: Element, words: Words, look: Look) -> None:
        self._inside_run(self.chosen(element), words, look)

    def _gone(self, element: Element, _words: Words, _look: Look) -> None:
        self.deleted(element)

    def _put(self, text: str, words: Words, look: Look, added: int = 0) -> None:
        """Words where they are shown: struck ones apart, hidden ones nowhere."""
        if look.hidden:
            self.left.count("hidden_text", self.where, count_characters(text) - added, times=bool(text.strip()))
            self.gone += bool(text.strip())
        elif look.struck:
            words.struck.append(text)
        else:
            words.parts.append(text)
            self.added += added
            words.listed += count_characters(text) if any(each.lists for each in self._fields) else 0

    def _sign(self, element: Element, words: Words, look: Look) -> None:
        """A character that an element stands for."""
        if look.hidden or look.struck:
            return
        if element.tag == W + "br":
            words.parts.append("" if element.get(W + "type") in {"page", "column"} else "\n")
            return
        sign = _SIGNS.get(element.tag) or symbol(element.get(W + "font") or "", element.get(W + "char") or "")
        words.parts.append(sign)
        self.added += count_characters(sign)

    def _equation(self, element: Element, words: Words, look: Look) -> None:
        gone = list(self._apart(element, words, look))
        text = linear(element, gone)
        held = _characters(element) - sum(map(_characters, gone))
        self._put(text, words, look, count_characters(text) - held)

    def _apart(self, equation: Element, words: Words, look: Look) -> Iterator[Element]:
        """What of an equation is not shown as all of it is: deleted, hidden or struck out."""
        stack = [equation]
        while stack:
            each = stack.pop()
            own = self.looks.of_run(each.find(W + "rPr"), look) if each.tag == M + "r" else look
            if each.tag in _DELETED:
                self.deleted(each)
            elif is_unseen(each):
                self.left.note("hidden_text", self.where, "".join(words_in(each)))
            elif own != look and (own.hidden or own.struck):
                self._put("".join(words_in(each)), words, own)
            else:
                stack.extend(reversed(each))
                continue
            yield each

    def _ruby(self, element: Element, words: Words, look: Look) -> None:
        """A character with its reading above it: the reading is left out."""
        for part in element:
            if part.tag == W + "rubyBase":
                self._level(part, words, look)
            elif part.tag == W + "rt":
                self.left.note("ruby", self.where, "".join(words_in(part)))

    def _code(self, element: Element, words: Words, look: Look) -> None:
        """The code of a field, which is not shown; what an equation field draws is."""
        if element.tag in {W + "delText", W + "delInstrText"}:
            self.left.note("revisions", self.where, element.text or "", times=0)
        elif element.tag == W + "instrText":
            if self._fields and self._fields[-1].open:
                self._fields[-1].code.append(element.text or "")
            else:
                self.left.note("field_codes", self.where, element.text or "", times=0)
        elif element.get(W + "fldCharType") == "begin":
            self._fields.append(_Field())
        elif self._fields:
            self._end_code(element.get(W + "fldCharType") == "end", words, look)

    def _end_code(self, end: bool, words: Words, look: Look) -> None:
        own = self._fields[-1]
        code = "".join(own.code)
        if own.open and code:
            drawn = drawn_by_field(code) if end else None
            if drawn:
                self._put(drawn, words, look)
            self.left.count("field_codes", self.where, count_characters(code) - count_characters(drawn or ""))
        own.open = False
        own.lists = own.lists or code.split()[:1] == ["TOC"]
        if end:
            self._fields.pop()

    def finish(self) -> None:
        """Note the codes of fields that never ended."""
        for each in self._fields:
            if each.open and each.code:
                self.left.note("field_codes", self.where, "".join(each.code))

    def deleted(self, element: Element) -> None:
        """Words that a revision took out, as if that were accepted."""
        words = "".join(words_in(element))
        self.left.note("revisions", self.where, words)
        self.gone += bool(words.strip())

    def chosen(self, alternate: Element) -> Element:
        """One of several ways to say the same: the first that has words; the others only say it again."""
        ways = [child for child in alternate if child.tag in {ALTERNATE + "Choice", ALTERNATE + "Fallback"}]
        held = ["".join(words_in(way)) for way in ways]
        if not ways:
            return Element("none")
        at = next((place for place, words in enumerate(held) if words), 0)
        again = sum(count_characters(words) for place, words in enumerate(held) if place != at)
        if again:
            self.left.count("said_again", self.where, again, times=0)
        return ways[at]

    def _graphics(self, element: Element, words: Words, _look: Look) -> None:
        """What a picture, a shape or an embedded object holds: text boxes, and what is counted by its kind."""
        if element.tag == W + "object":
            self._embedded(element, words)
            return
        for each in self._drawn(element):
            if each.tag == W + "txbxContent":
                words.boxes.append(each)
            else:
                self._drawing(each, each.tag.rpartition("}")[2])

    def _drawing(self, element: Element, name: str) -> None:
        """Note a part of a drawing that holds words or stands for some."""
        if name in {"blip", "imagedata"}:
            self.left.note("image_ignored", self.where)
        elif name in {"chart", "relIds"}:
            self.left.note("drawings", self.where, kind=name)
        elif name == "textpath" and element.get("string"):
            self.left.note("word_art", self.where, words=element.get("string") or "")
        elif name in {"OLEObject", "control"}:
            self.left.note("embedded", self.where, kind=element.get("ProgID") or element.get(W + "name") or "OLE")
        elif (element.text or "").strip() and not element.tag.startswith(W):
            self.left.note("drawn_words", self.where, element.text or "", words=element.text or "")

    def _embedded(self, element: Element, words: Words) -> None:
        """An embedded object: its kind is said, its preview is no picture of the text; words in it stay a text box."""
        objects = [each for each in element.iter() if each.tag.endswith(("}OLEObject", "}control"))]
        for each in objects:
            self.left.note("embedded", self.where, kind=each.get("ProgID") or each.get(W + "name") or "OLE")
        if not objects and next((e for e in element.iter() if e.tag.endswith("}imagedata")), None) is not None:
            self.left.note("image_ignored", self.where)
        words.boxes.extend(each for each in self._drawn(element) if each.tag == W + "txbxContent")

    def _drawn(self, element: Element) -> Iterator[Element]:
        """Every element of a drawing in order, of several ways to draw it the first; text boxes whole."""
        stack = list(reversed(element))
        while stack:
            each = stack.pop()
            if each.tag == ALTERNATE + "AlternateContent":
                stack.append(self.chosen(each))
                continue
            yield each
            if each.tag != W + "txbxContent":
                stack.extend(reversed(each))


def _characters(element: Element) -> int:
    return sum(map(count_characters, words_in(element)))


def plain_words(root: Element) -> str:
    """All words below an element, paragraph by paragraph with a blank between, as a report quotes them."""
    return " ".join("".join(words_in(each)) for each in root.iter(W + "p"))
