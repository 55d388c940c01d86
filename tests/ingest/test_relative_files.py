"""Relatives of the kinds of Office files and pages that were once read wrongly: what stands beside, in or over others.

Each is made in memory. Of every one the account must be whole, and nothing may be read twice.
"""

from __future__ import annotations

import base64
import io
import time
import zipfile
import zlib
from collections.abc import Callable
from contextlib import suppress

import pytest

from tui.ingest import read_bytes
from tui.ingest.readers.packages import Package
from tui.model.document import Document, Doubt
from tui.model.errors import Problem

from .dumb_counter import count_all
from .made_office import WORD, cell, definition, docx, p, related, row, run, table, xlsx
from .made_pdf import make_pdf, text_at

Found = tuple[str | None, str, tuple[str, ...], str | None]


def read(data: bytes, name: str) -> Document:
    """A document of which every character is accounted for, and stands once."""
    document = read_bytes(data, name)
    counted = document.characters
    assert counted is not None
    assert counted.source == counted.kept + counted.reported
    assert not told(document, "unaccounted")
    assert all(doubt.count >= 0 for doubt in document.doubts)
    return document


def told(document: Document, code: str) -> list[Doubt]:
    return [doubt for doubt in document.doubts if doubt.code == code]


def words_told(document: Document, code: str) -> list[object]:
    return [doubt.values.get("words") for doubt in told(document, code)]


def tasks(document: Document) -> list[Found]:
    return [(task.no, task.text, task.leads, task.due and task.due.text) for task in document.tasks]


def details(document: Document) -> list[list[tuple[str, str]]]:
    return [[(detail.name, detail.text) for detail in task.details] for task in document.tasks]


def refused(data: bytes, name: str) -> str:
    """Why a file is refused."""
    with pytest.raises(Problem) as problem:
        read_bytes(data, name)
    return problem.value.code


HEAD = row(1, "某省重点任务分工表") + row(2, "序号", "工作任务", "牵头单位", "完成时限", "目标值")
PARK = ("1", "建设公园", ("省住建厅",), "6月底")
ROAD = ("2", "修路", ("省交通厅",), "7月底")
FORMATS = (
    '<numFmts><numFmt numFmtId="200" formatCode="yyyy/m/d"/><numFmt numFmtId="201" formatCode="0%"/>'
    '<numFmt numFmtId="202" formatCode="General&quot;家&quot;"/></numFmts><cellXfs><xf numFmtId="0"/>'
    '<xf numFmtId="200"/><xf numFmtId="201"/><xf numFmtId="202"/></cellXfs>'
)


def formula(place: str, text: str, style: int = 0, more: str = "") -> str:
    return f'<c r="{place}" s="{style}"><f{more}>{text}</f></c>'


def sheet(rows: str, *, styles: str = "", before: str = "", merged: str = "", book: str = "") -> Document:
    return read(xlsx(HEAD + rows, styles=styles, before=before, merged=merged, book=book), "a.xlsx")


def test_rows_of_no_height_and_columns_of_no_width_are_hidden() -> None:
    rows = row(3, "1", "建设公园", "省住建厅", "6月底", "95%") + row(4, "2", "修路", "省交通厅", "7月底")
    flat = rows.replace('<row r="4">', '<row r="4" ht="0" customHeight="1">')
    document = sheet(flat, before='<cols><col min="5" max="5" width="0" customWidth="1"/></cols>')
    assert tasks(document) == [PARK, ROAD]
    assert [doubt.values["rows"] for doubt in told(document, "hidden_rows")] == ["4"]
    assert [doubt.values["columns"] for doubt in told(document, "hidden_columns")] == ["E"]


def test_a_formula_that_cells_share_moves_along_with_them() -> None:
    rows = (
        row(3, formula("A3", "COUNTA(B$3:B3)", more=' t="shared" ref="A3:A5" si="0"'), "建设公园", "省住建厅", "6月底")
        + row(4, formula("A4", "", more=' t="shared" si="0"'), "修路", "省交通厅", "7月底")
        + row(5, formula("A5", "", more=' t="shared" si="0"'), "修桥", "省交通厅")
    )
    document = sheet(rows)
    assert tasks(document) == [PARK, ROAD, ("3", "修桥", ("省交通厅",), None)]
    assert [doubt.values["formula"] for doubt in told(document, "formula_worked_out")][-1] == "=COUNTA(B$3:B5)"


def test_what_a_formula_comes_to_is_shown_as_its_cell_shows_it() -> None:
    rows = row(
        3,
        formula("A3", 'IF(B3="","",ROW()-2)'),
        "建设公园",
        formula("C3", 'IF(1&lt;&gt;2,"省"&amp;"住建厅","乙局")'),
        formula("D3", "DATE(2024,6,30)", 1),
        formula("E3", "0.9+0.05", 2),
    ) + row(4, "2", "修路", "省交通厅", "7月底", '<c r="E4" s="3"><v>12</v></c>')
    document = sheet(rows, styles=FORMATS)
    assert tasks(document) == [("1", "建设公园", ("省住建厅",), "2024/6/30"), ROAD]
    assert details(document) == [[("目标值", "95%")], [("目标值", "12家")]]


