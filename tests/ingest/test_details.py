"""What else is printed of a task: other columns of its table, other lines of its card, by their printed names."""

from __future__ import annotations

import pytest

from tui.ingest import read_bytes
from tui.model.document import Document

from .made_office import cell, docx, p, row, table, xlsx

HEAD = (
    "某市人民政府办公室关于印发重点工作分工方案的通知\n现印发给你们，请认真贯彻落实。\n2024年3月5日\n附件\n任务分工表\n"
)


def read(*rows: str) -> Document:
    """A document whose annex is a table of these rows, their cells between bars."""
    return read_bytes((HEAD + "\n".join(row.replace("|", "\t") for row in rows)).encode(), "a.txt")


def details(document: Document) -> list[list[tuple[str, str]]]:
    return [[(name, text) for name, text in task.details] for task in document.tasks]


def sheet(*rows: str, name: str = "a.xlsx") -> Document:
    """A workbook of these rows, their cells between bars."""
    lines = (row(at, *line.split("|")) for at, line in enumerate(rows, 1))
    return read_bytes(xlsx("".join(lines)), name)


LEDGER = (
    "序号|任务类别|工作任务|年度目标|主要举措|责任领导|牵头单位|配合单位|责任人|完成时限|完成情况|备注",
    "1|改革|建设平台|覆盖85%|开展试点|王五|市财政局|市民政局、市教育局|赵六|2024年12月底|已完成80%|重点督办",
    "2|民生|改造道路|3公里|分段施工|王五|市住建局|市公安局|钱七|2024年10月底|已完成|/",
)
WHOLE = [
    [
        ("任务类别", "改革"), ("年度目标", "覆盖85%"), ("主要举措", "开展试点"), ("责任领导", "王五"),
        ("责任人", "赵六"), ("完成情况", "已完成80%"), ("备注", "重点督办"),
    ],
    [
        ("任务类别", "民生"), ("年度目标", "3公里"), ("主要举措", "分段施工"), ("责任领导", "王五"),
        ("责任人", "钱七"), ("完成情况", "已完成"), ("备注", "/"),
    ],
]  # fmt: skip


def word(*rows: str) -> Document:
    body = table(*([cell(text) for text in line.split("|")] for line in rows))
    return read_bytes(docx(*(p(line) for line in HEAD.splitlines()), body), "a.docx")


@pytest.mark.parametrize("made", [read, word, sheet], ids=["text", "Word", "Excel"])
def test_a_ledger_of_twelve_columns_comes_in_whole(made: type) -> None:
    document = made(*LEDGER)
    assert details(document) == WHOLE
    assert [(t.no, t.text, t.leads, t.participants, t.due and t.due.by) for t in document.tasks] == [
        ("1", "建设平台", ("市财政局",), ("市民政局", "市教育局"), "2024-12-31"),
        ("2", "改造道路", ("市住建局",), ("市公安局",), "2024-10-31"),
    ]


def test_columns_of_quarters_are_details() -> None:
    assert details(read("序号|工作任务|一季度|二季度|三季度|四季度|责任单位", "1|做强产业|启动||推进|竣工|市甲局")) == [
        [("一季度", "启动"), ("三季度", "推进"), ("四季度", "竣工")]
    ]


def test_the_measure_is_the_task_where_a_problem_stands_beside_it() -> None:
    document = read(
        "序号|存在问题|整改目标|整改措施|责任单位|整改时限", "1|管理不严|问题清零|完善制度|市甲局|2024年6月底"
    )
    assert [task.text for task in document.tasks] == ["完善制度"]
    assert details(document) == [[("存在问题", "管理不严"), ("整改目标", "问题清零")]]


def test_a_problem_is_the_task_where_nothing_says_so_more_clearly() -> None:
    document = read("序号|反馈问题|责任单位|整改时限", "1|管理不严|市甲局|2024年6月底")
    assert [task.text for task in document.tasks] == ["管理不严"]


def test_units_of_measure_are_no_bodies() -> None:
    document = read("序号|指标名称|单位|2025年目标值|属性|牵头部门", "1|城镇化率|%|65|预期性|市住建局")
    assert (document.tasks[0].leads, document.tasks[0].participants) == (("市住建局",), ())
    assert details(document) == [[("单位", "%"), ("2025年目标值", "65"), ("属性", "预期性")]]


