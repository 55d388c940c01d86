"""Details in the filter: bare words look in them, 细节: in them alone; by columns as row by row."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tui.i18n import Texts
from tui.model.ledger import Entry, Ledger
from tui.model.task import Detail
from tui.query.columns.search import Searcher
from tui.query.language.explain import explain
from tui.query.language.parse import parse
from tui.query.language.terms import Context

DETAILS = {
    3: (Detail("目标值", "建成试点８个"), Detail("备注", "列入督查")),
    5: (Detail("备注", "试点先行"), Detail("备注", "列入督查重点")),
}


def with_details(entry: Entry) -> Entry:
    return replace(entry, task=entry.task._replace(details=DETAILS.get(entry.task.ordinal, ())))


@pytest.fixture
def detailed(ledger: Ledger) -> Ledger:
    return Ledger(map(with_details, ledger))


@pytest.mark.parametrize(
    ("expression", "found"),
    [
        ("细节:试点", [3, 5]), ("detail:试点", [3, 5]), ("试点8个", [3]), ("细节:shidian", [3, 5]),
        ("细节=列入督查", [3]),
        ("有:细节", [3, 5]), ("has:detail -细节:重点", [3]), ("细节:目标值", []), ("列入督查重点", [5]),
        ("细节:试点 or 序号:1", [1, 3, 5]), ("列入督查 排序:序号-", [5, 3]),
    ],
)  # fmt: skip
def test_details_are_found(expression: str, found: list[int], detailed: Ledger, context: Context) -> None:
    query = parse(expression, context)
    assert [entry.task.ordinal for entry in Searcher(detailed).run(query)] == found
    assert sorted(entry.task.ordinal for entry in detailed if query.node.match(entry)) == sorted(found)
    assert parse(query.expression(), context) == query


def test_a_hit_in_a_detail_can_be_shown_and_is_the_reason(detailed: Ledger, context: Context) -> None:
    node = parse("细节:试点", context).node
    assert (
        node.spans("建成试点８个", "detail") == parse("试点", context).node.spans("建成试点８个", "detail") == [(2, 4)]
    )
    assert node.spans("建成试点８个", "text") == []
    assert any("建成试点８个" in line for line in explain(node, detailed[2], Texts("zh")))
    assert node.words(Texts("en")) == "detail contains “试点”"


def test_typing_on_narrows_in_details_too(detailed: Ledger, context: Context) -> None:
    searcher = Searcher(detailed)
    for typed, found in (("列", [3, 5]), ("列入督", [3, 5]), ("列入督查重", [5])):
        rows = searcher.rows(parse(f"细节:{typed}", context).node)
        assert [detailed[row].task.ordinal for row in rows] == found
