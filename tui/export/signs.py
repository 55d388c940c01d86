"""Signs and lines for terminals that have none, or draw them two cells wide: for each a twin of one cell in ASCII.

What is drawn is only shown otherwise; words of documents and people stay in store as they are.
"""

from __future__ import annotations

from typing import Final

_TWINS: Final = {
    "o": "○□",
    "%": "◇",
    "c": "◐",
    "@": "●",
    "#": "◆▪■█▇▆",
    "*": "★",
    ".": "☆·•‧░▁",
    "!": "▲",
    "^": "△↑",
    "v": "▾✓↓",
    ">": "→▶▸▷",
    "<": "←↩",
    "x": "✗✕×",
    "+": "✎└┌┐┘╭╮╯╰├┤┬┴┼",
    "-": "─━—–",
    "|": "│┃┆▏▎▊▌▐┊",
    "`": "↳",
    "_": "▂▃",
    "=": "▄▅═",
    "~": "…≈",
    '"': "“”„‟″",
    "'": "‘’‚‛′",
    "?": "\ufffd",
}
ASCII: Final = str.maketrans({sign: twin for twin, signs in _TWINS.items() for sign in signs})
"""What stands for each sign, character for character."""
