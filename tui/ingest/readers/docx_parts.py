"""What a Word file holds beside its body: notes, comments, the heads and feet of pages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePath
from typing import Final
from xml.etree.ElementTree import Element

from tui.ingest.fitness import check_length
from tui.ingest.readers.docx_numbers import W
from tui.ingest.readers.docx_words import Mark, plain_words
from tui.ingest.readers.left_out import LeftOut
from tui.ingest.readers.packages import Package, Walker, words_in
from tui.model.text import count_characters

_WORDS: Final = re.compile(rb">\s*[^<\s]")
"""What shows that a part holds any words: most parts beside the text hold none."""
_LARGEST: Final = 8 * 1024 * 1024
"""Greatest part that is not read and yet counted, in bytes."""


@dataclass(frozen=True, slots=True)
class Note:
    """A foot- or endnote: what is printed before it, and where its words stand."""

    label: str
    element: Element


class Beside:
    """The parts beside the body, each note and comment given once."""

    def __init__(self, package: Package, main: str, left: LeftOut) -> None:
        self.package = package
        self.main = main
        self.left = left
        self.source = 0
        self._given = 0
        self._read: set[tuple[str, str]] = set()
        """The notes that were given, or left out."""
        self._notes = {
            "footnote": dict(self._entries("footnotes", "word/footnotes.xml", "footnote")),
            "endnote": dict(self._entries("endnotes", "word/endnotes.xml", "endnote")),
            "comment": dict(self._entries("comments", "word/comments.xml", "comment")),
        }

    def _entries(self, kind: str, usual: str, name: str) -> Iterator[tuple[str, Element]]:
        for part in self.package.related(self.main, kind, usual):
            root = self.package.xml(part)
            self.source += _characters(root)
            check_length(0, self.source, self.package.name)
            yield from ((each.get(W + "id") or "", each) for each in root.iter(W + name))

    def note(self, mark: Mark, where: str) -> Note | None:
        """The note that a mark means, where it was not given yet; a mark that leads nowhere or is hidden is told."""
        element = self._notes[mark.kind].pop(mark.id, None)
        if element is None:
            if mark[:2] not in self._read:
                self.left.note("note_missing", where)
            return None
        self._read.add(mark[:2])
        if mark.hidden:
            self.left.count("hidden_text", where, _characters(element))
            return None
        self._given += 1
        return Note(f"［注{self._given}］", element)

    def comment(self, number: str, where: str) -> None:
        """Tell a comment that stands here, once."""
        element = self._notes["comment"].pop(number, None)
        if element is not None:
            author = element.get(W + "author") or "?"
            self.left.count("comment", where, _characters(element), author=author, words=plain_words(element))

    def finish(self) -> int:
        """Tell what no mark named, and the words on the heads and feet of pages; how many characters all parts hold."""
        for number in list(self._notes["comment"]):
            self.comment(number, "")
        for kind in ("footnote", "endnote"):
            for element in self._notes[kind].values():
                if characters := _characters(element):
                    self.left.count("note_without_mark", "", characters, words=plain_words(element))
        for part in self.package.related(self.main, "header") + self.package.related(self.main, "footer"):
            self._page_words(part)
        self._unread()
        return self.source

    def _page_words(self, part: str) -> None:
        root = self.package.xml(part)
        characters = _characters(root)
        self.source += characters
        if characters:
            self.left.count("page_edges", "", characters, words=plain_words(root))

    def _unread(self) -> None:
        """Count the words of every part that is not read: what the file says of itself, charts, diagrams and others."""
        for part in sorted(part for part in self.package.unseen if part.endswith(".xml")):
            if self.package.size(part) > _LARGEST or not _WORDS.search(self.package.bytes(part)):
                continue
            counter = _Counter()
            self.package.walk(part, counter)
            self.source += counter.characters
            if part.startswith(("docprops/", "customxml/")):
                self.left.count("file_properties", "", counter.characters)
            else:
                self.left.count("part_unread", "", counter.characters, kind=PurePath(part).stem)


def _characters(element: Element) -> int:
    return sum(map(count_characters, words_in(element)))


class _Counter(Walker):
    """Counts the characters of a part."""

    def __init__(self) -> None:
        super().__init__()
        self.characters = 0

    def data(self, text: str) -> None:
        self.characters += count_characters(text)
