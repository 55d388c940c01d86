"""A backup: one zip file with all that people wrote, the library and its sources, and a list of what it must hold.

What can be made again (the checkpoint) and what is one person's own (drafts, the writer's id) is not in it. Whatever a
backup says, nothing in it is ever used as a path.
"""

from __future__ import annotations

import json
import os
import re
import secrets
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any, BinaryIO, Final, NamedTuple

from tui.bounded import open_file, refusal
from tui.model.errors import Invalid, Unavailable, Usage
from tui.store.changes import Store
from tui.store.files import in_words, on_disk, settle, unavailable
from tui.store.journal import RECEIVED, WRITTEN
from tui.store.library import EARLIER
from tui.store.members import JOURNALS, is_sound

FORMAT: Final = 1
LIST: Final = "duban-backup.json"
_FOLDERS: Final = (WRITTEN, RECEIVED, "library", "sources", EARLIER)
"""In this order: a document is in the library only after its source is kept."""
_MEMBER: Final = re.compile(rf"(?:{'|'.join(_FOLDERS)})/[^/\\\0]+")
_MOST_BYTES: Final = 8 << 30
_MOST_FILES: Final = 200_000
_PLENTY: Final = 64 << 20
_MOST_GROWTH: Final = 300
"""What unpacks to more than plenty may not grow more than so many times; journals grow about fifteen times."""
_PIECE: Final = 1 << 20
_TRIES: Final = 3
"""So many times the library may change while it is packed, before nobody else may write until it is."""
BROKEN: Final = (
    *(zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError),
    *(NotImplementedError, RuntimeError, ValueError, KeyError, TypeError, AttributeError, OverflowError),
)
"""All that reading a zip file that is none may raise."""


@dataclass(frozen=True, slots=True)
class Saved:
    """What a backup holds."""

    file: Path
    files: int
    size: int
    """Of the backup, in bytes."""
    unsound: tuple[str, ...] = ()
    """Files that are damaged in the workspace already; they were kept as they are."""


def save(store: Store, file: Path, now: datetime) -> Saved:
    """Write a backup whole or not at all, and read it back before it gets its name: each file as what it is.

    All of it is of one moment: where a document is replaced while it is written, it is written again. Raises `Usage`
    (`file_exists`, `is_folder`; nothing is ever overwritten) or `Unavailable`.
    """
    _refuse_to_replace(file)
    temporary = file.with_name(f".{file.name[:80]}.{secrets.token_hex(4)}.tmp")
    try:
        try:
            _write_at_rest(store, temporary, now)
            with Archive.open(temporary) as archive:
                names = archive.names
                unsound = tuple(name for name in names if not is_sound(archive, name))
            _give_name(temporary, file)
        finally:
            with suppress(FileNotFoundError):
                temporary.unlink()
        settle(file.absolute())
        return Saved(file, len(names), file.stat().st_size, unsound)
    except OSError as error:
        raise unavailable(error, file) from error


class _Moved(Exception):
    """A file is no longer the one that was to be packed."""


def _write_at_rest(store: Store, temporary: Path, now: datetime) -> None:
    """Write the files as they are at one moment; the last time nobody writes meanwhile."""
    for _ in range(_TRIES):
        with store.at_rest():
            pinned = dict(_pinned(store.root))
        try:
            return _write(temporary, store.root, pinned, now)
        except _Moved:
            temporary.unlink()
    with store.at_rest():
        try:
            return _write(temporary, store.root, dict(_pinned(store.root)), now)
        except _Moved as moved:
            raise Unavailable("library_in_use", path=store.root / str(moved)) from moved


def _refuse_to_replace(file: Path) -> None:
    if file.is_dir():
        raise Usage("is_folder", file=file)
    if os.path.lexists(file):
        raise Usage("file_exists", file=file)


class _Pin(NamedTuple):
    """What tells that a file is still the one that was found, and how much of it is to be packed."""

    length: int
    inode: int
    changed: int | None
    """When it was last written, in nanoseconds; None for a journal, behind whose end more may be written."""


def _pinned(root: Path) -> Iterator[tuple[str, _Pin]]:
    """The files to keep, as they are now; what is appended to a journal later is not looked at."""
    for folder in _FOLDERS:
        with suppress(FileNotFoundError), os.scandir(root / folder) as entries:
            for entry in entries:
                if not entry.name.startswith(".") and entry.is_file(follow_symlinks=False):
                    about = entry.stat(follow_symlinks=False)
                    changed = None if folder in JOURNALS else about.st_mtime_ns
                    yield f"{folder}/{in_words(entry.name)}", _Pin(about.st_size, about.st_ino, changed)


def _write(path: Path, root: Path, pinned: Mapping[str, _Pin], now: datetime) -> None:
    """Write the zip file, the list last, and wait until it is on the disk."""
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    with os.fdopen(handle, "w+b") as file:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
            held = {name: _pack(packed, root, name, pin, now) for name, pin in pinned.items()}
            about = {"schema": FORMAT, "made": now.isoformat(timespec="seconds"), "files": held}
            packed.writestr(_entry(LIST, now), json.dumps(about, ensure_ascii=False, indent=1, sort_keys=True))
        file.flush()
        os.fsync(file.fileno())


