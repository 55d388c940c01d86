"""Words with a label before them, laid out as lines: labels in a column of their own, text never cut."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from rich.cells import cell_len
from rich.text import Text

from tui.app.lines.wrap import wrap
from tui.model.text import visible


class Fact(NamedTuple):
    """A label and what stands behind it."""

    label: str
    text: str
    style: str = ""
    label_style: str = "dim"
    also: str = ""
    """Not shown, but found: other words for it."""


def laid_out(facts: Sequence[Fact], width: int) -> list[Text]:
    """The facts as lines of at most `width` cells, labels in a column of their own, text never cut."""
    column = max((cell_len(fact.label) for fact in facts), default=0) + 2
    room = max(8, width - column)
    lines: list[Text] = []
    last = ""
    for fact in facts:
        label = fact.label if fact.label != last else ""
        last = fact.label
        for number, line in enumerate(wrapped(fact.text, room)):
            shown = label if number == 0 else ""
            pad = " " * (column - cell_len(shown))
            lines.append(Text.assemble((shown, fact.label_style), pad, (line, fact.style), no_wrap=True, end=""))
    return lines


def wrapped(text: str, width: int) -> list[str]:
    """A text as lines: where it breaks itself, and where the width asks for it."""
    lines: list[str] = []
    for paragraph in visible(text, lines=True).split("\n"):
        lines += [paragraph[start:end] for start, end in wrap(paragraph, width)] or [""]
    return lines
