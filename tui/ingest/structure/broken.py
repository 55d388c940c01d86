"""Paragraphs that a line break or a page end cut inside a bracket, a list or a sentence, put together again. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final, TypeGuard

from tui.ingest.blocks import Block, Paragraph
from tui.ingest.duties.names import is_name, looks_like_names
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
_LAST_NAME: Final = re.compile(r"(?:^|[（(〔【：:、，,；;\n])\s*(?P<name>[^（(〔【：:、，,；;。\n]{2,30})\s*$")
_FIRST_NAME: Final = re.compile(r"\s*(?P<name>[^（()）〔〕【】：:、，,；;。\s]{3,30})(?=\s*(?:[、，,；;）)〕】]|$))")
_NAME_GOES_ON: Final = re.compile("(?:办公|委员会|人民政府|组织部|宣传部|统战部|政法委|领导小组|区|县|市场|市政)")
"""What may be the rest of a name that was cut: `甲市人民政府 / 办公室`, `各市 / 县人民政府`."""
_ABOVE: Final = re.compile(".{0,4}(?:委|党组|政府)|国务院|中央|各.{1,3}|.{1,2}[省市县区州旗]")
"""Bodies and places that others are named after: `市政府 / 国资委`."""
_BEGINS_ANEW: Final = re.compile("[省市县州旗]|各|有关|相关|国家|中央")
_DATE_CUT: Final = re.compile(r"\d(?:年|月)?\s*$")
_DATE_GOES_ON: Final = re.compile(
    r"\s*(?:年?\d{0,2}月(?:底|末|上旬|中旬|下旬)?(?:\d{1,2}日)?|\d{1,2}日|底|末|第?[一二三四]季度|[上下]半年)(?:[之以]?[前内])?(?:完成|办结)?[。；;]?\s*"
)
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
    dated = bool(_DATE_CUT.search(tail) and _DATE_GOES_ON.fullmatch(line[:_LONGEST_LINE]) and is_role_line(before))
    return listed or dated or _cut_short(before, line)


def _in_note(before: str, line: str) -> bool:
    """Whether a line goes on with a note that stays open over several lines: (牵头单 / 位：甲局；配合单位：乙局、."""
    return bool(_OPEN_NOTE.search(before)) and len(line) <= _LONGEST_LINE and not re.search("[。（(〔【）)〕】]", line)


def put_together(before: str, line: str) -> str:
    """A paragraph and the line that goes on with it; the line end stays where it stands for a mark between names."""
    return before.rstrip() + ("\n" if _list_goes_on(before, line) else "") + line.lstrip()


def _list_goes_on(before: str, line: str) -> bool:
    """Whether the line end stands for a mark between two names: each of them is whole, inside a note's brackets."""
    tail = before[-_TAIL:]
    last, first = _LAST_NAME.search(tail), _FIRST_NAME.match(line)
    return (
        last is not None
        and first is not None
        and bool(_OPEN.search(tail))
        and is_name(last["name"])
        and looks_like_names(first["name"])
        and not _NAME_GOES_ON.match(first["name"])
        and not (_ABOVE.fullmatch(last["name"]) and not _BEGINS_ANEW.match(first["name"]))
    )


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


def _may_go_on(block: Block | None) -> TypeGuard[Paragraph]:
    """Whether a block is a paragraph that another may go on with; the name of a file is whole."""
    return isinstance(block, Paragraph) and not block.annex


def join_broken(blocks: Iterable[Block], doubts: list[Doubt]) -> tuple[Block, ...]:
    """The blocks with broken paragraphs whole; what was joined is added to `doubts`."""
    joined: list[Block] = []
    broken: list[str] = []
    for block in blocks:
        last = joined[-1] if joined else None
        if _may_go_on(last) and _may_go_on(block) and goes_on(last.text, block.text):
            joined[-1] = Paragraph(put_together(last.text, block.text), last.where)
            broken.append(block.where)
        else:
            joined.append(block)
    if broken:
        doubts.append(Doubt("lines_joined", broken[0], {"count": len(broken)}))
    return tuple(joined)
