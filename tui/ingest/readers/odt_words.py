"""The words of the paragraphs of an OpenDocument text: what stands in them, and what stands at them beside."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final
from xml.etree.ElementTree import Element

from tui.ingest.readers.formulas import small
from tui.ingest.readers.left_out import LeftOut
from tui.ingest.readers.ods import ANNOTATION, DRAWN, SPACE, TABLE, TEXT, author_of, natural
from tui.ingest.readers.odt_looks import Look, Looks
from tui.ingest.readers.packages import words_in
from tui.ingest.readers.table_cells import WIDEST
from tui.model.text import count_characters

TOLD: Final = {SPACE % "svg-compatible" + name for name in ("title", "desc")}
"""What is said of a picture to those who do not see it."""
_HELD: Final = {f"{TEXT}p", f"{TEXT}h", f"{TEXT}list", f"{TABLE}table"}
_BLANKS: Final = re.compile(r"[ \t\r\n]+")
_SIGNS: Final = {f"{TEXT}tab": "\t", f"{TEXT}line-break": "\n"}


@dataclass(slots=True)
class Words:
    """The words of a paragraph, and what comes behind it."""

    parts: list[str] = field(default_factory=list)
    struck: list[str] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    notes: list[Element] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The words that are shown."""
        return "".join(self.parts)


class WordReader:
    """Collects the words of paragraphs."""

    def __init__(self, looks: Looks, left: LeftOut) -> None:
        self.left = left
        self.gone = 0
        """How often words were left out that stood in the text: hidden or struck out."""
        self.where = ""
        self._looks = looks
        self._parts: dict[str, Callable[[Element, Words, Look], None]] = {
            f"{TEXT}span": self._span,
            f"{TEXT}s": self._blanks,
            f"{TEXT}tab": self._sign,
            f"{TEXT}line-break": self._sign,
            f"{TEXT}note": self._note,
            f"{TEXT}ruby-text": self._ruby,
            ANNOTATION: self._annotation,
        }

    def read(self, paragraph: Element, where: str) -> Words:
        """The words of a paragraph that stands here."""
        self.where = where
        words = Words()
        self._level(paragraph, words, self._looks.of(paragraph, Look()))
        gone = "".join(words.struck)
        if gone.strip():
            self.left.note("struck", where, gone, words=gone)
            self.gone += 1
        return words

    def _level(self, holder: Element, words: Words, look: Look) -> None:
        """What stands in a paragraph, a span or a link; what is no words of its own is seen through."""
        self._put(holder.text or "", words, look)
        for child in holder:
            if child.tag.startswith(DRAWN):
                self.drawn(child, words)
            else:
                self._parts.get(child.tag, self._level)(child, words, look)
            self._put(child.tail or "", words, look)

    def _span(self, element: Element, words: Words, look: Look) -> None:
        own = self._looks.of(element, look)
        at = len(words.parts)
        self._level(element, words, own)
        if own.side and own.side != look.side:
            words.parts[at:] = [small("".join(words.parts[at:]), above=own.side == "super")]

    def _put(self, text: str, words: Words, look: Look) -> None:
        """Words where they are shown: struck ones apart, hidden ones nowhere; line ends in the file are blanks."""
        text = _BLANKS.sub(" ", text)
        if look.hidden and text.strip():
            self.left.note("hidden_text", self.where, text)
            self.gone += 1
        elif look.struck:
            words.struck.append(text)
        elif not look.hidden:
            words.parts.append(text)

    def _blanks(self, element: Element, words: Words, look: Look) -> None:
        if not look.hidden and not look.struck:
            words.parts.append(" " * natural(element.get(f"{TEXT}c"), WIDEST))

    def _sign(self, element: Element, words: Words, look: Look) -> None:
        if not look.hidden and not look.struck:
            words.parts.append(_SIGNS[element.tag])

    def _note(self, element: Element, words: Words, look: Look) -> None:
        if look.hidden:
            self.left.note("hidden_text", self.where, "".join(words_in(element)))
        else:
            words.notes.append(element)

    def _ruby(self, element: Element, _words: Words, _look: Look) -> None:
        self.left.note("ruby", self.where, "".join(words_in(element)))

    def _annotation(self, element: Element, _words: Words, _look: Look) -> None:
        self.comment(element)

    def comment(self, element: Element) -> None:
        """Tell what somebody said of the text; who and when count with it."""
        words = " ".join("".join(words_in(each)) for each in element.iter(f"{TEXT}p"))
        held = sum(map(count_characters, words_in(element)))
        self.left.count("comment", self.where, held, author=author_of(element), words=words)

    def drawn(self, element: Element, words: Words) -> None:
        """What a frame, a picture or a shape holds: text, which comes behind the paragraph, and what is only told."""
        if any(child.tag in _HELD for child in element):
            words.boxes.append(element)
            return
        kinds = {child.tag.rpartition("}")[2] for child in element}
        embedded = kinds & {"object", "object-ole", "plugin", "applet", "floating-frame"}
        for child in element:
            kind = child.tag.rpartition("}")[2]
            if kind == "text-box":
                words.boxes.append(child)
            elif kind in embedded:
                self.left.note("embedded", self.where, "".join(words_in(child)), kind=kind)
            elif kind == "image":
                self.left.note("image_ignored", self.where, "".join(words_in(child)), times=not embedded)
            elif child.tag.startswith(DRAWN):
                self.drawn(child, words)
            else:
                self.told(child)

    def told(self, element: Element) -> None:
        """Tell words that are no text: those of a picture, or said of it."""
        words = " ".join(words_in(element))
        if words:
            self.left.note("drawn_words", self.where, words, words=words)
