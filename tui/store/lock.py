"""The lock that writers of one workspace take in turn."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from tui.model.errors import Unavailable
from tui.store.files import Modes, make_folder, unavailable


@contextmanager
def locked(path: Path, seconds: float, modes: Modes) -> Iterator[None]:
    """Hold the lock of this file; raises `Unavailable` (`locked`) where another holds it for so many seconds."""
    from filelock import FileLock, Timeout  # 40 ms that only a writer shall pay

    lock = FileLock(path, timeout=seconds, mode=modes.lock)
    try:
        make_folder(path.parent, modes, modes.journal)
        lock.acquire(poll_interval=0.005)
    except Timeout as waited:
        raise Unavailable("locked", path=path, seconds=seconds) from waited
    except OSError as error:
        raise unavailable(error, path.parent) from error
    try:
        yield
    finally:
        with suppress(OSError):
            lock.release()
