"""Programs that read files for us: each in a folder and a process group of its own, within limits of time and size."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path, PurePath
from typing import Final

from tui.model.errors import Invalid

LARGEST: Final = 256 * 1024 * 1024
"""Greatest file that such a program may write, in bytes."""
_NOWHERE: Final = "http://127.0.0.1:9"
"""A proxy where nothing answers, for what would ask the network all the same."""


def shut_in() -> list[str]:
    """The words before a command that take the network from it, where the system lets anyone do so."""
    program = shutil.which("unshare")
    if program is None or not sys.platform.startswith("linux"):
        return []
    words = [program, "--user", "--map-current-user", "--net"]
    try:
        tried = subprocess.run([*words, "true"], capture_output=True, timeout=5, check=False)  # noqa: S603 - fixed words
    except (OSError, subprocess.TimeoutExpired):
        return []
    return words if tried.returncode == 0 else []


def _environment(folder: Path, more: Mapping[str, str]) -> Mapping[str, str]:
    kept = {name: value for name in ("PATH", "LANG", "LC_ALL", "SYSTEMROOT") if (value := os.environ.get(name))}
    home = {name: str(folder) for name in ("HOME", "TMPDIR", "TEMP", "TMP", "XDG_RUNTIME_DIR")}
    return {**kept, **home, "http_proxy": _NOWHERE, "https_proxy": _NOWHERE, **more}


def run(
    command: Sequence[str],
    folder: Path,
    name: str,
    *,
    seconds: float,
    memory: int | None = None,
    environ: Mapping[str, str] | None = None,
) -> bytes:
    """Run a program in a process group of its own, which is ended with it, late or interrupted; what it printed.

    `memory` bounds what it may hold, in bytes, where the system can. Raises Invalid where it does not start
    (`not_converted`) or does not end (`conversion_late`).
    """
    program = PurePath(command[0]).name
    said = folder / "said"
    try:
        with said.open("wb") as out:
            process = subprocess.Popen(  # noqa: S603 - a found program and paths of our own, no shell
                command,
                cwd=folder,
                env=_environment(folder, environ or {}),
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
    except OSError as problem:
        raise Invalid("not_converted", file=name, program=program) from problem
    _limit(process.pid, memory)
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired as problem:
        raise Invalid("conversion_late", file=name, program=program, seconds=int(seconds)) from problem
    finally:
        _end(process)
    return said.read_bytes() if said.stat().st_size <= LARGEST else b""


def _limit(pid: int, memory: int | None) -> None:
    """Bound the files that a program may write and what it may hold, where the system can."""
    if sys.platform != "linux":
        return
    import resource

    try:
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (LARGEST, LARGEST))
        if memory is not None:
            resource.prlimit(pid, resource.RLIMIT_AS, (memory, memory))
    except (OSError, ValueError):
        return


def _end(process: subprocess.Popen[bytes]) -> None:
    """End whatever of the group still runs."""
    if hasattr(os, "killpg"):
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
    process.wait()
