"""Keymaps ready made: tables as people write them under `[keys]`, by the name of each in the configuration.

What a preset does not name keeps its usual keys; a usual key that a preset gives to another command goes to that one.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

PRESETS: Final[Mapping[str, Mapping[str, str]]] = {
    "vim": {
        "page_down": "ctrl+f, pagedown, space",
        "page_up": "ctrl+b, pageup",
        "end": "G, end",
        "fold": "h, left, z c",
        "unfold": "l, right, z o",
        "fold_all": "z M, -",
        "unfold_all": "z R, +",
        "zoom": "ctrl+w o",
        "next_pane": "tab, ctrl+w w",
        "previous_pane": "shift+tab, ctrl+w W",
        "next_section": "] ], }",
        "previous_section": "[ [, {",
        "follow_reference": "ctrl+], g r",
        "go_back": "ctrl+o, ctrl+t, g b",
        "quit": "q, Z Z",
    },
    "less": {
        "down": "j, e, down",
        "up": "k, y, up",
        "page_down": "f, space, pagedown",
        "page_up": "b, pageup",
        "half_page_down": "d, ctrl+d",
        "half_page_up": "u, ctrl+u",
        "top": "g g, <, home",
        "end": "G, >, end",
        "fold": "left",
        "unfold": "right",
        "cell_left": "left",
        "cell_right": "right",
        "facets": "&",
        "tie": "B",
        "undo": "g u",
        "edit_note": "E",
        "copy": "g y",
        "help": "h, ?, f1",
    },
    "arrows": {
        "down": "down",
        "up": "up",
        "half_page_down": "ctrl+down",
        "half_page_up": "ctrl+up",
        "top": "home, ctrl+home",
        "end": "end, ctrl+end",
        "fold": "left",
        "unfold": "right",
        "cell_left": "left",
        "cell_right": "right",
        "fold_all": "ctrl+left",
        "unfold_all": "ctrl+right",
        "next_section": "ctrl+pagedown",
        "previous_section": "ctrl+pageup",
        "find": "/, ctrl+f",
        "next_hit": "n, f3",
        "select": "v, insert",
        "select_all": "V, ctrl+a",
        "edit_note": "e, f4",
        "delete_note": "D, delete",
        "help": "f1, ?",
    },
}
"""`vim` goes beyond the usual keys, `less` is for who pages with it, `arrows` needs no letter to move."""
