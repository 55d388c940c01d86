"""Word, Excel and comma-separated files: what is printed but not written, merged cells, and what is refused."""

from __future__ import annotations

import io
import zipfile

import pytest

from tui.ingest import read_bytes
from tui.model.document import Document
from tui.model.errors import Invalid

from .made_office import cell, definition, docx, p, package, row, run, table, use, xlsx

SECTION, ARTICLE = ("chineseCounting", "%1、"), ("chineseCountingThousand", "（%2）")


def ids(data: bytes) -> list[str]:
    return [section.id for section in read_bytes(data, "file.docx").sections]


def tasks(document: Document) -> list[tuple[object, ...]]:
    return [
        (t.no, t.text, list(t.leads), list(t.participants), t.due and t.due.text, t.inherited) for t in document.tasks
    ]


def test_automatic_numbers_are_counted_as_printed() -> None:
    data = docx(
        p("总则", 7), p("指导思想。坚持创新。", 7, 1), p("目标任务。加快建设。", 7, 1), p("保障", 7),
        p("加强领导。落实责任。", 7, 1),
        numbering=definition(7, SECTION, ARTICLE),
    )  # fmt: skip
    document = read_bytes(data, "file.docx")
    assert [section.id for section in document.sections] == ["一", "一/（一）", "一/（二）", "二", "二/（一）"]
    assert [section.label for section in document.sections] == ["一、", "（一）", "（二）", "二、", "（一）"]


def test_numbers_come_from_styles_and_what_they_are_based_on() -> None:
    style = (
        '<w:style w:styleId="base"><w:pPr><w:numPr><w:numId w:val="3"/></w:numPr></w:pPr></w:style>'
        '<w:style w:styleId="head"><w:basedOn w:val="base"/></w:style>'
    )
    data = docx(p("总则内容", style="head"), p("没有编号", 0, style="head"), p("附则内容", style="head"),
                numbering=definition(3, ("chineseCounting", "第%1章")), styles=style)  # fmt: skip
    assert ids(data) == ["第一章", "第一章/¶1", "第二章"]


def test_lists_of_one_definition_count_on_unless_one_starts_anew() -> None:
    lists = definition(1, ("chineseCounting", "%1、")) + use(2, 1) + use(3, 1, start=1)
    assert ids(docx(p("第一项内容", 1), p("第二项内容", 2), p("重新开始", 3), numbering=lists)) == ["一", "二", "一~2"]


def test_bullets_print_no_number() -> None:
    assert ids(docx(p("一、总体要求"), p("加快建设园区", 1), numbering=definition(1, ("bullet", "\uf06c")))) == [
        "一",
        "一/¶1",
    ]


def test_merged_cells() -> None:
    data = docx(
        p("某省方案"), p("附件"), p("任务分工表"),
        table(
            [cell("序号"), cell("工作任务"), cell("牵头单位"), cell("配合单位")],
            [cell("一、产业", span=4)],
            [cell("1"), cell("建设园区"), cell("省财政厅", merge="restart"), cell("省商务厅", merge="restart")],
            [cell("2"), cell("培育企业"), cell("", merge="continue"), cell("", merge="continue")],
            [cell("3"), cell("完善服务"), cell("省民政厅"), cell("")],
        ),
    )  # fmt: skip
    assert tasks(read_bytes(data, "file.docx")) == [
        ("1", "建设园区", ["省财政厅"], ["省商务厅"], None, ()),
        ("2", "培育企业", ["省财政厅"], ["省商务厅"], None, ("leads", "participants")),
        ("3", "完善服务", ["省民政厅"], [], None, ()),
    ]


def test_revisions_are_read_as_accepted() -> None:
    deleted = "<w:del><w:r><w:delText>撤销</w:delText></w:r></w:del>"
    words = f"{run('加快')}<w:ins>{run('建设园区')}</w:ins>{deleted}{run('工作')}"
    document = read_bytes(docx(p("一、总体要求"), p(words)), "file.docx")
    assert document.sections[-1].text == "加快建设园区工作"
    assert {doubt.code for doubt in document.doubts} >= {"revisions"}


