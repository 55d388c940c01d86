"""What may be wrong with the files of a workspace, and how each is set right without losing a byte."""

from __future__ import annotations

import os
import secrets
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from tui.bounded import LARGEST, read, refusal
from tui.model.change import Change, Stamp
from tui.model.state import State
from tui.store import checkpoint
from tui.store.changes import Store
from tui.store.files import Modes, make_folder, replace, unavailable
from tui.store.journal import RECEIVED, WRITTEN
from tui.store.library import EARLIER
from tui.store.record import Damage, lines
from tui.store.restore import keep_file

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
        if mode & barred:
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
        """What programs that were killed left behind: temporary files, and restores that were not finished."""
        for folder in (self._root, *(self._root / name for name in (WRITTEN, RECEIVED, "library", "sources", EARLIER))):
            if not folder.is_dir():
                continue
            for path in sorted(folder.iterdir()):
                ours = path.name.startswith(".") and (path.suffix == ".tmp" or path.name.startswith(".restore-"))
                if ours and path.lstat().st_mtime < self._now.timestamp() - _AGE:
                    yield path

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

    def mendable(self, damage: Damage) -> bool:
        """Whether the file is one's own to write anew without its damage: all of it can be read."""
        try:
            owner = (self._root / damage.file).lstat().st_uid
        except OSError:
            return False
        mine = os.name == "nt" or not self._store.shared or owner == os.geteuid()
        return mine and damage.reason in {"check", "shape", "unfinished"}

    def mend_journal(self, file: str) -> Path:
        """Write a journal file anew without what is damaged in it; returns where the old one lies.

        Raises `Unavailable`. Sound records stay byte for byte, and nobody appends meanwhile.
        """
        path = self._root / file
        with self._store.at_rest():
            try:
                data = read(path, LARGEST)
            except OSError as error:
                raise refusal(error, path) from error
            kept = self._kept(path)
            try:
                keep_file(path, kept)
            except OSError as error:
                raise unavailable(error, kept) from error
            sound = b"".join(line for _, line in lines(data))
            replace(path, sound, Modes.of(self._root))
        self._store.load()
        return kept

    # The clock and the checkpoint

    def ahead(self) -> Change | None:
        """The Change whose stamp lies furthest ahead of the clock, where that is more than a day."""
        limit = int((self._now + _AHEAD).timestamp() * 1000)
        late = [c for c in self._store.history() if Stamp.parse(c.stamp).milliseconds > limit]
        return max(late, key=lambda change: change.stamp, default=None)

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


def _shared_mode(path: Path) -> int:
    """The mode of something in a shared workspace."""
    if path.is_dir():
        return 0o3770 if path.name in {WRITTEN, RECEIVED} else 0o2770
    return 0o660 if path.name == ".lock" else 0o640
