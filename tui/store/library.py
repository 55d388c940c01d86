"""The library: each document in a TinyDB file of its own, its source beside it, and those that travel with duban."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from json import JSONDecoder
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple
from zlib import crc32

from tui.bounded import LARGEST, open_file, read, refusal
from tui.model.document import Document
from tui.model.edition import edition_of
from tui.model.errors import Invalid, NotFound, Unreadable, Usage, listed
from tui.store.files import (
    FileStorage,
    Modes,
    Tables,
    in_words,
    on_disk,
    render,
    replace,
    tables_of,
    unavailable,
)
from tui.store.tiny import about_of, from_tables, to_tables

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    from tui.model.summary import Summary
    from tui.store.packed import Packed

_BARRED: Final = r"\x00-\x20\x7f/\\:*?\"<>|\s\ud800-\udfff"
_ID: Final = rf"[^-.~{_BARRED}][^{_BARRED}]*"
"""An id that is a file's name on every system, and no hidden one."""


_HEAD: Final = 4096
"""Bytes at the head of a file that hold the row of the document."""
EARLIER: Final = "earlier"
"""The folder of the editions that were replaced, one file each."""
_EDITION: Final = 8
"""So many characters of the name of a reading are that of its edition."""


class Reading(NamedTuple):
    """A document, and the file that it is in the library."""

    document: Document
    data: bytes

    @classmethod
    def of(cls, data: bytes) -> Reading:
        """Read such a file; raises `KeyError`, `TypeError`, `ValueError` or `AttributeError` where it is none."""
        return cls(from_tables(tables_of(data)), data)

    @classmethod
    def made(cls, document: Document) -> Reading:
        """The file of a document that was just read."""
        return cls(document, render(to_tables(document)).encode())

    @property
    def name(self) -> str:
        """Its name, 16 characters, that of the edition first: the bytes of a file have one."""
        from hashlib import sha256  # only who keeps or replaces a document asks

        return edition_of(self.document) + sha256(self.data).hexdigest()[: 16 - _EDITION]


