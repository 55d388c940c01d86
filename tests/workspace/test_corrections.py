"""Corrections to a reading: folded before the marks, kept over a re-import, undoable; the library stays as it was."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.ingest.second_edition import second_edition
from tests.workspace.conftest import Office
from tests.workspace.test_editions import DOC, FIRST, Desk, notes, statuses
from tui.model.reading import Row, names_value, value_names
from tui.model.task import Task
from tui.workspace import Workspace


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


@pytest.fixture
def mine(desk: Desk) -> Workspace:
    workspace = desk.enter("甲")
    desk.bring(workspace, FIRST)
    return workspace


def task(workspace: Workspace, task_id: str) -> Task:
    found = workspace.document(DOC).task(task_id)
    assert found is not None
    return found


FIELDS: list[tuple[str, str | tuple[str, ...], str, object]] = [
    ("text", "系统清理地方保护", "text", "系统清理地方保护"),
    ("no", "1.1", "no", "1.1"),
    ("leads", ("省发展改革委", "省商务厅"), "leads", ("省发展改革委", "省商务厅")),
    ("leads", (), "leads", ()),
    ("participants", ("各市、县人民政府",), "participants", ("各市、县人民政府",)),
    ("due", "2016年底前", "due", ("2016年底前", "2016-12-31")),
]


@pytest.mark.parametrize(("field", "value", "name", "shown"), FIELDS)
def test_a_field_is_corrected_and_undone(
    desk: Desk, mine: Workspace, field: str, value: str | tuple[str, ...], name: str, shown: object
) -> None:
    library = (desk.folder / "office" / "library" / f"{DOC}.json").read_bytes()
    read = task(mine, "附件#1")
    (change,) = mine.corrections.correct(DOC, "附件#1", **{field: value})
    assert (change.kind, change.target) == ("reading", f"附件#1@{field}")
    for workspace in (mine, desk.enter("乙")):
        workspace.state  # noqa: B018 - the journal is read
        assert getattr(task(workspace, "附件#1"), name) == shown
        assert workspace.corrections.fields(DOC) == {"附件#1": (field,)}
        assert next(iter(workspace.ledger(DOC))).corrected == (field,)
    assert mine.corrections.correct(DOC, "附件#1", **{field: value}) == ()
    assert (desk.folder / "office" / "library" / f"{DOC}.json").read_bytes() == library
    mine.undo()
    assert task(mine, "附件#1") == read
    mine.redo()
    assert getattr(task(mine, "附件#1"), name) == shown
    mine.corrections.correct(DOC, "附件#1", **{field: None})
    assert task(mine, "附件#1") == read


def test_what_is_corrected_to_what_was_read_is_as_it_was_read(mine: Workspace) -> None:
    read = task(mine, "附件#14")
    assert mine.corrections.correct(DOC, "附件#14", text=read.text, leads=read.leads) == ()
    mine.corrections.correct(DOC, "附件#14", text="另一个", leads=())
    mine.corrections.correct(DOC, "附件#14", text=read.text, leads=read.leads)
    assert mine.corrections.fields(DOC) == {}


def test_filters_and_names_follow_the_corrections(mine: Workspace) -> None:
    mine.corrections.correct(DOC, "附件#14", leads=("省大数据局",), no="十四")
    selection = mine.filter("牵头:大数据", mine.ledger(DOC))
    assert [entry.task.id for entry in selection.ledger] == ["附件#14"]
    assert mine.find_task("十四", DOC).id == "附件#14"


def test_columns_taken_for_each_other_are_set_right_at_once(mine: Workspace) -> None:
    read = mine.document(DOC).tasks
    assert len(mine.corrections.set_roles(DOC, "附件", "swapped")) == 1
    assert [(t.leads, t.participants) for t in mine.document(DOC).tasks] == [(t.participants, t.leads) for t in read]
    mine.corrections.set_roles(DOC, "附件", "lead")
    assert all(set(t.leads) == {*r.leads, *r.participants} for t, r in zip(mine.document(DOC).tasks, read, strict=True))
    mine.corrections.correct(DOC, "附件#1", participants=("省财政厅",))
    assert task(mine, "附件#1").participants == ("省财政厅",)
    assert mine.corrections.fields(DOC)["附件#1"] == ("roles", "participants")
    mine.corrections.set_roles(DOC, "附件", None)
    assert task(mine, "附件#2") == read[1]


def test_a_missed_row_has_the_stamp_of_its_change_as_id(desk: Desk, mine: Workspace) -> None:
    row = Row("补上的任务", "14甲", ("省财政厅",), ("省教育厅",), "2017年底前", "附件#14")
    (change,) = mine.corrections.add_task(DOC, "附件", row)
    for workspace in (mine, desk.enter("乙")):
        workspace.state  # noqa: B018 - the journal is read
        document = workspace.document(DOC)
        added = document.tasks[14]
        assert (added.id, added.no, added.ordinal, added.text) == (change.stamp, "14甲", 15, "补上的任务")
        assert (added.leads, added.participants) == (("省财政厅",), ("省教育厅",))
        assert added.due is not None
        assert added.due.by == "2017-12-31"
        assert [each.ordinal for each in document.tasks] == list(range(1, 64))
    mine.mark([(DOC, change.stamp)], mine.profile.parse("done"))
    mine.add_note(DOC, change.stamp, "新补")
    mine.corrections.correct(DOC, change.stamp, leads=("省民政厅",))
    assert statuses(mine) == {"补上的任务": "done"}
    assert notes(mine) == {"新补": change.stamp}
    assert task(mine, change.stamp).leads == ("省民政厅",)
    for _ in range(4):
        mine.undo()
    assert mine.document(DOC).task(change.stamp) is None
    mine.redo()
    assert task(mine, change.stamp).text == "补上的任务"


def test_a_row_that_is_no_task_is_taken_out_and_put_back(mine: Workspace) -> None:
    mine.mark([(DOC, "附件#2")], mine.profile.parse("done"))
    mine.corrections.drop(DOC, "附件#2")
    assert [t.no for t in mine.document(DOC).tasks[:3]] == ["1", "3", "4"]
    assert [t.ordinal for t in mine.document(DOC).tasks[:3]] == [1, 2, 3]
    assert statuses(mine) == {}
    mine.undo()
    assert list(statuses(mine).values()) == ["done"]


def test_corrections_survive_another_edition(desk: Desk, mine: Workspace) -> None:
    """What says who leads goes along; what says the words or the number only where these are the same still."""
    mine.corrections.correct(DOC, "附件#14", leads=("省大数据局",))
    mine.corrections.correct(DOC, "附件#1", text="系统清理地方保护")
    mine.corrections.correct(DOC, "附件#20", no="二十")
    (added,) = mine.corrections.add_task(DOC, "附件", Row("补上的任务", after="附件#14"))
    desk.bring(mine, second_edition(FIRST), replace=True)
    assert task(mine, "附件#15").leads == ("省大数据局",)
    assert task(mine, "附件#1").text == "系统清理地方保护"
    assert task(mine, "附件#21").no == "21"
    assert [t.id for t in mine.document(DOC).tasks[14:16]] == ["附件#15", added.stamp]
    (waiting,) = mine.editions.waiting(DOC)
    assert (waiting.place, waiting.marks[0].value) == ("附件#20", "二十")


def test_the_same_text_again_keeps_the_corrections(desk: Desk, mine: Workspace) -> None:
    mine.corrections.correct(DOC, "附件#14", leads=("省大数据局",))
    assert desk.bring(mine, FIRST, replace=True) == "same"
    assert task(mine, "附件#14").leads == ("省大数据局",)


def test_two_people_correct_different_fields_and_both_count(desk: Desk, mine: Workspace) -> None:
    theirs = desk.enter("乙", "elsewhere")
    desk.bring(theirs, FIRST)
    mine.corrections.correct(DOC, "附件#14", leads=("省大数据局",))
    theirs.corrections.correct(DOC, "附件#14", participants=("省财政厅",))
    desk.send(theirs, mine)
    assert (task(mine, "附件#14").leads, task(mine, "附件#14").participants) == (("省大数据局",), ("省财政厅",))


_letters = st.characters(exclude_categories=["C", "Z"])
_names = st.lists(st.text(_letters, min_size=1), max_size=4)


@given(st.text(min_size=1), st.none() | st.text(min_size=1), _names, st.none() | st.text(min_size=1))
def test_a_row_reads_back(text: str, no_: str | None, names: list[str], due: str | None) -> None:
    row = Row(text, no_, tuple(names), (), due)
    assert Row.parse(str(row)) == row
    assert value_names(names_value(names)) == tuple(names)


@given(st.text() | st.booleans() | st.none())
def test_what_is_no_row_is_passed_over(value: str | bool | None) -> None:
    row = Row.parse(value)
    assert row is None or row.text


DEEDS = st.tuples(
    st.sampled_from(["text", "leads", "due", "dropped", "row", "roles", "roles at once", "status", "note"]),
    st.integers(0, 2),
    st.integers(0, 2),
)


def do(workspace: Workspace, deed: tuple[str, int, int]) -> bool:
    """Correct something, or mark it; whether that changed anything."""
    what, number, choice = deed
    task_id = f"附件#{number + 1}"
    corrections = workspace.corrections
    if what == "row":
        return bool(corrections.add_task("plan", "附件", Row(f"补上 {choice}", after=task_id)))
    if what.startswith("roles"):
        place = "附件" if what == "roles" else ""
        return bool(corrections.set_roles("plan", place, ["swapped", "lead", None][choice]))
    if what == "dropped":
        return bool(corrections.correct("plan", task_id, dropped=[True, None, True][choice]))
    if what == "status":
        return bool(workspace.mark([("plan", task_id)], workspace.profile.statuses[choice]))
    if what == "note":
        return bool(workspace.add_note("plan", task_id, f"批注 {choice}"))
    values: dict[str, list[str | tuple[str, ...] | None]] = {
        "text": ["甲", "乙", None],
        "leads": [("省财政厅",), (), None],
        "due": ["2017年底前", "", None],
    }
    return bool(corrections.correct("plan", task_id, **{what: values[what][choice]}))


def seen(workspace: Workspace) -> object:
    """All that a person sees, without who touched what last; an added task by its words."""
    tasks = [(t.no, t.ordinal, t.text, t.leads, t.participants, t.due) for t in workspace.document("plan").tasks]
    marks = [(entry.status.key, len(entry.notes), entry.corrected) for entry in workspace.ledger("plan")]
    return tasks, marks


@settings(max_examples=40, deadline=None)
@given(st.lists(DEEDS, max_size=7), st.booleans())
@example([("text", 0, 1), ("leads", 0, 0), ("text", 0, 0)], False)
@example([("roles", 0, 0), ("roles at once", 0, 1), ("roles", 0, 1)], False)
@example([("roles at once", 0, 1), ("roles", 0, 0), ("roles at once", 0, 0)], False)
def test_undo_takes_corrections_back_step_by_step_and_redo_repeats(
    deeds: list[tuple[str, int, int]], anew: bool
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        office = Office(Path(folder))
        workspace = office.enter("甲")
        views = [seen(workspace)]
        views += [seen(workspace) for deed in deeds if do(workspace, deed)]
        for view in reversed(views[:-1]):
            workspace = office.enter("甲") if anew else workspace
            assert workspace.undo()
            assert seen(workspace) == view
        for view in views[1:]:
            workspace = office.enter("甲") if anew else workspace
            assert workspace.redo()
            assert seen(workspace) == view
