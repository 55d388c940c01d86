"""Workbooks: every cell as it is shown, and what does not show, has no value or stands beside the cells is told."""

from __future__ import annotations

import pytest

from tui.ingest import read_bytes
from tui.ingest.readers.sheet_formats import BUILT_IN, shown
from tui.model.document import Document, Doubt

from .dumb_counter import dumb_count
from .made_office import SHEET, related, remade, row, strict, xlsx

HEAD = row(1, "某省重点任务分工表") + row(2, "序号", "工作任务", "牵头单位", "完成时限")


def read(data: bytes, beside: int = 0) -> Document:
    """A workbook; every character of its cells (and so many beside them) must be accounted for."""
    document = read_bytes(data, "任务.xlsx")
    assert document.characters is not None
    assert document.characters.source == dumb_count(data, "任务.xlsx") + beside
    assert not doubts(document, "unaccounted")
    return document


def doubts(document: Document, code: str) -> list[Doubt]:
    return [doubt for doubt in document.doubts if doubt.code == code]


def cell(at: str, value: str, kind: str = "n", style: int = 0, formula: str | None = None) -> str:
    own = f"<f>{formula}</f>" if formula is not None else ""
    return f'<c r="{at}" t="{kind}" s="{style}">{own}<v>{value}</v></c>'


@pytest.mark.parametrize(
    ("number", "code", "text"),
    [
        (45657, BUILT_IN[14], "2024年12月31日"),
        (45657, "yyyy-mm-dd", "2024-12-31"),
        (45657, 'yyyy"年"m"月"d"日";@', "2024年12月31日"),
        (45657, '[$-804]yyyy"年"m"月";@', "2024年12月"),
        (45657, '[DBNum1][$-804]yyyy"年"m"月"d"日"', "二〇二四年十二月三十一日"),
        (45657, BUILT_IN[57], "2024年12月"),
        (45657, BUILT_IN[58], "2024年12月31日"),
        (45657.75, "m/d h:mm", "2024/12/31 18:00"),
        (45657, "mmm-yy", "2024年12月"),
        (45657, "yyyy.m.d", "2024.12.31"),
        (45657, 'yyyy"年底前"', "2024年底前"),
        (0.95, "0%", "95%"),
        (0.956, "0.00%", "95.60%"),
        (-0.05, "0.0%", "-5.0%"),
        (1234567.891, "#,##0.00", "1,234,567.89"),
        (1234, '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', "1,234.00"),
        (0, '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', "-"),
        (3, "000", "003"),
        (5, '"第"0"项"', "第5项"),
        (12.5, '0.0"万元"', "12.5万元"),
        (-5, "0;(0)", "(5)"),
        (0.125, "0.00", "0.13"),
        (1.5, "0.##", "1.5"),
        (1.5, "[h]:mm", "36:00"),
        (0.1 + 0.2, "General", "0.3"),
        (5, "G/通用格式", "5"),
    ],
)
def test_a_number_is_read_as_its_format_shows_it(number: float, code: str, text: str) -> None:
    assert shown(float(number), repr(number), code) == text


@pytest.mark.parametrize(("from_1904", "due"), [(True, "2024-12-31"), (False, "2020-12-30")])
def test_days_count_from_the_year_that_the_workbook_names(from_1904: bool, due: str) -> None:
    form = '<numFmts><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/></numFmts>'
    styles = f'{form}<cellXfs><xf/><xf numFmtId="164"/></cellXfs>'
    rows = HEAD + row(3, "1", "建设平台", "省财政厅", cell("D3", "44195", style=1))
    book = '<workbookPr date1904="1"/>' if from_1904 else ""
    (task,) = read(xlsx(rows, styles=styles, book=book)).tasks
    assert task.due is not None
    assert task.due.text == due


