"""The comments of a Word file: who wrote what on which words, what answers what, and what is settled."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final, NamedTuple
from xml.etree.ElementTree import Element

from tui.ingest.readers.docx_numbers import W
from tui.ingest.readers.docx_words import ALTERNATE
from tui.ingest.readers.packages import Package

_PARAGRAPH: Final = "{http://schemas.microsoft.com/office/word/2010/wordml}paraId"
_EXTENDED: Final = "{http://schemas.microsoft.com/office/word/2012/wordml}"
_GONE: Final = {W + "del", W + "moveFrom"}
_SIGNS: Final = {W + "tab": " ", W + "br": "\n", W + "cr": "\n", W + "noBreakHyphen": "-"}
_BLANKS: Final = " \u3000\n"


class Comment(NamedTuple):
    """One comment, as its file says it; nothing vouches for its author."""

    author: str
    """As written; empty where the file names none."""
    at: str
    """When, as written: mostly `2024-05-01T10:00:00Z`, by the clock of who wrote it; empty where it is not said."""
    text: str
    """Its paragraphs, one a line."""
    quote: str
    """The words it hangs on, as far as they stand in one paragraph; empty where it marks a place alone."""
    around: str
    """All words of that paragraph; empty where the text has no mark of it."""
    row: str
    """All words of the row of a table that it stands in; empty elsewhere."""
    answers: int | None
    """Which of the comments it answers, by its place among them; None where it begins a conversation."""
    settled: bool
    """Whether its conversation is marked as done."""


def read_comments(data: bytes, name: str) -> tuple[Comment, ...]:
    """The comments of a Word file, in the order of their marks, each before what answers it.

    Raises Invalid as `read_docx` does.
    """
    package = Package(data, name, "docx")
    written: dict[str, Element] = {}
    for part in package.related(package.main, "comments", "word/comments.xml"):
        written |= {each.get(W + "id") or "": each for each in package.xml(part).iter(W + "comment")}
    if not written:
        return ()
    walk = _Walk()
    walk.go(package.xml(package.main))
    threads = _Threads(package, written)
    order = threads.ordered([each for each in walk.found if each in written])
    return tuple(_comment(written[each], walk.found.get(each), threads, order, each) for each in order)


def _comment(element: Element, found: _Found | None, threads: _Threads, order: list[str], number: str) -> Comment:
    answered = threads.answered(number)
    return Comment(
        author=(element.get(W + "author") or "").strip(),
        at=element.get(W + "date") or "",
        text="\n".join(map(_words, element.iter(W + "p"))).strip(_BLANKS),
        quote=found.quote if found else "",
        around=found.around if found else "",
        row="\n".join(found.row) if found and found.row else "",
        answers=order.index(answered) if answered is not None else None,
        settled=threads.settled(number),
    )


def _words(paragraph: Element) -> str:
    """The words of a paragraph of a comment, as they show once all revisions are accepted."""
    parts: list[str] = []
    stack = list(reversed(paragraph))
    while stack:
        each = stack.pop()
        if each.tag == W + "t":
            parts.append(each.text or "")
        elif each.tag in _SIGNS:
            parts.append(_SIGNS[each.tag])
        elif each.tag not in _GONE and each.tag != W + "p":
            stack.extend(reversed(each))
    return "".join(parts)


class _Threads:
    """Which comment answers which, and which conversations are done: a part of its own says it, by paragraphs."""

    def __init__(self, package: Package, written: dict[str, Element]) -> None:
        self._written = written
        by_paragraph = {
            paragraph.get(_PARAGRAPH) or "": number
            for number, element in written.items()
            for paragraph in element.iter(W + "p")
        }
        by_paragraph.pop("", None)
        self._above: dict[str, str] = {}
        self._done: set[str] = set()
        for part in package.related(package.main, "commentsExtended", "word/commentsExtended.xml"):
            for said in package.xml(part).iter(_EXTENDED + "commentEx"):
                number = by_paragraph.get(said.get(_EXTENDED + "paraId") or "")
                above = by_paragraph.get(said.get(_EXTENDED + "paraIdParent") or "")
                if number is not None and above not in {None, number}:
                    self._above[number] = str(above)
                if number is not None and said.get(_EXTENDED + "done") in {"1", "true", "on"}:
                    self._done.add(number)

    def answered(self, number: str) -> str | None:
        """The comment that began the conversation; None for that one itself, and for what answers itself."""
        seen = [number]
        while (above := self._above.get(seen[-1])) is not None:
            if above in seen:
                return None
            seen.append(above)
        return seen[-1] if len(seen) > 1 else None

    def settled(self, number: str) -> bool:
        """Whether a comment that begins a conversation is done."""
        return number in self._done and self.answered(number) is None

    def ordered(self, marked: list[str]) -> list[str]:
        """All comments: those that begin something in the order of the text, each followed by its answers."""
        first = [each for each in dict.fromkeys([*marked, *self._written]) if self.answered(each) is None]
        answers: dict[str, list[str]] = {}
        for each in self._written:
            if (above := self.answered(each)) is not None:
                answers.setdefault(above, []).append(each)
        return [each for one in first for each in (one, *answers.get(one, ()))]


@dataclass(slots=True)
class _Found:
    """Where a comment hangs."""

    quote: str = ""
    around: str = ""
    row: list[str] | None = None
    """The words of its row, paragraph by paragraph; filled on until the row ends."""


@dataclass(slots=True)
class _Open:
    """A paragraph that is being gone through."""

    parts: list[str] = field(default_factory=list)
    starts: dict[str, int] = field(default_factory=dict)
    """Where the words of comments begin."""
    ends: dict[str, int] = field(default_factory=dict)
    points: list[str] = field(default_factory=list)
    """Comments that mark a place alone."""

    @property
    def length(self) -> int:
        return sum(map(len, self.parts))


class _Walk:
    """Goes through a text and finds what each comment hangs on."""

    def __init__(self) -> None:
        self.found: dict[str, _Found] = {}
        """By their numbers, in the order of their marks."""
        self._open: list[_Open] = []
        self._rows: list[list[str]] = []
        self._running: dict[str, None] = {}
        """Comments whose words have begun and of which none was met yet."""

    def go(self, element: Element) -> None:
        """Go through what stands in an element."""
        for each in element:
            if each.tag == W + "p":
                self._paragraph(each)
            elif each.tag == W + "tr":
                self._rows.append([])
                self.go(each)
                self._rows.pop()
            elif each.tag == ALTERNATE + "AlternateContent":
                self.go(each[0] if len(each) else each)
            elif each.tag.startswith(W + "comment"):
                self._mark(each.tag.removeprefix(W + "comment"), each.get(W + "id") or "")
            elif self._open and (each.tag == W + "t" or each.tag in _SIGNS):
                self._open[-1].parts.append(_SIGNS.get(each.tag) or each.text or "")
            elif each.tag not in _GONE:
                self.go(each)

    def _mark(self, kind: str, number: str) -> None:
        if kind == "RangeStart":
            self._running[number] = None
            if self._open:
                self._open[-1].starts[number] = self._open[-1].length
        elif kind == "RangeEnd":
            if self._open:
                self._open[-1].ends[number] = self._open[-1].length
            else:
                self._running.pop(number, None)
        elif kind == "Reference" and self._open and number not in self.found:
            self._open[-1].points.append(number)

    def _paragraph(self, element: Element) -> None:
        own = _Open(starts=dict.fromkeys(self._running, 0))
        self._open.append(own)
        self.go(element)
        self._open.pop()
        text = "".join(own.parts)
        if self._rows:
            self._rows[-1].append(text)
        for number, start in own.starts.items():
            quote = next(iter(text[start : own.ends.get(number)].strip(_BLANKS).split("\n")))
            if quote:
                self._hang(number, quote, text)
            if quote or number in own.ends:
                self._running.pop(number, None)
        for number in own.points:
            self._hang(number, "", text)

    def _hang(self, number: str, quote: str, text: str) -> None:
        """Say where a comment hangs, unless that is known."""
        row = self._rows[-1] if self._rows else None
        self.found.setdefault(number, _Found(quote.strip(_BLANKS), text, row))
