"""One word that is looked for: in names by characters and every shape of pinyin, in running text by full syllables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from typing import Final

from tui.query.match import folding, pinyin

Span = tuple[int, int]
"""Where a hit stands in a text as issued: from, to."""


_OPENING: Final = 3
"""So many characters tell enough of a name."""
_LONGEST: Final = 48
"""A longer word is no pinyin that anyone types."""
_LETTERS: Final = 3
"""So many letters at least shorten a name with gaps."""
_GAP: Final = 3
"""So many characters of a name at most are left out in one place: 人(力资源)社(会保障)厅."""
_PLACE: Final = re.compile("(?:..[省市]|[省市县区]|国家|全国|中国)?")
"""What may stand before a name and be left out when it is shortened."""


class Needle:
    """A word made ready to be looked for; `literal` looks for its very characters alone."""

    def __init__(self, word: str, literal: bool = False) -> None:
        self.key = folding.key(word)
        self.sounds = not literal and len(self.key) <= _LONGEST and pinyin.is_latin(self.key)
        self._steps: dict[tuple[str, bool], dict[int, tuple[int, ...]]] = {}

    @cached_property
    def opening(self) -> re.Pattern[str]:
        """What every stretch of a name that reads as the word begins with: a few sets of characters.

        `re` looks for these fast among very many names; what it finds must still be read.
        """
        steps = [self._leading(start) for start in range(len(self.key))]
        sets, letters = [], {0}
        for _ in range(min(_OPENING, _fewest(steps))):
            sets.append("".join(dict.fromkeys("".join(steps[start][end] for start in letters for end in steps[start]))))
            letters = {end for start in letters for end in steps[start]} - {len(self.key)}
        return re.compile("".join(f"[{re.escape(characters)}]" for characters in sets) or "(?!)")

    def _leading(self, start: int) -> dict[int, str]:
        """The letters that a character may lead to from one letter of the word, each with the characters that do."""
        found: dict[int, str] = {start + 1: self.key[start]}
        for syllable, characters in pinyin.characters().items():
            for end in set(self._reached(syllable, start, True)):
                found[end] = found.get(end, "") + characters
        return found

    def in_running(self, key: str) -> bool:
        """Whether running text, given as its key, holds the word."""
        if self.key in key:
            return True
        return self.sounds and any(pattern.search(key) for pattern in pinyin.running(self.key))

    def in_name(self, key: str) -> bool:
        """Whether a name, given as its key, holds the word without gaps."""
        return self.key in key or (self.sounds and any(self._ends(key)))

    def spans_running(self, text: str) -> list[Span]:
        """Where running text holds the word."""
        key, offsets = folding.located(text)
        found = list(_occurrences(self.key, key))
        if not found and self.sounds:
            found = [match.span() for pattern in pinyin.running(self.key) for match in pattern.finditer(key)]
        return place(found, offsets)

    def spans_name(self, text: str, gaps: bool = False) -> list[Span]:
        """Where a name holds the word; characters go before sounds, and gaps come last."""
        key, offsets = folding.located(text)
        found = list(_occurrences(self.key, key))
        if not found and self.sounds:
            found = list(self._ends(key))
        if not found and gaps:
            found = self.trail(key)
        return place(found, offsets)

    def rank(self, key: str) -> int:
        """How well a name holds the word: 0 characters, 1 full pinyin, 2 abbreviated, 3 with gaps, 4 not at all."""
        if self.key in key:
            return 0
        if not self.in_name(key):
            return 3 if self.trail(key) else 4
        return 1 if any(pattern.search(key) for pattern in pinyin.running(self.key)) else 2

    def _ends(self, key: str) -> Iterator[Span]:
        """The stretches of a name that read as the word, none overlapping."""
        start = 0
        while start < len(key):
            end = self._end(key, start) if 0 in self._step(key[start]) else None
            if end is not None:
                yield start, end
            start = end or start + 1

    def _end(self, key: str, start: int) -> int | None:
        """Where the stretch from here ends that reads as the whole word; None where there is none."""
        read = {0}
        for at in range(start, len(key)):
            step = self._step(key[at])
            read = {reached for letter in read for reached in step.get(letter, ())}
            if len(self.key) in read:
                return at + 1
            if not read:
                return None
        return None

    def trail(self, key: str) -> list[Span]:
        """How a name reads as the word with gaps, as one shortens names: 人社厅 in 省人力资源社会保障厅; empty if not.

        It begins where the name does, or behind the place before it, and passes over three characters at a time at
        most. Of letters there must be three or more: with fewer anything would be found.
        """
        if len(self.key) < (_LETTERS if self.sounds else 2):
            return []
        place = _PLACE.match(key)
        begins = {0, place.end() if place else 0}
        trails: dict[tuple[int, int], list[Span]] = {}
        for at, character in enumerate(key):
            steps = self._step(character, prefixes=False)
            ways = [(read, way) for (read, last), way in trails.items() if read in steps and at - last <= _GAP + 1]
            if at in begins and 0 in steps:
                ways.append((0, []))
            for read, way in ways:
                for further in steps[read]:
                    trails[further, at] = [*way, (at, at + 1)]
                    if further == len(self.key):
                        return trails[further, at]
        return []

    def _step(self, character: str, prefixes: bool = True) -> dict[int, tuple[int, ...]]:
        """From which letter of the word to which others this character of a name leads, the furthest first."""
        known = self._steps.get((character, prefixes))
        if known is None:
            known = self._steps[character, prefixes] = self._make_step(character, prefixes)
        return known

    def _make_step(self, character: str, prefixes: bool) -> dict[int, tuple[int, ...]]:
        steps: dict[int, tuple[int, ...]] = {}
        syllables = pinyin.readings().get(character, ()) if self.sounds else ()
        for start, letter in enumerate(self.key):
            reached = {end for syllable in syllables for end in self._reached(syllable, start, prefixes)}
            if letter == character:
                reached.add(start + 1)
            if reached:
                steps[start] = tuple(sorted(reached, reverse=True))
        return steps

    def _reached(self, syllable: str, start: int, prefixes: bool) -> Iterator[int]:
        """How far a syllable reads the word from a letter on: whole, its initial, or any prefix where letters end."""
        start += self.key[start] == "'"
        for short in pinyin.abbreviations(syllable):
            if self.key.startswith(short, start):
                yield start + len(short)
        end = start
        while end < len(self.key) and end - start < len(syllable) and self.key[end] == syllable[end - start]:
            end += 1
        if prefixes and end > start and (end == len(self.key) or not pinyin.is_latin(self.key[end])):
            yield end


def _fewest(steps: Sequence[Mapping[int, str]]) -> int:
    """How few characters can read a whole word, given where each letter may lead to; 0 where none can."""
    reached, count = {0}, 0
    while reached and len(steps) not in reached:
        reached = {end for start in reached for end in steps[start]}
        count += 1
    return count if reached else 0


@lru_cache(maxsize=512)
def needle(word: str, literal: bool = False) -> Needle:
    """The needle of a word, kept for the next row."""
    return Needle(word, literal)


def _occurrences(word: str, key: str) -> Iterator[Span]:
    at = key.find(word) if word else -1
    while at >= 0:
        yield at, at + len(word)
        at = key.find(word, at + len(word))


def place(found: list[Span], offsets: Sequence[int]) -> list[Span]:
    """Spans in a key as spans in the text itself, joined where they touch."""
    spans: list[Span] = []
    for start, end in sorted(found):
        there = (offsets[start], offsets[end - 1] + 1)
        if spans and there[0] <= spans[-1][1]:
            spans[-1] = (spans[-1][0], max(there[1], spans[-1][1]))
        else:
            spans.append(there)
    return spans
