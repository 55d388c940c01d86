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
