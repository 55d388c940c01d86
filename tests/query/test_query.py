"""A query as a whole: its words, its hits, its reasons, and what holds for any text in the bar."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import tui
from tui.i18n import Texts
from tui.model.ledger import Entry, Ledger
from tui.model.profile import SUPERVISION
from tui.query.columns.search import Searcher
from tui.query.finder import Finder
from tui.query.language.conditions import Text, quote
from tui.query.language.explain import explain
from tui.query.language.fields import FIELDS, HAS, IS, ORDERS
from tui.query.language.mistakes import Mistake
from tui.query.language.parse import Query, parse
from tui.query.language.terms import Context
from tui.query.match.register import Agency, Register

ZH, EN = Texts("zh"), Texts("en")


@pytest.mark.parametrize(
    ("expression", "zh", "en"),
    [
        ("", "全部", "all"),
        ("财政", "含“财政”", "contains “财政”"),
        ("牵头:财政厅 状态:未启动", "牵头含“财政厅”，且未启动", "lead contains “财政厅”, and to do"),
        ("牵头=省财政厅", "牵头为“省财政厅”", "lead is “省财政厅”"),
        ("(章节:五 or 章节:七) -有:批注", "（属章节“五”，或属章节“七”），且非（有批注）", None),
        ("序号:1..14", "序号 1 至 14", "number 1 to 14"),
        ("序号<14", "序号 ≤ 13", "number ≤ 13"),
        ("截止>=2016-12", "截止 ≥ 2016-12-01", "due ≥ 2016-12-01"),
        ("截止:今天", "截止为 2016-11-23", "due is 2016-11-23"),
        ("是:逾期 排序:截止-", "已逾期；按截止倒排", "overdue; sorted by deadline, reversed"),
        ("排序:序号", "按序号排序", "sorted by number"),
        ("财政 物流 财政", "含“财政”，且含“物流”", "contains “财政”, and contains “物流”"),
    ],
)
def test_a_query_says_itself(expression: str, zh: str, en: str | None, context: Context) -> None:
    query = parse(expression, context)
    assert query.words(ZH) == zh
    assert en is None or query.words(EN) == en


@pytest.mark.parametrize(
    ("expression", "column", "text", "hits"),
    [
        ("财政", "text", "给予财政补贴", ["财政"]),
        ("caizheng", "text", "给予财政补贴", ["财政"]),
        ("财政 补贴", "text", "给予财政补贴", ["财政补贴"]),
        ("牵头:财政", "text", "给予财政补贴", []),
        ("牵头:财政", "lead", "省财政厅", ["财政"]),
        ("牵头:财政", "part", "省财政厅", []),
        ("部门:czt", "part", "省财政厅", ["财政厅"]),
        ("牵头=省财政厅", "lead", "省财政厅", ["省财政厅"]),
        ("-牵头:财政", "lead", "省财政厅", []),
        ("牵头:财政 or 牵头:czt", "lead", "省财政厅", ["财政厅"]),
        ("卫计委", "leads", "省卫生计生委", ["卫", "计", "委"]),
        ("人民银行", "participants", "人行太原中心支行", ["人行太原中心支行"]),
        ("消费", "heading", "全面改善优化消费环境", ["消费"]),
        ("章节:消费", "section", "全面改善优化消费环境", ["消费"]),
        ("caizheng", "section", "创新人才政策", []),
        ("状态:未启动", "status", "未启动", ["未启动"]),
        ("批注:核实", "note", "请财政部门核实", ["核实"]),
    ],
)
def test_hits_stand_on_the_characters(
    expression: str, column: str, text: str, hits: list[str], context: Context
) -> None:
    assert [text[start:end] for start, end in parse(expression, context).spans(text, column)] == hits


def test_why_a_row_is_shown(ledger: Ledger, context: Context) -> None:
    node = parse("牵头:czt (章节:五 or 章节:七) -有:批注", context).node
    assert explain(node, ledger[59], ZH) == [
        "显示：牵头含“czt”，且（属章节“五”，或属章节“七”），且非（有批注）",
        "  ✓ 牵头含“czt”：省财政厅",
        "  ✓ 属章节“五”，或属章节“七”",
        "    ✗ 属章节“五”：七 优化政策支撑体系、（二十三） 健全环境政策体系",
        "    ✓ 属章节“七”：七 优化政策支撑体系、（二十三） 健全环境政策体系",
        "  ✓ 非（有批注）",
        "    ✗ 有批注",
    ]


def test_why_a_row_is_hidden(ledger: Ledger, context: Context) -> None:
    lines = explain(parse("状态:已办结", context).node, ledger[2], EN)
    assert lines == ["Hidden: done", "  ✗ done: active"]


WORDS = """财政 caizheng czt 发改委 牵头 部门 状态 截止 章节 序号 批注 作者 文件 有 是 排序 lead is has no
: ： = < 《 > >= .. - － and or not ( ） （ “ " ' 未启动 todo 五 （五） 2016-12 2016年底 季末 +30d 星标 1 14 x 、 ０
🀄"""
PIECES = st.sampled_from([*WORDS.split(), " ", " ", "\u3000", "\ue004", "\u202e"])
LINES = st.lists(PIECES, max_size=12).map("".join) | st.text(max_size=20)


def understood(line: str, context: Context) -> Query | None:
    """The query of a line; None where it is a mistake, which then lies within the line."""
    try:
        return parse(line, context)
    except Mistake as error:
        mistake = error
    assert 0 <= mistake.start <= mistake.end <= len(line)
    return None


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(line=LINES)
def test_any_text_gives_a_query_or_a_mistake(line: str, ledger: Ledger, context: Context) -> None:
    query = understood(line, context)
    if query is None:
        return
    assert parse(query.expression(), context) == query
    assert query.words(ZH)
    found = {entry.key for entry in Searcher(ledger).run(query)}
    assert found == {entry.key for entry in ledger if query.node.match(entry)}
    assert explain(query.node, ledger[13], EN)
    assert all(0 <= a < b <= 4 for a, b in query.node.spans("省财政厅", "lead"))


NAIVE: dict[str, Callable[[Entry, str], bool]] = {
    "牵头:": lambda entry, word: any(word in name for name in entry.task.leads),
    "参加:": lambda entry, word: any(word in name for name in entry.task.participants),
    "部门=": lambda entry, word: word in entry.task.agencies,
    "批注:": lambda entry, word: any(word in note.text for note in entry.notes),
    "": lambda entry, word: (
        word
        in "\n".join(
            [
                entry.task.text,
                *entry.task.agencies,
                *(s.heading or "" for s in entry.path),
                *(n.text for n in entry.notes),
            ]
        )
    ),
}


@settings(max_examples=70, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(field=st.sampled_from(sorted(NAIVE)), data=st.data())
def test_matches_equal_a_naive_reference(field: str, data: st.DataObject, ledger: Ledger) -> None:
    names = sorted({name for entry in ledger for name in (*entry.task.agencies, entry.task.text[:12])})
    name = data.draw(st.sampled_from(names))
    start = data.draw(st.integers(0, len(name) - 1))
    word = name[start : data.draw(st.integers(start + 1, len(name)))]
    expression = field + quote(word, literal=True)
    found = [entry.key for entry in Searcher(ledger).run(parse(expression))]
    clean = [entry.key for entry in ledger if NAIVE[field](entry, word)]
    assert found == clean


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    keys=st.lists(st.sampled_from(["财", "政", "厅", "c", "z", "物流", " ", "省", "-", "部门:", "农村"]), max_size=8)
)
def test_narrowing_gives_what_searching_anew_gives(keys: list[str], ledger: Ledger, context: Context) -> None:
    searcher, typed = Searcher(ledger), ""
    for step in [*keys, *keys[:0:-1]]:
        typed += step
        query = understood(typed, context)
        if query is not None:
            assert list(searcher.rows(query.node)) == list(Searcher(ledger).rows(query.node))


def test_a_mark_is_seen_by_the_next_search(ledger: Ledger, context: Context) -> None:
    searcher = Searcher(ledger)
    query = parse("是:星标", context)
    before = [entry.task.ordinal for entry in searcher.run(query)]
    other = next(entry for entry in ledger if entry.star)
    searcher.replace(5, Entry(other.doc, ledger[5].task, ledger[5].path, ledger[5].status, star=True))
    assert [entry.task.ordinal for entry in searcher.run(query)] == sorted([*before, 6])


def test_orders_of_marks_follow_the_marks(ledger: Ledger, context: Context) -> None:
    searcher, query = Searcher(ledger), parse("序号:1..3 排序:星标,序号-", context)
    assert [entry.task.ordinal for entry in searcher.run(query)] == [1, 3, 2]
    searcher.replace(1, replace(ledger[1], star=True))
    assert [entry.task.ordinal for entry in searcher.run(query)] == [2, 1, 3]


def test_the_finder_knows_the_register_and_keeps_the_last_search(ledger: Ledger) -> None:
    register = Register([Agency("某某行", ("省财政厅",), "department", "本单位")])
    finder = Finder([], SUPERVISION, "王芳", register)
    found = finder.select("部门:某某行", ledger, date(2016, 11, 23))
    assert (len(found.ledger), found.total) == (19, 62)
    assert len(finder.select("是:星标", Ledger(replace(entry, star=True) for entry in ledger), date.min).ledger) == 62
    assert finder.explain("户籍", ledger[8], EN, date.min)[0]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_word_of_the_filter_is_in_both_languages(lang: str) -> None:
    file = Path(tui.__file__).parent / "locale" / lang / "filter.json"
    known = json.loads(file.read_text(encoding="utf-8"))
    wanted = {f"has.{name}" for name in HAS} | {f"is.{name}" for name in IS} | {f"by_{name}" for name in ORDERS}
    wanted |= set(FIELDS) - {"has", "is", "sort"}
    assert wanted <= set(known)


def test_a_ledger_of_the_same_tasks_is_followed(ledger: Ledger, context: Context) -> None:
    searcher = Searcher(ledger)
    starred, text = parse("是:星标 or 批注:新写", context), parse("户籍", context)
    searcher.run(starred), searcher.run(text)
    note = ledger[4].notes[0]
    later = Ledger(replace(entry, star=False, notes=(replace(note, text="新写的批注"),)) for entry in ledger[:9])
    assert not searcher.follow(later)
    later = Ledger([*later, *ledger[9:]])
    assert searcher.follow(later)
    assert [entry.task.ordinal for entry in searcher.run(starred)] == [*range(1, 10), 14, 55]
    assert [entry.task.ordinal for entry in searcher.run(text)] == [9]
    assert not searcher.follow(Ledger(replace(entry, path=()) for entry in later))


def test_a_word_without_context_still_finds(ledger: Ledger) -> None:
    assert [entry.task.ordinal for entry in ledger & Text("户籍")] == [9]
