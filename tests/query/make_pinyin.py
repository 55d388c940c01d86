"""Makes `tui/query/pinyin.txt` from pypinyin: `python tests/query/make_pinyin.py`.

One line a syllable without tone, then every character that has it as a usual reading: 20,924 characters, which are 〇
and those ideographs of the basic block that have a known reading.
"""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import Final

from pypinyin import Style, pinyin
from pypinyin.constants import PHRASES_DICT
from pypinyin.contrib.tone_convert import to_normal

OUTPUT: Final = Path(__file__).parents[2] / "tui" / "query" / "pinyin.txt"
CHARACTERS: Final = "〇" + "".join(map(chr, range(0x4E00, 0xA000)))
PLACES_AND_SURNAMES: Final = {"洞": "tong", "峙": "shi", "浚": "xun", "召": "shao", "盖": "ge", "区": "ou", "那": "na"}
"""Readings of 洪洞, 繁峙, 浚县, 召陵 and of surnames, which no phrase of pypinyin's holds."""


def in_phrases() -> dict[str, set[str]]:
    """The readings that each character has in the phrases pypinyin knows: the usual ones."""
    found: dict[str, set[str]] = defaultdict(set)
    for phrase, syllables in PHRASES_DICT.items():
        if len(phrase) == len(syllables):
            for character, tones in zip(phrase, syllables, strict=True):
                found[character].add(to_normal(tones[0], v_to_u=False))
    return found


def readings(character: str, usual: set[str]) -> set[str]:
    """The first and the usual readings, without tone, `ü` as `v`; all readings of a character in no phrase.

    The archaic readings of common characters (`个` as gan, `方` as pang) would make hits that nobody understands.
    """
    groups = pinyin(character, style=Style.NORMAL, heteronym=True, errors="ignore", v_to_u=False)
    known = groups[0] if groups else []
    kept = [reading for reading in known if not usual or reading in {known[0], *usual}]
    plain = {reading for reading in kept if set(reading) & set("aeiouv") and reading.isascii()}
    return plain | {reading.replace("ve", "ue") for reading in plain}


def table() -> dict[str, str]:
    """Syllable to the characters read so, both in order."""
    syllables: dict[str, str] = {}
    usual = in_phrases()
    for character in CHARACTERS:
        extra = {PLACES_AND_SURNAMES[character]} if character in PLACES_AND_SURNAMES else set()
        for reading in sorted(readings(character, usual.get(character, set())) | extra):
            syllables[reading] = syllables.get(reading, "") + character
    return dict(sorted(syllables.items()))


if __name__ == "__main__":
    lines = [f"{syllable}\t{characters}\n" for syllable, characters in table().items()]
    OUTPUT.write_text("".join(lines), encoding="utf-8")