def test_truths_errors_days_in_words_and_escaped_letters() -> None:
    head = row(1, "序号", "工作任务", "牵头单位", "完成时限", "是否完成", "得分")
    rows = head + row(
        2, "1", '<c r="B2" t="inlineStr"><is><t>建设_x4E00_流平台</t></is></c>', "省财政厅",
        cell("D2", "2024-12-31T00:00:00", "d"), cell("E2", "1", "b"), cell("F2", "#DIV/0!", "e"),
    )  # fmt: skip
    document = read(xlsx(rows))
    (task,) = document.tasks
    assert (task.text, task.due and task.due.text) == ("建设一流平台", "2024年12月31日")
    assert [(detail.name, detail.text) for detail in task.details] == [("是否完成", "TRUE"), ("得分", "#DIV/0!")]
    assert [doubt.where for doubt in doubts(document, "cell_errors")] == ["任务 row 2"]


@pytest.mark.parametrize(
    ("formula", "code", "words"),
    [
        ("ROW()-2", "formula_worked_out", "2"),
        ("A3+1", "formula_worked_out", "2"),
        ("COUNTA($B$3:B4)", "formula_worked_out", "2"),
        ("SUBTOTAL(103,B$3:B4)", "formula_worked_out", "2"),
        ("MAX(A$3:A3)+1", "formula_worked_out", "2"),
        ('1&amp;"-"&amp;2', "formula_worked_out", "1-2"),
        ('CONCATENATE("第",ROW(B2),"项")', "formula_worked_out", "第2项"),
        ("A4", "formula_without_value", "=A4"),
        ("VLOOKUP(B4,X:Y,2,0)", "formula_without_value", "=VLOOKUP(B4,X:Y,2,0)"),
        ("((((((((((((((1))))))))))))))", "formula_without_value", "=((((((((((((((1))))))))))))))"),
        ("", "formula_without_value", "=…"),
    ],
)
def test_a_formula_without_a_value_loses_no_row(formula: str, code: str, words: str) -> None:
    second = row(4, cell("A4", "", formula=formula), "清理收费", "省民政厅")
    document = read(xlsx(HEAD + row(3, cell("A3", "1"), "建设平台", "省财政厅") + second))
    assert [task.leads for task in document.tasks] == [("省财政厅",), ("省民政厅",)]
    assert [(doubt.values["cell"], doubt.values["words"]) for doubt in doubts(document, code)] == [("A4", words)]


def test_a_formula_that_gives_no_words_is_an_empty_cell() -> None:
    rows = HEAD + row(3, "1", "建设平台", "省财政厅", cell("D3", "", "str", formula='IF(1,"","")'))
    document = read(xlsx(rows))
    assert document.tasks[0].due is None
    assert not doubts(document, "formula_without_value")


def test_hidden_rows_and_columns_are_read_and_told_hidden_sheets_left_out() -> None:
    hidden = row(4, "2", "隐藏任务", "省民政厅").replace("<row", '<row hidden="1"')
    columns = '<cols><col min="3" max="4" hidden="1"/></cols>'
    rows = HEAD + row(3, "1", "建设平台", "省财政厅") + hidden + row(5, "3", "督查", "省政府督查室")
    for state in ("hidden", "veryHidden"):
        document = read(xlsx(rows, before=columns, hidden=row(1, "旧任务"), state=state))
        assert [task.text for task in document.tasks] == ["建设平台", "隐藏任务", "督查"]
        told = {doubt.code: (doubt.where, doubt.count, doubt.values) for doubt in document.doubts}
        assert told["hidden_rows"] == ("任务 row 4", 0, {"count": 1, "rows": "4"})
        assert told["hidden_columns"][2] == {"count": 2, "columns": "C、D"}
        assert told["hidden_sheet"] == ("", 3, {"count": 1, "name": "旧"})


def test_rows_that_are_hidden_unless_they_say_otherwise() -> None:
    rows = HEAD.replace("<row", '<row hidden="0"') + row(3, "1", "建设平台", "省财政厅")
    document = read(xlsx(rows, before='<sheetFormatPr zeroHeight="1"/>'))
    assert doubts(document, "hidden_rows")[0].values == {"count": 1, "rows": "3"}


