"""What is one person's own for a workspace, kept out of the shared folder: the writer's id and small facts."""

from __future__ import annotations

import json
import os
import re
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from tui.bounded import MEGABYTE, read, read_text
from tui.store.files import make_folder

_WRITER: Final = 128
_ID: Final = re.compile("[0-9A-Za-z]{1,64}")
_FACTS: Final = 4 * MEGABYTE
"""Bytes that are read of what was kept at most."""


class Private:
    """A person's folder for one workspace; where it cannot be written, nothing is remembered and nothing fails."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.healed = False
        """Whether the writer's id was there and was none, so that a new one had to be made."""

    def writer(self) -> str:
        """The random id under which this person writes from this machine, made on first use."""
        file = self.folder / "writer"
        with suppress(OSError, UnicodeDecodeError):
            kept = read(file, _WRITER).decode("ascii").strip()
            if _ID.fullmatch(kept):
                return kept
        import secrets  # once in the life of a workspace

        made = secrets.token_hex(6)
        with suppress(OSError):
            self.healed = file.exists()
            self._make_folder()
            self._write(file, made.encode())
        with suppress(OSError, UnicodeDecodeError):
            kept = read(file, _WRITER).decode("ascii").strip()
            if _ID.fullmatch(kept):
                return kept
        return made

    def _write(self, file: Path, data: bytes) -> None:
        """Write a file whole or not at all, and this person's alone."""
        handle, path = tempfile.mkstemp(dir=self.folder, prefix=f".{file.name}-")
        try:
            with os.fdopen(handle, "wb") as new:
                new.write(data)
                new.flush()
                os.fsync(new.fileno())
            Path(path).replace(file)
        except OSError:
            with suppress(OSError):
                Path(path).unlink()
            raise

    def recall(self, name: str) -> dict[str, Any]:
        """What was kept under a name; empty where nothing was, or nothing readable.

        Halves of characters, which JSON can name and no file can hold, are question marks.
        """
        with suppress(OSError, ValueError, RecursionError):
            kept = json.loads(read_text(self.folder / f"{name}.json", _FACTS))
            if isinstance(kept, dict):
                whole: dict[str, Any] = json.loads(_encoded(kept))
                return whole
        return {}

    def keep(self, name: str, facts: Mapping[str, Any]) -> bool:
        """Keep facts under a name, whole or not at all; False where the folder cannot be written."""
        try:
            self._make_folder()
            self._write(self.folder / f"{name}.json", _encoded(facts))
        except OSError:
            return False
        return True

    def keep_data(self, name: str, data: bytes) -> bool:
        """Keep bytes under a name, whole or not at all; False where the folder cannot be written."""
        try:
            self._make_folder()
            self._write(self.folder / name, data)
        except OSError:
            return False
        return True

    def names(self, beginning: str) -> list[str]:
        """The names that facts are kept under and that begin so."""
        with suppress(OSError):
            return sorted(file.stem for file in self.folder.glob(f"{beginning}*.json"))
        return []

    def forget(self, name: str) -> None:
        """Drop what was kept under a name."""
        with suppress(OSError):
            (self.folder / f"{name}.json").unlink()

    def _make_folder(self) -> None:
        """Make the folder and what is missing above it, this person's alone whatever the umask is."""
        make_folder(self.folder)
        if os.name != "nt" and self.folder.stat().st_mode & 0o077:  # made by an earlier program under another umask
            self.folder.chmod(0o700)


def _encoded(facts: Mapping[str, Any]) -> bytes:
    return json.dumps(facts, ensure_ascii=False).encode(errors="replace")
