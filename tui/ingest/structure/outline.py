"""Blocks → the tree of sections, with the tables that stand in it. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Final

from tui.ingest.blocks import Block, Paragraph, Table
from tui.ingest.structure import furniture, masthead
from tui.ingest.structure.ahead import ANNEX, Ahead, names_bodies
from tui.ingest.structure.headings import Piece, settle
from tui.ingest.structure.lettered import Depths, level_at
from tui.ingest.structure.numbering import Label, Level, counting_label, find_label, in_id
from tui.ingest.structure.printed_lines import lines_of, with_heads_joined
from tui.model.document import Doubt, Kind, Section
from tui.model.text import count_characters, squeeze

_HAN: Final = re.compile("[\u3400-\u9fff]")
_KINDS: Final = {
    Level.BOOK: Kind.CHAPTER,
    Level.PART: Kind.CHAPTER,
    Level.CHAPTER: Kind.CHAPTER,
    Level.DIVISION: Kind.SECTION,
    Level.BLOCK: Kind.SECTION,
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
    doubts: list[Doubt] = []
    lines = list(with_heads_joined(lines_of(blocks, doubts)))
    return _Builder(lines, Ahead(lines), doubts).build()


def _is_foreign(text: str) -> bool:
    """Whether a line is of another language: letters, and no Chinese among them."""
    return not _HAN.search(text) and sum(map(str.isalpha, text)) > 5


@dataclass(slots=True)
class _Builder:
    """Goes through the lines once, knowing what stands open."""

    lines: list[Block]
    ahead: Ahead
    doubts: list[Doubt]
    pieces: list[Piece] = field(default_factory=list)
    tables: list[PlacedTable] = field(default_factory=list)
    open: list[tuple[float, str]] = field(default_factory=list)
    """What stands open: how deep, and the id."""
    depths: Depths = field(default_factory=Depths)
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
    counted: dict[str | None, int] = field(default_factory=dict)
    """The number of the last item (1. 2. …) under each heading."""
    reported: tuple[str, str | None] | None = None
    """Title and issuer as the report of an agency above the text tells them."""
    signers: list[str] = field(default_factory=list)
    """The names of the first signature."""
    signed: bool = False
    """Whether the date of that signature was read."""
    dated: bool = False
    """Whether any date was read."""

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
        doubts = [*self.doubts, *self._left_out()]
        pieces = tuple(settle(self.pieces))
        title, reported = self.reported or (None, None)
        issuer = self.issuer or masthead.joint_issuer(self._title_lines(), self.signers)
        issuer = issuer or (None if self.titles and masthead.issuer_of(self.titles) else reported)
        told = (tuple(self.titles), self.title or title, self.doc_no, issuer, self.issued)
        return Outline(pieces, tuple(self.tables), *told, tuple(doubts))

    def _line(self, at: int, line: Paragraph) -> int:
        """Read one line (an annex takes its title's lines too); how many were read."""
        if line.annex:
            self._enter(f"{line.annex} ", line.text, line.where)
            return 1
        at_an_end = self.head or self.between or at > min(len(self.lines) - 5, len(self.lines) * 0.9)
        if at_an_end and self._is_furniture(at, line.text):
            self.dropped.append(line)
            self._told(line.text)
            return 1
        annex = ANNEX.fullmatch(line.text)
        if annex and self._opens_annex(at, annex):
            return self._start_annex(at, annex)
        label = self._label(at, line.text)
        if self.listing and label and label.level >= Level.ITEM and self._is_list_line(line):
            self._paragraph(line, top=True)
        elif label:
            self._numbered(at, line, label)
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

    def _label(self, at: int, text: str) -> Label | None:
        """The number that a line begins with; none in a line of a table or of another language."""
        if "\t" in text or _is_foreign(text):
            return None
        found = find_label(text)
        if found is None or found.level is Level.TENTH:
            above = next((name for level, name in reversed(self.open) if level < Level.ITEM), self.annex)
            last = self.counted.get(above)
            counted = counting_label(text, last, lambda number: self.ahead.item(at, number))
            found = counted if counted and (found is None or self.ahead.counts(at, last)) else found
        lettered = self.ahead.counts_on.at(at) if found is None else None
        return found or (lettered.label if lettered else None) or self.ahead.bare_label(text)

    def _told(self, words: str) -> None:
        """Keep what a dropped line of particulars says of the document."""
        name, value = furniture.told_by_furniture(words) or ("", "")
        if name and getattr(self, name) is None:
            setattr(self, name, value)

    def _is_list_line(self, line: Paragraph) -> bool:
        return len(squeeze(line.text)) <= 60 and not line.text.rstrip().endswith(("。", "；"))

    def _opens_annex(self, at: int, annex: re.Match[str]) -> bool:
        """Whether a line begins an annex; `附件：…` before the signature only announces one."""
        text = squeeze(annex["text"])
        if not text and not annex["mark"].strip():
            return True
        if re.search("[。；，]", annex["text"]) or len(text) > 60:
            return False
        if not text or self.ahead.annex(at, text) or self.listing:
            return False
        apart = not annex["mark"].strip() and self.pieces and squeeze(annex["number"])[-1] not in "件表录"
        return self.dated or isinstance(self.ahead.block(at + 1), Table) or bool(apart)

    def _start_annex(self, at: int, annex: re.Match[str]) -> int:
        """Open an annex; its title is the rest of the line, or the next lines where they read as one."""
        printed, words = annex["head"], annex["text"]
        used = 1
        while not squeeze(words) or (used > 1 and not masthead.is_title(words) and self._title_ends(at + used)):
            after = self.ahead.block(at + used)
            if not isinstance(after, Paragraph) or not masthead.may_be_title(after.text) or used > 3:
                break
            if after.annex or ANNEX.fullmatch(after.text) or masthead.iso_date(after.text):
                break
            if squeeze(words):
                words += "\n" + after.text
            else:
                indent = after.text[: len(after.text) - len(after.text.lstrip())]
                unseen = "".join(words.split())  # what is no blank and yet not to be seen
                printed, words = f"{printed}{unseen}\n{indent}", after.text.lstrip()
            used += 1
        self._enter(printed, words, self.lines[at].where)
        return used

    def _enter(self, printed: str, words: str, where: str) -> None:
        """Begin an annex, of the number that is printed before its words."""
        match = ANNEX.match(printed)
        number = "".join((match["number"] if match else printed).split())
        self.open, self.annex = [], None
        self.annex = self._add(Kind.ANNEX, number, text=words, label=printed, where=where, number=number)
        self.head = self.listing = self.between = False

    def _numbered(self, at: int, line: Paragraph, label: Label) -> None:
        self.head = self.between = self.listing = False
        lettered = self.ahead.counts_on.at(at) if label.level is Level.LETTER else None
        above = max((depth for depth, _ in self.open), default=-1.0)
        depth = self.depths.of(lettered.count, above) if lettered else label.level
        while self.open and self.open[-1][0] >= depth:
            self.open.pop()
        if label.level is Level.ITEM and label.number.isdecimal():
            self.counted[self._parent()] = int(label.number)
        if lettered:
            label = replace(label, level=level_at(lettered.count, depth, top=not self.open))
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
        self.open.append((depth, found))

    def _unnumbered(self, at: int, line: Paragraph) -> None:
        text = line.text
        iso = masthead.iso_date(text)
        if iso and (self.head is False or self.titles) and len(self.pieces) > 0:
            self._dated(line, iso)
        elif self.head or self.between:
            self._top_line(at, line)
        elif self._signs(at, text):
            self._signed(line)
        else:
            self._paragraph(line)

    def _signs(self, at: int, text: str) -> bool:
        """Whether a line names who signs: bodies alone, and the date below."""
        return names_bodies(text) and self.ahead.date(at)

    def _signed(self, line: Paragraph) -> None:
        self.open = []
        for name in masthead.split_names(line.text):
            if not self.signed and not masthead.is_stamp(name):
                self.signers.append("".join(name.lstrip(masthead.APART).split()))
            self._special(Kind.SIGNATURE, "署名", replace(line, text=name))

    def _dated(self, line: Paragraph, iso: str) -> None:
        self.issued = self.issued or iso
        self.signed = self.signed or bool(self.signers)
        if not self.head:
            self.open = []
        self.dated = True
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
        elif self.head and self._signs(at, text) and any(piece.section.kind is Kind.PARAGRAPH for piece in self.pieces):
            self._signed(line)
        elif masthead.is_letterhead(text):
            self._special(None, "版头", line)
        elif masthead.may_be_title(text) and not text.lstrip().startswith(("（", "(")) and self._title_ends(at):
            self._title(line, text)
        else:
            self._paragraph(line)
            if _is_foreign(text) or self._reports(at, text):
                return
            if len(squeeze(text)) > 60 or text.rstrip().endswith(("。", "：", ":")):
                self.head = self.between = False

    def _reports(self, at: int, text: str) -> bool:
        """Whether a line reports what is printed below it: behind the name of an agency, or as `《…》全文如下`."""
        before = self.lines[at - 1] if at else None
        behind = isinstance(before, Paragraph) and furniture.is_dateline(before.text)
        told = furniture.told_by_report(text) if self.head and not self.titles else None
        if told is None or not (behind or self.reported or re.search("(?:全文|原文|内容)[^。]{0,4}如下", text)):
            return False
        self.reported = self.reported or told
        return True

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

    def _title_lines(self) -> list[str]:
        """The lines of the first title, up to the one that closes it."""
        for count in range(1, len(self.titles) + 1):
            if masthead.closes_title("".join(self.titles[:count])):
                return self.titles[:count]
        return self.titles

    def _title(self, line: Paragraph, words: str) -> None:
        self.titles.append(words)
        self.doc_no = self.doc_no or masthead.number_behind(words)
        self._special(Kind.TITLE, "标题", line)

    def _special(self, kind: Kind | None, name: str, line: Paragraph) -> None:
        """A line of the masthead, which stands at the top of the document or of its annex."""
        text = line.text.lstrip(masthead.APART) if kind is Kind.SIGNATURE else line.text.lstrip()
        indent = line.text[: len(line.text) - len(text)]
        self._add(kind or Kind.PARAGRAPH, name, text=text, label=indent, where=line.where)

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
