"""How long a filter takes over 100,000 tasks: `python tests/query/bench_search.py [TASKS]`, by hand.

The tasks are those of the bundled document, each changed a little, so that texts differ as in a real library.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from time import perf_counter
from typing import Final

from tui.ingest import read
from tui.model.ledger import Entry, Ledger
from tui.model.profile import SUPERVISION
from tui.query.known import Known
from tui.query.parse import parse
from tui.query.search import Searcher
from tui.query.terms import Context

FILE: Final = Path(__file__).parents[2] / "data" / "shanxi-2016-new-consumption.txt"
ANEW: Final = "财 财政 户籍 农村+物流 部门:财政厅 章节:五 -有:批注 czt caizheng changzhi 部门:czt"
TYPED: Final = (("财", "财政", "财政厅"), ("户", "户籍"), ("农村", "农村 物"), ("部门:财", "部门:财政"))
WORDS: Final = "太原 大同 长治 晋城 朔州 忻州 吕梁 临汾 运城 阳泉 晋中 试点 推进 落实"


def entries(count: int) -> Iterator[Entry]:
    """So many tasks, in documents of 62."""
    chance, words = random.Random(1), WORDS.split()
    document = read(FILE)
    for number in range(count):
        task = document.tasks[number % len(document.tasks)]
        at = chance.randrange(len(task.text))
        text = task.text[:at] + chance.choice(words) + task.text[at:] + chance.choice(words)
        path = tuple(document.ancestors(task.basis[0].section))
        yield Entry(f"doc{number // len(document.tasks)}", replace(task, text=text), path, SUPERVISION.initial)


def milliseconds(work: Callable[[], object]) -> float:
    """The wall clock that something takes."""
    start = perf_counter()
    work()
    return (perf_counter() - start) * 1000


def main(count: int) -> None:
    """Measure and print."""
    ledger = Ledger(entries(count))
    known = Known(name for entry in ledger for name in entry.task.agencies)
    context = Context(today=date(2016, 11, 23), known=known)
    searcher = Searcher(ledger)
    lines = [f"{count} tasks; columns made in {milliseconds(searcher.prepare):.0f} ms"]
    for expression in ANEW.split():
        node = parse(expression.replace("+", " "), context).node
        searcher.rows(node)
        taken = []
        for _ in range(5):
            searcher.follow(ledger)
            taken.append(milliseconds(lambda node=node: searcher.rows(node)))  # type: ignore[misc]
        lines.append(f"{expression}: {min(taken):.1f} ms, {len(searcher.rows(node))} found")
    for typed in TYPED:
        searcher.follow(ledger)
        steps = [milliseconds(lambda text=text: searcher.rows(parse(text, context).node)) for text in typed]  # type: ignore[misc]
        lines.append("narrowing " + ", ".join(f"{text} {step:.1f} ms" for text, step in zip(typed, steps, strict=True)))
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
