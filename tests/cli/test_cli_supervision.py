"""By when and how far, from the command line: deadlines, stages, reports, tags, evidence."""

from __future__ import annotations

import hashlib
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Duban, keep, make_document
from tui.cli import verbs
from tui.cli.call import Call
from tui.cli.verbs import board
from tui.config import Settings
from tui.model.document import Kind, Section
from tui.store.library import Library
from tui.store.private import Private
from tui.workspace import Workspace


def task(duban: Duban, number: int) -> Any:  # noqa: ANN401
    return duban("tasks", f"序号:{number}", "--json").json["tasks"][0]


def test_a_deadline_is_set_extended_and_cleared_and_keeps_what_was(duban: Duban) -> None:
    assert task(duban, 2)["deadline"] == {"text": "2016年6月底前", "by": "2016-06-30", "set": False, "was": []}
    assert duban("due", "2", "2026-06-30", "--because", "补定").said == "2  deadline: 2016-06-30 → 2026-06-30"
    assert duban("due", "2", "2026-09-30", "--because", "延期：征求意见").said == "2  deadline: 2026-06-30 → 2026-09-30"
    was = ["2016-06-30", "2026-06-30"]
    assert task(duban, 2)["deadline"] == {"text": "2026-09-30", "by": "2026-09-30", "set": True, "was": was}
    assert duban("due", "2", "2026-09-30").said == "It was already so; nothing was changed."
    assert duban("due", "2", "--clear").code == 0
    assert task(duban, 2)["deadline"]["by"] == "2016-06-30"
    assert duban("undo").code == 0
    assert duban("due", "2", "--clear").said == "2  deadline: 2016-06-30", "what is so now"
    assert duban("undo").code == 0
    assert task(duban, 2)["deadline"]["was"] == was
    changes = [each for each in duban("log", "--json").json["changes"] if each["kind"] == "due"]
    assert [(each["because"], each["value"] and each["value"]["by"]) for each in changes] == [
        ("补定", "2026-06-30"),
        ("延期：征求意见", "2026-09-30"),
        ("", None),
        ("", "2026-09-30"),
        ("", None),
        ("", "2026-09-30"),
    ]
    assert changes[1]["before"]["by"] == "2026-06-30"


