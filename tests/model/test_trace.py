"""A plan laid against the tasks it must answer: two plans in other words, objects, leads and dates that are missing."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from tests.ingest.made import traced as traced_plans
from tests.ingest.made.traced import BLIND, PLANS
from tui.ingest import read
from tui.model.document import Document
from tui.model.task import Due
from tui.model.trace import State, Traced, _own_name, pieces, trace

SEED = Path(__file__).parents[2] / "data" / "shanxi-2016-new-consumption.txt"


@cache
def seed() -> Document:
    return read(SEED)


def traced(text: str, folder: Path) -> tuple[Traced, ...]:
    file = folder / "plan.txt"
    file.write_text(text, encoding="utf-8")
    return trace(seed(), read(file), seed().tasks, str.__eq__)


Numbers = frozenset[int]


def wrong(text: str, answered: Numbers, partly: Numbers, folder: Path) -> dict[int, object]:
    found: dict[int, object] = {}
    for each in traced(text, folder):
        number = int(each.task.no or 0)
        true = State.ANSWERED if number in answered else State.PARTLY if number in partly else State.NONE
        if each.state is not true:
            found[number] = (true, each.state, each.answers[:1])
    return found


@pytest.mark.parametrize("name", PLANS)
def test_a_plan_in_other_words(name: str, tmp_path: Path) -> None:
    found = wrong(*PLANS[name], tmp_path)
    assert len(found) <= 0.1 * 62, found


@pytest.mark.parametrize(("name", "most"), [("three", 3), ("four", 9), ("five", 13)])
def test_a_plan_of_somebody_who_did_not_know_the_matcher(name: str, most: int, tmp_path: Path) -> None:
    text = (Path(traced_plans.__file__).parent / f"plan_{name}.txt").read_text(encoding="utf-8")
    found = wrong(text, *BLIND[name], tmp_path)
    assert len(found) <= most, found


@pytest.mark.parametrize(
    ("ours", "theirs", "agrees"),
    [
        ("省发展改革委", "某县发展改革局", True),
        ("省住房城乡建设厅", "市住房城乡建设局", True),
        ("各市人民政府", "各县（市、区）人民政府", True),
        ("省环保厅", "市公共资源交易中心", False),
        ("省工商局", "市商务局", False),
    ],
)
def test_a_body_stands_for_the_one_above_it(ours: str, theirs: str, agrees: bool) -> None:
    assert (_own_name(ours) == _own_name(theirs)) is agrees


PLAN = """某市人民政府关于某事的实施方案
一、安排
（一）交易。{排污权}
二、保障
加强领导。
"""


@pytest.mark.parametrize(
    ("words", "state", "agrees"),
    [
        ("全市推行排污权网上交易。", State.ANSWERED, None),
        ("由省环保厅牵头，全市推行排污权网上交易。", State.ANSWERED, True),
        ("由省文化厅牵头，全市推行排污权网上交易。", State.PARTLY, False),
        ("全市办好庙会。", State.NONE, None),
    ],
)
def test_a_lead_that_is_another_makes_it_partly(words: str, state: State, agrees: bool | None, tmp_path: Path) -> None:
    found = next(each for each in traced(PLAN.format(排污权=words), tmp_path) if each.task.no == "60")
    assert found.state is state
    assert [each.lead_agrees for each in found.answers] == ([agrees] if state is not State.NONE else [])


@pytest.mark.parametrize(
    ("words", "state", "by"),
    [
        ("2016年9月底前推行排污权网上交易。", State.ANSWERED, "2016-09-30"),
        ("2017年9月底前推行排污权网上交易。", State.PARTLY, "2017-09-30"),
        ("推行排污权网上交易。", State.PARTLY, None),
    ],
)
def test_a_date_that_is_late_or_missing_makes_it_partly(
    words: str, state: State, by: str | None, tmp_path: Path
) -> None:
    file = tmp_path / "plan.txt"
    file.write_text(PLAN.format(排污权=words), encoding="utf-8")
    task = next(each for each in seed().tasks if each.no == "60")
    (found,) = trace(seed(), read(file), [task._replace(due=Due("2016年底前", "2016-12-31"))], str.__eq__)
    assert found.state is state
    assert (found.answers[0].due.by if found.answers[0].due else None) == by


@pytest.mark.parametrize(
    ("text", "objects"),
    [
        ("推进公立教育、医疗、文化等事业单位改革", ["推进公立教育", "医疗", "文化", "事业单位改革"]),
        ("加快装备制造、轻工和纺织转型升级，扩大开放", ["加快装备制造", "轻工", "纺织转型升级", "扩大开放"]),
        ("加强反垄断执法", ["加强反垄断执法"]),
    ],
)
def test_a_task_asks_for_its_clauses_and_for_each_object_it_lists(text: str, objects: list[str]) -> None:
    assert pieces(text) == objects
