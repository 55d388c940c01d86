"""The append-only journal: a folder with one file a writer, which only that writer appends to.

What came by merge or restore lies apart in `received`, in files that nobody appends to. Files are named by their path
below the workspace. Reading needs no lock: a line that is not finished yet is passed over until it is. Appending is all
or nothing, and what a reader would refuse is not written. In a shared workspace a folder of the writer's name seals
whose the writer is, see `Voucher.of`.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, NamedTuple
from zlib import crc32

from tui.bounded import LARGEST, open_handle, read, refusal
from tui.model.change import Change
from tui.model.errors import Invalid, Unavailable
from tui.store.disk import keeps_owners, network_disk
from tui.store.files import Modes, make_folder, replace, set_mode, sync, sync_folder, unavailable, write_all
from tui.store.lock import locked
from tui.store.record import Damage, Gap, check_of, decode_all, encode_all, lines, pieces, scan
from tui.store.voucher import BELIEVED, CLAIMED, Voucher

WRITTEN: Final = "journal"
RECEIVED: Final = "received"
SUFFIX: Final = ".jsonl"
_LONG: Final = 1 << 18
"""Bytes from which on it pays to look for what still counts alone."""


class Rewritten(Exception):
    """A journal file is no longer what was read of it: everything must be read anew."""


class Mark(NamedTuple):
    """How far a journal file has been read: so many bytes, of this check sum."""

    offset: int = 0
    check: int = 0
    vouched: bool = False
    """Whether it is a received file whose authors were vouched for when it was read."""


@dataclass(slots=True)
class _Reading:
    """What is known of one journal file."""

    mark: Mark = field(default_factory=Mark)
    size: int = 0
    damage: list[Damage] = field(default_factory=list)
    voucher: Voucher = BELIEVED
    tail: tuple[Damage, ...] = ()
    """An unfinished last line; gone as soon as it is finished."""
    inode: int = 0
    chain: tuple[int, str] = (0, "")
    """Of one's own file, where its last line ends and the check of that."""

    def replaced_by(self, file: _Present) -> bool:
        """Whether another file stands there now, as far as the system tells files apart, or another vouches for it."""
        return bool(self.inode and file.inode and self.inode != file.inode) or self.voucher != file.voucher


@dataclass(frozen=True, slots=True)
class _Present:
    """What the folder tells of a journal file."""

    size: int
    inode: int
    voucher: Voucher


def received_name(data: bytes) -> str:
    """The name of the file for records that came from elsewhere: by what it holds, so that the same comes in once."""
    from hashlib import sha256  # only what comes from elsewhere needs it

    return f"{sha256(data).hexdigest()[:16]}{SUFFIX}"