def test_runs_readings_and_what_is_struck_in_shared_strings() -> None:
    strings = (
        "<si><r><t>建设</t></r><r><rPr><strike/></rPr><t>旧</t></r><r><t>平台</t></r>"
        "<rPh sb='0' eb='1'><t>jiàn</t></rPh></si>"
        "<si><t>省废止厅</t></si>"
    )
    styles = "<fonts><font/><font><strike/></font></fonts><cellXfs><xf fontId='0'/><xf fontId='1'/></cellXfs>"
    rows = HEAD + row(3, "1", cell("B3", "0", "s"), "省财政厅") + row(4, "2", "清理收费", cell("C4", "1", "s", style=1))
    document = read(xlsx(rows, strings=strings, styles=styles))
    assert [(task.text, task.leads) for task in document.tasks] == [("建设平台", ("省财政厅",)), ("清理收费", ())]
    assert [(doubt.values["words"], doubt.where, doubt.count) for doubt in doubts(document, "struck")] == [
        ("旧", "任务 row 3", 1),
        ("省废止厅", "任务 row 4", 4),
    ]
    assert [doubt.count for doubt in doubts(document, "ruby")] == [4]


def test_comments_drawn_words_and_heads_of_pages_are_told() -> None:
    comments = (
        f"<comments {SHEET}><authors><author>张三</author></authors><commentList><comment ref='B3' authorId='0'><text>"
        "<r><t>请核实</t></r></text></comment></commentList></comments>"
    )
    runs = "<a:r><a:t>填表</a:t></a:r><a:r><a:t>说明</a:t></a:r>"
    drawing = f"<d xmlns:a='http://schemas.openxmlformats.org/drawingml/2006/main'><a:p>{runs}</a:p><a:blip/></d>"
    parts = {
        "xl/worksheets/_rels/sheet1.xml.rels": related(("comments", "../c.xml"), ("drawing", "../d.xml")),
        "xl/c.xml": comments,
        "xl/d.xml": drawing,
    }
    after = '<headerFooter><oddHeader>&amp;C&amp;"宋体"&amp;14内部资料 第&amp;P页</oddHeader></headerFooter>'
    document = read(xlsx(HEAD + row(3, "1", "建设平台", "省财政厅"), after=after, parts=parts), beside=3 + 4 + 6)
    (comment,) = doubts(document, "comment")
    assert (comment.where, comment.count) == ("任务 row 3", 3)
    assert (comment.values["author"], comment.values["words"]) == ("张三", "请核实")
    assert [(doubt.values["words"], doubt.count) for doubt in doubts(document, "drawn_words")] == [("填表说明", 4)]
    assert doubts(document, "image_ignored")
    assert [doubt.values["words"] for doubt in doubts(document, "page_edges")] == ["内部资料 第 页"]


def test_strict_workbooks_and_other_main_parts_are_read() -> None:
    plain = xlsx(HEAD + row(3, "1", "建设平台", "省财政厅"))
    moved = remade(plain, str, {"xl/": "book/"}, {"_rels/.rels": related(("officeDocument", "/book/workbook.xml"))})
    for data in (remade(plain, strict), moved):
        assert [task.text for task in read(data).tasks] == ["建设平台"]
        assert read_bytes(data, "nameless").source.format == "xlsx"


def test_cells_beyond_the_widest_row_are_counted() -> None:
    rows = HEAD + row(3, "1", "建设平台", "省财政厅", '<c r="ZZ3" t="inlineStr"><is><t>远处</t></is></c>')
    assert [doubt.count for doubt in doubts(read(xlsx(rows)), "cells_left_out")] == [2]


@pytest.mark.parametrize("first", ["sep=;", "SEP=;", '"sep=;"'])
def test_a_line_that_names_the_separator_is_no_row(first: str) -> None:
    document = read_bytes(f"{first}\r\n序号;任务;牵头单位\r\n1;建设园区，扩大开放;省商务厅\r\n".encode(), "任务.csv")
    assert [(task.text, task.leads) for task in document.tasks] == [("建设园区，扩大开放", ("省商务厅",))]
    assert doubts(document, "separator_line")
    assert not doubts(document, "unaccounted")
