"""What every dialog is: a screen before the others, which stand dimmed behind it."""

from __future__ import annotations

from abc import abstractmethod
from functools import lru_cache
from typing import Final

from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
from rich.segment import Segment
from rich.style import Style
from textual import on
from textual.await_complete import AwaitComplete
from textual.renderables.background_screen import BackgroundScreen
from textual.screen import ModalScreen, ScreenResultType
from textual.widgets import Input, TextArea

DIM: Final = Style(dim=True, bold=False)


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
        """What the main screen says while the dialog stands before its status line; most have no place for it."""

    def render(self) -> RenderableType:
        """What stands behind the box."""
        behind = super().render()
        return Dimmed(behind.screen, behind.color) if isinstance(behind, BackgroundScreen) else behind


class Written(Dialog[ScreenResultType]):
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
