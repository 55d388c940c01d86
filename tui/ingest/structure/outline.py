"""Blocks → the tree of sections, with the tables that stand in it. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Final

from tui.ingest.blocks import Block, Paragraph, Table
from tui.ingest.structure import furniture, masthead
from tui.ingest.structure.headings import Piece, settle
from tui.ingest.structure.numbering import Label, Level, bare_label, find_label, in_id
from tui.model.document import Doubt, Kind, Section
from tui.model.text import count_characters, squeeze

_ANNEX: Final = re.compile(
    r"(?P<head>[\s\u200b\ufeff]*(?P<number>附\s*[件表录]\s*(?:[\d一二三四五六七八九十]{1,3}(?:[-—]\d+)?)?)(?P<mark>\s*[：:.．、]?\s*))(?P<text>.*)",
    re.DOTALL,
)
_CHAPTER_AND_CLAUSE: Final = re.compile(
    r"(?P<chapter>\s*第\S{1,4}[章节]\s*[^第\s]\S{0,19}(?:\s{1,4}\S{1,9})?)(?P<clause>\s*第[〇零一二三四五六七八九十百\d]{1,5}条\s.*)",
    re.DOTALL,
)
_KINDS: Final = {
    Level.PART: Kind.CHAPTER,
    Level.CHAPTER: Kind.CHAPTER,
    Level.DIVISION: Kind.SECTION,
    Level.SECTION: Kind.SECTION,
    Level.CLAUSE: Kind.ARTICLE,
    Level.ARTICLE: Kind.ARTICLE,
}


@dataclass(frozen=True, slots=True)
class PlacedTable:
    """A table and the section it stands in."""

    table: Table
    parent: str | None
    annex: str | None
    """Id of the annex it stands in."""
    after: int
    """How many sections stand before it."""


@dataclass(frozen=True, slots=True)
class Outline:
    """The tree of a document and what its masthead says."""

    pieces: tuple[Piece, ...]
    tables: tuple[PlacedTable, ...]
    titles: tuple[str, ...]
    title: str | None
    """The title as the particulars of the page tell it."""
    doc_no: str | None
    issuer: str | None
    issued: str | None
    doubts: tuple[Doubt, ...]

    @property
    def sections(self) -> tuple[Section, ...]:
        """The sections alone."""
        return tuple(piece.section for piece in self.pieces)


def make_outline(blocks: tuple[Block, ...]) -> Outline:
    """The outline of these blocks."""
    return _Builder(list(_lines(blocks))).build()


def _lines(blocks: tuple[Block, ...]) -> Iterator[Block]:
    """The blocks without blank ones; a chapter and its first article on one line, a name and its date, apart."""
    for block in blocks:
        if isinstance(block, Table):
            yield block
            continue
        if not squeeze(block.text):
            continue
        for run in _runs(block.text):
            both = _CHAPTER_AND_CLAUSE.fullmatch(run) if re.search("[章节]", run[:12]) else None
            signed = masthead.split_signature(run)
            parts = both.groups() if both else signed if signed else (run,)
            for part in parts:
                yield replace(block, text=part)


def _runs(text: str) -> list[str]:
    """The paragraphs that a line runs together: wide white space inside it, with a number behind."""
    if "\t" in text:
        return [text]
    starts = [
        gap.start()
        for gap in re.finditer(r"(?<=\S)(?:\u3000{2,}|[ \u00a0]{4,})(?=\S)", text)
        if find_label(text[gap.start() :]) and (found := find_label(text[gap.start() :])) and found.level <= Level.ITEM
    ]
    return [text[here:there] for here, there in zip([0, *starts], [*starts, len(text)], strict=True)]


@dataclass(slots=True)
class _Builder:
    """Goes through the lines once, knowing what stands open."""

    lines: list[Block]
    pieces: list[Piece] = field(default_factory=list)
    tables: list[PlacedTable] = field(default_factory=list)
    open: list[tuple[Level, str]] = field(default_factory=list)
    annex: str | None = None
    head: bool = True
    """Before the text proper: titles, number, salutation."""
    between: bool = False
    """Behind a date, where a second title may follow."""
    listing: bool = False
    """Inside the list of annexes that stands before a signature."""
    titles: list[str] = field(default_factory=list)
    title: str | None = None
    doc_no: str | None = None
    issuer: str | None = None
    issued: str | None = None
    dropped: list[Paragraph] = field(default_factory=list)
    taken: Counter[str] = field(default_factory=Counter)
    running: Counter[str] = field(default_factory=Counter)
    contents: set[str] = field(default_factory=set)
    decimal: frozenset[str] | None = None
    """The numbers 1, 2 … that head 1.1, 2.1 …; None before anyone asked."""

    def build(self) -> Outline:
        """Read every line; then settle headings and kinds, which depend on what stands beside them."""
        at = 0
        while at < len(self.lines):
            block = self.lines[at]
            if isinstance(block, Table):
                self.head = self.between = False
                self.tables.append(PlacedTable(block, self._parent(), self.annex, len(self.pieces)))
                at += 1
            else:
                at += self._line(at, block)
        doubts = list(self._left_out())
        pieces = tuple(settle(self.pieces))
        told = (tuple(self.titles), self.title, self.doc_no, self.issuer, self.issued)
        return Outline(pieces, tuple(self.tables), *told, tuple(doubts))

    def _line(self, at: int, line: Paragraph) -> int:
        """Read one line (an annex takes its title's lines too); how many were read."""
        at_an_end = self.head or self.between or at > min(len(self.lines) - 5, len(self.lines) * 0.9)
        if at_an_end and self._is_furniture(at, line.text):
            self.dropped.append(line)
            self._told(line.text)
            return 1
        annex = _ANNEX.fullmatch(line.text)
        if annex and self._opens_annex(at, annex):
            return self._start_annex(at, annex)
        label = (find_label(line.text) or self._bare_label(line.text)) if "\t" not in line.text else None
        if self._is_contents(at, line) or (
            self.listing and label and label.level >= Level.ITEM and self._is_list_line(line)
        ):
            self._paragraph(line, top=self.listing)
        elif label:
            self._numbered(line, label)
        elif annex and annex["mark"].strip() and len(squeeze(line.text)) <= 80:
            self.listing = True
            self._paragraph(line, top=True)
        else:
            self._unnumbered(at, line)
        return 1

    def _left_out(self) -> Iterator[Doubt]:
        """What is to be said of the lines that stand in no section."""
        if self.dropped:
            count = sum(count_characters(line.text) for line in self.dropped)
            yield Doubt("furniture", self.dropped[0].where, {"count": len(self.dropped)}, count)

    def _is_furniture(self, at: int, text: str) -> bool:
        before = self.lines[at - 1] if at else None
        if furniture.is_furniture(text) or (isinstance(before, Paragraph) and furniture.is_value(text, before.text)):
            return True
        if self.pieces or not furniture.is_particular(text):
            return False
        below = [line.text for line in self.lines[at + 1 : at + 20] if isinstance(line, Paragraph)]
        return self.title is not None or any(map(masthead.is_title, below))

    def _bare_label(self, text: str) -> Label | None:
        """The bare number before a heading, in a document whose numbers go 1, 1.1, 1.2, 2, 2.1."""
        if self.decimal is None:
            texts = [block.text for block in self.lines if isinstance(block, Paragraph)]
            below = {label.number for label in map(find_label, texts) if label and label.level is Level.TENTH}
            heads = {label.number for label in map(bare_label, texts) if label}
            self.decimal = frozenset(no for no in heads if f"{no}.1" in below)
        label = bare_label(text) if len(self.decimal) > 1 else None
        return label if label and (label.number in self.decimal or str(int(label.number) - 1) in self.decimal) else None

    def _told(self, words: str) -> None:
        """Keep what a dropped line of particulars says of the document."""
        name, value = furniture.told_by_furniture(words) or ("", "")
        if name and getattr(self, name) is None:
            setattr(self, name, value)

    def _is_list_line(self, line: Paragraph) -> bool:
        return len(squeeze(line.text)) <= 60 and not line.text.rstrip().endswith(("。", "；"))

    def _is_contents(self, at: int, line: Paragraph) -> bool:
        """Whether a line belongs to a table of contents: it stands again, as a heading, further down."""
        if re.fullmatch("目录", squeeze(line.text)):
            later = Counter(squeeze(block.text) for block in self.lines[at + 1 :] if isinstance(block, Paragraph))
            heads = [re.sub(r"[.…·\-—]*\d*$", "", text) for text in later]
            self.contents = {
                text
                for text in later
                if sum(h.startswith(re.sub(r"[.…·\-—]*\d*$", "", text)) for h in heads) > 1 or later[text] > 1
            }
            return True
        words = squeeze(line.text)
        if words in self.contents:
            self.contents.discard(words)
            return True
        return False

    def _opens_annex(self, at: int, annex: re.Match[str]) -> bool:
        """Whether a line begins an annex; `附件：…` before the signature only announces one."""
        text = squeeze(annex["text"])
        if not text and not annex["mark"].strip():
            return True
        if re.search("[。；，]", annex["text"]) or len(text) > 60:
            return False
        later = (squeeze(block.text) for block in self.lines[at + 1 :] if isinstance(block, Paragraph))
        opened_later = any(
            re.fullmatch(r"附[件表录][\d一二三四五六七八九十]*[：:]?", words)
            or (text and words.startswith("附件") and words.endswith(text))
            for words in later
        )
        if not text or opened_later or self.listing:
            return False
        after = self.lines[at + 1] if at + 1 < len(self.lines) else None
        apart = not annex["mark"].strip() and self.pieces and squeeze(annex["number"])[-1] not in "件表录"
        signed = any(piece.section.kind is Kind.DATE for piece in self.pieces)
        return signed or isinstance(after, Table) or bool(apart)

    def _start_annex(self, at: int, annex: re.Match[str]) -> int:
        """Open an annex; its title is the rest of the line, or the next lines where they read as one."""
        line = self.lines[at]
        printed, words = annex["head"], annex["text"]
        used = 1
        while not squeeze(words) or (used > 1 and not masthead.is_title(words) and self._title_ends(at + used)):
            after = self.lines[at + used] if at + used < len(self.lines) else None
            if not isinstance(after, Paragraph) or not masthead.may_be_title(after.text) or used > 3:
                break
            if _ANNEX.fullmatch(after.text) or masthead.iso_date(after.text):
                break
            if squeeze(words):
                words += "\n" + after.text
            else:
                indent = after.text[: len(after.text) - len(after.text.lstrip())]
                printed, words = printed + "\n" + indent, after.text.lstrip()
            used += 1
        number = "".join(annex["number"].split())
        self.open, self.annex = [], None
        self.annex = self._add(Kind.ANNEX, number, text=words, label=printed, where=line.where, number=number)
        self.head = self.listing = False
        self.between = False
        return used

    def _numbered(self, line: Paragraph, label: Label) -> None:
        self.head = self.between = self.listing = False
        while self.open and self.open[-1][0] >= label.level:
            self.open.pop()
        kind = _KINDS.get(label.level, Kind.ITEM)
        if (
            kind is Kind.ARTICLE
            and label.level is Level.ARTICLE
            and any(level is Level.CLAUSE for level, _ in self.open)
        ):
            kind = Kind.ITEM
        number = "".join(label.number.split())
        found = self._add(
            kind,
            in_id(number),
            text=label.text,
            label=label.printed,
            where=line.where,
            number=number,
            level=label.level,
        )
        self.open.append((label.level, found))

    def _unnumbered(self, at: int, line: Paragraph) -> None:
        text = line.text
        iso = masthead.iso_date(text)
        if iso and (self.head is False or self.titles) and len(self.pieces) > 0:
            self._dated(line, iso)
        elif self.head or self.between:
            self._top_line(at, line)
        elif masthead.is_body_name(text) and self._date_follows(at):
            self._signed(line)
        else:
            self._paragraph(line)

    def _date_follows(self, at: int) -> bool:
        """Whether a date stands below, with at most three more names between."""
        for block in self.lines[at + 1 : at + 5]:
            if not isinstance(block, Paragraph):
                return False
            if masthead.iso_date(block.text):
                return True
            if not masthead.is_body_name(block.text):
                return False
        return False

    def _signed(self, line: Paragraph) -> None:
        self.issuer = self.issuer or "".join(line.text.split())
        self.open = []
        self._special(Kind.SIGNATURE, "署名", line)

    def _dated(self, line: Paragraph, iso: str) -> None:
        self.issued = self.issued or iso
        if not self.head:
            self.open = []
        self._special(Kind.DATE, "日期", line)
        if not self.head:
            self.between, self.listing = True, False

    def _top_line(self, at: int, line: Paragraph) -> None:
        """A line before the text proper, or between a notice and the plan it carries."""
        text = line.text
        number = masthead.doc_number(text)
        if number:
            self.doc_no = self.doc_no or number
            rest = text.strip()[len(number) :]
            if rest.strip():
                self._title(line, rest)
            else:
                self._special(None, "文号", line)
        elif masthead.is_salutation(text):
            self._special(Kind.SALUTATION, "主送", line)
            self.between = False
        elif (
            self.head
            and masthead.is_body_name(text)
            and self._date_follows(at)
            and any(piece.section.kind is Kind.PARAGRAPH for piece in self.pieces)
        ):
            self._signed(line)
        elif masthead.is_letterhead(text):
            self._special(None, "版头", line)
        elif masthead.may_be_title(text) and not text.lstrip().startswith(("（", "(")) and self._title_ends(at):
            self._title(line, text)
        else:
            self._paragraph(line)
            if len(squeeze(text)) > 60 or text.rstrip().endswith(("。", "：", ":")):
                self.head = self.between = False

    def _title_ends(self, at: int) -> bool:
        """Whether this line, alone or with the next ones, makes a title."""
        words = ""
        for block in self.lines[at : at + 4]:
            if not isinstance(block, Paragraph) or not masthead.may_be_title(block.text):
                return False
            last = len(squeeze(block.text)) < 4 and bool(words or self.titles)
            if masthead.is_title(block.text) or (last and masthead.is_title(f"{words or self.titles[-1]}{block.text}")):
                return True
            words += block.text.strip()
        return False

    def _title(self, line: Paragraph, words: str) -> None:
        self.titles.append(words)
        self.doc_no = self.doc_no or masthead.number_behind(words)
        self._special(Kind.TITLE, "标题", line)

    def _special(self, kind: Kind | None, name: str, line: Paragraph) -> None:
        """A line of the masthead, which stands at the top of the document or of its annex."""
        indent = line.text[: len(line.text) - len(line.text.lstrip())]
        self._add(kind or Kind.PARAGRAPH, name, text=line.text.lstrip(), label=indent, where=line.where)

    def _paragraph(self, line: Paragraph, *, top: bool = False) -> None:
        if top:
            self.open = []
        parent = self._parent() or ""
        self.running[parent] += 1
        indent = line.text[: len(line.text) - len(line.text.lstrip())]
        self._add(Kind.PARAGRAPH, f"¶{self.running[parent]}", text=line.text.lstrip(), label=indent, where=line.where)

    def _parent(self) -> str | None:
        return self.open[-1][1] if self.open else self.annex

    def _add(
        self,
        kind: Kind,
        name: str,
        *,
        text: str,
        label: str,
        where: str,
        number: str | None = None,
        level: Level | None = None,
    ) -> str:
        """Add one section under what stands open; its id."""
        parent = None if kind is Kind.ANNEX else self._parent()
        path = f"{parent}/{name}" if parent else name
        self.taken[path] += 1
        found = path if self.taken[path] == 1 else f"{path}~{self.taken[path]}"
        section = Section(found, parent, kind, number, None, text, label)
        self.pieces.append(Piece(section, level, where))
        return found