def test_bodies_may_stand_in_a_column_that_is_only_called_so() -> None:
    assert read("序号|重点任务|单位|完成时限", "1|建设平台|市甲局|6月底").tasks[0].leads == ("市甲局",)


def test_a_ledger_of_persons_has_tasks_without_bodies() -> None:
    document = read("序号|工作内容|责任人|完成时间", "1|编写方案|张某|9月底", "2|组织评审|李某|10月底")
    assert [(t.text, t.leads, t.participants, t.due and t.due.by) for t in document.tasks] == [
        ("编写方案", (), (), "2024-09-30"),
        ("组织评审", (), (), "2024-10-31"),
    ]
    assert details(document) == [[("责任人", "张某")], [("责任人", "李某")]]


@pytest.mark.parametrize("name", ["督办事项", "督查事项", "交办事项", "工作内容", "监督事项"])
def test_matters_under_supervision_are_tasks(name: str) -> None:
    document = read(f"序号|{name}|责任单位|办结时限|督办单位", "1|落实会议精神|市甲局|3月底|市督查室")
    assert [(t.text, t.leads, t.due and t.due.by) for t in document.tasks] == [
        ("落实会议精神", ("市甲局",), "2024-03-31")
    ]
    assert details(document) == [[("督办单位", "市督查室")]]


@pytest.mark.parametrize("name", ["启动时间", "开工日期", "填报时间", "目前进度"])
def test_not_every_date_is_a_deadline(name: str) -> None:
    document = read(f"序号|重点任务|责任单位|{name}|完成时限", "1|建设平台|市甲局|3月|6月底")
    assert document.tasks[0].due is not None
    assert document.tasks[0].due.text == "6月底"
    assert details(document) == [[(name, "3月")]]


TWO_ROWS = (
    "序号|工作任务|年度目标||责任单位||备注",
    "||2024年|2025年|牵头|配合|",
    "1|建设平台|50%|85%|市甲局|市乙局|甲",
)
TWO_ROWED = [[("年度目标 2024年", "50%"), ("年度目标 2025年", "85%"), ("备注", "甲")]]


def test_a_name_below_a_wider_one_is_told_with_it() -> None:
    document = read(*TWO_ROWS)
    assert details(document) == TWO_ROWED
    assert (document.tasks[0].leads, document.tasks[0].participants) == (("市甲局",), ("市乙局",))


def test_a_merged_header_of_two_rows_reads_the_same() -> None:
    tall = [0, 1, 6]
    first = [cell("序号", merge="restart"), cell("工作任务", merge="restart"), cell("年度目标", 2), cell("责任单位", 2)]
    first.append(cell("备注", merge="restart"))
    second = [
        cell("", merge="continue") if at in tall else cell(text) for at, text in enumerate(TWO_ROWS[1].split("|"))
    ]
    third = [cell(text) for text in TWO_ROWS[2].split("|")]
    document = read_bytes(docx(*(p(line) for line in HEAD.splitlines()), table(first, second, third)), "a.docx")
    assert details(document) == TWO_ROWED


def test_a_column_that_groups_the_rows_stands_for_those_that_are_blank() -> None:
    document = read("领域|重点任务|责任单位", "民生|修路|市甲局", "|建园|市乙局", "产业|招商|市丙局")
    assert details(document) == [[("领域", "民生")], [("领域", "民生")], [("领域", "产业")]]
    assert [(d.values["name"], d.values["count"]) for d in document.doubts if d.code == "detail_inherited"] == [
        ("领域", 1)
    ]


def test_a_blank_remark_stays_blank() -> None:
    document = read("序号|重点任务|责任单位|备注", "1|修路|市甲局|两期", "2|建园|市乙局|")
    assert details(document) == [[("备注", "两期")], []]


def test_a_heading_across_the_table_goes_with_the_tasks_below_it() -> None:
    document = read(
        "序号|重点任务|责任单位",
        "一、民生||",
        "（一）道路||",
        "1|修路|市甲局",
        "（二）公园||",
        "2|建园|市乙局",
        "二、产业||",
        "3|招商|市丙局",
    )
    assert details(document) == [
        [("小标题", "一、民生 › （一）道路")],
        [("小标题", "一、民生 › （二）公园")],
        [("小标题", "二、产业")],
    ]


