"""What stands on a page of a PDF, from top to bottom: printed lines and ruled tables; what is no text is noted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from tui.ingest.readers.columns_of_page import columns_of
from tui.ingest.readers.left_out import LeftOut, ranges
from tui.ingest.readers.pdf_limits import MOST_EDGES
from tui.ingest.readers.pdf_tables import Char, Ruled, ruled_tables, text_of
from tui.ingest.readers.turned import turned
from tui.model.text import count_characters

if TYPE_CHECKING:
    from tui.ingest.readers.pdf_bounds import BoundedPage

_LARGE: Final = 0.1
"""What part of its page a picture takes that may hold words of the text."""
_FEW: Final = 24
"""So few characters beside a large picture are its number, its name or a stamp: the page is a picture all the same."""
_AWRY: Final = 0.1
"""How far from upright, and from lying on its side, a character stands that is part of a watermark (as a sine)."""


@dataclass(slots=True)
class Line:
    """A printed line and where it stands on its page, in points."""

    text: str
    left: float
    right: float
    top: float
    bottom: float
    page: int
    width: float
    """Width of its page."""
    column: tuple[float, float] | None = None
    """Where the column begins and ends that it stands in, on a page of several."""


Item = Line | Ruled


class PageReader:
    """Reads page after page; counts every character on them."""

    def __init__(self) -> None:
        self.left = LeftOut()
        self.source = 0
        self._pictures: list[int] = []
        self._dense: list[int] = []

    def items(self, page: BoundedPage) -> list[Item]:
        """The lines and tables of a page from top to bottom."""
        from tui.ingest.readers.pdf_bounds import TooDense

        number = page.page_number
        try:
            chars = page.chars
        except TooDense:
            self._dense.append(number)
            return []
        held = sum(count_characters(char["text"]) for char in chars)
        self.source += held
        self._beside(page, held)
        if not held:
            if page.images or len(page.curves) > 100:
                self._pictures.append(number)
            return []
        return self._placed(page, chars, number)

    def _placed(self, page: BoundedPage, chars: Sequence[Char], number: int) -> list[Item]:
        gone = self._awry(chars, number) | self._again(chars, number) | self._beyond(page, chars)
        shown = [char for char in chars if id(char) not in gone] if gone else chars
        tables: list[Ruled] = []
        if len(page.edges) > MOST_EDGES:
            self.left.note("tables_passed_over", f"page {number}")
        else:
            tables, taken = ruled_tables(page, number, shown)
            gone |= taken
        aside = list(turned([char for char in shown if id(char) not in gone], page.width, page.height))
        gone |= {id(char) for found, _ in aside for char in found}
        rest = page.filter(lambda each: id(each) not in gone) if gone else page
        printed = rest.extract_text_lines(return_chars=True, x_tolerance=2)
        rows = [sorted(line["chars"], key=lambda char: float(char["x0"])) for line in printed]
        lines = list(self._lines(rows, number, page.width))
        items: list[tuple[float, Item]] = [(table.box[1], table) for table in tables]
        items += zip(_heights(lines), lines, strict=True)
        upright = [item for _, item in sorted(items, key=lambda pair: pair[0])]
        return [*upright, *(line for _, rows in aside for line in _in_column(rows, number, page.height))]

    def _lines(self, rows: list[list[Char]], number: int, width: float) -> Iterator[Line]:
        """The printed lines of a page in the order in which they are read."""
        columns = columns_of(rows, width)
        if columns is None:
            yield from (_line(row, number, width) for row in rows)
            return
        self.left.note("two_columns", f"page {number}")
        yield from (_line(row, number, width) for row in rows[: columns.start])
        for side in (columns.left, columns.right):
            yield from _in_column(side, number, width)
        yield from (_line(row, number, width) for row in rows[columns.end :])

    def _beyond(self, page: BoundedPage, chars: Sequence[Char]) -> set[int]:
        """Words that stand wholly beyond the edges of the page as it is shown: nobody sees them."""
        left, top, right, bottom = page.cropbox

        def is_beyond(char: Char) -> bool:
            beside = char["x1"] <= left or char["x0"] >= right
            return bool(beside or char["bottom"] <= top or char["top"] >= bottom)

        if not any(map(is_beyond, chars)):
            return set()
        runs = (run for run in _runs(chars) if all(map(is_beyond, run)))
        found = [char for run in runs for char in run]
        words = "".join(char["text"] for char in found)
        if not words.strip() or len(found) * 2 >= len(chars):
            return set()
        self.left.note("off_page", f"page {page.page_number}", words, times=count_characters(words))
        return set(map(id, found))

    def _awry(self, chars: Sequence[Char], number: int) -> set[int]:
        """Characters that stand neither upright nor on their side: a watermark."""
        found = [char for char in chars if _is_awry(char)]
        if found:
            words = "".join(char["text"] for char in found)
            self.left.note("watermark", f"page {number}", words, words=words)
        return set(map(id, found))

    def _again(self, chars: Sequence[Char], number: int) -> set[int]:
        """Characters that are printed a second time on the same spot, which makes them look bold."""
        seen: set[tuple[str, int, int]] = set()
        found: list[Char] = []
        for char in chars:
            spots = [(char["text"], round(char["x0"] + by), round(char["top"] + by)) for by in (0.0, 0.5)]
            if char["text"].strip() and any(spot in seen for spot in spots):
                found.append(char)
            seen.update(spots)
        if found:
            self.left.note("printed_twice", f"page {number}", "".join(char["text"] for char in found), times=len(found))
        return set(map(id, found))

    def _beside(self, page: BoundedPage, held: int) -> None:
        """Note comments of people, and pictures among the text."""
        where = f"page {page.page_number}"
        for note in page.annots:
            words = note.get("contents") or ""
            if words.strip():
                self.left.note("comment", where, words, author=note.get("title") or "?", words=words)
                self.source += count_characters(words)
        large = sum(
            (image["x1"] - image["x0"]) * (image["bottom"] - image["top"]) > _LARGE * page.width * page.height
            for image in page.images
        )
        if large and 0 < held <= _FEW:
            self._pictures.append(page.page_number)
        elif large and held:
            self.left.note("image_ignored", where, times=large)

    def finish(self) -> None:
        """Tell which pages are pictures, and which draw too much to be read."""
        for code, pages in (("page_is_picture", self._pictures), ("page_too_dense", self._dense)):
            if pages:
                self.left.note(code, f"page {pages[0]}", times=len(pages), pages=ranges(pages))


def _runs(chars: Sequence[Char]) -> Iterator[list[Char]]:
    """Characters that stand close behind each other on a line."""
    run: list[Char] = []
    for char in sorted(chars, key=lambda char: (round(char["top"]), char["x0"])):
        if run and (abs(char["top"] - run[-1]["top"]) > 2 or abs(char["x0"] - run[-1]["x1"]) > 2 * char["size"]):
            yield run
            run = []
        run.append(char)
    if run:
        yield run


def _line(row: list[Char], number: int, width: float) -> Line:
    top, bottom = min(char["top"] for char in row), max(char["bottom"] for char in row)
    return Line(text_of(row), row[0]["x0"], max(char["x1"] for char in row), top, bottom, number, width)


def _in_column(rows: list[list[Char]], number: int, width: float) -> Iterator[Line]:
    """The lines of a column, which begin and end at most where its longest do."""
    edges = min(row[0]["x0"] for row in rows), max(row[-1]["x1"] for row in rows)
    return (replace(_line(row, number, width), column=edges) for row in rows)


def _heights(lines: list[Line]) -> Iterator[float]:
    """How far down each line stands, as far as it is told by lines that are read before it."""
    lowest = float("-inf")
    for line in lines:
        lowest = max(lowest, line.top)
        yield lowest


def _is_awry(char: Char) -> bool:
    a, b = char["matrix"][:2]
    size = (a * a + b * b) ** 0.5
    return bool(size and min(abs(a), abs(b)) / size > _AWRY)
