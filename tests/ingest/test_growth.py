"""A text twice as long takes about twice as long to read, whatever it is made of; `DUBAN_GROWTH=10` tries more.

What is compared is the time of this process alone, at one, two and four times a length, and twice before it fails.
"""

from __future__ import annotations

import os
import random
import time
from collections.abc import Callable
from functools import partial
from typing import Final

import pytest

from tests.ingest.test_any_bytes import MARKS, NUMBERS, ROLES, RULES, read_any

MORE: Final = int(os.environ.get("DUBAN_GROWTH", "1"))
LENGTH: Final = 3_000
"""Letters of the shortest of the three."""
SLACK: Final = 0.2
"""Seconds that are no growth: what is made once, and what else this machine does."""

PIECES: Final = (
    "一",
    "甲",
    "|",
    "│",
    "\t",
    "（",
    "）",
    "（市财政局）",
    "（市财政局）。",
    "（责任单位：省财政厅）",
    "（省财政厅牵头）\n",
    "责任单位：省财政厅。",
    "省财政厅、",
    "省财政厅牵头，",
    "省财政厅为牵头单位",
    "一、",
    "一、\n",
    "（一）\n",
    "第一条 建设园区。\n",
    "1. 建设园区。\n",
    "2016年",
    "二〇一六年六月",
    "〔2016〕1号",
    "　　",
    "　　一、",
    "某省人民政府关于",
    "通知\n",
    "各市人民政府：\n",
    "首页|",
    "- ",
    "# ",
    "**",
    "—1—\n",
    "等",
    "“",
    "；",
)


def repeated(piece: str, times: int) -> str:
    return piece * (LENGTH * times // len(piece))


def alike(count: int) -> str:
    """So many articles and as many tasks, all but the same."""
    articles = "".join(f"第{at}条 加快建设产业园区工作的推进任务。\n" for at in range(1, count + 1))
    rows = "".join(f"{at}\t加快建设产业园区工作的推进任务\t省财政厅\n" for at in range(1, count + 1))
    return f"{articles}附件\n序号\t工作任务\t牵头单位\n{rows}"


def under_one(count: int) -> str:
    """So many tasks that can only rest on one article, and its sentences."""
    rows = "".join(f"{at}\t建设第{at}处园区\t省财政厅\n" for at in range(1, count + 1))
    return f"第一条 加快建设。{'建设园区。' * count}\n附件\n序号\t工作任务\t牵头单位\n{rows}"


SHAPES: Final[dict[str, Callable[[int], str]]] = {
    **{piece: partial(repeated, piece) for piece in PIECES},
    "lists that go on": lambda times: "各市、\n" * (5_000 * times),
    "contents": lambda times: "目录\n" * (1_000 * times),
    "annexes": lambda times: "附件1\n" * (1_000 * times),
    "very many bars": lambda times: "|" * (40_000 * times),
    "very many names": lambda times: "（市财政局）" * (2_500 * times),
    "alike": lambda times: alike(120 * times),
    "under one": lambda times: under_one(120 * times),
}


def seconds(text: str) -> float:
    began = time.process_time()
    read_any(f"某省人民政府关于加快发展的实施意见\n一、总体要求\n{text}\n".encode(), "a.txt")
    return time.process_time() - began


def grown(make: Callable[[int], str]) -> str:
    """What is wrong with how the time grows; empty where nothing is."""
    four = seconds(make(4))
    if four <= SLACK:  # then neither may be too long
        return ""
    once, twice = (seconds(make(times)) for times in (1, 2))
    fits = twice <= 3.5 * once + SLACK and four <= 7 * once + SLACK
    return "" if fits else f"{once:.2f} s, {twice:.2f} s, {four:.2f} s"


@pytest.mark.parametrize("name", SHAPES)
def test_time_grows_as_the_text_does(name: str) -> None:
    assert not (grown(SHAPES[name]) and grown(SHAPES[name]))


@pytest.mark.parametrize("seed", range(6 * MORE))
def test_time_grows_as_any_words_do(seed: int) -> None:
    piece = "".join(random.Random(seed).choices([*PIECES, *NUMBERS, *ROLES, *RULES, *MARKS], k=3))
    made = partial(repeated, piece)
    assert not (grown(made) and grown(made)), piece
