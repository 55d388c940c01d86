"""What a fault of duban's own leaves behind: a sentence for the person, the particulars in a file for who mends it."""

from __future__ import annotations

import platform
import traceback
from contextlib import suppress
from pathlib import Path

from tui import __version__
from tui.i18n import Texts
from tui.model.text import visible

NAME = "fault.txt"
"""The file's name in the person's own folder; the last fault replaces the one before."""


def report(error: BaseException, folder: Path, texts: Texts) -> str:
    """Keep where the fault arose, without what people wrote, and say it in one sentence; in full where no file is."""
    told = "".join(traceback.format_exception(error))
    file = folder / NAME
    with suppress(OSError):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        about = f"duban {__version__}, Python {platform.python_version()}, {platform.platform()}\n"
        file.write_text(about + told, encoding="utf-8", errors="backslashreplace")
        return visible(texts("error.fault", reason=type(error).__name__, file=file))
    return visible(texts("error.fault", reason=type(error).__name__, file="stderr")) + "\n" + visible(told, lines=True)
