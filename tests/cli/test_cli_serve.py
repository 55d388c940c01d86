"""The screens in a browser: who does not know the address is refused, and so is a page of another origin."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
import pytest

from tests.cli.conftest import Duban


@asynccontextmanager
async def served(home: Path, *words: str) -> AsyncIterator[str]:
    """The address of `duban serve` as a process of its own."""
    environ = {**os.environ, "HOME": str(home), "LANG": "C.UTF-8", "DUBAN_WORKSPACE": str(home / "work")}
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tui", "serve", "--port", "0", *words, env=environ,
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    assert process.stdout is not None
    address = (await process.stdout.readline()).decode().strip()
    assert address.startswith("http://127.0.0.1:")
    try:
        yield address
    finally:
        process.send_signal(signal.SIGINT)
        try:
            async with asyncio.timeout(20):
                await process.communicate()
        finally:
            if process.returncode is None:
                process.kill()
    assert process.returncode == 0


def origin_of(address: str) -> str:
    return address.rstrip("/").rpartition("/")[0]


class Seat:
    """A page that is open."""

    def __init__(self, line: aiohttp.ClientWebSocketResponse) -> None:
        self._line = line
        self.shown = ""

    async def until(self, words: str) -> None:
        """Wait until it has shown these words."""
        while words not in self.shown:
            try:
                message = await self._line.receive(timeout=20)
            except TimeoutError:
                pytest.fail(f"{words} did not show: {self.shown!r}")
            assert message.type is aiohttp.WSMsgType.BINARY, f"{message}: {self.shown}"
            self.shown += message.data.decode(errors="replace")

    async def press(self, text: str) -> None:
        self.shown = ""
        await self._line.send_json(["stdin", text])


@asynccontextmanager
async def opened(address: str) -> AsyncIterator[Seat]:
    """The screens, as a page of ours opens them."""
    async with (
        aiohttp.ClientSession() as browser,
        browser.ws_connect(f"{address}ws?width=100&height=30", origin=origin_of(address)) as line,
    ):
        yield Seat(line)


async def test_who_does_not_know_the_address_is_refused(tmp_path: Path) -> None:
    async with served(tmp_path) as address, aiohttp.ClientSession() as browser:
        ours = origin_of(address)
        port = ours.rpartition(":")[2]
        for path in ("/", "/ws", "/static/js/textual.js", "/wrong/", f"/{address[-5:]}"):
            async with browser.get(ours + path) as told:
                assert (told.status, told.headers["X-Frame-Options"]) == (403, "DENY")
        for name, value in (("Origin", "http://evil.example"), ("Host", f"evil.example:{port}"), ("Origin", "null")):
            async with browser.get(address, headers={name: value}) as told:
                assert told.status == 403
        for headers in ({}, {"Origin": "http://evil.example"}, {"Origin": f"http://127.0.0.1:{int(port) % 60000 + 1}"}):
            with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
                await browser.ws_connect(f"{address}ws", headers=headers)
            assert refused.value.status == 403
        async with browser.get(address) as page:
            assert page.status == 200
            assert "frame-ancestors 'none'" in page.headers["Content-Security-Policy"]
            text = await page.text()
        assert f"{address.replace('http', 'ws')}ws" in text
        assert "https://" not in text, "something is loaded from elsewhere"
        async with browser.get(f"{address}static/js/textual.js") as script:
            assert script.status == 200


async def test_one_marks_in_a_page_and_not_where_it_is_read_only(tmp_path: Path) -> None:
    async with served(tmp_path) as address, opened(address) as seat:
        await seat.until("全面贯彻")
        await seat.press("2")
        await seat.until("系统清理")
        await seat.press("d")
        await seat.until("已保存")
    async with served(tmp_path, "--read-only") as address, opened(address) as seat:
        await seat.until("全面贯彻")
        await seat.press("2")
        await seat.until("已办结")
        await seat.press("d")
        await seat.until("不能标记")
    (journal,) = (tmp_path / "work" / "journal").glob("*.jsonl")
    assert journal.read_text(encoding="utf-8").count('"kind": "status"') == 1


@pytest.mark.parametrize("port", ["x", "-1", "70000", "١"])
def test_a_port_that_is_none_is_refused(duban: Duban, port: str) -> None:
    answer = duban("serve", f"--port={port}")
    assert answer.code == 2
    assert port in answer.said
