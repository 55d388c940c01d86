"""What two texts in other words have in common: sentences, and the pairs and triples of letters in them."""

from __future__ import annotations

import re
from typing import Final

from tui.model.text import squeeze

_SENTENCE: Final = re.compile(r"[^。！？；;]+[。！？；;]?")


def sentences(text: str) -> list[str]:
    """The sentences of a text, those between semicolons too."""
    return [sentence.strip() for sentence in _SENTENCE.findall(text) if len(sentence.strip()) > 1]


def grams(text: str, *sizes: int) -> frozenset[str]:
    """The pairs and triples of characters of a text, or groups of other sizes, marks left out."""
    words = re.sub(r"[^\w]", "", squeeze(text))
    return frozenset(words[at : at + size] for size in sizes or (2, 3) for at in range(len(words) - size + 1))
