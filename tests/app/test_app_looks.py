"""How whole screens look, as text and as styled words, against files that one can read.

Where a change of looks is meant, `python -m tests.app.test_app_looks` writes them anew: look at the difference.
"""

from __future__ import annotations

import asyncio
import tempfile
from pathlib import Path

import pytest
from rich.cells import cell_len
from textual.geometry import Size

from .conftest import Desk, Seat

FOLDER = Path(__file__).parent / "looks"
LOOKS: dict[str, tuple[tuple[int, int], tuple[str, ...]]] = {
    "outline-and-text": ((100, 30), ("o", *"jjjj", "enter", "1")),
    "filtered-table-with-detail": ((100, 30), ("2", "/", *"财政厅", "enter", "j", "d", "*")),
    "note-editor": ((100, 30), ("2", "j", "a", *"已与省工商局对接。", "enter", *"下周报送。")),
    "80x24": ((80, 24), ("2", "s")),
}
"""Each look: the size of the terminal, and the keys pressed on the first start."""


def look(seat: Seat) -> str:
    """The lines of the screen, then every run of words that is styled: line, column, style, words."""
    return "\n".join([*(line.rstrip() for line in seat.lines()), "", *_styled(seat)]) + "\n"


def _styled(seat: Seat) -> list[str]:
    """The styled runs of the screen on top; blanks have no style worth telling."""
    found = []
    screen = seat.app.screen
    for row, strip in enumerate(screen._compositor.render_strips(Size(*seat.app.size))):
        column = 0
        for text, style, _ in strip:
            told = str(style or "")
            told = " ".join(word for word in told.split() if word not in {"on", "default", "none", "not"})
            if told and text.strip():
                found.append(f"{row + 1}:{column + 1} [{told}] {text.strip()}")
            column += cell_len(text)
    return found


async def take(folder: Path, name: str) -> str:
    """Press the keys in a new workspace, and look."""
    size, keys = LOOKS[name]
    async with Desk(folder).sit(size) as seat:
        await seat.press(*keys)
        await seat.pilot.pause(0.25)
        seat.main.show_detail()
        await seat.settle()
        return look(seat)


@pytest.mark.parametrize("name", LOOKS)
async def test_the_screen_looks_as_it_did(tmp_path: Path, name: str) -> None:
    assert await take(tmp_path, name) == (FOLDER / f"{name}.txt").read_text(encoding="utf-8")


def main() -> None:
    """Write the looks anew."""
    for name in LOOKS:
        with tempfile.TemporaryDirectory() as folder:
            (FOLDER / f"{name}.txt").write_text(asyncio.run(take(Path(folder), name)), encoding="utf-8")


if __name__ == "__main__":
    main()
