"""Task tables of any column names and order: what each column holds, and which tables assign nothing."""

from __future__ import annotations

import pytest

from tui.ingest import read_bytes
from tui.ingest.tables.columns import Role, role_of
from tui.model.document import Document

HEAD = (
    "某市人民政府办公室关于印发重点工作分工方案的通知\n现印发给你们，请认真贯彻落实。\n2020年3月5日\n附件\n任务分工表\n"
)


def read(*rows: str) -> Document:
    """A document whose annex is a table of these rows, their cells between bars."""
    return read_bytes((HEAD + "\n".join(row.replace("|", "\t") for row in rows)).encode(), "a.txt")


def tasks(*rows: str) -> list[tuple[object, ...]]:
    return [(t.no, t.text, list(t.leads), list(t.participants), t.due and t.due.text) for t in read(*rows).tasks]


@pytest.mark.parametrize(
    ("names", "role"),
    [
        ("序号 序　号 编号 任务编号", Role.NUMBER),
        ("主要任务 工作举措 改革事项 目标任务 项目名称 主　要　任　务", Role.TASK),
        ("主要内容 工作要求", Role.DETAIL),
        ("牵头部门 主办单位 指导部门 第一责任单位 牵头单位（责任领导） 牵头单位及责任人", Role.LEAD),
        ("责任单位 负责部门 承办单位 承担单位 落实单位 责任分工 职责分工 部门 责任主体", Role.DUTY),
        ("参加部门 参与单位 配合单位 协办单位 会办单位 成员单位 协同部门", Role.PART),
        ("完成时限 时间进度 时限要求 完成时间", Role.DUE),
        ("姓名 职务 联系人 联系电话", Role.PERSON),
        ("牵头领导 责任领导 分管领导 责任人 成果形式 备注 资金来源", Role.OTHER),
    ],
)
def test_what_a_column_of_this_name_holds(names: str, role: Role) -> None:
    assert {name: role_of(name) for name in names.split(" ")} == dict.fromkeys(names.split(" "), role)


@pytest.mark.parametrize(
    "rows",
    [
        ["序号|主要任务|负责部门|协办单位|时间进度|成果形式", "1|开展活动|市商务局|市财政局、各县区政府|5月|方案"],
        ["时限要求|牵头领导|参与单位|工作举措|牵头单位|编号", "5月|张三|市财政局、各县区政府|开展活动|市商务局|1"],
        ["序号|目标任务|责任分工|完成时限", "1|开展活动|市商务局牵头，市财政局、各县区政府配合|5月"],
        ["序号|目标任务|责任单位|完成时限", "1|开展活动|市商务局（牵头）、市财政局、各县区政府|5月"],
        ["序号|重点任务|牵头单位|责任单位|完成时间", "1|开展活动|市商务局|市财政局、各县区政府等|5月"],
        ["序号|重点任务|完成时限|主责单位|牵头部门", "1|开展活动|5月|市财政局、各县区政府等|市商务局"],
        ["序号|重点任务|主责单位|配合单位|完成时限", "1|开展活动|市商务局|市财政局、各县区政府|5月"],
    ],
)
def test_the_same_task_in_tables_of_every_make(rows: list[str]) -> None:
    assert tasks(*rows) == [("1", "开展活动", ["市商务局"], ["市财政局", "各县区政府"], "5月")]


def test_responsible_bodies_lead_where_nobody_else_does() -> None:
    assert tasks(
        "重点任务|具体措施|责任单位|完成时限",
        "一、促进消费|1.发放消费券。|市商务局、市财政局|4月",
        "|2.举办购物节。|市文旅局|9月",
    ) == [
        ("1", "发放消费券。", ["市商务局", "市财政局"], [], "4月"),
        ("2", "举办购物节。", ["市文旅局"], [], "9月"),
    ]