def test_a_day_that_another_sets_in_the_same_moment_is_told_and_both_are_kept(
    duban: Duban, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = home / "data" / "duban"
    settings = Settings(root, home / "of li", "李明", "en")
    li = Workspace(settings, Library(root), Private(settings.private))
    real = verbs.VERBS["due"]

    def meanwhile(call: Call) -> int:
        assert call.workspace.state.held("plan", "附件#1", "due") is None
        li.set_due([("plan", "附件#1")], "2027-03-31", "延期：征求意见")
        return real(call)

    with monkeypatch.context() as patch:
        patch.setitem(verbs.VERBS, "due", meanwhile)
        answer = duban("due", "1", "2027-01-31")
    assert answer.code == 5
    for part in ("at the same time", "by 李明 to “2027-03-31”", "“2027-01-31”, which counts"):
        assert part in answer.err
    assert [each["value"]["by"] for each in duban("log", "--json").json["changes"]] == ["2027-03-31", "2027-01-31"]
    assert duban("due", "1", "2027-02-28").code == 0, "settled"


def test_two_days_set_apart_are_told_to_each_who_merges_the_other(duban: Duban, home: Path) -> None:
    apart = ("--workspace", str(home / "apart"))
    Library(home / "apart").save(*make_document("plan"))
    assert duban("due", "1", "2027-03-31").code == duban("due", "1", "2027-01-31", *apart).code == 0
    assert duban("bundle", "ours.duban").code == duban("bundle", "theirs.duban", *apart).code == 0
    for answer in (duban("merge", "theirs.duban"), duban("merge", "ours.duban", *apart)):
        assert answer.code == 5
        assert all(day in answer.out + answer.err for day in ("2027-01-31", "2027-03-31"))
    assert duban("merge", "theirs.duban", "--accept", "all").code == 0
    assert duban("bundle", "settled.duban").code == 0
    assert duban("merge", "settled.duban", *apart).code == 0
    for where in ((), apart):
        changes = duban("log", "--json", *where).json["changes"]
        days = [each["value"]["by"] for each in changes if each["kind"] == "due"]
        assert days == ["2027-03-31", "2027-01-31", "2027-01-31"]


@pytest.mark.parametrize(
    ("word", "by"),
    [
        ("2026-12-31", "2026-12-31"),
        ("2026Q3", "2026-09-30"),
        ("2026年9月中旬前", "2026-09-20"),
        ("2018年第三季度", "2018-09-30"),
        ("长期坚持", None),
        ("每月底", None),
    ],
)
def test_dates_as_people_say_them(duban: Duban, word: str, by: str | None) -> None:
    assert duban("due", "1", word).code == 0
    said = task(duban, 1)
    assert (said["deadline"]["text"], said["deadline"]["by"], said["deadline"]["set"]) == (word, by, True)
    assert (said["light"] is None) == (by is None)


@pytest.mark.parametrize(
    ("words", "code", "part"),
    [
        (("due", "1", "某日"), 2, "“某日” is not a date"),
        (("due", "1"), 2, "DATE"),
        (("due", "99", "2026"), 1, "99"),
        (("due", "3..1", "2026"), 2, "3..1"),
        (("progress", "1", "--percent", "140"), 2, "140"),
        (("progress", "1", "--percent", "四"), 2, "四"),
        (("progress", "1", "好", "--period", "2026-13"), 2, "2026-13"),
        (("stage", "1", "--done", "zz"), 1, "zz"),
        (("tag", "1", "两 词"), 2, "两 词"),
        (("tag", "1"), 2, "TAG"),
        (("mark", "1", "done", "--evidence", "nothing.pdf"), 3, "nothing.pdf"),
    ],
)
def test_what_cannot_be_is_refused_and_writes_nothing(
    duban: Duban, words: tuple[str, ...], code: int, part: str
) -> None:
    answer = duban(*words)
    assert answer.code == code
    assert part in answer.said
    assert duban("log", "--json").json["changes"] == []


def test_stages_are_added_ticked_off_and_taken_out(duban: Duban) -> None:
    duban("stage", "1", "验收", "--by", "2026-12-31")
    duban("stage", "1", "印发方案", "--by", "2026-06-30")
    first, second = task(duban, 1)["stages"]
    assert [(first["text"], first["by"], first["done"]), second["text"]] == [("印发方案", "2026-06-30", False), "验收"]
    duban("stage", "1", "--done", first["id"][:4])
    assert duban("stage", "1").out.splitlines()[0] == f"{first['id']}  ✓ 印发方案 (2026-06-30)"
    duban("stage", "1", "--drop", "2")
    assert [each["text"] for each in task(duban, 1)["stages"]] == ["印发方案"]
    duban("undo")
    assert [each["done"] for each in task(duban, 1)["stages"]] == [True, False]


def test_reports_are_by_period_and_the_last_one_counts(duban: Duban) -> None:
    duban("progress", "1", "方案已印发", "--percent", "40%", "--period", "2026-10", "--problem", "人手不足")
    duban("progress", "1", "--percent", "60", "--period", "2026-11")
    assert "2026-10 40% 方案已印发" in duban("undo").said, "the report before is what is so now"
    duban("progress", "2", "--percent", "60")
    assert duban("undo").said == "2  progress report: none"
    duban("progress", "1", "-", "--period", "2026-11", "--needs-help", stdin="已动工\n".encode())
    duban("progress", "1", "--period", "2026-10", "--next", "督办")
    said = task(duban, 1)
    assert said["percent"] == 40
    assert (said["progress"]["period"], said["progress"]["text"].strip(), said["progress"]["percent"]) == (
        *("2026-11", "已动工"),
        None,
    )
    assert said["progress"]["needs_help"] is True
    assert "40% 方案已印发; problem: 人手不足; next: 督办" in duban("progress", "1").out


def test_tags_are_set_on_several_and_taken_off(duban: Duban) -> None:
    duban("tag", "1..2", "3", "重点", "#省考")
    assert [task(duban, number)["tags"] for number in (1, 2, 3)] == [["重点", "省考"]] * 3
    duban("tag", "2", "重点", "--off")
    assert task(duban, 2)["tags"] == ["省考"]


def test_of_evidence_the_name_and_the_hash_are_kept(duban: Duban, home: Path) -> None:
    (home / "印发稿.pdf").write_bytes(b"%PDF")
    duban("mark", "1", "done", "--evidence", "印发稿.pdf", "--because", "已印发")
    (change,) = duban("log", "--json").json["changes"]
    assert change["evidence"] == {"name": "印发稿.pdf", "sha256": hashlib.sha256(b"%PDF").hexdigest()}
    assert "evidence: 印发稿.pdf" in duban("log").out


def test_a_filter_may_name_the_tasks_to_mark(duban: Duban) -> None:
    assert duban("mark", "--where", "牵头:财政厅 or 牵头:民政厅", "done").err.splitlines() == [
        "2  status: done",
        "3  status: done",
    ]
    assert duban("mark", "--where", "牵头:谁", "done").code == 1


def test_a_body_is_told_by_what_it_is_called_today(duban: Duban) -> None:
    assert task(duban, 1)["bodies"] == {name: name for name in ("省发展改革委", "省财政厅", "各市人民政府")}


GROUP_KEYS = {"key", "name", "today", "total", "counts", "closed", "overdue", "due_soon", "percent"}


@pytest.mark.parametrize("by", ["lead", "participant", "section", "status", "light", "tag", "doc"])
def test_counts_as_json_carry_every_key_of_the_contract(duban: Duban, by: str) -> None:
    duban("tag", "1", "重点")
    duban("mark", "1", "done")
    said = duban("stats", "--by", by, "--json").json
    assert set(said) == {"schema", "filter", "by", "as_of", "total", "rows"}
    assert (said["by"], said["total"]) == (by, 3)
    assert all(set(row) == GROUP_KEYS for row in said["rows"])
    assert all(set(row["counts"]) == {"todo", "active", "review", "done", "stopped"} for row in said["rows"])
    for row in said["rows"]:
        assert sum(row["counts"].values()) == row["total"]
        assert row["percent"] == round(100 * row["closed"] / row["total"])


def test_counts_agree_with_the_list_of_tasks(duban: Duban) -> None:
    duban("due", "1", "2026-01-31")
    for row in duban("stats", "--json").json["rows"]:
        tasks = duban("tasks", f"牵头={row['name']}", "--json").json["tasks"]
        assert row["total"] == len(tasks)
        assert row["overdue"] == sum(task["overdue_days"] is not None for task in tasks)


def test_counts_as_csv_and_markdown_and_of_nothing(duban: Duban) -> None:
    assert duban("stats", "--by", "status", "--csv").out.splitlines()[0].startswith("status,tasks,to do")
    assert duban("stats", "--by", "status", "--md").out.startswith("| status | tasks |")
    assert duban("stats", "没有这样的词", "--json").code == 1
    assert duban("stats", "--by", "led").said.startswith("Tasks cannot be counted by “led”; did you mean lead?")


def test_the_board_as_text(duban: Duban) -> None:
    answer = duban("board", "牵头:财政厅")
    assert answer.code == 0
    assert "Tasks 1  closed 0 (0%)  overdue 1" in answer.out
    assert "Longest overdue (of 1)" in answer.out
    assert duban("board", "没有这样的词").code == 1


def test_the_offices_own_statuses(duban: Duban, home: Path) -> None:
    duban("mark", "2", "active")
    first = '[[status]]\nkey = "todo"\nletter = "t"\nzh = "未动"\n'
    own = f'{first}[[status]]\nkey = "done"\nletter = "d"\nzh = "销号"\nclosed = true\nreason = "required"\n'
    profile = home / "data" / "duban" / "profile.toml"
    profile.write_text(own, encoding="utf-8")
    assert duban("mark", "1", "销号").said == "To mark a task “销号”, a reason is required: add --because REASON."
    assert duban("mark", "1", "销号", "--because", "已印发").code == 0
    assert duban("docs", "--json").json["documents"][0]["done"] == 1
    assert "The profile lacks “active”, which 1 task has" in duban("doctor").out
    profile.write_text(own.replace("reason", "reson"), encoding="utf-8")
    refused = duban("tasks")
    assert refused.code == 2
    assert "line 10: there is no “reson”; did you mean reason?" in refused.said
    assert "line 10" in duban("doctor").out


def test_the_list_tells_how_each_task_stands_in_time(duban: Duban) -> None:
    duban("progress", "2", "动工", "--percent", "40")
    line = duban("tasks", "序号:2").out
    assert "due: 2016年6月底前" in line
    assert "d late" in line
    assert "progress: 40%" in line


def test_the_validity_of_a_document_is_said_found_and_taken_back(duban: Duban, home: Path) -> None:
    keep(home, "other")
    assert duban("validity", "plan", "废止", "--by", "省政发〔2026〕1号", "--from", "2026-01-01").code == 0
    assert duban("validity", "plan").out.startswith("plan  repealed (since 2026-01-01, 省政发〔2026〕1号)")
    assert {task["doc"] for task in duban("tasks", "效力:废止", "--json").json["tasks"]} == {"plan"}
    assert {task["doc"] for task in duban("tasks", "validity:valid", "--json").json["tasks"]} == {"other"}
    said = {each["id"]: each.get("validity") for each in duban("docs", "--json").json["documents"]}
    repealed = {"state": "repealed", "from": "2026-01-01", "by": "省政发〔2026〕1号"}
    assert said == {"plan": repealed, "other": None}
    assert duban("undo").code == 0
    assert duban("tasks", "效力:废止").code == 1
    refused = duban("validity", "plan", "废除")
    assert (refused.code, "did you mean 废止?" in refused.said) == (2, True)


SAID = "效力：废止（2026-01-01 起，省政发〔2026〕1号）"
SAID_IN_PAPERS = "效力：废止（2026年1月1日起，省政发〔2026〕1号）"


def test_what_leaves_says_that_its_document_is_no_longer_in_force(duban: Duban, home: Path) -> None:
    duban("validity", "plan", "废止", "--by", "省政发〔2026〕1号", "--from", "2026-01-01")
    zh = ("--lang", "zh")
    for form in ("ledger", "report", "slips", "board"):
        duban("export", f"{form}.md", "--as", form, *zh)
        words = (home / f"{form}.md").read_text(encoding="utf-8")
        assert (SAID_IN_PAPERS if form in {"report", "slips"} else SAID) in words, form
        assert words.startswith(("# 〔废止〕", "# 看板：〔废止〕")) is (form in {"ledger", "board"})
    duban("export", "ledger.csv", *zh)
    rows = (home / "ledger.csv").read_text(encoding="utf-8-sig").splitlines()
    assert rows[0].endswith(",效力")
    assert all(row.endswith(SAID.removeprefix("效力：")) for row in rows[1:])
    assert '"new": 0' in duban("merge", "ledger.csv", "--dry-run", "--json").out
    duban("export", "plan.docx", "--as", "document", *zh)
    with zipfile.ZipFile(home / "plan.docx") as word:
        assert [name for name in word.namelist() if SAID in word.read(name).decode(errors="replace")] == [
            "word/header1.xml"
        ], "no word of the document"
    assert duban("board", *zh).out.splitlines()[1] == SAID
    assert duban("show", *zh).out.startswith("〔废止〕实施意见")


def test_over_several_documents_the_board_counts_what_is_no_longer_in_force(duban: Duban, home: Path) -> None:
    keep(home, "other")
    duban("validity", "plan", "失效")
    board = duban("board").out.splitlines()
    at = board.index("Validity")
    assert [line.split()[:3] for line in board[at + 1 : at + 3]] == [["valid", "3", "50%"], ["lapsed", "3", "50%"]]
    assert sum(line.startswith("[lapsed] 实施意见") for line in board) == 1
    for expression in ("效力=失效", "validity=lapsed"):  # what the numbers open on the screen
        assert duban("tasks", expression, "--json").json["shown"] == 3
    duban("export", "all.md", "--lang", "zh")
    words = (home / "all.md").read_text(encoding="utf-8")
    assert "已不再有效：〔失效〕实施意见" in words
    assert words.count("| 〔失效〕实施意见 |") == 3
    assert "Validity" not in duban("board", "--doc", "other").out


def test_counts_on_a_terminal_are_a_table_whose_signs_are_told(duban: Duban, monkeypatch: pytest.MonkeyPatch) -> None:
    piped = duban("stats", "--by", "status").out
    assert piped.startswith("to do  3  to do: 3")
    monkeypatch.setattr(board, "is_terminal", lambda _: True)
    head, row, legend = duban("stats", "--by", "status").out.splitlines()
    assert head.split() == ["status", "tasks", *"○◐◇●×", "closed", "overdue", "due", "soon", "closed", "%"]
    assert row.split() == ["to", "do", "3", "3", *"····", "·", "1", "·", "0%"]
    assert legend == "○ to do  ◐ active  ◇ review  ● done  × stopped"
    assert duban("stats", "--csv").out.startswith("lead,tasks")


def test_printed_sentences_of_repeal_are_offered(duban: Duban, home: Path) -> None:
    document, source = make_document("new")
    words = "《实施意见》自即日起废止。"
    sections = (*document.sections, Section("三", None, Kind.PARAGRAPH, "三", None, words))
    new = replace(document, title="新意见", doc_no="省政发〔2026〕1号", sections=sections)
    Library(home / "data" / "duban").save(new, source)
    answer = duban("validity", "plan", "--lang", "zh")
    assert "《实施意见》自即日起废止" in answer.out
    assert "duban validity plan 废止 --by 省政发〔2026〕1号 --from 2016-06-18" in answer.err
