"""Files that are replaced whole or not at all, and TinyDB's storages over them."""

from __future__ import annotations

import errno
import json
import os
import re
import stat
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Final, NamedTuple
from zlib import crc32

from tui.bounded import LARGEST, read
from tui.model.errors import Unavailable, Usage
from tui.owners import another_owner

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

Tables = dict[str, dict[str, Any]]
"""What a TinyDB file holds: the rows of each table by their number."""

_FULL: Final = frozenset({errno.ENOSPC, errno.EDQUOT} if hasattr(errno, "EDQUOT") else {errno.ENOSPC})
_REFUSED: Final = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})


def unavailable(error: OSError, path: Path) -> Unavailable:
    """The refusal that a failed write means: `disk_full`, `not_yours`, `unwritable` or `write_failed`."""
    if error.errno in _FULL:
        return Unavailable("disk_full", path=path)
    owner = another_owner(path) if isinstance(error, PermissionError) else None
    if owner is not None:
        return Unavailable("not_yours", path=path, owner=owner, reason=error.strerror)
    code = "unwritable" if error.errno in _REFUSED else "write_failed"
    return Unavailable(code, path=path, reason=error.strerror or str(error))


def on_disk(name: str) -> str:
    """A file's name as Python must spell it here: always UTF-8 on the disk, whatever encoding the locale names."""
    return os.fsdecode(name.encode())


def in_words(name: str) -> str:
    """The name that a file on the disk has, however Python spells it here; what is no UTF-8 becomes `\ufffd`."""
    try:
        return os.fsencode(name).decode(errors="replace")
    except UnicodeEncodeError:  # out of a zip, where names are not the system's
        return name


class Modes(NamedTuple):
    """Who may do what with the files of a workspace."""

    folder: int = 0o700
    file: int = 0o600
    lock: int = 0o600
    journal: int = 0o700
    """Of a folder where everybody may make files and nobody may take away another's."""
    shared: bool = False

    @classmethod
    def of(cls, root: Path) -> Modes:
        """Those of a workspace: its group's too where the folder is group-writable and set-group-id, else personal."""
        shared = stat.S_IWGRP | stat.S_ISGID
        with suppress(OSError):
            if root.stat().st_mode & shared == shared:
                return cls(folder=0o2770, file=0o640, lock=0o660, journal=0o3770, shared=True)
        return cls()


PERSONAL: Final = Modes()
STICKY: Final = frozenset({"journal", "received", "sources", "earlier", "replaced"})
"""The folders of a shared workspace that hold bytes of somebody's choosing: only who owns a file may move it."""


def make_folder(path: Path, modes: Modes = PERSONAL, mode: int | None = None) -> None:
    """Make a folder and those above it where they are missing, with these modes whatever the umask is.

    `mode` is for the folder itself where it differs from those above.
    """
    if path.is_dir():
        return
    if path.parent != path:
        make_folder(path.parent, modes)
    path.mkdir(mode=0o700, exist_ok=True)
    with suppress(OSError):
        path.chmod((modes.journal if path.name in STICKY else modes.folder) if mode is None else mode)
    sync_folder(path.parent)


def sync_folder(path: Path) -> None:
    """Make a folder's entries durable, where the system can."""
    flags = getattr(os, "O_DIRECTORY", None)
    if flags is None:
        return
    handle = os.open(path, os.O_RDONLY | flags)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def settle(path: Path) -> None:
    """Make the name of a file durable that is there already; raises `Unavailable` (`unsettled`)."""
    try:
        sync_folder(path.parent)
    except OSError as error:
        raise Unavailable("unsettled", path=path, reason=error.strerror) from error


def write_all(handle: int, data: bytes) -> None:
    """Write every byte, going on after short writes and interruptions."""
    rest = memoryview(data)
    while rest:
        with suppress(InterruptedError):
            rest = rest[os.write(handle, rest) :]


def sync(handle: int) -> None:
    """Wait until what was written is on the disk."""
    flush = getattr(os, "fdatasync", os.fsync)
    while True:
        with suppress(InterruptedError):
            flush(handle)
            return


def set_mode(handle: int, mode: int) -> None:
    """Give an open file its mode whatever the umask is, where the system has modes."""
    if hasattr(os, "fchmod"):
        with suppress(OSError):
            os.fchmod(handle, mode)


def replace(path: Path, data: bytes, modes: Modes = PERSONAL) -> None:
    """Write a file whole or not at all, durably; raises `Unavailable`, and the old or the new one stands whole.

    The new one stands where the code is `unsettled`.
    """
    import secrets  # a start writes nothing

    temporary = path.with_name(f".{path.name[:80]}.{secrets.token_hex(4)}.tmp")
    try:
        make_folder(path.parent, modes)
        try:
            _write_new(temporary, data, modes)
            temporary.replace(path)
        except OSError:
            with suppress(OSError):
                temporary.unlink()
            raise
    except OSError as error:
        raise unavailable(error, path) from error
    settle(path)


