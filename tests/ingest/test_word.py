"""Word files: what they hold beside plain words is read at its place, or left out and counted."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest

from tui.ingest import read_bytes
from tui.model.document import Document, Doubt

from .dumb_counter import dumb_count
from .made_office import WORD, cell, definition, docx, p, package, related, remade, run, strict, table

TITLE = p("某省人民政府关于推进某项工作的实施意见")


def read(*body: str, parts: dict[str, str] | None = None, **more: str) -> Document:
    """A Word file of a title, two headings and this body; every text node of its parts must be accounted for."""
    data = docx(TITLE, p("一、总体要求"), p("坚持稳中求进。"), p("二、重点任务"), *body, parts=parts, **more)
    document = read_bytes(data, "file.docx")
    assert document.characters is not None
    assert document.characters.source == dumb_count(data, "file.docx")
    assert not [doubt for doubt in document.doubts if doubt.code == "unaccounted"]
    return document


def doubts(document: Document, code: str) -> list[Doubt]:
    return [doubt for doubt in document.doubts if doubt.code == code]


def counted(document: Document, code: str) -> int:
    return sum(doubt.count for doubt in doubts(document, code))


def last(document: Document) -> str:
    return document.sections[-1].text


def looked(text: str, look: str) -> str:
    return f"<w:r><w:rPr>{look}</w:rPr><w:t>{text}</w:t></w:r>"


def math(inner: str) -> str:
    return f"<m:oMath>{inner}</m:oMath>"


def m(text: str) -> str:
    return f"<m:r><m:t>{text}</m:t></m:r>"


def part(name: str, text: str) -> str:
    return f"<m:{name}>{m(text)}</m:{name}>"


SUM = "<m:naryPr><m:chr m:val='∑'/></m:naryPr>"


@pytest.mark.parametrize(
    ("equation", "text"),
    [
        (m("≥95%"), "≥95%"),
        (f"<m:f>{part('num', 'a+b')}{part('den', '2')}</m:f>", "(a+b)/2"),
        (f"<m:sSup>{part('e', 'km')}{part('sup', '2')}</m:sSup>", "km²"),
        (f"<m:sSub>{part('e', 'CO')}{part('sub', '2')}</m:sSub>", "CO₂"),
        (f"<m:sSup>{part('e', 'x')}{part('sup', 'a+b+c')}</m:sSup>", "x^(a+b+c)"),
        (f"<m:rad><m:deg/>{part('e', '2')}</m:rad>", "√2"),
        (f"<m:d><m:dPr><m:begChr m:val='['/><m:endChr m:val=']'/></m:dPr>{part('e', '1,2')}</m:d>", "[1,2]"),
        (f"<m:nary>{SUM}{part('sub', 'i=1')}{part('sup', 'n')}{part('e', 'x')}</m:nary>", "∑_(i=1)ⁿx"),
    ],
)
def test_equations_are_text_where_they_stand(equation: str, text: str) -> None:
    document = read(p(run("（一）提高覆盖率。覆盖率") + math(equation) + run("。（牵头单位：省卫生健康委）")))
    assert document.tasks[-1].text == f"提高覆盖率。覆盖率{text}。"
    assert document.tasks[-1].leads == ("省卫生健康委",)


@pytest.mark.parametrize("kind", ["footnote", "endnote"])
def test_a_note_is_read_behind_the_paragraph_of_its_mark(kind: str) -> None:
    line = f'<w:{kind} w:id="-1" w:type="separator"><w:p/></w:{kind}>'
    notes = f'{line}<w:{kind} w:id="2">{p("指国务院的各项措施。")}</w:{kind}>'
    marked = run("（一）推进改革。落实各项措施") + f'<w:r><w:{kind}Reference w:id="2"/></w:r>' + run("。")
    document = read(p(marked), p("（二）优化环境。"), parts={f"word/{kind}s.xml": wrapped(f"{kind}s", notes)})
    assert [section.text for section in document.sections[-3:]] == [
        "推进改革。落实各项措施。",
        "［注1］指国务院的各项措施。",
        "优化环境。",
    ]
    assert document.sections[-2].parent == document.sections[-3].id


def wrapped(name: str, inner: str) -> str:
    return f"<w:{name} {WORD}>{inner}</w:{name}>"


def test_a_note_marked_in_a_table_comes_behind_it_and_one_without_words_is_told() -> None:
    marked = "<w:r><w:footnoteReference w:id='2'/></w:r><w:r><w:footnoteReference w:id='7'/></w:r>"
    rows = table(
        [cell("序号"), cell("任务"), cell("牵头单位")], [cell("1"), cell(run("建设园区") + marked), cell("省财政厅")]
    )
    notes = {"word/footnotes.xml": wrapped("footnotes", f'<w:footnote w:id="2">{p("含产业园。")}</w:footnote>')}
    document = read(rows, parts=notes)
    assert (document.tasks[-1].text, document.tasks[-1].leads) == ("建设园区", ("省财政厅",))
    assert last(document) == "［注1］含产业园。"
    assert [doubt.where for doubt in doubts(document, "note_missing")] == ["table 1 row 2"]


HIDDEN = {
    "by the run": looked("（内部掌握）", "<w:vanish/>"),
    "by a style": looked("（内部掌握）", "<w:rStyle w:val='secret'/>"),
    "by a style that is based on it": looked("（内部掌握）", "<w:rStyle w:val='inner'/>"),
}
STYLES = (
    "<w:style w:type='character' w:styleId='secret'><w:rPr><w:vanish/></w:rPr></w:style>"
    "<w:style w:type='character' w:styleId='inner'><w:basedOn w:val='secret'/></w:style>"
    "<w:style w:type='paragraph' w:styleId='gone'><w:rPr><w:strike/></w:rPr></w:style>"
)


@pytest.mark.parametrize("kind", HIDDEN)
def test_hidden_text_is_left_out_and_counted(kind: str) -> None:
    document = read(p(run("（一）公开内容。") + HIDDEN[kind]), styles=STYLES)
    assert last(document) == "公开内容。"
    assert counted(document, "hidden_text") == 6


def test_what_turns_a_style_off_is_shown() -> None:
    shown = looked("（公开）", "<w:rStyle w:val='secret'/><w:vanish w:val='0'/>")
    assert last(read(p(run("（一）公开内容。") + shown), styles=STYLES)) == "公开内容。（公开）"


@pytest.mark.parametrize(
    "struck",
    [
        p(looked("（二）旧的内容。（牵头单位：省废止厅）", "<w:strike/>")),
        p(looked("（二）旧的内容。（牵头单位：省废止厅）", "<w:dstrike w:val='true'/>")),
        p("（二）旧的内容。（牵头单位：省废止厅）", style="gone"),
    ],
)
def test_struck_text_is_asked_about_and_no_task(struck: str) -> None:
    document = read(p("（一）新的内容。（牵头单位：省财政厅）"), struck, styles=STYLES)
    assert [task.leads for task in document.tasks] == [("省财政厅",)]
    (doubt,) = doubts(document, "struck")
    assert (doubt.values["words"], doubt.count) == ("（二）旧的内容。（牵头单位：省废止厅）", 19)


def test_one_struck_body_of_two_is_no_body() -> None:
    words = run("（一）建设园区。（牵头单位：") + looked("省财政厅、", "<w:strike/>") + run("省商务厅）")
    assert [task.leads for task in read(p(words)).tasks] == [("省商务厅",)]


def test_a_struck_cell_does_not_take_from_the_row_above() -> None:
    struck = f"<w:tc><w:tcPr/>{p(looked('省废止厅', '<w:strike/>'))}</w:tc>"
    row_gone = [f"<w:tc><w:tcPr/>{p(looked(words, '<w:strike/>'))}</w:tc>" for words in ("3", "旧任务", "省废止厅")]
    head = [cell("序号"), cell("任务"), cell("牵头单位")]
    rows = table(head, [cell("1"), cell("建设园区"), cell("省财政厅")], [cell("2"), cell("清理收费"), struck], row_gone)
    document = read(rows)
    assert [(task.text, task.leads) for task in document.tasks] == [("建设园区", ("省财政厅",)), ("清理收费", ())]


def test_struck_paragraphs_count_in_a_list_though_they_are_left_out() -> None:
    document = read(
        p("建设园区", 7), p(looked("旧的内容", "<w:strike/>"), 7), p("优化环境", 7),
        numbering=definition(7, ("chineseCounting", "（%1）")),
    )  # fmt: skip
    assert [section.number for section in document.sections[-2:]] == ["（一）", "（三）"]


@pytest.mark.parametrize("mark", ["<w:del w:id='1'/>", "<w:moveFrom w:id='1'/>", "<w:vanish/>"])
def test_paragraphs_whose_mark_is_gone_are_one(mark: str) -> None:
    first = f"<w:p><w:pPr><w:rPr>{mark}</w:rPr></w:pPr>{run('（一）前半句，')}</w:p>"
    document = read(first, p("后半句。（牵头单位：省水利厅）"))
    assert [(task.text, task.leads) for task in document.tasks] == [("前半句，后半句。", ("省水利厅",))]


def test_the_mark_deleted_before_a_table_parts_nothing() -> None:
    first = f"<w:p><w:pPr><w:rPr><w:del w:id='1'/></w:rPr></w:pPr>{run('（一）分工如下')}</w:p>"
    rows = table([cell("序号"), cell("任务"), cell("牵头单位")], [cell("1"), cell("建设园区"), cell("省财政厅")])
    document = read(first, rows)
    assert last(document) == "分工如下"
    assert [task.text for task in document.tasks] == ["建设园区"]


def test_moved_and_deleted_words_are_read_once_and_counted() -> None:
    moved = f"<w:moveFrom>{run('先行')}</w:moveFrom>{run('建设')}<w:moveTo>{run('先行')}</w:moveTo>"
    gone = "<w:del><w:r><w:delText>撤销</w:delText></w:r></w:del>"
    row_gone = f"<w:tr><w:trPr><w:del w:id='3'/></w:trPr>{cell('2')}{cell('旧任务')}{cell('省废止厅')}</w:tr>"
    rows = table([cell("序号"), cell("任务"), cell("牵头单位")], [cell("1"), cell("建设园区"), cell("省财政厅")])
    document = read(p(moved + gone), rows.replace("</w:tbl>", f"{row_gone}</w:tbl>"))
    assert last(document) == "建设先行"
    assert counted(document, "revisions") == 2 + 2 + 8
    assert [task.text for task in document.tasks] == ["建设园区"]


def test_readings_above_characters_are_left_out() -> None:
    ruby = "<w:r><w:ruby><w:rubyPr/><w:rt>{}</w:rt><w:rubyBase>{}</w:rubyBase></w:ruby></w:r>"
    document = read(p(run("（一）读音。（牵头单位：省") + ruby.format(run("cái"), run("财")) + run("政厅）")))
    assert document.tasks[-1].leads == ("省财政厅",)
    assert counted(document, "ruby") == 3


def field(code: str, result: str = "") -> str:
    shown = f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run(result)}' if result else ""
    begin, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "end"))
    return f"{begin}<w:r><w:instrText>{code}</w:instrText></w:r>{shown}{end}"


@pytest.mark.parametrize(
    ("code", "result", "text"),
    [
        (" REF _a \\h ", "附件2", "详见附件2。"),
        (r"eq \o\ac(○,1)", "", "详见1。"),
        (r'EQ \* jc2 \* "Font:宋体" \* hps10 \o\ad(\s\up 9(cái),财)', "", "详见财。"),
        (r"EQ \f(1,2)", "", "详见1/2。"),
        ("PAGE", "", "详见。"),
    ],
)
def test_a_field_is_read_as_what_it_shows(code: str, result: str, text: str) -> None:
    assert last(read(p(run("详见") + field(code, result) + run("。")))) == text


@pytest.mark.parametrize(
    ("font", "code", "char"),
    [("Wingdings", "F0FE", "☑"), ("Wingdings", "F081", "①"), ("Symbol", "F0B3", "≥"), ("Any", "F041", "\uf041"),
     ("Any", "2265", "≥"), ("Any", "zz", "")],
)  # fmt: skip
def test_symbols_are_characters(font: str, code: str, char: str) -> None:
    document = read(p(run("达到") + f'<w:r><w:sym w:font="{font}" w:char="{code}"/></w:r>' + run("95%")))
    assert last(document) == f"达到{char}95%"


def test_pictures_objects_charts_and_ornaments_are_counted_by_kind() -> None:
    old = '<w:r><w:pict><v:shape><v:imagedata r:id="a"/></v:shape></w:pict></w:r>'
    thing = (
        '<w:r><w:object><v:shape><v:imagedata r:id="b"/></v:shape><o:OLEObject ProgID="Equation.3"/></w:object></w:r>'
    )
    chart = '<w:r><w:drawing><c:chart r:id="c"/></w:drawing></w:r>'
    ornament = '<w:r><w:pict><v:shape><v:textpath string="机密"/></v:shape></w:pict></w:r>'
    shape = "<w:r><w:drawing><a:p><a:r><a:t>示意图</a:t></a:r></a:p></w:drawing></w:r>"
    document = read(p(run("如下。") + old + thing + chart + ornament + shape))
    told = {doubt.code: doubt.values for doubt in document.doubts}
    assert told["image_ignored"] == {"count": 1}
    assert told["embedded"] == {"count": 1, "kind": "Equation.3"}
    assert told["drawings"] == {"count": 1, "kind": "chart"}
    assert told["word_art"] == {"count": 1, "words": "机密"}
    assert counted(document, "drawn_words") == 3


def test_a_text_box_said_in_two_ways_is_counted_once() -> None:
    box = f"<w:txbxContent>{p('文本框里的文字')}</w:txbxContent>"
    for first in (f"<wps:x>{box}</wps:x>", ""):
        ways = f"<mc:Choice>{first}</mc:Choice><mc:Fallback>{box}</mc:Fallback>"
        document = read(p(f"<w:r><mc:AlternateContent>{ways}</mc:AlternateContent></w:r>"))
        assert [section.text for section in document.sections[-2:]] == ["重点任务", "文本框里的文字"]


def test_a_table_in_a_cell_is_words_of_that_cell() -> None:
    inner = table([cell("子项甲"), cell("省水利厅")], [cell("子项乙"), cell("省林业厅")])
    holder = f"<w:tc><w:tcPr/>{p('建设平台')}{inner}{p('按期完成')}</w:tc>"
    head, last_row = [cell("序号"), cell("任务"), cell("牵头单位")], [cell("2"), cell("清理收费"), cell("省发展改革委")]
    rows = table(head, [cell("1"), holder, cell("省财政厅")], last_row)
    document = read(rows)
    assert [(task.text, task.leads) for task in document.tasks] == [
        ("建设平台 子项甲 省水利厅 子项乙 省林业厅 按期完成", ("省财政厅",)),
        ("清理收费", ("省发展改革委",)),
    ]
    assert [doubt.where for doubt in doubts(document, "nested_table")] == ["table 1 row 2"]


def test_comments_are_told_each_with_author_place_and_words() -> None:
    comments = "".join(
        f'<w:comment w:id="{at}" w:author="{author}">{p(words)}</w:comment>'
        for at, author, words in ((1, "张三", "是否由我局牵头？"), (2, "李四", "同意。"))
    )
    mark = '<w:commentRangeStart w:id="1"/>' + run("（一）建设园区。") + '<w:r><w:commentReference w:id="1"/></w:r>'
    document = read(p(mark), parts={"word/comments.xml": wrapped("comments", comments)})
    assert last(document) == "建设园区。"
    told = [
        (each.values["author"], each.values["words"], each.where, each.count) for each in doubts(document, "comment")
    ]
    assert told == [("张三", "是否由我局牵头？", "paragraph 5", 8), ("李四", "同意。", "", 3)]


def test_heads_and_feet_of_pages_are_left_out_and_quoted() -> None:
    document = read(
        p("（一）建设园区。"),
        parts={
            "word/header1.xml": wrapped("hdr", p("某省人民政府公报")),
            "word/footer1.xml": wrapped("ftr", p("共3页")),
        },
    )
    assert {str(doubt.values["words"]) for doubt in doubts(document, "page_edges")} == {"某省人民政府公报", "共3页"}


def test_a_cell_that_is_merged_away_is_told_with_its_words() -> None:
    rows = table(
        [cell("序号"), cell("任务"), cell("牵头单位")],
        [cell("1"), cell("建设园区"), cell("省财政厅", merge="restart")],
        [cell("2"), cell("优化环境"), cell("省遗留厅", merge="continue")],
    )
    document = read(rows)
    assert [task.leads for task in document.tasks] == [("省财政厅",)] * 2
    assert [(doubt.values["words"], doubt.where) for doubt in doubts(document, "cells_covered")] == [
        ("省遗留厅", "table 1 row 3")
    ]


def test_the_main_part_is_found_by_its_relation() -> None:
    body = f"<w:document {WORD}><w:body>{TITLE}{p('一、加快建设')}</w:body></w:document>"
    data = package({"_rels/.rels": related(("officeDocument", "office/text1.xml")), "office/text1.xml": body})
    assert [section.text for section in read_bytes(data, "a.docx").sections][1:] == ["加快建设"]
    assert read_bytes(data, "nameless").source.format == "docx"


def test_strict_open_xml_is_read() -> None:
    data = docx(TITLE, p(run("一、覆盖率") + math(m("≥95%"))))
    assert read_bytes(remade(data, strict), "a.docx").sections[-1].text == "覆盖率≥95%"


def test_a_file_within_the_file_is_read_where_it_stands() -> None:
    inner = docx(p("（一）建设园区。（牵头单位：省财政厅）"))
    chunk = '<w:altChunk r:id="c"/>'
    whole = docx(TITLE, p("一、任务"), chunk, p("二、保障"), parts={})
    data = BytesIO(whole)
    with zipfile.ZipFile(data, "a") as file:
        file.writestr("word/chunk.docx", inner)
        file.writestr("word/_rels/document.xml.rels", related(("aFChunk", "chunk.docx")).replace('"r1"', '"c"'))
    document = read_bytes(data.getvalue(), "a.docx")
    assert [section.id for section in document.sections][1:] == ["一", "一/（一）", "二"]
    assert [task.leads for task in document.tasks] == [("省财政厅",)]
    assert doubts(document, "chunk_read")
    lost = read_bytes(docx(TITLE, p("一、任务"), chunk), "a.docx")
    assert doubts(lost, "chunk_unread")
