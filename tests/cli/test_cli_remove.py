"""`duban remove`: the document goes, its source, marks and notes stay."""

from __future__ import annotations

from pathlib import Path

import pytest

from tui import workspace

from .conftest import Duban, keep, snapshot


def test_a_document_is_taken_out_and_its_marks_stay(duban: Duban, home: Path) -> None:
    keep(home, "other")
    duban("mark", "other/1", "done")
    sources = {name for name in snapshot(home) if "sources" in name}
    answer = duban("remove", "oth")
    assert (answer.code, answer.out) == (0, "")
    assert "other" in answer.said
    assert [each["id"] for each in duban("docs", "--json").json["documents"]] == ["plan"]
    assert {name for name in snapshot(home) if "sources" in name} == sources
    assert [change["kind"] for change in duban("log", "--json").json["changes"]] == ["status", "document"]
    keep(home, "other")
    assert [task["id"] for task in duban("tasks", "状态:已办结", "--json").json["tasks"]] == ["附件#1"]


def test_what_is_not_there_is_refused(duban: Duban, home: Path) -> None:
    before = snapshot(home)
    answer = duban("remove", "nothing")
    assert (answer.code, snapshot(home)) == (1, before)
    assert "nothing" in answer.said


def test_what_travels_with_duban_stays(duban: Duban, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bundled = home / "bundled"
    bundled.mkdir()
    (home / "data" / "duban" / "library" / "plan.json").rename(bundled / "plan.json")
    monkeypatch.setattr(workspace, "bundled_documents", lambda: bundled)
    assert duban("remove", "plan").code == 2
    assert duban("docs").code == 0
