"""The lines at the foot of the screen: what is so, what one may press, and the small menus."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from rich.cells import cell_len
from rich.text import Text
from textual.events import Click
from textual.message import Message
from textual.widget import Widget

from tui.app.lines.pieces import cut, pad
from tui.app.lines.wrap import wrap
from tui.model.text import visible

_FEW = 8
"""So many keys of a menu stand below each other."""
MOST_LINES = 3
"""So many lines what is said may take."""


class Here(NamedTuple):
    """What is looked at, in its parts: what tells most gives way last."""

    title: str = ""
    """The document; it gives way first."""
    past: str = ""
    """That one looks at the past."""
    counts: str = ""
    """How many rows of how many, and how many of them are late."""
    target: str = ""
    """What the next command acts on."""
    words: str = ""
    """The filter in words; it gives way second."""
    short: str = ""
    """What the document is called where its title has no room."""
    demo: str = ""
    """That all of it is made up; it never gives way."""
    check: str = ""
    """How much of what was read is to be checked; it gives way to `check_short` before the short title does."""
    check_short: str = ""
    synced: str = ""
    """When one last exchanged with the team's server."""

    def fitted(self, width: int) -> str:
        """The parts in this many cells: title and filter are cut, then others go, the target last."""
        if self.least > width:
            held = _joined((self.demo, self.past, self.target))
            return cut(held if cell_len(held) <= width and held else self.target or self._firm, width)
        title = min((self.title, self.short or self.title), key=cell_len)
        whole = (self.demo, self.past, self.counts, self.check, self.target, self.synced, title, self.words)
        check = self.check if _cells(whole) <= width else self.check_short
        room = width - _cells((self.demo, self.past, self.counts, check, self.target, self.synced))
        most = max(0, room if not self.words else max(room - cell_len(self.words) - 3, room // 2))
        title = cut(self.short if self.short and cell_len(self.title) > most else self.title, most)
        words = cut(self.words, max(0, room - (cell_len(title) + len(_BETWEEN) if title else 0)))
        named = title if cell_len(title) > 1 else ""
        asked = words if cell_len(words) > 1 else ""
        said = (self.demo, self.past, named, self.counts, check, self.target, asked, self.synced)
        return cut(_joined(said), width)

    @property
    def least(self) -> int:
        """Cells of what is never cut."""
        return cell_len(self._firm)

    @property
    def _firm(self) -> str:
        return _joined((self.demo, self.past, self.counts, self.check_short, self.target, self.synced))


_BETWEEN = " · "
_BESIDE = " │ "
"""Before the news, where they stand in the same line."""


def _joined(parts: Iterable[str]) -> str:
    return _BETWEEN.join(filter(None, parts))


def _cells(parts: Iterable[str]) -> int:
    """Cells of parts, each with what stands between it and the next."""
    return sum(cell_len(part) + len(_BETWEEN) for part in parts if part)


class StatusLine(Widget):
    """One line: at the left what is looked at, at the right what happened last; an alarm may take more lines."""

    DEFAULT_CSS = "StatusLine { height: 1; text-style: reverse; } StatusLine.-past { color: $warning; }"
    DEFAULT_CSS += " StatusLine.-alarm { color: $error; }"

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._here = Here()
        self._synced = ""
        self._news = ""
        self._height = 1

    @property
    def news(self) -> str:
        """What happened last, until the next key."""
        return self._news

    def stand(self, synced: str) -> None:
        """Say until further notice when one last exchanged with the team's server."""
        self._synced = synced
        self.show(self._here)

    def show(self, here: Here) -> None:
        """Say what is looked at."""
        here = Here(*map(visible, here))._replace(synced=self._synced)
        if here != self._here:
            self._here = here
            self.set_class(bool(here.past), "-past")
            self._fit()
            self.refresh()

    def say(self, news: str, *, alarm: bool = False) -> None:
        """Say what happened, or (`alarm`) what went wrong; nothing takes it away."""
        news = visible(news)
        if (news, alarm) != (self._news, self.has_class("-alarm")):
            self._news = news
            self.set_class(alarm, "-alarm")
            self._fit()
            self.refresh()

    def on_resize(self) -> None:
        """Another width, other lines."""
        self._fit()

    def _fit(self) -> None:
        """Take as many lines as the news need: a sentence that says what to do must be read to its end."""
        lines = len(self._lines())
        if lines != self._height:
            self._height = lines
            self.styles.height = lines

    def _lines(self) -> list[str]:
        """What is looked at and the news, in one line where both have room; else what is looked at stands first.

        What tells on what the next key acts is never cut for the news.
        """
        width = self.size.width
        if not width:
            return [""]
        news = f"{_BESIDE}{self._news}" if self._news else ""
        wanted = max(min(width // 2, cell_len(self._here.fitted(width))), self._here.least if news else 0)
        if cell_len(news) <= width - wanted:
            here = self._here.fitted(width - cell_len(news))
            return [here + " " * (width - cell_len(here) - cell_len(news)) + news]
        ends = wrap(self._news, width)[: MOST_LINES - 1]
        told = [self._news[start:end] for start, end in ends[:-1]]
        return [self._here.fitted(width), *told, cut(self._news[ends[-1][0] :], width)]

    def render(self) -> Text:
        """The line, or the lines of news that take more room."""
        return Text("\n".join(self._lines()), no_wrap=True, end="")


class Key(NamedTuple):
    """A key on one of the lines."""

    shown: str
    word: str
    command: str
    """Name of the command that a click asks for."""


class KeyLine(Widget):
    """One line of keys and what they do; each can be clicked."""

    DEFAULT_CSS = "KeyLine { height: 1; }"

    class Pressed(Message):
        """A key on the line was clicked."""

        def __init__(self, command: str) -> None:
            super().__init__()
            self.command = command

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._items: tuple[Key, ...] = ()

    def show(self, items: Sequence[Key]) -> None:
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
    KeyMenu { height: auto; max-height: 14; display: none; border-top: solid $primary; padding: 0 1; }
    KeyMenu.-open { display: block; }
    """

    def show(self, items: Sequence[Key]) -> None:
        """Open with these keys, or close where there are none."""
        if tuple(items) != self._items:
            self._items = tuple(items)
            self.set_class(bool(items), "-open")
            self.refresh(layout=True)

    @property
    def _cells(self) -> int:
        """Columns that a key and its word take."""
        return max(5 + cell_len(word) for _, word, _ in self._items)

    @property
    def _lines(self) -> int:
        """One key a line, as long as there are few; else beside each other, so that none is left out."""
        beside = max(1, (self.size.width or self.app.size.width - 2) // self._cells)
        count = len(self._items)
        return count if count <= _FEW else max(_FEW // 2, -(-count // beside))

    def render(self) -> Text:
        """The keys down the lines, then down the next column."""
        lines = [Text(no_wrap=True) for _ in range(self._lines if self._items else 0)]
        for at, (key, word, _) in enumerate(self._items):
            lines[at % len(lines)].append(f"{key:<3}", style="bold").append(pad(word, self._cells - 3))
        return Text("\n").join(lines)

    def on_click(self, event: Click) -> None:
        """A click on a key is that key."""
        line, column = event.y - self.gutter.top, (event.x - self.gutter.left) // self._cells
        at = column * self._lines + line
        if 0 <= line < self._lines and 0 <= at < len(self._items):
            self.post_message(self.Pressed(self._items[at].command))