def test_content_controls_are_seen_through() -> None:
    control = f"<w:sdt><w:sdtPr/><w:sdtContent>{p('二、重点任务')}</w:sdtContent></w:sdt>"
    inline = f"<w:sdt><w:sdtContent>{run('加强领导')}</w:sdtContent></w:sdt>"
    document = read_bytes(docx(p("一、总体要求"), control, p(inline)), "file.docx")
    assert [section.text for section in document.sections] == ["总体要求", "重点任务", "加强领导"]


def test_a_text_box_is_read_once() -> None:
    box = f"<w:txbxContent>{p('文本框里的文字内容')}</w:txbxContent>"
    both = (
        f"<w:r><mc:AlternateContent><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )
    document = read_bytes(docx(p("一、总体要求"), p(both + run("本段"))), "file.docx")
    assert [section.text for section in document.sections] == ["总体要求", "本段", "文本框里的文字内容"]


def test_a_sheet_with_merged_cells_and_dates() -> None:
    dated = '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>'
    data = xlsx(
        row(1, "某省任务分工表")
        + row(2, "序号", "工作任务", "牵头单位", "完成时限")
        + row(3, '<c r="A3"><v>1</v></c>', "建设园区", "省财政厅", '<c r="D3" s="1"><v>44012</v></c>')
        + row(4, '<c r="A4"><v>2.0</v></c>', "培育企业", "", "持续推进")
        + row(5, "二、其他")
        + row(6, "3", "完善服务", "省民政厅"),
        merged="A1:D1 C3:C4 A5:D5",
        styles=dated,
        hidden=row(1, "旧表"),
    )
    document = read_bytes(data, "任务.xlsx")
    assert document.title == "某省任务分工表"
    assert tasks(document) == [
        ("1", "建设园区", ["省财政厅"], [], "2020年6月30日", ()),
        ("2", "培育企业", ["省财政厅"], [], "持续推进", ("leads",)),
        ("3", "完善服务", ["省民政厅"], [], None, ()),
    ]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
def test_comma_separated_values(encoding: str) -> None:
    data = '序号,工作任务,牵头单位\r\n1,"建设园区，扩大开放",省商务厅\r\n2,培育企业,省财政厅\r\n'.encode(encoding)
    assert [found[:3] for found in tasks(read_bytes(data, "任务.csv"))] == [
        ("1", "建设园区，扩大开放", ["省商务厅"]),
        ("2", "培育企业", ["省财政厅"]),
    ]


def zipped(name: str, size: int) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr(zipfile.ZipInfo(name), b" " * size, zipfile.ZIP_DEFLATED)
    return out.getvalue()


ENTITY = '<!DOCTYPE w [<!ENTITY a "一二三">]><w>&a;</w>'


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (package({"word/document.xml": ENTITY}), "a.docx", "broken_file"),
        (package({"word/document.xml": "<w>" * 9000 + "</w>" * 9000}), "a.docx", "broken_file"),
        (package({"word/document.xml": "<w"}), "a.docx", "broken_file"),
        (package({"xl/workbook.xml": "<w/>"}), "a.xlsx", "no_text"),
        (zipped("word/document.xml", 60 * 1024 * 1024), "a.docx", "zip_bomb"),
        (docx(p("总体要求及重点任务"))[:-30], "a.docx", "broken_file"),
        (docx(), "a.docx", "no_text"),
        (package({"a.txt": "一"}), "a.zip", "unknown_format"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), "a.docx", "encrypted_file"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "a.doc", "unknown_format"),
    ],
    ids=lambda each: f"{len(each)} bytes" if isinstance(each, bytes) else each,
)
def test_what_is_damaged_or_hostile_is_refused(data: bytes, name: str, code: str) -> None:
    with pytest.raises(Invalid) as refused:
        read_bytes(data, name)
    assert refused.value.code == code
