"""What sites and collections put around a text, and how the text itself stands on their pages."""

from __future__ import annotations

import pytest

from tui.ingest import read_bytes
from tui.ingest.masthead import is_furniture, iso_date
from tui.model.document import Document, Kind


def text(*lines: str) -> Document:
    return read_bytes("\n".join(lines).encode(), "test.txt")


AROUND = [
    "首页 > 政务公开 > 政策文件",
    "您的位置：首页 > 通知公告",
    "当前位置:首页>政府公报>2021年第2期",
    "站点首页| 全部资料 | 联系我们",
    "设置| 收藏本页| 首页",
    "作者：某某资料库 时间：2021-03-01 10:00:00",
    "∙【制定机关】甲市人民政府",
    "【时效性】现行有效",
    "文章属性",
    "正文",
    "返 回",
    "索 引 号 成文日期",
    "发文机关 甲省人民政府",
    "标  题 甲省人民政府关于印发方案的通知",
    "第一条 第十一条 第二十一条",
]
WITHIN = [
    "第一章 总则",
    "第一条 为了规范管理，制定本办法。",
    "【责任单位】市教育局",
    "【牵头单位】市教育局、市财政局",
    "| 序号 | 任务 | 责任单位 |",
    "一、发文机关要求",
    "标题一致。",
]


@pytest.mark.parametrize("line", AROUND)
def test_lines_of_the_page_are_no_part_of_the_text(line: str) -> None:
    assert is_furniture(line)


@pytest.mark.parametrize("line", WITHIN)
def test_lines_of_the_text_stay(line: str) -> None:
    assert not is_furniture(line)


@pytest.mark.parametrize("line", ["二OO三年二月十九日", "二○○三年二月十九日", "2003年2月19日", "（2003年2月19日）"])
def test_a_date_is_known_however_its_noughts_are_written(line: str) -> None:
    assert iso_date(line) == "2003-02-19"


def test_a_number_behind_the_title_is_the_number_of_the_document() -> None:
    document = text(
        "甲市人民政府关于印发改革措施（修订版）的通知（甲府〔2019〕31号）", "各县人民政府：", "现印发给你们。"
    )
    assert document.doc_no == "甲府〔2019〕31号"
    assert document.issuer == "甲市人民政府"


def test_a_title_whose_last_word_stands_alone() -> None:
    document = text(
        "甲省人民政府", "关于印发若干政策措施的", "通　知", "甲政〔2015〕4号", "各市人民政府：", "现印发给你们。"
    )
    assert [section.kind for section in document.sections][:3] == [Kind.TITLE] * 3
    assert document.doc_no == "甲政〔2015〕4号"


def test_lines_on_persons_between_the_roles_are_no_words_of_the_task() -> None:
    document = text(
        "一、教育",
        "新建两所学校。",
        "主管领导：张三",
        "责任单位：市教育局",
        "主要责任人：李四",
        "进度安排：6月底前开工；12月底前完成",
        "二、社保",
        "扩大参保面。",
        "责任单位：市人社局",
    )
    first, second = document.tasks
    assert (first.text, first.leads, first.due and first.due.text) == (
        "新建两所学校。",
        ("市教育局",),
        "6月底前开工；12月底前完成",
    )
    assert (second.text, second.leads, second.due) == ("扩大参保面。", ("市人社局",), None)
