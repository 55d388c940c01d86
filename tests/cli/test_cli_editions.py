"""`duban import --replace`: what changed is printed, marks and notes are carried, and who must decide is told so."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ingest.second_edition import SEED, second_edition

from .conftest import Duban, snapshot

DOC = "意见"
FIRST = SEED.read_text(encoding="utf-8")


@pytest.fixture
def first(duban: Duban, home: Path) -> Path:
    """The first edition in the library, as a file too; the second beside it."""
    (home / "first.txt").write_text(FIRST, encoding="utf-8")
    (home / "second.txt").write_text(second_edition(FIRST), encoding="utf-8")
    assert duban("import", str(home / "first.txt"), "--id", DOC).code == 0
    return home / "first.txt"


def bring(duban: Duban, file: Path, *words: str) -> int:
    return duban("import", str(file), "--id", DOC, *words).code


def test_another_text_is_refused_without_replace(duban: Duban, home: Path, first: Path) -> None:
    before = snapshot(home)
    answer = duban("import", str(home / "second.txt"), "--id", DOC)
    assert answer.code == 2
    assert "--replace" in answer.said
    assert snapshot(home) == before


def test_what_changed_is_printed_by_section_and_by_task(duban: Duban, home: Path, first: Path) -> None:
    before = snapshot(home)
    dry = duban("import", str(home / "second.txt"), "--id", DOC, "--replace", "--dry-run")
    assert snapshot(home) == before
    answer = duban("import", str(home / "second.txt"), "--id", DOC, "--replace", "--lang", "zh")
    assert answer.code == dry.code == 0
    lines = answer.out.splitlines()
    assert "章节：相同 47，移动 9，改动 1" in lines
    assert "任务：相同 6，移动 56，新增 2" in lines
    assert any(line.startswith("移动  四（三） → 五（十一）  加强助推") for line in lines)
    assert any(line.startswith("改动 0.9") and "六（十五）" in line for line in lines)
    assert "新增  32  建立消费数据共享平台" in lines
    assert "移动  31–62 → 33–64  （32 处顺移）" in lines
    assert "moved  31–62 → 33–64  (32 moved together)" in dry.out.splitlines()


def test_the_json_has_every_section_and_task_with_its_verdict(duban: Duban, home: Path, first: Path) -> None:
    record = duban("import", str(home / "second.txt"), "--id", DOC, "--replace", "--json").json
    assert set(record) == {"schema", "document", "sections", "tasks", "warnings", "characters", "comparison"}
    compared = record["comparison"]
    assert {match["old"]: match["new"] for match in compared["tasks"]}["附件#62"] == "附件#64"
    assert {"old": "四/（三）", "new": "五/（十一）", "score": 1.0, "verdict": "moved"} in compared["sections"]
    assert compared["waiting"] == []
    assert "comparison" not in duban("import", str(home / "second.txt"), "--id", DOC, "--replace", "--json").json


def test_marks_and_notes_are_found_where_their_words_stand(duban: Duban, home: Path, first: Path) -> None:
    duban("mark", "14", "62", "done", "--doc", DOC)
    duban("note", "四（三）", "请补充", "--doc", DOC)
    bring(duban, home / "second.txt", "--replace")
    assert [task["no"] for task in duban("tasks", "状态:已办结", "--doc", DOC, "--json").json["tasks"]] == ["15", "64"]
    assert [note["target"] for note in duban("notes", "--doc", DOC, "--json").json["notes"]] == ["五/（十一）"]
    carried = [change for change in duban("log", "--json").json["changes"] if change["kind"] == "carry"]
    assert {(change["target"], change["value"]) for change in carried} >= {("附件#14", "附件#15"), ("", "second.txt")}
    assert len({change["batch"] for change in carried}) == 1
    assert all(">" in change["edition"] for change in carried)
    assert len(duban("log").out.splitlines()) == 4


def test_undo_brings_the_old_edition_back(duban: Duban, home: Path, first: Path) -> None:
    duban("mark", "14", "done", "--doc", DOC)
    shown = duban("tasks", "--doc", DOC, "--json").json["tasks"]
    bring(duban, home / "second.txt", "--replace")
    undone = duban("undo")
    assert (undone.code, undone.said) == (0, f"Undone: new edition ({DOC})")
    assert duban("tasks", "--doc", DOC, "--json").json["tasks"] == shown
    assert duban("doctor").code == 0
    duban("redo")
    assert len(duban("tasks", "--doc", DOC, "--json").json["tasks"]) == 64
    assert duban("doctor").code == 0


def test_who_must_decide_is_told_so(duban: Duban, home: Path, first: Path) -> None:
    """A task whose words are nearly all new, and one that is gone, both with marks."""
    lines = FIRST.split("\n")
    (at,) = [at for at, line in enumerate(lines) if line.startswith("14\t")]
    words = lines[at].split("\t")[1]
    lines[at] = lines[at].replace(words, words[: len(words) // 3] + "等方面的有关工作任务另行制定")
    (home / "third.txt").write_text("\n".join(line for line in lines if not line.startswith("62\t")), encoding="utf-8")
    duban("mark", "14", "62", "done", "--doc", DOC)
    duban("note", "14", "请核对", "--doc", DOC)
    before = snapshot(home)
    dry = duban("import", str(home / "third.txt"), "--id", DOC, "--replace", "--dry-run")
    assert snapshot(home) == before
    answer = duban("import", str(home / "third.txt"), "--id", DOC, "--replace")
    assert answer.code == dry.code == 5
    foretold, (_, *happened) = dry.err.splitlines(), answer.err.splitlines()
    assert foretold[0].endswith("nothing has been replaced yet.")
    assert {line for line in happened if "old edition" in line} == {line for line in foretold if "old edition" in line}
    assert dry.out.startswith("sections: ")
    (told,) = [line for line in answer.err.splitlines() if line.startswith("Undecided")]
    assert words[:40] in told
    assert "1 mark and 1 note" in told
    assert any(line.startswith("Nothing is left of 附件#62") for line in answer.err.splitlines())
    (note,) = duban("notes", "--doc", DOC, "--json").json["notes"]
    assert note["target"].endswith(":附件#14")
    assert duban("tasks", "状态:已办结", "--doc", DOC).code == 1


@pytest.mark.parametrize(("marked", "code"), [("62", 5), ("1", 0)])
def test_what_is_gone_waits_only_where_someone_marked_it(
    duban: Duban, home: Path, first: Path, marked: str, code: int
) -> None:
    rest = "\n".join(line for line in FIRST.split("\n") if not line.startswith("62\t"))
    (home / "less.txt").write_text(rest, encoding="utf-8")
    duban("mark", marked, "done", "--doc", DOC)
    assert bring(duban, home / "less.txt", "--replace", "--dry-run") == code
    assert bring(duban, home / "less.txt", "--replace") == code


def test_an_import_tells_in_short_how_it_was_read(duban: Duban, home: Path) -> None:
    rows = "\n".join(f"{no}\t任务{no}\t\t" for no in range(2, 30))
    table = f"附件\n任务分工表\n序号\t工作任务\t责任单位\t备注\n1\t制定方案\t市发展改革委\t\n{rows}\n合计\t共29项\t\t\n"
    (home / "plan.txt").write_text(f"某市工作意见\n\n　　一、总体要求\n　　坚持改革。\n{table}", encoding="utf-8")
    dry = duban("import", str(home / "plan.txt"), "--dry-run").err.splitlines()
    told = duban("import", str(home / "plan.txt")).err.splitlines()
    (summary,) = [line for line in told if line.startswith("How it was read")]
    assert summary in dry
    assert "1 left out" in summary
    assert told[-1] == f"and {len(dry) - 1 - 8} more."
    assert len(told) < len(dry)


def test_another_lead_is_told_and_the_marks_stay(duban: Duban, home: Path, first: Path) -> None:
    """The words of the task are the same; who leads, who takes part and by when are what an office looks for."""
    duban("mark", "20", "done", "--doc", DOC)
    (line,) = [line for line in FIRST.split("\n") if line.startswith("20\t")]
    cells = line.split("\t")
    lead = cells[2]
    cells[2] = "省交通运输厅"
    (home / "lead.txt").write_text(FIRST.replace(line, "\t".join(cells)), encoding="utf-8")
    record = duban("import", str(home / "lead.txt"), "--id", DOC, "--replace", "--dry-run", "--json").json
    (match,) = [match for match in record["comparison"]["tasks"] if match["verdict"] != "same"]
    assert match["changes"] == [{"field": "leads", "old": [lead], "new": ["省交通运输厅"]}]
    answer = duban("import", str(home / "lead.txt"), "--id", DOC, "--replace", "--lang", "zh")
    lines = answer.out.splitlines()
    assert "任务：相同 61，改动 1" in lines
    assert any(line.startswith(f"改动  20  牵头：{lead} → 省交通运输厅") for line in lines)
    assert [task["no"] for task in duban("tasks", "状态:已办结", "--doc", DOC, "--json").json["tasks"]] == ["20"]


def test_the_history_tells_an_undo_from_a_deed(duban: Duban, home: Path, first: Path) -> None:
    """A note that an undo takes away was not deleted; what is repeated says so."""
    duban("note", "14", "请核对", "--doc", DOC)
    duban("undo")
    duban("redo")
    duban("mark", "14", "done", "--doc", DOC)
    duban("undo")
    bring(duban, home / "second.txt", "--replace")
    undone = duban("undo", "--lang", "zh")
    assert undone.said == f"已撤销换成新版：{DOC}"
    assert duban("redo", "--lang", "zh").said == f"已重做换成新版：{DOC}"
    for each in ((), ("--each",)):
        said = duban("log", "--lang", "zh", *each).out.splitlines()
        assert [("撤销：" in line, "重做：" in line) for line in said[1:6]] == [
            (False, False),
            (True, False),
            (False, True),
            (False, False),
            (True, False),
        ]
