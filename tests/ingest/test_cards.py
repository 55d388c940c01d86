"""Cards: lines under labels below a task, in any order, on lines of their own or run together on one."""

from __future__ import annotations

import pytest

from tui.ingest import read_bytes
from tui.model.document import Document

Told = tuple[str | None, str, list[str], list[str], str | None, dict[str, str]]


def read(*lines: str) -> Document:
    return read_bytes("\n".join(("某市2024年民生实事清单", "一、民生实事", *lines)).encode(), "test.txt")


def told(document: Document) -> list[Told]:
    return [
        (
            task.no,
            task.text,
            list(task.leads),
            list(task.participants),
            task.due.by if task.due else None,
            {detail.name: detail.text for detail in task.details},
        )
        for task in document.tasks
    ]


def test_labels_that_are_on_no_list_belong_to_their_card() -> None:
    document = read(
        "1.建设公园。",
        "建设规模：10公顷",
        "责任单位：市园林局",
        "年度目标：建成开放",
        "责任人：张三",
        "配合单位：市住建局、",
        "市财政局",
        "资金来源：市级财政",
        "及社会资本",
        "完成时限：2024年6月底",
        "2.改造道路。",
        "责任单位：市交通局",
    )
    details = {"建设规模": "10公顷", "年度目标": "建成开放", "责任人": "张三", "资金来源": "市级财政及社会资本"}
    assert told(document) == [
        ("1", "建设公园。", ["市园林局"], ["市住建局", "市财政局"], "2024-06-30", details),
        ("2", "改造道路。", ["市交通局"], [], None, {}),
    ]


def test_a_card_without_a_number_has_its_words_under_a_label() -> None:
    document = read(
        "工作任务：建设公园",
        "牵头单位：市园林局",
        "完成时限：6月底",
        "工作任务：改造道路",
        "工作目标：通车",
        "牵头单位：市交通局",
        "存在问题：征地未完",
        "整改措施：加快征地",
        "责任单位：市资源局",
    )
    assert told(document)[:2] == [
        (None, "建设公园", ["市园林局"], [], "2024-06-30", {}),
        (
            None,
            "改造道路",
            ["市交通局"],
            ["市资源局"],
            None,
            {"工作目标": "通车", "存在问题": "征地未完", "整改措施": "加快征地"},
        ),
    ]


def test_numbered_labels_below_a_heading() -> None:
    document = read("（一）建设公园", "1.责任单位：市园林局", "2.建设内容：绿化", "3.完成时限：6月底", "（二）改造道路")
    assert told(document) == [(None, "建设公园", ["市园林局"], [], "2024-06-30", {"建设内容": "绿化"})]


def test_a_label_goes_on_over_a_numbered_list() -> None:
    document = read(
        "1.建设公园。",
        "责任单位：市园林局",
        "工作措施：（1）选址。",
        "（2）施工。",
        "目标要求：建成开放，",
        "方便群众",
        "完成时限：6月底",
        "问题一：积水严重。",
        "牵头单位：市水务局",
        "整改措施：",
        "1.疏通管网。",
        "2.加强巡查。",
    )
    assert [(task, details) for _, task, _, _, _, details in told(document)] == [
        ("建设公园。", {"工作措施": "（1）选址。（2）施工。", "目标要求": "建成开放，方便群众"}),
        ("问题一：积水严重。", {"整改措施": "1.疏通管网。2.加强巡查。"}),
    ]


def test_tasks_that_print_their_number_as_a_word() -> None:
    document = read(
        "任务1：建设公园", "牵头单位：市园林局", "任务2：改造道路", "牵头单位：市交通局", "进度安排：6月底开工"
    )
    assert [(no, task, due) for no, task, _, _, due, _ in told(document)] == [
        ("1", "建设公园", None),
        ("2", "改造道路", "2024-06-30"),
    ]


def test_items_run_together_on_one_line_are_cut_apart() -> None:
    document = read(
        "进展如下。 1.建设公园。 牵头领导:张三 责任单位:市园林局 配合单位:市住建局 实际完成情况:已建成,绿化完成。"
        " 2.改造道路。 完成时限:市交通局 责任单位:市交通局、市财政局"
    )
    assert told(document) == [
        ("1", "建设公园。", ["市园林局"], ["市住建局"], None, {"牵头领导": "张三", "实际完成情况": "已建成,绿化完成"}),
        ("2", "改造道路。", ["市交通局", "市财政局"], [], None, {"完成时限": "市交通局"}),
    ]
    assert [doubt.values["count"] for doubt in document.doubts if doubt.code == "line_cut"] == [2]


