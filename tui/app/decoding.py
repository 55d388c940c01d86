"""What the terminal sends, read in the encoding it is written in, so that no byte can end the app."""

from __future__ import annotations

import codecs
import sys
from collections.abc import Callable
from functools import partial


def read_any_bytes() -> None:
    """Let the driver turn bytes that are no text into `U+FFFD`; called once, before the app runs.

    Textual reads strict UTF-8 and ends the app at the first other byte (its issue 6456). Its driver for POSIX looks up
    its decoder by one name of the standard library, and that name alone is given another meaning there.
    """
    if sys.platform == "win32":
        return
    from textual.drivers import linux_driver

    vars(linux_driver)["getincrementaldecoder"] = _lenient


def _lenient(_: str) -> Callable[[], codecs.IncrementalDecoder]:
    """A decoder for the encoding in which the screen is drawn: a terminal sends what it shows."""
    encoding = getattr(sys.__stderr__, "encoding", None) or "utf-8"
    return partial(codecs.getincrementaldecoder(encoding), errors="replace")
