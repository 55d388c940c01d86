"""What every dialog is: a screen before the others, which stand dimmed behind it."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Mapping
from functools import lru_cache, partial
from typing import Final, Protocol, cast

from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
from rich.segment import Segment
from rich.style import Style
from textual import on
from textual.await_complete import AwaitComplete
from textual.containers import Vertical
from textual.content import Content
from textual.events import Key
from textual.renderables.background_screen import BackgroundScreen
from textual.screen import ModalScreen, ScreenResultType
from textual.widgets import Input, TextArea

from tui.app.keys import pressed
from tui.i18n import Texts
from tui.model.text import visible

DIM: Final = Style(dim=True, bold=False)
_BEHIND: Final = {"?": "help", "f1": "help", "u": "undo", "ctrl+r": "redo", "U": "history"}
"""Keys of the main screen that may mean the same before a dialog, with their commands."""

Moves = dict[str, Callable[[], object]]
"""What each key does."""


class Behind(Protocol):
    """The screen that all dialogs stand before."""

    texts: Texts

    def say(self, news: str) -> None:
        """Say something on its status line."""

    def do(self, command: str, /) -> None:
        """Do the command of this name."""


class Program(Protocol):
    """The program, as a dialog sees it."""

    @property
    def main(self) -> Behind:
        """Its main screen."""


class Dimmed(BackgroundScreen):
    """The screen behind, in its own colours but fainter: what takes keys is plain to see in any number of colours."""

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Its lines as the compositor has them, each piece dim."""
        for strip in self.screen._compositor.render_strips():  # noqa: SLF001 - as Textual's own does
            yield from (Segment(segment.text, _faint(segment.style)) for segment in strip)
            yield Segment.line()


@lru_cache(maxsize=1024)
def _faint(style: Style | None) -> Style:
    """A style, dim; what leads somewhere when it is clicked does so no longer."""
    return (style.clear_meta_and_links() if style else Style()) + DIM


class Dialog(ModalScreen[ScreenResultType]):
    """A box before the screen it was opened from; answers with what was decided in it, or None."""

    def dismiss(self, result: ScreenResultType | None = None) -> AwaitComplete:
        """Leave it with an answer, once: what left it already, or lies under another, is not left again."""
        return super().dismiss(result) if self.app.screen is self else AwaitComplete()

    def hear(self, news: str) -> None:
        """What the main screen says while the dialog stands before its status line."""
        self.say_below(news)

    def say_below(self, news: str) -> None:
        """Say something on the lower edge of the box, until the next key."""
        for box in self.query(Vertical)[:1]:
            box.border_subtitle = Content(visible(news))

    def press(self, event: Key, deeds: Mapping[str, Callable[[], object]]) -> None:
        """Do what a key means here; a letter or sign that means nothing is told as that."""
        event.stop()
        event.prevent_default()
        self.say_below("")
        self._main.say("")
        key = pressed(event)
        deed = deeds.get(event.key) or deeds.get(key)
        if deed is not None:
            deed()
        elif len(key) == 1:
            self.say_below(self._main.texts("app.no_such_key_here", pressed=key))

    def deeds_behind(self) -> Moves:
        """Help, undo, redo and history, as on the main screen."""
        return {key: partial(self._main.do, name) for key, name in _BEHIND.items()}

    @property
    def _main(self) -> Behind:
        return cast("Program", self.app).main

    def render(self) -> RenderableType:
        """What stands behind the box."""
        behind = super().render()
        return Dimmed(behind.screen, behind.color) if isinstance(behind, BackgroundScreen) else behind


class Writable(Dialog[ScreenResultType]):
    """A dialog in which words are written: only the second Esc throws them away, and whatever is typed asks anew."""

    _asked = False

    @property
    @abstractmethod
    def unchanged(self) -> bool:
        """Whether all stands as it stood at first."""

    @abstractmethod
    def say_at_foot(self, key: str) -> None:
        """Say the text of this key at the foot; the empty key says the keys."""

    def thrown_away(self) -> None:
        """It is left for good."""

    def leave(self) -> None:
        """Leave at once where nothing changed; else warn, and leave when asked again."""
        if self.unchanged or self._asked:
            self.thrown_away()
            self.dismiss(None)
            return
        self._asked = True
        self.say_at_foot("app.leave_without_saving")

    @on(Input.Changed)
    @on(TextArea.Changed)
    def stay(self) -> None:
        """Something is written: who goes on writing does not leave."""
        if self._asked:
            self._asked = False
            self.say_at_foot("")
