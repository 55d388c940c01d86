"""Tables that a page turned into text leaves as cells on lines of their own, with bars between them."""

from __future__ import annotations

import pytest

from tui.ingest import read_bytes
from tui.model.document import Document

Row = tuple[str | None, str, list[str], list[str], str | None]


def text(*lines: str) -> Document:
    return read_bytes("\n".join(lines).encode(), "test.txt")


def rows(document: Document) -> list[Row]:
    return [(t.no, t.text, list(t.leads), list(t.participants), t.due and t.due.text) for t in document.tasks]


def behind(cells: str) -> list[str]:
    """Every cell with a bar behind it: `任务 |`."""
    return [f"{cell} |" for cell in cells.split("/")]


def between(cells: str) -> list[str]:
    """Every cell on a line, and a bar on a line of its own behind it."""
    return [line for cell in cells.split("/") for line in (cell, "|")]


@pytest.mark.parametrize("printed", [behind, between])
def test_numbered_rows(printed: object) -> None:
    assert callable(printed)
    document = text(
        "某区2025年重点工作清单",
        *printed("序号/重点工作/责任领导/责任单位/完成时限"),
        *printed("1/做优服务，落实专班制度。/张三/招商局、项目办/全年"),
        *printed("2/盘活闲置土地。/李四/规划局/年底前"),
    )
    assert rows(document) == [
        ("1", "做优服务，落实专班制度。", ["招商局", "项目办"], [], "全年"),
        ("2", "盘活闲置土地。", ["规划局"], [], "年底前"),
    ]


def test_numbers_without_a_column_name_below_bands() -> None:
    document = text(
        *between("工作任务/具体要求/责任科室/时限要求"),
        *between("加强清理/1/全面清理文件，公布目录。/办公室/年底前"),
        *between("深化解读/2/做好政策解读。/各科室/持续推进"),
        *between("3/丰富解读形式。/法规科/持续推进"),
        "以上事项请抓好落实。",
    )
    assert rows(document) == [
        ("1", "全面清理文件，公布目录。", ["办公室"], [], "年底前"),
        ("2", "做好政策解读。", ["各科室"], [], "持续推进"),
        ("3", "丰富解读形式。", ["法规科"], [], "持续推进"),
    ]
    assert document.sections[-1].text == "以上事项请抓好落实。"


def test_rows_below_a_first_cell_that_reaches_down_and_bands_filled_up_with_blanks() -> None:
    document = text(
        *behind("工作任务/工作要求/牵头单位/责任单位"),
        "一、推进公开 |",
        "|||",
        *behind("（一）公开规划/1.公开规划纲要。/区发改局/各有关单位"),
        *behind("2.整理历史规划。/区发改局/各有关单位"),
        *behind("（二）公开规则/3.汇集市场规则。/区市场监管局/各镇街"),
    )
    assert rows(document) == [
        ("1", "公开规划纲要。", ["区发改局"], ["各有关单位"], None),
        ("2", "整理历史规划。", ["区发改局"], ["各有关单位"], None),
        ("3", "汇集市场规则。", ["区市场监管局"], ["各镇街"], None),
    ]


def test_bars_in_prose_make_no_table() -> None:
    document = text("某县政府", "首页 |", "公开 |", "一、总则", "做好|做实。", "二、附则", "自印发之日起施行。")
    assert not document.tasks
    assert [section.number for section in document.sections if section.number] == ["一", "二"]


def test_the_name_of_a_column_that_no_row_has_is_kept() -> None:
    document = text("配合单位|备注|整改措施", "市发展改革委|1|", "|6月底|2|印发方案、开展试点|市发展改革委|3.|")
    assert document.characters is not None
    assert "unaccounted" not in {doubt.code for doubt in document.doubts}
    assert "配合单位" in "".join(section.text for section in document.sections)
