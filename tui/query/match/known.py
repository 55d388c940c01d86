"""The department names that are known, from the library and the register: what a word reaches among them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from tui.query.match import folding
from tui.query.match.needle import Needle, needle

_KEPT: Final = 512


@dataclass(frozen=True, slots=True)
class Reach:
    """What a word reaches among the known names."""

    direct: bool = False
    """A known name holds it without gaps."""
    also: frozenset[str] = frozenset()
    """Names, as keys, meant though they do not hold it: bodies known under another name, or names that hold it with
    gaps where no known name holds it without."""


class Known:
    """Names as printed in the library, and the sets of names that mean one body."""

    def __init__(self, printed: Iterable[str] = (), bodies: Iterable[Iterable[str]] = ()) -> None:
        self._printed = set(map(folding.key, frozenset(printed)))
        self._bodies = tuple(frozenset(map(folding.key, names)) for names in bodies)
        self._bare: frozenset[str] = frozenset()
        self._forerunners: tuple[tuple[frozenset[str], frozenset[str]], ...] = ()
        self._reached: dict[tuple[str, bool], Reach] = {}

    def learn(self, printed: Iterable[str]) -> None:
        """Know further names as printed."""
        known = len(self._printed)
        self._printed.update(map(folding.key, frozenset(printed)))
        if len(self._printed) > known:
            self._reached.clear()

    def kept(self) -> list[str]:
        """The names as printed, as keys."""
        return sorted(self._printed)

    def take(self, kept: Iterable[str]) -> None:
        """Know the names that were kept."""
        self._printed.update(kept)
        self._reached.clear()

    def teach(
        self,
        bodies: Iterable[Iterable[str]],
        bare: Iterable[str] = (),
        forerunners: Iterable[tuple[Iterable[str], Iterable[str]]] = (),
    ) -> None:
        """Know these bodies, each by the names that mean it; `bare` ones mean it when typed, not where printed.

        Who types a name of `forerunners` means those that had the work before, under their names, as well.
        """
        pairs = ((map(folding.key, after), map(folding.key, before)) for after, before in forerunners)
        self._forerunners = tuple((frozenset(after), frozenset(before)) for after, before in pairs)
        self._bodies = tuple(frozenset(map(folding.key, names)) for names in bodies)
        self._bare = frozenset(map(folding.key, bare))
        self._reached.clear()

    def reach(self, word: str, literal: bool = False) -> Reach:
        """What the word reaches; a literal one knows no gaps."""
        wanted = needle(word, literal)
        found = self._reached.get((wanted.key, literal))
        if found is None:
            if len(self._reached) >= _KEPT:
                self._reached.clear()
            found = self._reached[wanted.key, literal] = self._reach(wanted, literal)
        return found

    def _reach(self, wanted: Needle, literal: bool) -> Reach:
        also = frozenset(
            key for names in self._bodies if any(_is_mostly(wanted, name) for name in names) for key in names
        )
        also |= self._before(wanted)
        also -= self._bare
        if also or any(map(wanted.in_name, self._printed)):
            return Reach(True, also)
        return Reach() if literal else Reach(False, self._closest(wanted))

    def _before(self, wanted: Needle) -> frozenset[str]:
        """The names of those whose work the body has that a word names today."""
        reached = (before for after, before in self._forerunners if any(_is_mostly(wanted, name) for name in after))
        return frozenset().union(*reached)

    def _closest(self, wanted: Needle) -> frozenset[str]:
        """The printed names that hold the word with gaps, without those that spread it much wider than the closest."""
        spread: dict[str, int] = {}
        for key in self._printed:
            trail = wanted.trail(key)
            if trail:
                spread[key] = trail[-1][1] - trail[0][0]
        nearest = min(spread.values(), default=0)
        held = frozenset(key for key, width in spread.items() if width <= nearest * 3 // 2)
        return held.union(*(names - self._bare for names in self._bodies if names & held))


def _is_mostly(wanted: Needle, name: str) -> bool:
    """Whether a word is half of a name or more: 行政 alone does not mean the body called 工商行政管理局."""
    return wanted.in_name(name) and 2 * sum(end - start for start, end in wanted.spans_name(name)) >= len(name)
