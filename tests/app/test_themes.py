"""The themes: what is painted in one colour is another's, nothing is left out, and all of it can be read."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from rich.color import Color
from rich.segment import Segment
from rich.style import Style
from textual._compositor import LayoutUpdate
from textual.color import BLACK as GROUND

from tests.app.conftest import Desk, Seat
from tui import config
from tui.app.themes import BLACK, BLUE, CYAN, GREEN, GREY, RED, THEMES, WHITE, YELLOW, Theme, filters

PALETTES = {
    "xterm": "000000 cd0000 00cd00 cdcd00 0000ee cd00cd 00cdcd e5e5e5 "
    "7f7f7f ff0000 00ff00 ffff00 5c5cff ff00ff 00ffff ffffff",
    "vga": "000000 aa0000 00aa00 aa5500 0000aa aa00aa 00aaaa aaaaaa "
    "555555 ff5555 55ff55 ffff55 5555ff ff55ff 55ffff ffffff",
    "gnome": "171421 c01c28 26a269 a2734c 12488b a347ba 2aa1b3 d0cfcc "
    "5e5c64 f66151 33d17a e9ad0c 2a7bde c061cb 33c7de ffffff",
}
"""The sixteen colours of widely used terminals."""
CONTRASTS = {"dark": ("000000", 3.0), "light": ("ffffff", 3.0), "contrast": (None, 4.5)}
"""On which ground a theme is read, None for its own, and the least contrast of its colours there."""


SHOWN: dict[str, set[int | None]] = {
    "contrast": {0, 7, 10, 11, 14, 15},
    "light": {None, 4, 5, 8, 12},
    "none": {None},
}
"""The colours of the table, its detail, and help."""
KEYS = {12, 14}
"""Those of keys in help alone."""


def brightness(colour: str) -> float:
    """The relative luminance of a colour, as WCAG 2 reckons it."""
    parts = (int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((brightness(one), brightness(other)))
    return (light + 0.05) / (dark + 0.05)


def styles(seat: Seat) -> Iterator[Style]:
    """The styles of all that is on the screen, blanks too."""
    update = seat.app.screen._compositor.render_update(full=True, screen_stack=seat.app._background_screens)
    assert isinstance(update, LayoutUpdate)
    for line in update.strips:
        for strip in line:
            yield from (style or Style.null() for _, style, _ in strip)


def colours(seat: Seat) -> set[int | None]:
    return {colour and colour.number for style in styles(seat) for colour in (style.color, style.bgcolor)}


def test_every_theme_of_the_configuration_is_one_and_a_backdrop_may_pass_it_twice() -> None:
    assert ("terminal", *THEMES) == config.THEMES
    assert filters("terminal") == ()
    for theme in filter(None, THEMES.values()):
        assert {theme.hues.get(shown, shown) for shown in theme.hues.values()} == set(theme.hues.values())


@pytest.mark.parametrize("name", CONTRASTS)
@pytest.mark.parametrize("palette", PALETTES)
def test_every_colour_can_be_read_and_late_soon_and_done_stay_apart(name: str, palette: str) -> None:
    theme, known = THEMES[name], PALETTES[palette].split()
    assert isinstance(theme, Theme)
    ground, least = CONTRASTS[name]
    on = known[theme.ground or BLACK] if ground is None else ground
    painted = {hue: theme.hues.get(hue, hue) for hue in (RED, GREEN, YELLOW, BLUE, CYAN)}
    assert len({painted[RED], painted[YELLOW], painted[GREEN], theme.hues.get(GREY, GREY)}) == 4
    assert min(contrast(known[shown], on) for shown in painted.values()) >= least
    if theme.text is not None:
        assert contrast(known[theme.text], on) >= 7
        assert contrast(known[theme.quiet or WHITE], on) >= 7


def test_what_stands_out_by_its_ground_still_does() -> None:
    chosen, written = Style(color=Color.from_ansi(0), bgcolor=Color.from_ansi(12)), Style(color=Color.from_ansi(1))
    said = {
        name: filters(name)[0].apply([Segment("x", chosen + Style(dim=True)), Segment("x", written)], GROUND)
        for name in THEMES
    }
    assert [style and style.reverse for _, style, _ in said["none"]] == [True, None]
    assert said["contrast"][0].style == chosen + Style(dim=False), "letters of one colour on the same are not there"
    assert said["light"][0].style == chosen + Style(dim=True)


async def test_themes_are_changed_on_the_screen_and_nothing_is_left_in_another(desk: Desk) -> None:
    async with desk.sit((100, 30)) as seat:
        await seat.press("2", "d", "j", "*", "j")
        assert colours(seat) == {None, 2, 3, 8}, "what the themes know, and no more"
        for theme, shown in SHOWN.items():
            await seat.press(":", *"theme", "enter")
            await seat.type(theme)
            await seat.press("enter")
            assert theme in seat.news
            assert colours(seat) == shown - KEYS, theme
            if theme == "contrast":
                assert all(style.bgcolor and style.bgcolor.number == BLACK and not style.dim for style in styles(seat))
            await seat.press("?")
            assert shown & KEYS <= colours(seat) <= shown, theme
            await seat.press("escape")
