"""A program in a pseudo-terminal, watched from outside: what it draws, when, and in how many bytes."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import termios
import time
from collections.abc import Mapping, Sequence

import pyte

QUIET = 0.08
"""Seconds without output that count as settled."""


class Terminal:
    """One running program and its screen."""

    encoding = "utf-8"
    """In which keys are sent."""

    def __init__(self, command: Sequence[str], environ: Mapping[str, str], columns: int = 100, rows: int = 30) -> None:
        self.screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self.screen)
        self.bytes = 0
        self.last = b""
        """The last few thousand bytes it printed."""
        self._over = False
        self.started = self.read_at = time.perf_counter()
        """When it began, and when it last printed: taken before the screen is drawn here, which is slow."""
        self.pid, self.line = pty.fork()
        if self.pid == 0:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
            os.execvpe(command[0], list(command), dict(environ))
        fcntl.ioctl(self.line, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def _read(self, seconds: float) -> bytes:
        """What it prints within this time, up to one piece."""
        if self.line < 0:
            time.sleep(max(0.0, seconds))
            return b""
        ready, _, _ = select.select([self.line], [], [], max(0.0, seconds))
        if not ready:
            return b""
        try:
            data = os.read(self.line, 1 << 16)
        except OSError:
            return b""
        self.read_at = time.perf_counter()
        self.bytes += len(data)
        self.last = (self.last + data)[-8192:]
        shown = data.replace(b"\x1b[<u", b"").replace(b"\x1b[>1u", b"").replace(b"\x1b[>4;1m", b"")
        self._stream.feed(shown)
        return data

    def wait_for(self, words: str, seconds: float = 15.0) -> float:
        """Seconds since the start until these words show; raises TimeoutError."""
        end = time.perf_counter() + seconds
        while time.perf_counter() < end:
            self._read(0.05)
            if words in "\n".join(self.lines()).replace(" ", ""):
                return self.read_at - self.started
        raise TimeoutError(f"{words!r} did not show:\n" + "\n".join(self.lines()))

    def lines(self) -> list[str]:
        """The screen as it stands; pyte's own `display` fails where half a wide character was painted over."""
        columns, rows = range(self.screen.columns), range(self.screen.lines)
        return ["".join(self.screen.buffer[row][column].data for column in columns) for row in rows]

    def press(self, keys: str, settle: float = QUIET) -> tuple[int, float]:
        """Send keys; the bytes that came of them, and the seconds until the last of these."""
        before, began = self.bytes, time.perf_counter()
        os.write(self.line, keys.encode(self.encoding))
        last = began
        while time.perf_counter() - max(last, began) < settle:
            if self._read(settle / 4):
                last = self.read_at
        return self.bytes - before, last - began

    def idle(self, seconds: float) -> int:
        """The bytes that come when nothing is pressed."""
        before, end = self.bytes, time.perf_counter() + seconds
        while time.perf_counter() < end:
            self._read(0.1)
        return self.bytes - before

    def ended(self, seconds: float) -> bool:
        """Whether it ends by itself within this time."""
        end = time.perf_counter() + seconds
        while time.perf_counter() < end and not self._over:
            self._read(0.05)
            self._over = os.waitpid(self.pid, os.WNOHANG)[0] == self.pid
        return self._over

    def hang_up(self) -> None:
        """Cut the line, as when a connection drops."""
        os.close(self.line)
        self.line = -1

    def end(self) -> None:
        """Kill it, if it still runs."""
        if not self._over:
            self._over = True
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
