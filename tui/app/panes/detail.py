"""The detail of what the cursor is on."""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text
from textual.geometry import Offset, Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tui.app.lines.labelled import Fact, laid_out


class Detail(ScrollView, can_focus=True):
    """Facts in lines, scrolled line by line."""

    DEFAULT_CSS = """
    Detail {
        height: 35%; min-height: 9; max-height: 45%; border-top: solid ansi_bright_black;
        overflow-x: hidden; overflow-y: scroll;
        scrollbar-size-vertical: 1; scrollbar-background: $background; scrollbar-color: ansi_bright_black;
    }
    Detail:focus { border-top: solid $accent; }
    Detail.-alone { height: 1fr; max-height: 100%; }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._facts: tuple[Fact, ...] = ()
        self._lines: list[Text] = []

    def show(self, facts: Sequence[Fact]) -> None:
        """Show these facts from their beginning."""
        if tuple(facts) == self._facts:
            return
        self._facts = tuple(facts)
        self._lay_out()
        self.scroll_to(y=0, animate=False)

    def on_resize(self) -> None:
        """Another width breaks lines elsewhere."""
        self._lay_out()

    def _lay_out(self) -> None:
        width = self.scrollable_content_region.width
        self._lines = laid_out(self._facts, width) if width else []
        self.virtual_size = Size(width, len(self._lines))
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """One line of the facts."""
        index = y + self.scroll_offset.y
        width = self.scrollable_content_region.width
        if index >= len(self._lines):
            return Strip.blank(width, self.rich_style)
        segments = self._lines[index].render(self.app.console)
        return Strip(segments).adjust_cell_length(width, self.rich_style).apply_style(self.rich_style)

    @property
    def cursor_screen_offset(self) -> Offset:
        """Where the terminal's own cursor stands: at the first line."""
        return self.content_region.offset

    # The movements every pane has

    def move(self, delta: int) -> None:
        """Scroll by lines."""
        self.scroll_relative(y=delta, animate=False)

    def page(self, direction: int) -> None:
        """Scroll by what is seen."""
        self.move(direction * max(1, self.scrollable_content_region.height - 1))

    def half_page(self, direction: int) -> None:
        """Scroll by half of what is seen."""
        self.move(direction * max(1, self.scrollable_content_region.height // 2))

    def home(self) -> None:
        """Scroll to the beginning."""
        self.scroll_to(y=0, animate=False)

    def end(self) -> None:
        """Scroll to the end."""
        self.scroll_to(y=self.max_scroll_y, animate=False)
