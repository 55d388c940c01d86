"""Terminals of many kinds, pairwise: `python -m tests.by_hand.matrix DIR` looks at each, and writes it as pictures.

In a pseudo-terminal that speaks the encoding of its locale, draws what Unicode calls ambiguous one or two cells wide
and answers where its cursor stands, the same keys are pressed as in an app without a terminal, and after each step
every cell must hold the same letter in the same colour. PNG too where rsvg-convert is installed.
"""

from __future__ import annotations

import asyncio
import codecs
import os
import shutil
import subprocess
import sys
import tempfile
import time
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, product
from pathlib import Path
from typing import Final, NamedTuple, cast
from unittest.mock import patch

import pyte
from rich.cells import cell_len
from rich.segment import Segment
from wcwidth import wcwidth

from tests.app.conftest import Desk, Seat
from tests.app.rest import rest_told_by_the_loop
from tests.bench.terminal import Terminal
from tests.pictures.screen import NAMES, picture
from tui.export.signs import ASCII
from tui.owners import user_name
from tui.workspace import Workspace

TERMS: Final = ("xterm", "xterm-256color", "tmux", "screen", "vt100")
REFUSING: Final = ("linux", "dumb")
LOCALES: Final = ("C.UTF-8", "zh_CN.GB18030", "C")
SIZES: Final = ((80, 24), (100, 30), (200, 60))
COLOURS: Final[Mapping[str, dict[str, str]]] = {
    "true": {"COLORTERM": "truecolor"},
    "256": {"TEXTUAL_COLOR_SYSTEM": "256"},
    "16": {"TEXTUAL_COLOR_SYSTEM": "standard"},
    "none": {"NO_COLOR": "1"},
}
"""How a terminal says what colours it has, and a person that none are wanted."""
STEPS: Final[Mapping[str, tuple[str, ...]]] = {
    "table": ("2", "j", "j"),
    "marked": ("d", "*", "j"),
    "filter": ("/", "财政厅", "\r"),
    "help": ("?",),
    "board": ("\x1b", "3"),
    "note": ("\x1b", "a", "已与“三网”对接…—★"),
    "correct": ("\x1b", "\x1b", "c", "c"),
    "library": ("\x1b", "L"),
    "facets": ("\x1b", "f"),
    "review": ("\x1b", "r"),
    "report": ("\x1b", "\x1b", "W"),
    "text": ("\x1b", "\x1b", "1", "o"),
    "menu": ("2", "s"),
    "palette": ("\x1b", ":"),
}
"""The screens that are looked at, and the keys that lead from each to the next."""
NAMED: Final = {"\r": "enter", "\x1b": "escape"}
PATIENCE: Final = 8.0
"""Seconds until a screen must stand."""

Look = list[list[tuple[str, str]]]
"""The cells of a screen, line by line: the letter, empty behind a wide one, and its colour by pyte's name."""


class Kind(NamedTuple):
    """One kind of terminal."""

    term: str
    locale: str
    size: tuple[int, int]
    colour: str
    ambiguous: int
    """Cells of a letter that Unicode lets be one cell wide or two."""

    @property
    def name(self) -> str:
        """What its pictures are called."""
        return f"{self.term}_{self.locale}_{self.size[0]}x{self.size[1]}_{self.colour}_{self.ambiguous}"

    @property
    def plain(self) -> bool:
        """Whether signs and lines are drawn in ASCII there."""
        return self.ambiguous == 2 or self.locale == "C"


def pairwise() -> list[Kind]:
    """Kinds among which every two values of any two factors meet.

    Always the next that has most pairs that are new, and of such the one whose values were chosen least.
    """
    every = [Kind(*values) for values in product(TERMS, LOCALES, SIZES, COLOURS, (1, 2))]
    left = {pair for kind in every for pair in _pairs(kind)}
    chosen: list[Kind] = []
    while left:
        used = Counter(each for kind in chosen for each in enumerate(kind))
        best = max(every, key=lambda kind: (len(left & _pairs(kind)), -sum(used[each] for each in enumerate(kind))))
        chosen.append(best)
        left -= _pairs(best)
    return chosen