def _pack(packed: zipfile.ZipFile, root: Path, name: str, pin: _Pin, now: datetime) -> dict[str, Any]:
    """Add one file up to the length it had; returns its line in the list. Raises `_Moved` where it is another now."""
    check, size, length = sha256(), 0, pin.length
    try:
        opened = open_file(root / on_disk(name), follow=False)
    except FileNotFoundError as gone:
        raise _Moved(name) from gone
    with opened as file, packed.open(_entry(name, now), "w", force_zip64=length > 1 << 30) as member:
        while size < length and (piece := file.read(min(_PIECE, length - size))):
            check.update(piece)
            size += len(piece)
            member.write(piece)
        about = os.fstat(file.fileno())
    same = about.st_ino == pin.inode and size == length and pin.changed in {None, about.st_mtime_ns}
    if not same or (pin.changed is not None and about.st_size != length):
        raise _Moved(name)
    return {"sha256": check.hexdigest(), "size": size}


def _entry(name: str, now: datetime) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, (max(now.year, 1980), now.month, now.day, now.hour, now.minute, now.second))
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = (stat.S_IFREG | 0o600) << 16
    return entry


def _give_name(temporary: Path, file: Path) -> None:
    """Give the finished backup its name, never to the cost of a file that came there meanwhile."""
    try:
        os.link(temporary, file)
    except FileExistsError as exists:
        raise Usage("file_exists", file=file) from exists
    except OSError:  # a disk without hard links
        temporary.replace(file)


class Archive:
    """A backup that was found whole: every file that its list names, just as it was, and nothing else."""

    def __init__(self, file: Path, opened: BinaryIO, packed: zipfile.ZipFile) -> None:
        self.file = file
        self._opened = opened
        self._packed = packed
        self._held: dict[str, tuple[int, str]] = {}

    @classmethod
    def open(cls, file: Path) -> Archive:
        """Open and check a backup; raises `Invalid` (`no_file`, `unreadable_file`, `no_backup`, `damaged_backup`)."""
        try:
            opened = open_file(file)
        except FileNotFoundError as missing:
            raise Invalid("no_file", file=file) from missing
        except IsADirectoryError as folder:
            raise Invalid("is_folder", file=file) from folder
        except OSError as refused:
            raise refusal(refused, file, Invalid, "unreadable_file") from refused
        try:
            packed = zipfile.ZipFile(opened)
        except BROKEN as broken:
            opened.close()
            raise Invalid("no_backup", file=file, reason="ZIP") from broken
        archive = cls(file, opened, packed)
        try:
            archive._check()
        except BROKEN as broken:
            archive.close()
            raise Invalid("damaged_backup", file=file, reason=str(broken)) from broken
        return archive

    def __enter__(self) -> Archive:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self._packed.close()
        self._opened.close()

    @property
    def names(self) -> tuple[str, ...]:
        """The files in it, by their path below the workspace that was saved."""
        return tuple(sorted(self._held))

    def pieces(self, name: str) -> Iterator[bytes]:
        """The bytes of a file; raises `ValueError` where it is not what the list says."""
        size, check = self._held[name]
        found, left = sha256(), size
        with self._packed.open(name) as member:
            while piece := member.read(_PIECE):
                left -= len(piece)
                if left < 0:
                    break
                found.update(piece)
                yield piece
        if left or found.hexdigest() != check:
            raise ValueError(f"{name}: sha256")

    def read(self, name: str) -> bytes:
        """All bytes of a file."""
        return b"".join(self.pieces(name))

    def _check(self) -> None:
        """Hold every file to the list, before one byte of it is used."""
        entries = {entry.filename: entry for entry in self._packed.infolist()}
        if len(entries) != len(self._packed.infolist()) or len(entries) > _MOST_FILES:
            raise ValueError("names")
        for entry in entries.values():
            _check_entry(entry)
        if sum(entry.file_size for entry in entries.values()) > _MOST_BYTES:
            raise ValueError(f"> {_MOST_BYTES >> 30} GB")
        self._held = self._read_list()
        if entries.keys() != {LIST, *self._held}:
            raise ValueError(", ".join(sorted(entries.keys() ^ {LIST, *self._held})[:3]))
        for name in self._held:
            for _ in self.pieces(name):
                pass

    def _read_list(self) -> dict[str, tuple[int, str]]:
        """What the backup must hold: size and check sum of each file."""
        if self._packed.getinfo(LIST).file_size > _PLENTY:
            raise ValueError(LIST)
        about = json.loads(self._packed.read(LIST))
        if about["schema"] != FORMAT:
            raise ValueError(f"schema {about['schema']}")
        held = {name: (_whole(line["size"]), str(line["sha256"])) for name, line in about["files"].items()}
        strange = [name for name in held if not _MEMBER.fullmatch(name)]
        if strange:
            raise ValueError(strange[0])
        return held


def _whole(number: object) -> int:
    """A number of bytes; raises `ValueError` for what is none."""
    if not isinstance(number, int) or isinstance(number, bool) or number < 0:
        raise ValueError(f"size {number!r}")
    return number


def _check_entry(entry: zipfile.ZipInfo) -> None:
    """Refuse what no backup of ours holds: links, folders, passwords, and little that unpacks to very much."""
    kind = stat.S_IFMT(entry.external_attr >> 16)
    if kind not in {0, stat.S_IFREG} or entry.is_dir() or entry.flag_bits & 1:
        raise ValueError(entry.filename)
    if entry.file_size > max(_PLENTY, entry.compress_size * _MOST_GROWTH):
        raise ValueError(f"{entry.filename}: {entry.compress_size} → {entry.file_size}")
