"""The text of a document, verbatim, with its ties and notes in the margin."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Hashable, Mapping, Sequence
from itertools import pairwise
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Region
from textual.strip import Strip

from tui.app.lines.painted import FRUGAL
from tui.app.lines.pieces import Span, cut
from tui.app.lines.rows import LineList
from tui.app.panes.hits import Find, Hits
from tui.app.panes.page import LEFT, RIGHT, Block, Noted, Page, blocks, text_width, with_notes
from tui.app.panes.quoting import Quoting
from tui.i18n import Texts
from tui.model.document import HEADINGS, Document
from tui.model.text import visible


class Reader(Quoting):
    """Reads a document: a cursor of one line, whose section is the current place."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"reader--place"}
    DEFAULT_CSS = """
    Reader > .reader--place { color: $text-primary; text-style: bold; }
    """

    def __init__(self, texts: Texts, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id, classes=classes)
        self._texts = texts
        self._document: Document | None = None
        self._own: tuple[Block, ...] = ()
        """The words of the document, without what people noted."""
        self._marks: Mapping[str, str] = {}
        self._noted: Noted = {}
        self._quote: tuple[int, Span] | None = None
        self._find: Find | None = None
        self._hits = Hits()
        self._unseen = False
        """Whether one was sent to a line while the pane was hidden, and did not see it yet."""

    # What it shows

    @property
    def document(self) -> Document | None:
        """The document shown."""
        return self._document

    def show(self, document: Document) -> None:
        """Show a document from its beginning, or where one was where it is the same again."""
        same = self._document is not None and self._document.id == document.id
        place = self.place if same else None
        self._document = document
        self._quote = None
        self._own = blocks(document, self._texts)
        self._lay_out(with_notes(self._own, self._noted))
        self.find(self._find)
        self.refresh()
        if place is None or not self.scroll_to_section(place):
            self.home()

    def use_texts(self, texts: Texts) -> None:
        """Speak another language."""
        self._texts = texts
        if self._document is not None:
            self.show(self._document)

    def mark(self, marks: Mapping[str, str]) -> None:
        """Show these marks (`▪3–6 ✎2`) beside the first line of their sections and tasks."""
        self._marks = marks
        self.refresh_changed()

    def annotate(self, noted: Noted) -> None:
        """Show what people noted behind the sections and tasks that it is on; nothing for nothing."""
        if noted == self._noted:
            return
        quoted = self._page.blocks[self._quote[0]] if self._quote else None
        self._noted = noted
        self._lay_out(with_notes(self._own, noted), same=True)
        if quoted is not None and self._quote is not None:
            self._quote = (self._page.alike(quoted), self._quote[1])
        self.find(self._find)

    def quote(self, place: str, words: str) -> bool:
        """Go to a section and underline these words of it; False where the document has no such section."""
        block = self._page.block_of(place)
        if block is None:
            return False
        self._need_lines()
        wanted = visible(words)
        at = self._page.blocks[block].text.replace("\n", " ").find(wanted) if wanted else -1
        self.clear_quote()
        self._go_in_block(self._page.line_at(block, max(at, 0)))
        if at >= 0:
            self._quote = (block, (at, at + len(wanted)))
            self._refresh_block(block)
        return True

    def clear_quote(self) -> None:
        """Underline nothing."""
        if self._quote is not None:
            block, _ = self._quote
            self._quote = None
            self._refresh_block(block)

    # Where the reader is

    @property
    def place(self) -> str | None:
        """Id of the section or task the cursor is in; None where nothing is shown."""
        block = self._block
        return block.place if block else None

    @property
    def _block(self) -> Block | None:
        page = self._page
        if not page.blocks:
            return None
        return page.blocks[page.lines[self.cursor].block if page.lines else 0]

    @property
    def heading(self) -> str | None:
        """Id of the nearest heading that the current place stands in or is; None where there is none."""
        block = self._block
        if block is None or self._document is None:
            return None
        start = block.task.home if block.task else block.place
        return next((section.id for section in self._document.ancestors(start) if section.kind in HEADINGS), None)

    @property
    def percent(self) -> int:
        """How far one has come in the text, of a hundred."""
        page = self._page
        if not page.whole:  # only what shows first is laid out by now
            return 100 * page.lines[self.cursor].block // len(page.blocks) if page.lines else 0
        return 100 * (self.cursor + 1) // max(1, self.row_count)

    def scroll_to_section(self, place: str) -> bool:
        """Put the cursor on the first line of a section or task, near the top; False where there is none."""
        block = self._page.block_of(place)
        if block is None:
            return False
        self._need_lines()
        self._go_near_top(self._page.starts[block])
        return True

    def _go_in_block(self, line: int) -> None:
        """Put the cursor on a line that shows with the beginning of its section, or in the top third without room."""
        start = self._page.starts[self._page.lines[line].block]
        if line - start < self.room - 1:
            self._go_near_top(start)
        self._go_near_top(line, least=start)

    def _go_near_top(self, line: int, least: int | None = None) -> None:
        """Put the cursor on a line and that line in the top third, where it is not there already.

        Where the line `least` shows, nothing is scrolled. A hidden pane does so again when it has a size.
        """
        self._unseen = not self.size
        shows = least is not None and self.top <= least and line < self.top + self.room
        before = min(2, self.room // 4, line)
        if not shows and not before <= line - self.top <= self.room // 3:
            self.scroll_to_row(line - before)
        self.go_to(line)

    def next_section(self) -> None:
        """Go to the next heading."""
        self._need_lines()
        starts = self._heading_lines()
        at = bisect_right(starts, self.cursor)
        if at < len(starts):
            self._go_near_top(starts[at])

    def previous_section(self) -> None:
        """Go to the heading before."""
        self._need_lines()
        starts = self._heading_lines()
        at = bisect_left(starts, self.cursor) - 1
        self._go_near_top(starts[at] if at >= 0 else 0)

    def _heading_lines(self) -> list[int]:
        if self._document is None:
            return []
        found = (self._page.block_of(section.id) for section in self._document.sections if section.kind in HEADINGS)
        return [self._page.starts[block] for block in found if block is not None]

    # Searching

    def find(self, finder: Find | None) -> int:
        """Show where `finder` hits in the text, and say how many hits there are; None shows none."""
        self._find = finder
        self._hits = Hits(["" if block.note else block.text for block in self._page.blocks], finder)
        self.refresh()
        return len(self._hits)

    @property
    def hit(self) -> tuple[int, int]:
        """Number of the hit one is at (0 where at none) and of hits: what `3/17` is made of."""
        return (0 if self._hits.at is None else self._hits.at + 1), len(self._hits)

    def next_hit(self, steps: int = 1) -> bool:
        """Go to the next hit, or back where negative, around the ends; False where there is none."""
        if not len(self._hits):
            return False
        self._need_lines()
        before, line = self._hits.here, self._page.lines[self.cursor]
        hit = self._hits.step(steps, (line.block, line.start))
        for block in {found[0] for found in (before, hit) if found}:
            self._refresh_block(block)
        if hit is not None:
            self.go_to(self._page.line_at(hit[0], hit[1][0]))
        return True

    # Lines

    @property
    def row_count(self) -> int:
        """How many lines there are."""
        return len(self._page.lines)

    def row_key(self, index: int) -> Hashable:
        """The place in the text where the line begins."""
        line = self._page.lines[index]
        block = self._page.blocks[line.block]
        return block.place, block.note, line.start, line.blank

    def row_token(self, index: int) -> object:
        """The mark in the margin."""
        return self._mark_at(index)

    def _mark_at(self, index: int) -> str:
        """The mark beside a line: what does not fit beside the first line of its block goes beside the second."""
        line = self._page.lines[index]
        block = self._page.blocks[line.block]
        mark = self._marks.get(block.place, "")
        if line.blank or block.note or not mark:
            return ""
        lines = self._page.lines_of(line.block)
        parts = mark.split(" ") if cell_len(mark) > RIGHT - 1 and len(lines) > 1 else [mark]
        at = index - lines.start
        return cut(parts[at], RIGHT - 1) if at < len(parts) else ""

    def refresh_cursor(self, old: int, new: int) -> None:
        """Repaint the left margin of the two lines, and of their blocks where these differ."""
        lines = self._page.lines
        old, new = self.validate_cursor(old), self.validate_cursor(new)
        touched = {old, new}
        if lines and lines[old].block != lines[new].block:
            touched |= {*self._page.lines_of(lines[old].block), *self._page.lines_of(lines[new].block)}
        for line in touched:
            if 0 <= line - self.top < self.room:
                self.refresh(Region(0, line - self.top, LEFT, 1))

    def _refresh_block(self, block: int) -> None:
        for line in self._page.lines_of(block):
            self.refresh_index(line)

    def resized(self) -> None:
        """Lay out for the new width, keeping the place; while the pane is hidden it stays laid out as it was."""
        if self.size and (text_width(self.line_width) != self._page.width or not self._page.whole):
            self._lay_out(self._page.blocks)
            self.refresh()  # it may have been painted for this size already, with the lines of the one before
        if self.size and self._unseen and self._page.lines:
            self._go_in_block(self.cursor)

    def _wheel(self, event: events.MouseEvent, rows: int) -> None:
        """Scroll, and take the cursor along where it would leave the screen."""
        super()._wheel(event, rows)
        self.cursor = max(self.top, min(self.cursor, self.top + self.room - 1))

    def _lay_out(self, laid: Sequence[Block], *, same: bool = False) -> None:
        """Wrap the blocks for the present width; the cursor's character stays where it was on the screen.

        So it does where they are the `same` document's with other notes in it; else not.
        """
        before = self._page
        here = before.lines[self.cursor] if before.lines else None
        on_screen = self.cursor - self.top
        hidden = before.width if same else 0
        self._page = Page(laid, text_width(self.line_width) if self.size else hidden)
        self._painted.clear()
        self._resize_rows()
        if here is not None and (same or laid is before.blocks):
            block = self._page.alike(before.blocks[here.block]) if same else here.block
            line = self._page.line_at(block, here.start)
            self.set_reactive(LineList.cursor, self.validate_cursor(line))
            self.scroll_to_row(line - on_screen)

    def render_line(self, y: int) -> Strip:
        """One line of the widget; the first of all lays out what shows, for only then is the width known."""
        if self._page.blocks and not self._page.lines:
            self._page = Page(self._page.blocks, text_width(self.line_width), enough=self.room)
        return super().render_line(y)

    def _need_lines(self) -> None:
        """Lay the text out where this was not done yet, for a hidden pane that has no width as if it were 80 wide."""
        if self._page.blocks and not (self._page.lines and self._page.whole):
            self._page = Page(self._page.blocks, text_width(self.line_width if self.size else 80))
            self._resize_rows()

    def render_row(self, index: int, width: int) -> Strip:
        """One line: the margin with the place, the words with what is marked in them, the margin with the marks."""
        label = self._label_strip(index)
        words = self._words_strip(index)
        used = label.cell_length + words.cell_length
        room = max(0, width - LEFT - used)
        mark = self._mark_at(index)
        gap = max(1, self._page.width + 1 - used)
        right = self.strip_of([(" " * gap, ""), (mark, "note")] if mark else [], room)
        parts = [self._place_strip(index), label, words.apply_offsets(0, index), right]
        return Strip.join(parts).adjust_cell_length(width)

    def _place_strip(self, index: int) -> Strip:
        """The left margin: a bar along the current section, an arrow at the line of the cursor."""
        lines = self._page.lines
        if index == self.cursor:
            return self.strip_of([("▶", "place"), (" ", "")], LEFT)
        here, line = lines[self.cursor], lines[index]
        inside = line.block == here.block and not line.blank and not self.app.has_class(FRUGAL)
        return self.strip_of([("▏", "place"), (" ", "")] if inside else [], LEFT)

    def _label_strip(self, index: int) -> Strip:
        """The number of a task on its first line, and its width in blanks on the others."""
        line = self._page.lines[index]
        label = "" if line.blank else self._page.blocks[line.block].label
        shown = label if line.first else " " * len(label)
        return self.strip_of([(shown, "strong")] if label else [], len(label))

    def _words_strip(self, index: int) -> Strip:
        line = self._page.lines[index]
        words = self._page.words(index)
        styles = self._style_spans(index)
        edges = sorted({0, len(words), *(edge for start, end, _ in styles for edge in (start, end))})
        segments: list[Segment] = []
        for start, end in pairwise(edges):
            style = self.base_style
            for first, last, over in styles:
                if first <= start and end <= last:
                    style += over
            segments.append(Segment(words[start:end], style))
        return Strip(segments) if not line.blank else Strip([])

    def _style_spans(self, index: int) -> list[tuple[int, int, Style]]:
        """What lies over the words of a line, each as first and last character of the line and its style."""
        line = self._page.lines[index]
        block = self._page.blocks[line.block]
        found: list[tuple[int, int, Style]] = []
        over = [((0, block.strong), "strong")] if block.strong else []
        if block.note:
            over.append(((0, len(block.text)), "note"))
        if self._quote and self._quote[0] == line.block:
            over.append((self._quote[1], "quote"))
        over += [(span, "hit here" if here else "hit") for span, here in self._hits.within(line.block)]
        for (begin, finish), name in over:
            start, end = max(begin, line.start) - line.start, min(finish, line.end) - line.start
            if start < end:
                found.append((start, end, self.style_of(name)))
        return found + self.selection_spans(index)

    def component_of(self, name: str) -> str:
        """The text has styles of its own."""
        return f"reader--{name}" if name == "place" else super().component_of(name)
