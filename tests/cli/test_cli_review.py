"""What a reviewer does from the command line: answer and settle notes, give verdicts, lay a plan against tasks."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Duban, keep

PLAN = (
    "省财政厅关于落实财税政策的实施方案\n一、安排\n（一）财税。2016年6月底前落实财税政策，拨付资金一亿元。\n"
    "二、保障\n加强领导。\n"
)


def test_a_note_is_answered_settled_and_opened_again(duban: Duban) -> None:
    duban("note", "1", "wide enough?")
    (first,) = duban("notes", "--json").json["notes"]
    assert duban("reply", first["id"], "yes").code == 0
    assert duban("resolve", first["id"], "--because", "checked").code == 0
    first, reply = duban("notes", "--json").json["notes"]
    assert (reply["reply_to"], reply["resolved"]) == (first["id"], None)
    assert first["resolved"].keys() == {"by", "at", "because"}
    assert first["resolved"]["because"] == "checked"
    assert duban("tasks", "有:未决批注").code == 1
    assert duban("resolve", first["id"], "--reopen").code == 0
    assert duban("tasks", "有:未决批注").code == 0
    assert duban("reply", "nosuch", "yes").code == 1
    assert duban("reply", first["id"], " ").code == 2
    assert [change["kind"] for change in duban("log", "--json").json["changes"]][-3:] == ["reply", "resolve", "resolve"]


def test_verdicts_are_listed_side_by_side_until_one_is_settled(duban: Duban, home: Path) -> None:
    (home / "report.pdf").write_bytes(b"%PDF")
    assert duban("verdict", "1", "优", "--kind", "third", "--because", "seen", "--evidence", "report.pdf").code == 0
    assert duban("verdict", "1", "fair", "--kind", "self").code == 0
    lines = duban("verdict", "1").out
    assert "third party: excellent" in lines
    assert "not settled" in lines
    assert duban("settle", "1", "good", "--because", "between").code == 0
    (task,) = duban("tasks", "裁定:良", "--json").json["tasks"]
    assert [(each["kind"], each["grade"]) for each in task["verdicts"]] == [("third", "excellent"), ("self", "fair")]
    assert task["verdicts"][0]["evidence"]["name"] == "report.pdf"
    assert (task["settled"]["grade"], task["settled"]["because"]) == ("good", "between")
    assert "agreement 0%" in duban("verdict").out
    assert duban("verdict", "1..3", "good", "--kind", "public").code == 0
    assert duban("settle", "2..3", "good").code == 0
    assert [len(each["verdicts"]) for each in duban("tasks", "裁定:良", "--json").json["tasks"]] == [3, 1, 1]
    duban("undo")
    assert [each["settled"] for each in duban("tasks", "no:2..3", "--json").json["tasks"]] == [None, None]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("verdict", "1", "优"), 2),
        (("verdict", "1", "优", "--kind", "fourth"), 2),
        (("verdict", "1", "splendid", "--kind", "self"), 2),
        (("verdict", "99", "优", "--kind", "self"), 1),
        (("verdict", "1", "优", "--kind", "self", "--evidence", "nothing.pdf"), 3),
        (("settle", "1", "splendid"), 2),
        (("trace", "plan"), 2),
        (("trace", "plan", "--by", "nosuch"), 1),
        (("trace", "plan", "--by", "plan", "--as", "partly"), 2),
        (("trace", "plan", "序号:1", "--by", "plan", "--as", "perhaps"), 2),
    ],
)
def test_what_cannot_be_is_refused(words: tuple[str, ...], code: int, duban: Duban) -> None:
    answer = duban(*words)
    assert answer.code == code
    assert len(answer.err.splitlines()) == 1


def test_a_plan_is_laid_against_the_tasks_of_its_issuer_and_corrected(duban: Duban, home: Path) -> None:
    keep(home, "other")
    (home / "p.txt").write_text(PLAN, encoding="utf-8")
    assert duban("import", "p.txt", "--id", "p").code == 0
    found = duban("trace", "plan", "--by", "p", "--json").json
    assert (found["doc"], found["plan"]) == ("plan", "p")
    assert [task["no"] for task in found["tasks"]] == ["1", "2"]  # the third is another's
    assert [task["state"] for task in found["tasks"]] == ["none", "answered"]
    (answer,) = found["tasks"][1]["answers"]
    assert answer.keys() == {"section", "score", "quote", "lead_agrees", "due"}
    assert (answer["section"], answer["lead_agrees"], answer["due"]["by"]) == ("一/（一）", True, "2016-06-30")
    said = duban("trace", "plan", "序号:1", "--by", "p", "--as", "partly", "--at", "二", "--because", "meant")
    assert said.code == 0
    (first,) = duban("trace", "plan", "序号:1", "--by", "p", "--json").json["tasks"]
    assert (first["state"], first["answers"][0]["section"], first["corrected"]["because"]) == ("partly", "二", "meant")
    table = duban("trace", "plan", "--by", "p").out
    assert "partly answered" in table
    assert "section" in table
    assert "cli." not in table, "a column without a name"
    duban("undo")
    assert duban("trace", "plan", "序号:1", "--by", "p", "--json").json["tasks"][0]["state"] == "none"
