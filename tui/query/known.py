"""The department names that are known, from the library and the register: what a word reaches among them."""

from __future__ import annotations

from collections.abc import Iterable

from tui.query import folding
from tui.query.needle import Needle, needle


class Known:
    """Names as printed in the library, and the sets of names that mean one body."""

    def __init__(self, printed: Iterable[str] = (), bodies: Iterable[Iterable[str]] = ()) -> None:
        self._printed = frozenset(map(folding.key, printed))
        self._bodies = tuple(tuple(dict.fromkeys(map(folding.key, names))) for names in bodies)
        self._reached: dict[tuple[str, bool], tuple[bool, frozenset[str]]] = {}

    def reach(self, word: str, literal: bool, shortest: int) -> tuple[bool, frozenset[str]]:
        """Whether the word may have gaps (no name holds it without), and the names meant through another name.

        A literal word never has gaps, nor does one of fewer than `shortest` characters.
        """
        wanted = needle(word, literal)
        found = self._reached.get((wanted.key, literal))
        if found is None:
            if len(self._reached) > 512:
                self._reached.clear()
            found = self._reached[wanted.key, literal] = self._reach(wanted)
        return found[0] and not literal and len(wanted.key) >= shortest, found[1]

    def _reach(self, wanted: Needle) -> tuple[bool, frozenset[str]]:
        also = {key for names in self._bodies if any(map(wanted.in_name, names)) for key in names}
        direct = bool(also) or any(map(wanted.in_name, self._printed))
        return not direct, frozenset(also)
