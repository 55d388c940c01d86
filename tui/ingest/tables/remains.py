"""What of the tables stands in no task: the names of columns, the marks between bodies, and words that name none."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from tui.ingest.blocks import Cell
from tui.model.document import Doubt
from tui.model.text import count_characters

_MARKS: Final = re.compile(
    r"[\W_]+|[以]?及|和|与|由|会同|等|有关|相关|部门|单位|[总]?牵头|主办|主责|协办|配合|参加|参与|协助|协同|支持|负责|落实|实施|承办"
    r"|共同|分别|按|照|各自|职责|分工|责任|完成|时限|第一"
)
"""What only says who does what, or stands between names."""
_SHOWN: Final = 3
"""So many of the words left aside are quoted."""


@dataclass(slots=True)
class _Words:
    """What the cells of one column say that stands in no field of their tasks."""

    where: str
    said: dict[str, None] = field(default_factory=dict)
    count: int = 0


@dataclass(slots=True)
class Remains:
    """What was left aside so far, over all tables of a document."""

    where: str = ""
    names: dict[str, None] = field(default_factory=dict)
    frame: int = 0
    """Characters of names of columns and of mere marks."""
    columns: dict[str, _Words] = field(default_factory=dict)

    def begin(self, where: str) -> None:
        """Begin a table at a place."""
        self.where = self.where or where

    def head(self, names: Iterable[str], count: int) -> None:
        """Names of columns that stand in no task, and how many characters their heads hold."""
        self.names |= dict.fromkeys(filter(None, names))
        self.frame += count

    def number(self, cell: Cell, no: str) -> int:
        """Set aside the marks behind a printed number; how many characters were kept."""
        whole = 0 if cell.covered else count_characters(cell.text)
        marks = max(0, whole - count_characters(no)) if no else whole
        self.frame += marks
        return whole - marks

    def cell(self, name: str, where: str, cell: Cell, kept: Iterable[str]) -> int:
        """Set aside what a cell holds beside what was kept of it; how many characters were kept."""
        words = "".join(cell.text.split())
        if not words or cell.covered:
            return 0
        parts = ["".join(part.split()) for part in kept]
        lost = (Counter(words) - Counter("".join(parts))).total()
        for part in sorted(parts, key=len, reverse=True):
            words = words.replace(part, "\n", 1)
        said = [word for word in words.split("\n") if _MARKS.sub("", word)] if lost else []
        if said:
            column = self.columns.setdefault(name, _Words(where))
            column.said |= dict.fromkeys(said)
            column.count += lost
        else:
            self.frame += lost
        return count_characters(cell.text) - lost

    def doubts(self) -> Iterator[Doubt]:
        """What is to be said of it: the words column by column, and the frame of the tables once."""
        for name, column in self.columns.items():
            words = "”“".join(list(column.said)[:_SHOWN])
            yield Doubt("cell_words", column.where, {"name": name, "words": words[:80]}, column.count)
        if self.frame:
            yield Doubt("table_frame", self.where, {"names": "、".join(self.names)}, self.frame)
