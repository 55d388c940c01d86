"""Blocks → the printed lines that stand for themselves: what one paragraph runs together is cut apart. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import pairwise
from typing import Final

from tui.ingest.blocks import Block, Paragraph, Table
from tui.ingest.duties.roles import KEYED_ROLE
from tui.ingest.structure import furniture, masthead
from tui.ingest.structure.numbering import CHINESE, Level, find_label, numeral
from tui.model.document import Doubt
from tui.model.text import squeeze

_CHAPTER_AND_CLAUSE: Final = re.compile(
    r"(?P<chapter>\s*第\S{1,4}[章节]\s*[^第\s]\S{0,19}(?:\s{1,4}\S{1,9})?)(?P<clause>\s*第[〇零一二三四五六七八九十百\d]{1,5}条\s.*)",
    re.DOTALL,
)
_GAP: Final = re.compile(r"(?<=\S)(?:\u3000{2,}|[ \u00a0]{4,})(?=\S)")
_SENTENCE_END: Final = re.compile(r"[。！？；：][”’）)]?$")
_SENTENCE: Final = re.compile(r"[。；]")


_LONE_NUMBER: Final = re.compile(rf"\s*第\s?[{CHINESE}\d]{{1,4}}\s?(?:[编編卷篇章节]|部分|分[编編])\s*")
_STARTS_ANEW: Final = re.compile(
    rf"\s*(?:第\s?[{CHINESE}\d]{{1,4}}\s?[编編卷篇章节条部分]|[{CHINESE}]{{1,3}}、|[（(][{CHINESE}\d]{{1,3}}[）)]"
    r"|\d{1,3}[.．、]|附\s*[件表录])"
)
_ITEM: Final = re.compile(
    rf"(?P<section>(?<![第{CHINESE}])[{CHINESE}]{{1,3}}、)|(?P<article>[（(][{CHINESE}]{{1,4}}[）)])"
    r"|(?P<item>(?<![\d.．A-Za-z])\d{1,3}[.．、](?!\d))|(?P<subitem>[（(]\d{1,3}[）)])|(?P<circled>[①-⒛])"
)
"""A number that may begin an item in the midst of a line."""

_STYLES: Final = ("section", "article", "item", "subitem", "circled")
_HEADS: Final = frozenset(_STYLES[:2])
_TELLS: Final = re.compile(
    rf"{KEYED_ROLE.pattern}|[（(][^（()）。]{{2,80}}(?:负责|牵头|配合|落实|承办|实施|参与)[）)]"
    r"|[（(][^（()）。]{0,8}(?:单位|部门|牵头)[：:]"
)
"""What tells who does something: a label, or a note in brackets, which is enough only behind numbers of headings."""
_SHORT: Final = 40


def lines_of(blocks: tuple[Block, ...], doubts: list[Doubt]) -> Iterator[Block]:
    """The blocks without blank ones; a chapter and its first article on one line, a name and its date, apart.

    What had to be cut out of one line where nothing but its numbers set it apart is added to `doubts`.
    """
    for block in blocks:
        if isinstance(block, Table) or block.annex:
            yield block
            continue
        if not squeeze(block.text):
            continue
        for line in (item for run in _runs(block.text) for item in _items(run, block.where, doubts)):
            both = _CHAPTER_AND_CLAUSE.fullmatch(line) if re.search("[章节]", line[:12]) else None
            signed = masthead.split_signature(line)
            parts = both.groups() if both else signed or furniture.split_dateline(line) or (line,)
            for part in parts:
                yield replace(block, text=part)


def with_heads_joined(lines: Iterable[Block]) -> Iterator[Block]:
    """The lines, a chapter's number that stands alone (第 一 篇) joined with the heading on the line below it."""
    number: Paragraph | None = None
    for line in lines:
        if number is not None and isinstance(line, Paragraph) and not line.annex and _may_head(line.text):
            yield replace(number, text=f"{number.text.rstrip()}\n{line.text.lstrip()}")
            number = None
            continue
        if number is not None:
            yield number
        number = line if isinstance(line, Paragraph) and _LONE_NUMBER.fullmatch(line.text) else None
        if number is None:
            yield line
    if number is not None:
        yield number


