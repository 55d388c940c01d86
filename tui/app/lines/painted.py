"""Lines painted one by one, in styles that the theme decides; text is never markup."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar, Final

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tui.app.lines.pieces import Piece

if TYPE_CHECKING:
    from textual.geometry import Size
    from textual.widget import Widget

_ON_CURSOR = frozenset({"hit", "cell"})
_PLAIN: Final = {
    "cursor": Style(reverse=True),
    "cursor-away": Style(underline=True),
    "header": Style(bold=True, underline=True),
    "cell": Style(bold=True, underline=True),
    "strong": Style(bold=True),
    "dim": Style(dim=True),
    "quote": Style(underline=True),
    "here": Style(reverse=True),
}
"""Styles without a colour, the same in every theme: nothing for the theme to decide, and nothing to look up."""


def on_cursor(pieces: Iterable[Piece]) -> list[Piece]:
    """The pieces as they stand on the line of the cursor: in its style, but for hits and the marked cell.

    Every further style there would only cost bytes.
    """
    merged: list[Piece] = []
    for text, styled in pieces:
        names = " ".join(name for name in styled.split() if name in _ON_CURSOR)
        if merged and merged[-1][1] == names:
            merged[-1] = (merged[-1][0] + text, names)
        else:
            merged.append((text, names))
    return merged


def themed(strip: Strip, widget: Widget) -> Strip:
    """A line that a widget painted by itself, in the colours of the theme."""
    for each in widget.get_line_filters():
        strip = strip.apply_filter(each, widget.background_colors[1])
    return strip


FRUGAL: Final = "-low-bandwidth"
"""The class of an app that sends as little as it can."""


class PaintedLines(ScrollView, inherit_bindings=False):
    """A scrolling widget that turns pieces of text into strips; the styles that have a colour are the theme's."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"lines--hit", "lines--note"}
    DEFAULT_CSS = """
    PaintedLines {
        overflow-x: hidden;
        overflow-y: scroll;
        scrollbar-size-vertical: 1;
        scrollbar-background: $background;
        scrollbar-color: ansi_bright_black;
        scrollbar-color-active: $primary;
        background: $background;
        color: $foreground;
    }
    PaintedLines > .lines--hit { color: $text-warning; text-style: bold underline; }
    PaintedLines > .lines--note { color: $text-secondary; }
    """

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id, classes=classes)
        self._styles_by_name: dict[str, Style] = {}
        self._base_style: Style | None = None

    @property
    def line_width(self) -> int:
        """Cells of a line, without the scrollbar."""
        return self.scrollable_content_region.width

    @property
    def base_style(self) -> Style:
        """The widget's own style; kept, because Textual works it out anew from all its ancestors at every question."""
        if self._base_style is None:
            self._base_style = self.rich_style
        return self._base_style

    def style_of(self, names: str) -> Style:
        """The style of these names, separated by blanks, as the theme has it."""
        style = self._styles_by_name.get(names)
        if style is None:
            style = Style.null()
            for name in names.split():
                plain = _PLAIN.get(name)
                style += plain or self.get_component_rich_style(self.component_of(name), partial=True)
            self._styles_by_name[names] = style
        return style

    def component_of(self, name: str) -> str:
        """The component class of a style's name."""
        return f"lines--{name}"

    def strip_of(self, pieces: Iterable[Piece], width: int, over: Style | None = None) -> Strip:
        """The pieces as a strip of this width, `over` laid on all of them."""
        base = self.base_style + over if over else self.base_style
        segments = [Segment(text, base + self.style_of(names) if names else base) for text, names in pieces]
        used = sum(cell_len(segment.text) for segment in segments)
        if used < width:
            segments.append(Segment(" " * (width - used), base))
        strip = Strip(segments, max(used, width))
        return strip.crop(0, width) if used > width else strip

    def _size_updated(self, size: Size, virtual_size: Size, container_size: Size, layout: bool = True) -> bool:
        """Take another size; the layout that gives it paints the whole widget.

        Textual would note that as still to be done, and the next move of the cursor would paint everything again.
        """
        changed = super()._size_updated(size, virtual_size, container_size, layout)
        if changed:
            self._repaint_regions.clear()
        return changed

    def notify_style_update(self) -> None:
        """The theme or a rule has changed."""
        super().notify_style_update()
        self._styles_by_name.clear()
        self._base_style = None
