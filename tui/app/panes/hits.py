"""The hits of a search through the blocks of a text, and which of them one is at."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence

from tui.app.lines.pieces import Span

Find = Callable[[str], Sequence[Span]]
"""Where the hits lie in a text as shown."""
Hit = tuple[int, Span]
"""Index of the block and the place in its text."""


class Hits:
    """Hits in the order of the text; stepping goes around the ends."""

    def __init__(self, texts: Sequence[str] = (), find: Find | None = None) -> None:
        found = ((at, span) for at, text in enumerate(texts) for span in find(text)) if find else ()
        self._all: list[Hit] = sorted(found)
        self.at: int | None = None
        """Index of the hit one is at; None where one is at none yet."""

    def __len__(self) -> int:
        return len(self._all)

    @property
    def here(self) -> Hit | None:
        """The hit one is at."""
        return None if self.at is None else self._all[self.at]

    def step(self, steps: int, place: tuple[int, int]) -> Hit | None:
        """Go so many hits on, or back where negative: the first time from a place (block, character)."""
        if not self._all:
            return None
        if self.at is not None:
            self.at = (self.at + steps) % len(self._all)
        elif steps > 0:
            self.at = bisect_left(self._all, (place[0], (place[1], 0))) % len(self._all)
        else:
            self.at = (bisect_right(self._all, (place[0], (place[1], 0))) - 1) % len(self._all)
        return self._all[self.at]

    def within(self, block: int) -> Iterator[tuple[Span, bool]]:
        """The hits of a block, and whether each is the one one is at."""
        for at in range(bisect_left(self._all, (block, (0, 0))), len(self._all)):
            if self._all[at][0] != block:
                return
            yield self._all[at][1], at == self.at
