"""A document's file put in the place of another, or taken away, as one step with what the journal says of it.

The new file is written beside its place before the journal is appended to, and gets its name after that. So what the
journal says is done can always be finished: the next start looks for files that still wait, see `settle`.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Final

from tui.model.errors import Invalid, Unavailable, Unreadable
from tui.store.files import Modes, in_words, replace, sync_folder, unavailable
from tui.store.library import Library, Reading

WAITING: Final = ".next"
"""Ends the name of a file that waits for its place: `.DOC~READING.next`, empty where the document is to go."""
DECIDED: Final = ".restoring-"
"""Begins the name of a folder with the files of a backup that wait for their places: their restore is decided."""
UNREADABLE: Final = "?"
"""In place of a reading: the document was damaged."""


def present_reading(library: Library, doc: str) -> str:
    """The reading that a library holds of a document; empty where it has none, `?` where that is damaged.

    Raises `Unreadable` where the system does not let it be read.
    """
    if not library.has(doc):
        return ""
    try:
        return library.reading(doc).name
    except Unreadable:
        raise
    except Invalid:
        return UNREADABLE


class Swap:
    """What the library holds of a document, about to be another reading or none."""

    def __init__(self, library: Library, doc: str, was: str, now: Reading | None, source: bytes | None = None) -> None:
        """`was` is the reading that is there, empty for none; `source` is the file of one that is new here.

        Raises `Usage` (`bad_document_id`).
        """
        self._library, self._was, self._now, self._source = library, was, now, source
        self._modes = Modes.of(library.root)
        self.place = library.place(doc)
        self.doc = doc
        self.reading = now.name if now else ""
        self._waiting = self.place.with_name(f".{self.place.stem}~{self.reading}{WAITING}")
        self.kept: Path | None = None
        """Where the file lies that was there, if it was damaged."""
        self._made: list[Path] = []

    @property
    def edition(self) -> str:
        """The step between the two readings, as a `document` Change says it."""
        return f"{self._was}>{self.reading}"

    def prepare(self) -> None:
        """Write all that is needed beside its place; raises `Unavailable`, also (`document_changed`) for another file.

        What was there is kept first, so that the step can be taken back.
        """
        if present_reading(self._library, self.doc) != self._was:
            raise Unavailable("document_changed", doc=self.doc)
        try:
            self._prepare()
        except BaseException:
            self.drop()
            raise

    def _prepare(self) -> None:
        if self._was and self._was != UNREADABLE:
            self._made += self._library.keep_reading(self._library.reading(self.doc))
        elif self._was:
            self.kept = self._library.keep_damaged(self.doc)
            self._made += [self.kept]
        if self._now is not None and self._source is not None:
            self._made += self._library.keep_source(self._now.document, self._source)
        replace(self._waiting, self._now.data if self._now else b"", self._modes)

    def finish(self) -> None:
        """Put the new file in its place; raises `OSError`, and then the old one stands."""
        put(self._library, self.doc, self.reading, self._waiting)

    def drop(self) -> None:
        """Take back what was written beside, for the step was not made."""
        for file in (self._waiting, *self._made):
            with suppress(OSError):
                file.unlink()


def put(library: Library, doc: str, reading: str, waiting: Path) -> None:
    """Give a file that waits its place; one of a document that travels with duban needs none."""
    place = library.place(doc)
    if not reading or _travels(library, doc, reading):
        with suppress(FileNotFoundError):
            place.unlink()
        with suppress(OSError):  # one that stays is taken away at the next start
            waiting.unlink()
    else:
        waiting.replace(place)
    with suppress(OSError):  # where the system goes down now, the next start does it again
        sync_folder(place.parent)


def _travels(library: Library, doc: str, reading: str) -> bool:
    """Whether just this reading of a document travels with duban."""
    bundled = library.bundled_reading(doc)
    return bundled is not None and bundled.name == reading


def waiting(library: Library) -> list[tuple[str, str, Path]]:
    """The files that wait for their places, each with its document and reading: of steps that were cut short."""
    found = []
    with suppress(OSError), os.scandir(library.folder) as entries:
        for entry in entries:
            if entry.name.startswith(".") and entry.name.endswith(WAITING) and entry.is_file(follow_symlinks=False):
                doc, _, reading = in_words(entry.name).removesuffix(WAITING)[1:].rpartition("~")
                found.append((doc, reading, Path(entry.path)))
    return sorted(found)


def unfinished(root: Path) -> list[Path]:
    """The folders of one's own restores that were decided and then cut short, see `tui.store.staging`."""
    found = []
    with suppress(OSError), os.scandir(root) as entries:
        for entry in entries:
            if entry.name.startswith(DECIDED) and entry.is_dir(follow_symlinks=False):
                owner = entry.stat(follow_symlinks=False).st_uid
                found += [Path(entry.path)] if not hasattr(os, "getuid") or owner == os.getuid() else []
    return sorted(found)


def settle(library: Library, head: Callable[[str], str | None]) -> tuple[str, ...]:
    """Finish the steps that the journal says are done, and take back all others; returns the documents it put in place.

    `head` is the reading of a document that the journal says the library holds, None where it says nothing. Only while
    nobody else writes. Raises `Unavailable`.
    """
    done = []
    for doc, reading, file in waiting(library):
        try:
            wanted = library.fits(doc) and head(doc) == reading and present_reading(library, doc) != reading
            if wanted and _is_whole(library, file, reading):
                put(library, doc, reading, file)
                done.append(doc)
            else:
                file.unlink()
        except OSError as error:
            raise unavailable(error, file) from error
    return tuple(done)


def _is_whole(library: Library, file: Path, reading: str) -> bool:
    """Whether a file that waits is what its name says."""
    found = library.read_file(file) if reading else None
    return not reading or (found is not None and found.name == reading)