def test_a_day_worked_out_counts_from_the_year_that_the_workbook_names() -> None:
    rows = row(3, "1", "建设公园", "省住建厅", formula("D3", "DATE(2024,6,30)", 1))
    document = sheet(rows, styles=FORMATS, book='<workbookPr date1904="1"/>')
    assert tasks(document) == [("1", "建设公园", ("省住建厅",), "2024/6/30")]


def test_words_below_a_merged_cell_are_left_out_and_told() -> None:
    rows = row(3, "1", "建设公园", "省住建厅", "6月底") + row(4, "9", "建设绿地", "省水利厅", "7月底")
    document = sheet(rows, merged="A3:A4 C3:C4")
    assert tasks(document) == [PARK, ("1", "建设绿地", ("省住建厅",), "7月底")]
    assert words_told(document, "cells_covered") == ["9", "省水利厅"]


def test_a_row_that_is_struck_out_but_for_its_number_is_no_task() -> None:
    struck = "".join(
        f'<c r="{at}3" s="1" t="inlineStr"><is><t>{text}</t></is></c>'
        for at, text in zip("BC", ("旧任务", "省住建厅"), strict=True)
    )
    styles = '<fonts><font/><font><strike/></font></fonts><cellXfs><xf/><xf fontId="1"/></cellXfs>'
    document = sheet(row(3, "1", struck) + row(4, "2", "修路", "省交通厅", "7月底"), styles=styles)
    assert tasks(document) == [ROAD]
    assert words_told(document, "struck") == ["旧任务", "省住建厅"]


def test_who_filled_a_table_in_is_neither_header_nor_body() -> None:
    rows = (
        row(1, "某省重点任务分工表")
        + row(2, "填报单位：省政府办公厅", "", "", "2024年3月")
        + row(3, "序号", "工作任务", "牵头单位", "完成时限", "目标值")
        + row(4, "1", "建设公园", "省住建厅", "6月底", "95%")
        + row(6, "填表人：张三", "", "联系电话：123")
    )
    document = read(xlsx(rows), "a.xlsx")
    assert tasks(document) == [PARK]
    assert details(document) == [[("目标值", "95%")]]
    assert words_told(document, "row_dropped") == ["填表人:张三联系电话:123"]


TITLE = p("某省人民政府关于推进某项工作的实施意见")
BEGIN = TITLE + p("一、总体要求") + p("坚持稳中求进。") + p("二、重点任务")
HEADER = ["序号", "工作任务", "牵头单位", "完成时限"]


def word(*body: str, styles: str = "", numbering: str = "", parts: dict[str, str] | None = None) -> Document:
    return read(docx(BEGIN, *body, styles=styles, numbering=numbering, parts=parts), "a.docx")


def ledger(*rows: list[str]) -> str:
    """A task table; a cell that begins with a cell is written as it is."""
    return table(*([text if text.startswith("<w:tc") else cell(text) for text in line] for line in (HEADER, *rows)))


def after_the_tasks(document: Document) -> list[str]:
    return [section.text for section in document.sections if section.id.startswith("二/")]


def reference(kind: str, number: int) -> str:
    return f'<w:r><w:{kind}Reference w:id="{number}"/></w:r>'


FRACTION = (
    "<m:oMath><m:f><m:num><m:r><m:t>投入</m:t></m:r></m:num><m:den><m:r><m:t>产出</m:t></m:r></m:den></m:f></m:oMath>"
)


def test_an_equation_stands_in_its_cell_and_a_note_behind_the_table() -> None:
    notes = "".join(f'<w:footnote w:id="{at}">{p(text)}</w:footnote>' for at, text in ((1, "注文甲"), (2, "注文乙")))
    document = word(
        ledger(["1", run("提高") + FRACTION + run("比率") + reference("footnote", 1), "省财政厅", "6月底"]),
        p(run("三、保障") + reference("footnote", 2)),
        p("加强领导。"),
        parts={"word/footnotes.xml": f"<w:footnotes {WORD}>{notes}</w:footnotes>"},
    )
    assert tasks(document) == [("1", "提高投入/产出比率", ("省财政厅",), "6月底")]
    assert after_the_tasks(document) == ["［注1］注文甲"]
    assert [section.text for section in document.sections if section.id.startswith("三")] == [
        "保障",
        "［注2］注文乙",
        "加强领导。",
    ]


