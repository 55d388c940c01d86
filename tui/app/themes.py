"""Themes: which of the terminal's own sixteen colours is shown for each that the screens are painted in.

Everything is painted once, in the colours of the theme `terminal`: red what is late or stopped, yellow what is due
soon, under way, starred or found, green what is done and the pane one is in, cyan what is in review and keys, blue
frames, grey lines and what matters less. Another theme says another colour for each, by its number, so that a palette
of one's own holds in all of them; signs and words say the same without any.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from rich.color import Color
from rich.segment import Segment
from rich.style import Style
from textual.color import Color as Background
from textual.filter import LineFilter

RED, GREEN, YELLOW, BLUE, MAGENTA, CYAN, WHITE, GREY = 1, 2, 3, 4, 5, 6, 7, 8
BLACK: Final = 0
BRIGHT: Final = 8
"""What makes a colour of the first eight the same one bright."""


class Theme(NamedTuple):
    """Colours by their number, 0 to 15; None leaves the terminal's own."""

    hues: Mapping[int, int]
    """What is shown for each colour that is painted; what it names is shown as itself, for a backdrop passes twice."""
    text: int | None = None
    ground: int | None = None
    quiet: int | None = None
    """What stands for faint letters, which some terminals hardly show."""
    strong: bool = False
    """Whether what has a colour is bold."""


THEMES: Final[Mapping[str, Theme | None]] = {
    "dark": Theme({hue: hue + BRIGHT for hue in (RED, GREEN, YELLOW, BLUE, CYAN)}),
    "light": Theme({GREEN: BLUE, YELLOW: MAGENTA, CYAN: BLUE + BRIGHT}),
    "contrast": Theme(
        {
            **{hue: hue + BRIGHT for hue in (RED, GREEN, YELLOW, CYAN)},
            **dict.fromkeys((BLUE, GREY), WHITE + BRIGHT),
        },
        text=WHITE + BRIGHT,
        ground=BLACK,
        quiet=WHITE,
        strong=True,
    ),
    "none": None,
}
"""The themes beside `terminal`; `light` has no yellow, green or cyan, which many terminals show too faint on white."""


def filters(name: str) -> Sequence[LineFilter]:
    """What makes lines that were painted lines of this theme."""
    if name not in THEMES:
        return ()
    theme = THEMES[name]
    return (Recoloured(theme) if theme else Uncoloured(),)


class _Restyled(LineFilter):
    """Every piece of a line in another style; each style is worked out once."""

    def __init__(self) -> None:
        super().__init__()
        self._known: dict[Style | None, Style] = {}

    def apply(self, segments: list[Segment], background: Background) -> list[Segment]:
        """The pieces as this theme has them."""
        return [Segment(text, self._style(style), control) for text, style, control in segments]

    def _style(self, style: Style | None) -> Style:
        found = self._known.get(style)
        if found is None:
            found = self._known[style] = self.restyled(style or Style.null())
        return found

    def restyled(self, style: Style) -> Style:
        """A style as this theme has it."""
        raise NotImplementedError


class Uncoloured(_Restyled):
    """No colours: what stood out by its ground alone is reversed."""

    def restyled(self, style: Style) -> Style:
        """The style in the terminal's own two colours."""
        stands_out = True if _number(style.bgcolor) is not None else None
        return style + Style(color="default", bgcolor="default", reverse=stands_out)


class Recoloured(_Restyled):
    """Each colour as a theme has it."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme

    def restyled(self, style: Style) -> Style:
        """The style in the colours of the theme; what stands on a ground of its own stays as it was chosen for that."""
        theme, hue = self._theme, _number(style.color)
        quiet = bool(style.dim) and theme.quiet is not None
        if _number(style.bgcolor) not in {None, theme.ground}:
            return style + Style(dim=False) if quiet else style
        if quiet:
            return style + Style(color=_colour(theme.quiet), bgcolor=_colour(theme.ground), dim=False)
        shown = theme.text if hue is None else theme.hues.get(hue, hue)
        bold = True if theme.strong and hue in theme.hues else None
        return style + Style(color=_colour(shown), bgcolor=_colour(theme.ground), bold=bold)


def _number(colour: Color | None) -> int | None:
    """The number of a colour; None for the terminal's own."""
    return None if colour is None else colour.number


def _colour(number: int | None) -> Color | None:
    return None if number is None else Color.from_ansi(number)
