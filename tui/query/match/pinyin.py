"""Pinyin: which syllables a character may be read as, and which characters a syllable may mean.

The table is read from the package when a Latin word is first looked for; making it: `tests/query/make_pinyin.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import islice
from typing import Final

from tui.packaged import packaged

_LATIN: Final = re.compile("[a-z]")
_MOST: Final = 24
"""So many ways to cut a word into syllables are tried; real words have fewer than ten."""


@cache
def characters() -> dict[str, str]:
    """Each syllable with the characters read so."""
    text = packaged("query/pinyin.txt").read_text(encoding="utf-8")
    return {syllable: read for syllable, _, read in (line.partition("\t") for line in text.splitlines())}


@cache
def readings() -> dict[str, tuple[str, ...]]:
    """Each character with the syllables it may be read as."""
    found: dict[str, tuple[str, ...]] = {}
    for syllable, read in characters().items():
        alone = (syllable,)
        for character in read:
            found[character] = found[character] + alone if character in found else alone
    return found


def is_latin(word: str) -> bool:
    """Whether a folded word has letters that may be pinyin."""
    return _LATIN.search(word) is not None


def abbreviations(syllable: str) -> tuple[str, ...]:
    """What may stand for a syllable inside a word: the whole, its initial, its first letter."""
    initial = syllable[:2] if syllable[1:2] == "h" else syllable[:1]
    return tuple(dict.fromkeys((syllable, initial, syllable[0])))


@lru_cache(maxsize=256)
def running(word: str) -> tuple[re.Pattern[str], ...]:
    """The patterns of a folded word in running text: full syllables only, two characters or more.

    Each pattern begins with one set of characters, which `re` looks for at the speed of a literal.
    """
    ways: dict[str, list[str]] = {}
    for first, *rest in islice(_cuts(word, 0, set()), _MOST):
        if rest:
            ways.setdefault(_one(first), []).append("".join(map(_one, rest)))
    return tuple(re.compile(f"{first}(?:{'|'.join(rests)})") for first, rests in ways.items())


def _cuts(word: str, start: int, dead: set[int]) -> Iterator[list[str]]:
    """The ways to cut the rest of a word into syllables and single other characters; `dead` is where none begins."""
    if start == len(word):
        yield []
        return
    found = False
    for end, piece in _pieces(word, start):
        for rest in _cuts(word, end, dead) if end not in dead else ():
            found = True
            yield [*piece, *rest]
    if not found:
        dead.add(start)


def _pieces(word: str, start: int) -> Iterator[tuple[int, list[str]]]:
    """The pieces a word may go on with, the longest first, and where they end; an apostrophe is none."""
    if word[start] == "'":
        yield start + 1, []
    elif not _LATIN.match(word[start]):
        yield start + 1, [word[start]]
    else:
        for end in range(min(start + 6, len(word)), start, -1):
            if word[start:end] in characters():
                yield end, [word[start:end]]


def _one(piece: str) -> str:
    """The pattern of one syllable or one other character."""
    read = characters().get(piece)
    return f"[{read}]" if read else re.escape(piece)