def _pairs(kind: Kind) -> set[tuple[object, ...]]:
    return {(*one, *other) for one, other in combinations(enumerate(kind), 2)}


class Drawn(pyte.Screen):
    """A screen that draws ambiguous letters as wide as it is told, and says where its cursor is."""

    def __init__(self, columns: int, rows: int, ambiguous: int) -> None:
        super().__init__(columns, rows)
        self._ambiguous = ambiguous
        self.line = -1

    def draw(self, data: str) -> None:
        """Put letters on the screen."""
        with patch("pyte.screens.wcwidth", self._width):
            super().draw(data)

    def _width(self, char: str) -> int:
        return self._ambiguous if unicodedata.east_asian_width(char) == "A" else wcwidth(char)

    def write_process_input(self, data: str) -> None:
        """Answer the program."""
        os.write(self.line, data.encode("ascii"))


class Encoded(pyte.ByteStream):
    """What comes in another encoding than UTF-8."""

    def __init__(self, screen: pyte.Screen, encoding: str) -> None:
        super().__init__(screen)
        decoder = codecs.getincrementaldecoder(encoding)("replace")
        self.utf8_decoder = cast("codecs.BufferedIncrementalDecoder", decoder)


class Emulated(Terminal):
    """The screens in a terminal of one kind."""

    def __init__(self, kind: Kind, environ: Mapping[str, str]) -> None:
        columns, rows = kind.size
        drawn = Drawn(columns, rows, kind.ambiguous)
        super().__init__([sys.executable, "-m", "tui"], environ, columns, rows)
        self.encoding = "gb18030" if kind.locale.endswith("GB18030") else "utf-8"
        self.screen, self._stream = drawn, Encoded(drawn, self.encoding)
        drawn.line = self.line


def environment(kind: Kind, home: Path) -> dict[str, str]:
    """What such a terminal tells the programs in it."""
    own = ("XDG_", "DUBAN_", "LC_", "COLORTERM", "NO_COLOR", "TEXTUAL_")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(own)}
    told = {"HOME": str(home), "TERM": kind.term, "LANG": kind.locale, "EDITOR": ""}
    locales = _locales() if kind.locale.endswith("GB18030") else {}
    return kept | told | locales | COLOURS[kind.colour]


def _locales() -> dict[str, str]:
    """Where the locale of GB18030 lies, made where the system can; else Python is told its encoding."""
    folder = Path(tempfile.gettempdir()) / f"duban-locales-{os.getuid()}"
    made = folder / "zh_CN.GB18030"
    if not made.exists() and shutil.which("localedef"):
        folder.mkdir(exist_ok=True)
        subprocess.run(["localedef", "-i", "zh_CN", "-f", "GB18030", str(made)], check=False, capture_output=True)
    return {"LOCPATH": str(folder)} if made.exists() else {"PYTHONIOENCODING": "gb18030"}


# What is to be seen


async def expected(size: tuple[int, int]) -> dict[str, Look]:
    """Each screen as it is painted where there is no terminal."""
    with tempfile.TemporaryDirectory() as folder, rest_told_by_the_loop():
        desk = Desk(Path(folder))
        async with desk.sit(size, workspace=Workspace.open(desk.settings(user_name(os.getuid())))) as seat:
            looks = {}
            for name, keys in STEPS.items():
                for key in keys:
                    await seat.press(*([NAMED[key]] if key in NAMED else key))
                await seat.pilot.pause(0.3)
                await seat.settle()
                looks[name] = painted(seat)
            await seat.press("escape", "escape")
            return looks


def painted(seat: Seat) -> Look:
    """The cells of the screen on top."""
    strips = seat.app.screen._compositor.render_strips()
    return [[cell for segment in strip for cell in _cells(segment)] for strip in strips]


