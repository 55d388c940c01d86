"""Two editions side by side: what is one thing in both is found by words, number, kin and place; nothing is guessed."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui.model.comparing import DOUBTFUL, Comparison, Verdict, compare
from tui.model.document import Document, Kind, Section, Source
from tui.model.edition import edition_of
from tui.model.task import Detail, Due, Origin, Task


def document(*tasks: str, sections: tuple[tuple[str, str], ...] = ()) -> Document:
    """A document of numbered tasks, each `words` or `words|lead`, and of sections by id and text."""
    made = []
    for number, said in enumerate(tasks, 1):
        words, _, lead = said.partition("|")
        leads = (lead,) if lead else ()
        made.append(Task(f"附件#{number}", str(number), number, words, leads, (), None, (), (), Origin("table", "")))
    read = tuple(Section(place, None, Kind.ARTICLE, place, None, text) for place, text in sections)
    return Document("d", "标题", False, None, None, None, Source("a", "b", "text", None), read, tuple(made))


def verdicts(compared: Comparison) -> dict[str, tuple[str, str | None]]:
    """Of each old task what became of it, and where it is."""
    found = {match.old: (match.verdict.value, match.new) for match in compared.tasks if match.old}
    return dict(sorted(found.items()))


A = "健全知识产权保护和激励机制"
B = "推进农村电子商务综合示范"
C = "完善质量监管体系和追溯制度"
NEW = "建立消费数据共享平台"

CASES = [
    ("nothing changed", (A, B, C), (A, B, C), ["same 1", "same 2", "same 3"]),
    (
        "white space and width do not count",
        (A, B, C),
        (f" {A}", B.replace("电子", "电 子"), C),
        ["same 1", "same 2", "same 3"],
    ),
    ("one put in front", (A, B, C), (NEW, A, B, C), ["moved 2", "moved 3", "moved 4"]),
    ("one taken out", (A, B, C), (A, C), ["same 1", "gone", "moved 2"]),
    ("two changed places", (A, B, C), (B, A, C), ["moved 2", "moved 1", "same 3"]),
    ("one reworded", (A, B, C), (A, B.replace("推进", "大力推进"), C), ["same 1", "changed 2", "same 3"]),
    ("reworded and moved", (A, B, C), (C, A, B.replace("推进", "大力推进")), ["moved 2", "changed 3", "moved 1"]),
    ("all other words", (A, B, C), (NEW,), ["gone", "gone", "gone"]),
    ("another in the place of one", (A, B, C), (A, NEW, C), ["same 1", "gone", "same 3"]),
    ("nothing left", (A, B), (), ["gone", "gone"]),
    (
        "the same words twice, told apart by who leads",
        ("落实有关政策|省财政厅", "落实有关政策|省教育厅"),
        (NEW, "落实有关政策|省教育厅", "落实有关政策|省财政厅"),
        ["moved 3", "same 2"],
    ),
    (
        "alike and yet another: the one that stayed is not taken",
        ("加强科技服务平台建设|省科技厅", "加强信息服务平台建设|省经信委"),
        ("加强信息服务平台建设|省经信委",),
        ["gone", "moved 1"],
    ),
]


@pytest.mark.parametrize(("old", "new", "wanted"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_what_became_of_each_task(old: tuple[str, ...], new: tuple[str, ...], wanted: list[str]) -> None:
    compared = verdicts(compare(document(*old), document(*new)))
    told = [f"{verdict} {place.removeprefix('附件#') if place else ''}".strip() for verdict, place in compared.values()]
    assert told == wanted


def test_what_is_half_alike_is_for_a_person_to_decide() -> None:
    compared = compare(
        document(A, "加快构建守信激励和失信惩戒机制", C), document(A, "加快构建守等方面的有关工作另行制定", C)
    )
    (match,) = [match for match in compared.tasks if match.verdict is Verdict.DOUBTFUL]
    assert (match.old, match.new) == ("附件#2", "附件#2")
    assert DOUBTFUL <= match.score < 1


def test_two_that_are_as_like_are_not_told_apart() -> None:
    old = document("推进有关领域改革试点工作方案落实")
    new = document("推进有关领域改革试点工作方案落实甲", "推进有关领域改革试点工作方案落实乙")
    (match,) = [match for match in compare(old, new).tasks if match.old]
    assert match.verdict is Verdict.DOUBTFUL


def test_sections_are_compared_as_tasks_are() -> None:
    old = document(sections=(("四/（一）", A), ("四/（二）", B), ("四/（三）", C)))
    new = document(sections=(("四/（一）", B), ("五/（二）", A), ("五/（三）", f"{C}。")))
    found = {match.old: (match.verdict.value, match.new) for match in compare(old, new).sections}
    assert found == {
        "四/（一）": ("moved", "五/（二）"),
        "四/（二）": ("moved", "四/（一）"),
        "四/（三）": ("changed", "五/（三）"),
    }


_words = st.lists(st.text("甲乙丙丁工作任务推进改革落实政策", min_size=0, max_size=12), max_size=8)


@settings(deadline=None)
@given(_words, _words)
def test_everything_is_told_once(old: list[str], new: list[str]) -> None:
    compared = compare(document(*old), document(*new))
    assert Counter(match.old for match in compared.tasks if match.old) == Counter(
        f"附件#{number}" for number in range(1, len(old) + 1)
    )
    placed = [match.new for match in compared.tasks if match.new and match.verdict is not Verdict.DOUBTFUL]
    assert sorted(filter(None, placed)) == sorted(f"附件#{number}" for number in range(1, len(new) + 1))
    assert all(0 <= match.score <= 1 for match in compared.tasks)


@settings(deadline=None)
@given(_words)
def test_a_document_is_the_same_as_itself(words: list[str]) -> None:
    one = document(*words)
    assert {match.verdict for match in compare(one, one).matches} <= {Verdict.SAME}
    assert edition_of(one) == edition_of(document(*words))


@settings(deadline=None)
@given(_words, _words)
def test_the_same_edition_means_the_same_words(old: list[str], new: list[str]) -> None:
    one, other = document(*old), document(*new)
    assert (edition_of(one) == edition_of(other)) == (old == new)


def table(*rows: tuple[str, str, tuple[str, ...], tuple[str, ...], str]) -> Document:
    """A document of tasks, each number, words, leads, participants and deadline."""
    made = [
        Task(f"附件#{at}", no, at, words, leads, parts, Due(due, None) if due else None, (), (), Origin("table", ""))
        for at, (no, words, leads, parts, due) in enumerate(rows, 1)
    ]
    return Document("d", "标题", False, None, None, None, Source("a", "b", "text", None), (), tuple(made))


ROW = ("20", A, ("省发展改革委",), ("省财政厅",), "2016年底前")
PARTICULARS = [
    ("who leads", ("20", A, ("省交通运输厅",), ROW[3], ROW[4]), ("leads", ROW[2], ("省交通运输厅",))),
    ("nobody leads", ("20", A, (), ROW[3], ROW[4]), ("leads", ROW[2], ())),
    (
        "one more takes part",
        ("20", A, ROW[2], ("省财政厅", "省教育厅"), ROW[4]),
        ("participants", ROW[3], ("省财政厅", "省教育厅")),
    ),
    ("by when", ("20", A, ROW[2], ROW[3], "2017年底前"), ("due", ("2016年底前",), ("2017年底前",))),
    ("no deadline", ("20", A, ROW[2], ROW[3], ""), ("due", ("2016年底前",), ())),
    ("its number", ("21", A, ROW[2], ROW[3], ROW[4]), ("no", ("20",), ("21",))),
    ("white space", (" 20", A, ("省 发展改革委",), ROW[3], "2016年 底前"), None),
]


@pytest.mark.parametrize(("name", "row", "told"), PARTICULARS, ids=[case[0] for case in PARTICULARS])
def test_what_is_other_beside_the_words_is_told(
    name: str, row: tuple[str, str, tuple[str, ...], tuple[str, ...], str], told: tuple[object, ...] | None
) -> None:
    """The words are the same, so the marks stay; the task was changed all the same."""
    (match,) = compare(table(ROW), table(row)).tasks
    assert match.same_words
    assert (match.verdict, match.changes) == ((Verdict.CHANGED, (told,)) if told else (Verdict.SAME, ()))


def test_what_is_other_of_the_details_is_told_by_its_name() -> None:
    old, new = (
        replace(edition, tasks=(edition.tasks[0]._replace(details=tuple(Detail(*each) for each in details)),))
        for edition, details in (
            (table(ROW), [("目标值", "80%"), ("备注", "两期"), ("责任人", "甲")]),
            (table(ROW), [("目标值", "85%"), ("责任人", "甲"), ("成果形式", "报告")]),
        )
    )
    (match,) = compare(old, new).tasks
    assert match.same_words
    assert match.changes == (
        ("details", ("目标值：80%",), ("目标值：85%",)),
        ("details", (), ("成果形式：报告",)),
        ("details", ("备注：两期",), ()),
    )


def test_a_task_that_moved_to_another_lead_is_changed() -> None:
    """Its new number is that of its new place and no change of its own."""
    matches = compare(table(ROW), table(("20", NEW, (), (), ""), ("21", A, ("省教育厅",), ROW[3], ROW[4]))).tasks
    (match,) = [match for match in matches if match.old]
    assert (match.verdict, match.new) == (Verdict.CHANGED, "附件#2")
    assert [change.field for change in match.changes] == ["leads"]
