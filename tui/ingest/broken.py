"""Paragraphs that a line break or a page end cut inside a bracket or a list of names, put together again. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from tui.ingest.blocks import Block, Paragraph
from tui.ingest.numbering import find_label
from tui.model.document import Doubt

_OPEN: Final = re.compile(r"[（(〔【][^（(〔【）)〕】]{0,300}$")
_CLOSING: Final = re.compile(r"[^（(〔【）)〕】]{0,300}(?:[（(][^（(）)]{0,40}[）)][^（(〔【）)〕】]{0,300})*[）)〕】]")


def closes(line: str) -> bool:
    """Whether a line ends a sentence, so that a number behind it begins something new."""
    return line.rstrip(" \u3000\ue004").endswith(tuple("。；：！？;:!?）)】〕"))


def goes_on(before: str, line: str) -> bool:
    """Whether a paragraph closes the bracket, or continues the list, that the one before it left open."""
    if find_label(line) is not None or "\t" in before + line:
        return False
    return bool(_OPEN.search(before) and _CLOSING.match(line)) or before.rstrip().endswith("、")


def join_broken(blocks: Iterable[Block], doubts: list[Doubt]) -> tuple[Block, ...]:
    """The blocks with broken paragraphs whole; what was joined is added to `doubts`."""
    joined: list[Block] = []
    broken: list[str] = []
    for block in blocks:
        last = joined[-1] if joined else None
        if isinstance(block, Paragraph) and isinstance(last, Paragraph) and goes_on(last.text, block.text):
            joined[-1] = Paragraph(last.text.rstrip() + block.text.lstrip(), last.where)
            broken.append(block.where)
        else:
            joined.append(block)
    if broken:
        doubts.append(Doubt("lines_joined", broken[0], {"count": len(broken)}))
    return tuple(joined)
