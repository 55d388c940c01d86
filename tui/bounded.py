"""The one door to whatever is read: a regular file alone, and never more of it than its limit.

A pipe would be waited for without end, a device read without end; both may lie where a file is looked for, in a folder
that others may write.
"""

from __future__ import annotations

import errno
import os
import stat
from contextlib import suppress
from io import BufferedReader
from pathlib import Path
from typing import Final

from tui.model.errors import Problem, Unavailable
from tui.owners import another_owner

MEGABYTE: Final = 1 << 20
LARGEST: Final = 256 * MEGABYTE
"""Bytes that a file of a workspace may have: a million marks of one writer, or more than the longest document."""
_QUIET: Final = (
    getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
)
"""Opening waits for nobody."""
_NO_LINK: Final = getattr(os, "O_NOFOLLOW", 0)


class Irregular(OSError):
    """What stands there is a pipe, a device or a socket."""


class Oversized(OSError):
    """The file is larger than it may be."""

    def __init__(self, path: Path, limit: int) -> None:
        super().__init__(errno.EFBIG, os.strerror(errno.EFBIG), str(path))
        self.limit = limit


def open_handle(path: Path, flags: int = os.O_RDONLY, mode: int = 0o600, *, follow: bool = True) -> int:
    """Open a regular file as the system does; raises `OSError`, `Irregular` for what is none.

    `follow` says whether a link at its name is followed.
    """
    with suppress(FileNotFoundError):
        _refuse_irregular(path.stat(follow_symlinks=follow), path)
    handle = os.open(path, flags | _QUIET | (0 if follow else _NO_LINK), mode)
    try:
        _refuse_irregular(os.fstat(handle), path)
    except OSError:
        os.close(handle)
        raise
    return handle


def _refuse_irregular(about: os.stat_result, path: Path) -> None:
    if stat.S_ISDIR(about.st_mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    if not stat.S_ISREG(about.st_mode):
        raise Irregular(errno.EINVAL, os.strerror(errno.EINVAL), str(path))


def open_file(path: Path, limit: int | None = None, *, follow: bool = True) -> BufferedReader:
    """A regular file opened for reading; raises as `open_handle`, and `Oversized` where it has more bytes."""
    file = os.fdopen(open_handle(path, follow=follow), "rb")
    if limit is not None and os.fstat(file.fileno()).st_size > limit:
        file.close()
        raise Oversized(path, limit)
    return file


def read(path: Path, limit: int, *, offset: int = 0, follow: bool = True) -> bytes:
    """The bytes of a regular file from an offset on; raises as `open_handle`, `Oversized` where it has more bytes."""
    with open_file(path, limit, follow=follow) as file:
        size = os.fstat(file.fileno()).st_size
        file.seek(offset)
        expected = max(0, size - offset)
        data = file.read(expected + 1)
        if len(data) > expected:  # it grows, or the system does not tell its size
            data += file.read(max(0, limit + 1 - offset - len(data)))
    if data and offset + len(data) > limit:
        raise Oversized(path, limit)
    return data


def read_text(path: Path, limit: int) -> str:
    """The text of a regular file in UTF-8; raises as `read`, and `UnicodeDecodeError`."""
    return read(path, limit).decode()


def refusal(error: OSError, path: Path | str, kind: type[Problem] = Unavailable, code: str = "unreadable") -> Problem:
    """The refusal that a failed reading means; `code` is that of all but pipes, devices and what is too large."""
    if isinstance(error, Irregular):
        return kind("irregular_file", path=path)
    if isinstance(error, Oversized):
        return kind("oversized_file", path=path, limit=max(1, error.limit // MEGABYTE))
    owner = another_owner(Path(path)) if isinstance(error, PermissionError) else None
    if owner is not None:
        return kind("not_yours", path=path, owner=owner, reason=error.strerror)
    return kind(code, path=path, file=path, reason=error.strerror or str(error))
