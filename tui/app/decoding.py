"""What the terminal sends, read in the encoding it is written in, so that no byte can end the app."""

from __future__ import annotations

import codecs
import os
import signal
import sys
import time
from collections.abc import Callable
from functools import partial
from typing import Final

PAUSE: Final = 0.1
"""Seconds between two looks at a terminal that is gone, while the app takes its leave."""


def read_any_bytes() -> None:
    """Let the driver turn bytes that are no text into `U+FFFD`, and outlive its terminal; called before the app runs.

    Textual reads strict UTF-8 and ends the app at the first other byte (its issue 6456). Its driver for POSIX looks up
    its decoder by one name of the standard library, and that name alone is given another meaning there.
    """
    if sys.platform == "win32":
        return
    from textual.drivers import linux_driver
    from textual.drivers._writer_thread import WriterThread

    class Writer(WriterThread):
        """Writes to the terminal; to one that is gone nothing, so that who has more to write does not wait for ever."""

        def run(self) -> None:
            """Write until the end, or until the terminal is gone; from then on what comes is let go."""
            try:
                super().run()
            except OSError:
                while self._queue.get() is not None:
                    pass

    vars(linux_driver)["getincrementaldecoder"] = _lenient
    vars(linux_driver)["WriterThread"] = Writer


def _lenient(_: str) -> Callable[[], Terminal]:
    """What reads the encoding in which the screen is drawn: a terminal sends what it shows."""
    encoding = getattr(sys.__stderr__, "encoding", None) or "utf-8"
    return partial(Terminal, codecs.getincrementaldecoder(encoding)(errors="replace"))


class Terminal:
    """Reads what the terminal sends, and notices its end.

    A terminal that is gone sends nothing at all, again and again. Whoever has it for a controlling terminal gets a
    SIGHUP then; under `su` or in a container nobody may, and Textual would ask on for ever, a quarter of a processor.
    """

    def __init__(self, decoder: codecs.IncrementalDecoder) -> None:
        self._decoder = decoder
        self._gone = False

    def decode(self, data: bytes, final: bool = False) -> str:
        """The text of some bytes; none at all, before the app itself has ended, is the end of the terminal."""
        if not data and not final:
            if not self._gone:
                self._gone = True
                os.kill(os.getpid(), signal.SIGHUP)
            time.sleep(PAUSE)
        return self._decoder.decode(data, final)
