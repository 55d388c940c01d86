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
from typing import Any, BinaryIO, Final

from tui.bounded import open_file, refusal
from tui.model.errors import Invalid, Usage
from tui.store.changes import Store
from tui.store.files import in_words, on_disk, sync_folder, unavailable
from tui.store.journal import RECEIVED, WRITTEN
from tui.store.library import EARLIER

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
_BROKEN: Final = (
    *(zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError),
    *(NotImplementedError, RuntimeError, ValueError, KeyError, TypeError, AttributeError),
)
"""All that reading a zip file that is none may raise."""


@dataclass(frozen=True, slots=True)
class Saved:
    """What a backup holds."""

    file: Path
    files: int
    size: int
    """Of the backup, in bytes."""


def save(store: Store, file: Path, now: datetime) -> Saved:
    """Write a backup whole or not at all, and read it back before it gets its name.

    Raises `Usage` (`file_exists`, `is_folder`; nothing is ever overwritten) or `Unavailable`.
    """
    _refuse_to_replace(file)
    temporary = file.with_name(f".{file.name[:80]}.{secrets.token_hex(4)}.tmp")
    try:
        with store.at_rest():
            lengths = dict(_lengths(store.root))
        try:
            _write(temporary, store.root, lengths, now)
            with Archive.open(temporary) as archive:
                count = len(archive.names)
            _give_name(temporary, file)
        finally:
            with suppress(FileNotFoundError):
                temporary.unlink()
        sync_folder(file.parent.absolute())
        return Saved(file, count, file.stat().st_size)
    except OSError as error:
        raise unavailable(error, file) from error


def _refuse_to_replace(file: Path) -> None:
    if file.is_dir():
        raise Usage("is_folder", file=file)
    if os.path.lexists(file):
        raise Usage("file_exists", file=file)


def _lengths(root: Path) -> Iterator[tuple[str, int]]:
    """The files to keep and how long each is now: what is appended later is not looked at."""
    for folder in _FOLDERS:
        with suppress(FileNotFoundError), os.scandir(root / folder) as entries:
            for entry in entries:
                if not entry.name.startswith(".") and entry.is_file(follow_symlinks=False):
                    yield f"{folder}/{in_words(entry.name)}", entry.stat(follow_symlinks=False).st_size


def _write(path: Path, root: Path, lengths: Mapping[str, int], now: datetime) -> None:
    """Write the zip file, the list last, and wait until it is on the disk."""
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    with os.fdopen(handle, "w+b") as file:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
            held = {name: _pack(packed, root, name, length, now) for name, length in lengths.items()}
            about = {"schema": FORMAT, "made": now.isoformat(timespec="seconds"), "files": held}
            packed.writestr(_entry(LIST, now), json.dumps(about, ensure_ascii=False, indent=1, sort_keys=True))
        file.flush()
        os.fsync(file.fileno())


def _pack(packed: zipfile.ZipFile, root: Path, name: str, length: int, now: datetime) -> dict[str, Any]:
    """Add one file up to this length; returns its line in the list."""
    check, size = sha256(), 0
    path = root / on_disk(name)
    with open_file(path) as file, packed.open(_entry(name, now), "w", force_zip64=length > 1 << 30) as member:
        while size < length and (piece := file.read(min(_PIECE, length - size))):
            check.update(piece)
            size += len(piece)
            member.write(piece)
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
        except _BROKEN as broken:
            opened.close()
            raise Invalid("no_backup", file=file, reason="ZIP") from broken
        archive = cls(file, opened, packed)
        try:
            archive._check()
        except _BROKEN as broken:
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
        held = {name: (int(line["size"]), str(line["sha256"])) for name, line in about["files"].items()}
        strange = [name for name in held if not _MEMBER.fullmatch(name)]
        if strange:
            raise ValueError(strange[0])
        return held


def _check_entry(entry: zipfile.ZipInfo) -> None:
    """Refuse what no backup of ours holds: links, folders, passwords, and little that unpacks to very much."""
    kind = stat.S_IFMT(entry.external_attr >> 16)
    if kind not in {0, stat.S_IFREG} or entry.is_dir() or entry.flag_bits & 1:
        raise ValueError(entry.filename)
    if entry.file_size > max(_PLENTY, entry.compress_size * _MOST_GROWTH):
        raise ValueError(f"{entry.filename}: {entry.compress_size} → {entry.file_size}")
