"""The lines at the foot of the screen: what is so, what one may press, and the small menus."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.cells import cell_len, set_cell_size
from rich.text import Text
from textual.events import Click
from textual.message import Message
from textual.widget import Widget

from tui.model.text import visible

if TYPE_CHECKING:
    from tui.app.commands.base import Command


MOST_LINES = 3
"""So many lines an alarm may take."""


class StatusLine(Widget):
    """One line: at the left what is looked at, at the right what happened last; an alarm may take more."""

    DEFAULT_CSS = "StatusLine { height: 1; text-style: reverse; } StatusLine.-past { color: $warning; }"
    DEFAULT_CSS += " StatusLine.-alarm { color: $error; }"

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._here = ""
        self._news = ""
        self._height = 1
        self._passing = False

    def say(
        self, *, here: str | None = None, news: str | None = None, alarm: bool = False, passing: bool = False
    ) -> None:
        """Change either side; `alarm` marks news that something went wrong, `passing` what `fade` takes away."""
        before = (self._here, self._news, self.has_class("-alarm"))
        self._here = self._here if here is None else visible(here)
        if news is not None:
            self._news, self._passing = visible(news), passing
            self.set_class(alarm, "-alarm")
        if before != (self._here, self._news, self.has_class("-alarm")):
            self._fit()
            self.refresh()

    def fade(self) -> None:
        """Take away news that the person has gone on from."""
        if self._passing:
            self.say(news="")

    def on_resize(self) -> None:
        """Another width, other lines."""
        self._fit()

    def _fit(self) -> None:
        """Take as many lines as an alarm needs: a sentence that says what to do must be read to its end."""
        lines = max(1, min(MOST_LINES, len(self._alarm())))
        if lines != self._height:
            self._height = lines
            self.styles.height = lines

    def _alarm(self) -> list[str]:
        """The lines of an alarm that is too long for one."""
        width = self.size.width
        if not self.has_class("-alarm") or not width or cell_len(self._news) <= width:
            return []
        from tui.app.widgets.wrap import wrap

        return [self._news[start:end] for start, end in wrap(self._news, width)]

    def render(self) -> Text:
        """Both sides in one line; the news is what stays whole when there is little room."""
        alarm = self._alarm()
        if alarm:
            return Text("\n".join(alarm[:MOST_LINES]), no_wrap=True, end="")
        width = self.size.width
        news = set_cell_size(self._news, min(cell_len(self._news), width))
        room = max(0, width - cell_len(news) - (1 if news else 0))
        here = Text(self._here, no_wrap=True)
        here.truncate(room, overflow="ellipsis")
        gap = max(0, width - here.cell_len - cell_len(news))
        return Text.assemble(here, " " * gap, news, no_wrap=True, end="")


class KeyLine(Widget):
    """One line of keys and what they do; each can be clicked."""

    DEFAULT_CSS = "KeyLine { height: 1; }"

    class Pressed(Message):
        """A key on the line was clicked."""

        def __init__(self, command: type[Command]) -> None:
            super().__init__()
            self.command = command

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._items: tuple[tuple[str, str, type[Command]], ...] = ()

    def show(self, items: Sequence[tuple[str, str, type[Command]]]) -> None:
        """Show these keys: each the key, its word, and the command a click asks for."""
        if tuple(items) != self._items:
            self._items = tuple(items)
            self.refresh()

    def render(self) -> Text:
        """As many as fit, in their order."""
        text = Text(no_wrap=True, end="")
        for key, word, _ in self._items:
            if text.cell_len + cell_len(f" {key} {word} ") > self.size.width:
                break
            text.append(f" {key}", style="bold").append(f" {word} ")
        return text

    def on_click(self, event: Click) -> None:
        """Find the key under the pointer."""
        left = 0
        for key, word, command in self._items:
            left += cell_len(f" {key} {word} ")
            if event.x < left:
                self.post_message(self.Pressed(command))
                return


class KeyMenu(KeyLine):
    """The keys that may follow the one just pressed; it stands only while they are waited for."""

    DEFAULT_CSS = """
    KeyMenu { height: auto; max-height: 12; display: none; border-top: solid $primary; padding: 0 1; }
    KeyMenu.-open { display: block; }
    """

    def show(self, items: Sequence[tuple[str, str, type[Command]]]) -> None:
        """Open with these keys, or close where there are none."""
        if tuple(items) != self._items:
            self._items = tuple(items)
            self.set_class(bool(items), "-open")
            self.refresh(layout=True)

    def render(self) -> Text:
        """One key a line."""
        return Text("\n").join(Text.assemble((f"{key:<3}", "bold"), word, no_wrap=True) for key, word, _ in self._items)

    def on_click(self, event: Click) -> None:
        """A click on a line is its key."""
        line = event.y - self.gutter.top
        if 0 <= line < len(self._items):
            self.post_message(self.Pressed(self._items[line][2]))
