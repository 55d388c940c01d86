"""Columns that grow, are interrupted, and hold very many names: they find what looking at each row finds."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from tui.model.ledger import Entry, Held, Ledger, Rows
from tui.query.columns import folded as columns
from tui.query.columns.folded import Joined
from tui.query.columns.search import Searcher, Superseded
from tui.query.language.parse import parse
from tui.query.language.terms import Context
from tui.query.match import folding
from tui.query.match.needle import needle

EXPRESSIONS = (
    "财政", "czt", "省czt", "caizheng", "changzhi", "部门:caizheng", "牵头=省财政厅", "部门:czt -牵头:czt",
    "章节:五", "章节:wuliu", "章节:消费", "章节=创新人才政策", "章节:附件", "fuwu", "nc", "消费 or 物流", "sfgw",
    "批注:核实", "作者:王芳", "文件:shanxi", "-有:批注", "xiaofei -状态:已办结", "排序:章节-", "排序:牵头,序号-",
)  # fmt: skip


class Growing:
    """Rows of a ledger that come a few at a time."""

    def __init__(self, entries: Ledger) -> None:
        self._all = list(entries)
        self._there = 0

    def come(self, count: int) -> list[Entry]:
        begin, self._there = self._there, min(self._there + count, len(self._all))
        return self._all[begin : self._there]

    def rows(self) -> Rows:
        return Held(self._all[: self._there])


@pytest.mark.parametrize("expression", EXPRESSIONS)
def test_a_ledger_that_grows_is_searched_as_one_that_was_whole(
    expression: str, ledger: Ledger, context: Context
) -> None:
    growing, searcher = Growing(ledger), Searcher(Ledger())
    query = parse(expression, context)
    for count in (1, 7, 30, 62):
        searcher.add(growing.come(count))
        searcher.table.entries = growing.rows()
        there = Ledger(growing.rows()[row] for row in range(len(searcher)))
        assert [e.key for e in searcher.run(query)] == [e.key for e in Searcher(there).run(query)]
    assert len(searcher) == 62


@pytest.mark.parametrize("expression", EXPRESSIONS)
def test_among_many_names_the_same_is_found(
    expression: str, ledger: Ledger, context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    query = parse(expression, context)
    wanted = [entry.key for entry in Searcher(ledger).run(query)]
    monkeypatch.setattr(columns, "_MANY", 0)
    assert [entry.key for entry in Searcher(ledger).run(query)] == wanted
    if not query.orders:
        assert wanted == [entry.key for entry in ledger if query.node.match(entry)]


@pytest.mark.parametrize("word", ["czt", "caizheng", "省czt", "shifan", "nl", "z", "cheng'xiang", "wlyy", "财zhengt"])
def test_every_name_that_is_read_begins_as_the_opening_says(word: str, ledger: Ledger) -> None:
    names = {name for entry in ledger for name in entry.task.agencies}
    names |= {section.heading for entry in ledger for section in entry.path if section.heading}
    wanted, joined, keys = needle(word), Joined(), sorted(map(folding.key, names))
    joined.add(keys)
    may = {keys[number] for number in joined.matching(wanted.opening)}
    assert {key for key in keys if wanted.in_name(key)} <= may
    assert len(may) < len(keys) or word == "z"


def test_rows_that_were_corrected_are_looked_at_as_they_are(ledger: Ledger, context: Context) -> None:
    chance = random.Random(1)
    for expression in EXPRESSIONS:
        searcher, query = Searcher(ledger), parse(expression, context)
        searcher.run(query)
        changed = list(ledger)
        for row in chance.sample(range(62), 9):
            other = ledger[chance.randrange(62)]
            changed[row] = replace(
                changed[row], task=changed[row].task._replace(leads=other.task.leads), path=other.path
            )
            searcher.table.entries = Held(changed)
            searcher.mark(row, changed[row], corrected=True)
        found = [entry.key for entry in searcher.run(query)]
        assert found == [entry.key for entry in Searcher(Ledger(changed)).run(query)], expression


def test_a_mark_changes_one_row_of_what_was_found(ledger: Ledger, context: Context) -> None:
    searcher, query = Searcher(ledger), parse("是:星标", context)
    for row, star in ((0, False), (5, True), (5, True), (61, True), (13, False)):
        entry = replace(ledger[row], star=star)
        searcher.replace(row, entry)
        assert searcher.rows(query.node) == [at for at in range(62) if searcher.table.entries[at].star]


def test_a_search_that_was_interrupted_stops_and_the_next_one_runs(ledger: Ledger, context: Context) -> None:
    searcher = Searcher(ledger)
    searcher.interrupt()
    for expression in ("财政", "部门:czt", "章节:五", "排序:序号"):
        with pytest.raises(Superseded):
            searcher.run(parse(expression, context))
    searcher.resume()
    assert len(searcher.run(parse("部门:czt", context))) == 19
