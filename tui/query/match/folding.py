"""Text as it is searched: width, case, simplified and traditional folded, inner spaces left out, offsets kept."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from typing import Final

from tui.model import text as model
from tui.packaged import packaged

_SKIPPED: Final = re.compile("[\\s\x00\ue000-\uf8ff\u200b-\u200f\u2060-\u2064\ufeff\ufe00-\ufe0f]+")
_KEEPER: Final = "\x00"


_FOLDED: Final = (range(0x250), range(0x2000, 0x2070), range(0x3000, 0x3040), range(0xFE30, 0xFFF0))
"""Where what `model.text.fold` changes may stand: Latin, punctuation, full-width forms."""


@cache
def _table() -> dict[int, str]:
    """All folding as one table, made when something is first searched; the variants are read from the package."""
    variants = packaged("variants.txt").read_text(encoding="utf-8").split("\n")
    table = {code: low for code in range(0xC0, 0x530) if len(low := chr(code).lower()) == 1 and low != chr(code)}
    folded = ((code, model.fold(chr(code))) for codes in _FOLDED for code in codes)
    table.update((code, to) for code, to in folded if to != chr(code))
    table.update(zip(map(ord, variants[0]), variants[1], strict=True))
    table[ord("ü")] = table[ord("Ü")] = "v"
    return table


def fold(text: str) -> str:
    """The text with every character folded, one to one."""
    return text.translate(_table())


@lru_cache(maxsize=8192)
def key(text: str) -> str:
    """The folded text without spaces and invisible characters: what is compared."""
    return _SKIPPED.sub("", fold(text))


def keys(texts: Iterable[str]) -> list[str]:
    """`key` of many texts at once; a text that is its own key stays the very same object."""
    given = list(texts)
    joined = _SKIPPED_BUT_KEEPER.sub("", fold(_KEEPER.join(given))).split(_KEEPER)
    if len(joined) != len(given):
        return [key(text) for text in given]
    return [text if text == folded else folded for text, folded in zip(given, joined, strict=True)]


_SKIPPED_BUT_KEEPER: Final = re.compile(_SKIPPED.pattern.replace("\x00", ""))


@lru_cache(maxsize=2048)
def located(text: str) -> tuple[str, Sequence[int]]:
    """The key of a text and, for each of its characters and its end, the offset in the text itself."""
    folded = fold(text)
    if not _SKIPPED.search(folded):
        return folded, range(len(text) + 1)
    kept = [offset for offset, character in enumerate(folded) if not _SKIPPED.match(character)]
    ends = [*kept, kept[-1] + 1 if kept else 0]
    return "".join(folded[offset] for offset in kept), ends
