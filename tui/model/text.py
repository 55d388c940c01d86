"""Text as issued, made fit to show and fit to search.

`visible` is the one door through which text from files and people leaves for a screen, a terminal or an export.
`fold` maps one character to one, so that an offset in the folded text is an offset in the text itself.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_KEPT = "\n\u3000"
"""Blanks that are shown, though Python takes them for no print."""
_PRIVATE = ((0xE000, 0xF8FF), (0xF0000, 0xFFFFD), (0x100000, 0x10FFFD))
_SELECTORS = ((0xFE00, 0xFE0F), (0xE0000, 0xE0FFF))
"""Those that Python takes for printable."""
_DROPPED = (*_PRIVATE, *_SELECTORS, (0x200B, 0x200D), (0x2060, 0x2064), (0x206A, 0x206F), (0xFEFF, 0xFEFF))
_UNSAFE = (
    (0, 0x1F),
    (0x7F, 0x9F),
    (0x61C, 0x61C),
    (0x200E, 0x200F),
    (0x2028, 0x202E),
    (0x2066, 0x2069),
    (0xD800, 0xDFFF),
)
"""Control and bidirectional characters, ends of lines, halves of pairs.

As ranges, for as sets of an expression they take longer to compile than all the first screen takes to be read.
"""
_INNER = str.maketrans("《》〈〉", "〈〉《》")


@lru_cache(maxsize=2)
def _of(ranges: tuple[tuple[int, int], ...]) -> re.Pattern[str]:
    """What finds characters of some ranges; looked for seldom, so compiled when it first is."""
    return re.compile("[" + "".join(f"{chr(first)}-{chr(last)}" for first, last in ranges) + "]")


_SELECTS = _of(_SELECTORS)
"""Looked for in every text that is shown."""


@lru_cache(maxsize=512)
def _shown(char: str) -> str:
    """What stands for a character: itself, nothing, a blank, or its code point in brackets."""
    code = ord(char)
    if char in _KEPT or not any(first <= code <= last for first, last in (*_DROPPED, *_UNSAFE)):
        return char
    if char == "\t":
        return " "
    return "" if any(first <= code <= last for first, last in _DROPPED) else f"⟨U+{code:04X}⟩"


def inner(title: str) -> str:
    """A title as it stands within 《》: its own brackets are 〈〉, and those within these 《》 again (GB/T 15834)."""
    return title.translate(_INNER)


def visible(text: str, *, lines: bool = False) -> str:
    """The text as it may be shown: control and bidirectional characters named, private-use ones dropped.

    Line ends stay only where `lines` is true; elsewhere each becomes one space, so that one value stays one line.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    shown = text if _is_printed(text) else "".join(map(_shown, text))
    return shown if lines else shown.replace("\n", " ")


def is_plain(text: str) -> bool:
    """Whether the text is one line that is shown just as it is."""
    return "\n" not in text and (_is_printed(text) or all(_shown(char) == char for char in text))


def _is_printed(text: str) -> bool:
    """Whether a look at the kinds of its characters is enough to know that all are shown as they are."""
    bare = text.replace("\n", "").replace("\u3000", "")  # blanks that Python takes for no print
    return bare.isprintable() and _SELECTS.search(text) is None


def count_characters(text: str) -> int:
    """How many characters the text holds, blanks left aside."""
    return sum(map(len, text.split()))


def count_private(text: str) -> int:
    """How many private-use characters the text holds; they are kept in store and never shown."""
    return len(_of(_PRIVATE).findall(text))


def _fold_table() -> dict[int, str]:
    """Full width to half width, upper to lower case, the several quotation marks and spaces to one each."""
    table: dict[int, str] = {}
    for code in range(0xFF01, 0xFF5F):
        table[code] = chr(code - 0xFEE0).lower()
    for code in range(ord("A"), ord("Z") + 1):
        table[code] = chr(code).lower()
    spaces, double, single = "\u3000\u00a0\t\n", "“”„‟〝〞", "‘’‚‛"
    for chars, to in ((spaces, " "), (double, '"'), (single, "'"), ("〔【", "["), ("〕】", "]"), ("﹒·•", "·")):
        table.update((ord(char), to) for char in chars)
    return table


_FOLDED = _fold_table()


def fold(text: str) -> str:
    """The text as it is compared: width, case and variants of punctuation folded, one character to one.

    Simplified and traditional characters are folded by `tui.query`, which alone holds that table.
    """
    return text.translate(_FOLDED)


def squeeze(text: str) -> str:
    """The letters alone: folded, compatibility forms resolved, without white space and unsafe characters.

    Lengths change, so this serves to compare texts, never to point into one.
    """
    text = _of(_DROPPED).sub("", unicodedata.normalize("NFKC", text))
    return fold("".join(text.split()))
