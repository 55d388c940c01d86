"""Words selected on a page, with the mouse or sentence by sentence from the keyboard, to quote or to copy."""

from __future__ import annotations

from typing import ClassVar

from rich.style import Style
from textual.geometry import Offset
from textual.selection import Selection

from tui.app.lines.rows import LineList
from tui.app.panes.page import Page, sentence_at


class Quoting(LineList):
    """The lines of a page; their words can be selected."""

    ALLOW_SELECT: ClassVar[bool] = True

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id, classes=classes)
        self._page = Page((), 0)

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """The selected words, without the breaks that only the width made."""
        start = (selection.start.y, selection.start.x) if selection.start else (0, 0)
        end = (selection.end.y, selection.end.x) if selection.end else (self.row_count, 0)
        return self._page.extract(start, end), "\n"

    def selection_updated(self, _selection: Selection | None) -> None:
        """Paint the selection."""
        self.refresh()

    @property
    def selected_words(self) -> tuple[str, str] | None:
        """Id of the section or task where the selection begins, and its selected words; None where none are."""
        selection = self.text_selection
        if selection is None or not self._page.lines:
            return None
        words = self.get_selection(selection)
        first = selection.start.y if selection.start else 0
        block = self._page.blocks[self._page.lines[min(first, self.row_count - 1)].block]
        if block.note:  # words that people wrote are none of the document
            return None
        quoted = words[0].split("\n")[0].strip(" \u3000") if words else ""
        return (block.place, quoted) if quoted else None

    @property
    def dragged(self) -> bool:
        """Whether words are selected."""
        return self.selected_words is not None

    def toggle_selected(self) -> None:
        """Select the sentence at the cursor; where words are selected already, the next sentence too."""
        if not self._page.lines:
            return
        selection = self.text_selection
        before = selection if selection and selection.start and selection.end else None
        line = self._page.lines[before.end.y if before and before.end else self.cursor]
        text = self._page.blocks[line.block].text
        start, end = sentence_at(text, line.start + (before.end.x if before and before.end else 0))
        first = before.start if before and before.start else self._offset(line.block, start)
        self.screen.selections = {self: Selection(first, self._offset(line.block, end, behind=True))}

    def clear_selected(self) -> bool:
        """Select no words; False where none were selected."""
        had = self.text_selection is not None
        if had:
            self.screen.clear_selection()
        return had

    def _offset(self, block: int, at: int, *, behind: bool = False) -> Offset:
        """Where a character of a block (or the place behind the one before it) lies: line and character of the line."""
        line = self._page.line_at(block, max(0, at - behind))
        return Offset(at - self._page.lines[line].start, line)

    def selection_spans(self, index: int) -> list[tuple[int, int, Style]]:
        """What is selected of a line, and the style of a selection."""
        selection = self.text_selection
        span = selection.get_span(index) if selection else None
        if span is None:
            return []
        start, end = span
        length = len(self._page.words(index))
        style = self.screen.get_component_rich_style("screen--selection")
        return [(start, length if end == -1 else min(end, length), style)]
