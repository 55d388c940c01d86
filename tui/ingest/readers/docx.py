"""Word files: paragraphs with automatic numbers, tables with merged cells, text boxes once, revisions accepted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final
from xml.etree.ElementTree import Element

from tui.ingest.blocks import Block, Cell, Paragraph, Reading, Table, make_table
from tui.ingest.readers.docx_numbers import Numbering, W, number_in, value_of
from tui.ingest.readers.packages import Package
from tui.model.document import Doubt

_ALTERNATE: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_GONE: Final = {W + name for name in ("del", "moveFrom", "instrText", "delText", "rPr", "pPr", "sectPr", "tblPr")}
_WIDEST: Final = 200
"""Greatest width of a row, and span that a cell may claim."""


def read_docx(data: bytes, name: str, _encoding: str | None = None) -> Reading:
    """The blocks of a Word file. Raises Invalid for what is damaged, protected or grows too large."""
    package = Package(data, name, "docx")
    body = package.xml("word/document.xml").find(W + "body")
    numbering = Numbering(package.optional("word/numbering.xml"), package.optional("word/styles.xml"))
    walk = _Walk(numbering)
    blocks = tuple(walk.blocks(body)) if body is not None else ()
    doubts = [Doubt(code, "", {"count": count}) for code, count in walk.counts.items() if count]
    return Reading(blocks, "docx", None, tuple(doubts))


@dataclass(slots=True)
class _Text:
    """The words of a paragraph, and the text boxes that hang on it."""

    words: list[str] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)


class _Walk:
    """Goes through the body once, so that automatic numbers count as they are printed."""

    def __init__(self, numbering: Numbering) -> None:
        self.numbering = numbering
        self.counts = {"revisions": 0, "text_boxes": 0, "image_ignored": 0}
        self.paragraphs = 0
        self.tables = 0

    def blocks(self, holder: Element) -> Iterator[Block]:
        """The blocks of a body, a cell or a text box; content controls and accepted revisions are seen through."""
        for element in holder:
            if element.tag == W + "p":
                yield from self._paragraph(element)
            elif element.tag == W + "tbl":
                yield from self._table(element)
            elif element.tag == _ALTERNATE + "AlternateContent":
                yield from self.blocks(_choice(element))
            elif element.tag not in _GONE:
                yield from self.blocks(element)

    def _paragraph(self, element: Element) -> Iterator[Block]:
        """A paragraph (more where it holds line breaks), then its text boxes."""
        text = _Text()
        self._words(element, text)
        self.paragraphs += 1
        where = f"paragraph {self.paragraphs}"
        words = "".join(text.words)
        if words.strip():
            label = self.numbering.label(element.find(W + "pPr"))
            yield from (Paragraph(line, where) for line in (label + words.lstrip(" ")).split("\n") if line.strip())
        for box in text.boxes:
            self.counts["text_boxes"] += 1
            yield from self.blocks(box)

    def _words(self, element: Element, text: _Text) -> None:
        """Collect the words of an element, deleted ones left out."""
        for child in element:
            if child.tag in {W + "ins", W + "del"}:
                self.counts["revisions"] += 1
            if child.tag in _GONE:
                continue
            if child.tag == W + "t":
                text.words.append(child.text or "")
            elif child.tag == W + "tab":
                text.words.append(" ")
            elif child.tag in {W + "br", W + "cr"}:
                text.words.append("" if child.get(W + "type") == "page" else "\n")
            elif child.tag == W + "noBreakHyphen":
                text.words.append("-")
            elif child.tag == W + "txbxContent":
                text.boxes.append(child)
            elif child.tag.endswith("}blip"):
                self.counts["image_ignored"] += 1
            else:
                self._words(_choice(child) if child.tag == _ALTERNATE + "AlternateContent" else child, text)

    def _table(self, element: Element) -> Iterator[Block]:
        """A table; one of a single column is only a frame, and its paragraphs stand for themselves."""
        rows = [row for row in _inside(element, "tr") if row.find(f"{W}trPr/{W}del") is None]
        if all(len(list(_inside(row, "tc"))) < 2 for row in rows):
            for row in rows:
                for cell in _inside(row, "tc"):
                    yield from self.blocks(cell)
            return
        self.tables += 1
        place = f"table {self.tables}"
        above: dict[int, str] = {}
        yield make_table([(f"{place} row {at}", self._row(row, above)) for at, row in enumerate(rows, 1)], place)

    def _row(self, row: Element, above: dict[int, str]) -> list[Cell]:
        """The cells of a row on the grid; `above` keeps the words of cells that reach down."""
        cells = [Cell("")] * min(number_in(row.find(W + "trPr"), "gridBefore", 0), _WIDEST)
        for element in _inside(row, "tc"):
            properties = element.find(W + "tcPr")
            span = max(1, min(number_in(properties, "gridSpan", 1), _WIDEST))
            merge = properties.find(W + "vMerge") if properties is not None else None
            goes_on = merge is not None and value_of(properties, "vMerge", "continue") != "restart"
            at = len(cells)
            if at >= _WIDEST:
                break
            text = above.get(at, "") if goes_on else self._cell(element)
            above[at] = text
            cells.append(Cell(text, "above" if goes_on else ""))
            cells += [Cell(text, "left")] * (span - 1)
        return cells[:_WIDEST]

    def _cell(self, element: Element) -> str:
        lines: list[str] = []
        for block in self.blocks(element):
            if isinstance(block, Table):
                lines += [cell.text for row in block.rows for cell in row.cells if cell.text and not cell.covered]
            else:
                lines.append(block.text)
        return "\n".join(lines)


def _choice(alternate: Element) -> Element:
    """One of two ways to say the same: the newer one where it is there, so that a text box is read once."""
    found = alternate.find(_ALTERNATE + "Choice")
    if found is None:
        found = alternate.find(_ALTERNATE + "Fallback")
    return found if found is not None else Element("none")


def _inside(holder: Element, name: str) -> Iterator[Element]:
    """The rows of a table or cells of a row, content controls seen through."""
    for element in holder:
        if element.tag == W + name:
            yield element
        elif element.tag in {W + "sdt", W + "sdtContent", W + "ins", W + "customXml", W + "moveTo"}:
            yield from _inside(element, name)
