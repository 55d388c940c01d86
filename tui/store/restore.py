"""Taking a backup in: Changes by union, documents where they are missing, and nothing replaced that is not kept."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Final

from tui.bounded import LARGEST, read
from tui.model.change import Change
from tui.model.errors import Invalid, Undecided
from tui.model.merging import Rivalry
from tui.store.archive import BROKEN, Archive
from tui.store.changes import Store
from tui.store.files import on_disk, unavailable
from tui.store.journal import RECEIVED, SUFFIX, WRITTEN
from tui.store.library import EARLIER
from tui.store.members import DOCUMENTS, SOURCES, folder_of, is_sound
from tui.store.record import Gap, lines, scan, whole_body
from tui.store.staging import Bundled, Staged, differs

_JOURNALS: Final = (f"{WRITTEN}/", f"{RECEIVED}/")


@dataclass(frozen=True, slots=True)
class Restored:
    """What a restore did."""

    changes: tuple[Change, ...]
    """Those that were not here yet."""
    added: tuple[str, ...]
    """Documents that were not here."""
    replaced: tuple[str, ...]
    """Documents that were another text here."""
    kept: Path | None
    """The folder where the replaced ones lie."""
    unsound: tuple[str, ...]
    """Files of the backup that were damaged already when it was made; the sound records in them were used."""
    overruled: tuple[Rivalry, ...] = ()
    """Where the backup and this workspace said other things of the same, neither knowing of the other: the later word
    counts now."""
    cut: tuple[str, ...] = ()
    """Journal files here whose end, which the backup has, had been cut off; it has come back as received."""


def restore(
    store: Store, file: Path, now: datetime, *, force: bool = False, bundled: Bundled = lambda _: None
) -> Restored:
    """Take in a backup; a second time changes nothing. `bundled` gives the file of a document that travels with duban.

    Raises `Invalid` (`damaged_backup`, …), `Undecided` (`restore_replaces`, unless forced) with the documents that
    would be replaced, or `Unavailable`; then nothing was changed, but for `half_restored`: the next start finishes it.
    """
    with Archive.open(file) as archive:
        try:
            plan = _Plan(store.root, archive, bundled)
        except BROKEN as broken:  # the disk it lies on no longer gives what it gave
            raise Invalid("damaged_backup", file=file, reason=str(broken)) from broken
        if plan.replaced and not force:
            raise Undecided("restore_replaces", file=file, docs="、".join(plan.replaced))
        staged = Staged(store.root, f"{now:%Y%m%d-%H%M%S}-{secrets.token_hex(2)}", bundled)
        try:
            cut = tuple(plan.cut())
            changes = _put(store, plan, staged, file, force=force)
        except OSError as error:
            raise unavailable(error, store.root) from error
        except BROKEN as broken:
            raise Invalid("damaged_backup", file=file, reason=str(broken)) from broken
        finally:
            staged.drop()
    return Restored(changes, plan.added, plan.replaced, staged.kept, tuple(plan.unsound), cut=cut)


def _put(store: Store, plan: _Plan, staged: Staged, file: Path, *, force: bool) -> tuple[Change, ...]:
    """Put what is new here in its place, as a whole; returns what people did that was not here yet."""
    news = store.news(plan.records())
    if not news and not plan.files:
        return ()
    plan.stage(staged)
    if news:
        staged.add_changes(news)
    with store.turn():
        plan.check_again(file, force=force)
        staged.decide()
        return staged.put(store)


class _Plan:
    """What of a backup is new here."""

    def __init__(self, root: Path, archive: Archive, bundled: Bundled) -> None:
        self._root, self._archive = root, archive
        self.unsound: list[str] = []
        """Files with damage of their own."""
        sound = {folder: self._sound(folder) for folder in (DOCUMENTS, SOURCES, EARLIER)}
        documents = {name: differs(root, name, archive.read(name), bundled) for name in sound[DOCUMENTS]}
        self.files = [name for name in sound[SOURCES] if self._lacks(name)]
        self.files += [name for name in sound[EARLIER] if not (root / on_disk(name)).exists()]
        self.files += [name for name, differs in documents.items() if differs is not None]
        self.added = tuple(Path(name).stem for name, differs in documents.items() if differs is False)
        self.replaced = tuple(Path(name).stem for name, differs in documents.items() if differs is True)

    def _sound(self, folder: str) -> list[str]:
        """The files of one folder that are what they should be; the others are remembered."""
        names = [name for name in self._archive.names if folder_of(name) == folder]
        sound = [name for name in names if is_sound(self._archive, name)]
        self.unsound += [name for name in names if name not in set(sound)]
        return sound

    def _lacks(self, name: str) -> bool:
        """Whether a source is missing here, or no longer what it was."""
        with suppress(OSError):
            return sha256(read(self._root / name, LARGEST)).hexdigest() != Path(name).name
        return True

    def cut(self) -> Iterator[str]:
        """The journal files here that no longer hold the last line that the backup has of them."""
        for name in self._archive.names:
            if folder_of(name) == WRITTEN and name.endswith(SUFFIX):
                last = self._archive.read(name).rstrip(b"\n").rpartition(b"\n")[2]
                with suppress(OSError):
                    if whole_body(last) is not None and last not in read(self._root / name, LARGEST, follow=False):
                        yield name

    def records(self) -> Iterator[tuple[Change, bytes]]:
        """Every sound record of the backup's journals, with its line."""
        for name in self._archive.names:
            if name.startswith(_JOURNALS) and name.endswith(".jsonl"):
                data, batches = self._archive.read(name), name.startswith(_JOURNALS[0])
                yield from lines(data, batches=batches)
                if name not in self.unsound and any(isinstance(item, Gap) for item in scan(data, batches=batches)):
                    self.unsound.append(name)

    def stage(self, staged: Staged) -> None:
        """Write the new files out beside their places, so that putting them there needs no more room."""
        for name in self.files:
            staged.add(name, self._archive.read(name))

    def check_again(self, file: Path, *, force: bool) -> None:
        """Refuse what would replace a document that came here since; raises `Undecided` (`restore_replaces`)."""
        came = [doc for doc in self.added if (self._root / on_disk(f"{DOCUMENTS}/{doc}.json")).exists()]
        if came and not force:
            raise Undecided("restore_replaces", file=file, docs="、".join(came))
