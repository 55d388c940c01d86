"""The files of a backup on their way to their places: written out beside them, then put there whole or not at all.

They wait in a folder of the workspace that is one's own. From the moment it gets its second name a restore is decided:
where it is cut short, the next start goes on with it (`finish`); before that, nothing of it is anywhere.
"""

from __future__ import annotations

import json
import os
import secrets
import shutil
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import Final, NamedTuple

from tui.bounded import LARGEST, read, refusal
from tui.model.change import Change, Intent
from tui.model.errors import Problem, Unavailable
from tui.store.changes import Store
from tui.store.files import Modes, in_words, make_folder, on_disk, replace, sync_folder, unavailable
from tui.store.journal import RECEIVED, received_name
from tui.store.library import EARLIER, Library, Reading
from tui.store.members import DOCUMENTS, SOURCES, folder_of
from tui.store.swapping import DECIDED, Swap, present_reading

Bundled = Callable[[str], bytes | None]
"""Gives the file of a document that travels with duban."""
STAGE: Final = ".restore-"
"""Begins the name of such a folder before it is decided."""
_BROKEN: Final = (KeyError, TypeError, ValueError, AttributeError)
"""All that reading a document may raise that is none."""
_ALONE: Final = 0o2700
"""Nobody else may put anything among these files; they belong to the group of the workspace all the same."""


class _Documents(NamedTuple):
    """What happens to the documents among the files, by their names."""

    stepped: tuple[str, ...]
    """Those that are put in their places as a step of the history."""
    done: tuple[str, ...]
    """Those of which that has been done."""


