"""What a reader leaves out or doubts, gathered by kind: how often, how many characters, and where first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from tui.model.document import Doubt
from tui.model.text import count_characters

_MOST: Final = 200
"""So many doubts of one code are told one by one; what comes after them is told together."""
_WORDS: Final = 80
"""So many characters of what was left out are shown."""


@dataclass(slots=True)
class _Heap:
    where: str
    times: int = 0
    characters: int = 0


class LeftOut:
    """Gathers what is left out while a file is read."""

    def __init__(self) -> None:
        self._heaps: dict[str, dict[tuple[tuple[str, str], ...], _Heap]] = {}

    def note(self, code: str, where: str, gone: str = "", /, times: int = 1, **told: str) -> None:
        """Add what stands here and is gone; what differs in `told` is told apart, each in a sentence of its own."""
        self.count(code, where, count_characters(gone), times, **told)

    def count(self, code: str, where: str, characters: int, /, times: int = 1, **told: str) -> None:
        """As `note`, of characters that are counted already."""
        heaps = self._heaps.setdefault(code, {})
        key = tuple(sorted((name, excerpt(value)) for name, value in told.items()))
        if key not in heaps and len(heaps) >= _MOST:
            key = tuple((name, "…") for name, _ in key)
        heap = heaps.setdefault(key, _Heap(where))
        heap.times += times
        heap.characters += characters

    def doubts(self) -> tuple[Doubt, ...]:
        """A doubt for each kind of thing, in the order in which they were first met."""
        return tuple(
            Doubt(code, heap.where, {"count": heap.times, **dict(key)}, heap.characters)
            for code, heaps in self._heaps.items()
            for key, heap in heaps.items()
        )


def excerpt(words: str) -> str:
    """Words on one line, and no more of them than a sentence can hold."""
    line = " ".join(words.split())
    return line if len(line) <= _WORDS else line[:_WORDS] + "…"


def ranges(numbers: Sequence[int]) -> str:
    """Numbers in order as they are told: 3–5、9."""
    gaps = [at for at, (first, second) in enumerate(pairwise(numbers), 1) if second != first + 1]
    runs = [numbers[start:end] for start, end in pairwise([0, *gaps, len(numbers)])]
    return "、".join(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)