def _write_new(path: Path, data: bytes, modes: Modes) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    handle = os.open(path, flags, modes.file)
    try:
        set_mode(handle, modes.file)
        write_all(handle, data)
        sync(handle)
    finally:
        os.close(handle)


@contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """A file that is written piece by piece and gets its name when all of it is on the disk, else never.

    What stood there under that name is replaced. It is a file for others to read, as any program makes it. Raises
    `Usage` (`is_folder`) or `Unavailable`, and then it is not there but where the code is `unsettled`.
    """
    import secrets

    if path.is_dir():
        raise Usage("is_folder", file=path)
    temporary = path.with_name(f".{path.name[:80]}.{secrets.token_hex(4)}.tmp")
    try:
        try:
            with temporary.open("x+b") as file:
                yield file
                file.flush()
                sync(file.fileno())
            temporary.replace(path)
        finally:
            with suppress(OSError):
                temporary.unlink()
    except OSError as error:
        if error.errno in _FULL:
            raise Unavailable("disk_full", path=path) from error
        raise Unavailable("file_unwritable", path=path, reason=error.strerror or str(error)) from error
    settle(path.absolute())


def render(tables: Mapping[str, Mapping[str, Any]]) -> str:
    """The tables as JSON, keys sorted and one row a line: fit to be read, compared and searched line by line."""
    from tui.store.record import to_json

    parts = []
    for name in sorted(tables):
        rows = sorted(tables[name].items(), key=lambda item: int(item[0]))
        lines = ",\n".join(f"  {json.dumps(str(number))}: {to_json(row)}" for number, row in rows)
        parts.append(f" {json.dumps(name, ensure_ascii=False)}: {{\n{lines}\n }}" if rows else f' "{name}": {{}}')
    return "{\n" + ",\n".join(parts) + "\n}\n"


class FileStorage:
    """A TinyDB storage whose file is only ever replaced whole."""

    def __init__(self, path: Path, modes: Modes = PERSONAL) -> None:
        self.path = path
        self._modes = modes

    def read(self) -> Tables | None:
        """The tables, None where there is no file; raises `OSError` or `ValueError` where they cannot be read."""
        try:
            data = read(self.path, LARGEST)
        except FileNotFoundError:
            return None
        return self._decode(data)

    def write(self, data: Mapping[str, Mapping[str, Any]]) -> None:
        """Replace the file; raises `Unavailable`."""
        replace(self.path, self._encode(data), self._modes)

    def _decode(self, data: bytes) -> Tables | None:
        return tables_of(data)

    def _encode(self, tables: Mapping[str, Mapping[str, Any]]) -> bytes:
        return render(tables).encode()


class SealedStorage(FileStorage):
    """A storage that knows its own file: the table `check`, first in it, seals the rest.

    For what can be made again: a file that was touched by anything else reads as none.
    """

    _SEAL: Final = re.compile(rb'"seal": "([0-9a-f]{8})"')
    _BLANK: Final = b'"seal": "00000000"'

    def _encode(self, tables: Mapping[str, Mapping[str, Any]]) -> bytes:
        data = render({**tables, "check": {"1": {"seal": "00000000"}}}).encode()
        return data.replace(self._BLANK, b'"seal": "%08x"' % crc32(data), 1)

    def read_sealed(self) -> bytes | None:
        """The bytes of the file, None where there is none or its seal is broken; raises `OSError`."""
        try:
            data = read(self.path, LARGEST)
        except FileNotFoundError:
            return None
        return data if self._is_whole(data) else None

    def _decode(self, data: bytes) -> Tables | None:
        return tables_of(data) if self._is_whole(data) else None

    def _is_whole(self, data: bytes) -> bool:
        seal = self._SEAL.search(data)
        return seal is not None and crc32(data.replace(seal[0], self._BLANK, 1)) == int(seal[1], 16)


class BundledStorage:
    """A TinyDB storage that only reads, from a folder, a wheel or a zip."""

    def __init__(self, file: Traversable) -> None:
        self._file = file

    def read(self) -> Tables:
        """The tables; raises `OSError` or `ValueError` where they cannot be read."""
        return tables_of(self._file.read_bytes())

    def write(self, data: Mapping[str, Mapping[str, Any]]) -> None:
        """Refused: what travels with duban is never written."""
        raise Unavailable("unwritable", path=self._file.name, reason=f"{len(data)} tables")


def tables_of(data: bytes) -> Tables:
    """The tables of a TinyDB file; raises `ValueError` where it is none."""
    try:
        tables = json.loads(data)
    except RecursionError as too_deep:
        raise ValueError("nested too deep") from too_deep
    if not isinstance(tables, dict) or not all(isinstance(rows, dict) for rows in tables.values()):
        raise ValueError("not a TinyDB file")
    return tables
