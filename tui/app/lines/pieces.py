"""Pieces of text with the names of their styles, measured in cells; pure, and knowing nothing of what they say."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Final

from rich.cells import cell_len

Span = tuple[int, int]
"""Start and end of a hit, in characters of the text as shown."""
Piece = tuple[str, str]
"""Text and the names of its styles, separated by blanks; the empty name is plain."""
Spans = Callable[[str, str], Sequence[Span]]
"""Where the hits lie, given the name of a column and the text shown in it."""

ELLIPSIS: Final = "…"


def cut(text: str, width: int) -> str:
    """The text, or its beginning with … behind it where it takes more cells than this."""
    if len(text) <= width // 2 or (len(text) <= 2 * width and cell_len(text) <= width):
        return text
    used = 0
    for at, char in enumerate(text):
        used += cell_len(char)
        if used > width - 1:
            return text[:at].rstrip(ELLIPSIS) + ELLIPSIS if width > 0 else ""
    return text


def cut_within(text: str, width: int) -> str:
    """The text, or its beginning and its end with … between: ids of documents begin alike."""
    if cell_len(text) <= width:
        return text
    end = len(text)
    while end > 1 and cell_len(text[end - 1 :]) <= (width - 1) // 2:
        end -= 1
    return cut(text, width - cell_len(text[end:])) + text[end:]


def pad(text: str, width: int, *, right: bool = False) -> str:
    """The text in exactly this many cells, cut or filled with blanks; `right` sets it against the right edge."""
    text = cut(text, width)
    blanks = " " * (width - cell_len(text))
    return blanks + text if right else text + blanks


def highlight(text: str, spans: Sequence[Span], style: str, hit: str = "hit") -> list[Piece]:
    """The text in pieces, those within the spans with the style of a hit on top."""
    pieces: list[Piece] = []
    at = 0
    for first, last in sorted(spans):
        start, end = max(first, at), min(last, len(text))
        if start < end:
            pieces += [(text[at:start], style), (text[start:end], f"{style} {hit}".strip())]
            at = end
    pieces.append((text[at:], style))
    return [piece for piece in pieces if piece[0]]


_UNDERLINED: Final = frozenset({"hit", "cell"})


def joined(pieces: Iterable[Piece]) -> list[Piece]:
    """The pieces with neighbours of one style made one: fewer style changes, fewer bytes.

    Blanks take the style before them, where it does not underline.
    """
    result: list[Piece] = []
    for text, style in pieces:
        if result and (result[-1][1] == style or (text.isspace() and not _UNDERLINED & {*result[-1][1].split()})):
            result[-1] = (result[-1][0] + text, result[-1][1])
        elif text:
            result.append((text, style))
    return result
