"""Whether what was read can be a policy document at all; else it is refused plainly."""

from __future__ import annotations

import re
from typing import Final

from tui.ingest.blocks import Block, Paragraph, Reading
from tui.model.errors import Invalid

_HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff]")
_PRIVATE = re.compile("[\ue000-\uf8ff]")


MOST_LINES: Final = 50_000
"""Paragraphs and rows of the longest document that is read; the longest known has some thousand."""


MOST_LETTERS: Final = 1_500_000
"""Characters of the longest document that is read; a book has a million."""


def check_length(lines: int, letters: int, name: str) -> None:
    """Raise Invalid (`too_many_lines`, `too_many_letters`) where there is more than any policy document holds."""
    if lines > MOST_LINES:
        raise Invalid("too_many_lines", file=name, limit=MOST_LINES)
    if letters > MOST_LETTERS:
        raise Invalid("too_many_letters", file=name, limit=MOST_LETTERS)


def check(reading: Reading, name: str) -> None:
    """Raise Invalid where there is too much, or letters are missing, wrong or lost."""
    lines = sum(1 if isinstance(block, Paragraph) else len(block.rows) for block in reading.blocks)
    check_length(lines, sum(map(_letters, reading.blocks)), name)
    text = "\n".join(
        block.text
        if isinstance(block, Paragraph)
        else "\n".join(cell.text for row in block.rows for cell in row.cells if not cell.covered)
        for block in reading.blocks
    )
    letters = sum(char.isalpha() for char in text)
    han = len(_HAN.findall(text))
    if not text.strip():
        raise Invalid("no_text", file=name)
    if text.count("\ufffd") * 200 > len(text):
        raise Invalid("letters_lost", file=name)
    strange = sum(char.isalpha() and not char.isascii() for char in text) - han
    if len(_PRIVATE.findall(text)) * 5 > len(text) or (strange > 20 and strange > han):
        raise Invalid("wrong_letters", file=name)
    if han < 8 or (letters > 40 and han * 4 < letters):
        raise Invalid("no_policy", file=name)
    if _digits_lost(text, han):
        raise Invalid("digits_lost", file=name)


def _letters(block: Block) -> int:
    """How many letters a block holds, those included that merged cells say again: each row is read with them."""
    if isinstance(block, Paragraph):
        return len(block.text)
    return sum(len(cell.text) for row in block.rows for cell in row.cells)


def _digits_lost(text: str, han: int) -> bool:
    """Whether dates stand without their numbers and the text holds neither digits nor brackets."""
    dates = re.findall(r"(?<![\d〇零○一二三四五六七八九十])\s{0,9}年\s{0,9}月\s{0,9}日", text)
    return han > 100 and bool(dates) and not re.search(r"[\d０-９（()）]", text)
