"""What a filled-in ledger says of progress: offered as first marks and notes, taken only when asked, in one step."""

from __future__ import annotations

from pathlib import Path

import pytest

from tui.i18n import Texts
from tui.model.document import Doubt
from tui.model.profile import SUPERVISION
from tui.workspace import Workspace
from tui.workspace.offers import is_progress, status_of
from tui.workspace.report import Group, report_of

from .conftest import Office

LEDGER = """甲市2024年重点任务台账

序号\t重点任务\t责任单位\t完成情况\t存在问题\t备注
1\t建设平台\t市甲局\t已完成\t无\t
2\t改造道路\t市乙局\t已完成80%\t\t缓建
3\t招商引资\t市丙局\t未启动\t资金不足\t
4\t整治河道\t市丁局\t\t\t
"""


def bring(office: Office, who: str = "甲") -> tuple[Workspace, str]:
    """A workspace into which the ledger was read."""
    file = office.folder / "ledger.txt"
    file.write_text(LEDGER, encoding="utf-8")
    workspace = office.enter(who)
    return workspace, workspace.import_file(file, doc_id="ledger").document.id


def marked(workspace: Workspace, doc: str) -> list[tuple[str, list[str]]]:
    return [(entry.status.key, [note.text for note in entry.notes]) for entry in workspace.ledger(doc)]


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ("已完成", "done"), ("完成。", "done"), ("已全部办结，长期坚持", "done"), ("100%", "done"),
        ("已完成80%", "active"), ("基本完成", "active"), ("正在推进", "active"), ("已完成，正在试运行", "active"),
        ("未完成", None), ("尚未启动", None), ("未开展", None), ("0%", None), ("已取消", "stopped"),
        ("见附件", None), ("", None),
    ],
)  # fmt: skip
def test_what_words_on_progress_are_taken_for(words: str, status: str | None) -> None:
    found = status_of(words, SUPERVISION)
    assert (found.key if found else None) == status


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("完成情况", True), ("进展情况", True), ("目前进展", True), ("落实情况", True), ("工作进展及存在问题", True),
        ("办理状态", True), ("是否完成", True), ("整改情况", True), ("存在问题", False), ("备注", False),
        ("完成时限", False), ("目标值", False), ("一季度", False),
    ],
)  # fmt: skip
def test_which_columns_tell_of_progress(name: str, told: bool) -> None:
    assert is_progress(name) is told


def test_nothing_is_taken_unasked(office: Office) -> None:
    workspace, doc = bring(office)
    assert marked(workspace, doc) == [("todo", [])] * 4
    assert [
        (offer.task.no, offer.name, offer.text, offer.status and offer.status.key) for offer in workspace.offers(doc)
    ] == [
        ("1", "完成情况", "已完成", "done"),
        ("2", "完成情况", "已完成80%", "active"),
        ("3", "完成情况", "未启动", None),
    ]


def test_what_is_taken_is_one_step_and_is_offered_no_more(office: Office) -> None:
    workspace, doc = bring(office)
    changes = workspace.take_offers(workspace.offers(doc)[:2])
    assert len({change.batch for change in changes}) == 1
    assert marked(workspace, doc)[:2] == [("done", ["完成情况：已完成"]), ("active", ["完成情况：已完成80%"])]
    assert [offer.task.no for offer in workspace.offers(doc)] == ["3"]
    workspace.undo()
    assert marked(workspace, doc) == [("todo", [])] * 4
    assert len(workspace.offers(doc)) == 3


def test_a_mark_that_somebody_made_is_never_written_over(office: Office) -> None:
    workspace, doc = bring(office)
    offers = workspace.offers(doc)
    workspace.mark([(doc, offers[0].task.id)], SUPERVISION.parse("推进中"))
    assert workspace.offers(doc)[0].status is None
    workspace.take_offers(offers)
    assert marked(workspace, doc)[0] == ("active", ["完成情况：已完成"])


def test_the_report_says_in_one_line_how_much_asks_for_a_look(office: Office) -> None:
    workspace, doc = bring(office)
    told = workspace.reading_report(doc)
    assert told.headline(Texts("zh")) == "4 项任务 · 没有需要核对的"
    assert told.headline(Texts("en")) == "4 tasks · nothing to check"
    assert workspace.detail_names(workspace.ledger(doc)) == ("完成情况", "存在问题", "备注")
    assert workspace.detail_names(workspace.ledger()) == ("完成情况", "存在问题", "备注")


def test_the_report_begins_with_what_does_most_harm(office: Office) -> None:
    from dataclasses import replace

    codes = ("furniture", "weak_tie", "image_ignored", "unaccounted", "title_made", "page_numbers", "of_tomorrow")
    workspace, doc = bring(office)
    document = replace(workspace.document(doc), doubts=tuple(Doubt(code, "") for code in codes))
    told = report_of(document)
    order = [finding.doubt.code for finding in told.findings]
    assert order == [
        "of_tomorrow",
        "unaccounted",
        "title_made",
        "weak_tie",
        "image_ignored",
        "furniture",
        "page_numbers",
    ]
    assert [finding.doubt.code for finding in told.to_check] == order[:5]
    assert (told.count(Group.CHECK), told.count(Group.DROPPED), told.count(Group.TOLD)) == (4, 1, 2)
    assert told.headline(Texts("en")) == "4 tasks · 5 things to check"


def test_a_ledger_read_anew_offers_what_it_says_now(office: Office, tmp_path: Path) -> None:
    workspace, doc = bring(office)
    workspace.take_offers(workspace.offers(doc))
    file = tmp_path / "later.txt"
    file.write_text(LEDGER.replace("已完成80%", "已完成"), encoding="utf-8")
    imported = workspace.import_file(file, doc_id=doc, replace_old=True)
    assert imported.compared is not None
    changed = [change for match in imported.compared.tasks for change in match.changes]
    assert [tuple(change) for change in changed] == [("details", ("完成情况：已完成80%",), ("完成情况：已完成",))]
    assert [(offer.task.no, offer.note, offer.status) for offer in workspace.offers(doc)] == [
        ("2", "完成情况：已完成", None)
    ]
