"""A second edition of the seed's text, made as an office makes one: an article moved, one reworded, two rows put in."""

from __future__ import annotations

import re
from pathlib import Path

SEED = Path(__file__).parents[2] / "data" / "shanxi-2016-new-consumption.txt"

INSERTED = ("制定促进夜间消费的具体措施\t省商务厅\t省财政厅", "建立消费数据共享平台\t省大数据局\t省统计局")
AFTER = (6, 30)
"""The rows that the new tasks stand behind."""
MOVED = "（三）加强助推新兴领域发展的制度保障"
BEHIND = "（十一）积极培育国际消费市场"
REWORDED = ("推动大众创业万众创新蓬勃发展。加强政策系统集成", "推动创业创新蓬勃发展。进一步加强政策的系统集成和协同")
_CHINESE = "零一二三四五六七八九十"


def second_edition(text: str) -> str:
    """The text of the second edition."""
    assert text.count(REWORDED[0]) == 1
    lines = _moved(text.replace(*REWORDED).split("\n"))
    return "\n".join(_with_rows(_renumbered(lines)))


def _moved(lines: list[str]) -> list[str]:
    """The article put behind another, in another section."""
    (at,) = [at for at, line in enumerate(lines) if MOVED in line]
    line = lines.pop(at)
    (to,) = [at for at, each in enumerate(lines) if BEHIND in each]
    return [*lines[: to + 1], "", line, *lines[to + 1 :]]


def _renumbered(lines: list[str]) -> list[str]:
    """Articles numbered anew from one to twenty-six."""
    number = 0
    for at, line in enumerate(lines):
        if re.match(r"\s*（[一二三四五六七八九十]+）", line):
            number += 1
            lines[at] = re.sub("（[一二三四五六七八九十]+）", f"（{numeral(number)}）", line, count=1)
    assert number == 26
    return lines


def numeral(value: int) -> str:
    """A number below a hundred in Chinese."""
    tens, ones = divmod(value, 10)
    return f"{_CHINESE[tens] if tens > 1 else ''}{'十' if tens else ''}{_CHINESE[ones] if ones else ''}"


def _with_rows(lines: list[str]) -> list[str]:
    """The two tasks put in, all rows numbered anew."""
    made: list[str] = []
    number = 0
    for line in lines:
        row = re.match(r"(\d+)\t", line)
        if row is None:
            made.append(line)
            continue
        number += 1
        made.append(f"{number}{line[row.end() - 1 :]}")
        if int(row[1]) in AFTER:
            number += 1
            made.append(f"{number}\t{INSERTED[AFTER.index(int(row[1]))]}")
    assert number == 64
    return made