def _may_head(text: str) -> bool:
    """Whether a line may be the heading of a number above it: short, no sentence, and no number of its own."""
    return len(squeeze(text)) <= 40 and not re.search("[。；，：:\t]", text) and not _STARTS_ANEW.match(text)


def _items(text: str, where: str, doubts: list[Doubt]) -> list[str]:
    """The items that a line runs together: their numbers count on, and each says in words of its own who does it."""
    if len(_TELLS.findall(text)) < 2:
        return [text]
    parts = list(_cut(text, _STYLES, {}))
    if len(parts) == 1:
        return parts
    doubts.append(Doubt("line_cut", where, {"count": sum(map(bool, map(_TELLS.search, parts)))}))
    return [*_masthead(parts[0]), *parts[1:-1], *_with_signature(parts[-1])]


def _cut(text: str, styles: tuple[str, ...], counted: dict[str, int]) -> Iterator[str]:
    """A text cut before the numbers of the coarsest style that counts on, and each part before those of finer ones.

    `counted` is how far each style has counted: in a part, finer numbers may go on from there.
    """
    for at, style in enumerate(styles):
        last = counted.get(style, 0)
        cuts = (_places(text, style, last) if last else []) or _places(text, style, 0)
        if len(cuts) > 1 or (cuts and counted and len(text[: cuts[0]]) <= _SHORT):
            counted[style] = numeral(_number(_ITEM.match(text, cuts[-1]), style)) or 0
            for here, there in pairwise((0, *cuts, len(text))):
                if text[here:there].strip():
                    yield from _cut(text[here:there], styles[at + 1 :], counted)
            return
    yield text


def _places(text: str, style: str, last: int) -> list[int]:
    """Where numbers of a style stand that count on from the last; none where one begins what nobody does."""
    cuts: list[int] = []
    for match in _ITEM.finditer(text):
        if match[style] and numeral(_number(match, style)) == last + len(cuts) + 1:
            cuts.append(match.start())
    tells = _TELLS if style in _HEADS else KEYED_ROLE
    return cuts if all(tells.search(text, here, there) for here, there in pairwise((*cuts, len(text)))) else []


def _number(match: re.Match[str] | None, style: str) -> str:
    """The number of an item without what sets it off."""
    return unicodedata.normalize("NFKC", match[style] if match else "").strip("().、")


def _masthead(text: str) -> list[str]:
    """What stands before the items of a line: title, number and salutation apart where blanks set them off."""
    words = text.split()
    told = any(masthead.is_title(word) or masthead.doc_number(word) for word in words)
    return words if told and find_label(text) is None else [text]


def _with_signature(text: str) -> list[str]:
    """The last item, and behind a sentence who signs and when."""
    item, end, signed = text.rstrip().rpartition("。 ")
    return [item + end, signed] if end and masthead.split_signature(signed) else [text]


def _runs(text: str) -> list[str]:
    """The paragraphs that a line runs together, with wide white space between them."""
    if "\t" in text:
        return [text]
    cuts = [0]
    for gap in _GAP.finditer(text):
        if _begins_anew(text[cuts[-1] : gap.start()], text[gap.start() :]):
            cuts.append(gap.start())
    return [text[here:there] for here, there in zip(cuts, [*cuts[1:], len(text)], strict=True)]


def _begins_anew(before: str, after: str) -> bool:
    """Whether a paragraph begins behind a wide gap: with a number, behind a sentence, or behind a heading."""
    label = find_label(after[:200])
    if label is not None and label.level <= Level.ITEM:
        return True
    if not _SENTENCE.search(_GAP.split(after.strip(), maxsplit=1)[0]):
        return False
    if _SENTENCE_END.search(before):
        return True
    head = find_label(before)
    return head is not None and head.level <= Level.ARTICLE and 1 < len(squeeze(head.text)) <= 40
