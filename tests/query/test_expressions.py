"""The filter language on the bundled document: expression, and the numbers of its tasks, each checked by reading."""

from __future__ import annotations

import pytest

from tui.model.ledger import Ledger
from tui.query.columns.search import Searcher
from tui.query.language.parse import parse
from tui.query.language.terms import Context

FINANCE_LEADS = "4 10 42 44 46 49 50 51 60 62"
FINANCE_PARTS = "3 9 24 25 34 43 52 59 61"
FINANCE = "3 4 9 10 24 25 34 42 43 44 46 49 50 51 52 59 60 61 62"
REFORM = "1 2 5 6 7 9 12..15 18..25 27 29 31..36 44 49..51 59..62"

EXPRESSIONS = {
    # nothing asked
    "": "1..62",
    "　 ": "1..62",
    # bare words: text, departments, headings, notes
    "财政": f"{FINANCE} 5 55",
    "财政厅": FINANCE,
    "户籍": "9",
    "消费环境": "11..28",
    "物流": "17 25",
    "太原": "13 14 17 44 58",
    "中国（太原）煤炭": "17",
    "物流 农村": "25",
    "农村 物流": "25",
    '"社会公共服务"': "",
    '"基本公共服务"': "4 10",
    "“基本公共服务”": "4 10",
    '"三网融合"': "8",
    "PPP": "51",
    "ｐｐｐ": "51",
    "《请": "",
    # fields, in Chinese and English
    "牵头:财政厅": FINANCE_LEADS,
    "lead:财政厅": FINANCE_LEADS,
    "参加:财政厅": FINANCE_PARTS,
    "part:财政厅": FINANCE_PARTS,
    "部门:财政厅": FINANCE,
    "dept:财政厅": FINANCE,
    "牵头=省财政厅": FINANCE_LEADS,
    "牵头=财政厅": "",
    '部门:"财政厅"': FINANCE,
    "状态:未启动": "1 4 6..61",
    "status:todo": "1 4 6..61",
    "状态=已办结": "2",
    "状态:推进": "3",
    "批注:财政": "5",
    "note:沿用": "14",
    "批注=请财政部门核实": "5",
    "作者:王芳": "3 5 62",
    "by:我": "3 5 62",
    "作者:李": "2 14",
    "序号:14": "14",
    "no:1..3": "1..3",
    "文件:新消费": "1..62",
    "doc:国务院": "",
    "doc=山西省-新消费-2016": "1..62",
    # sections, with what is below them
    "章节:五": "11..28",
    "section:五": "11..28",
    "章节:（五）": "11",
    "章节:(五)": "11",
    "章节:九": "",
    "章节:（九）": "16..22",
    "章节:四（三）": "7 8",
    "章节:四/（三）": "7 8",
    "章节:五（三）": "",
    '章节:"四/（三）"': "7 8",
    '章节="四"': "1..10",
    "章节:信用": "13 14",
    "章节=健全环境政策体系": "56..62",
    "章节:附件": "1..62",
    # numbers
    "序号<4": "1..3",
    "序号<=4": "1..4",
    "序号>60": "61 62",
    "序号≥61": "61 62",
    "序号:60..": "60..62",
    "序号:..2": "1 2",
    "序号:十四": "14",
    # dates: 23 November 2016 is today
    "截止:2016年6月": "2 3",
    "due:2016-06": "2 3",
    "截止<2016-12": "2 3",
    "截止<=2016-12": "2..4",
    "截止>2016年底": "5",
    "截止:2016年底": "4",
    "截止:年底": "4",
    "截止:季末": "4",
    "截止:今年": "2..4",
    "截止:2016年底前": "2..4",
    "截止:2016-07..2017-06": "4 5",
    "截止:2017年上半年": "5",
    "截止<+30d": "2 3",
    "截止:60天内": "4",
    "截止:持续": "6",
    # virtual words
    "有:批注": "5 14",
    "has:note": "5 14",
    "有:时限": "2..6",
    "是:星标": "1 14 55",
    "is:starred": "1 14 55",
    "是:逾期": "3",
    "是:继承": "14",
    "是:无牵头": "",
    "是:了结": "2 62",
    "is:overdue": "3",
    "is:inherited": "14",
    "is:unled": "",
    "is:closed": "2 62",
    "has:due": "2..6",
    "has:lead": "1..62",
    "-有:参加": "1 2 4 5 18 39 42 48..50 56 62",
    "-has:part": "1 2 4 5 18 39 42 48..50 56 62",
    "有:依据": "1..62",
    # other names of the fields, and English throughout
    "agency:财政厅 -lead:财政厅": FINANCE_PARTS,
    "单位：财政厅　－牵头：财政厅": FINANCE_PARTS,
    "lead=省财政厅": FINANCE_LEADS,
    "牵头单位:公安厅": "9",
    "配合:公安厅": "10",
    "author:王": "3 5 62",
    "作者=王芳": "3 5 62",
    "作者=王": "",
    "状态:done": "2",
    "status=active or status=review": "3 5",
    "order:number- no<=2": "2 1",
    # ranges open at either end, and what a Chinese keyboard sends for them
    "序号≤2": "1 2",
    "序号:1…3": "1..3",
    "序号:10..1": "",
    "截止:..2016-06": "2 3",
    "截止:2017-01..": "5",
    "due>=2016-12": "4 5",
    "due:2016": "2..4",
    "截止<=eoq": "2..4",
    "截止:本季": "4",
    # negation, precedence, brackets
    "财政 且 物流": "25",
    "序号:1 或 序号:2": "1 2",
    "非 序号>3": "1..3",
    "有:批注 或 是:星标": "1 5 14 55",
    "（是:星标 或 有:批注） －序号:14": "1 5 55",
    "农业 or 农村 no<30": "9 12 15 23..27 41 52 54",
    "牵头:czt 参加:sfgw": "51 60",
    "章节:四 -章节:（二）": "1 2 7..10",
    "章节:四（一） or 章节:四（二）": "1..6",
    "-章节:五 -章节:六 -章节:七": "1..10",
    "not 章节:五 not 章节:六 not 章节:七": "1..10",
    "-(章节:五 or 章节:六 or 章节:七)": "1..10",
    "--序号:3": "3",
    "牵头:科技厅 or 牵头:体育局 参加:发展改革委": "19 24 30 34 36 50",
    "(牵头:科技厅 or 牵头:体育局) 参加:发展改革委": "19 24 34 36",
    "牵头:体育局 and 参加:发展改革委": "19 24",
    "序号:1 OR 序号:2": "1 2",
    # what a Chinese keyboard sends
    "牵头：财政厅　（章节：五　or　章节：七）": "42 44 46 49..51 60 62",
    "－章节：五　序号《20": "1..10",
    "序号＝14": "14",
    "序号》＝61": "61 62",
    "序号：１。。３": "1..3",
    # pinyin: departments, headings, statuses; in running text full syllables alone
    "部门:czt": FINANCE,
    "部门:caizheng": FINANCE,
    "部门:caizhengting": FINANCE,
    "部门:省czt": FINANCE,
    "部门:财zt": FINANCE,
    "部门:CZT": FINANCE,
    '部门:"czt"': "",
    "czt": FINANCE,
    "caizheng": f"{FINANCE} 5 55",
    "huji": "9 15",
    "章节:xfhj": "11..28",
    "状态:tjz": "3",
    "状态:ybj": "2",
    "部门:chuban": "8",
    "wlxx": "",
    # other names and gaps, where no known name holds the word without
    "發展改革": REFORM,
    "发改委": REFORM,
    "部门:sfgw": REFORM,
    "部门:人社厅": "3 7 9 10 49 53..55",
    "zzz": "",
    "stat": "",
    "部门:zzz": "",
    "部门:fgw": REFORM,
    "部门:rst": "3 7 9 10 49 53..55",
    "部门:卫计委": "3 7 9 10 15 49 55",
    # spaces inside, and order
    "部门:“省 财政厅”": FINANCE,
    "序号<4 排序:序号-": "3 2 1",
    "排序:截止- 有:时限": "5 4 2 3 6",
    "排序:状态-,序号 序号:1..5": "2 5 3 1 4",
}


