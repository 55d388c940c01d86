"""What may be wrong with the files of a workspace, and how each is set right without losing a byte."""

from __future__ import annotations

import os
import secrets
import stat
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from tui.bounded import LARGEST, read, refusal
from tui.model.change import Change, Stamp, library_step
from tui.model.state import State
from tui.store import checkpoint
from tui.store.changes import Store
from tui.store.files import STICKY, Modes, make_folder, replace, unavailable
from tui.store.journal import RECEIVED, SUFFIX, WRITTEN
from tui.store.library import EARLIER, Library
from tui.store.mending import Break, breaks, mended, restampable
from tui.store.record import Damage
from tui.store.staging import keep_file
from tui.store.swapping import UNREADABLE, present_reading, unfinished

_OTHERS: Final = stat.S_IRWXG | stat.S_IRWXO
_WRITE: Final = stat.S_IWGRP | stat.S_IWOTH
_AGE: Final = 600
"""Seconds after which a temporary file belongs to no running program."""
_AHEAD: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class WrongMode:
    """A file or folder that others may do more with than they should."""

    path: Path
    mode: int
    right: int
    ours: bool
    """Whether we may set it right."""


class Checkup:
    """Looks at the files of one workspace; what is set right keeps the old under `replaced`."""

    def __init__(self, store: Store, now: datetime) -> None:
        self._store, self._root, self._now = store, store.root, now
        self._modes = Modes.of(store.root)
        self._label = f"{now:%Y%m%d-%H%M%S}-{secrets.token_hex(2)}"

    # Modes

    def wrong_modes(self) -> Iterator[WrongMode]:
        """Files and folders of a workspace that the wrong people may read or write; none where there are no modes."""
        if os.name == "nt" or not self._root.is_dir():
            return
        shared = self._store.shared
        yield from self._judge(self._root, 0o3770 if shared else 0o700, _WRITE if not shared else stat.S_IRWXO)
        for path in self._inside():
            if shared:
                yield from self._judge(path, _shared_mode(path), self._barred_in_shared(path))
            else:
                yield from self._judge(path, 0o700 if path.is_dir() else 0o600, _OTHERS)

    def _barred_in_shared(self, path: Path) -> int:
        """What nobody but the owner may do in a shared workspace: others never anything, the group not rewrite."""
        if path.is_dir() or path.name == ".lock":
            return stat.S_IRWXO
        return stat.S_IRWXO | stat.S_IWGRP

    def _judge(self, path: Path, right: int, barred: int) -> Iterator[WrongMode]:
        about = path.stat()
        mode = stat.S_IMODE(about.st_mode)
        lacking = right & stat.S_ISVTX & ~mode if right & stat.S_IWGRP else 0
        if mode & barred or lacking:
            yield WrongMode(path, mode, right, about.st_uid == os.geteuid() or os.geteuid() == 0)

    def _inside(self) -> Iterator[Path]:
        """Every file and folder of the workspace that duban made."""
        for name in (WRITTEN, RECEIVED, "library", "sources", EARLIER, "replaced"):
            folder = self._root / name
            if folder.is_dir() and not folder.is_symlink():
                yield folder
                yield from (path for path in sorted(folder.rglob("*")) if not path.is_symlink())
        if (self._root / "state.json").is_file():
            yield self._root / "state.json"

    def mend_mode(self, wrong: WrongMode) -> None:
        """Set the mode right; raises `Unavailable`."""
        try:
            wrong.path.chmod(wrong.right)
        except OSError as error:
            raise unavailable(error, wrong.path) from error

    # Files that nobody will miss

    def strays(self) -> Iterator[Path]:
        """What programs that were killed left behind: temporary files, and restores that were not decided."""
        for folder in (self._root, *(self._root / name for name in (WRITTEN, RECEIVED, "library", "sources", EARLIER))):
            if not folder.is_dir():
                continue
            for path in sorted(folder.iterdir()):
                ours = path.name.startswith(".") and (path.suffix == ".tmp" or path.name.startswith(".restore-"))
                if ours and path.lstat().st_mtime < self._now.timestamp() - _AGE:
                    yield path

    def unfinished(self) -> list[Path]:
        """The folders of restores that are decided, and could not be finished at the start either."""
        return unfinished(self._root)

    def put_away(self, path: Path) -> Path:
        """Move something out of the way; returns where it lies now. Raises `Unavailable`."""
        to = self._kept(path)
        try:
            path.replace(to)
        except OSError as error:
            raise unavailable(error, path) from error
        return to

    def _kept(self, path: Path) -> Path:
        """Where what stood at this path is kept."""
        inside = path.is_relative_to(self._root)
        to = self._root / "replaced" / self._label / (path.relative_to(self._root) if inside else path.name)
        try:
            make_folder(to.parent, Modes.of(self._root))
        except OSError as error:
            raise unavailable(error, to.parent) from error
        return to

    # The journal

    def _is_mine(self, file: str) -> bool:
        """Whether a file is one's own to write anew."""
        try:
            owner = (self._root / file).lstat().st_uid
        except OSError:
            return False
        return os.name == "nt" or not self._store.shared or owner == os.geteuid()

    def mendable(self, damage: Damage) -> bool:
        """Whether the file is one's own, and its damage can be taken out, or mended, without losing what counts.

        What is whole but cannot be read stays: a later program may know it.
        """
        if not self._is_mine(damage.file) or damage.reason not in {"check", "shape", "unfinished", "batch"}:
            return False
        return damage.reason != "shape" or restampable(self._read(damage.file))

    def _read(self, file: str) -> bytes:
        """A journal file; raises `Unavailable`."""
        try:
            return read(self._root / file, LARGEST)
        except OSError as error:
            raise refusal(error, self._root / file) from error

    def mend_journal(self, file: str) -> Path:
        """Write a journal file anew without what is damaged in it; returns where the old one lies.

        Raises `Unavailable`. Sound records stay byte for byte, and nobody appends meanwhile.
        """
        path = self._root / file
        with self._store.at_rest():
            data = self._read(file)
            kept = self._kept(path)
            try:
                keep_file(path, kept)
            except OSError as error:
                raise unavailable(error, kept) from error
            sound = mended(data)
            self._note(file, sound)
            replace(path, sound, Modes.of(self._root))
        self._store.load()
        return kept

    # Lines that are missing

    def missing_lines(self) -> Iterator[tuple[str, Break, bool]]:
        """The journal files from which a line was taken, where, and whether that is one's own to note."""
        folder = self._root / WRITTEN
        for path in sorted(folder.glob(f"*{SUFFIX}")) if folder.is_dir() else ():
            file = f"{WRITTEN}/{path.name}"
            with suppress(OSError):  # what cannot be read is told as such
                data = read(path, LARGEST, follow=False)
                found = next(breaks(data, self._noted(file)), None)
                if found is not None:
                    yield file, found, self._is_mine(file)

    def note_missing(self, file: str) -> Path:
        """Note what is missing in a file as told; returns the note. Raises `Unavailable`."""
        self._note(file, self._read(file))
        return self._notes_of(file)

    def _notes_of(self, file: str) -> Path:
        return (self._root / file).with_suffix(".gaps")

    def _noted(self, file: str) -> frozenset[str]:
        """The checks of the lines that are known to be missing."""
        try:
            return frozenset(read(self._notes_of(file), LARGEST).decode("ascii", "replace").split())
        except OSError:
            return frozenset()

    def _note(self, file: str, data: bytes) -> None:
        known = self._noted(file)
        more = {found.chain for found in breaks(data, known)}
        if more:
            replace(self._notes_of(file), "".join(f"{each}\n" for each in sorted(known | more)).encode(), self._modes)

    # What is passed over

    def passed_over(self) -> Iterator[Path]:
        """What lies among the journal files and is not read: links, pipes, folders; and a lock that is no file."""
        for name in (WRITTEN, RECEIVED):
            folder = self._root / name
            for path in sorted(folder.iterdir()) if folder.is_dir() else ():
                if path.name.endswith(SUFFIX) or path.name == ".lock":
                    about = path.lstat()
                    if not stat.S_ISREG(about.st_mode):
                        yield path

    def lock_held(self) -> bool:
        """Whether another program is writing just now, or has forgotten to let go."""
        from filelock import FileLock, Timeout

        file = self._root / WRITTEN / ".lock"
        if not file.is_file() or file.is_symlink() or not os.access(file, os.W_OK):
            return False
        try:
            with FileLock(file, timeout=0, mode=self._modes.lock):
                return False
        except (Timeout, OSError):
            return True

    # The library against the history

    def half_steps(self, library: Library) -> Iterator[str]:
        """The documents of which the library holds another reading than the history says."""
        for change in self._store.state.changes():
            if change.kind == "document":
                present = present_reading(library, change.doc)
                if present not in {library_step(change)[1], UNREADABLE}:
                    yield change.doc

    # The clock and the checkpoint

    def ahead(self) -> Change | None:
        """The first Change that was made more than a day ahead of the clock; those after it only followed its stamp."""
        limit = self._now + _AHEAD
        milliseconds = int(limit.timestamp() * 1000)
        late = [c for c in self._store.history() if Stamp.parse(c.stamp).milliseconds > milliseconds]
        made_late = (change for change in late if _moment(change.at, self._now) > limit)
        return next(made_late, late[0] if late else None)

    @property
    def checkpoint_file(self) -> Path:
        """Where the checkpoint lies."""
        return self._store.checkpoint_file

    def wrong_checkpoint(self) -> bool:
        """Whether there is a checkpoint that cannot be used, or says something else than the journal."""
        if not self.checkpoint_file.exists():
            return False
        if checkpoint.read(self.checkpoint_file) is None:
            return True
        journal = {(c.register, c.stamp, c.author, repr(c.value)) for c in State(self._store.history()).changes()}
        return journal != {(c.register, c.stamp, c.author, repr(c.value)) for c in self._store.state.changes()}

    def mend_checkpoint(self) -> Path:
        """Put the checkpoint away and make it anew from the journal; raises `Unavailable`."""
        kept = self.put_away(self.checkpoint_file)
        self._store.load()
        self._store.checkpoint()
        return kept


def _moment(at: str, default: datetime) -> datetime:
    """When a Change says it was made; `default` where it does not."""
    try:
        moment = datetime.fromisoformat(at)
    except ValueError:
        return default
    return moment if moment.tzinfo else default


def _shared_mode(path: Path) -> int:
    """The mode of something in a shared workspace."""
    if path.is_dir():
        return 0o3770 if path.name in STICKY else 0o2770
    return 0o660 if path.name == ".lock" else 0o640