class Library:
    """The documents of a workspace; one of its own hides a bundled one of the same id."""

    def __init__(self, root: Path, bundled: Traversable | None = None) -> None:
        self.root = root
        self.folder = root / "library"
        """Where the documents of one's own lie."""
        self._bundled = bundled

    def ids(self) -> list[str]:
        """The ids of all documents, sorted; reads no document."""
        return sorted({*self._own_ids(), *self._bundled_files()})

    def load(self, doc: str) -> Document:
        """The document of this id; raises `NotFound` (`no_document`) or `Invalid` (`damaged_document`)."""
        tables, place = self._tables(doc)
        try:
            return from_tables(tables)
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise Invalid("damaged_document", path=place, reason=str(error)) from error

    def pack(self, doc: str) -> tuple[Packed, Document]:
        """The document of this id as a ledger needs it, and what `unpack` makes it of again; raises as `load`."""
        from tui.store.packed import brief, pack  # one document at a time is read whole

        data, place = self._data(doc)
        try:
            tables = tables_of(data)
            return pack(tables), brief(tables)
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise Invalid("damaged_document", path=place, reason=str(error)) from error

    def titles(self) -> Iterator[tuple[str, str]]:
        """The ids and titles of all documents, from the heads of their files; the id again of one that is damaged."""
        for doc in self.ids():
            yield doc, self.title(doc)

    def title(self, doc: str) -> str:
        """The title of a document: it stands in the first row of its file, as duban writes it."""
        with suppress(OSError, ValueError, KeyError):
            with open_file(self._file(doc)) as file:
                head = file.read(_HEAD).decode(errors="replace")
            about, _ = JSONDecoder().raw_decode(head, head.index("{", head.index('"1": ')))
            return str(about["title"])
        with suppress(Invalid):
            return self.load(doc).title
        return doc

    def summaries(self) -> Iterator[Summary]:
        """All documents as a list tells them; raises as `load` does."""
        return map(self.summary, self.ids())

    def summary(self, doc: str) -> Summary:
        """A document as a list tells it, without building it; raises as `load` does."""
        from tui.model.summary import Summary

        tables, place = self._tables(doc)
        try:
            (about,) = tables["document"].values()
            return Summary(
                **{**about_of(about), "id": doc},
                kinds=Counter(row["kind"] for row in tables["sections"].values()),
                task_ids=tuple(row["id"] for row in tables["tasks"].values()),
                bundled=not self._file(doc).is_file(),
                days={
                    row["id"]: row["due"]["by"] for row in tables["tasks"].values() if row["due"] and row["due"]["by"]
                },
            )
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise Invalid("damaged_document", path=place, reason=str(error)) from error

    def save(self, document: Document, source: bytes) -> Path:
        """Keep a document and the file it was read from; the same document always gives the same bytes.

        Raises `Usage` (`bad_document_id`) or `Unavailable`.
        """
        path = self.place(document.id)
        self.keep_source(document, source)
        FileStorage(path, Modes.of(self.root)).write(to_tables(document))
        return path

    def place(self, doc: str) -> Path:
        """Where the file of a document of one's own lies, or would; raises `Usage` (`bad_document_id`)."""
        if not self.fits(doc):
            raise Usage("bad_document_id", id=doc)
        return self._file(doc)

    def keep_source(self, document: Document, source: bytes) -> list[Path]:
        """Keep the file that a document was read from; the files that are new. Raises `Unavailable`."""
        from hashlib import sha256  # a start keeps nothing

        if sha256(source).hexdigest() != document.source.sha256:
            raise ValueError(f"not the source of {document.id}")
        file = self.source(document)
        with suppress(OSError):
            if sha256(read(file, LARGEST)).hexdigest() == document.source.sha256:
                return []
        replace(file, source, Modes.of(self.root))
        return [file]

    def take(self, reading: Reading, source: bytes | None) -> None:
        """Keep a document that came from another library, with its source where that came along.

        Raises `Usage` (`bad_document_id`) or `Unavailable`.
        """
        place = self.place(reading.document.id)
        if source is not None:
            self.keep_source(reading.document, source)
        replace(place, reading.data, Modes.of(self.root))

    # Earlier editions

    def keep_reading(self, reading: Reading) -> list[Path]:
        """Keep just this reading of a document, byte for byte, for it is about to be replaced; the files that are new.

        It lies under the name of its edition, or under its own where another reading of that is there already. Raises
        `Unavailable`.
        """
        doc, name = reading.document.id, reading.name
        if self._kept(doc, name) is not None:
            return []
        file = self._earlier(doc, name[:_EDITION])
        file = self._earlier(doc, name) if file.is_file() else file
        replace(file, reading.data, Modes.of(self.root))
        return [file]

    def keep_damaged(self, doc: str) -> Path:
        """Keep the file of a document that is damaged, for it is about to be replaced; where it lies now.

        Raises `Unavailable`.
        """
        from hashlib import sha256  # hardly anybody needs it

        place = self.place(doc)
        try:
            data = read(place, LARGEST)
        except OSError as error:
            raise refusal(error, place) from error
        kept = self.root / "replaced" / f"damaged-{sha256(data).hexdigest()[:8]}" / place.name
        replace(kept, data, Modes.of(self.root))
        return kept

    def kept(self, doc: str, name: str) -> Reading | None:
        """Just this reading of a document that was replaced; None where it was not kept, or cannot be read."""
        kept = self._kept(doc, name)
        if kept is not None:
            return kept
        bundled = self.bundled_reading(doc)
        return bundled if bundled is not None and bundled.name == name else None

    def _kept(self, doc: str, name: str) -> Reading | None:
        found = (self.read_file(self._earlier(doc, part)) for part in (name, name[:_EDITION]))
        return next((each for each in found if each is not None and each.name == name), None)

    def reading(self, doc: str) -> Reading:
        """The document of this id as it lies in its file; raises as `load`."""
        data, place = self._data(doc)
        try:
            return Reading.of(data)
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise Invalid("damaged_document", path=place, reason=str(error)) from error

    def bundled_reading(self, doc: str) -> Reading | None:
        """The document of this id that travels with duban; None where none does."""
        data = self.bundled(doc)
        return Reading.of(data) if data is not None else None

    @staticmethod
    def read_file(file: Path) -> Reading | None:
        """The document of a file; None where it holds none."""
        try:
            return Reading.of(read(file, LARGEST))
        except (OSError, KeyError, TypeError, ValueError, AttributeError):
            return None

    def load_earlier(self, doc: str, edition: str) -> Document | None:
        """An edition that was replaced; None where it was not kept, or cannot be read."""
        found = self.read_file(self._earlier(doc, edition)) if self.fits(doc) else None
        return found.document if found else None

    def kept_edition(self, doc: str, edition: str) -> Reading | None:
        """An edition that was replaced, kept or travelling with duban; None where there is none."""
        bundled = self.bundled_reading(doc)
        same = bundled if bundled is not None and edition_of(bundled.document) == edition else None
        return self.read_file(self._earlier(doc, edition)) or same

    def signature(self, doc: str) -> tuple[int, int] | None:
        """What changes when the document's own file is replaced; None where it has none."""
        try:
            about = self._file(doc).stat()
        except OSError:
            return None
        return about.st_mtime_ns, about.st_ino

    def signatures(self) -> dict[str, tuple[int, ...]]:
        """Of each document, by id in order, what is another once its file is: the next look at it need not read it.

        Raises `Unavailable` as `ids`.
        """
        return {doc: self._signature(doc) for doc in self.ids()}

    def _signature(self, doc: str) -> tuple[int, ...]:
        try:
            about = self._file(doc).stat()
        except OSError:
            return (crc32(self.bundled(doc) or b""),)
        return about.st_mtime_ns, about.st_ctime_ns, about.st_ino, about.st_size

    def _earlier(self, doc: str, edition: str) -> Path:
        return self.root / EARLIER / on_disk(f"{doc}~{edition}.json")

    def refuse_to_remove(self, doc: str) -> None:
        """Raise `NotFound` (`no_document`) or `Usage` (`bundled_document`) for a document that is not one's own."""
        if doc not in self._own_ids():
            if doc in self._bundled_files():
                raise Usage("bundled_document", doc=doc)
            raise NotFound("no_document", name=doc, known=listed(self.ids()))

    def remove(self, doc: str) -> None:
        """Take a document of one's own out; its source and what people did stay.

        Raises as `refuse_to_remove`, or `Unavailable`.
        """
        self.refuse_to_remove(doc)
        try:
            self._file(doc).unlink()
        except OSError as error:
            raise unavailable(error, self._file(doc)) from error

    def has(self, doc: str) -> bool:
        """Whether there is a document of this id; asks for that file alone, so that an import of many stays quick."""
        if not self.fits(doc):
            return False
        try:
            return self._file(doc).is_file() or doc in self._bundled_files()
        except OSError as error:
            raise refusal(error, self.folder) from error

    def is_own(self, doc: str) -> bool:
        """Whether a document lies in the workspace itself."""
        return doc in self._own_ids()

    def source(self, document: Document) -> Path:
        """Where the file a document was read from is kept."""
        return self.root / "sources" / document.source.sha256

    @staticmethod
    def fits(doc: str) -> bool:
        """Whether an id can be a file's name on every system."""
        return re.fullmatch(_ID, doc) is not None and len(doc.encode("utf-8", "surrogatepass")) <= 180

    def _file(self, doc: str) -> Path:
        return self.folder / on_disk(f"{doc}.json")

    def _own_ids(self) -> set[str]:
        """The ids of the workspace's own documents; raises `Unavailable` where its folder cannot be read."""
        try:
            with os.scandir(self.folder) as entries:
                names = {in_words(entry.name) for entry in entries if entry.name.endswith(".json") and entry.is_file()}
        except FileNotFoundError:
            return set()
        except OSError as error:
            raise refusal(error, self.folder) from error
        return {name.removesuffix(".json") for name in names if self.fits(name.removesuffix(".json"))}

    def bundled(self, doc: str) -> bytes | None:
        """The file of a document that travels with duban; None where none of this id does."""
        file = self._bundled_files().get(doc)
        return file.read_bytes() if file is not None else None

    def _bundled_files(self) -> dict[str, Traversable]:
        if self._bundled is None or not self._bundled.is_dir():
            return {}
        files = {in_words(file.name): file for file in self._bundled.iterdir()}
        return {name.removesuffix(".json"): file for name, file in files.items() if name.endswith(".json")}

    def _tables(self, doc: str) -> tuple[Tables, str]:
        """The tables of a document and where they lie."""
        data, place = self._data(doc)
        try:
            return tables_of(data), place
        except ValueError as error:
            raise Invalid("damaged_document", path=place, reason=str(error)) from error

    def _data(self, doc: str) -> tuple[bytes, str]:
        """The file of a document and where it lies."""
        place = str(self.folder / f"{doc}.json")
        try:
            if self.fits(doc):
                with suppress(FileNotFoundError):
                    return read(self._file(doc), LARGEST), place
                bundled = self._bundled_files().get(doc)
                if bundled is not None:
                    place = str(bundled)
                    return bundled.read_bytes(), place
        except OSError as error:
            raise refusal(error, place, Unreadable) from error
        raise NotFound("no_document", name=doc, known=listed(self.ids()))
