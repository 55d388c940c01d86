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

_WRITER: Final = 128
_ID: Final = re.compile("[0-9A-Za-z]{1,64}")
_FACTS: Final = 4 * MEGABYTE
"""Bytes that are read of what was kept at most."""


class Private:
    """A person's folder for one workspace; where it cannot be written, nothing is remembered and nothing fails."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

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
            self._make_folder()
            with file.open("x", encoding="ascii") as new:
                new.write(made)
        with suppress(OSError, UnicodeDecodeError):
            kept = read(file, _WRITER).decode("ascii").strip()
            if _ID.fullmatch(kept):
                return kept
        return made

    def recall(self, name: str) -> dict[str, Any]:
        """What was kept under a name; empty where nothing was, or nothing readable."""
        with suppress(OSError, ValueError, RecursionError):
            kept = json.loads(read_text(self.folder / f"{name}.json", _FACTS))
            if isinstance(kept, dict):
                return kept
        return {}

    def keep(self, name: str, facts: Mapping[str, Any]) -> bool:
        """Keep facts under a name, whole or not at all; False where the folder cannot be written."""
        try:
            self._make_folder()
            handle, path = tempfile.mkstemp(dir=self.folder, prefix=f".{name}-")
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                json.dump(facts, file, ensure_ascii=False)
                file.flush()
                os.fsync(file.fileno())
            Path(path).replace(self.folder / f"{name}.json")
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
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
