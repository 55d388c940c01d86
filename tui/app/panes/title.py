"""The line above a pane: what it is, and where in it one is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.segment import Segment
from textual.strip import Strip
from textual.widget import Widget

from tui.app.lines.painted import themed
from tui.app.lines.pieces import cut, pad
from tui.model.text import visible

if TYPE_CHECKING:
    from textual.geometry import Region


class Title(Widget):
    """One line that says what stands below it; in the accent colour where that has the focus."""

    DEFAULT_CSS = """
    Title { height: 1; color: ansi_bright_black; }
    Title.-active { color: $accent; text-style: bold; }
    """

    def __init__(self, name: str, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._said = (visible(name), "")

    def say(self, name: str, aside: str, *, active: bool) -> None:
        """What the pane is; at the right, as far as there is room, where in it one is."""
        said = (visible(name), visible(aside))
        if said != self._said:
            self._said = said
            self.refresh()
        self.set_class(active, "-active")

    def render_lines(self, crop: Region) -> list[Strip]:
        """The one line: plain cells, which a start need not wait for as for a text that is laid out."""
        name, aside = self._said
        width = self.size.width
        room = width - cell_len(name) - 3
        line = f" {name} {pad(cut(aside, room), room, right=True) if room > 1 else ''}"
        strip = Strip([Segment(pad(cut(line, width), width), self.rich_style)], width)
        return [themed(strip.crop(crop.x, crop.right), self)]