def test_tables_in_tables_in_tables_are_words_of_the_outermost_cell_and_count_no_table() -> None:
    innermost = table([cell("丙"), cell("丁")])
    inner = f"<w:tbl><w:tr>{cell('甲')}<w:tc>{p('乙')}{innermost}{p('')}</w:tc></w:tr></w:tbl>"
    document = word(
        ledger(["1", f"<w:tc>{p('建设公园')}{inner}{p('')}</w:tc>", "省住建厅", "6月底"]),
        ledger(["2", "修路", "省交通厅", "7月底"]),
    )
    assert tasks(document) == [("1", "建设公园 甲 乙 丙 丁", ("省住建厅",), "6月底"), ROAD]
    assert [(doubt.where, doubt.values["count"]) for doubt in told(document, "nested_table")] == [("table 1 row 2", 2)]


@pytest.mark.parametrize(
    ("font", "code", "shown"),
    [
        ("Wingdings 3", "F070", "▲"), ("Webdings", "F061", "✔"), ("Wingdings", "F09E", "·"), ("Wingdings", "00A7", "▪"),
        ("Wingdings 2", "F06A", "①"), ("Wingdings 2", "F075", "❶"), ("Arial", "00B2", "²"), ("宋体", "4E00", "一"),
    ],
)  # fmt: skip
def test_signs_of_other_symbol_fonts(font: str, code: str, shown: str) -> None:
    document = word(p(run("完成") + f'<w:r><w:sym w:font="{font}" w:char="{code}"/></w:r>' + run("建设。")))
    assert after_the_tasks(document) == [f"完成{shown}建设。"]


def chunk(data: bytes, name: str) -> bytes:
    """A Word file with another file as a part of its text."""
    whole = docx(BEGIN, '<w:altChunk r:id="r1"/>', p("三、组织保障"))
    out = io.BytesIO(whole)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as file:
        file.writestr("word/_rels/document.xml.rels", related(("aFChunk", name)))
        file.writestr(f"word/{name}", data)
    return out.getvalue()


RICH = (
    r"{\rtf1\ansi\ansicpg936{\fonttbl{\f0\fcharset134 SimSun;}{\f1\fcharset0 Arial;}}{\stylesheet{\s0 Normal;}}"
    r"{\header 页眉}\pard\f0 \'bc\'d3\'bf\'ec\u24314?\u-29762?{\v \'d2\'fe}{\strike \'be\'c9}"
    r"\u12290?\u-10174?\u-8265?\par"
    r"\trowd\intbl \u24207?\u21495?\cell \u20219?\u21153?\cell \u29301?\u22836?\u21333?\u20301?\cell\row"
    r"\trowd\intbl 1\cell \u20462?\u36335?\cell \u30465?\u20132?\u36890?\u21381?\cell\row\pard}"
).encode("gb18030")


def test_rich_text_within_a_file_is_read_where_it_stands() -> None:
    document = read(chunk(RICH, "chunk.rtf"), "a.docx")
    assert after_the_tasks(document)[:1] == ["加快建设。𠮷"]
    assert [(task.no, task.text, task.leads) for task in document.tasks] == [("1", "修路", ("省交通厅",))]
    assert [section.text for section in document.sections][-1] == "组织保障"
    assert {"hidden_text", "struck", "page_edges"} <= {doubt.code for doubt in document.doubts}


ARCHIVE = """MIME-Version: 1.0
Content-Type: multipart/related; boundary="x"

--x
Content-Type: text/html; charset="utf-8"

<html><body><p>嵌入的段落。</p></body></html>
--x--
"""


@pytest.mark.parametrize("name", ["chunk.mht", "chunk.dat"])
def test_an_archive_of_a_page_within_a_file_is_read(name: str) -> None:
    pytest.importorskip("lxml")
    document = read(chunk(ARCHIVE.encode(), name), "a.docx")
    assert after_the_tasks(document) == ["嵌入的段落。"]


@pytest.mark.parametrize(
    "data", [b"{\\rtf1" + b"{" * 400 + b"}", b"PK\x03\x04 no file", b"\x00\x01"], ids=["deep", "broken", "none"]
)
def test_a_file_within_that_cannot_be_read_is_told(data: bytes) -> None:
    document = read(chunk(data, "chunk.bin"), "a.docx")
    assert [doubt.values["kind"] for doubt in told(document, "chunk_unread")] == [".bin"]


