"""Details on the command line: as JSON, as columns of the CSV, in the filter; and what `import --check` says."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from .conftest import Duban

LEDGER = """甲市2024年重点任务台账

序号\t重点任务\t目标值\t责任单位\t完成情况\t状态
1\t建设平台\t=1+1\t市甲局\t已完成80%\t绿灯
2\t改造道路\t3公里\t市乙局\t\t
"""


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    file = tmp_path / "ledger.txt"
    file.write_text(LEDGER, encoding="utf-8")
    return file


def test_the_reading_as_json_has_details_and_accounts_for_every_character(duban: Duban, ledger: Path) -> None:
    read = duban("import", str(ledger), "--dry-run", "--json").json
    assert read["tasks"][0]["details"] == [
        {"name": "目标值", "text": "=1+1"},
        {"name": "完成情况", "text": "已完成80%"},
        {"name": "状态", "text": "绿灯"},
    ]
    assert read["tasks"][1]["details"] == [{"name": "目标值", "text": "3公里"}]
    counted = read["characters"]
    assert counted["source"] == len("".join(LEDGER.split())) == counted["kept"] + counted["reported"]
    assert counted["reported"] == sum(warning["count"] for warning in read["warnings"])


def test_details_are_columns_of_the_table_that_is_written(duban: Duban, ledger: Path) -> None:
    duban("import", str(ledger), "--id", "ledger")
    (head, *rows) = csv.reader(io.StringIO(duban("tasks", "--doc", "ledger", "--csv", "--lang", "zh").out))
    assert head[-3:] == ["目标值", "完成情况", "状态（原表）"], "a name that we use too says whose it is"
    assert [row[-3:] for row in rows] == [["'=1+1", "已完成80%", "绿灯"], ["3公里", "", ""]]
    assert "| 目标值 | 完成情况 | 状态（原表） |" in duban("tasks", "--doc", "ledger", "--md", "--lang", "zh").out
    assert [task["details"] for task in duban("tasks", "细节:3公里", "--json").json["tasks"]] == [
        [{"name": "目标值", "text": "3公里"}]
    ]


def test_what_to_check_of_a_filled_in_ledger_is_its_progress(duban: Duban, ledger: Path) -> None:
    answer = duban("import", str(ledger), "--check", "--lang", "zh")
    assert answer.code == 1
    assert answer.out == "任务 1 建设平台：“完成情况”写着“已完成80%”，可记为“推进中”并写成批注。\n"
    assert answer.err.splitlines()[0] == "ledger.txt：2 项任务 · 没有需要核对的"
    assert "ledger" not in {document["id"] for document in duban("docs", "--json").json["documents"]}


def test_what_to_check_comes_with_its_place_and_its_count_the_most_harmful_first(duban: Duban, tmp_path: Path) -> None:
    rows = "1\t建设平台\t市甲局\n\t\t市乙局\n合计\t共1项\t\n"
    file = tmp_path / "plan.txt"
    file.write_text(f"甲市工作意见\n坚持改革。\n\n序号\t重点任务\t责任单位\n{rows}", encoding="utf-8")
    answer = duban("import", str(file), "--check", "--lang", "en")
    assert answer.code == 1
    assert answer.out.splitlines() == [
        "line 6: A row of the table has no task of its own; its bodies were added to task 1.",
        "line 7: The row “合计共1项” of the table is not a task and was left out. (5 characters)",
    ]
    assert answer.err == "plan.txt: 1 task · 2 things to check\n"


def test_nothing_to_check_is_said_and_is_no_failure(duban: Duban, tmp_path: Path) -> None:
    file = tmp_path / "plain.txt"
    file.write_text("关于工作的通知\n\n　　一、总体要求\n　　坚持改革，全面推进。\n", encoding="utf-8")
    answer = duban("import", str(file), "--check")
    assert (answer.code, answer.out) == (0, "")
    assert answer.said == "plain.txt: no tasks · nothing to check"
    assert duban("import", str(file), "--check", "--json").json["tasks"] == []


def test_a_file_that_cannot_be_read_is_refused_by_the_check_too(duban: Duban, tmp_path: Path) -> None:
    assert duban("import", str(tmp_path / "none.txt"), "--check").code == 3
