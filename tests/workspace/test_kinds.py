"""Every kind of Change, walked over: done, told, taken back, repeated, looked back at, found, carried, merged, kept.

Whoever adds a kind to `tui.model.kinds` adds here how it is done and what then is so.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tests.cli.conftest import make_document
from tests.workspace.conftest import Enter
from tests.workspace.test_editions import DOC, FIRST, SECOND, Desk
from tui.export.history import Aloud
from tui.export.records import Seen, entry_record, library_record, note_record
from tui.i18n import Texts
from tui.model.change import Change, Note
from tui.model.deadline import Deadline
from tui.model.errors import Problem
from tui.model.kinds import KINDS, Carry, kind_of
from tui.model.ledger import Entry, Key
from tui.model.reading import Row
from tui.model.timing import DEFAULT
from tui.model.validity import Force
from tui.store.checkpoint import FORMAT
from tui.store.record import decode, encode
from tui.workspace import Workspace
from tui.workspace.bodies import NamesToday

ELSEWHERE: dict[str, str] = {
    "carry": "tests/workspace/test_editions.py",
    "decision": "tests/workspace/test_merging.py",
    "document": "tests/workspace/test_library_steps.py",
    "name": "tests/workspace/test_names.py: no step of anybody's",
}
"""The kinds that are walked over where they have a house of their own."""


class Deed(NamedTuple):
    """How something of a kind is done to a task, what is seen of it, and the filter that then finds it."""

    do: Callable[[Workspace, Key], tuple[Change, ...]]
    see: Callable[[Workspace, Key], object]
    found_by: str = ""
    before: Callable[[Workspace, Key], object] = lambda _w, _k: None


def entry(workspace: Workspace, key: Key) -> Entry:
    assert workspace.state is not None
    return workspace.entry_of(key)


def note(workspace: Workspace, key: Key) -> Note:
    return entry(workspace, key).notes[0]


def texts_of_notes(workspace: Workspace, key: Key) -> list[str]:
    return [each.text for each in entry(workspace, key).notes]


def write(workspace: Workspace, key: Key) -> tuple[Change, ...]:
    return workspace.add_note(*key, "请核对口径")


def settled_notes(workspace: Workspace, key: Key) -> list[tuple[str, str] | None]:
    found = (each.resolved for each in entry(workspace, key).notes)
    return [(each.by, each.because) if each else None for each in found]


def verdicts(workspace: Workspace, key: Key) -> list[tuple[str, str, str, str]]:
    return [(each.kind, each.grade, each.by, each.because) for each in entry(workspace, key).verdicts]


def settled_grade(workspace: Workspace, key: Key) -> tuple[str, str | None, str] | None:
    said = entry(workspace, key).settled
    return (said.grade, said.by, said.because) if said and said.by else None


def laid_against_its_own_document(workspace: Workspace, key: Key) -> tuple[str, list[str]]:
    found = {each.task.id: each for each in workspace.trace(key[0], key[0]).tasks}[key[1]]
    return found.state, [each.section for each in found.answers[:1]]


def add_row(workspace: Workspace, key: Key) -> tuple[Change, ...]:
    task = workspace.document(key[0]).task(key[1])
    assert task is not None
    return workspace.corrections.add_task(key[0], task.home, Row("补上的任务", leads=("省林业厅",)))


def added_rows(workspace: Workspace, key: Key) -> int:
    assert workspace.state is not None  # before the history is read a document is told as the reader read it
    return sum(task.text == "补上的任务" for task in workspace.document(key[0]).tasks)


def article(workspace: Workspace, key: Key) -> str:
    return entry(workspace, key).path[0].id


def save(workspace: Workspace, _: Key) -> tuple[Change, ...]:
    return workspace.saved_filters.save("重点督办", "是:星标")


def saved(workspace: Workspace, _: Key) -> list[tuple[str, str]]:
    return [(each.name, each.expression) for each in workspace.saved_filters.all()]


DEEDS: dict[str, Deed] = {
    "status": Deed(
        lambda w, key: w.mark([key], w.profile.parse("done"), "已印发"),
        lambda w, key: entry(w, key).status.key,
        "状态:已办结",
    ),
    "star": Deed(lambda w, key: w.star([key]), lambda w, key: entry(w, key).star, "是:星标"),
    "note": Deed(write, texts_of_notes, "批注:口径"),
    "edit": Deed(lambda w, key: w.edit_note(note(w, key), "改过的话"), texts_of_notes, "批注:改过", write),
    "delete": Deed(lambda w, key: w.delete_note(note(w, key)), texts_of_notes, "-有:批注", write),
    "reply": Deed(lambda w, key: w.reply(note(w, key), "已经核对"), texts_of_notes, "批注:已经核对", write),
    "resolve": Deed(lambda w, key: w.resolve(note(w, key), "口径一致"), settled_notes, "-有:未决批注", write),
    "tie": Deed(lambda w, key: w.tie(key, "一"), article, "章节:一"),
    "reading": Deed(
        lambda w, key: w.corrections.correct(*key, text="全新的文字"),
        lambda w, key: entry(w, key).task.text,
        "全新的文字",
    ),
    "reading.row": Deed(add_row, added_rows, "补上的任务"),
    "filter": Deed(save, saved),
    "filter_name": Deed(lambda w, _: w.saved_filters.rename(w.saved_filters.all()[0], "改了名"), saved, "", save),
    "due": Deed(
        lambda w, key: w.set_due([key], "2027-03-31", "延期"),
        lambda w, key: (entry(w, key).deadline or Deadline("", None)).value(),
        "截止:2027-03",
    ),
    "stage": Deed(
        lambda w, key: w.add_stage(key, "印发方案", "2026-12-31"), lambda w, key: entry(w, key).stages, "有:阶段"
    ),
    "progress": Deed(
        lambda w, key: w.report(key, percent=40, text="已动工"), lambda w, key: entry(w, key).percent, "进度:40"
    ),
    "tag": Deed(lambda w, key: w.tag([key], ["重点"]), lambda w, key: entry(w, key).tags, "标签:重点"),
    "verdict": Deed(lambda w, key: w.judge([key], "良", "third", because="抽查属实"), verdicts, "裁定:良"),
    "settle": Deed(lambda w, key: w.settle([key], "中", "以抽查为准"), settled_grade, "裁定:中"),
    "trace": Deed(lambda w, key: w.correct_trace([key], key[0], "partly", section="二"), laid_against_its_own_document),
    "validity": Deed(
        lambda w, key: w.set_validity(key[0], "废止", "新办法", "2026-01-01"),
        lambda w, key: w.validity(key[0]),
        "效力:废止",
    ),
}
KEY = ("plan", "附件#2")

every_kind = pytest.mark.parametrize("name", sorted(DEEDS))


def test_no_kind_is_left_out() -> None:
    assert DEEDS.keys() | ELSEWHERE.keys() == KINDS.keys()


@every_kind
def test_it_is_written_told_taken_back_and_repeated(name: str, enter: Enter) -> None:
    wang, deed = enter("王芳"), DEEDS[name]
    deed.before(wang, KEY)
    before = deed.see(wang, KEY)
    changes = deed.do(wang, KEY)
    after = deed.see(wang, KEY)
    assert after != before
    (change,) = [each for each in changes if kind_of(each.kind, each.target) is KINDS[name]]
    assert type(change.value) in KINDS[name].values
    for lang in ("zh", "en"):
        aloud = Aloud(Texts(lang), wang.profile, wang.find_document, wang.state.note, several=False)
        told = aloud.told(change)
        assert Texts(lang).has(f"cli.kind.{name}")
        assert "{" not in told
        assert told.split()[-1] not in {"None", "True"}
    for _ in range(2):
        wang.undo()
        assert deed.see(wang, KEY) == before
        wang.redo()
        assert deed.see(wang, KEY) == after


@pytest.mark.parametrize("name", sorted(DEEDS.keys() - {"note", "reply", "reading.row", "stage", "delete"}))
def test_what_is_so_already_is_not_written_again(name: str, enter: Enter) -> None:
    wang, deed = enter("王芳"), DEEDS[name]
    deed.before(wang, KEY)
    assert deed.do(wang, KEY)
    assert deed.do(wang, KEY) == ()


@every_kind
def test_one_sees_how_it_stood_then_and_what_a_reopened_workspace_says(name: str, enter: Enter) -> None:
    wang, deed = enter("王芳"), DEEDS[name]
    deed.before(wang, KEY)
    wang.star([("plan", "附件#1")])
    *_, last = wang.log()
    before = deed.see(wang, KEY)
    deed.do(wang, KEY)
    after = deed.see(wang, KEY)
    then = wang.as_of(last.change.stamp)
    assert deed.see(then, KEY) == before
    assert wang.store.checkpoint()
    wang.close()
    assert deed.see(enter("王芳"), KEY) == after
    assert FORMAT == 5, "a program that folds other kinds has another checkpoint"


@every_kind
def test_a_filter_finds_it(name: str, enter: Enter) -> None:
    wang, deed = enter("王芳"), DEEDS[name]
    deed.before(wang, KEY)

    def found() -> int:
        return len(wang.filter(deed.found_by, wang.ledger("plan")).ledger)

    if deed.found_by:
        before = found()
        deed.do(wang, KEY)
        assert found() > before
        wang.undo()
        assert found() == before
    assert bool(deed.found_by) == bool(KINDS[name].filter)


@every_kind
def test_it_is_merged_whatever_arrives_first(name: str, enter: Enter, tmp_path: Path) -> None:
    wang, li, deed = enter("王芳"), enter("李强"), DEEDS[name]
    deed.before(wang, KEY)
    deed.do(wang, KEY)
    li.mark([("plan", "附件#1")], li.profile.parse("active"))
    records = [(change, encode(change)) for change in wang.store.history()]
    for at, order in enumerate((records, records[::-1])):
        there = enter("王芳", tmp_path / f"there{at}")
        there.library.save(*make_document("plan"))
        for record in order:
            there.store.receive([record])
        assert deed.see(there, KEY) == deed.see(wang, KEY)


def test_two_who_take_turns_are_never_told_that_they_wrote_at_the_same_time(enter: Enter) -> None:
    """Whatever they do and take back of it: each knew what stood there."""
    chance, two = random.Random(6), (enter("王芳"), enter("李明"))
    for turn in range(90):
        each = chance.choice(two)
        each.catch_up()
        name, forced = (
            chance.choice([*sorted(DEEDS), "undo", "undo", "undo", "redo", "redo", "mark"]),
            chance.random() < 0.5,
        )
        with suppress(Problem, IndexError):  # nothing to take back, or no note to write on
            if name == "mark":
                each.mark([KEY], chance.choice(each.profile.statuses))
            elif name in DEEDS:
                DEEDS[name].do(each, KEY)
            else:
                getattr(each, name)(force=forced)
        assert [each.at_odds() for each in two] == [(), ()], (turn, name)


@every_kind
def test_it_is_exported_where_the_table_says(name: str, enter: Enter) -> None:
    wang, deed = enter("王芳"), DEEDS[name]
    deed.before(wang, KEY)

    def shown() -> Any:  # noqa: ANN401
        seen = Seen(wang.now().date(), DEFAULT, NamesToday(wang.register).of)
        records = {
            "tasks": [entry_record(each, seen) for each in wang.ledger("plan")],
            "notes": [note_record(each, wang.editions.anchors(wang.notes())[each.id]) for each in wang.notes()],
            "docs": [library_record(each) for each in wang.summaries()],
        }
        where, field = KINDS[name].exported.split(".")
        return [each.get(field) for each in records[where]]

    if KINDS[name].exported:
        before = shown()
        deed.do(wang, KEY)
        assert shown() != before


@every_kind
def test_its_line_of_the_journal_reads_back(name: str, enter: Enter) -> None:
    wang, deed = enter("王芳"), DEEDS[name]
    deed.before(wang, KEY)
    for change in deed.do(wang, KEY):
        assert decode(encode(change)[18:-1]) == change


def test_all_of_them_go_along_to_a_new_edition(tmp_path: Path) -> None:
    """Task 7 is task 8 in the second edition: all that was put on it, or on its document, is there."""
    desk = Desk(tmp_path)
    wang = desk.enter("王芳")
    desk.bring(wang, FIRST)
    old = (DOC, "附件#7")
    words = entry(wang, old).task.text
    carried = {
        name: deed for name, deed in DEEDS.items() if name not in {"delete", "reading", "reading.row", "note", "tie"}
    }
    for deed in carried.values():
        deed.before(wang, old)
        deed.do(wang, old)
    seen = {name: deed.see(wang, old) for name, deed in carried.items()}
    desk.bring(wang, SECOND, replace=True)
    new = (DOC, "附件#8")
    assert entry(wang, new).task.text == words
    assert {name: deed.see(wang, new) for name, deed in carried.items()} == seen
    assert wang.validity(DOC).force is Force.REPEALED
    wang.undo()
    assert {name: deed.see(wang, old) for name, deed in carried.items()} == seen


def test_a_mark_whose_task_is_gone_waits_for_a_decision(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    wang = desk.enter("王芳")
    desk.bring(wang, SECOND)
    gone = (DOC, "附件#7")
    marks = {name for name, kind in KINDS.items() if kind.mark and kind.carry is Carry.PLACE} & DEEDS.keys()
    for name in sorted(marks - {"reading", "reading.row", "tie"}):
        DEEDS[name].do(wang, gone)
    desk.bring(wang, FIRST, replace=True)
    waiting = [each for each in wang.editions.waiting(DOC) if each.place == gone[1]]
    assert {mark.kind for each in waiting for mark in each.marks} == marks - {"reading", "reading.row", "tie"}
