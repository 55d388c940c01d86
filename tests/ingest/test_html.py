"""Web pages: where the body is, and task tables with merged cells of every make."""

from __future__ import annotations

import pytest

from tui.ingest import read_bytes
from tui.model.document import Document

pytest.importorskip("lxml")

BODY = """<p>为做好工作，制定本方案，请各地各部门认真落实。</p><p>　　一、发展产业</p>
<p>（一）建设园区。加快建设，扩大投资。</p><p>（二）培育企业。培育龙头，完善服务。</p>"""
AROUND = """<html><body><div class=nav><a>首页</a><a>公开</a></div><script>var a='一、假'</script>
<table><tr><td>发文字号：</td><td>某政发〔2020〕1号</td></tr></table>
<table><tr><td><div>{inside}</div></td></tr></table><div>版权所有</div></body></html>"""


def page(inside: str) -> Document:
    return read_bytes(AROUND.format(inside=BODY + inside).encode(), "page.html")


def table(*lines: str) -> str:
    """A table of lines whose cells stand between bars."""
    cells = ("".join(f"<td>{cell}</td>" for cell in line.split("|")) for line in lines)
    return f"<table>{''.join(f'<tr>{row}</tr>' for row in cells)}</table>"


def rows(inside: str) -> list[tuple[object, ...]]:
    tasks = page(inside).tasks
    return [(t.no, t.text, list(t.leads), list(t.participants), t.due and t.due.text, t.inherited) for t in tasks]


def test_the_body_is_found_and_the_rest_left_out() -> None:
    document = page("")
    assert [s.id for s in document.sections] == ["¶1", "一", "一/（一）", "一/（二）"]
    assert document.doc_no == "某政发〔2020〕1号"
    assert document.sections[1].label == "　　一、"


def test_merged_cells_and_a_header_of_two_rows() -> None:
    merged = """<table><tr><th colspan=6>任务分工表</th></tr>
    <tr><td rowspan=2>序号</td><td rowspan=2>重点任务</td><td rowspan=2>工作措施</td><td colspan=2>责任分工</td>
    <td rowspan=2>完成时限</td></tr><tr><td>牵头单位</td><td>责任单位</td></tr>
    <tr><td>1</td><td rowspan=2>发展产业</td><td>建设园区</td><td rowspan=2>省发展<br>改革委</td>
    <td>省财政厅<br>省商务厅</td><td rowspan=2>2020年底前</td></tr>
    <tr><td>2</td><td>培育龙头</td><td></td></tr>
    <tr><td colspan=6>二、其他</td></tr>
    <tr><td>3</td><td>改善服务</td><td>完善服务</td><td>省民政厅</td><td>—</td><td>持续</td></tr></table>"""
    assert rows(merged) == [
        ("1", "建设园区", ["省发展改革委"], ["省财政厅", "省商务厅"], "2020年底前", ()),
        ("2", "培育龙头", ["省发展改革委"], [], "2020年底前", ("leads", "due")),
        ("3", "完善服务", ["省民政厅"], [], "持续", ()),
    ]


def test_roles_told_in_the_header_or_in_the_cell() -> None:
    first = table("编号|改革事项|责任部门（列第一位的为牵头部门）", "1|建设园区|省财政厅、省商务厅")
    marked = table(
        "序号|任务|责任单位", "1|建设园区|省财政厅（牵头）、省商务厅", "2|培育企业|牵头：省商务厅；配合：省科技厅"
    )
    assert rows(first) == [("1", "建设园区", ["省财政厅"], ["省商务厅"], None, ())]
    assert rows(marked) == [
        ("1", "建设园区", ["省财政厅"], ["省商务厅"], None, ()),
        ("2", "培育企业", ["省商务厅"], ["省科技厅"], None, ()),
    ]


@pytest.mark.parametrize(
    ("names", "leads", "participants"),
    [
        ("重点任务|牵头部门|参加部门", ["甲局"], ["乙局"]),
        ("主 要 任 务|牵头单位|责任单位", ["甲局"], ["乙局"]),
        ("改革举措|指导部门|备注", ["甲局"], []),
        ("工作内容|负责部门|配合单位", ["甲局"], ["乙局"]),
        ("整改措施|责任单位|完成时限", ["甲局"], []),
        ("工作事项|责任单位|协办单位", ["甲局"], ["乙局"]),
        ("工作任务|牵头单位及责任人|成果形式", ["甲局"], []),
    ],
)
def test_columns_of_any_name(names: str, leads: list[str], participants: list[str]) -> None:
    assert [row[1:4] for row in rows(table(names, "建设园区|甲局|乙局"))] == [("建设园区", leads, participants)]


def test_a_table_that_goes_on_without_its_header() -> None:
    pages = table("序号|任务|牵头单位", "1|建设园区|省财政厅") + table("2|培育企业|省商务厅")
    assert [row[:3] for row in rows(pages)] == [("1", "建设园区", ["省财政厅"]), ("2", "培育企业", ["省商务厅"])]


@pytest.mark.parametrize(
    "other",
    [
        table("职务|姓名|单位", "组长|张三|省政府"),
        table("指标|2020年", "产值|1"),
        "<p>成立由省财政厅牵头的专班，各部门配合。</p>",
    ],
)
def test_other_tables_and_prose_give_no_task(other: str) -> None:
    document = page(other)
    assert document.tasks == ()
    assert document.sections[-1].id.startswith("一/（二）/¶")


def test_broken_pages_end_in_a_document() -> None:
    broken = f"<!DOCTYPE html><div><p>{BODY}<td rowspan=9999 colspan=x>甲<table><tr><td>".encode()
    assert read_bytes(broken, "page").source.format == "html"


def test_a_line_break_inside_a_note_breaks_nothing() -> None:
    (task,) = page("<p>（三）完善标准。（省财政厅牵头，省科技厅、<br/>省商务厅等部门配合）</p>").tasks
    assert (task.text, task.leads, task.participants) == ("完善标准。", ("省财政厅",), ("省科技厅", "省商务厅"))


def test_a_title_that_stands_above_the_body() -> None:
    rows = "<tr><td>关于印发某县产业园区实施方案的通知</td></tr><tr><td>来源：县政府</td></tr>"
    document = read_bytes(f"<table>{rows}<tr><td>{BODY}</td></tr></table>".encode(), "a.html")
    assert document.title == "关于印发某县产业园区实施方案的通知"


def test_numbers_that_a_browser_draws() -> None:
    items = "<li>建设基地。（责任单位：县财政局）</li><li>修路。（责任单位：县交通局）</li>"
    tasks = page(f"<p>三、其他</p><ol start=4>{items}</ol>").tasks
    assert [(task.no, task.text) for task in tasks] == [("4", "建设基地。"), ("5", "修路。")]
