"""Relatives of the kinds of Office files and pages that were once read wrongly: what stands beside, in or over others.

Each is made in memory. Of every one the account must be whole, and nothing may be read twice.
"""

from __future__ import annotations

import pytest

from tui.ingest import read_bytes
from tui.model.document import Document, Doubt
from tui.model.errors import Problem

from .made_office import row, xlsx

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
