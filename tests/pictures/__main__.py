"""Writes `screenshots/` from the running app: `python -m tests.pictures`; PNG too where rsvg-convert is installed."""

from __future__ import annotations

import asyncio
import shutil
import subprocess
import tempfile
from datetime import datetime, timedelta, timezone
from pathlib import Path

from textual.events import Key

from tests.pictures.svg import in_cells
from tui.app.app import DubanApp
from tui.config import Settings
from tui.workspace import Workspace

FOLDER = Path(__file__).parent.parent.parent / "screenshots"
NOON = datetime(2026, 11, 23, 12, 0, tzinfo=timezone(timedelta(hours=8)))
PICTURES: dict[str, tuple[tuple[int, int], tuple[str, ...]]] = {
    "outline-and-text": ((110, 32), ("o", *"jjjj", "enter", "1")),
    "filtered-table": ((140, 36), ("2", "/", *"czt", "enter", "j", "d", "j", "s", "a", "j", "*", "k")),
    "note-editor": ((100, 28), ("2", *"jjj", "a", *"已与省工商局对接。", "enter", *"下周报送方案。")),
    "facets": ((110, 32), ("2", *"jj", "d", "f", "down", "right", "space", "down", "down", "space")),
    "80x24": ((80, 24), ("2", *"jj", "d", "j")),
}
"""Each picture: the size of the terminal, and the keys pressed on the first start."""


async def take(name: str, size: tuple[int, int], keys: tuple[str, ...]) -> Path:
    """Run the app in a new workspace, press the keys, and save what it shows."""
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(Path(folder) / "work", Path(folder) / "private", "李明", "zh")
        workspace = Workspace.open(settings, now=lambda: NOON)
        app = DubanApp(workspace, workspace.documents()[0])
        async with app.run_test(size=size) as pilot:
            for key in keys:
                if len(key) > 1 or key.isascii():
                    await pilot.press(key)
                else:  # a terminal sends the character itself, the pilot only its name
                    app.post_message(Key(key, key))
                    await pilot.pause()
                await app.workers.wait_for_complete()
            await pilot.pause(0.4)
            svg = in_cells(app.export_screenshot(title="duban 督办"))
    file = FOLDER / f"{name}.svg"
    file.write_text(svg, encoding="utf-8")
    return file


def main() -> None:
    """Take all pictures."""
    FOLDER.mkdir(exist_ok=True)
    convert = shutil.which("rsvg-convert")
    for name, (size, keys) in PICTURES.items():
        file = asyncio.run(take(name, size, keys))
        if convert:
            png = file.with_suffix(".png")
            subprocess.run([convert, "--width", "1400", "--output", str(png), str(file)], check=True)


if __name__ == "__main__":
    main()