def _cells(segment: Segment) -> Iterator[tuple[str, str]]:
    number = segment.style.color.number if segment.style and segment.style.color else None
    colour = "default" if number is None else "bright" * (number > 7) + NAMES[number % 8]
    for char in segment.text:
        yield char, colour
        yield from [("", colour)] * (cell_len(char) - 1)


def drawn(screen: pyte.Screen) -> Look:
    """The cells that a terminal shows."""
    rows, columns = range(screen.lines), range(screen.columns)
    return [[(screen.buffer[row][column].data, screen.buffer[row][column].fg) for column in columns] for row in rows]


def differences(kind: Kind, wanted: Look, found: Look) -> list[str]:
    """Where a screen is not as it is painted: place, what should stand there, what does."""
    told = []
    for row, (line, its) in enumerate(zip(wanted, found, strict=True), 1):
        for column, ((char, colour), (shown, in_colour)) in enumerate(zip(line, its, strict=True), 1):
            letter = char.translate(ASCII) if kind.plain else char
            tinted = "default" if kind.colour == "none" else colour
            if shown != letter or (letter.strip() and in_colour != tinted):
                told.append(f"{row}:{column} {letter!r} {tinted}, not {shown!r} {in_colour}")
    return told


# Looking


def look(kind: Kind, wanted: Mapping[str, Look], pictures: Path | None = None) -> dict[str, list[str]]:
    """Go through the screens in a terminal of this kind; what is wrong in each."""
    with tempfile.TemporaryDirectory() as home:
        terminal = Emulated(kind, environment(kind, Path(home)))
        try:
            terminal.wait_for("一、总体要求")
            wrong = {}
            for name, keys in STEPS.items():
                for key in keys:
                    terminal.press(key, settle=0.15)
                wrong[name] = _settled(terminal, kind, wanted[name])
                if pictures:
                    (pictures / f"{kind.name}_{name}.svg").write_text(picture(terminal.screen), encoding="utf-8")
            return wrong
        finally:
            terminal.end()


def _settled(terminal: Terminal, kind: Kind, wanted: Look) -> list[str]:
    """What is still wrong when the screen stands."""
    end = time.monotonic() + PATIENCE
    while (wrong := differences(kind, wanted, drawn(terminal.screen))) and time.monotonic() < end:
        terminal.idle(0.1)
    return wrong


def refusal(term: str, home: Path) -> str:
    """What is said in a terminal that the screens refuse."""
    environ = environment(Kind(term, LOCALES[0], SIZES[0], "16", 1), home)
    terminal = Terminal([sys.executable, "-m", "tui"], environ, *SIZES[0])
    try:
        return "\n".join(terminal.lines()).strip() if terminal.ended(10) else ""
    finally:
        terminal.end()


def main(folder: Path) -> int:
    """Look at all of them."""
    folder.mkdir(parents=True, exist_ok=True)
    looks = {size: asyncio.run(expected(size)) for size in SIZES}
    bad = 0
    for kind in pairwise():
        wrong = {name: told for name, told in look(kind, looks[kind.size], folder).items() if told}
        bad += bool(wrong)
        print(f"{'wrong' if wrong else 'right'}  {kind.name}", *_told(wrong), sep="\n    ")
    with tempfile.TemporaryDirectory() as home:
        for term in REFUSING:
            said = refusal(term, Path(home))
            bad += not said
            print(f"{'right' if said else 'wrong'}  {term} refuses: {said.splitlines()[:1]}")
    if shutil.which("rsvg-convert"):
        for file in folder.glob("*.svg"):
            subprocess.run(["rsvg-convert", "-o", str(file.with_suffix(".png")), str(file)], check=True)
    return int(bad > 0)


def _told(wrong: Mapping[str, Sequence[str]]) -> Iterator[str]:
    for name, told in wrong.items():
        yield f"{name}: {len(told)} cells, first {'; '.join(told[:3])}"


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