class Journal:
    """The journal of a workspace, as one writer sees and writes it."""

    def __init__(
        self,
        root: Path,
        writer: str,
        *,
        lock_seconds: float = 5.0,
        read_only: bool = False,
        received: Callable[[str], Voucher] = lambda _: CLAIMED,
    ) -> None:
        """`received` tells who vouches for a file, by its name, that came from elsewhere."""
        self.folder = root / WRITTEN
        self._received = received
        self._read_only = read_only
        self._root = root
        self._own = f"{WRITTEN}/{writer}.jsonl"
        self._lock_seconds = lock_seconds
        self._files: dict[str, _Reading] = {}
        self.passed = 0
        """How many Changes `resume` did not give: marks that later ones have replaced, and what `late` gives."""
        self._late: list[tuple[Voucher, Sequence[bytes]]] = []
        self._keeps_owners: bool | None = None
        self._before = (Mark(), (0, ""))
        """How one's own file was before the last append: its mark and chain."""
        self._in_turn = False

    @property
    def damage(self) -> tuple[Damage, ...]:
        """What could not be used so far, file by file."""
        return tuple(
            damage for name in sorted(self._files) for damage in (*self._files[name].damage, *self._files[name].tail)
        )

    @property
    def writable(self) -> bool:
        """Whether an append would probably be let: one's own file, else the folder it would be made in, says so."""
        if self._read_only:
            return False
        place = self._root / self._own
        while not os.access(place, os.F_OK) and place.parent != place:
            place = place.parent
        return os.access(place, os.W_OK)

    def has_file_of(self, writer: str) -> bool:
        """Whether there is a file of this writer."""
        return f"{WRITTEN}/{writer}{SUFFIX}" in self._files

    @property
    def owners_vouch(self) -> bool:
        """Whether a file's owner is who wrote it: in a shared folder, on a disk that keeps owners."""
        if not Modes.of(self._root).shared:
            return False
        if self._keeps_owners is None:
            self._keeps_owners = keeps_owners(network_disk(self._root))
        return self._keeps_owners

    def marks(self) -> dict[str, tuple[Mark, tuple[Damage, ...]]]:
        """How far each file has been read, and its damage up to there: what a checkpoint must remember.

        A torn line is told by the process that put it aside and no more: it is in the file no longer.
        """
        return {
            name: (
                known.mark._replace(vouched=_is_vouched(name, known.voucher)),
                tuple(damage for damage in known.damage if damage.reason != "torn"),
            )
            for name, known in self._files.items()
            if known.mark.offset
        }

    def resume(self, marks: dict[str, tuple[Mark, tuple[Damage, ...]]]) -> list[Change]:
        """Read on behind these marks; raises `Rewritten` where a file is not what it was then.

        Of a long journal only the marks that still count are given, and what is neither mark nor note; the notes
        are what `late` gives.
        """
        self._files, self.passed, self._late = {}, 0, []
        found: list[Change] = []
        present = self._present()
        for name, (mark, damage) in marks.items():
            data = self._read(name, 0) if name in present else None
            if data is None or len(data) < mark.offset or crc32(memoryview(data)[: mark.offset]) != mark.check:
                raise Rewritten(name)
            file = present[name]
            if mark.vouched is not _is_vouched(name, file.voucher):
                raise Rewritten(name)
            self._files[name] = _Reading(mark, len(data), list(damage), file.voucher, inode=file.inode)
            found += self._take(name, data[mark.offset :], all_of_it=False)
        for name in sorted(present.keys() - marks.keys()):
            found += self._read_on(name, present[name], all_of_it=False)
        return found

    def lines(self) -> Iterator[tuple[Change, bytes]]:
        """Every Change that is kept, with its line as it was written; some may stand in several files."""
        for name, file in self._present().items():
            yield from ((file.voucher.vouch(change), line) for change, line in lines(self._read(name, 0) or b""))

    def catch_up(self) -> list[Change]:
        """What was written since the last reading, by anyone; raises `Rewritten`. Costs one look at the folder."""
        present = self._present()
        for name, known in self._files.items():
            file = present.get(name)
            if known.mark.offset and (file is None or known.mark.offset > file.size or known.replaced_by(file)):
                raise Rewritten(name)
        found: list[Change] = []
        for name, file in sorted(present.items()):
            before = self._files.get(name)
            if before is None or before.size != file.size:
                found += self._read_on(name, file)
        return found

    def reached(self) -> dict[str, int]:
        """How far each file but one's own has been read, in bytes."""
        return {name: known.mark.offset for name, known in tuple(self._files.items()) if name != self._own}

    def beyond(self, reached: Mapping[str, int]) -> Iterator[Change]:
        """The Changes behind these places of what has been read: all of a file that is not named, none of one's own."""
        for name, known in sorted(self._files.items()):
            start = reached.get(name, 0)
            if name == self._own or start >= known.mark.offset:
                continue
            data = (self._read(name, start) or b"")[: known.mark.offset - start]
            for item in self._held(data, known.voucher, batches=_is_written(name)):
                if isinstance(item, Change):
                    yield known.voucher.vouch(item)

    def history(self) -> Iterator[Change]:
        """Every Change of what has been read so far, file by file."""
        for name, known in sorted(self._files.items()):
            data, voucher = self._read(name, 0) or b"", known.voucher
            for item in scan(data[: known.mark.offset], batches=_is_written(name), more=True):
                if isinstance(item, Change) and voucher.admits(item):
                    yield voucher.vouch(item)

    @contextmanager
    def turn(self) -> Iterator[None]:
        """One's turn to write: no other process appends meanwhile. Raises `Unavailable`.

        Within it, it is one's turn already; one thread at a time may ask.
        """
        if self._in_turn:
            yield
            return
        if self._read_only:
            raise Unavailable("only_read", path=self._root)
        with locked(self.folder / ".lock", self._lock_seconds, Modes.of(self._root)):
            self._in_turn = True
            try:
                yield
            finally:
                self._in_turn = False

    def append(self, changes: Sequence[Change]) -> None:
        """Append to one's own file, durably and all or nothing; only in one's turn, after catching up.

        Raises `Invalid` (`unreadable_change`) for what a reader would refuse, or `Unavailable`; then nothing was
        written.
        """
        with self._own_file() as (handle, known):
            self._heal(handle, known)
            data = encode_all(changes, self._chain(handle, known))
            if list(scan(data)) != list(changes):
                raise Invalid("unreadable_change", path=self._root / self._own)
            self._write(handle, known, data)

    def take_back(self) -> None:
        """Cut off what was appended last, still in the same turn; raises `Unavailable`, and then it stands."""
        with self._own_file() as (handle, known):
            mark, chain = self._before
            os.ftruncate(handle, mark.offset)
            sync(handle)
            known.mark, known.size, known.chain = mark, mark.offset, chain

    @contextmanager
    def _own_file(self) -> Iterator[tuple[int, _Reading]]:
        """One's own file, open, and what is known of it; raises `Unavailable`."""
        path, modes = self._root / self._own, Modes.of(self._root)
        handle = -1
        try:
            make_folder(self.folder, modes, modes.journal)
            self._seal()
            handle = open_handle(path, os.O_RDWR | os.O_APPEND | os.O_CREAT, modes.file, follow=False)
            if not os.fstat(handle).st_size:
                set_mode(handle, modes.file)
                sync_folder(self.folder)
            yield handle, self._files.setdefault(self._own, _Reading(voucher=self._own_voucher(handle)))
        except OSError as error:
            raise unavailable(error, path) from error
        finally:
            if handle >= 0:
                with suppress(OSError):
                    os.close(handle)

    def _seal(self) -> None:
        """Say that this writer is one's own, where owners vouch."""
        seal = self._root / self._own.removesuffix(SUFFIX)
        if not self.owners_vouch or seal.is_dir():
            return
        seal.mkdir(mode=0o700)
        seal.chmod(0o750)
        sync_folder(self.folder)

    def _own_voucher(self, handle: int) -> Voucher:
        return self._vouch(self._own, os.fstat(handle)) if self.owners_vouch else BELIEVED

    def _vouch(self, name: str, about: os.stat_result) -> Voucher:
        """Who vouches for a file of `journal`."""
        seal = (self._root / name).with_suffix("")
        with suppress(OSError):
            found = seal.lstat()
            return Voucher.of(seal.name, about, found if stat.S_ISDIR(found.st_mode) else None)
        return Voucher.of(seal.name, about, None)

    def _chain(self, handle: int, known: _Reading) -> str:
        """The check of the last line of one's own file; empty where it has none."""
        end = os.fstat(handle).st_size
        if known.chain[0] != end:
            known.chain = (end, check_of(_last_line(handle, end)) if end else "")
        return known.chain[1]

    def receive(self, data: bytes) -> None:
        """Keep records that came from elsewhere in a file of their own, whole or not at all; raises `Unavailable`."""
        modes, folder = Modes.of(self._root), self._root / RECEIVED
        try:
            make_folder(folder, modes, modes.journal)
        except OSError as error:
            raise unavailable(error, folder) from error
        replace(folder / received_name(data), data, modes)

    def _write(self, handle: int, known: _Reading, data: bytes) -> None:
        """Write behind what is there; cut it off again where that fails."""
        size = os.fstat(handle).st_size
        self._before = (known.mark, known.chain)
        if size and _read_at(handle, size - 1, 1) != b"\n":
            data = b"\n" + data
        kept = False
        try:
            write_all(handle, data)
            sync(handle)
            kept = True
        finally:
            if not kept:
                with suppress(OSError):
                    os.ftruncate(handle, size)
                    sync(handle)
        known.mark = Mark(size + len(data), crc32(data, known.mark.check))
        known.size = known.mark.offset
        known.chain = (known.size, check_of(data.rstrip(b"\n").rpartition(b"\n")[2]))

    def _heal(self, handle: int, known: _Reading) -> None:
        """Put an unfinished last line of one's own file aside, so that nothing is ever written behind it."""
        size = os.fstat(handle).st_size
        if size <= known.mark.offset:
            return
        if size != known.size or [damage.reason for damage in known.tail] != ["unfinished"]:
            raise OSError(errno.EIO, "not read to its end", self._own)
        torn = _read_at(handle, known.mark.offset, size - known.mark.offset)
        self._put_aside(torn)
        os.ftruncate(handle, known.mark.offset)
        known.damage.append(Damage(self._own, known.mark.offset, len(torn), "torn"))
        known.tail = ()

    def _put_aside(self, torn: bytes) -> None:
        """Keep the bytes of a torn line in a file beside the journal."""
        mode = Modes.of(self._root).file
        path = self._root / f"{self._own}.torn"
        handle = open_handle(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, mode, follow=False)
        try:
            set_mode(handle, mode)
            write_all(handle, torn + b"\n")
            sync(handle)
        finally:
            os.close(handle)

    def _present(self) -> dict[str, _Present]:
        """The files there are; raises `Unavailable` where a folder cannot be read."""
        vouch = self._vouch if self.owners_vouch else lambda *_: BELIEVED
        written = {name: _Present(about.st_size, about.st_ino, vouch(name, about)) for name, about in self._in(WRITTEN)}
        received = {
            name: _Present(about.st_size, about.st_ino, self._received(name.removeprefix(f"{RECEIVED}/")))
            for name, about in self._in(RECEIVED)
        }
        return written | received

    def _in(self, folder: str) -> Iterator[tuple[str, os.stat_result]]:
        """The files of one folder; no link is followed, because its owner says nothing about who wrote behind it."""
        try:
            with os.scandir(self._root / folder) as entries:
                for entry in entries:
                    if entry.name.endswith(SUFFIX) and entry.is_file(follow_symlinks=False):
                        yield f"{folder}/{entry.name}", entry.stat(follow_symlinks=False)
        except FileNotFoundError:
            return
        except OSError as error:
            raise refusal(error, self._root / folder) from error

    def _read(self, name: str, offset: int) -> bytes | None:
        """The bytes of a file from an offset on; None where it cannot be read."""
        try:
            return read(self._root / name, LARGEST, offset=offset, follow=False)
        except OSError:
            return None

    def _read_on(self, name: str, file: _Present, *, all_of_it: bool = True) -> list[Change]:
        known = self._files.setdefault(name, _Reading())
        known.voucher, known.inode = file.voucher, file.inode
        data = self._read(name, known.mark.offset)
        if data is None:
            known.tail = (Damage(name, known.mark.offset, 0, "unreadable"),)
            return []
        known.size = known.mark.offset + len(data)
        return self._take(name, data, all_of_it=all_of_it)

    def _take(self, name: str, data: bytes, *, all_of_it: bool) -> list[Change]:
        """The Changes of newly read bytes, with the mark moved behind the last finished line."""
        known = self._files[name]
        start, taken, found = known.mark.offset, len(data), []
        known.tail = ()
        whole = all_of_it or len(data) < _LONG or not _admits_all(known.voucher, data)
        batches = _is_written(name)
        for item in (
            self._held(data, known.voucher, batches=batches)
            if whole
            else self._skimmed(data, known.voucher, batches=batches)
        ):
            if isinstance(item, Change):
                found.append(known.voucher.vouch(item))
            elif isinstance(item, Gap) and item.reason == "unfinished":
                taken = item.start
                known.tail = (Damage(name, start + item.start, item.end - item.start, item.reason),)
            else:
                known.damage.append(Damage(name, start + item.start, item.end - item.start, item.reason))
        known.mark = Mark(start + taken, crc32(memoryview(data)[:taken], known.mark.check))
        return found

    @staticmethod
    def _held(data: bytes, voucher: Voucher, *, batches: bool) -> Iterator[Change | Gap]:
        """What the bytes of a journal hold, what its writer cannot have written as gaps."""
        for item, place in pieces(data, batches=batches):
            sound = not isinstance(item, Change) or voucher.admits(item)
            yield item if sound else Gap(place.start, place.stop, "foreign")

    def _skimmed(self, data: bytes, voucher: Voucher, *, batches: bool) -> list[Change | Gap]:
        """What still counts of the bytes of a journal, but for its notes."""
        from tui.store.skim import skim  # only a long journal is worth it

        skimmed = skim(data, batches=batches)
        self.passed += skimmed.passed + len(skimmed.later)
        self._late += [(voucher, skimmed.later)] if skimmed.later else []
        return skimmed.found

    @property
    def has_late(self) -> bool:
        """Whether there are notes that `resume` did not give."""
        return bool(self._late)

    def late(self) -> Iterator[Change]:
        """The notes that `resume` did not give."""
        for voucher, bodies in self._late:
            yield from map(voucher.vouch, filter(voucher.admits, decode_all(bodies)))


