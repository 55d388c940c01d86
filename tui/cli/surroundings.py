"""What duban runs in, told by `doctor`: versions, places, the terminal, the language of the system, the clock."""

from __future__ import annotations

import locale
import platform
import shutil
from collections.abc import Iterator, Mapping
from importlib import metadata
from typing import TYPE_CHECKING, Final

from tui import __version__
from tui.config import config_file

if TYPE_CHECKING:
    from tui.workspace import Workspace

_LIBRARIES: Final = ("textual", "rich", "tinydb", "openpyxl", "lxml", "pdfplumber", "python-docx", "python-calamine")
"""Those that come with duban, and those that extras bring."""


def surroundings(workspace: Workspace, environ: Mapping[str, str]) -> Iterator[tuple[str, dict[str, object]]]:
    """Each a key of the texts below `cli.doctor`, and what fills it."""
    libraries = " · ".join(f"{name} {version}" for name in _LIBRARIES if (version := _version(name)))
    yield "versions", {"duban": __version__, "python": platform.python_version(), "libraries": libraries}
    settings = workspace.settings
    yield "places", {"workspace": settings.workspace, "private": settings.private, "config": config_file(environ)}
    columns, lines = shutil.get_terminal_size((0, 0))
    size = f"{columns}×{lines}" if columns else "—"
    yield "terminal", {"term": environ.get("TERM") or "—", "size": size, "colours": _colours(environ)}
    now = workspace.now()
    yield "system", {"locale": locale.setlocale(locale.LC_CTYPE), "now": f"{now:%Y-%m-%d %H:%M %z}"}


def _version(name: str) -> str:
    """The version of a library; empty where it is not installed."""
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ""


def _colours(environ: Mapping[str, str]) -> str:
    """How many colours the terminal says that it has; 0 where none are wanted."""
    term = environ.get("TERM", "")
    if environ.get("NO_COLOR") or term in {"", "dumb"}:
        return "0"
    if environ.get("COLORTERM", "").lower() in {"truecolor", "24bit"}:
        return "16777216"
    return "256" if "256" in term else "16"