class Staged:
    """The files of one restore."""

    def __init__(self, root: Path, label: str, bundled: Bundled, *, decided: bool = False) -> None:
        self._root, self._label, self._bundled = root, label, bundled
        self._modes = Modes.of(root)
        self._folder = root / f"{DECIDED if decided else STAGE}{label}"
        self._kept = root / "replaced" / label
        self._placed: list[str] = []
        """What people did, among what was received already."""

    @property
    def kept(self) -> Path | None:
        """The folder where what was replaced lies."""
        return self._kept if self._kept.exists() else None

    def add(self, name: str, data: bytes) -> None:
        """Write a file beside its place; raises `Unavailable`."""
        try:
            make_folder(self._root, self._modes)
        except OSError as error:
            raise unavailable(error, self._root) from error
        modes = self._modes._replace(folder=_ALONE, journal=_ALONE) if self._modes.shared else self._modes
        replace(self._folder / on_disk(name), data, modes)

    def add_changes(self, lines: bytes) -> None:
        """Write what people did beside its place; raises `Unavailable`."""
        name = received_name(lines)
        taken = (self._root / RECEIVED / name).exists()  # and hurt, for it does not tell what these lines say
        self.add(f"{RECEIVED}/{secrets.token_hex(2)}-{name}" if taken else f"{RECEIVED}/{name}", lines)

    @property
    def _names(self) -> list[str]:
        """The files that still wait, in the order in which they get their places: a document after its source."""
        found = []
        for folder in (RECEIVED, SOURCES, EARLIER, DOCUMENTS):
            with suppress(FileNotFoundError), os.scandir(self._folder / folder) as entries:
                names = sorted(in_words(entry.name) for entry in entries if entry.is_file(follow_symlinks=False))
                found += [f"{folder}/{name}" for name in names if not name.startswith(".")]
        return found

    def drop(self) -> None:
        """Take away what was written beside, unless it is decided."""
        shutil.rmtree(self._root / f"{STAGE}{self._label}", ignore_errors=True)

    def decide(self) -> None:
        """From now on it will be finished; raises `OSError`, and then it is not decided."""
        for name in self._names:  # what needs room is done before
            make_folder(self._root / folder_of(name), self._modes)
        decided = self._root / f"{DECIDED}{self._label}"
        self._folder.rename(decided)
        self._folder = decided
        with suppress(OSError):
            sync_folder(self._root)

    def put(self, store: Store) -> tuple[Change, ...]:
        """Put the files in their places, in one's turn; returns what people did that was not here yet.

        Raises `Unavailable`, and all is as it was; or (`half_restored`), and the next start finishes it.
        """
        try:
            changes = self._begin(store)
        except (OSError, Problem, *_BROKEN) as error:
            if isinstance(error, Problem) and error.code == "half_done":
                raise self._half(error) from error
            try:
                self._take_back(store)
            except (OSError, Problem) as again:
                raise self._half(again) from again
            raise
        self._go_on(store)
        return changes

    def finish(self, store: Store) -> None:
        """Go on where it was cut short, in one's turn; raises `Unavailable`, and then the next start does."""
        try:
            self._begin(store)
        except (OSError, Problem, *_BROKEN) as error:
            raise self._half(error) from error
        self._go_on(store)

    def _begin(self, store: Store) -> tuple[Change, ...]:
        """All that needs room on the disk, and can be taken back."""
        self._keep(store)
        for name in self._names:
            if folder_of(name) == RECEIVED:
                self._placed.append(name)
                self._place(name)
        changes = store.adopt()
        documents = self._documents(store)
        self._step(store, [name for name in documents.stepped if name not in documents.done])
        return changes

    def _go_on(self, store: Store) -> None:
        """All that is only moved."""
        try:
            stepped = self._documents(store).stepped
            for name in self._names:
                if name not in stepped:
                    self._place(name)
            self._undecide()
        except (OSError, Problem) as error:
            raise self._half(error) from error
        self.drop()

    def _take_back(self, store: Store) -> None:
        """Make all as it was before it was decided; raises `OSError`, and then it is decided still."""
        for place in map(on_disk, self._placed):
            if not (self._folder / place).exists():
                (self._root / place).rename(self._folder / place)
        self._undecide()
        shutil.rmtree(self._kept, ignore_errors=True)
        store.load()

    def _undecide(self) -> None:
        """Give the folder its first name again: nothing in it will be put anywhere."""
        folder = self._root / f"{STAGE}{self._label}"
        self._folder.rename(folder)
        self._folder = folder
        with suppress(OSError):
            sync_folder(self._root)

    def _documents(self, store: Store) -> _Documents:
        """The documents of which the history of this library says something else, or will."""
        library, stepped, done = Library(self._root), [], []
        for name in self._names:
            doc = Path(name).stem
            if folder_of(name) != DOCUMENTS:
                continue
            data = self._read(name)
            if store.document_head(doc) is not None or differs(self._root, name, data, self._bundled):
                stepped.append(name)
                done += [name] if present_reading(library, doc) == Reading.of(data).name else []
        return _Documents(tuple(stepped), tuple(done))

    def _keep(self, store: Store) -> None:
        """Keep what stands where these files go, but for what was put there by this very restore."""
        done = self._documents(store).done
        for name in self._names:
            place, to = self._root / on_disk(name), self._kept / on_disk(name)
            if name in done or to.exists() or folder_of(name) == RECEIVED:
                continue
            hidden = self._bundled(Path(name).stem) if folder_of(name) == DOCUMENTS else None
            if place.exists():
                make_folder(to.parent, self._modes)
                keep_file(place, to)
            elif hidden is not None and not same(hidden, self._read(name)):
                replace(to, hidden, self._modes)

    def _step(self, store: Store, names: Iterable[str]) -> None:
        """Put documents in their places as one step that says so."""
        library, intents, moves = Library(self._root), [], []
        for name in names:
            reading, doc = Reading.of(self._read(name)), Path(name).stem
            move = Swap(library, doc, present_reading(library, doc), reading)
            intents.append(Intent(doc, "", "document", reading.document.source.name, edition=move.edition))
            moves.append(move)
        store.append(intents, batch=secrets.token_hex(8) if len(intents) > 1 else "", moves=moves)

    def _read(self, name: str) -> bytes:
        return read(self._folder / on_disk(name), LARGEST, follow=False)

    def _place(self, name: str) -> None:
        """Give a file its place."""
        place = self._root / on_disk(name)
        make_folder(place.parent, self._modes)
        (self._folder / on_disk(name)).replace(place)
        sync_folder(place.parent)

    def _half(self, error: BaseException) -> Unavailable:
        """The refusal that means that the next start goes on."""
        reason = error.strerror if isinstance(error, OSError) else None
        said = error.values.get("reason") if isinstance(error, Problem) else None
        return Unavailable("half_restored", path=self._root, reason=reason or said or str(error))


def finish(store: Store, folders: Iterable[Path], bundled: Bundled) -> None:
    """Finish one's own restores that were decided and cut short, in one's turn; raises `Unavailable`."""
    for folder in folders:
        Staged(store.root, folder.name.removeprefix(DECIDED), bundled, decided=True).finish(store)


def differs(root: Path, name: str, data: bytes, bundled: Bundled) -> bool | None:
    """How a document of a backup stands to what is here.

    None where the very document is here, True where another is (one that travels too), False where none is. Raises
    `Unreadable` where that is not told.
    """
    try:
        present = read(root / on_disk(name), LARGEST)
    except FileNotFoundError:
        hidden = bundled(Path(name).stem)
        return hidden is not None and not same(hidden, data)
    except OSError as error:
        raise refusal(error, root / name) from error
    return None if same(present, data) else True


def same(present: bytes, other: bytes) -> bool:
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
