"""Taking a backup in: Changes by union, documents where they are missing, and nothing replaced that is not kept."""

from __future__ import annotations

import json
import os
import secrets
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Final

from tui.bounded import LARGEST, read, refusal
from tui.model.change import Change, Intent
from tui.model.errors import Invalid, Unavailable, Undecided
from tui.model.merging import Rivalry
from tui.store.archive import BROKEN, Archive
from tui.store.changes import Store
from tui.store.files import Modes, in_words, make_folder, on_disk, replace, sync_folder, unavailable
from tui.store.journal import RECEIVED, SUFFIX, WRITTEN
from tui.store.library import EARLIER, Library, Reading
from tui.store.members import DOCUMENTS, SOURCES, folder_of, is_sound
from tui.store.record import Gap, lines, scan, whole_body
from tui.store.swapping import Swap, present_reading

Bundled = Callable[[str], bytes | None]
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
    would be replaced, or `Unavailable`; then nothing was changed, but for `half_restored`: restoring again finishes it.
    """
    with Archive.open(file) as archive:
        try:
            plan = _Plan(store.root, archive, bundled)
        except BROKEN as broken:  # the disk it lies on no longer gives what it gave
            raise Invalid("damaged_backup", file=file, reason=str(broken)) from broken
        if plan.replaced and not force:
            raise Undecided("restore_replaces", file=file, docs="、".join(plan.replaced))
        try:
            with plan.staged(store) as put:
                cut = tuple(plan.cut())
                changes = store.receive(plan.records())
                kept = _put_or_say(put, f"{now:%Y%m%d-%H%M%S}-{secrets.token_hex(2)}", file)
        except OSError as error:
            raise unavailable(error, store.root) from error
        except BROKEN as broken:
            raise Invalid("damaged_backup", file=file, reason=str(broken)) from broken
    return Restored(changes, plan.added, plan.replaced, kept, tuple(plan.unsound), cut=cut)


def _step(store: Store, plan: _Plan, names: Iterable[str]) -> None:
    """Put the documents in place of which the history says something else, as one step that says so."""
    library, intents, moves = Library(store.root), [], []
    for name in names:
        reading, doc = plan.reading(name), Path(name).stem
        move = Swap(library, doc, present_reading(library, doc), reading)
        intents.append(Intent(doc, "", "document", reading.document.source.name, edition=move.edition))
        moves.append(move)
    store.append(intents, batch=secrets.token_hex(8) if len(intents) > 1 else "", moves=moves)


def _put_or_say(put: Callable[[str], Path | None], label: str, file: Path) -> Path | None:
    """Put the files in their places; raises `Unavailable` (`half_restored`) where that cannot be finished."""
    try:
        return put(label)
    except OSError as error:
        raise Unavailable("half_restored", file=file, reason=error.strerror) from error
    except Unavailable as problem:
        raise Unavailable("half_restored", file=file, reason=problem.values.get("reason", "")) from problem


class _Plan:
    """What of a backup is new here."""

    def __init__(self, root: Path, archive: Archive, bundled: Bundled) -> None:
        self._root, self._archive, self._bundled = root, archive, bundled
        self._modes = Modes.of(root)
        self.unsound: list[str] = []
        """Files with damage of their own."""
        sound = {folder: self._sound(folder) for folder in (DOCUMENTS, SOURCES, EARLIER)}
        documents = {name: self._differs(name) for name in sound[DOCUMENTS]}
        self._files = [name for name in sound[SOURCES] if self._lacks(name)]
        self._files += [name for name in sound[EARLIER] if not (root / on_disk(name)).exists()]
        self._files += [name for name, differs in documents.items() if differs is not None]
        self.added = tuple(Path(name).stem for name, differs in documents.items() if differs is False)
        self.replaced = tuple(Path(name).stem for name, differs in documents.items() if differs is True)

    def _sound(self, folder: str) -> list[str]:
        """The files of one folder that are what they should be; the others are remembered."""
        names = [name for name in self._archive.names if folder_of(name) == folder]
        sound = [name for name in names if is_sound(self._archive, name)]
        self.unsound += [name for name in names if name not in set(sound)]
        return sound

    def _differs(self, name: str) -> bool | None:
        """None where the very document is here, True where another is (one that travels too), False where none is."""
        try:
            present = read(self._root / on_disk(name), LARGEST)
        except FileNotFoundError:
            hidden = self._bundled(Path(name).stem)
            return hidden is not None and not _same(hidden, self._archive.read(name))
        except OSError as error:
            raise refusal(error, self._root / name) from error
        return None if _same(present, self._archive.read(name)) else True

    def _lacks(self, name: str) -> bool:
        """Whether a source is missing here, or no longer what it was."""
        with suppress(OSError):
            return sha256(read(self._root / name, LARGEST)).hexdigest() != Path(name).name
        return True

    def stepped(self, store: Store) -> list[str]:
        """The documents to be put in place of which the history of this library says something else, or will."""
        files = [name for name in self._files if folder_of(name) == DOCUMENTS]
        heads = {name: store.document_head(Path(name).stem) for name in files}
        return [name for name, head in heads.items() if head is not None or Path(name).stem in self.replaced]

    def reading(self, name: str) -> Reading:
        """A document of the backup."""
        return Reading.of(self._archive.read(name))

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

    @contextmanager
    def staged(self, store: Store) -> Iterator[Callable[[str], Path | None]]:
        """The new files written out beside their places, so that putting them there needs no more room."""
        stage = self._root / f".restore-{secrets.token_hex(4)}"
        try:
            for name in self._files:
                replace(stage / on_disk(name), self._archive.read(name), self._modes)
            yield lambda label: self._put(stage, label, store)
        finally:
            shutil.rmtree(stage, ignore_errors=True)

    def _put(self, stage: Path, label: str, store: Store) -> Path | None:
        """Move the new files to their places; what stood there is kept in a folder of its own."""
        kept, later = self._root / "replaced" / label, self.stepped(store)
        for name in map(on_disk, self._files):
            place = self._root / name
            make_folder(place.parent, self._modes)
            if place.exists():
                make_folder((kept / name).parent, self._modes)
                keep_file(place, kept / name)
            elif name.startswith("library/") and in_words(place.stem) in self.replaced:
                replace(kept / name, self._bundled(in_words(place.stem)) or b"", self._modes)
            if in_words(name) in later:
                continue
            (stage / name).replace(place)
            sync_folder(place.parent)
        _step(store, self, later)
        return kept if kept.exists() else None


def _same(present: bytes, other: bytes) -> bool:
    """Whether two files of the library hold the same document, however they are written."""
    try:
        return present == other or bool(json.loads(present) == json.loads(other))
    except (ValueError, RecursionError):
        return False


def keep_file(place: Path, to: Path) -> None:
    """Keep a file under another name, for it is about to be replaced."""
    try:
        os.link(place, to)
    except OSError:  # a disk without hard links, or another's file
        replace(to, read(place, LARGEST))
