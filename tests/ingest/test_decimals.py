"""Arabic numbers that could be mistaken: before a year, and 1, 1.1, 1.1.1 one below the other."""

from __future__ import annotations

import pytest

from tui.ingest import read_bytes
from tui.model.document import Document, Kind


def text(*lines: str) -> Document:
    return read_bytes("\n".join(lines).encode(), "test.txt")


def test_numbers_before_a_year_or_a_month() -> None:
    document = text("一、措施", "1.2019年底前修订清单。", "2.9月底前完成清理。", "3.5亿元资金及时到位。")
    assert [section.number for section in document.sections if section.number] == ["一", "1", "2"]


def test_decimal_numbers_with_bare_ones_above() -> None:
    document = text(
        "甲市应急预案",
        "1　总则",
        "1.1　编制目的",
        "为做好应急工作，制定本预案。",
        "2　组织体系",
        "2.1　指挥机构",
        "2.1.1　市指挥部",
        "市政府成立指挥部。",
        "2.2　成员单位",
        "成员单位各负其责。",
        "3个县参照执行。",
    )
    assert [s.id for s in document.sections if s.number] == ["1", "1/1.1", "2", "2/2.1", "2/2.1/2.1.1", "2/2.2"]
    assert [s.kind for s in document.sections if s.number] == [
        Kind.SECTION,
        Kind.ARTICLE,
        Kind.SECTION,
        Kind.ARTICLE,
        Kind.ARTICLE,
        Kind.ARTICLE,
    ]


def test_numbers_inside_a_paragraph_name_the_tasks_between_notes() -> None:
    document = text(
        "一、改革",
        "1.深化改革。（1）推行一照一码。（市工商局负责）（2）推进全程电子化。（市工商局牵头）规范窗口。（市政务办负责）",
    )
    assert [(task.no, task.text) for task in document.tasks] == [
        ("1", "深化改革。（1）推行一照一码。"),
        ("（2）", "推进全程电子化。"),
        ("1", "规范窗口。"),
    ]


def test_a_bare_number_behind_a_full_line_begins_something_new() -> None:
    full = "各成员单位按照职责做好应对工作，市公安局负责维护现场秩序、侦办案件。"
    document = text(
        "甲市应急预案",
        "1　总则",
        *(f"1.{no}　{full[:33]}" for no in range(1, 9)),
        "1.9　职责",
        full,
        "2　监测",
        "2.1　平台",
    )
    assert [section.number for section in document.sections if section.number][-2:] == ["2", "2.1"]


@pytest.mark.parametrize(
    "lines", [("1.5G网络。", "2.新能源。"), ("１．5G网络。", "２．新能源。"), ("1．5G网络。", "2．新能源。")]
)
def test_items_count_whatever_the_width_of_their_digits(lines: tuple[str, str]) -> None:
    document = text("一、措施", *lines)
    assert [section.kind for section in document.sections if section.number][1:] == [Kind.ITEM, Kind.ITEM]


@pytest.mark.parametrize(
    "lines",
    [
        ("1.1个中心建设。", "2.2条廊道建设。", "3.3个园区。"),
        ("1.1号工程。", "2.2号工程。", "3.3号线。"),
        ("1．1条主线。", "2．2大平台。", "3．3类主体。"),
    ],
)
def test_items_whose_words_count_as_their_numbers_do(lines: tuple[str, ...]) -> None:
    document = text("甲市方案", "一、工程", *lines)
    assert [section.id for section in document.sections if section.number][1:] == ["一/1", "一/2", "一/3"]


@pytest.mark.parametrize(
    ("lines", "numbers"),
    [
        (("1.1目的", "1.2依据", "2.1机构", "2.2职责"), ["1.1", "1.2", "2.1", "2.2"]),
        (("1.总则", "概述。", "2.1机构", "2.2人员"), ["1", "2.1", "2.2"]),
        (("1.总则", "1.1项目管理", "1.2公共服务", "1.3平台建设", "2.组织", "2.1人员"), None),
        (("1.总则", "1.1年度目标", "1.2个人信息", "1.3名称", "2.组织", "2.1家庭医生"), None),
    ],
)
def test_decimals_stay_decimals_and_words_that_begin_as_units_are_headings(
    lines: tuple[str, ...], numbers: list[str] | None
) -> None:
    document = text("甲市方案", "一、要求", *(part for line in lines for part in (line, "好。")))
    found = [section.number for section in document.sections if section.number][1:]
    assert found == (numbers or ["1", "1.1", "1.2", "1.3", "2", "2.1"])
    for amount in ("1.2万人参加。", "1.5公里以上。", "2.3平方米。", "1.6个百分点。", "3.5人次。", "1.4项任务。"):
        sections = text("甲市方案", "一、要求", amount).sections
        assert [section.number for section in sections if section.number] == ["一"]
