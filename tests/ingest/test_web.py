"""Web pages: what does not show, what stands around the text and what holds a table in a table."""

from __future__ import annotations

import pytest

from tui.ingest import read_bytes
from tui.model.document import Document, Doubt
from tui.model.errors import Invalid

from .dumb_counter import dumb_count

pytest.importorskip("lxml")

TEXT = (
    "<p>某省人民政府关于推进工作的实施意见</p>"
    "<p>一、总体要求</p><p>坚持稳中求进，加快发展，改善民生。</p><p>二、重点任务</p>"
)
HEAD = "<tr><td>序号<td>任务<td>牵头单位</tr>"


def read(body: str, name: str = "a.html") -> Document:
    """A page of a title, two headings and this; every character of it must be accounted for."""
    page = f"<html><head><title>某网</title><style>p{{}}</style></head><body>{TEXT}{body}</body></html>"
    document = read_bytes(page.encode(), name)
    assert document.characters is not None
    assert document.characters.source == dumb_count(page.encode(), name)
    assert not doubts(document, "unaccounted")
    return document


def doubts(document: Document, code: str) -> list[Doubt]:
    return [doubt for doubt in document.doubts if doubt.code == code]


def counted(document: Document, code: str) -> int:
    return sum(doubt.count for doubt in doubts(document, code))


def tasks(document: Document) -> list[tuple[str, tuple[str, ...]]]:
    return [(task.text, task.leads) for task in document.tasks]


@pytest.mark.parametrize(
    "hidden",
    [
        '<span style="color:red; display : none">（牵头单位：省秘密厅）</span>',
        "<span hidden>（牵头单位：省秘密厅）</span>",
        '<p style="visibility:hidden">（牵头单位：省秘密厅）</p>',
        '<div style="display:none"><p>（牵头单位：省秘密厅）</p></div>',
    ],
)
def test_what_a_browser_does_not_show_is_left_out_and_counted(hidden: str) -> None:
    document = read(f"<p>（一）公开内容。{hidden}</p>")
    assert document.sections[-1].text == "公开内容。"
    assert not document.tasks
    assert counted(document, "hidden_on_page") == 11


def test_a_page_that_is_hidden_as_a_whole_is_read() -> None:
    page = (
        f'<body><p>甲网</p><div style="display:none">{TEXT}<p>（一）建设园区。（牵头单位：省财政厅）</p></div></body>'
    )
    document = read_bytes(page.encode(), "a.html")
    assert tasks(document) == [("建设园区。", ("省财政厅",))]
    assert doubts(document, "hidden_read")


@pytest.mark.parametrize("tag", ["s", "strike", "del", "span style='text-decoration: line-through'"])
def test_struck_text_is_asked_about_and_no_task(tag: str) -> None:
    end = tag.partition(" ")[0]
    document = read(
        f"<p>（一）新的内容。（牵头单位：省财政厅）</p><p><{tag}>（二）旧的内容。（牵头单位：省废止厅）</{end}></p>"
    )
    assert tasks(document) == [("新的内容。", ("省财政厅",))]
    assert [doubt.values["words"] for doubt in doubts(document, "struck")] == ["（二）旧的内容。（牵头单位：省废止厅）"]


def test_readings_and_small_digits() -> None:
    document = read(
        "<p>（一）省<ruby>财<rp>(</rp><rt>cái</rt><rp>)</rp></ruby>政厅建设10<sup>4</sup>m<sup>2</sup>平台<sup>［注］</sup></p>"
    )
    assert document.sections[-1].text == "省财政厅建设10⁴m²平台［注］"
    assert counted(document, "ruby") == 5


def test_equations_are_text() -> None:
    fraction = "<mfrac><mrow><mi>a</mi><mo>+</mo><mi>b</mi></mrow><mn>2</mn></mfrac>"
    math = f"<math>{fraction}<mo>≥</mo><msup><mi>x</mi><mn>2</mn></msup></math>"
    assert read(f"<p>（一）覆盖率{math}。</p>").sections[-1].text == "覆盖率(a+b)/2≥x²。"


def table(*rows: str) -> str:
    lines = ("".join(f"<td>{cell}</td>" for cell in row.split("|")) for row in rows)
    return f"<table>{''.join(f'<tr>{line}</tr>' for line in lines)}</table>"


