"""Who leads and who helps, told by signs and by 会同; pages in brackets; what an agency writes above a text."""

from __future__ import annotations

import pytest

from tui.ingest import read_bytes
from tui.model.document import HEADINGS, Document

CONTENTS = """某市“十四五”养老服务规划

第一章 总体要求（1）
第一节 指导思想（1）
第二节 基本原则（3）
第二章 主要任务（5）
第一节 扩大供给（5）
第三章 保障措施（12）

第一章 总体要求

第一节 指导思想

全面贯彻落实党的精神。

第二节 基本原则

坚持公益。

第二章 主要任务

第一节 扩大供给

建设一批养老院。（牵头单位：市民政局）

第三章 保障措施

加强领导。
"""


def read(text: str, name: str = "a.txt") -> Document:
    return read_bytes(text.encode(), name)


def roles(document: Document) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    return [(task.leads, task.participants) for task in document.tasks]


def noted(*notes: str, behind: str = "") -> Document:
    """A document of one task for each note."""
    lines = "\n\n".join(f"    {n}.建设第{n}座平台。{note}" for n, note in enumerate(notes, 1))
    return read(f"甲市2024年工作要点\n\n    一、重点任务\n\n{lines}\n\n    {behind}\n")


def test_pages_in_brackets_close_behind_their_headings_are_of_a_contents_page() -> None:
    document = read(CONTENTS)
    headings = [section.id for section in document.sections if section.kind in HEADINGS]
    assert headings == ["第一章", "第一章/第一节", "第一章/第二节", "第二章", "第二章/第一节", "第三章"]
    assert document.tasks[0].basis[0].section == "第二章/第一节"
    assert [doubt.values["count"] for doubt in document.doubts if doubt.code == "contents"] == [6]


def test_headings_that_end_with_a_number_in_brackets_stay_without_a_contents_page() -> None:
    document = read(
        "甲市工作要点\n\n一、建设公园（3）\n\n建好。\n\n二、改造道路（5）\n\n修好。\n\n三、整治河道（7）\n\n治好。\n"
    )
    assert [section.id for section in document.sections if section.kind in HEADINGS] == ["一", "二", "三"]


@pytest.mark.parametrize("sign", ["*", "＊", "★", "▲", "●", "√"])
def test_a_sign_that_words_explain_tells_who_leads(sign: str) -> None:
    document = noted(f"（{sign}市甲局、市乙局）", f"（{sign}市丙局负责）", behind=f"注：标{sign}的为牵头单位。")
    assert roles(document) == [(("市甲局",), ("市乙局",)), (("市丙局",), ())]


def test_one_bracket_with_a_sign_that_is_explained_is_enough() -> None:
    assert roles(noted("（市乙局、★市甲局）", behind="（标★的为牵头单位）")) == [(("市甲局",), ("市乙局",))]


def test_several_signs_may_be_explained_together() -> None:
    document = noted("（★市甲局、市乙局）", "（市丁局、▲市戊局）", behind="注：标★▲的为牵头单位。")
    assert roles(document) == [(("市甲局",), ("市乙局",)), (("市戊局",), ("市丁局",))]


def test_a_sign_that_nothing_explains_tells_who_leads_where_others_have_none_and_is_asked_about() -> None:
    document = noted("（*市甲局、市乙局）", "（市丙局*、市丁局、市戊局）")
    assert roles(document) == [(("市甲局",), ("市乙局",)), (("市丙局",), ("市丁局", "市戊局"))]
    assert "bare_notes" in {doubt.code for doubt in document.doubts}


def test_a_sign_that_all_names_carry_tells_nothing_and_is_no_part_of_them() -> None:
    assert roles(noted("（★市甲局、★市乙局）", "（★市丙局、★市丁局）")) == [
        (("市甲局", "市乙局"), ()),
        (("市丙局", "市丁局"), ()),
    ]


@pytest.mark.parametrize(
    ("note", "wanted"),
    [
        ("（责任单位：市林业局会同市财政局）", (("市林业局",), ("市财政局",))),
        ("（牵头单位：市林业局会同市财政局、市水利局）", (("市林业局",), ("市财政局", "市水利局"))),
        ("（市林业局会同市财政局负责）", (("市林业局",), ("市财政局",))),
        ("（市交通局牵头，会同市财政局、市住建局）", (("市交通局",), ("市财政局", "市住建局"))),
        ("（承接单位：市数据局，协作单位：市财政局）", (("市数据局",), ("市财政局",))),
    ],
)
def test_who_acts_with_others_leads_and_they_take_part(note: str, wanted: object) -> None:
    assert roles(noted(note)) == [wanted]


NEWS = [
    "中新社北京3月5日电 近日，中共中央办公厅、国务院办公厅印发《关于推进工作的意见》，全文如下。",
    "新华社北京3月5日电　日前，中共中央办公厅、国务院办公厅印发了《关于推进工作的意见》，并发出通知。",
    "人民网北京3月5日电 （记者 某某）近日，中共中央办公厅、国务院办公厅联合印发《关于推进工作的意见》。",
]


@pytest.mark.parametrize("line", NEWS)
def test_what_an_agency_writes_above_a_document_tells_its_title_and_is_no_part_of_it(line: str) -> None:
    document = read(
        f"{line}\n\n《关于推进工作的意见》全文如下。\n\n一、总体要求\n\n坚持发展。\n\n二、任务\n\n（一）推进。（教育部牵头）\n"
    )
    assert (document.title, document.title_made) == ("关于推进工作的意见", False)
    assert document.issuer == "中共中央办公厅、国务院办公厅"
    assert not any("电" in section.text for section in document.sections)
    assert [doubt.values["count"] for doubt in document.doubts if doubt.code == "furniture"] == [2]


def test_a_title_that_is_printed_goes_before_what_an_agency_tells() -> None:
    document = read(f"{NEWS[0]}\n\n中共中央办公厅 国务院办公厅关于推进工作的意见\n\n一、总体要求\n\n坚持发展。\n")
    assert document.title.replace(" ", "").endswith("国务院办公厅关于推进工作的意见")


def sheet(*rows: str) -> bytes:
    return ("甲市2024年重点任务分工表\n\n" + "\n".join(rows).replace("|", "\t") + "\n").encode()


@pytest.mark.parametrize("head", ["责任单位", "牵头单位", "承办单位", "承接单位"])
def test_who_acts_with_others_leads_in_a_cell_too(head: str) -> None:
    data = sheet(
        f"序号|任务|{head}|完成时限",
        "1|建设平台|市甲局会同市乙局|6月底前",
        "2|改造道路|市丙局会同市丁局、市戊局|9月底前",
    )
    tasks = read_bytes(data, "a.txt").tasks
    assert [(task.leads, task.participants) for task in tasks] == [
        (("市甲局",), ("市乙局",)),
        (("市丙局",), ("市丁局", "市戊局")),
    ]
