"""What is meant for paper, for Word (docx), in the form of official documents.

Fonts, sizes and margins by GB/T 9704-2012 (党政机关公文格式): A4 with 37 mm above and 28 mm left, the title in
2号小标宋, the text in 3号仿宋 with lines of 28 pt, headings 一、in 黑体, （一） in 楷体. Fonts are named, not embedded.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, BinaryIO, Final

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from tui.export.paper import Block, Heading, NewPage, Paper, Paragraph, Remark, Table
from tui.export.word_remarks import Comments
from tui.model.text import visible

if TYPE_CHECKING:
    from docx.document import Document as Word

_TITLE: Final = ("方正小标宋简体", 22)
_TEXT: Final = ("仿宋_GB2312", 16)
_HEADINGS: Final = {1: ("黑体", 16), 2: ("楷体_GB2312", 16), 3: ("仿宋_GB2312", 16)}
_CELL: Final = ("仿宋_GB2312", 10.5)
_HEAD: Final = ("黑体", 10.5)
_LATIN: Final = "Times New Roman"
_LINE: Final = 28
"""Points from line to line of the text."""


def write_word(paper: Paper, out: BinaryIO, made: datetime) -> None:
    """Write the document; the same paper at the same moment gives the same bytes."""
    word = Document()
    _lay_out(word, landscape=paper.landscape)
    moment = made.replace(tzinfo=None, microsecond=0)
    properties = word.core_properties
    properties.title, properties.author, properties.last_modified_by = visible(paper.title)[:255], "", ""
    properties.created = properties.modified = moment
    comments = Comments(word)
    _title(word, paper.title, comments, paper.remarks)
    if paper.head:
        word.sections[0].header.paragraphs[0].add_run(visible(paper.head))
    for block in paper.blocks:
        _add(word, block, comments)
    comments.finish()
    packed = io.BytesIO()
    word.save(packed)
    _restamp(packed, out)


def _restamp(packed: BinaryIO, out: BinaryIO) -> None:
    """Copy a zip file with one time for all its members."""
    with zipfile.ZipFile(packed) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            new.writestr(entry, old.read(name))


def _lay_out(word: Word, *, landscape: bool) -> None:
    """The paper, the margins and the fonts."""
    section = word.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin, section.left_margin, section.right_margin = (
        Mm(37),
        Mm(35),
        Mm(28),
        Mm(26),
    )
    if landscape:
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = Mm(297), Mm(210)
    normal: Any = word.styles["Normal"]
    _font(normal, *_TEXT)
    normal.paragraph_format.line_spacing = Pt(_LINE)
    normal.paragraph_format.space_after = Pt(0)
    for level, (name, size) in _HEADINGS.items():
        style: Any = word.styles[f"Heading {level}"]
        _font(style, name, size)
        style.font.bold, style.font.italic = False, False
        style.font.color.rgb = None
        style.paragraph_format.space_before = style.paragraph_format.space_after = Pt(0)
        style.paragraph_format.line_spacing = Pt(_LINE)
        style.paragraph_format.first_line_indent = Pt(2 * size)
        style.paragraph_format.keep_with_next = True
    _number_pages(section.footer.paragraphs[0])


def _font(style: Any, name: str, size: float) -> None:  # noqa: ANN401 - styles and runs share no type
    """A font for Chinese, and the usual one for Latin letters."""
    style.font.name, style.font.size = _LATIN, Pt(size)
    properties = style.element.get_or_add_rPr()
    fonts = properties.get_or_add_rFonts()
    for kind in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{kind}"), None)
    fonts.set(qn("w:eastAsia"), name)


def _number_pages(paragraph: Any) -> None:  # noqa: ANN401
    """— 1 — at the foot, as the standard wants it."""
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.add_run("— ")
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    paragraph._p.append(field)  # noqa: SLF001 - python-docx has no fields
    paragraph.add_run(" —")


def _title(word: Word, text: str, comments: Comments, remarks: Sequence[Remark] = ()) -> None:
    paragraph = word.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.line_spacing = Pt(36)
    paragraph.paragraph_format.space_after = Pt(_LINE)
    for run in comments.put(paragraph, visible(text), remarks):
        _font(run, *_TITLE)


def _add(word: Word, block: Block, comments: Comments) -> None:
    match block:
        case NewPage(title):
            word.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
            _title(word, title, comments)
        case Heading(text, level, remarks):
            comments.put(word.add_heading("", level), visible(text), remarks)
        case Paragraph(text, right, plain, remarks):
            paragraph = word.add_paragraph()
            comments.put(paragraph, visible(text), remarks)
            if right:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            elif not plain:
                paragraph.paragraph_format.first_line_indent = Pt(2 * _TEXT[1])
        case Table():
            _table(word, block, comments)


def _table(word: Word, block: Table, comments: Comments) -> None:
    """A table as wide as the text, whose first row is repeated on every page."""
    rows = [block.sheet.headings, *block.sheet.rows]
    widths = block.widths or (1,) * len(block.sheet.headings)
    remarks: dict[tuple[int, int], list[Remark]] = {}
    for below, remark in block.remarks:
        remarks.setdefault((below + 1, _column(rows[below + 1], remark, widths)), []).append(remark)
    section = word.sections[0]
    room = section.page_width - section.left_margin - section.right_margin  # type: ignore[operator]
    table = word.add_table(rows=0, cols=len(widths))
    table.style = "Table Grid"
    table.autofit = False
    sizes = [room * width // sum(widths) for width in widths]
    for column, size in zip(table.columns, sizes, strict=True):
        column.width = size
    for at, row in enumerate(rows):
        added = table.add_row()
        for column, (cell, words, size) in enumerate(zip(added.cells, row, sizes, strict=True)):
            cell.width = size
            _cell(cell.paragraphs[0], words, comments, remarks.get((at, column), ()), head=not at)
        properties = added._tr.get_or_add_trPr()  # noqa: SLF001 - python-docx cannot say it
        properties.append(OxmlElement("w:cantSplit"))
        if not at:
            properties.append(OxmlElement("w:tblHeader"))


def _column(row: tuple[str, ...], remark: Remark, widths: tuple[int, ...]) -> int:
    """The cell of a row that holds the words of a remark, else the widest."""
    quote = visible(remark.quote)
    holding = (at for at, words in enumerate(row) if quote and quote in words)
    return next(holding, max(range(len(row)), key=widths.__getitem__))


def _cell(paragraph: Any, words: str, comments: Comments, remarks: Sequence[Remark], *, head: bool) -> None:  # noqa: ANN401
    paragraph.paragraph_format.line_spacing = 1.0
    if head:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    lines = visible(words, lines=True).split("\n")
    homes = [next((at for at, line in enumerate(lines) if visible(each.quote) in line), 0) for each in remarks]
    for at, line in enumerate(lines):
        if at:
            paragraph.add_run().add_break()
        here = [each for each, home in zip(remarks, homes, strict=True) if home == at]
        for run in comments.put(paragraph, line, here):
            _font(run, *(_HEAD if head else _CELL))
