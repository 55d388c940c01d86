"""OpenDocument workbooks: sheets as tables, all that is left out said and counted."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from tests.ingest.dumb_counter import dumb_count
from tui.ingest import read
from tui.model.document import Document
from tui.model.errors import Problem

PREFIXES = {"office": "office", "table": "table", "text": "text", "style": "style", "draw": "drawing"}
SPACES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"' for short, long in PREFIXES.items()
)


def cell(words: str, more: str = "") -> str:
    return f"<table:table-cell {more}><text:p>{words}</text:p></table:table-cell>"


def row(*cells: str, more: str = "") -> str:
    held = "".join(each if each.startswith("<") else cell(each) for each in cells)
    return f"<table:table-row {more}>{held}</table:table-row>"


def sheet(*rows: str, name: str = "任务", style: str = "shown") -> str:
    return f'<table:table table:name="{name}" table:style-name="{style}">{"".join(rows)}</table:table>'


def made(*sheets: str) -> bytes:
    hidden = '<style:style style:name="gone"><style:table-properties table:display="false"/></style:style>'
    styles = f"<office:automatic-styles>{hidden}</office:automatic-styles>"
    body = f"<office:body><office:spreadsheet>{''.join(sheets)}</office:spreadsheet></office:body>"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        file.writestr("content.xml", f"<office:document-content {SPACES}>{styles}{body}</office:document-content>")
    return out.getvalue()


def document(data: bytes, tmp_path: Path) -> Document:
    file = tmp_path / "台账.ods"
    file.write_bytes(data)
    return read(file)


HEAD = row("序号", "工作任务", "牵头单位", "完成时限", "完成比例")


def test_a_ledger_comes_in_with_merged_cells_and_details(tmp_path: Path) -> None:
    merged = cell("市民政局", 'table:number-rows-spanned="2"')
    data = made(
        sheet(
            row(cell("2024年重点任务台账", 'table:number-columns-spanned="5"')),
            HEAD,
            row("1", "建设社区<text:s text:c='1'/>食堂", merged, "2024-06-30", "40%"),
            row("2", "建设养老院", "<table:covered-table-cell/>", "2024年12月底前", "10%"),
            row("", more='table:number-rows-repeated="1048000"'),
        )
    )
    found = document(data, tmp_path)
    assert [(task.no, task.leads, str(task.due.by) if task.due else None) for task in found.tasks] == [
        ("1", ("市民政局",), "2024-06-30"),
        ("2", ("市民政局",), "2024-12-31"),
    ]
    assert found.tasks[1].inherited == ("leads",)
    assert [(detail.name, detail.text) for detail in found.tasks[0].details] == [("完成比例", "40%")], "as it is shown"


def test_what_is_hidden_or_beside_is_said_and_counted(tmp_path: Path) -> None:
    note = "<office:annotation><text:p>请核</text:p></office:annotation>"
    noted = f"<table:table-cell>{note}<text:p>修路</text:p></table:table-cell>"
    frame = "<draw:frame><text:p>图中的字</text:p></draw:frame>"
    drawn = f"<table:table-cell>{frame}<text:p>市交通局</text:p></table:table-cell>"
    first = row("1", noted, drawn, "2024年底前", "0")
    points = "<text:list><text:list-item><text:p>架桥</text:p></text:list-item></text:list>"
    listed = f"<table:table-cell>{points}</table:table-cell>"
    second = row("2", listed, "市交通局", "2025年底前", "0", more='table:visibility="collapse"')
    data = made(sheet(HEAD, first, second), sheet(row("草稿内容"), name="草稿", style="gone"))
    found = document(data, tmp_path)
    counted = found.characters
    assert counted is not None
    assert counted.source == dumb_count(data, "台账.ods")
    assert counted.source == counted.kept + counted.reported
    told = {doubt.code: doubt for doubt in found.doubts}
    assert told["drawn_words"].values["words"] == "图中的字"
    assert {"comment", "hidden_rows", "hidden_sheet"} <= set(told)
    assert told["comment"].values["words"] == "请核"
    assert [task.text for task in found.tasks] == ["修路", "架桥"]


def test_a_sheet_that_claims_to_have_no_end_is_bounded(tmp_path: Path) -> None:
    full = cell("重复", 'table:number-columns-repeated="16384"')
    with pytest.raises(Problem) as refused:
        document(made(sheet(*[row(full, more='table:number-rows-repeated="1048576"')] * 50)), tmp_path)
    assert refused.value.exit_code == 3


def test_numbers_that_are_none_are_one(tmp_path: Path) -> None:
    odd = cell("修一条路", f'table:number-columns-repeated="{"9" * 5000}"').replace("条", '条<text:s text:c="٣"/>')
    one = row("1", odd, "市交通局", "2024年底前", "0", more='table:number-rows-repeated="-1"')
    assert document(made(sheet(HEAD, one)), tmp_path).characters is not None


def test_one_that_is_damaged_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Problem) as refused:
        document(made("<table:table"), tmp_path)
    assert refused.value.code == "broken_file"
