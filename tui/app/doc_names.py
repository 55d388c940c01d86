"""What documents are called where many stand in one table: by their titles, as short as it needs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from itertools import islice

from tui.app.lines.pieces import cut_within
from tui.model.document import short_title
from tui.model.text import visible

_LONG = 24
"""Characters of a title before its kind, before it is cut to the cells there are."""


class DocNames:
    """The name of each document in a number of cells; titles that look alike in them give way to the ids."""

    def __init__(self, titles: Callable[[], Mapping[str, str]]) -> None:
        """`titles` gives those known by now, by document, in the order in which they came."""
        self._titles = titles
        self._known: Mapping[str, str] = {}
        self._cells = 0
        self._names: dict[str, str] = {}
        self._bearers: Counter[str] = Counter()

    def __call__(self, doc: str, cells: int) -> str:
        """The name of a document in at most so many cells."""
        titles = self._titles()
        if titles is not self._known or cells != self._cells:
            self._known, self._cells, self._names, self._bearers = titles, cells, {}, Counter()
        for new, title in islice(titles.items(), len(self._names), None):
            self._names[new] = name = cut_within(visible(short_title(title, most=_LONG)), cells)
            self._bearers[name] += 1
        name = self._names.get(doc, "")
        return name if name and self._bearers[name] == 1 else cut_within(visible(doc), cells)
