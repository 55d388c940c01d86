"""What became of the characters of a file: all stand in what was read, or in a doubt that counts them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tui.ingest.blocks import Block, Paragraph, Reading
from tui.model.document import Characters, Doubt, Section
from tui.model.text import count_characters


def held(blocks: Iterable[Block]) -> int:
    """How many characters the blocks hold; what merged cells repeat counts once."""
    return sum(
        count_characters(block.text)
        if isinstance(block, Paragraph)
        else sum(count_characters(cell.text) for row in block.rows for cell in row.cells if not cell.covered)
        for block in blocks
    )


def source_of(reading: Reading) -> int:
    """How many characters the file holds: as its reader counted them, else what stands in the blocks and the doubts."""
    if reading.source is not None:
        return reading.source
    return held(reading.blocks) - reading.added + sum(doubt.count for doubt in reading.doubts)


def settle(reading: Reading, sections: Sequence[Section], tabled: int, doubts: list[Doubt]) -> Characters:
    """What became of the characters of a reading; what nothing accounts for is added to `doubts` and so reported.

    `tabled` is how many characters of tables stand in tasks.
    """
    source = source_of(reading)
    kept = sum(count_characters(section.label + section.text) for section in sections) + tabled - reading.added
    missing = source - kept - sum(doubt.count for doubt in doubts)
    if missing > 0:
        doubts.append(Doubt("unaccounted", "", {"count": missing}, missing))
    reported = sum(doubt.count for doubt in doubts)
    return Characters(kept + reported, kept, reported)
