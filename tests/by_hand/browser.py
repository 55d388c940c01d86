"""The screens in a headless Chromium: `python -m tests.by_hand.browser CHROMIUM PICTURES`.

Opens a page of `duban serve`, filters, marks, writes a note in Chinese, loads it again, opens a second tab; each step
is kept as a picture, and what was written is read back from the journal.
"""

from __future__ import annotations

import asyncio
import json
import sys
import tempfile
from base64 import b64decode
from itertools import count
from pathlib import Path
from typing import Any

import aiohttp

from tests.cli.test_cli_serve import served

NUMBERS = count(1)
KEYS = {"Enter": "\r", "Escape": "\x1b", "F2": ""}


class Tab:
    """One tab, driven by Chromium's own protocol."""

    def __init__(self, line: aiohttp.ClientWebSocketResponse, pictures: Path) -> None:
        self._line = line
        self._pictures = pictures

    async def ask(self, method: str, **words: object) -> dict[str, Any]:
        number = next(NUMBERS)
        await self._line.send_json({"id": number, "method": method, "params": words})
        while True:
            told = json.loads((await self._line.receive(timeout=20)).data)
            if told.get("id") == number:
                return dict(told.get("result", {}))

    async def keys(self, *names: str) -> None:
        for name in names:
            words: dict[str, object] = {"key": name, "text": KEYS.get(name, name)}
            if name in KEYS:
                code = {"Enter": 13, "Escape": 27, "F2": 113}[name]
                words |= {"code": name, "windowsVirtualKeyCode": code}
            await self.ask("Input.dispatchKeyEvent", type="keyDown", **words)
            await self.ask("Input.dispatchKeyEvent", type="keyUp", key=name)
            await asyncio.sleep(0.4)

    async def write(self, text: str) -> None:
        """As an input method does."""
        await self.ask("Input.insertText", text=text)
        await asyncio.sleep(0.6)

    async def picture(self, name: str) -> None:
        shot = await self.ask("Page.captureScreenshot", format="png")
        (self._pictures / f"{name}.png").write_bytes(b64decode(shot["data"]))


async def opened(browser: aiohttp.ClientSession, port: int, address: str, pictures: Path) -> Tab:
    async with browser.put(f"http://127.0.0.1:{port}/json/new?{address}") as told:
        place = (await told.json())["webSocketDebuggerUrl"]
    tab = Tab(await browser.ws_connect(place, max_msg_size=0), pictures)
    await asyncio.sleep(4)
    await tab.ask("Page.bringToFront")
    return tab


async def try_it(chromium: str, pictures: Path) -> int:
    pictures.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as place:
        home, port = Path(place), 9333
        async with served(home) as address, aiohttp.ClientSession() as browser:
            program = await asyncio.create_subprocess_exec(
                chromium, "--headless=new", "--no-sandbox", f"--remote-debugging-port={port}", "--window-size=1200,760",
                f"--user-data-dir={home / 'chromium'}", "about:blank", stderr=asyncio.subprocess.DEVNULL,
            )  # fmt: skip
            await asyncio.sleep(3)
            tab = await opened(browser, port, address, pictures)
            await tab.picture("1-opened")
            await tab.keys("2", "/")
            await tab.write("财政厅")
            await tab.keys("Enter", "d")
            await tab.picture("2-filtered-and-marked")
            await tab.keys("a")
            await tab.write("已与省工商局对接，请核对")
            await tab.keys("F2")
            await tab.picture("3-noted")
            await tab.ask("Page.reload")
            await asyncio.sleep(4)
            await tab.picture("4-loaded-again")
            other = await opened(browser, port, address, pictures)
            await other.keys("2", "j", "d")
            await other.picture("5-second-tab")
            await tab.ask("Page.bringToFront")
            await asyncio.sleep(2)
            await tab.picture("6-first-tab-sees-it")
            program.kill()
            await program.wait()
        written = "".join(file.read_text("utf-8") for file in (home / "work" / "journal").glob("*.jsonl"))
        marks = written.count('"kind": "status"')
        print(f"marks: {marks}, the note is kept: {'请核对' in written}")
        return 0 if marks == 2 and "请核对" in written else 1


if __name__ == "__main__":
    sys.exit(asyncio.run(try_it(sys.argv[1], Path(sys.argv[2]))))
