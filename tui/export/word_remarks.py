"""Remarks as comments of a Word file, with what answers them and whether they are settled."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise, takewhile
from typing import TYPE_CHECKING, Any, Final
from xml.etree import ElementTree as Tree

from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import qn

from tui.export.paper import Remark
from tui.model.text import visible

if TYPE_CHECKING:
    from docx.document import Document as Word

_PARAGRAPH: Final = "{http://schemas.microsoft.com/office/word/2010/wordml}paraId"
_EXTENDED: Final = "http://schemas.microsoft.com/office/word/2012/wordml"
_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.commentsExtended+xml"
_RELATION: Final = "http://schemas.microsoft.com/office/2011/relationships/commentsExtended"
_RANGE: Final = frozenset(map(qn, ("w:commentRangeStart", "w:commentRangeEnd")))
_MOMENT: Final = 19
"""Characters of an ISO time without its zone: Word writes the wall clock, and calls it Z."""


class Comments:
    """The comments of one Word file, written as its text is."""

    def __init__(self, word: Word) -> None:
        self._word = word
        self._threads = Tree.Element(f"{{{_EXTENDED}}}commentsEx")
        self._paragraphs = 0

    def put(self, paragraph: Any, text: str, remarks: Sequence[Remark]) -> list[Any]:  # noqa: ANN401
        """Add words to a paragraph with what is remarked on them; returns their runs."""
        spans = [_span(text, remark.quote) for remark in remarks]
        cuts = sorted({0, len(text), *(end for span in spans for end in span)})
        runs = {start: paragraph.add_run(text[start:end]) for start, end in pairwise(cuts)}
        for remark, (start, end) in zip(remarks, spans, strict=True):
            hung = [run for at, run in runs.items() if start <= at < end]
            if hung:
                self._conversation(hung, remark)
        return list(runs.values())

    def _conversation(self, runs: list[Any], remark: Remark) -> None:
        first = self._comment(runs, remark, settled=remark.settled)
        for answer in remark.answers:
            self._comment(runs, answer._replace(quote=remark.quote), settled=remark.settled, answers=first)

    def _comment(self, runs: list[Any], remark: Remark, *, settled: bool, answers: str = "") -> str:
        """Write a comment; returns by what it is answered."""
        comment = self._word.add_comment(runs, visible(remark.text, lines=True), visible(remark.author))
        number = str(comment.comment_id)
        if not remark.quote:
            self._point(runs[0], number)
        _end_last(runs[-1]._r, number)  # noqa: SLF001 - python-docx puts the end of the last one first
        element = comment._comment_elm  # noqa: SLF001 - python-docx dates it now, and knows no answers
        element.attrib.pop(qn("w:date"), None)
        if remark.at:
            element.set(qn("w:date"), f"{remark.at[:_MOMENT]}Z")
        self._paragraphs += 1
        name = f"{self._paragraphs:08X}"
        comment.paragraphs[-1]._p.set(_PARAGRAPH, name)  # noqa: SLF001
        said = Tree.SubElement(self._threads, f"{{{_EXTENDED}}}commentEx")
        said.set(f"{{{_EXTENDED}}}paraId", name)
        if answers:
            said.set(f"{{{_EXTENDED}}}paraIdParent", answers)
        said.set(f"{{{_EXTENDED}}}done", str(int(settled)))
        return name

    def _point(self, run: Any, number: str) -> None:  # noqa: ANN401
        """Let a comment mark a place alone: it is on no words rather than others."""
        paragraph = run._r.getparent()  # noqa: SLF001
        for element in list(paragraph):
            if element.tag in _RANGE and element.get(qn("w:id")) == number:
                paragraph.remove(element)

    def finish(self) -> None:
        """Write what answers what, where there is anything."""
        if not self._paragraphs:
            return
        Tree.register_namespace("w15", _EXTENDED)
        data = Tree.tostring(self._threads, encoding="utf-8", xml_declaration=True)
        main = self._word.part
        part = Part(PackURI("/word/commentsExtended.xml"), _TYPE, data, main.package)
        main.relate_to(part, _RELATION)


def _end_last(run: Any, number: str) -> None:  # noqa: ANN401
    """Let a comment end behind those that end at the same place: programs list them as they end, answers behind."""
    ends = list(takewhile(_ended_by, run.itersiblings()))
    for element in [each for each in ends if _ended_by(each) == number]:
        if element is not ends[-1]:
            ends[-1].addnext(element)
            ends.append(element)


def _ended_by(element: Any) -> str | None:  # noqa: ANN401
    """The number of the comment of which this is the end; None where it is something else."""
    mark = element if element.tag == qn("w:commentRangeEnd") else element.find(qn("w:commentReference"))
    return None if mark is None else mark.get(qn("w:id"))


def _span(text: str, quote: str) -> tuple[int, int]:
    """Where quoted words stand in a text as it is shown; all of it where they do not."""
    words = visible(quote).strip()
    at = text.find(words) if words else -1
    return (at, at + len(words)) if at >= 0 else (0, len(text))
