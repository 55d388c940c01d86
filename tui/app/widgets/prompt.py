"""One line that shows the filter (or a search) and becomes a field to type in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.events import Click, DescendantBlur
from textual.message import Message
from textual.widgets import Static

from tui.model.text import visible

if TYPE_CHECKING:
    from textual.widgets import Input


class Prompt(Horizontal):
    """What is being looked for, and how much was found."""

    DEFAULT_CSS = """
    Prompt { height: 1; }
    Prompt > .-words { width: 1fr; height: 1; }
    Prompt > Input, Prompt > Input:focus { width: 1fr; height: 1; border: none; padding: 0; background: $surface; }
    Prompt > .-count { width: auto; height: 1; padding: 0 1; }
    Prompt > .-mistaken { color: $error; }
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
        self._words = Static("", classes="-words", markup=False)
        self._count = Static("", classes="-count", markup=False)
        self._field: Input | None = None
        self._said = ("", "", False)

    def compose(self) -> ComposeResult:
        """The words and the count; the field comes when it is wanted."""
        yield self._words
        yield self._count

    @property
    def typing(self) -> bool:
        """Whether the field is open."""
        return self._field is not None and self._field.display

    def say(self, words: str, count: str, *, mistaken: bool = False) -> None:
        """Show what is looked for, in words, and how much was found; a mistake is said in place of the count."""
        if (words, count, mistaken) == self._said:
            return  # an update lays the screen out again, which costs kilobytes over a slow line
        self._said = (words, count, mistaken)
        self._words.update(Text(visible(words), no_wrap=True, overflow="ellipsis"))
        self._count.update(Text(visible(count), no_wrap=True, overflow="ellipsis"))
        self._count.set_class(mistaken, "-mistaken")

    async def ask(self, text: str, placeholder: str) -> None:
        """Open the field with this text in it."""
        if self._field is None:
            from textual.widgets import Input  # heavy; wanted only when someone types

            self._field = Input(compact=True, select_on_focus=False)
            self._field.cursor_blink = False
            await self.mount(self._field, before=self._count)
        self._field.placeholder = placeholder
        with self._field.prevent(self._field.Changed):
            self._field.value = text
        self._field.cursor_position = len(text)
        self._field.display = True
        self._words.display = False
        self._field.focus()

    def leave(self, *, accepted: bool) -> None:
        """Close the field and say so."""
        if self._field is None or not self._field.display:
            return
        self._field.display = False
        self._words.display = True
        self.post_message(self.Closed(self, self._field.value, accepted=accepted))

    def on_input_changed(self, event: Input.Changed) -> None:
        """Pass the text on as it is typed."""
        event.stop()
        self.post_message(self.Changed(self, event.value))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter."""
        event.stop()
        self.leave(accepted=True)

    def on_descendant_blur(self, event: DescendantBlur) -> None:
        """Leaving the field by mouse keeps what was typed."""
        self.leave(accepted=True)

    def on_click(self, event: Click) -> None:
        """A click on the line opens it."""
        if not self.typing:
            event.stop()
            self.post_message(self.Wanted(self))
