"""What stands further down: a line is read by what follows it, and each thing is looked up once for all lines."""

from __future__ import annotations

import re
from functools import cached_property
from itertools import islice
from typing import Final

from tui.ingest.blocks import Block, Paragraph
from tui.ingest.structure import masthead
from tui.ingest.structure.lettered import Counts
from tui.ingest.structure.numbering import Label, Level, bare_label, find_label
from tui.model.text import squeeze

ANNEX: Final = re.compile(
    r"(?P<head>[\s\u200b\ufeff]*(?P<number>附\s*[件表录]\s*(?:[\d一二三四五六七八九十]{1,3}(?:[-—]\d+)?)?)(?P<mark>\s*[：:.．、]?\s*))(?P<text>.*)",
    re.DOTALL,
)
_MOST_SIGNERS: Final = 60
_FAR: Final = 40
"""How many lines an item may take."""


_DECIMALS: Final = re.compile(r"\s*(\d{1,2})[.．](\d{1,2})(?=[^\s\d.．])")
_BEGINS_BELOW: Final = re.compile(r"\s*\d{1,2}[.．]0?1(?!\d)")
_PRINTED: Final = re.compile(r"\s*(\d{1,3})\s?[.．﹒、]")


def names_bodies(text: str) -> bool:
    """Whether a line is nothing but names of bodies, as in a signature."""
    return masthead.is_stamp(text) or all(
        masthead.is_body_name(name.lstrip(masthead.APART)) for name in masthead.split_names(text)
    )


class Ahead:
    """Looks further down the lines of a document; all the answers together take time linear in the lines."""

    def __init__(self, lines: list[Block]) -> None:
        self.lines = lines
        self._dated: dict[int, bool] = {}
        self.counts_on = Counts(lines)

    def block(self, at: int) -> Block | None:
        """The block at this place; None behind the end."""
        return self.lines[at] if at < len(self.lines) else None

    def date(self, at: int) -> bool:
        """Whether a date stands below, with nothing but names between, as those who issue together sign."""
        if at not in self._dated:
            end = at + 1
            while isinstance(block := self.block(end), Paragraph) and names_bodies(block.text):
                end += 1
            found = isinstance(block, Paragraph) and end - at <= _MOST_SIGNERS and bool(masthead.iso_date(block.text))
            self._dated.update(dict.fromkeys(range(at, end), found))
        return self._dated[at]

    def annex(self, at: int, title: str) -> bool:
        """Whether an annex of this title, or one whose title stands on a line of its own, opens below."""
        last, bare = self._annexes
        return bare > at or last.get(title, -1) > at

    @cached_property
    def _annexes(self) -> tuple[dict[str, int], int]:
        """The last line that names an annex of each title, and the last that is nothing but 附件1 or the like."""
        last: dict[str, int] = {}
        bare = -1
        for at, block in enumerate(self.lines):
            match = ANNEX.fullmatch(block.text) if isinstance(block, Paragraph) else None
            title = squeeze(match["text"]) if match else ""
            if title:
                last[title] = at
            elif match is not None:
                bare = at
        return last, bare

    def item(self, at: int, number: int) -> bool:
        """Whether an item of this number stands below, before the next heading above it."""
        for block in self.lines[at + 1 : at + _FAR]:
            words = block.text if isinstance(block, Paragraph) else ""
            label = find_label(words)
            decimals = label is not None and label.level is Level.TENTH
            printed = _PRINTED.match(words) if label is None or label.level is Level.ITEM or decimals else None
            if decimals and printed is not None and int(printed[1]) == number:
                return not _BEGINS_BELOW.match(words)
            if printed is not None and int(printed[1]) == number:
                return True
            if label is not None and label.level < Level.ITEM:
                return False
        return False

    def counts(self, at: int, last: int | None) -> bool:
        """Whether the number of `2.2号工程` is 2, as the one of the item before it says, and not 2.2.

        It is not where 2.1 stands above or 2.3 below; where no item stands before it, 1.1 must come first and 2.2 next.
        """
        pairs = self._pairs(range(at, min(at + _FAR, len(self.lines))), 2)
        if not pairs or last is None:
            return len(pairs) > 1 and pairs[0][0] == 1 and pairs[1][0] == 2 and pairs[1][1] != 1
        whole, part = pairs[0]
        above = self._pairs(range(at - 1, max(at - _FAR, -1), -1), 1)
        return (whole, part - 1) not in above and (whole, part + 1) not in pairs

    def _pairs(self, places: range, most: int) -> list[tuple[int, int]]:
        """The first decimals that lines at these places begin with, whole number and part."""
        texts = (block.text for block in (self.lines[place] for place in places) if isinstance(block, Paragraph))
        found = (match for match in map(_DECIMALS.match, texts) if match)
        return [(int(match[1]), int(match[2])) for match in islice(found, most)]

    def bare_label(self, text: str) -> Label | None:
        """The bare number before a heading, in a document whose numbers go 1, 1.1, 1.2, 2, 2.1."""
        label = bare_label(text) if len(self._decimals) > 1 else None
        known = self._decimals
        return label if label and known & {str(int(label.number) + near) for near in (-1, 0, 1)} else None

    @cached_property
    def _decimals(self) -> frozenset[str]:
        """The numbers that stand bare before a heading while 1.1, 2.1 stand below."""
        texts = [block.text for block in self.lines if isinstance(block, Paragraph)]
        below = {label.number for label in map(find_label, texts) if label and label.level is Level.TENTH}
        heads = {label.number for label in map(bare_label, texts) if label} if below else set()
        return frozenset(number for number in heads if f"{number}.1" in below)
