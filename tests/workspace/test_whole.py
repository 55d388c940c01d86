"""All documents as one ledger: what a filter finds, what a mark changes, and that no document is built for it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.bench.library import make
from tests.cli.conftest import make_document
from tests.workspace.conftest import Enter, Office
from tui.model.document import Document
from tui.model.errors import Invalid
from tui.model.ledger import Entry, Ledger
from tui.store.library import Library
from tui.workspace import Workspace

DOCS = ("eins", "plan", "zwei")


@pytest.fixture
def workspace(office: Office, enter: Enter) -> Workspace:
    """Three documents of three tasks each."""
    for doc in ("eins", "zwei"):
        Library(office.root).save(*make_document(doc))
    return enter("王芳")


def keys(ledger: Ledger) -> list[str]:
    """`eins/1` and so on."""
    return [f"{entry.doc}/{entry.task.ordinal}" for entry in ledger]


def found(workspace: Workspace, expression: str) -> list[str]:
    return keys(workspace.filter(expression, workspace.ledger()).ledger)


def each(workspace: Workspace) -> list[Entry]:
    """The entries of all documents, each as its own ledger has it."""
    return [entry for doc in workspace.library.ids() for entry in workspace.ledger(doc)]


def test_the_whole_ledger_is_the_ledgers_of_all_documents(workspace: Workspace) -> None:
    assert keys(workspace.ledger()) == [f"{doc}/{number}" for doc in DOCS for number in (1, 2, 3)]
    for whole, single in zip(workspace.ledger(), each(workspace), strict=True):
        assert whole.task == single.task
        assert (whole.key, whole.status, whole.star, whole.notes) == (single.key, single.status, False, ())
        assert [s.id for s in whole.path] == [s.id for s in single.path]
        assert [s.heading for s in whole.path] == [s.heading for s in single.path]


def test_it_comes_document_by_document_and_can_be_searched_meanwhile(workspace: Workspace) -> None:
    whole = workspace.whole
    counts = [(taken, len(whole), len(workspace.filter("财政", whole.ledger).ledger)) for taken in whole.load()]
    assert counts == [(1, 3, 2), (2, 6, 4), (3, 9, 6)]
    assert whole.complete
    assert workspace.whole is whole
    assert list(whole.load()) == []


EXPRESSIONS = """财政 czt 部门:财政厅 牵头:czt 章节:二 章节:财税 章节=财税支持 有:时限 是:无牵头 是:继承 截止<2017
序号:2..3 -牵头:财政厅 状态:已办结 -有:批注 是:星标 批注:核实 作者:王芳 排序:序号- 排序:截止 排序:章节- 排序:状态-
排序:星标 排序:批注 排序:更改- 排序:作者 排序:文件- 排序:牵头 排序:任务 是:了结 是:逾期 有:章节 有:参加 有:牵头"""


@pytest.mark.parametrize("expression", EXPRESSIONS.split())
def test_a_filter_finds_in_all_what_it_finds_in_each(workspace: Workspace, expression: str) -> None:
    workspace.mark([("eins", "附件#1"), ("zwei", "附件#2")], workspace.profile.parse("done"))
    workspace.star([("zwei", "附件#3")])
    workspace.add_note("plan", "附件#2", "请核实")
    query = workspace.filter(expression, workspace.ledger())
    singly = {entry.key for doc in DOCS for entry in workspace.filter(expression, workspace.ledger(doc)).ledger}
    assert {entry.key for entry in query.ledger} == singly
    assert query.total == 9
    if expression.startswith("排序"):
        everything = Ledger(each(workspace))
        assert keys(query.ledger) == keys(workspace.filter(expression, everything).ledger)


def test_marks_notes_and_stars_are_seen_at_once(workspace: Workspace) -> None:
    ledger = workspace.ledger()
    assert found(workspace, "是:星标 or 有:批注 or 状态:已办结") == []
    workspace.star([("zwei", "附件#3")])
    workspace.mark([("eins", "附件#2")], workspace.profile.parse("done"))
    workspace.add_note("plan", "附件#1", "请核实")
    assert found(workspace, "是:星标 or 有:批注 or 状态:已办结") == ["eins/2", "plan/1", "zwei/3"]
    assert ledger[1].status.key == "done"
    workspace.undo()
    assert found(workspace, "有:批注") == []


def test_what_another_does_is_seen_whenever_it_comes(workspace: Workspace, enter: Enter) -> None:
    other = enter("李强")
    workspace.ledger()
    other.mark([("zwei", "附件#1")], other.profile.parse("done"))
    other.add_note("zwei", "附件#1", "同时写的批注")
    workspace.star([("zwei", "附件#2")])  # takes in what the other wrote, without telling
    assert found(workspace, "状态:已办结") == ["zwei/1"]
    assert found(workspace, "作者:李强") == ["zwei/1"]
    assert found(workspace, "是:星标") == ["zwei/2"]


def test_a_tie_that_a_person_gave_counts(workspace: Workspace) -> None:
    before = found(workspace, "章节:（一）")
    workspace.tie(("eins", "附件#2"), "二/（一）")
    assert found(workspace, "章节:（一）") == sorted([*before, "eins/2"])
    assert "eins/2" not in found(workspace, "章节:财税")
    workspace.undo()
    assert found(workspace, "章节:（一）") == before


def test_a_corrected_reading_counts(workspace: Workspace) -> None:
    workspace.ledger()
    workspace.corrections.correct("plan", "附件#1", text="全新的任务文字", leads=("省林业厅",))
    assert found(workspace, "全新的任务") == ["plan/1"]
    assert found(workspace, "牵头:林业厅") == ["plan/1"]
    workspace.corrections.correct("plan", "附件#2", dropped=True)
    assert len(workspace.ledger()) == 8
    assert workspace.ledger().index_of(("plan", "附件#2")) is None


def test_a_filter_builds_no_document(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: Library, doc: str) -> Document:
        raise AssertionError(doc)

    workspace.mark([("eins", "附件#1")], workspace.profile.parse("done"))
    monkeypatch.setattr(Library, "load", refuse)
    assert found(workspace, "状态:已办结 财政") == ["eins/1"]
    assert [summary.done for summary in workspace.summaries()] == [1, 0, 0]


@pytest.mark.parametrize(
    "harm",
    [lambda _: "{}", lambda text: text[:900], lambda text: text.replace('"leads"', '"leader"'), lambda _: ""],
    ids=["empty", "cut", "another shape", "nothing"],
)
def test_a_document_that_cannot_be_read_keeps_nobody_from_the_others(
    workspace: Workspace, office: Office, harm: Callable[[str], str]
) -> None:
    file = office.root / "library" / "plan.json"
    file.write_text(harm(file.read_text(encoding="utf-8")), encoding="utf-8")
    whole = workspace.whole
    assert list(whole.load()) == [1, 2, 3]
    assert keys(whole.ledger) == [f"{doc}/{number}" for doc in ("eins", "zwei") for number in (1, 2, 3)]
    (problem,) = whole.problems
    assert isinstance(problem, Invalid)
    assert whole.row_of(("plan", "附件#1")) is None
    assert whole.row_of(("zwei", "附件#3")) == 5
    assert list(whole.rows_of("zwei")) == [3, 4, 5]


def test_a_document_that_is_taken_in_later_stands_in_the_next_whole(workspace: Workspace, tmp_path: Path) -> None:
    assert len(workspace.ledger()) == 9
    file = tmp_path / "new.txt"
    file.write_text("关于新任务的通知\n\n一、任务\n（一）新任务。推进全新工作。（省财政厅牵头）\n", encoding="utf-8")
    workspace.import_file(file, doc_id="neu")
    assert "neu" in workspace.whole.ids


def test_a_department_is_found_by_all_its_names(workspace: Workspace) -> None:
    assert found(workspace, "部门:省发展和改革委员会") == ["eins/1", "plan/1", "zwei/1"]


def test_titles_choose_documents(workspace: Workspace) -> None:
    assert found(workspace, "文件:zwei") == ["zwei/1", "zwei/2", "zwei/3"]
    assert found(workspace, f"文件:“{make_document('eins')[0].title}” 序号:1") == ["eins/1", "plan/1", "zwei/1"]


def test_keys_look_and_choice_of_rows(workspace: Workspace) -> None:
    ledger = workspace.ledger()
    assert list(ledger.keys())[3] == ("plan", "附件#1")
    assert ledger.look.several
    assert ledger.look.due
    few = workspace.filter("财政 排序:文件-", ledger).ledger
    assert [entry.key for entry in few.having({("zwei", "附件#1"), ("eins", "附件#1"), ("x", "y")})] == [
        ("zwei", "附件#1"),
        ("eins", "附件#1"),
    ]
    assert few.index_of(("eins", "附件#1")) == [entry.key for entry in few].index(("eins", "附件#1"))
    assert few.index_of(("eins", "附件#3")) is None
    assert keys(few[:2]) == keys(few)[:2]


def test_the_made_library_is_the_same_each_time_and_no_two_documents_alike(tmp_path: Path) -> None:
    for name in ("a", "b"):
        make(tmp_path / name, 3)
    files = sorted(file.name for file in (tmp_path / "a" / "library").iterdir())
    assert len(files) == 3
    texts = [(tmp_path / "a" / "library" / name).read_bytes() for name in files]
    assert texts == [(tmp_path / "b" / "library" / name).read_bytes() for name in files]
    loaded = [Library(tmp_path / "a").load(doc) for doc in Library(tmp_path / "a").ids()]
    assert all(len(document.tasks) == 62 for document in loaded)
    assert len({document.tasks[0].text for document in loaded}) == 3


def test_the_list_of_documents_tells_how_many_tasks_are_overdue(workspace: Workspace) -> None:
    assert [summary.overdue for summary in workspace.summaries()] == [1, 1, 1]
    done = workspace.profile.parse("done")
    workspace.mark([(workspace.library.ids()[0], "附件#2")], done)
    assert [summary.overdue for summary in workspace.summaries()] == [0, 1, 1]
