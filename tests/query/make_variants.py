"""Makes `tui/variants.txt`: `python tests/query/make_variants.py FOLDER`, from OpenCC's character tables.

FOLDER holds `TSCharacters.txt` (Apache-2.0; `opencc/dictionary` of the package opencc-python-reimplemented has one).
The made file's first line holds characters, the second what each is compared as; Kangxi radicals and compatibility
ideographs (from `unicodedata`) are among them.
"""

from __future__ import annotations

import sys
import unicodedata
from pathlib import Path
from typing import Final

OUTPUT: Final = Path(__file__).parents[2] / "tui" / "variants.txt"


def simplified(folder: Path) -> dict[str, str]:
    """Traditional to simplified, where that is one character of the basic plane: the first choice that differs.

    Both sides of a search are folded, so that a character which is right as it stands (`瞭望`) loses nothing.
    """
    pairs: dict[str, str] = {}
    for line in (folder / "TSCharacters.txt").read_text(encoding="utf-8").splitlines():
        traditional, _, choices = line.partition("\t")
        others = [choice for choice in choices.split() if choice != traditional and choice < "\U00010000"]
        if len(traditional) == 1 and traditional < "\U00010000" and others:
            pairs[traditional] = others[0]
    return pairs


def compatible() -> dict[str, str]:
    """Kangxi radicals and compatibility ideographs to the character they stand for."""
    codes = [*range(0x2F00, 0x2FD6), *range(0xF900, 0xFAD9)]
    resolved = {chr(code): unicodedata.normalize("NFKC", chr(code)) for code in codes}
    return {character: plain for character, plain in resolved.items() if len(plain) == 1 and plain != character}


if __name__ == "__main__":
    to_simplified = simplified(Path(sys.argv[1]))
    radicals = {character: to_simplified.get(plain, plain) for character, plain in compatible().items()}
    table = dict(sorted((to_simplified | radicals).items()))
    settled = {character: table.get(plain, plain) for character, plain in table.items()}
    OUTPUT.write_text("".join(settled) + "\n" + "".join(settled.values()) + "\n", encoding="utf-8")
