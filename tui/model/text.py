"""Text as issued, made fit to show and fit to search.

`visible` is the one door through which text from files and people leaves for a screen, a terminal or an export.
`fold` maps one character to one, so that an offset in the folded text is an offset in the text itself.
"""

from __future__ import annotations

import re
import unicodedata

_KEPT = "\n"
_BIDI = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_PRIVATE = "\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd"
_INVISIBLE = "\u200b-\u200d\u2060-\u2064\u206a-\u206f\ufeff\ufe00-\ufe0f\U000e0000-\U000e0fff"
_UNSAFE = re.compile(f"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff{_BIDI}{_PRIVATE}{_INVISIBLE}]")
_INNER = str.maketrans("《》〈〉", "〈〉《》")
_PRIVATE_USE = f"[{_PRIVATE}]"
_DROPPED = f"[{_PRIVATE}{_INVISIBLE}]"
"""Looked for seldom, so compiled when they first are."""


def _name(match: re.Match[str]) -> str:
    """What stands for one unsafe character: nothing, a space, or its code point in brackets."""
    char = match.group()
    if char in _KEPT:
        return char
    if char == "\t":
        return " "
    if re.match(_DROPPED, char):
        return ""
    return f"⟨U+{ord(char):04X}⟩"


def inner(title: str) -> str:
    """A title as it stands within 《》: its own brackets are 〈〉, and those within these 《》 again (GB/T 15834)."""
    return title.translate(_INNER)


def visible(text: str, *, lines: bool = False) -> str:
    """The text as it may be shown: control and bidirectional characters named, private-use ones dropped.

    Line ends stay only where `lines` is true; elsewhere each becomes one space, so that one value stays one line.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    shown = _UNSAFE.sub(_name, text)
    return shown if lines else shown.replace("\n", " ")


def is_plain(text: str) -> bool:
    """Whether the text is one line that is shown just as it is."""
    return _UNSAFE.search(text) is None


def count_characters(text: str) -> int:
    """How many characters the text holds, blanks left aside."""
    return sum(map(len, text.split()))


def count_private(text: str) -> int:
    """How many private-use characters the text holds; they are kept in store and never shown."""
    return len(re.findall(_PRIVATE_USE, text))


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
    text = re.sub(_DROPPED, "", unicodedata.normalize("NFKC", text))
    return fold("".join(text.split()))
