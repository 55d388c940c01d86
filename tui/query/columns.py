"""Columns of a ledger, folded once: each different name is looked at once, running text is searched as one string."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from itertools import accumulate, compress, islice, repeat
from operator import contains
from typing import Generic, TypeVar

from tui.query import folding, pinyin
from tui.query.needle import Needle

Held = TypeVar("Held", bound=Hashable)

_SAMPLE = 32
"""So small a part of the text tells whether a word is frequent."""
_FREQUENT = 12
"""With a hit in more than one of so many rows, looking into each row is faster than going from hit to hit."""


class Marks:
    """Which rows are wanted."""

    def __init__(self, count: int) -> None:
        self.rows = bytearray(count)

    def add(self, held: bytes) -> None:
        """Mark the rows that are 1 in `held`."""
        both = int.from_bytes(self.rows, "little") | int.from_bytes(held, "little")
        self.rows = bytearray(both.to_bytes(len(self.rows), "little"))

    def among(self, rows: Sequence[int]) -> list[int]:
        """Those of some rows that are marked."""
        marked = self.rows
        if len(rows) == len(marked):
            return list(compress(rows, marked))
        return [row for row in rows if marked[row]]


class Column(Generic[Held]):
    """Which rows hold each different value."""

    def __init__(self) -> None:
        self.rows: dict[Held, array[int]] = {}

    def add(self, row: int, value: Held) -> None:
        """Say that a row holds a value."""
        rows = self.rows.get(value)
        if rows is None:
            rows = self.rows[value] = array("i")
        rows.append(row)

    def mark(self, holds: Callable[[Held], bool], marks: Marks) -> None:
        """Mark the rows of the values that are wanted."""
        marked = marks.rows
        for value, rows in self.rows.items():
            if holds(value):
                for row in rows:
                    marked[row] = 1


class Running:
    """A column of running text, one a row."""

    def __init__(self) -> None:
        self.keys: list[str] = []
        self._joined = 0
        self._whole = ""
        self._starts = array("i", [0])

    def add(self, texts: Iterable[str]) -> None:
        """The texts of further rows."""
        self.keys += folding.keys(texts)

    def _join(self) -> None:
        """Put what was added behind the one string that is searched."""
        if self._joined < len(self.keys):
            added = self.keys[self._joined :]
            ends = accumulate((len(key) + 1 for key in added), initial=self._starts[-1])
            self._starts.extend(islice(ends, 1, None))
            self._whole = "\n".join([self._whole, *added] if self._joined else added)
            self._joined = len(self.keys)

    def mark(self, wanted: Needle, marks: Marks) -> None:
        """Mark the rows that hold a word."""
        self._join()
        part = len(self._whole) // _SAMPLE
        if self._whole.count(wanted.key, 0, part) * _SAMPLE * _FREQUENT > len(self.keys):
            marks.add(bytes(map(contains, self.keys, repeat(wanted.key))))
        else:
            self._go(self._occurrences(wanted.key), marks)
        for pattern in pinyin.running(wanted.key) if wanted.sounds else ():
            self._go(_matches(pattern, self._whole), marks)

    def among(self, wanted: Needle, rows: Sequence[int], marks: Marks) -> list[int]:
        """Those of some rows that are marked already or hold a word."""
        keys, marked, word = self.keys, marks.rows, wanted.key
        if wanted.sounds:
            return [row for row in rows if marked[row] or wanted.in_running(keys[row])]
        return [row for row in rows if marked[row] or word in keys[row]]

    def _go(self, places: Iterable[int], marks: Marks) -> None:
        starts, marked = self._starts, marks.rows
        for at in places:
            marked[bisect_right(starts, at) - 1] = 1

    def _occurrences(self, key: str) -> Iterator[int]:
        find = self._whole.find
        at = find(key)
        while at >= 0:
            yield at
            at = find(key, at + max(len(key), 1))


def _matches(pattern: re.Pattern[str], whole: str) -> Iterator[int]:
    return (match.start() for match in pattern.finditer(whole))
