"""What every dialog is: a screen before the others, which stand dimmed behind it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from rich.console import RenderableType
from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.renderables.background_screen import BackgroundScreen
from textual.screen import ModalScreen, ScreenResultType

DIM: Final = Style(dim=True, bold=False)


class Dimmed(BackgroundScreen):
    """The screen behind, in its own colours but fainter: what takes keys is plain to see in any number of colours."""

    @classmethod
    def process_segments(cls, segments: Iterable[Segment], color: Color) -> Iterable[Segment]:
        """The segments as they come, each dim."""
        for segment in super().process_segments(segments, color):
            yield segment if segment.control else Segment(segment.text, (segment.style or Style()) + DIM)


class Dialog(ModalScreen[ScreenResultType]):
    """A box before the screen it was opened from; answers with what was decided in it, or None."""

    def render(self) -> RenderableType:
        """What stands behind the box."""
        behind = super().render()
        return Dimmed(behind.screen, behind.color) if isinstance(behind, BackgroundScreen) else behind
