"""Makes `tui/query/pinyin.txt` from pypinyin: `python tests/query/make_pinyin.py`.

One line a syllable without tone, then every character that has it as a reading: 20,924 characters, which are 〇 and
those ideographs of the basic block that have a known reading.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from pypinyin import Style, pinyin

OUTPUT: Final = Path(__file__).parents[2] / "tui" / "query" / "pinyin.txt"
CHARACTERS: Final = "〇" + "".join(map(chr, range(0x4E00, 0xA000)))


def readings(character: str) -> set[str]:
    """Every reading of a character, without tone, `ü` as `v`; where `ve` is meant, `ue` is typed as well."""
    found = pinyin(character, style=Style.NORMAL, heteronym=True, errors="ignore", v_to_u=False)
    plain = {reading for group in found for reading in group if set(reading) & set("aeiouv") and reading.isascii()}
    return plain | {reading.replace("ve", "ue") for reading in plain}


def table() -> dict[str, str]:
    """Syllable to the characters read so, both in order."""
    syllables: dict[str, str] = {}
    for character in CHARACTERS:
        for reading in readings(character):
            syllables[reading] = syllables.get(reading, "") + character
    return dict(sorted(syllables.items()))


if __name__ == "__main__":
    lines = [f"{syllable}\t{characters}\n" for syllable, characters in table().items()]
    OUTPUT.write_text("".join(lines), encoding="utf-8")