def _is_written(name: str) -> bool:
    """Whether a file is what its writer appends to: what came from elsewhere may be a part of a batch."""
    return name.startswith(f"{WRITTEN}/")


def _is_vouched(name: str, voucher: Voucher) -> bool:
    """Whether a file came from elsewhere and its authors are vouched for nevertheless."""
    return not _is_written(name) and not voucher.claimed


def _admits_all(voucher: Voucher, data: bytes) -> bool:
    """Whether the bytes of a journal hold stamps of its own writer alone, as far as can be seen at a glance."""
    own = data.count(b'-%b", "target": ' % voucher.writer.encode("utf-8", "surrogateescape"))
    return not voucher.writer or data.count(b'"stamp": "') == own


def _last_line(handle: int, end: int) -> bytes:
    """The last line of an open file that ends there, without its line end."""
    length = 0
    while True:
        length = min(end, length * 8 or 4096)
        data = _read_at(handle, end - length, length).removesuffix(b"\n")
        if b"\n" in data or length == end:
            return data.rpartition(b"\n")[2]


def _read_at(handle: int, offset: int, length: int) -> bytes:
    """So many bytes of an open file from an offset on; raises `OSError` where they are not all there."""
    os.lseek(handle, offset, os.SEEK_SET)
    data = b""
    while len(data) < length:
        piece = os.read(handle, length - len(data))
        if not piece:
            raise OSError(errno.EIO, "shorter than it was")
        data += piece
    return data