@pytest.mark.parametrize(
    "rows",
    [
        ["姓名|职务|单位", "张三|组长|市财政局", "李四|成员|市教育局"],
        ["序号|单位|联系人|电话|工作职责", "1|市财政局|张三|123|负责资金保障"],
        ["序号|项目|地点", "1|步行街改造|城东"],
        ["序号|指标名称|单位|2020年|2025年", "1|地区生产总值|亿元|1000|1500", "2|城镇化率|%|60|65"],
    ],
)
def test_lists_of_persons_and_of_things_assign_nothing(rows: list[str]) -> None:
    document = read(*rows)
    assert document.tasks == ()
    assert "no_task_table" in {doubt.code for doubt in document.doubts}


STACKED = "某县任务分解表"


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (
            "序号 工作任务 牵头单位 配合单位 完成时限 "
            "1 建设园区 县发改局 县财政局 县自然资源局 6月底 2 开展培训 县人社局 持续推进",
            [
                ("1", "建设园区", ["县发改局"], ["县财政局", "县自然资源局"], "6月底"),
                ("2", "开展培训", ["县人社局"], [], "持续推进"),
            ],
        ),
        (
            "重点任务 责任单位 完成时限 "
            "建设园区 县发改局 6月底 完善道路 县交通局、各乡镇 年底前 备注：本表自印发之日起执行。",
            [(None, "建设园区", ["县发改局"], [], "6月底"), (None, "完善道路", ["县交通局", "各乡镇"], [], "年底前")],
        ),
        (
            "序号 工作任务 牵头单位 责任单位 "
            "一、产业发展 1 加快建设园区， 完善配套功能 县发改局 县财政局 二、民生保障 2 建设学校 县教育局 县住建局",
            [
                ("1", "加快建设园区，完善配套功能", ["县发改局"], ["县财政局"], None),
                ("2", "建设学校", ["县教育局"], ["县住建局"], None),
            ],
        ),
    ],
    ids=["cells of several lines or none", "no number", "bands"],
)
def test_a_cell_a_line(lines: str, found: list[tuple[object, ...]]) -> None:
    document = read_bytes("\n".join([STACKED, *lines.split(" ")]).encode(), "a.txt")
    assert [(t.no, t.text, list(t.leads), list(t.participants), t.due and t.due.text) for t in document.tasks] == found


def test_columns_set_apart_by_spaces() -> None:
    lines = [
        "序号  工作任务        牵头单位    责任单位",
        "1     建设产业园区    县发改局    县财政局、县自然资源局",
        "2     培育龙头企业    县工信局    各乡镇",
    ]
    document = read_bytes("\n".join([STACKED, *lines]).encode(), "a.txt")
    assert [(t.no, t.text, t.leads, t.participants) for t in document.tasks] == [
        ("1", "建设产业园区", ("县发改局",), ("县财政局", "县自然资源局")),
        ("2", "培育龙头企业", ("县工信局",), ("各乡镇",)),
    ]


def test_a_sheet_that_names_nothing_is_named_by_its_words() -> None:
    table = "序号,重点任务,责任单位\n1,建设园区并完善配套,市发改委\n2,培育企业,市工信局\n"
    assert read_bytes(table.encode(), "a.csv").id == read_bytes(table.encode(), "b.csv").id == "建设园区并完善配套（2）"


def test_a_numbered_part_of_a_table_is_no_task() -> None:
    rows = ["序号|重点任务|牵头单位|配合单位", "（一）|实施强链工程||", "1|制定图谱|市工信局|市科技局", "二|保障民生||"]
    assert [task[1] for task in tasks(*rows, "2|建设学校|市教育局|")] == ["制定图谱", "建设学校"]


def test_the_same_as_above() -> None:
    document = read("序号|任务|牵头单位|配合单位|时限", "1|修路|县交通局|各乡镇|6月底", "2|架桥|同上|〃|年底")
    assert [(t.leads, t.participants, t.inherited) for t in document.tasks] == [
        (("县交通局",), ("各乡镇",), ()),
        (("县交通局",), ("各乡镇",), ("leads", "participants")),
    ]


def test_a_table_that_goes_on_without_its_header() -> None:
    document = read(
        "序号|任务|牵头单位",
        "1|修路|县交通局",
        "2|架桥|县住建局",
        "（续表）",
        "3|建设学校|县教育局",
        "4|建设医院|县卫健局",
    )
    assert [task.no for task in document.tasks] == ["1", "2", "3", "4"]