def numbers(given: str) -> list[int]:
    """`1 3..5` as 1, 3, 4, 5."""
    found: list[int] = []
    for part in given.split():
        first, _, last = part.partition("..")
        found.extend(range(int(first), int(last or first) + 1))
    return found


CASES = list(EXPRESSIONS.items())


@pytest.mark.parametrize(("expression", "expected"), CASES)
def test_an_expression_gives_these_tasks(expression: str, expected: str, ledger: Ledger, context: Context) -> None:
    query = parse(expression, context)
    found = [entry.task.ordinal for entry in Searcher(ledger).run(query)]
    wanted = numbers(expected)
    assert found == (wanted if query.orders else sorted(wanted))


@pytest.mark.parametrize(("expression", "expected"), CASES)
def test_each_row_by_itself_says_the_same(expression: str, expected: str, ledger: Ledger, context: Context) -> None:
    found = ledger & parse(expression, context).node
    assert sorted(entry.task.ordinal for entry in found) == sorted(numbers(expected))


@pytest.mark.parametrize(("expression", "expected"), CASES)
def test_what_is_written_back_reads_the_same(expression: str, expected: str, context: Context) -> None:
    query = parse(expression, context)
    assert parse(query.expression(), context) == query


def test_the_table_is_long_enough() -> None:
    assert len(CASES) >= 60
