"""OpenDocument texts: as they are printed, and all that is left out said and counted."""

from __future__ import annotations

import pytest

from tui.ingest import read_bytes
from tui.model.document import Document, Doubt
from tui.model.errors import Invalid

from .made_odt import cell, h, items, levels, odt, p, span, style, table
from .made_office import package
from .test_conservation import check

TITLE = p("某县关于建设产业园区的实施方案")
CHINESE = levels("L", ("一, 二, 三, ...", "", "、"), ("一, 二, 三, ...", "（", "）"), ("1", "", "."))


def read(*body: str, automatic: str = "", common: str = "", edges: str = "", meta: str = "") -> Document:
    """Read a text, and hold it against the dumb counter."""
    data = odt(TITLE, *body, automatic=automatic, common=common, edges=edges, meta=meta)
    document = read_bytes(data, "方案.odt")
    check(document, data, "方案.odt")
    return document


def printed(document: Document) -> list[str]:
    return [section.label + section.text for section in document.sections[1:]]


def told(document: Document, code: str) -> list[Doubt]:
    return [doubt for doubt in document.doubts if doubt.code == code]


def test_lists_are_numbered_as_they_are_printed() -> None:
    note = "（县财政局牵头，县教育局配合）"
    document = read(
        items(p("主要任务"), items(p(f"修路。{note}")) + p("另起一段。"), more='text:style-name="L" xml:id="one"'),
        p("其间的一段。"),
        items(items(p(f"架桥。{note}"), p("")), more='text:style-name="L" text:continue-list="one"'),
        items(p("保障措施"), more='text:style-name="L" text:continue-numbering="true"'),
        items(p("新的开头"), more='text:style-name="L"'),
        automatic=CHINESE,
    )
    lines = printed(document)
    assert lines[0] == "一、主要任务"
    assert [line for line in lines if line.startswith("（")] == [f"（一）修路。{note}", f"（二）架桥。{note}"]
    assert {"二、保障措施", "一、新的开头"} <= set(lines)
    assert [(task.leads, task.participants) for task in document.tasks] == [(("县财政局",), ("县教育局",))] * 2


def test_headings_are_numbered_by_the_outline_and_patterns_are_followed() -> None:
    outline = levels("Outline", ("1", "第", "章 "), ("1", "", ""), tag="outline")
    newer = CHINESE.replace('text:level="1"', 'text:level="1" style:num-list-format="第%1%条"')
    document = read(
        h("总则"), p("总的说明。"), h("目标", 2), p("说明目标。"),
        h("附则", 1, 'text:is-list-header="true"'), h("任务"),
        items(p("为了规范。"), more='text:style-name="L"'),
        automatic=newer, common=outline,
    )  # fmt: skip
    assert {"第1章 总则", "1.1 目标", "附则", "第2章 任务", "第一条 为了规范。"} <= set(printed(document))


def test_tables_have_merged_cells_and_those_of_one_column_are_frames() -> None:
    covered = "<table:covered-table-cell/>"
    document = read(
        table(
            [cell("任务分工表", more='table:number-columns-spanned="3"'), covered, covered],
            ["序号", "工作任务", "责任单位"],
            ["1", "修路", cell("县交通局", more='table:number-rows-spanned="2"')],
            ["2", "架桥", covered],
        ),
        table([cell(p("框里的话。"), table(["序号", "工作任务", "责任单位"], ["3", "种树", "县林业局"]))]),
    )
    assert [(task.no, task.text, task.leads) for task in document.tasks] == [
        ("1", "修路", ("县交通局",)), ("2", "架桥", ("县交通局",)), ("3", "种树", ("县林业局",)),
    ]  # fmt: skip
    assert document.tasks[1].origin.where == "table 1 row 4"
    assert "框里的话。" in printed(document)


