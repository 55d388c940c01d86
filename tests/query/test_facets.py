"""Facets: what rows have, how the counts follow, and that a choice is a filter that shows what it counted."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tui.model.ledger import Entry, Ledger
from tui.model.profile import SUPERVISION
from tui.query.columns.facets import Choice, Facets, take_apart
from tui.query.columns.search import Searcher
from tui.query.language.parse import parse
from tui.query.language.terms import Context

from .test_expressions import numbers
from .test_time import worked_on

FINANCE = "省财政厅"


def facets(ledger: Ledger, expression: str, context: Context) -> Facets:
    """The facets of the rows that a filter shows, but for what it has chosen itself."""
    rest, chosen = take_apart(parse(expression, context))
    searcher = Searcher(ledger)
    rows = searcher.rows(parse(rest, context).node)
    return Facets(searcher, rows, SUPERVISION, {}, rest=rest, chosen=chosen, today=context.today)


def found(ledger: Ledger, expression: str, context: Context) -> list[int]:
    return [entry.task.ordinal for entry in Searcher(ledger).run(parse(expression, context))]


def test_what_the_document_has(ledger: Ledger, context: Context) -> None:
    of = facets(ledger, "", context)
    counts = of.counts(())
    values = {kind: [f.value for f in of.facets if f.kind == kind] for kind in ("dept", "status", "section", "by")}
    assert values["dept"][0] == "省发展改革委"
    assert (counts.having("lead", FINANCE), counts.having("part", FINANCE)) == (10, 9)
    assert values["status"] == ["未启动", "推进中", "待审核", "已办结", "已中止"]
    assert counts.having("status", "未启动") == 58
    assert values["by"] == ["李强", "王芳"] or values["by"] == ["王芳", "李强"]
    assert (counts.having("by", "王芳"), counts.having("by", "李强")) == (3, 2)
    labels = [(f.depth, f.label) for f in of.facets if f.kind == "section"]
    assert labels[0][0] == 0
    assert labels[0][1].startswith("四 ")
    assert labels[1] == (1, "（一） 加快建设统一大市场")
    assert counts.having("section", "健全环境政策体系") == 7
    assert counts.left == 62


@pytest.mark.parametrize(
    ("chosen", "wanted", "expression"),
    [
        ((Choice("dept", FINANCE),), "3 4 9 10 24 25 34 42 43 44 46 49 50 51 52 59 60 61 62", f"部门={FINANCE}"),
        ((Choice("lead", FINANCE),), "4 10 42 44 46 49 50 51 60 62", f"牵头={FINANCE}"),
        (
            (Choice("lead", FINANCE), Choice("part", "省教育厅")),
            "3 4 9 10 42 44 46 49 50 51 60 62",
            f"(参加=省教育厅 or 牵头={FINANCE})",
        ),
        (
            (Choice("lead", FINANCE), Choice("status", "已中止"), Choice("status", "待审核")),
            "62",
            f"牵头={FINANCE} (状态=已中止 or 状态=待审核)",
        ),
        ((Choice("section", "健全环境政策体系"), Choice("by", "王芳")), "62", "章节=健全环境政策体系 作者=王芳"),
    ],
)
def test_a_choice_is_a_filter(
    chosen: tuple[Choice, ...], wanted: str, expression: str, ledger: Ledger, context: Context
) -> None:
    of = facets(ledger, "", context)
    assert of.expression(chosen) == expression
    assert found(ledger, expression, context) == sorted(numbers(wanted))
    assert of.counts(chosen).left == len(numbers(wanted))
    assert take_apart(parse(expression, context)) == ("", frozenset(chosen))


def test_counts_of_a_kind_follow_the_others_alone(ledger: Ledger, context: Context) -> None:
    of = facets(ledger, "章节:五", context)
    before, after = of.counts(()), of.counts([Choice("lead", "省发展改革委")])
    leads = {facet.value for facet in of.facets if facet.kind == "dept"}
    sections = {facet.value for facet in of.facets if facet.kind == "section"}
    assert all(after.having("lead", name) == before.having("lead", name) for name in leads)
    assert any(after.having("section", name) != before.having("section", name) for name in sections)
    assert after.left == before.having("lead", "省发展改革委") == after.having("status", "未启动")


@pytest.mark.parametrize(
    ("expression", "rest", "chosen"),
    [
        ("财政 部门=省财政厅", "财政", {Choice("dept", FINANCE)}),
        ("(状态=已办结 or 状态=done) 排序:序号-", "排序:序号-", {Choice("status", "已办结")}),
        ("状态:已办结", "状态:已办结", set()),
        ("牵头=省财政厅 or 状态=已办结", "牵头=省财政厅 or 状态=已办结", set()),
        ("-牵头=省财政厅", "-牵头=省财政厅", set()),
        ("牵头=省财政厅 牵头=省教育厅", "牵头=省教育厅", {Choice("lead", FINANCE)}),
        ("", "", set()),
    ],
)
def test_a_filter_is_taken_apart(expression: str, rest: str, chosen: set[Choice], context: Context) -> None:
    assert take_apart(parse(expression, context)) == (rest, frozenset(chosen))


def test_what_was_chosen_and_no_row_has_can_be_taken_back(ledger: Ledger, context: Context) -> None:
    of = facets(ledger, "部门=省某某厅 作者=王 芳", context)
    assert of.facets[-1].value == "省某某厅"
    assert of.counts(of.chosen).left == 0
    assert facets(ledger, "作者=“王 芳”", context).chosen == {Choice("by", "王芳")}


def of_rows(*entries: Entry, titles: dict[str, str] | None = None) -> Facets:
    return Facets(Searcher(Ledger(entries)), range(len(entries)), SUPERVISION, titles or {})


def test_spellings_that_the_filter_takes_for_one_are_one(ledger: Ledger) -> None:
    other = replace(ledger[0], task=ledger[0].task._replace(leads=("省財政廳", "省 财政厅")))
    of = of_rows(other, *ledger)
    assert of.counts(()).having("lead", FINANCE) == 11
    assert of.printed(next(facet for facet in of.facets if facet.value == FINANCE)) == "省財政廳"
    assert of.expression([Choice("lead", FINANCE)]) == "牵头=省財政廳"


def test_documents_where_there_are_several(ledger: Ledger) -> None:
    of = of_rows(*ledger, replace(ledger[0], doc="另一份"), titles={"另一份": "关于另一件事的通知"})
    assert [f.label for f in of.facets if f.kind == "doc"][-1] == "关于另一件事的通知"
    assert of.counts([Choice("doc", "另一份")]).left == 1


def test_a_row_that_people_corrected_counts_as_it_is_now(ledger: Ledger) -> None:
    searcher = Searcher(ledger)
    searcher.replace(0, replace(ledger[0], path=ledger[61].path))
    searcher.table.corrected.add(0)
    counts = Facets(searcher, range(62), SUPERVISION, {}).counts(())
    assert counts.having("section", "健全环境政策体系") == 8
    assert counts.having("section", "加快建设统一大市场") == 1


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data(), base=st.sampled_from(["", "章节:五 or 章节:七", "财政 排序:序号-", "-有:批注"]))
def test_every_count_is_what_the_filter_finds(data: st.DataObject, base: str, ledger: Ledger, context: Context) -> None:
    of = facets(ledger, base, context)
    every = [Choice(facet.kind, facet.value) for facet in of.facets]
    every += [Choice(role, each.value) for each in every if each.kind == "dept" for role in ("lead", "part")]
    chosen = data.draw(st.lists(st.sampled_from(every), max_size=4, unique=True))
    counts = of.counts(chosen)
    assert counts.left == len(found(ledger, of.expression(chosen), context))
    further = data.draw(st.sampled_from([choice for choice in every if choice.kind != "dept"]))
    others = [choice for choice in chosen if choice.group != further.group]
    wanted = len(found(ledger, of.expression([*others, further]), context))
    assert counts.having(further.kind, further.value) == wanted


def test_lights_months_and_tags_are_facets(ledger: Ledger, context: Context) -> None:
    chance = random.Random(4)
    worked = Ledger(worked_on(entry, chance) for entry in ledger)
    searcher = Searcher(worked)
    facets = Facets(searcher, range(62), SUPERVISION, {}, today=context.today)
    counts = facets.counts(())
    seen = {facet.kind for facet in facets.facets}
    assert {"light", "due", "tag", "noted"} <= seen
    for facet in facets.facets:
        if facet.kind in {"light", "due", "tag", "noted"}:
            for lang in ("zh", "en"):
                words = Facets(searcher, range(62), SUPERVISION, {}, lang=lang, today=context.today)
                expression = words.expression([Choice(facet.kind, facet.value)])
                query = parse(expression, context)
                assert len(searcher.run(query)) == counts.having(facet.kind, facet.value), expression
                assert take_apart(query) == ("", frozenset({Choice(facet.kind, facet.value)}))


def test_where_nothing_has_a_day_there_are_no_lights(ledger: Ledger, context: Context) -> None:
    plain = Ledger(replace(entry, task=entry.task._replace(due=None)) for entry in ledger)
    facets = Facets(Searcher(plain), range(62), SUPERVISION, {}, today=context.today)
    assert not {facet.kind for facet in facets.facets} & {"light", "due", "tag"}
