"""Where duban itself lies, in a folder, a wheel or a zip: what travels beside its code, and how it is started again."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable


def packaged(name: str) -> Traversable:
    """A file or folder of the package by its path; it need not be there.

    In a folder, where nearly everybody has it, it is a plain path; only a zip pays for `importlib.resources`.
    """
    package = Path(__file__).parent
    if package.is_dir():
        return package / name
    from importlib import resources

    return resources.files("tui") / name


def bundled_documents() -> Traversable:
    """The folder of documents that travel with duban: inside the wheel, or beside the package in a checkout."""
    inside = packaged("data")
    return inside if inside.is_dir() else Path(__file__).parent.parent / "data"


def start_again() -> tuple[list[str], Path]:
    """The words that start this same duban as another process, and the folder to start it in."""
    home = Path(__file__).parent.parent
    if home.is_dir():
        return [sys.executable, "-m", "tui"], home
    return [sys.executable, str(home)], home.parent
