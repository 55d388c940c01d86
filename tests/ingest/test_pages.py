"""What sites and collections put around a text, and how the text itself stands on their pages."""

from __future__ import annotations

import pytest

from tui.ingest import read_bytes
from tui.ingest.structure.furniture import is_furniture
from tui.ingest.structure.masthead import iso_date
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
    "政务微博",
    "×",
    "- 发布日期：2021-07-19",
    "索 引 号 成文日期",
    "发文机关 甲省人民政府",
    "标  题 甲省人民政府关于印发方案的通知",
    "标 题： | 甲县人民政府办公室关于印发任务分解表的通知 | ||",
    "发文单位 甲市规划局 效力状态 有效",
    "名称：甲区重点工作安排 文号：",
    "成文日期： 发布日期： 2020-06-04",
    "阅读次数： 来源：甲街道 发布时间：2020-06-04 10:38",
    "[ 索引号 ]",
    "2020-06-04 10:38",
    "第一条 第十一条 第二十一条",
]
WITHIN = [
    "第一章 总则",
    "第一条 为了规范管理，制定本办法。",
    "【责任单位】市教育局",
    "【牵头单位】市教育局、市财政局",
    "| 序号 | 任务 | 责任单位 |",
    "一、发文机关要求",
    "名称应当规范。",
    "时间要求：2021年底前",
    "来源地登记应当齐全。",
    "编辑出版科技期刊。",
    "标题一致。",
]


@pytest.mark.parametrize("line", AROUND)
def test_lines_of_the_page_are_no_part_of_the_text(line: str) -> None:
    assert is_furniture(line)


@pytest.mark.parametrize("line", WITHIN)
def test_lines_of_the_text_stay(line: str) -> None:
    assert not is_furniture(line)


def test_what_stands_below_a_key_in_brackets_is_dropped_with_it() -> None:
    document = text(
        "[ 发布机构 ]",
        "甲县市场监管局",
        "[ 有效性 ]",
        "[ 发布日期 ]",
        "2023-03-31",
        "甲市关于印发应急预案的通知",
        "各区县：",
        "请遵照执行。",
    )
    assert document.title == "甲市关于印发应急预案的通知"
    assert "市场监管" not in "".join(section.text for section in document.sections)


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


def test_a_sentence_that_a_page_end_cut_goes_on_in_the_next_line() -> None:
    document = text(
        "一、压实责任，推进办理工作。各单位要加强领导，明确责任人，由办",
        "公室负责做好督办工作。遇到困难及时报告。",
        "第三条 本办法所称员工，是指由于生产状况等原",
        "因，离开岗位的人员。",
        "二、加强统筹，确保成效",
        "各单位要制定方案，报市政府。",
    )
    assert [section.text for section in document.sections] == [
        "压实责任，推进办理工作。各单位要加强领导，明确责任人，由办公室负责做好督办工作。遇到困难及时报告。",
        "本办法所称员工，是指由于生产状况等原因，离开岗位的人员。",
        "加强统筹，确保成效",
        "各单位要制定方案，报市政府。",
    ]


def test_particulars_tell_the_title_where_the_text_has_none() -> None:
    document = text(
        "标 题： | 甲县人民政府关于印发任务分解表的通知 | ||",
        "发文字号： | 甲政〔2020〕3号 |",
        "各乡镇：",
        "现印发给你们。",
    )
    assert (document.title, document.doc_no) == ("甲县人民政府关于印发任务分解表的通知", "甲政〔2020〕3号")


@pytest.mark.parametrize(
    "line",
    ["第一章 总则第一条 为了规范管理，制定本办法。", "第一章　总　　则　　第一条　为了规范管理，制定本办法。"],
)
def test_a_chapter_runs_into_its_first_article(line: str) -> None:
    document = text("甲市管理办法", line, "第二条 本办法适用于本市。", "第二节 登记第三条 每年登记一次。")
    assert [section.number for section in document.sections if section.number] == [
        "第一章",
        "第一条",
        "第二条",
        "第二节",
        "第三条",
    ]
    assert document.sections[2].text == "为了规范管理，制定本办法。"


def test_particulars_above_the_title_are_dropped_even_with_unknown_keys() -> None:
    document = text(
        "发文标题：甲省税务局关于落实优惠政策的通知",
        "所属行业：文化艺术业",
        "页面功能：",
        "• 加入收藏",
        "甲省税务局关于落实优惠政策的通知",
        "各市税务局：",
        "现就有关事项通知如下。",
    )
    assert [section.kind for section in document.sections] == [Kind.TITLE, Kind.SALUTATION, Kind.PARAGRAPH]


def test_cases_of_a_plan_of_amends() -> None:
    document = text(
        "一、整改任务",
        "问题一：重视不够。",
        "责任单位：各市党委、政府",
        "督导单位：省环保厅",
        "整改目标：提高站位。",
        "整改时限：2018年底前",
        "整改措施：",
        "1.加强学习培训。",
        "2.严格考核问责。",
        "问题二：建设滞后。",
        "整改时限：2019年6月底",
        "责任单位：甲市党委、政府",
    )
    assert [(t.text, t.leads, t.due and t.due.text) for t in document.tasks] == [
        ("问题一：重视不够。", ("各市党委、政府",), "2018年底前"),
        ("问题二：建设滞后。", ("甲市党委、政府",), "2019年6月底"),
    ]


def test_a_signature_with_a_seal_of_another_body() -> None:
    document = text(
        "各市知识产权局：", "现印发给你们。", "联席会议办公室", "（省知识产权局代章）", "2021年12月27日", "年度推进计划"
    )
    kinds = [section.kind for section in document.sections]
    assert kinds[2:] == [Kind.SIGNATURE, Kind.SIGNATURE, Kind.DATE, Kind.TITLE]
    assert document.issuer == "联席会议办公室"


def test_marks_of_markdown_around_numbers() -> None:
    document = text(
        "**甲市措施**",
        "**一、稳就业**",
        "**1. 扩大招聘。**（市人社局负责）",
        "2\\. 加强培训。（市教育局负责）",
        "> 附则",
    )
    assert [(task.no, task.text) for task in document.tasks] == [("1", "扩大招聘。"), ("2", "加强培训。")]
    assert document.sections[-1].text == "附则"