def test_a_caption_above_the_header_is_kept_as_text() -> None:
    document = read("重点任务分解表（2024）||", "序号|重点任务|责任单位", "1|修路|市甲局")
    assert "重点任务分解表（2024）" in [section.text for section in document.sections]


def test_what_no_field_says_is_told_by_its_column() -> None:
    document = read("序号|重点任务|责任单位", "1|修路|市甲局（联系人张三另行通知，不再变更）、市乙局等")
    (said,) = [doubt for doubt in document.doubts if doubt.code in {"cell_words", "table_frame"} and doubt.count]
    assert "责任单位" in str(said.values)


def test_the_deadline_of_a_cell_of_bodies_is_one() -> None:
    document = read("序号|重点任务|责任分工", "1|修路|市甲局牵头，市乙局配合，2024年6月底前完成")
    assert document.tasks[0].due is not None
    assert document.tasks[0].due.by == "2024-06-30"


CARD = "甲市办公室关于办好实事的通知\n甲政办发〔2024〕1号\n一、实事\n{}\n2.改造道路。\n责任单位：市丁局\n"


@pytest.mark.parametrize(
    "lines",
    [
        "1.建设公园。\n责任单位：市甲局\n年度目标：建成开放\n配合单位：市乙局、市丙局\n完成时限：2024年6月底",
        "1.建设公园。\n年度目标：建成开放\n责任单位：市甲局\n配合单位：市乙局、市丙局\n完成时限：2024年6月底",
        "1.建设公园。\n责任单位：市甲局 配合单位：市乙局、市丙局\n年度目标：\n建成开放\n完成时限：2024年6月底",
        "1.建设公园。\n责任单位：市甲局\n年度目标：建成开放 配合单位：市乙局、市丙局\n完成时限：2024年6月底",
        "1.建设公园。\n【责任单位】市甲局\n【年度目标】建成开放\n【配合单位】市乙局、市丙局\n【完成时限】2024年6月底",
    ],
)
def test_every_line_of_a_card_belongs_to_it(lines: str) -> None:
    document = read_bytes(CARD.format(lines).encode(), "a.txt")
    assert [(t.no, t.text, t.leads, t.participants, t.due and t.due.by) for t in document.tasks] == [
        ("1", "建设公园。", ("市甲局",), ("市乙局", "市丙局"), "2024-06-30"),
        ("2", "改造道路。", ("市丁局",), (), None),
    ]
    assert details(document) == [[("年度目标", "建成开放")], []]


@pytest.mark.parametrize("name", ["责任领导", "投资来源", "成果形式", "联系人", "备注"])
def test_a_line_of_a_card_is_kept_under_its_name(name: str) -> None:
    document = read_bytes(CARD.format(f"1.建设公园。\n责任单位：市甲局\n{name}：某某").encode(), "a.txt")
    assert details(document)[0] == [(name, "某某")]


@pytest.mark.parametrize(
    "line", ["抄送：市委办公室", "附件：任务清单", "任务二：改造河道", "会议强调：要抓好落实（牵头单位：市戊局）"]
)
def test_what_follows_a_card_is_none_of_its_lines(line: str) -> None:
    document = read_bytes(CARD.format(f"1.建设公园。\n责任单位：市甲局\n{line}").encode(), "a.txt")
    assert not any(task.details for task in document.tasks)


def test_a_workbook_without_a_title_row_is_called_after_its_file() -> None:
    rows = ("序号|工作任务|责任单位|完成时限", "1|做强产业|市甲局|6月", "2|改善民生|市乙局|9月")
    named = sheet(*rows, name="甲市2024年重点任务台账.xlsx")
    assert (named.title, named.title_made) == ("甲市2024年重点任务台账", True)
    assert [task.due and task.due.by for task in named.tasks] == ["2024-06-30", "2024-09-30"]
    assert "title_named" in {doubt.code for doubt in named.doubts}
    other = sheet(*rows, name="新建工作表.xlsx")
    assert other.id == named.id, "an office may call its copy as it likes"
    assert "title_made" in {doubt.code for doubt in other.doubts}
