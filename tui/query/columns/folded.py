"""Columns of a ledger, folded once: each different name is looked at once, running text is searched as one string."""

from __future__ import annotations

import marshal
import re
from array import array
from bisect import bisect_right
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from functools import cached_property
from itertools import accumulate, compress, islice, pairwise, repeat
from operator import contains
from typing import Any, Generic, TypeVar

from tui.query.match import folding, pinyin
from tui.query.match.needle import Needle

Held = TypeVar("Held", bound=Hashable)

_MANY = 512
"""Of fewer different names each is looked at."""
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
        self._take: Callable[[], dict[Held, array[int]]] = dict

    @cached_property
    def rows(self) -> dict[Held, array[int]]:
        """The rows of each value; what was kept of them is only read when it is asked for."""
        return self._take()

    def add(self, row: int, value: Held) -> None:
        """Say that a row holds a value; said twice in a row it is said once."""
        rows = self.rows.get(value)
        if rows is None:
            self.rows[value] = array("i", (row,))
        elif rows[-1] != row:
            rows.append(row)

    def kept(self, plain: Callable[[Held], Any] = lambda value: value) -> bytes:
        """The column, each value made `plain`."""
        return marshal.dumps({plain(value): rows.tobytes() for value, rows in self.rows.items()})

    def take(self, kept: bytes, made: Callable[[Any], Held] = lambda value: value) -> None:
        """What was kept of a column, each value `made` what it was; it is trusted to be just that."""
        self._take = lambda: {
            made(value): array("i", rows)
            for value, rows in marshal.loads(kept).items()  # noqa: S302 - the person's own file, its sum was checked
        }

    def mark(self, holds: Callable[[Held], bool], marks: Marks) -> None:
        """Mark the rows of the values that are wanted."""
        marked = marks.rows
        for value, rows in self.rows.items():
            if holds(value):
                for row in rows:
                    marked[row] = 1


class Joined:
    """Texts as one string, which is searched at the speed of `str.find` and `re`."""

    def __init__(self) -> None:
        self.whole = ""
        self._count = 0
        self._starts = array("i", [0])

    def add(self, keys: Sequence[str]) -> None:
        """Put behind what is there those of the texts that are not there yet."""
        if self._count < len(keys):
            added = keys[self._count :]
            ends = accumulate((len(key) + 1 for key in added), initial=self._starts[-1])
            self._starts.extend(islice(ends, 1, None))
            self.whole = "\n".join([self.whole, *added] if self._count else added)
            self._count = len(keys)

    def kept(self) -> tuple[str, bytes]:
        """All of it."""
        return self.whole, self._starts.tobytes()

    def take(self, kept: tuple[str, bytes]) -> None:
        """What was kept."""
        self.whole, self._starts = kept[0], array("i", kept[1])
        self._count = len(self._starts) - 1

    def texts(self) -> list[str]:
        """The texts one by one."""
        return [self.whole[start : end - 1] for start, end in pairwise(self._starts)]

    def holding(self, key: str) -> Iterator[int]:
        """The texts that hold a word, by their number, as often as they hold it."""
        find, starts = self.whole.find, self._starts
        at = find(key)
        while at >= 0:
            yield bisect_right(starts, at) - 1
            at = find(key, at + max(len(key), 1))

    def matching(self, pattern: re.Pattern[str]) -> Iterator[int]:
        """The texts that a pattern matches in, by their number, as often as it does."""
        starts = self._starts
        return (bisect_right(starts, match.start()) - 1 for match in pattern.finditer(self.whole))


class Names(Column[str]):
    """Which rows hold each different name, given as its key."""

    def __init__(self) -> None:
        super().__init__()
        self._joined = Joined()

    def look(
        self, wanted: Needle, holds: Callable[[str], bool], marks: Marks, also: frozenset[str] = frozenset()
    ) -> None:
        """Mark the rows of the names that are wanted: all of those hold the word, or are among some others.

        Where there are many, only those are asked of which a search through all as one string says that they may.
        """
        if len(self.rows) < _MANY:
            self.mark(holds, marks)
            return
        values = list(self.rows)
        self._joined.add(values)
        found = self._joined.matching(wanted.opening) if wanted.sounds else self._joined.holding(wanted.key)
        marked = marks.rows
        for value in {*(values[number] for number in found), *(key for key in also if key in self.rows)}:
            if holds(value):
                for row in self.rows[value]:
                    marked[row] = 1


class Running:
    """A column of running text, one a row."""

    def __init__(self) -> None:
        self._joined = Joined()

    @cached_property
    def keys(self) -> list[str]:
        """The text of each row; of what was kept, taken apart when it is asked for."""
        return self._joined.texts()

    def add(self, texts: Iterable[str]) -> None:
        """The texts of further rows."""
        self.keys.extend(folding.keys(texts))

    def kept(self) -> tuple[str, bytes]:
        """The column."""
        self._joined.add(self.keys)
        return self._joined.kept()

    def take(self, kept: tuple[str, bytes]) -> None:
        """What was kept of a column."""
        self._joined.take(kept)

    def mark(self, wanted: Needle, marks: Marks) -> None:
        """Mark the rows that hold a word."""
        joined, marked = self._joined, marks.rows
        if "keys" in vars(self):  # otherwise they are just what is joined
            joined.add(self.keys)
        part = len(joined.whole) // _SAMPLE
        if joined.whole.count(wanted.key, 0, part) * _SAMPLE * _FREQUENT > len(marked):
            marks.add(bytes(map(contains, self.keys, repeat(wanted.key))))
            marked = marks.rows
        else:
            for row in joined.holding(wanted.key):
                marked[row] = 1
        for pattern in pinyin.running(wanted.key) if wanted.sounds else ():
            for row in joined.matching(pattern):
                marked[row] = 1

    def among(self, wanted: Needle, rows: Sequence[int], marks: Marks) -> list[int]:
        """Those of some rows that are marked already or hold a word."""
        keys, marked, word = self.keys, marks.rows, wanted.key
        if wanted.sounds:
            return [row for row in rows if marked[row] or wanted.in_running(keys[row])]
        return [row for row in rows if marked[row] or word in keys[row]]


class Scattered:
    """Running text that few rows have, and some of them several times."""

    def __init__(self) -> None:
        self._keys: list[str] = []
        self._rows = array("i")
        self._joined = Joined()

    def add(self, row: int, texts: Iterable[str]) -> None:
        """The texts of a further row."""
        keys = folding.keys(texts)
        self._keys += keys
        self._rows.extend(repeat(row, len(keys)))

    def kept(self) -> tuple[list[str], bytes]:
        """The column: the texts, and the row of each."""
        return self._keys, self._rows.tobytes()

    def take(self, kept: tuple[list[str], bytes]) -> None:
        """What was kept of a column."""
        self._keys, self._rows = kept[0], array("i", kept[1])

    def mark(self, wanted: Needle, marks: Marks) -> None:
        """Mark the rows that hold a word in any of their texts."""
        if not self._keys:
            return
        self._joined.add(self._keys)
        found = [self._joined.holding(wanted.key)]
        found += [self._joined.matching(pattern) for pattern in (pinyin.running(wanted.key) if wanted.sounds else ())]
        for numbers in found:
            for number in numbers:
                marks.rows[self._rows[number]] = 1

    def mark_equal(self, key: str, marks: Marks) -> None:
        """Mark the rows of which one text is this very one."""
        for row in compress(self._rows, map(key.__eq__, self._keys)):
            marks.rows[row] = 1
