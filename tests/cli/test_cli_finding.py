"""Words that find: today's names of departments, names pasted from a cell, other words for a field, and hints."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Duban
from tui import workspace
from tui.packaged import bundled_documents
from tui.workspace import filtering


@pytest.fixture
def library(duban: Duban, home: Path, monkeypatch: pytest.MonkeyPatch) -> Duban:
    """The document that travels with duban, and its register."""
    monkeypatch.setattr(workspace, "bundled_documents", bundled_documents)
    monkeypatch.setattr(filtering, "bundled_documents", bundled_documents)
    (home / "data" / "duban" / "library" / "plan.json").unlink()
    return duban


def names(duban: Duban, expression: str) -> list[set[str]]:
    tasks = duban("tasks", expression, "--json").json["tasks"]
    return [{*task["leads"], *task["participants"]} for task in tasks]


@pytest.mark.parametrize(
    ("today", "before"),
    [
        ("卫健委", {"省卫生计生委"}),
        ("市场监管局", {"省工商局", "省质监局", "省食品药品监管局", "省知识产权局"}),
        ("工信厅", {"省经信委"}),
        ("自然资源厅", {"省国土资源厅"}),
        ("生态环境厅", {"省环保厅"}),
    ],
)
def test_todays_name_finds_the_old_ones_and_says_so(library: Duban, today: str, before: set[str]) -> None:
    found = names(library, f"部门:{today}")
    assert found
    assert all(each & before for each in found)
    told = library("tasks", f"部门:{today}").err
    assert today in told
    assert any(name in told for name in before)
    assert library("tasks", f"部门={today}").code == 1
    assert library("tasks", today).code == 0


def test_an_old_name_does_not_find_what_others_did(library: Duban) -> None:
    assert all("省工商局" in each for each in names(library, "部门:省工商局"))


def test_a_pasted_cell_means_all_its_names(library: Duban) -> None:
    both = names(library, "部门:省工商局、省商务厅")
    assert both
    assert all({"省工商局", "省商务厅"} <= each for each in both)
    assert names(library, "部门=省工商局、省商务厅") == both
    neither = names(library, "-部门:省工商局、省商务厅")
    assert len(both) + len(neither) == 62


@pytest.mark.parametrize(
    ("other", "usual"), [("依据:四", "章节:四"), ("责任单位:财政厅", "部门:财政厅"), ("-是:超期", "-是:逾期")]
)
def test_other_words_for_a_field(library: Duban, other: str, usual: str) -> None:
    assert names(library, other) == names(library, usual) != []


@pytest.mark.parametrize(
    ("typed", "hint"),
    [("14", "序号:14"), ("推进中", "状态:推进中"), ("财政厅 done", "财政厅 状态:done"), ("牵头:天气", None)],
)
def test_a_bare_number_or_status_that_finds_nothing_gets_a_hint(library: Duban, typed: str, hint: str | None) -> None:
    answer = library("tasks", *typed.split())
    assert answer.code == 1
    assert (hint in answer.err) if hint else ("Perhaps" not in answer.err)