def field(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


CODE = "<w:r><w:instrText> TOC \\o &quot;1-3&quot; </w:instrText></w:r>"
NAMES = ("总体要求", "重点任务", "组织保障")
CHAPTERS = "".join(p(f"{number}、{name}") + p("做好工作。") for number, name in zip("一二三", NAMES, strict=True))


@pytest.mark.parametrize("by", ["style", "field", "style of another number"])
def test_entries_that_word_itself_calls_contents_are_no_headings(by: str) -> None:
    style = "11" if "number" in by else "TOC1"
    styles = f'<w:style w:type="paragraph" w:styleId="{style}"><w:name w:val="toc 1"/></w:style>'
    if by == "field":
        entries = (
            p(field("begin") + CODE + field("separate") + run(NAMES[0])) + p(NAMES[1]) + p(run(NAMES[2]) + field("end"))
        )
    else:
        entries = "".join(p(name, style=style) for name in NAMES)
    document = read(docx(TITLE, p("目　录"), entries, CHAPTERS, styles=styles), "a.docx")
    assert [section.text for section in document.sections if section.id in "一二三"] == list(NAMES)
    assert len(document.sections) == 7
    assert sum(doubt.count for doubt in told(document, "contents")) == count_all("".join(("目录", *NAMES)))


def test_a_field_of_contents_that_never_ends_takes_nothing_away() -> None:
    document = read(docx(TITLE, p(field("begin") + CODE + field("separate")), CHAPTERS), "a.docx")
    assert [section.text for section in document.sections if section.id in "一二三"] == list(NAMES)


@pytest.mark.parametrize(
    ("form", "printed"),
    [
        ("chineseLegalSimplified", "壹拾贰"), ("ideographLegalTraditional", "壹拾貳"), ("upperRoman", "XII"),
        ("lowerRoman", "xii"), ("ideographDigital", "一二"), ("decimalEnclosedParen", "⑿"), ("chineseCounting", "十二"),
        ("decimalZero", "12"), ("lowerLetter", "l"), ("ideographTraditional", "12"), ("numberInDash", "- 12 -"),
        ("decimalFullWidth", "１２"), ("decimalEnclosedCircle", "⑫"), ("ideographZodiac", "亥"),
    ],
)  # fmt: skip
def test_numbers_are_written_as_their_format_says(form: str, printed: str) -> None:
    number = definition(1, (form, "“%1”")).replace('<w:start w:val="1"/>', '<w:start w:val="12"/>')
    assert after_the_tasks(word(p("建设公园", 1), numbering=number)) == [f"“{printed}”建设公园"]


def test_a_row_of_a_word_table_that_is_struck_out_is_no_task() -> None:
    struck = [f"<w:r><w:rPr><w:strike/></w:rPr><w:t>{text}</w:t></w:r>" for text in ("旧任务", "省住建厅", "6月底")]
    document = word(ledger(["1", *struck], ["2", "修路", "省交通厅", "7月底"]))
    assert tasks(document) == [ROAD]
    assert words_told(document, "struck") == ["旧任务", "省住建厅", "6月底"]


DELETED = "<w:rPr><w:del/></w:rPr>"


def looked(text: str, properties: str) -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


def math_run(text: str, properties: str = "") -> str:
    return f"<m:r>{f'<w:rPr>{properties}</w:rPr>' if properties else ''}<m:t>{text}</m:t></m:r>"


def test_what_of_an_equation_is_hidden_struck_or_only_holds_a_place_is_left_out() -> None:
    equation = (
        math_run("甲", "<w:vanish/>") + math_run("乙", "<w:strike/>") + math_run("丙", "<w:i/>")
        + f'<m:phant><m:phantPr><m:show m:val="0"/></m:phantPr><m:e>{math_run("丁")}</m:e></m:phant>'
        + f'<m:f><m:fPr><m:type m:val="noBar"/></m:fPr><m:num>{math_run("n")}</m:num>'
        + f"<m:den>{math_run('k')}</m:den></m:f>"
    )  # fmt: skip
    both = f"<m:oMathPara><m:oMath>{equation}</m:oMath><m:oMath>{math_run('戊')}</m:oMath></m:oMathPara>"
    document = word(p(run("按下式计算：") + both))
    assert after_the_tasks(document) == ["按下式计算：丙(n¦k) 戊"]
    assert sum(doubt.count for doubt in told(document, "hidden_text")) == 2
    assert words_told(document, "struck") == ["乙"]


def test_a_note_of_paragraphs_makes_no_chapters_and_a_hidden_mark_hides_it() -> None:
    texts = p("一、甲。") + p("二、乙。"), p("隐。")
    notes = "".join(f'<w:footnote w:id="{at}">{text}</w:footnote>' for at, text in enumerate(texts))
    hidden = reference("footnote", 1).replace("<w:r>", "<w:r><w:rPr><w:vanish/></w:rPr>")
    body = p(run("正文") + reference("footnote", 0) + run("。") + reference("footnote", 0) + hidden)
    document = word(body, parts={"word/footnotes.xml": f"<w:footnotes {WORD}>{notes}</w:footnotes>"})
    assert after_the_tasks(document) == ["正文。", "［注1］一、甲。", "［注1］二、乙。"]
    assert [doubt.count for doubt in told(document, "hidden_text")] == [2]
    assert not told(document, "note_missing")


def test_what_the_style_of_a_table_strikes_out_or_hides() -> None:
    styles = (
        '<w:style w:type="table" w:styleId="a"><w:rPr><w:strike/></w:rPr></w:style>'
        '<w:style w:type="table" w:styleId="b">'
        '<w:tblStylePr w:type="lastRow"><w:rPr><w:dstrike/></w:rPr></w:tblStylePr>'
        '<w:tblStylePr w:type="firstCol"><w:rPr><w:vanish/></w:rPr></w:tblStylePr></w:style>'
        '<w:style w:type="table" w:styleId="c"><w:basedOn w:val="b"/></w:style>'
    )

    def styled(style: str, look: str) -> Document:
        rows = ledger(["1", "建设公园", "省住建厅", "6月底"], ["2", "修路", "省交通厅", "7月底"])
        asked = f'<w:tblPr><w:tblStyle w:val="{style}"/><w:tblLook {look}/></w:tblPr>'
        return word(rows.replace("<w:tbl>", f"<w:tbl>{asked}"), styles=styles)

    assert tasks(styled("a", "")) == []
    assert tasks(styled("b", 'w:lastRow="1"')) == tasks(styled("c", 'w:val="0040"')) == [PARK]
    assert tasks(styled("b", 'w:val="0020" w:lastRow="0"')) == [PARK, ROAD]
    assert [task.no for task in styled("b", 'w:firstColumn="1"').tasks] == [None, None]


@pytest.mark.parametrize("gone", ["<w:r><w:rPr><w:vanish/></w:rPr><w:t>{}</w:t></w:r>", "<w:del>{}</w:del>"])
def test_a_cell_that_lost_its_words_takes_nothing_from_the_row_above(gone: str) -> None:
    def lost(text: str) -> str:
        return cell(gone.format(run(text) if "del" in gone else text))

    document = word(
        ledger(["1", "建设公园", "省住建厅", "6月底"], ["2", "修路", lost("省交通厅"), "7月底"],
               ["3", lost("旧任务"), "省水利厅", "8月底"])
    )  # fmt: skip
    assert tasks(document) == [PARK, ("2", "修路", (), "7月底")]
    assert words_told(document, "row_dropped") == ["3—省水利厅8月底"]


def test_a_row_with_a_number_of_its_own_and_no_task_adds_nothing_to_the_task_above() -> None:
    document = word(ledger(["1", "建设公园", "省住建厅", "6月底"], ["2", "", "省水利厅", ""]))
    assert tasks(document) == [PARK]
    assert words_told(document, "row_dropped") == ["2省水利厅"]


def test_a_number_counts_once_for_paragraphs_whose_mark_is_deleted() -> None:
    number = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    first = f"<w:p><w:pPr>{number}{DELETED}</w:pPr>{run('前半句，')}</w:p>"
    for second in (p("后半句。", 1), p("后半句。")):
        document = word(first, second, p("下一条。", 1), numbering=definition(1, ("decimal", "%1.")))
        assert [(each.number, each.text) for each in document.sections[-2:]] == [
            ("1", "前半句，后半句。"),
            ("2", "下一条。"),
        ]


def test_a_table_that_only_sets_out_a_table_of_tasks_is_seen_through() -> None:
    inner = ledger(["1", "建设公园", "省住建厅", "6月底"])
    document = word(table([cell("左栏"), f"<w:tc>{inner}{p('')}</w:tc>"]))
    assert tasks(document) == [PARK]
    assert after_the_tasks(document) == ["左栏"]


PROSE = "坚持稳中求进，全面推进各项重点工作，确保取得实效。"
ROADS = "<tr><td>2<td>修路<td>省交通厅<td>7月底"
COLUMNS = "<tr><th>序号<th>工作任务<th>牵头单位<th>完成时限"


def page(body: str, head: str = "") -> Document:
    pytest.importorskip("lxml")
    begin = f"<p>某省人民政府关于推进某项工作的实施意见</p><p>一、总体要求</p><p>{PROSE}</p>"
    return read(f"<html><head>{head}</head><body>{begin}<p>二、重点任务</p>{body}</body></html>".encode(), "a.html")


@pytest.mark.parametrize(
    ("body", "head"),
    [
        ("<p class='a x'>看不见</p>", "<style>/* . */ .y, .x {display:none} @media print {.z {display: none}}</style>"),
        ("<p id=x>看不见</p>", "<style>p#x{visibility:hidden}</style>"),
        ("<div hidden><table><tr><td>看<td>不<td>见</table></div>", ""),
        ("<table style='display:none'><tr><td>看<td>不<td>见</table>", ""),
    ],
    ids=["class", "id", "table within", "table"],
)  # fmt: skip
def test_what_a_style_sheet_or_a_table_hides_is_left_out_and_counted(body: str, head: str) -> None:
    document = page(f"{body}<p class=z>看得见的段落。</p>", head)
    assert after_the_tasks(document) == ["看得见的段落。"]
    assert [doubt.count for doubt in told(document, "hidden_on_page")] == [3]


def test_a_style_that_is_taken_back_hides_nothing() -> None:
    sheets = "<style>.x{display:none}</style><style>.x{display:block}</style>"
    assert after_the_tasks(page("<p class=x>看得见。</p>", sheets)) == ["看得见。"]
    own = page("<p class=x style='display:block'>看得见。</p>", "<style>.x{display:none}</style>")
    assert after_the_tasks(own) == ["看得见。"]


def test_a_hidden_part_of_a_table_and_its_foot_above_its_body() -> None:
    parts = "<tbody style='display:none'><tr><td>1<td>旧任务<td>省民政厅<td>1月</tbody>"
    document = page(
        f"<table><thead>{COLUMNS}</thead><tfoot><tr><td colspan=4>注：表尾</tfoot>{parts}<tbody>{ROADS}</table>"
    )
    assert tasks(document) == [ROAD]
    assert details(document) == [[]]
    assert [doubt.count for doubt in told(document, "hidden_on_page")] == [10]


@pytest.mark.parametrize(
    ("style", "head"),
    [
        ("opacity: 0.0", ""), ("font-size:0px", ""), ("color:transparent", ""), ("position:absolute;left:-9999px", ""),
        ("text-indent:-999em", ""), ("height:0;overflow:hidden", ""), ("position:fixed;clip:rect(0 0 0 0)", ""),
        ("transform:scale(0)", ""), ("", "p > span{display:none}"), ("", "div.x p #z.y{visibility:hidden}"),
        ("", "@media screen{.y{display:none}} .y{color:red}"), ("", "[data-k=v]{opacity:0}"),
    ],
)  # fmt: skip
def test_what_styles_hide_by_other_means_is_left_out(style: str, head: str) -> None:
    hidden = f'<div class=x><p>看得见。<span style="{style}" class=y id=z data-k=v>看不见</span></p></div>'
    document = page(hidden, f"<style>{head}</style>")
    assert after_the_tasks(document) == ["看得见。"]
    assert [doubt.count for doubt in told(document, "hidden_on_page")] == [3]


@pytest.mark.parametrize(
    ("style", "head"),
    [
        ("opacity:0.8", ""), ("font-size:0.9em", ""), ("", "@media print{.y{display:none}}"),
        ("", ".y .y{display:none}"), ("", ".y{display:none} #z{display:inline}"),
        ("", ".y{display:block!important} #z{display:none}"),
    ],
)  # fmt: skip
def test_what_only_looks_so_is_shown(style: str, head: str) -> None:
    document = page(f'<p><span style="{style}" class=y id=z>看得见。</span></p>', f"<style>{head}</style>")
    assert after_the_tasks(document) == ["看得见。"]


def test_a_box_without_size_whose_words_have_one_is_shown() -> None:
    assert after_the_tasks(page('<ul style="font-size:0"><li style="font-size:14px">看得见。</ul>')) == ["看得见。"]


@pytest.mark.parametrize(
    ("how", "drawn"),
    [
        ("type=a", "a. b. c."), ("type=I", "I. II. III."), ("start=3 type=A", "C. D. E."), ("reversed", "3. 2. 1."),
        ("start=-1", "-1. 0. 1."), ("style='list-style:none'", "   "), ("class=x", "一、 二、 三、"),
    ],
)  # fmt: skip
def test_numbers_of_lists_are_drawn_as_a_browser_draws_them(how: str, drawn: str) -> None:
    entries = "".join(f"<li>{text}。" for text in ("修路", "修桥", "造林"))
    document = page(f"<ol {how}>{entries}</ol>", "<style>ol.x{list-style-type:cjk-ideographic}</style>")
    shown = ["".join((section.label + section.text).split()) for section in document.sections[-3:]]
    assert shown == [
        f"{number}{text}。" for number, text in zip(drawn.split(" "), ("修路", "修桥", "造林"), strict=False)
    ]


def test_hidden_cells_take_no_place_and_hidden_words_nothing_from_above() -> None:
    head = COLUMNS.replace("<th>牵", "<th style='display:none'>内部<th>牵")
    first = "<tr><td>1<td>建设公园<td style='display:none'>密<td>省住建厅<td>6月底"
    second = "<tr><td>2<td>修路<td hidden>密<td><span hidden>省隐厅</span><td>7月底"
    document = page(f"<table>{head}{first}{second}</table>")
    assert tasks(document) == [PARK, ("2", "修路", (), "7月底")]
    assert details(document) == [[], []]


def test_what_a_browser_does_not_show_of_an_equation_is_counted() -> None:
    code = "<annotation encoding='application/x-tex'>\\ge95</annotation>"
    equation = (
        f"<math><semantics><mrow><mo>≥</mo><mn>95</mn></mrow>{code}</semantics><mphantom><mi>幽</mi></mphantom></math>"
    )
    document = page(f"<p>达到{equation}。</p>")
    assert after_the_tasks(document) == ["达到≥95。"]
    assert [(doubt.code, doubt.count) for doubt in document.doubts][:2] == [("said_again", 5), ("hidden_on_page", 1)]


@pytest.mark.parametrize("tag", ["s", "strike", "del", "S"])
def test_a_line_through_whole_paragraphs(tag: str) -> None:
    document = page(
        f"<{tag}><p>（一）旧任务。（责任单位：省财政厅）</p></{tag}><p>（二）修路。（责任单位：省交通厅）</p><span>后</span>"
    )
    assert [task.text for task in document.tasks] == ["修路。"]
    assert words_told(document, "struck") == ["（一）旧任务。（责任单位：省财政厅）"]


def test_tables_in_tables_of_a_page_are_told_at_the_outermost_cell() -> None:
    inner = "<table><tr><td>甲<td><table><tr><td>乙<td>丙</table></table>"
    document = page(
        f"<table>{COLUMNS}<tr><td>1<td>建设公园{inner}<td>省住建厅<td>6月底</table><table>{COLUMNS}{ROADS}</table>"
    )
    assert tasks(document) == [("1", "建设公园 甲 乙 丙", ("省住建厅",), "6月底"), ROAD]
    assert [doubt.where for doubt in told(document, "nested_table")] == ["table 1 row 2"]


def test_a_page_that_is_a_picture_is_told_by_number_though_its_number_is_printed() -> None:
    pytest.importorskip("pdfplumber")
    picture = "q 400 0 0 400 50 200 cm BI /W 1 /H 1 /CS /G /BPC 8 ID x EI Q"
    lines = ("某省人民政府关于推进某项工作的实施意见", "一、总体要求", PROSE)
    first = [text_at(80, 760 - 30 * at, line) for at, line in enumerate(lines)]
    third = [text_at(80, 760, "二、重点任务"), text_at(80, 730, "加快建设公园，完善各类公共服务设施和配套管网。")]
    document = read(make_pdf([first, [picture, text_at(270, 40, "— 2 —")], [*third, picture]]), "a.pdf")
    assert [doubt.values["pages"] for doubt in told(document, "page_is_picture")] == ["2"]
    assert [doubt.where for doubt in told(document, "image_ignored")] == ["page 3"]


def noted(count: int) -> bytes:
    """A Word file of so many notes, each with a mark of the next."""
    texts = (p(reference("footnote", at + 1) + run("字")) for at in range(count))
    notes = "".join(f'<w:footnote w:id="{at}">{text}</w:footnote>' for at, text in enumerate(texts))
    mark = p(run("正文") + reference("footnote", 0))
    return docx(BEGIN, mark, parts={"word/footnotes.xml": f"<w:footnotes {WORD}>{notes}</w:footnotes>"})


def test_notes_with_notes_without_end_are_read_one_behind_the_other() -> None:
    document = read(noted(1_000), "a.docx")
    assert after_the_tasks(document)[1:4] == ["［注1］字", "［注2］字", "［注3］字"]
    assert len(told(document, "note_missing")) == 1


def seconds(data: bytes, name: str) -> float:
    began = time.process_time()
    with suppress(Problem):
        read_bytes(data, name)
    return time.process_time() - began


MADE_TO_LAST: dict[str, Callable[[], tuple[bytes, str]]] = {
    "marks all deleted": lambda: (
        docx(
            BEGIN,
            f"<w:p><w:pPr>{DELETED}</w:pPr><w:r>{'<w:tab/>' * 100_000}</w:r></w:p>",
            f"<w:p><w:pPr>{DELETED}</w:pPr></w:p>" * 24_000,
        ),
        "a.docx",
    ),
    "rich text of groups": lambda: (chunk(b"{\\rtf1 " + b"{\\v a}" * 1_500_000 + b"}", "a.rtf"), "a.docx"),
    "archives in archives": lambda: (
        chunk(
            b"MIME-Version: 1.0\n"
            + b"".join(b"Content-Type: multipart/x; boundary=x%d\n\n--x%d\n" % (at, at) for at in range(3_000)),
            "a.mht",
        ),
        "a.docx",
    ),
    "a string of runs": lambda: (
        xlsx("", strings=f"<si><r><t>{'字' * 400_000}</t></r>{'<r><t>字</t></r>' * 40_000}</si>"),
        "a.xlsx",
    ),
    "a formula that very many share": lambda: (
        xlsx(
            row(1, formula("A1", "A1+" * 150 + "1", more=' t="shared" si="0"'))
            + "<row>"
            + '<c><f t="shared" si="0"/></c>' * 20_000
            + "</row>"
        ),
        "a.xlsx",
    ),
}


@pytest.mark.parametrize("name", MADE_TO_LAST)
def test_what_is_made_to_last_ends_soon(name: str) -> None:
    assert seconds(*MADE_TO_LAST[name]()) < 3


def test_a_tag_without_an_end_is_refused_and_an_archive_of_very_many_parts_told() -> None:
    assert refused(docx(BEGIN, f"<w:p {'a' * 2_200_000}='0'/>"), "a.docx") == "zip_bomb"
    document = read(chunk(ARCHIVE.encode() + b"--x\n\na\n" * 10_000, "a.mht"), "a.docx")
    assert len(told(document, "chunk_unread")) == 1


def test_a_tag_of_very_many_attributes_is_refused_and_a_picture_within_a_page_is_not() -> None:
    pytest.importorskip("lxml")
    begin = f"<p>某省人民政府关于推进某项工作的实施意见</p><p>{PROSE}</p>"
    assert (
        refused(f"{begin}<p {' '.join(f'a{at}=1' for at in range(5_000))}>字".encode(), "a.html") == "too_many_elements"
    )
    document = read(f"{begin}<p>一、总体要求</p><img src='data:image/png;base64,{'AAAA ' * 9_000}'>".encode(), "a.html")
    assert [section.id for section in document.sections][-1] == "一"


def test_lines_on_a_page_weigh_more_than_letters(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("pdfplumber")
    from tui.ingest.readers import pdf_bounds

    monkeypatch.setattr(pdf_bounds, "MOST_ON_PAGE", 100)
    lines = [text_at(80, 760, "某省人民政府关于推进某项工作的实施意见"), text_at(80, 730, "一、总体要求")]
    document = read(make_pdf([[*lines, text_at(80, 700, PROSE)], ["0 0 m 9 9 l S"] * 60]), "a.pdf")
    assert [doubt.values["pages"] for doubt in told(document, "page_too_dense")] == ["2"]


def streamed(inner: bytes, filters: str) -> bytes:
    """A PDF with another stream."""
    head = f"9 0 obj\n<< /Filter {filters} >>\nstream\n".encode()
    return make_pdf([[text_at(80, 760, PROSE)]]) + head + inner + b"\nendstream\nendobj\n"


BLANKS = zlib.compress(b" " * 30_000_000)


@pytest.mark.parametrize(
    "data",
    [
        streamed(base64.a85encode(BLANKS) + b"~>", "[/ASCII85Decode /FlateDecode]"),
        streamed(BLANKS.hex().encode() + b">", "[/AHx /Fl]"),
        streamed(BLANKS, "/Fl#61teDecode"),
        streamed(b"\x80" * 200_000, "/LZWDecode"),
        streamed(b"\x81 " * 300_000, "/RunLengthDecode"),
        make_pdf([["q"] * 6_000]),
        streamed(zlib.compress(b"\x81 " * 300_000), "[/FlateDecode /RunLengthDecode]"),
    ],
    ids=["letters", "digits", "escaped", "lzw", "runs", "states", "packed runs"],
)
def test_streams_of_every_filter_are_held_within_bounds(data: bytes) -> None:
    pytest.importorskip("pdfplumber")
    assert refused(data, "a.pdf") == "zip_bomb"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (make_pdf([["(" + "()" * 140_000]]), "broken_file"),
        (make_pdf([["}\n" * 3_200_000]]), "too_many_elements"),
        (streamed(zlib.compress(b"/A" * 4_500_000), "/FlateDecode /Type /ObjStm"), "too_many_elements"),
        (make_pdf([["q"]]) + b"a" * 6_000_001, "zip_bomb"),
        (b"%PDF-1.4\n" + b"1 0 obj\n" * 700_000, "too_many_elements"),
    ],
    ids=["a word without an end", "words of a page", "words of objects", "a line without an end", "objects"],
)
def test_words_of_a_pdf_are_held_within_bounds(data: bytes, code: str) -> None:
    pytest.importorskip("pdfplumber")
    assert refused(data, "a.pdf") == code


def test_a_page_of_very_many_attributes_is_refused() -> None:
    pytest.importorskip("lxml")
    assert refused(b"<p " + b"a " * 1_500_001 + b">", "a.html") == "too_many_elements"


def test_files_within_a_file_share_what_may_be_gone_through() -> None:
    package = Package(docx(BEGIN), "a.docx", "docx")
    inner = Package(docx(BEGIN), "b.docx", "docx", package)
    before = package.left.elements
    inner.xml("word/document.xml")
    assert package.left.elements < before
    with pytest.raises(Problem):
        package.pass_over(1 << 40)