def test_articles_run_together_on_one_line() -> None:
    document = read(
        "进展公示:（一）建设公园。责任单位：市园林局；责任人：张三。（二）改造道路。责任单位：市交通局；进展：推进中。"
    )
    assert told(document) == [
        (None, "建设公园。", ["市园林局"], [], None, {"责任人": "张三"}),
        (None, "改造道路。", ["市交通局"], [], None, {"进展": "推进中"}),
    ]


@pytest.mark.parametrize(
    ("line", "ids", "leads"),
    [
        ("一、监管（一）查。（市甲局负责）（二）改。（市乙局负责）", "一 一/（一） 一/（二）", "市甲局 市乙局"),
        ("一、监管。责任单位：市甲局。二、宣传。责任单位：市乙局。", "一 二", "市甲局 市乙局"),
        ("（一）产业。1.建园。责任单位：市甲局。（二）民生。2.办学。责任单位：市乙局。",
         "（一） （一）/1 （二） （二）/2", "市甲局 市乙局"),
        ("一、产业1.建园 责任单位：市甲局 2.修路 责任单位：市乙局 二、民生1.办学 责任单位：市丙局",
         "一 一/1 一/2 二 二/1", "市甲局 市乙局 市丙局"),
    ],
)  # fmt: skip
def test_a_title_and_items_of_several_depths_on_one_line(line: str, ids: str, leads: str) -> None:
    document = read_bytes(f"甲市人民政府办公室关于加强监管的通知 甲政办发〔2024〕3号 {line}".encode(), "a.txt")
    assert (document.title, document.doc_no) == ("甲市人民政府办公室关于加强监管的通知", "甲政办发〔2024〕3号")
    assert " ".join(section.id for section in document.sections if section.number) == ids
    assert " ".join(name for task in document.tasks for name in task.leads) == leads


def test_who_signs_behind_the_last_item_is_no_deadline() -> None:
    document = read("（一）查。责任单位：市甲局。 （二）改。责任单位：市乙局。 甲市人民政府 2024年3月1日")
    assert [task.due for task in document.tasks] == [None, None]
    assert document.issued == "2024-03-01"


@pytest.mark.parametrize(
    ("note", "leads", "part"),
    [
        ("责任单位：市甲局※ 市乙局", "市甲局", "市乙局"), ("市甲局（主）、市乙局（协）", "市甲局", "市乙局"),
        ("市甲局★ 市乙局★", "市甲局 市乙局", ""), ("市甲局（牵头） 市乙局", "市甲局", "市乙局"),
        ("牵头单位 市甲局 配合单位 市乙局", "市甲局", "市乙局"), ("市甲局*市乙局", "市甲局 市乙局", ""),
    ],
)  # fmt: skip
def test_signs_and_roles_that_blanks_set_apart(note: str, leads: str, part: str) -> None:
    document = read(f"改造道路。（{note}）")
    assert [(" ".join(task.leads), " ".join(task.participants)) for task in document.tasks] == [(leads, part)]


def test_a_sentence_that_counts_is_not_cut() -> None:
    document = read("（一）做好：1.修路；2.架桥；3.建园。责任单位：市交通局。")
    assert [task.text for task in document.tasks] == ["做好：1.修路；2.架桥；3.建园。"]
    assert not any(doubt.code == "line_cut" for doubt in document.doubts)


def test_a_sign_marks_who_leads_where_the_document_says_so() -> None:
    document = read(
        "1.建设公园。（责任单位：市园林局*、市住建局）",
        "2.改造道路。",
        "责任单位：市财政局、市交通局*",
        "注：带*的为牵头单位。",
    )
    assert [(task.leads, task.participants) for task in document.tasks] == [
        (("市园林局",), ("市住建局",)),
        (("市交通局",), ("市财政局",)),
    ]


def test_those_who_hold_an_event_answer_for_no_task() -> None:
    document = read(
        "（一）组织机构",
        "主办单位：市教育局",
        "承办单位：市第一中学",
        "（二）会议安排",
        "时间：2024年3月1日",
        "地点：市政府会议室",
        "参加单位：市财政局、市教育局",
        "主办单位：市政府　承办单位：市政府办公室",
    )
    assert document.tasks == ()
