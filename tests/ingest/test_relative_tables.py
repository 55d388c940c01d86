"""Relatives of tables and ledgers once read wrongly: other columns, orders, signs, persons and names of files."""

from __future__ import annotations

import pytest

from tui.ingest import read_bytes
from tui.model.document import Document

from .dumb_counter import dumb_count
from .made_office import row, xlsx

TITLE = "甲市2024年重点任务分工表"
Told = tuple[str, list[str], list[str], str | None, dict[str, str]]


def read(*rows: str, title: str | None = TITLE, file: str = "任务.xlsx") -> Document:
    """A workbook of these rows, their cells between bars; every character of it must be accounted for."""
    cells: list[tuple[str, ...]] = [(title,)] if title else []
    cells += [tuple(line.split("|")) for line in rows]
    data = xlsx("".join(row(at, *each) for at, each in enumerate(cells, 1)))
    document = read_bytes(data, file)
    assert document.characters is not None
    assert document.characters.source == dumb_count(data, file)
    assert "unaccounted" not in [doubt.code for doubt in document.doubts]
    return document


def told(*rows: str) -> list[Told]:
    return [
        (
            task.text,
            list(task.leads),
            list(task.participants),
            task.due.by if task.due else None,
            {detail.name: detail.text for detail in task.details},
        )
        for task in read(*rows).tasks
    ]


@pytest.mark.parametrize("task", ["督查事项", "督办内容", "交办事项", "领导批示事项", "会议议定事项", "部署任务"])
def test_what_is_urged_or_decided_is_the_task(task: str) -> None:
    rows = told(f"序号|{task}|督办领导|承办单位|反馈时限", "1|落实会议精神|张三|市甲局|3月底")
    assert rows == [("落实会议精神", ["市甲局"], [], "2024-03-31", {"督办领导": "张三"})]


@pytest.mark.parametrize("helper", ["协助人", "配合人", "协办人员", "督促人", "责任领导"])
def test_a_ledger_of_persons_names_no_bodies(helper: str) -> None:
    rows = told(
        f"序号|工作内容|责任人|{helper}|截止日期", "1|编写方案|张某|王某|9月30日", "2|组织评审|李某|赵某|10月底"
    )
    assert rows == [
        ("编写方案", [], [], "2024-09-30", {"责任人": "张某", helper: "王某"}),
        ("组织评审", [], [], "2024-10-31", {"责任人": "李某", helper: "赵某"}),
    ]


@pytest.mark.parametrize("lead", ["市甲局 张三", "市甲局（张三）", "市甲局\n张三", "张三、市甲局", "市甲局，张三"])
def test_persons_beside_bodies_are_told_apart(lead: str) -> None:
    rows = told("任务|牵头单位及责任人|配合单位|时限", f"做强产业|{lead}|市乙局|6月")
    assert rows == [("做强产业", ["市甲局"], ["市乙局"], "2024-06-30", {"牵头单位及责任人": "张三"})]


def test_bodies_of_other_endings_in_such_a_column_stay() -> None:
    rows = told("任务|责任单位及责任人|时限", "做强产业|甲市中学、市甲局（牵头）|6月")
    assert rows == [("做强产业", ["市甲局"], ["甲市中学"], "2024-06-30", {})]


@pytest.mark.parametrize(
    "rows",
    [
        ("任务|责任单位", "做强产业|★市甲局、市乙局", "改善民生|市丙局、市丁局★"),
        ("任务|责任单位（带★的为牵头单位）", "做强产业|市乙局、市甲局★", "改善民生|市丙局\n★市丁局"),
        ("任务|责任单位", "做强产业|市甲局★、市乙局", "改善民生|▲市丁局、市丙局", "注：标★▲的为牵头单位"),
        ("任务|责任单位", "做强产业|市甲局（*）、市乙局", "改善民生|市丙局，*市丁局"),
    ],
)
def test_signs_in_a_table_mark_who_leads(rows: tuple[str, ...]) -> None:
    duties = [(leads, participants) for _, leads, participants, *_ in told(*rows)]
    assert duties == [(["市甲局"], ["市乙局"]), (["市丁局"], ["市丙局"])]


@pytest.mark.parametrize(
    "names", ["单位|2024年|2025年", "计量单位|目标值|属性", "单位|1-3月|4-6月", "单位|第一季度|全年目标"]
)
def test_measures_years_and_quarters_are_details(names: str) -> None:
    rows = told(f"序号|指标|{names}|牵头部门", "1|研发投入|亿元|3|4|市科技局", "2|森林面积|万亩|45|46|市林业局")
    first, second, third = names.split("|")
    assert rows == [
        ("研发投入", ["市科技局"], [], None, {first: "亿元", second: "3", third: "4"}),
        ("森林面积", ["市林业局"], [], None, {first: "万亩", second: "45", third: "46"}),
    ]


def test_columns_in_any_order() -> None:
    rows = told("牵头单位|目标值|配合单位|完成时限|工作任务|备注|序号", "市甲局|85%|市乙局|6月底|建设平台|重点|1")
    assert rows == [("建设平台", ["市甲局"], ["市乙局"], "2024-06-30", {"目标值": "85%", "备注": "重点"})]


@pytest.mark.parametrize(
    "name",
    ["甲县2024年重点工作台账", "【终版】甲县督查台账2024", "甲县重点任务清单-20240301", "2024年甲县任务分解表（定稿）"],
)
def test_a_sheet_without_a_title_row_is_named_by_its_file(name: str) -> None:
    document = read("序号|重点工作|责任单位|完成时间", "1|做强产业|市甲局|6月", title=None, file=f"{name}.xlsx")
    assert document.title == name
    assert [task.due and task.due.by for task in document.tasks] == ["2024-06-30"]


@pytest.mark.parametrize("measure", ["所", "处", "个", "万亩"])
def test_a_measure_of_one_letter_is_no_body(measure: str) -> None:
    rows = told("指标|单位|目标值|责任单位", f"新增学校|{measure}|3|市教育局")
    assert rows == [("新增学校", ["市教育局"], [], None, {"单位": measure, "目标值": "3"})]


def test_bodies_below_a_bare_name_of_the_column() -> None:
    rows = told("任务|单位|时限", "做强产业|市甲局|6月", "改善民生|各县区|9月")
    assert [leads for _, leads, *_ in rows] == [["市甲局"], ["各县区"]]


@pytest.mark.parametrize("task", ["建议名称", "提案题目", "议案标题", "实事名称", "信访事项", "案由"])
def test_motions_and_petitions_are_tasks(task: str) -> None:
    rows = told(f"编号|{task}|主办单位|会办单位|办理时限", "1|发展产业|市甲局|市乙局|6月")
    assert rows == [("发展产业", ["市甲局"], ["市乙局"], "2024-06-30", {})]


@pytest.mark.parametrize("cell", ["市甲局，6月底", "市甲局 6月底", "市甲局；6月底"])
def test_a_deadline_beside_the_bodies_of_a_cell(cell: str) -> None:
    assert told("任务|责任单位及完成时限", f"做强产业|{cell}") == [("做强产业", ["市甲局"], [], "2024-06-30", {})]


@pytest.mark.parametrize("rule", ["注：列第一位的为牵头单位", "备注：排名第一的单位为牵头单位，下同"])
def test_a_rule_below_a_table_says_who_leads(rule: str) -> None:
    assert told("任务|责任单位", "做强产业|市甲局、市乙局", rule) == [("做强产业", ["市甲局"], ["市乙局"], None, {})]
