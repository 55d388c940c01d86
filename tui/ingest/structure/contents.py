"""Contents pages: lines that only tell where a heading stands, told from the headings themselves. Pure, linear."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from tui.ingest.account import held
from tui.ingest.blocks import Block, Paragraph, Table
from tui.ingest.structure.lettered import likely_label
from tui.ingest.structure.numbering import Level
from tui.model.document import Doubt
from tui.model.text import squeeze

_HEAD: Final = re.compile(
    r"[\[(<《]?(?:总?目[录錄次]|目[录錄]索引|总目|contents|tableofcontents)[\])>》]?:?", re.IGNORECASE
)
_DOT: Final = r".．·•・…‥⋯。\-—–－_﹍＿~～"
_DOTS: Final = f"[{_DOT}]"
_PAGE: Final = (
    r"(?:[-—–－（(\[【〔/／|｜]\s*)?(?:第\s*|[PpＰ]\.?\s*)?(?P<page>\d{1,4}|[ivxlcIVXLC]{1,6}|[\u2160-\u217b])"
    r"(?:\s*[-—–－~～]\s*\d{1,4})?(?:\s*页)?(?:\s*[-—–－）)\]】〕])?"
)
_LED: Final = re.compile(rf"(?P<words>.*?[^\s{_DOT}])\s*(?:(?:{_DOTS}\s*){{3,}}|…[\s…]*)(?:{_PAGE}\s*)?", re.DOTALL)
_OPEN_END: Final = re.compile(rf"(?:{_DOTS}\s*){{6}}$|…{{3,}}\s*$")
_SET_APART: Final = re.compile(
    rf"(?P<words>.*[\u4e00-\u9fff）)”》\d])(?:\s+|(?=[（(\[【〔/／|｜])){_PAGE}\s*", re.DOTALL
)
_LED_TO_NUMERAL: Final = re.compile(
    rf"(?P<words>.*?[^\s{_DOT}])\s*(?:(?:{_DOTS}\s*){{3,}}|…[\s…]*)(?P<page>[一二三四五六七八九十百〇零]{{1,4}})\s*",
    re.DOTALL,
)
_PAGE_FIRST: Final = re.compile(r"\s*\d{1,4}\s+(?P<words>\S.*)", re.DOTALL)
_CLOSE: Final = re.compile(rf"(?P<words>.*[\u4e00-\u9fff）)”》]){_PAGE}\s*", re.DOTALL)
_LONE_PAGE: Final = re.compile(rf"\s*{_PAGE}\s*")
_MARKS: Final = re.compile(r"[、.,。:·・…\-—_\x00-\x1f]")
_ENDS_HEADING: Final = re.compile(r"[。：:\t]|(?<=\S)\s{2,}|(?<=\S)\s第[一二三四五六七八九十百〇零\d]{1,6}条")
_ONE_LINE: Final = re.compile(r"\s*(?:目\s*[录錄次])[\s：:]+(?=\S)(?P<entries>.+)", re.DOTALL)
_ENTRIES: Final = re.compile(
    r"(?=第[一二三四五六七八九十百〇零\d]{1,4}[编篇章节部]|(?<=\s)(?:附则|附件|[一二三四五六七八九十]{1,3}、))"
)
_LISTED: Final = re.compile(
    r"\s*(?:附\s*[件录錄表则則图圖]|专\s*栏|專\s*欄|[图表圖]\s*\d|前\s*言|引\s*言|序\s*言|导\s*言|结\s*[语束]|后\s*记|名词解释|术语|编制说明|索引)"
)
"""What a contents page lists beside numbered headings."""
_LONGEST: Final = 120
"""Letters of the longest entry."""
_FEWEST: Final = 3
"""Entries of the shortest contents page that no word announces."""


@dataclass(frozen=True, slots=True)
class _Line:
    """A line, and what it would be as an entry of a contents page."""

    block: int
    text: str
    whole: str
    """All its letters: what the heading itself and its entry share."""
    words: str
    """Its letters without the page number; empty where there is none."""
    page: int | None
    """The page it names; 0 where that is no Arabic number or only the dots stand."""
    led: bool
    """Whether a row of dots leads to the page."""
    table: bool = False


def is_contents_head(text: str) -> bool:
    """Whether a line announces a contents page: 目录, 目　次, Contents."""
    return len(text) < _LONGEST and _HEAD.fullmatch(squeeze(text)) is not None


def is_entry(text: str) -> bool:
    """Whether a line surely is an entry of a contents page: dots lead to a page number, or to the margin."""
    return _led(text) is not None


def _led(text: str) -> re.Match[str] | None:
    if len(text) > 4 * _LONGEST or not re.search(rf"{_DOTS}\s*{_DOTS}|…", text):
        return None
    match = _LED.fullmatch(text)
    return match if match and (match["page"] or _OPEN_END.search(text)) else None


def without_contents(blocks: Sequence[Block], doubts: list[Doubt]) -> tuple[Block, ...]:
    """The blocks without contents pages, a table of entries whole; what was left out is added to `doubts`."""
    lines = list(_lines(blocks))
    gone = _Pages(lines).read()
    kept = {line.block for at, line in enumerate(lines) if at not in gone}
    left_out = sorted({lines[at].block for at in gone} - kept)
    if not left_out:
        return tuple(blocks)
    count = sum(lines[at].block not in kept for at in gone)
    dropped = set(left_out)
    characters = held(blocks[at] for at in left_out)
    doubts.append(Doubt("contents", blocks[left_out[0]].where, {"count": count}, characters))
    return tuple(block for at, block in enumerate(blocks) if at not in dropped)


def _lines(blocks: Sequence[Block]) -> Iterator[_Line]:
    """Every paragraph, and every row of a table that may be one of entries; other tables end a contents page."""
    for at, block in enumerate(blocks):
        if isinstance(block, Paragraph):
            yield _line(at, block.text)
        elif (rows := _rows(block)) and all(len(row) == 1 or _LONE_PAGE.fullmatch(row[-1]) for row in rows):
            yield from (replace(_line(at, "\t".join(row)), table=True) for row in rows)
        else:
            yield _Line(at, "", "", "", None, led=False)


def _rows(table: Table) -> list[list[str]]:
    rows = ([" ".join(cell.text.split()) for cell in row.cells if cell.text.strip()] for row in table.rows)
    return [row for row in rows if row]


def _line(block: int, text: str) -> _Line:
    if len(text) > 4 * _LONGEST:
        return _Line(block, text, "", "", None, led=False)
    led = _led(text)
    match = led or (_LED_TO_NUMERAL if "…" in text or likely_label(text) else _SET_APART).fullmatch(text)
    match = match or _SET_APART.fullmatch(text)
    if match is None or len(match["words"]) > _LONGEST:
        return _Line(block, text, _key(text), "", None, led=False)
    page = match["page"] or ""
    return _Line(block, text, _key(text), _key(match["words"]), int(page) if page.isdecimal() else 0, led is not None)


def _key(text: str) -> str:
    return _MARKS.sub("", squeeze(text))


def _is_head(line: _Line) -> bool:
    return len(line.text) <= 24 and bool(_HEAD.fullmatch(squeeze(line.text)))


def _readings(line: _Line) -> Iterator[str]:
    """The keys of the headings that a line may be: all of it, what stands before its text, without its number."""
    head = _ENDS_HEADING.split(line.text[: 2 * _LONGEST].strip(), maxsplit=1)[0]
    label = likely_label(head)
    yield from (line.whole, _key(head))
    if label is not None:
        yield _key(label.text)


def _inner_entries(text: str) -> Iterator[list[str]]:
    """The keys of the entries that a line may hold: one whose page stands close behind it, or before it."""
    close = _CLOSE.fullmatch(text)
    if close is not None:
        yield [_key(close["words"])]
    first = _PAGE_FIRST.fullmatch(text)
    if first is not None:
        yield [_key(first["words"])]


def _side_by_side(text: str) -> list[str]:
    """The keys of entries that stand side by side on one line, each with its page or without."""
    parts = [part for part in _ENTRIES.split(text) if re.search("[\u4e00-\u9fff]", part)]
    paged = ((_led(part) or _SET_APART.fullmatch(part) or _CLOSE.fullmatch(part), part) for part in parts)
    return [_key(match["words"] if match else part) for match, part in paged] if len(parts) > 1 else []


class _Pages:
    """Looks for contents pages; every line is looked at a fixed number of times."""

    def __init__(self, lines: list[_Line]) -> None:
        self.lines = lines
        self.last: dict[str, int] = {}
        """The last line that reads as the heading of this key."""

    def read(self) -> set[int]:
        """The lines that belong to contents pages."""
        announced = any(_is_head(line) or _ONE_LINE.match(line.text) for line in self.lines)
        if not announced and sum(line.page is not None for line in self.lines) < _FEWEST and not self._repeats():
            return set()
        for at, line in enumerate(self.lines):
            if not line.led:
                self.last.update(dict.fromkeys(_readings(line), at))
        gone: set[int] = set()
        at = 0
        while at < len(self.lines):
            announced = _is_head(self.lines[at])
            if announced or self._begins(at):
                run = _Run(self, at + announced)
                found = run.is_contents(announced=announced)
                gone.update(range(at, run.end) if found else ())
                at = max(run.end if found else run.looked_at, at + 1)
            else:
                gone.update([at] if self._holds_all(at) else ())
                at += 1
        return gone

    def _begins(self, at: int) -> bool:
        """Whether entries begin here though no word announces them."""
        first = self.lines[at : at + _FEWEST]
        if len(first) < _FEWEST:
            return False
        return all(line.page is not None for line in first) or all(
            self._stands_again(line, at + place) for place, line in enumerate(first)
        )

    def _stands_again(self, line: _Line, at: int) -> bool:
        """Whether a numbered line stands again below, whole or without the page that stands close behind it."""
        paged = _PAGE_FIRST.fullmatch(line.text) if 0 < len(line.text) <= _LONGEST else None
        if not 0 < len(line.text) <= _LONGEST or likely_label(paged["words"] if paged else line.text) is None:
            return False
        return self.again(line.whole, at) or any(
            self.again(key, at) for keys in _inner_entries(line.text) for key in keys
        )

    def _repeats(self) -> bool:
        """Whether so many short lines begin or end with a number, or stand twice, that they may be a contents page."""
        short = [line for line in self.lines if 0 < len(line.whole) <= _LONGEST // 2]
        twice = len(short) - len({line.whole for line in short})
        return (
            twice >= _FEWEST
            or sum(line.whole[0].isdecimal() or line.whole[-1].isdecimal() for line in short) >= _FEWEST
        )

    def _holds_all(self, at: int) -> bool:
        """Whether one line holds the whole contents page: 目录 第一章 总则 第二章 附则."""
        match = _ONE_LINE.match(self.lines[at].text)
        entries = [_key(part) for part in _ENTRIES.split(match["entries"]) if part.strip()] if match else []
        return len(entries) > 1 and sum(self.again(entry, at) for entry in entries) * 5 >= len(entries) * 3

    def again(self, key: str, at: int) -> bool:
        """Whether a heading of this key stands behind this line."""
        return bool(key) and self.last.get(key, -1) > at


@dataclass(slots=True)
class _Run:
    """The entries from one line on."""

    pages: _Pages
    start: int
    end: int = 0
    looked_at: int = 0
    """Where the first line stands that was looked at and is no entry."""
    entries: list[str] = field(default_factory=list)
    led: int = 0
    paged: int = 0
    extra: int = 0
    """Entries of annexes, prefaces and the like, which need not stand again in these words."""
    page: int = 0
    top: Level | None = None
    """The level of the first numbered entry: a heading of it that was listed already is the text's own."""
    seen: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        """Go on as long as lines read as entries."""
        self.end = self.start
        while self.end < len(self.pages.lines) and self._takes(self.end):
            self.end += 1
        self.looked_at = self.end
        after = self.pages.lines[self.end] if self.end < len(self.pages.lines) else None
        closed = after is not None and self.entries and self._is_own_heading(after)
        while self.end > self.start and not closed and not self._stands(self.end - 1):
            self.end -= 1

    def _stands(self, at: int) -> bool:
        """Whether a line may be the last of a page: an entry, or a page number alone."""
        line = self.pages.lines[at]
        return line.page is not None or line.whole in self.seen or bool(_LONE_PAGE.fullmatch(line.text))

    def _takes(self, at: int) -> bool:
        line = self.pages.lines[at]
        if _is_head(line):
            return False
        if _LONE_PAGE.fullmatch(line.text):
            return bool(self.entries)
        if self._adds_inner(line, at, [_side_by_side(line.text)] if len(line.text) <= 4 * _LONGEST else []):
            return True
        if line.led or self._names_page(line, at):
            self._add(line, line.words)
            self.led += line.led
            self.paged += 1
            self.page = line.page or self.page
            return True
        if not self._is_own_heading(line) and self.pages.again(line.whole, at):
            self._add(line, line.whole)
            return True
        inner = _inner_entries(line.text)
        return (
            self._adds_inner(line, at, inner) or self._is_broken(at) or (bool(self.entries) and self._is_listed(line))
        )

    def _adds_inner(self, line: _Line, at: int, inner: Iterable[list[str]]) -> bool:
        """Take the first of these groups of keys that all stand again behind a line, which is no heading itself."""
        for keys in inner:
            if keys and not self._is_own_heading(line) and all(self.pages.again(key, at) for key in keys):
                for key in keys:
                    self._add(line, key)
                return True
        return False

    def _is_listed(self, line: _Line) -> bool:
        """Whether a short line that does not stand again may be listed: an annex, a box, a preface, a number."""
        if self._is_own_heading(line) or not 0 < len(line.text.strip()) <= 60 or re.search("[。；]", line.text):
            return False
        return bool(_LISTED.match(line.text)) or likely_label(line.text) is not None

    def _names_page(self, line: _Line, at: int) -> bool:
        """Whether a number set apart is a page: pages run on, and no heading ends with that number."""
        if line.page is None or self.pages.again(line.whole, at):
            return False
        return line.page == 0 or line.page >= self.page

    def _is_own_heading(self, line: _Line) -> bool:
        """Whether a line is a heading of the text itself: it was listed, and pages or its level tell it apart."""
        if line.whole not in self.seen:
            return False
        label = likely_label(line.text)
        if self.paged * 2 > len(self.entries) or line.whole == self.entries[0]:
            return True
        return label is not None and self.top is not None and label.level <= self.top

    def _is_broken(self, at: int) -> bool:
        """Whether a short line is the first part of an entry whose page stands on the next line or the one after."""
        words = self.pages.lines[at].text
        short = 0 < len(words.strip()) <= 60 and not re.search("[。；]", words)
        return short and self.paged > 0 and any(line.led for line in self.pages.lines[at + 1 : at + 3])

    def _add(self, line: _Line, key: str) -> None:
        label = likely_label(line.text)
        self.top = self.top or (label.level if label else None)
        self.entries.append(key)
        self.extra += bool(line.page is not None and _LISTED.match(line.text))
        self.seen.update((key, line.whole))

    def _closes(self) -> bool:
        """Whether the text begins right behind the entries, with the heading that the first of them names."""
        after = self.pages.lines[self.end] if self.end < len(self.pages.lines) else None
        return after is not None and self.entries[0] in _readings(after)

    def is_contents(self, *, announced: bool) -> bool:
        """Whether the entries make a contents page: enough of them stand again behind it, or dots lead to pages."""
        count, found = len(self.entries), sum(self.pages.again(key, self.end - 1) for key in self.entries)
        if not announced and self.paged * 5 >= count * 4:
            return count >= _FEWEST and found * 2 >= count
        if not announced:
            return count >= _FEWEST and found == count and self._closes()
        if self.led * 2 > count:
            return count > 0 and (found > 0 or count > 2)
        return count > 1 and found > 0 and found * 5 >= (count - self.extra) * 3
