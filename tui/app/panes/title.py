"""The line above a pane: what it is, and how much of what stands in it."""

from __future__ import annotations

from rich.cells import cell_len
from rich.text import Text
from textual.widget import Widget

from tui.app.lines.pieces import cut, pad
from tui.model.text import visible


class Title(Widget):
    """One line that says what stands below it; in the accent colour where that has the focus."""

    DEFAULT_CSS = """
    Title { height: 1; padding: 0 1; color: ansi_bright_black; }
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

    def render(self) -> Text:
        """Name and aside."""
        name, aside = self._said
        room = self.size.width - cell_len(name) - 1
        aside = cut(aside, room) if room > 1 else ""
        return Text(name + pad(aside, self.size.width - cell_len(name), right=True), no_wrap=True)
