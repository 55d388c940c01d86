"""Words that are handed to a person's own editor, in a file of their state folder, and taken back however it ends."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Final

from tui.bounded import MEGABYTE, read
from tui.model.errors import Invalid, Unavailable

MOST: Final = 4 * MEGABYTE
"""Bytes that are taken back at most."""


def hand_over(folder: Path, name: str, text: str) -> Path:
    """Write a text to a new file that only this person reads; no file that was left is written over. Raises OSError."""
    handle, path = tempfile.mkstemp(dir=folder, prefix=f"{name}-", suffix=".txt")
    with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
        file.write(f"{text}\n")
        file.flush()
        os.fsync(file.fileno())
    return Path(path)


def taken_back(file: Path) -> str:
    """What stands in a file now, in whatever encoding an import would read. Raises `Invalid` or `Unavailable`."""
    from tui.ingest.readers.characters import decode

    try:
        data = read(file, MOST)
    except OSError as error:
        raise Unavailable("unreadable", path=file, reason=error.strerror or "") from error
    if not data.strip():
        return ""
    text, _ = decode(data, file.name)
    return text.replace("\r\n", "\n").rstrip("\n")


def left(folder: Path, name: str) -> str | None:
    """What an end of duban left in a file that was handed over under a name after its draft was kept; None where none.

    An editor that loses its terminal may write to a file beside its own (`….txt.save`).
    """
    kept = _changed(folder / f"{name}.json")
    for file in sorted(_files(folder, name), key=_changed, reverse=True):
        with suppress(Invalid, Unavailable):
            text = taken_back(file)
            if text and _changed(file) >= kept:
                return text
    return None


def drop(folder: Path, name: str) -> None:
    """Take away what was handed over under a name, for it is safe elsewhere; what could not be read stays."""
    for file in _files(folder, name):
        with suppress(Invalid, Unavailable, OSError):
            taken_back(file)
            file.unlink()


def _files(folder: Path, name: str) -> list[Path]:
    return [*folder.glob(f"{name}-*.txt"), *folder.glob(f"{name}-*.txt.save")]


def _changed(file: Path) -> float:
    try:
        return file.stat().st_mtime
    except OSError:
        return 0.0
