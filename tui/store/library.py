"""The library: each document in a TinyDB file of its own, its source beside it, and those that travel with duban."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from json import JSONDecoder
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tui.bounded import LARGEST, open_file, read, refusal
from tui.model.document import Document
from tui.model.errors import Invalid, NotFound, Unreadable, Usage, listed
from tui.store.files import (
    BundledStorage,
    FileStorage,
    Modes,
    Tables,
    in_words,
    on_disk,
    replace,
    tables_of,
    unavailable,
)
from tui.store.tiny import about_of, from_tables, to_tables

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    from tui.model.summary import Summary

_BARRED: Final = r"\x00-\x20\x7f/\\:*?\"<>|\s\ud800-\udfff"
_ID: Final = rf"[^-.~{_BARRED}][^{_BARRED}]*"
"""An id that is a file's name on every system, and no hidden one."""


_HEAD: Final = 4096
"""Bytes at the head of a file that hold the row of the document."""
EARLIER: Final = "earlier"
"""The folder of the editions that were replaced, one file each."""


class Library:
    """The documents of a workspace; one of its own hides a bundled one of the same id."""

    def __init__(self, root: Path, bundled: Traversable | None = None) -> None:
        self._root = root
        self._folder = root / "library"
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

    def pack(self, doc: str) -> tuple[bytes, Document]:
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
        if not self.fits(document.id):
            raise Usage("bad_document_id", id=document.id)
        from hashlib import sha256  # a start keeps nothing

        if sha256(source).hexdigest() != document.source.sha256:
            raise ValueError(f"not the source of {document.id}")
        modes = Modes.of(self._root)
        replace(self.source(document), source, modes)
        path = self._file(document.id)
        FileStorage(path, modes).write(to_tables(document))
        return path

    # Earlier editions

    def keep_earlier(self, document: Document, edition: str) -> None:
        """Keep an edition of a document that is about to be replaced; raises `Unavailable`."""
        file = self._earlier(document.id, edition)
        if not file.is_file():
            FileStorage(file, Modes.of(self._root)).write(to_tables(document))

    def load_earlier(self, doc: str, edition: str) -> Document | None:
        """An edition that was replaced; None where it was not kept, or cannot be read."""
        try:
            tables = FileStorage(self._earlier(doc, edition)).read() if self.fits(doc) else None
            return from_tables(tables) if tables is not None else None
        except (OSError, KeyError, TypeError, ValueError):
            return None

    def switch(self, doc: str, edition: str) -> bool:
        """Let a document be the edition that was kept of it, and keep the present one; False where it was not kept.

        Raises as `load` and `keep_earlier` do.
        """
        from tui.model.edition import edition_of

        present, wanted = self.load(doc), self.load_earlier(doc, edition)
        if wanted is None:
            return False
        self.keep_earlier(present, edition_of(present))
        bundled = self._bundled_files().get(doc)
        if bundled is not None and from_tables(BundledStorage(bundled).read()) == wanted:
            self.remove(doc)
        else:
            FileStorage(self._file(doc), Modes.of(self._root)).write(to_tables(wanted))
        return True

    def signature(self, doc: str) -> tuple[int, int] | None:
        """What changes when the document's own file is replaced; None where it has none."""
        try:
            about = self._file(doc).stat()
        except OSError:
            return None
        return about.st_mtime_ns, about.st_ino

    def _earlier(self, doc: str, edition: str) -> Path:
        return self._root / EARLIER / on_disk(f"{doc}~{edition}.json")

    def remove(self, doc: str) -> None:
        """Take a document of one's own out; its source and what people did stay.

        Raises `NotFound` (`no_document`), `Usage` (`bundled_document`, one that travels with duban) or `Unavailable`.
        """
        if doc not in self._own_ids():
            if doc in self._bundled_files():
                raise Usage("bundled_document", doc=doc)
            raise NotFound("no_document", name=doc, known=listed(self.ids()))
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
            raise refusal(error, self._folder) from error

    def is_own(self, doc: str) -> bool:
        """Whether a document lies in the workspace itself."""
        return doc in self._own_ids()

    def source(self, document: Document) -> Path:
        """Where the file a document was read from is kept."""
        return self._root / "sources" / document.source.sha256

    @staticmethod
    def fits(doc: str) -> bool:
        """Whether an id can be a file's name on every system."""
        return re.fullmatch(_ID, doc) is not None and len(doc.encode("utf-8", "surrogatepass")) <= 180

    def _file(self, doc: str) -> Path:
        return self._folder / on_disk(f"{doc}.json")

    def _own_ids(self) -> set[str]:
        """The ids of the workspace's own documents; raises `Unavailable` where its folder cannot be read."""
        try:
            with os.scandir(self._folder) as entries:
                names = {in_words(entry.name) for entry in entries if entry.name.endswith(".json") and entry.is_file()}
        except FileNotFoundError:
            return set()
        except OSError as error:
            raise refusal(error, self._folder) from error
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
        place = str(self._folder / f"{doc}.json")
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
