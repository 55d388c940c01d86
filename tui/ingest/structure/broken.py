"""Paragraphs that a line break or a page end cut inside a bracket, a list or a sentence, put together again. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from tui.ingest.blocks import Block, Paragraph
from tui.ingest.duties.names import looks_like_names
from tui.ingest.duties.roles import is_role_line
from tui.ingest.structure.numbering import Level, find_label
from tui.model.document import Doubt

LONGEST: Final = 8_000
"""Letters of a paragraph from which on nothing more is joined to it: it is no paragraph that was broken."""
_OPEN: Final = re.compile(r"[（(〔【][^（(〔【）)〕】]{0,300}$")
_OPEN_NOTE: Final = re.compile(
    "[（(〔【](?:总?牵头?|责任?|主[办责管]?|承办?|负责?|配合?|协[办同助]?|完成?|落实?)[单部位门时限分工]{0,2}(?:[：:][^（(〔【）)〕】]{0,300})?$"
)
"""A note that begins with a label, whole or cut, and is not closed."""
_TAIL: Final = 320
"""Letters of a paragraph's end in which an open bracket is looked for."""
_LONGEST_LINE: Final = 120
_CLOSING: Final = re.compile(r"[^（(〔【）)〕】]{0,300}(?:[（(][^（(）)]{0,40}[）)][^（(〔【）)〕】]{0,300})*[）)〕】]")


def closes(line: str) -> bool:
    """Whether a line ends a sentence, so that a number behind it begins something new."""
    return line.rstrip(" \u3000\ue004").endswith(tuple("。；：！？;:!?）)】〕"))


def goes_on(before: str, line: str) -> bool:
    """Whether a paragraph closes the bracket, the list or the sentence that the one before it left open."""
    if len(before) > LONGEST or find_label(line) is not None or "\t" in before + line:
        return False
    tail = before[-_TAIL:]
    listed = bool(_OPEN.search(tail) and _CLOSING.match(line)) or _in_note(tail, line) or before.rstrip().endswith("、")
    return listed or _cut_short(before, line)


def _in_note(before: str, line: str) -> bool:
    """Whether a line goes on with a note that stays open over several lines: (牵头单 / 位：甲局；配合单位：乙局、."""
    return bool(_OPEN_NOTE.search(before)) and len(line) <= _LONGEST_LINE and not re.search("[。（(〔【）)〕】]", line)


def _cut_short(before: str, line: str) -> bool:
    """Whether prose breaks off in the middle of a sentence and the line goes on with it."""
    words = before.strip()
    label = find_label(words)
    clause = label is not None and label.level is Level.CLAUSE and bool(re.search("[，,]", words))
    prose = clause or (len(words) >= 20 and "。" in words) or (label is None and len(words) >= 80)
    if not prose or not re.search("[\u4e00-\u9fff]$", words) or is_role_line(words):
        return False
    rest = line.strip()
    opens = re.match(r"(?:附\s*件|\d{4}年\d|[（(〔【《“•●◆■—])", rest) or is_role_line(rest)
    return (
        bool(re.search("[。；;，,]", rest))
        and not opens
        and not rest.endswith(("：", ":"))
        and not looks_like_names(rest)
    )


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