def test_a_table_in_a_cell_is_words_of_that_cell() -> None:
    inner = table("子项甲|省水利厅", "子项乙|省林业厅").replace("|", "")
    rows = f"{HEAD}<tr><td>1<td>建设平台{inner}按期完成<td>省财政厅</tr><tr><td>2<td>清理收费<td>省林业局</tr>"
    document = read(f"<table><caption>任务分工表</caption><thead></thead><tbody>{rows}</tbody></table>")
    assert tasks(document) == [
        ("建设平台 子项甲 省水利厅 子项乙 省林业厅 按期完成", ("省财政厅",)),
        ("清理收费", ("省林业局",)),
    ]
    assert [doubt.where for doubt in doubts(document, "nested_table")] == ["table 1 row 2"]
    assert any(section.text == "任务分工表" for section in document.sections)


def test_a_table_for_layout_is_still_seen_through() -> None:
    inner = table("序号|任务|牵头单位", "1|建设平台|省财政厅", "2|清理收费|省民政厅")
    document = read(
        f"<table><tr><td>栏目</td><td><p>任务如下：</p>{inner}</td></tr><tr><td>左</td><td>右</td></tr></table>"
    )
    assert tasks(document) == [("建设平台", ("省财政厅",)), ("清理收费", ("省民政厅",))]


def test_a_struck_cell_and_a_hidden_row() -> None:
    rows = f"{HEAD}<tr><td>1<td>建设<td>省财政厅</tr><tr><td>2<td>清理<td><s>省废止厅</s></tr>"
    document = read(f"<table>{rows}<tr style='display:none'><td>3<td>密件<td>省秘密厅</tr></table>")
    assert tasks(document) == [("建设", ("省财政厅",)), ("清理", ())]
    assert counted(document, "hidden_on_page") == 7


def test_cells_that_reach_to_the_end_of_the_table() -> None:
    rows = f"{HEAD}<tr><td>1<td>建设<td rowspan=0>省财政厅</tr><tr><td>2<td>清理</tr><tr><td>3<td>督查</tr>"
    assert [task.leads for task in read(f"<table>{rows}</table>").tasks] == [("省财政厅",)] * 3


def test_what_stands_around_the_text_is_counted() -> None:
    document = read(
        "<p>（一）建设园区。</p><nav><a>首页</a><a>公开</a></nav><footer>版权所有</footer><script>var a='甲'</script>"
    )
    assert counted(document, "page_around") == 8 + 2


def test_a_page_in_a_form_is_read() -> None:
    page = f"<body><form>{TEXT}<p>（一）建设园区。（牵头单位：省财政厅）</p><button>提交</button></form></body>"
    assert tasks(read_bytes(page.encode(), "a.html")) == [("建设园区。", ("省财政厅",))]


def test_lines_of_preformatted_text_are_paragraphs() -> None:
    document = read("<pre>（一）建设园区。\n（二）优化环境。（牵头单位：省财政厅）</pre>")
    assert [section.id for section in document.sections[-2:]] == ["二/（一）", "二/（二）"]


def test_entries_of_a_list_carry_the_numbers_they_show() -> None:
    document = read(
        "<ol><li>建设基地。（责任单位：县财政局）<li value=5>修路。（责任单位：县交通局）"
        "<li>架桥。（责任单位：县住建局）</ol>"
    )
    assert [task.no for task in document.tasks] == ["1", "5", "6"]


@pytest.mark.parametrize(
    ("page", "code"),
    [
        ("<b>" * 700_000, "too_many_elements"),
        ("<div>" * 3_000 + TEXT, "broken_html"),
        (TEXT + "甲" * 1_600_000, "too_many_letters"),
    ],
    ids=["tags", "depth", "letters"],
)
def test_pages_beyond_all_measure_are_refused(page: str, code: str) -> None:
    with pytest.raises(Invalid) as refused:
        read_bytes(page.encode(), "a.html")
    assert refused.value.code == code


def test_a_page_as_deep_as_pages_get_loses_nothing() -> None:
    document = read(f"{'<div>' * 1000}（一）建设园区。{'</div>' * 1000}<p>（二）优化环境。</p>")
    assert [section.text for section in document.sections[-2:]] == ["建设园区。", "优化环境。"]
