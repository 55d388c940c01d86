"""An extra that is not installed: the command that installs it, from where duban itself came."""

from __future__ import annotations

import json
import shlex
import sys
from importlib import metadata

from tui.model.errors import Usage


def missing(kind: str) -> Usage:
    """The refusal of a format whose extra, of the same name, is not installed."""
    return Usage("missing_extra", format=kind, command=install_command(kind))


def install_command(extra: str) -> str:
    """The command that adds an extra: from the folder or file that duban was installed from, else by its name."""
    python = shlex.quote(sys.executable or "python3")
    return f"{python} -m pip install {shlex.quote(_requirement(extra))}"


def _requirement(extra: str) -> str:
    """`/some/folder[html]` for a local folder, `duban[html] @ file:…` for a built file, else `duban[html]`."""
    try:
        said = json.loads(metadata.distribution("duban").read_text("direct_url.json") or "{}")
        url = str(said.get("url", ""))
        local = "dir_info" in said
    except (metadata.PackageNotFoundError, ValueError, AttributeError):
        return f".[{extra}]"
    if local and url.startswith("file://"):
        from urllib.request import url2pathname

        return f"{url2pathname(url.removeprefix('file://'))}[{extra}]"
    return f"duban[{extra}] @ {url}" if url else f"duban[{extra}]"
