"""Pages on which text is placed by coordinates, as one run of paragraphs and tables: what PDF and OFD share."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from statistics import median
from typing import Final

from tui.ingest.blocks import Block, Paragraph, Reading, make_table
from tui.ingest.readers.left_out import LeftOut
from tui.ingest.readers.pdf_pages import Item, Line
from tui.ingest.readers.pdf_tables import NEVER_FIRST, Ruled, go_on, pushed_down
from tui.ingest.readers.radicals import mended
from tui.ingest.structure.broken import closes
from tui.ingest.structure.contents import is_entry
from tui.ingest.structure.lettered import likely_label

_SMALLER: Final = 0.9
_NUMBER: Final = re.compile(r"[\s\-—–－·.第页/共\d]*\d[\s\-—–－·.第页/共\d]*")


def reading_of(pages: list[list[Item]], left: LeftOut, source: int, kind: str) -> Reading:
    """The pages as one run of blocks, without their running heads, feet and numbers; `source` counts characters."""
    repeated = _repeated(pages)
    kept: list[Item] = []
    for page in pages:
        for at, item in enumerate(page):
            edge = at in {0, 1, len(page) - 2, len(page) - 1}
            if isinstance(item, Line) and edge and (_NUMBER.fullmatch(item.text) or _shape(item) in repeated):
                left.note("pages_dropped", f"page {item.page}", item.text)
            elif isinstance(item, Ruled) and kept and isinstance(kept[-1], Ruled) and go_on(kept[-1], item):
                continue
            else:
                kept.append(item)
    for item in kept:
        for broken in item.joined if isinstance(item, Ruled) else ():
            left.note("rows_joined", f"page {broken}")
    return Reading(tuple(_blocks(kept)), kind, None, left.doubts(), source=source)


def _shape(line: Line) -> tuple[str, int]:
    """What a running head or foot has on every page: its words but for numbers, and its size."""
    return re.sub(r"\d+", "0", line.text), round(line.bottom - line.top)


def _repeated(pages: list[list[Item]]) -> set[tuple[str, int]]:
    """Lines at the edge of most pages: running heads and feet; of two pages only those that are set smaller."""
    edges = Counter(
        shape
        for page in pages
        for shape in {_shape(item) for item in (*page[:2], *page[-2:]) if isinstance(item, Line)}
    )
    sizes = [item.bottom - item.top for page in pages for item in page if isinstance(item, Line)]
    usual = median(sizes) if sizes else 0.0
    return {
        shape
        for shape, count in edges.items()
        if count > 1 and count * 2 > len(pages) and (len(pages) > 2 or shape[1] < usual * _SMALLER)
    }


def _blocks(items: list[Item]) -> Iterator[Block]:
    """Paragraphs, put together from their lines, and tables."""
    lines = [item for item in items if isinstance(item, Line) and item.column is None]
    left = min((line.left for line in lines), default=0.0)
    right = max((max(_reach(line), line.width - left - (line.bottom - line.top)) for line in lines), default=0.0)
    open_lines: list[Line] = []
    tables = 0
    for item in items:
        if isinstance(item, Line):
            if open_lines and not _goes_on(open_lines[-1], item, left, right):
                yield _paragraph(open_lines)
                open_lines = []
            open_lines.append(item)
            continue
        if open_lines:
            yield _paragraph(open_lines)
            open_lines = []
        tables += 1
        place = f"table {tables}"
        yield make_table([(f"{place} row {at}", row) for at, row in enumerate(item.rows, 1)], place)
    if open_lines:
        yield _paragraph(open_lines)


def _reach(line: Line) -> float:
    """How far a line reaches to the right; a mark at its end may hang beyond the edge."""
    return line.right - (line.bottom - line.top if line.text.endswith(tuple(NEVER_FIRST)) else 0.0)


def _goes_on(before: Line, line: Line, left: float, right: float) -> bool:
    """Whether a line continues the paragraph above it: that one is full, and this one is not set in."""
    if (before.column is None) != (line.column is None):
        return False
    size = before.bottom - before.top
    right = before.column[1] if before.column else right
    left = line.column[0] if line.column else left
    if line.left > left + size * 1.2 or before.right < right - size * (1.8 + pushed_down(line.text)):
        return False
    text = mended(line.text)
    return not (likely_label(text) and closes(before.text)) and not is_entry(before.text)


def _paragraph(lines: list[Line]) -> Paragraph:
    """One paragraph from its lines; Latin words keep a space where a line ended."""
    text = lines[0].text
    for line in lines[1:]:
        gap = " " if re.search("[A-Za-z]$", text) and re.match("[A-Za-z]", line.text) else ""
        text += gap + line.text
    return Paragraph(text, f"page {lines[0].page}")