def test_what_was_deleted_hidden_struck_out_or_said_beside_is_counted() -> None:
    when = "<office:change-info><dc:creator>张三</dc:creator><dc:date>2024-01-01</dc:date></office:change-info>"
    region = f"<text:changed-region><text:deletion>{when}{p('删去的话')}</text:deletion></text:changed-region>"
    note = "<text:note><text:note-citation>1</text:note-citation><text:note-body>{}</text:note-body></text:note>"
    said = f"<office:annotation><dc:creator>李四</dc:creator>{p('请核')}</office:annotation>"
    frame = "<draw:frame><draw:image/><svg:title>图名</svg:title></draw:frame>"
    box = f"<draw:frame><draw:text-box>{p('框中的话。')}</draw:text-box></draw:frame>"
    shape = f"<draw:custom-shape><svg:desc>形状</svg:desc>{p('形中的话。')}</draw:custom-shape>"
    ruby = "<text:ruby><text:ruby-base>财</text:ruby-base><text:ruby-text>cái</text:ruby-text></text:ruby>"
    listed = f"<text:index-body><text:index-title>{p('目录')}</text:index-title>{p('一、修路 1')}</text:index-body>"
    made = "<text:index-title-template>目录</text:index-title-template>"
    made = f"<text:table-of-content-source>{made}</text:table-of-content-source>"
    document = read(
        f"<text:tracked-changes>{region}</text:tracked-changes>",
        f"<text:table-of-content>{made}{listed}</text:table-of-content>",
        p(f"修{span('S', '不')}路<text:s text:c='2'/>{said}{note.format(p('注中的话。'))}{frame}"),
        p(f"市{ruby}政局10{span('up', '4')}平方米{box}{span('H', '藏')}"),
        p("全段都划去", "gone"),
        shape,
        f"<text:section text:display='none'>{p('整节隐藏')}</text:section>",
        f"<text:section>{p('可见的一节。')}</text:section>",
        automatic=style("S", 'style:text-line-through-style="solid"') + style("H", 'text:display="none"')
        + style("up", 'style:text-position="super 58%"') + style("gone", "", "paragraph", "base"),
        common=style("base", 'style:text-line-through-type="double"', "paragraph"),
        edges=f"<style:header>{p('内部资料')}</style:header>", meta="<dc:creator>王五</dc:creator>",
    )  # fmt: skip
    assert printed(document) == [
        "修路  ", "［注1］注中的话。", "市财政局10⁴平方米", "框中的话。", "形中的话。", "可见的一节。",
    ]  # fmt: skip
    words = {doubt.code: doubt.values.get("words") for doubt in document.doubts}
    assert [doubt.values["words"] for doubt in told(document, "struck")] == ["不", "全段都划去"]
    assert words["comment"] == "请核"
    assert words["page_edges"] == "内部资料"
    counts = {code: sum(doubt.count for doubt in told(document, code)) for code in words}
    assert counts["revisions"] == len("张三2024-01-01删去的话")
    assert counts["hidden_text"] == len("藏整节隐藏")
    assert counts["contents"] == len("目录目录一、修路1")
    assert counts["drawn_words"] == len("图名形状")
    assert {"image_ignored", "text_boxes", "ruby", "file_properties"} <= set(counts)


def test_a_note_in_a_table_stands_behind_it() -> None:
    note = f"<text:note-citation>a</text:note-citation><text:note-body>{p('说明。')}</text:note-body>"
    note = f"<text:note>{note}</text:note>"
    document = read(table(["工作任务", "责任单位"], [cell(p(f"修路{note}")), "县交通局"]), p("完。"))
    assert [task.text for task in document.tasks] == ["修路"]
    assert printed(document) == ["［注a］说明。", "完。"]


def test_what_is_damaged_protected_or_has_no_end_is_refused() -> None:
    deep = "<text:section>" * 300 + p("话") + "</text:section>" * 300
    wide = table([cell("修路", more='table:number-columns-repeated="99999"')] * 300, *[["架桥", "种树"]] * 6000)
    locked = "<manifest><encryption-data/></manifest>"
    parts = {"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<a/>"}
    for data, code in (
        (odt(deep), "broken_file"),
        (odt(wide), "too_many_cells"),
        (package(parts), "broken_file"),
        (package({**parts, "META-INF/manifest.xml": locked}), "encrypted_file"),
    ):
        with pytest.raises(Invalid) as refused:
            read_bytes(data, "a.odt")
        assert refused.value.code == code
    inline = "<text:span>" * 240 + "一、修路。（县交通局牵头）" + "</text:span>" * 240
    assert read(p(inline)).tasks[0].leads == ("县交通局",)
    assert read(items(p("修路"), more='text:style-name="none"'), "<text:list>" * 240 + "</text:list>" * 240)
