"""Relatives of kinds of text once read wrongly: the same fault in other words, signs, numerals and layouts."""

from __future__ import annotations

import pytest

from tui.ingest import read_bytes
from tui.model.document import Document

Duties = list[tuple[list[str], list[str]]]

HEAD = ("甲市人民政府办公室关于加强监管的通知", "各县区人民政府：")


def read(*lines: str) -> Document:
    return read_bytes("\n".join(lines).encode(), "test.txt")


def noted(*notes: str, foot: str = "") -> Document:
    """A notice with one article for each of these notes."""
    articles = [f"（{'一二三四五六七八九'[at]}）健全制度。建立巡查制度。{note}" for at, note in enumerate(notes)]
    return read(*HEAD, "一、加强监管", *articles, *filter(None, [foot]))


def duties(document: Document) -> Duties:
    return [(list(task.leads), list(task.participants)) for task in document.tasks]


@pytest.mark.parametrize(
    "foot",
    [
        "注：标★▲的为牵头单位",
        "注：加“★”、“▲”的为牵头单位。",
        "（注：带★或▲号的单位为牵头单位）",
        "备注：★、▲表示牵头单位。",
        "★和▲代表牵头部门，●代表配合部门",
    ],
)
def test_several_signs_mark_who_leads_and_none_stays_in_a_name(foot: str) -> None:
    document = noted(
        "（责任单位：市甲局★、市乙局▲、市丙局）",
        "（★市甲局负责）",
        "（责任单位：市甲局（▲）、市乙局（●））",
        "（市乙局，▲市甲局，2024年6月底前）",
        foot=foot,
    )
    assert duties(document) == [
        (["市甲局", "市乙局"], ["市丙局"]),
        (["市甲局"], []),
        (["市甲局"], ["市乙局"]),
        (["市甲局"], ["市乙局"]),
    ]


@pytest.mark.parametrize("sign", ["*", "＊", "★", "☆", "▲", "△", "#"])
def test_a_sign_that_nothing_explains_sets_its_name_apart(sign: str) -> None:
    document = noted(f"（{sign}市甲局、市乙局）", f"（责任单位：市丙局，市甲局{sign}）", f"（{sign}市甲局负责）")
    assert duties(document) == [(["市甲局"], ["市乙局"]), (["市甲局"], ["市丙局"]), (["市甲局"], [])]
    assert duties(noted(f"（{sign}市甲局、市乙局）")) == [(["市甲局"], ["市乙局"])]


def test_signs_before_labels_and_marks_of_emphasis_set_no_name_apart() -> None:
    document = read(
        *HEAD,
        "一、加强监管",
        "（一）健全制度。建立巡查制度。",
        "★责任单位：市甲局、市乙局",
        "（二）健全制度。建立巡查制度。",
        "**责任单位：**市甲局、市乙局、市丙局、市丁局",
    )
    assert duties(document) == [(["市甲局", "市乙局"], []), (["市甲局", "市乙局", "市丙局", "市丁局"], [])]
    assert duties(noted("（责任单位：市甲局、市乙局，★为牵头单位、▲为配合单位）")) == [(["市甲局", "市乙局"], [])]


@pytest.mark.parametrize(
    ("note", "leads", "participants"),
    [
        ("市甲局会同市乙局督导", ["市甲局"], ["市乙局"]),
        ("市甲局会同市乙局、市丙局督导落实", ["市甲局"], ["市乙局", "市丙局"]),
        ("市甲局会同市乙局对各县区进行督导", ["市甲局"], ["市乙局"]),
        ("市甲局会同市乙局督导，各县区人民政府落实", ["市甲局", "各县区人民政府"], ["市乙局"]),
        ("市甲局会同市乙局指导各县区人民政府实施", ["市甲局", "各县区人民政府"], ["市乙局"]),
        ("市甲局会同市乙局督导检查，各镇人民政府负责实施", ["市甲局", "各镇人民政府"], ["市乙局"]),
        ("市甲局督促指导，各县区人民政府负责", ["市甲局", "各县区人民政府"], []),
        ("市甲局跟踪督导，各县区负责", ["市甲局", "各县区"], []),
        ("市甲局牵头，会同市乙局督导", ["市甲局"], ["市乙局"]),
        ("市甲局督查，各县区负责", ["各县区"], []),
        ("市甲局监督检查，各县区负责", ["各县区"], []),
        ("市甲局会同市乙局督办，各县区负责", ["各县区"], []),
        ("市甲局督促落实，各县区负责", ["各县区"], []),
        ("市甲局督促落实，市乙局配合", ["市甲局"], ["市乙局"]),
    ],
)
def test_who_guides_with_others_and_who_only_watches(note: str, leads: list[str], participants: list[str]) -> None:
    assert duties(noted(f"（{note}）")) == [(leads, participants)]


LISTED = (("一、总体要求", 1), ("（一）指导思想", 1), ("（二）主要目标", 2), ("二、重点任务", 3), ("三、保障措施", 5))
PLAN = (
    "一、总体要求",
    "（一）指导思想",
    "坚持绿色发展。",
    "（二）主要目标",
    "到2025年，绿色建筑占比达到80%。",
    "二、重点任务",
    "加快推广。（牵头单位：市住建局；配合单位：市发改委）",
    "三、保障措施",
    "加强领导。",
)
WIDE = str.maketrans("0123456789", "０１２３４５６７８９")


@pytest.mark.parametrize("head", ["", "目录", "目　次"])
@pytest.mark.parametrize(
    "form",
    [
        "{head}（{page}）",
        "{head} （{page}）",
        "{head}({page})",
        "{head}【{page}】",
        "{head} /{page}",
        "{head}|{page}",
        "{head}{page}",
        "{head}",
        "{head}……{numeral}",
        "{page}  {head}",
    ],
)
def test_contents_pages_with_other_marks_or_none(form: str, head: str) -> None:
    entries = [form.format(head=words, page=page, numeral="〇一二三四五"[page]) for words, page in LISTED]
    plain = read("乙市绿色建筑行动方案", *PLAN)
    for lines in (entries, [line.translate(WIDE) for line in entries]):
        document = read("乙市绿色建筑行动方案", *filter(None, [head]), *lines, *PLAN)
        assert [section.id for section in document.sections] == [section.id for section in plain.sections]
        assert [task.id for task in document.tasks] == ["二#1"]
        assert "contents" in [doubt.code for doubt in document.doubts]


def test_entries_stand_side_by_side_or_name_an_annex() -> None:
    body = ("第一章 发展环境", "成就显著。", "第二章 总体要求", "坚持发展。", "附件1", "任务表")
    pages = (
        ("第一章 发展环境（1） 第二章 总体要求（3）",),
        ("第一章 发展环境 （1）", "第二章 总体要求 （3）", "附件1 任务表 （5）", "后记 （7）"),
    )
    for page in pages:
        document = read("甲省规划纲要", "目录", *page, *body)
        assert [section.number for section in document.sections if section.number] == ["第一章", "第二章", "附件1"]


def test_items_that_end_with_a_number_in_brackets_are_no_contents() -> None:
    document = read("乙市工作要点", "一、重点任务", "（一）加快推广（1）", "（二）加快建设（2）", "（三）加快管理（3）")
    assert len(document.sections) == 5
