"""Responsibility notes: what each form says of leads, participants and deadlines, and what is none."""

from __future__ import annotations

import pytest

from tui.ingest.agencies import split_names
from tui.ingest.notes import find_notes

CASES: list[tuple[str, list[str], list[str], str | None]] = [
    ("（省财政厅牵头，省发展改革委、省教育厅配合）", ["省财政厅"], ["省发展改革委", "省教育厅"], None),
    ("（省科技厅牵头、省教育厅配合）", ["省科技厅"], ["省教育厅"], None),
    ("（由市住建局牵头，各区县政府、市规划局配合）", ["市住建局"], ["各区县政府", "市规划局"], None),
    ("（责任单位：市科委、市教委）", ["市科委", "市教委"], [], None),
    ("(责任单位:市科委，各市、县人民政府)", ["市科委", "各市、县人民政府"], [], None),
    ("（牵头单位：市科委；责任单位：市教委、各区政府）", ["市科委"], ["市教委", "各区政府"], None),
    ("（牵头单位：市教育局 责任单位：市财政局、市人社局）", ["市教育局"], ["市财政局", "市人社局"], None),
    ("（责任单位：市财政局（牵头）、市科技局）", ["市财政局"], ["市科技局"], None),
    ("（牵头领导：张三；牵头单位：市教育局；配合单位：各县区）", ["市教育局"], ["各县区"], None),
    ("（甲市发展改革委负责，2020年底前完成）", ["甲市发展改革委"], [], "2020年底前完成"),
    ("（6月底完成，牵头考核单位：市政府办公室、市公安局）", ["市政府办公室", "市公安局"], [], "6月底完成"),
    (
        "（国家发展改革委、财政部牵头，2018年6月底前完成，持续推进）",
        ["国家发展改革委", "财政部"],
        [],
        "2018年6月底前完成，持续推进",
    ),
    ("（牵头单位：省自然资源厅，配合单位：省水利厅，完成时限：2021年底）", ["省自然资源厅"], ["省水利厅"], "2021年底"),
    ("（适用范围：全省；责任单位：省商务厅；完成时限：长期坚持）", ["省商务厅"], [], "长期坚持"),
    ("（责任单位：市发改委、市财政局。2023年6月底前完成）", ["市发改委", "市财政局"], [], "2023年6月底前完成"),
    ("（省工业和信息化厅、省财政厅按职责分工负责）", ["省工业和信息化厅", "省财政厅"], [], None),
    ("（住房和城乡建设部、自然资源部分别负责）", ["住房和城乡建设部", "自然资源部"], [], None),
    ("（省卫生健康委和省医保局等部门负责）", ["省卫生健康委", "省医保局"], [], None),
    ("（财政部会同国家发展改革委、教育部负责）", ["财政部"], ["国家发展改革委", "教育部"], None),
    ("（省委组织部牵头，省人力资源社会保障厅等16个部门参与）", ["省委组织部"], ["省人力资源社会保障厅"], None),
    ("〔省教育厅牵头，省民政厅参加〕", ["省教育厅"], ["省民政厅"], None),
    ("[责任单位：省教育厅]", ["省教育厅"], [], None),
    ("（责任单位：各县（市、区）人民政府、市住建局）", ["各县（市、区）人民政府", "市住建局"], [], None),
    ("（责任单位：市科委、市教委", ["市科委", "市教委"], [], None),
]
PROSE = [
    "（以下简称牵头单位）",
    "（包括牵头单位自身）",
    "（含责任单位）",
    "（一次性办好）",
    "建立由农业农村部、工业和信息化部牵头的协调机制。",
    "设立专班（由省财政厅牵头），定期会商。",
    "各牵头单位和参加单位要对照任务分工，逐项抓好落实。",
]


@pytest.mark.parametrize(("note", "leads", "participants", "due"), CASES, ids=[case[0] for case in CASES])
def test_a_note_is_read(note: str, leads: list[str], participants: list[str], due: str | None) -> None:
    (found,) = find_notes("推进某项工作。" + note)
    duty = found.duty.settle(first_leads=False)
    assert (list(duty.leads), list(duty.participants), duty.due) == (leads, participants, due)
    assert found.start == len("推进某项工作。")


@pytest.mark.parametrize("text", PROSE)
def test_prose_is_no_note(text: str) -> None:
    assert find_notes(text) == []


def test_several_notes_in_a_paragraph() -> None:
    text = "甲。（省商务厅负责）乙；（省民政厅牵头，省财政厅配合）丙（责任单位：省林业局）。"
    assert [text[note.start : note.end][:4] for note in find_notes(text)] == ["（省商务", "（省民政", "（责任单"]


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("省财政厅、省民政厅，各市人民政府", ["省财政厅", "省民政厅", "各市人民政府"]),
        ("中国（太原）煤炭交易中心、省商务厅", ["中国（太原）煤炭交易中心", "省商务厅"]),
        ("省中小企业局、省科技厅及其他相关厅局", ["省中小企业局", "省科技厅及其他相关厅局"]),
        ("工业和信息化部、人力资源和社会保障部", ["工业和信息化部", "人力资源和社会保障部"]),
        ("省卫生健\n康委\n省教育厅", ["省卫生健康委", "省教育厅"]),
        ("省财政厅 省教育厅", ["省财政厅", "省教育厅"]),
        ("有关行业主管部门", ["有关行业主管部门"]),
        ("各省、自治区、直辖市人民政府", ["各省、自治区、直辖市人民政府"]),
        ("—", []),
        ("\u3000", []),
    ],
)
def test_names_are_split_as_printed(cell: str, names: list[str]) -> None:
    assert list(split_names(cell)) == names
