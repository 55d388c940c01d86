"""One line that shows the filter (or a search) and becomes a field to type in, with a line below for what to know."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.highlighter import Highlighter
from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.events import Click, DescendantBlur, Key
from textual.geometry import Offset
from textual.message import Message
from textual.widgets import Static

from tui.model.text import visible

if TYPE_CHECKING:
    from textual.widgets import Input


class Prompt(Vertical):
    """What is being looked for, and how much was found; while it is typed, a hint or what is mistaken in it."""

    DEFAULT_CSS = """
    Prompt { height: auto; }
    Prompt Horizontal { height: 1; }
    Prompt .-name { width: auto; height: 1; padding: 0 1; color: ansi_bright_black; display: none; }
    Prompt .-name.-active { color: $accent; text-style: bold; }
    Prompt .-words { width: 1fr; height: 1; }
    Prompt Input, Prompt Input:focus { width: 1fr; height: 1; border: none; padding: 0; background: $surface; }
    Prompt .-count { width: auto; height: 1; padding: 0 1; }
    Prompt .-below {
        height: 1; max-height: 4; display: none; text-style: dim; text-wrap: nowrap; text-overflow: ellipsis;
    }
    Prompt .-below.-mistaken { color: $error; text-style: none; }
    """

    class Changed(Message):
        """The text in the field is another."""

        def __init__(self, prompt: Prompt, text: str) -> None:
            super().__init__()
            self.prompt = prompt
            self.text = text

        @property
        def control(self) -> Prompt:
            """The prompt it came from."""
            return self.prompt

    class Closed(Message):
        """The person is done typing: with Enter (`accepted`) or by leaving."""

        def __init__(self, prompt: Prompt, text: str, *, accepted: bool) -> None:
            super().__init__()
            self.prompt = prompt
            self.text = text
            self.accepted = accepted

        @property
        def control(self) -> Prompt:
            """The prompt it came from."""
            return self.prompt

    class Wanted(Message):
        """The line was clicked: the person wants to type."""

        def __init__(self, prompt: Prompt) -> None:
            super().__init__()
            self.prompt = prompt

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._line = Horizontal()
        self._title = Static("", classes="-name", markup=False)
        self._words = Static("", classes="-words", markup=False)
        self._count = Static("", classes="-count", markup=False)
        self._below = Static("", classes="-below", markup=False)
        self._field: Input | None = None
        self._said = ("", "", False)
        self._said_below = ""
        self._entitled = ""
        self._lines_below = 1
        self._room = 0
        """Cells that the count takes."""
        self._hint = ""
        self._mark = _Mark()
        self._fits: Callable[[str], bool] = lambda _: True

    def compose(self) -> ComposeResult:
        """The words and the count; the field comes when it is wanted."""
        with self._line:
            yield self._title
            yield self._words
            yield self._count
        yield self._below

    @property
    def typing(self) -> bool:
        """Whether the field is open."""
        return self._field is not None and self._field.display

    def say(self, words: str, count: str, *, mistaken: bool = False, stretch: tuple[int, int] = (0, 0)) -> None:
        """Show what is looked for, in words, and how much was found.

        A mistake is said in the line below, and its stretch marked in the field; the count stays that of what is shown.
        """
        self._point_at(stretch)
        if (words, count, mistaken) == self._said:
            return  # an update lays the screen out again, which costs kilobytes over a slow line
        self._said = (words, count, mistaken)
        self._words.update(Text(visible(words), no_wrap=True, overflow="ellipsis"), layout=False)
        if not mistaken:
            self._say_count(visible(count))
        self._say_below()

    def entitle(self, name: str, *, active: bool) -> None:
        """Say before the words what stands below, in the accent colour where it has the focus; nothing where empty."""
        if name != self._entitled:
            self._entitled = name
            self._title.update(Text(visible(name), no_wrap=True))
            self._title.display = bool(name)
        self._title.set_class(active, "-active")

    def _say_count(self, count: str) -> None:
        """How much was found; while one types the room for it does not shrink, so that the screen stays as it is."""
        wider = cell_len(count) > self._room or not self.typing
        self._room = cell_len(count) if wider else self._room
        self._count.update(Text(count.rjust(self._room), no_wrap=True, overflow="ellipsis"), layout=wider)

    def _say_below(self) -> None:
        """What is mistaken; else, while one types, the hint."""
        _, count, mistaken = self._said
        below = visible(count if mistaken else self._hint)
        if below != self._said_below:
            self._said_below = below
            lines = self._wrapped(below) if mistaken else [below]
            self._below.update(Text("\n".join(lines), no_wrap=True, overflow="ellipsis"), layout=False)
            if len(lines) != self._lines_below:
                self._lines_below = len(lines)
                self._below.styles.height = len(lines)
        self._below.set_class(mistaken, "-mistaken")
        self._below.display = mistaken or (self.typing and bool(self._hint))

    def _wrapped(self, below: str) -> list[str]:
        """A mistake in as many lines as it needs: what would be valid stands at its end."""
        from tui.app.lines.wrap import wrap

        return [below[start:end] for start, end in wrap(below, self.size.width)] if self.size.width else [below]

    def _point_at(self, stretch: tuple[int, int]) -> None:
        if stretch != self._mark.stretch:
            self._mark.stretch = stretch
            if self._field is not None:
                self._field.refresh()

    async def ask(
        self, text: str, placeholder: str, hint: str = "", fits: Callable[[str], bool] = lambda _: True
    ) -> None:
        """Open the field with this text in it, and a hint below; Enter closes it only on what fits."""
        self._fits = fits
        if self._field is None:
            from tui.app.panes.field import Field  # heavy; wanted only when someone types

            self._field = Field(compact=True, select_on_focus=False, highlighter=self._mark)
            self._field.cursor_blink = False
            await self._line.mount(self._field, before=self._count)
        self._field.placeholder = placeholder
        with self._field.prevent(self._field.Changed):
            self._field.value = text
        self._field.cursor_position = len(text)
        self._field.display = True
        self._words.display = False
        self._hint = hint
        self._say_below()
        self.screen.call_later(self._field.focus)  # behind the keys that wait already, which are taken in their order

    @property
    def cursor_place(self) -> Offset | None:
        """Where the terminal's own cursor stands while one types."""
        if self._field is None or not self._field.region.area:
            return None
        return self._field.cursor_screen_offset

    def take(self, event: Key) -> bool:
        """Take a key that was pressed before the field had the focus: it was meant for it."""
        if self._field is None or not self.typing:
            return False
        if event.is_printable and event.character:
            self._field.insert_text_at_cursor(event.character)
        elif event.key == "backspace":
            self._field.action_delete_left()
        elif event.key == "enter":
            self._enter()
        else:
            return False
        return True

    @property
    def text(self) -> str:
        """What stands in the field."""
        return self._field.value if self._field is not None else ""

    def tell(self, hint: str) -> None:
        """Say something in the line below, until the field is opened anew."""
        self._hint = hint
        self._say_below()

    def put(self, text: str) -> None:
        """Put another text into the field, as if it were typed."""
        if self._field is not None:
            self._field.value = text
            self._field.cursor_position = len(text)

    def leave(self, *, accepted: bool) -> None:
        """Close the field and say so."""
        if self._field is None or not self._field.display:
            return
        self.screen.set_focus(None)  # else Textual would choose where it goes when the field is hidden
        self._field.display = False
        self._words.display = True
        self._say_below()
        self.post_message(self.Closed(self, self._field.value, accepted=accepted))

    def on_input_changed(self, event: Input.Changed) -> None:
        """Pass the text on as it is typed."""
        event.stop()
        self.post_message(self.Changed(self, event.value))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter."""
        event.stop()
        self._enter()

    def _enter(self) -> None:
        """Accept what was typed; what is mistaken stays in the field, to be mended."""
        if self.typing and self._fits(self.text):
            self.leave(accepted=True)

    def on_descendant_blur(self, event: DescendantBlur) -> None:
        """Leaving the field by mouse keeps what was typed."""
        self.leave(accepted=True)

    def on_click(self, event: Click) -> None:
        """A click on the line opens it."""
        if not self.typing:
            event.stop()
            self.post_message(self.Wanted(self))


class _Mark(Highlighter):
    """Underlines the mistaken stretch of what is typed."""

    stretch = (0, 0)

    def highlight(self, text: Text) -> None:
        """Lay it over the text of the field."""
        start, end = self.stretch
        text.stylize("underline bold red", start, max(end, start))
