"""What is carried from one workspace to another in one file: Changes as they were written, and documents whole."""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Any, Final, NamedTuple
from zlib import crc32

from tui.bounded import LARGEST, read
from tui.model.change import Change
from tui.model.document import Document
from tui.store.files import on_disk
from tui.store.library import EARLIER, Library, Reading
from tui.store.record import OF_THE_JOURNAL, decode, to_json
from tui.store.tiny import from_tables, to_tables

FORMAT: Final = 1
"""Version of what this code writes."""
KIND: Final = "duban"
"""Says that a JSON file is such a one."""


class Packed(NamedTuple):
    """A document as it travels."""

    document: Document
    source: bytes | None
    """The file it was read from; None where it was not kept."""
    earlier: tuple[Document, ...]
    """The editions that were replaced."""


class Carried(NamedTuple):
    """A Change as it travels."""

    change: Change
    line: bytes
    """As a journal holds it."""


# Out


def change_record(line: bytes) -> dict[str, Any]:
    """A line of a journal as a record of JSON, with all that is in it."""
    record: dict[str, Any] = json.loads(line[line.index(b"{") :])
    return {name: value for name, value in record.items() if name not in OF_THE_JOURNAL}


def document_record(root: Path, library: Library, doc: str) -> dict[str, Any]:
    """A document with its source and its earlier editions as a record of JSON; raises as `Library.load`."""
    document = library.load(doc)
    source = _source(library, document)
    earlier = [to_tables(each) for each in _earlier(root, library, doc)]
    return {
        "document": to_tables(document),
        "source": b64encode(source).decode() if source is not None else None,
        "earlier": earlier,
    }


def _source(library: Library, document: Document) -> bytes | None:
    """The file a document was read from, where it is kept and still the same."""
    with suppress(OSError):
        source = read(library.source(document), LARGEST)
        if sha256(source).hexdigest() == document.source.sha256:
            return source
    return None


def _earlier(root: Path, library: Library, doc: str) -> Iterator[Document]:
    """The editions of a document that were replaced, in the order of their names."""
    with suppress(OSError):
        for file in sorted((root / EARLIER).glob(f"{on_disk(doc)}~*.json")):
            found = library.read_file(file)
            if found is not None and found.document.id == doc:
                yield found.document


# In


def carried(records: Iterable[object]) -> Iterator[Carried | None]:
    """The Changes of such records, in order; None for what is none."""
    for record in records:
        body = to_json(record).encode() if isinstance(record, dict) else b""
        try:
            change = decode(body)
        except (ValueError, TypeError):
            yield None
            continue
        yield Carried(change, b"%08x %08x %b\n" % (len(body), crc32(body), body))


def packed(record: object) -> Packed | None:
    """The document of such a record; None where it is none."""
    if not isinstance(record, dict):
        return None
    document = _document(record.get("document"))
    if document is None or not Library.fits(document.id):
        return None
    source = None
    with suppress(ValueError, TypeError):
        source = b64decode(record["source"], validate=True) if record.get("source") else None
    if source is not None and sha256(source).hexdigest() != document.source.sha256:
        source = None
    held = record.get("earlier")
    earlier = [_document(each) for each in held] if isinstance(held, list) else []
    return Packed(document, source, tuple(each for each in earlier if each is not None and each.id == document.id))


def _document(tables: object) -> Document | None:
    """The document of its tables; None where they are none."""
    if not isinstance(tables, dict) or not all(isinstance(rows, dict) for rows in tables.values()):
        return None
    with suppress(KeyError, TypeError, ValueError, AttributeError):
        return from_tables({name: dict(sorted(rows.items(), key=_number)) for name, rows in tables.items()})
    return None


def _number(row: tuple[str, object]) -> int:
    """The number of a row: it says the order, whatever order JSON was written in."""
    return int(row[0])


def keep(library: Library, each: Packed) -> None:
    """Put a document into the library, with its source where it came along; raises `Unavailable`."""
    library.take(Reading.made(each.document), each.source)
    keep_earlier(library, each)


def keep_earlier(library: Library, each: Packed) -> None:
    """Keep the editions of a document that were replaced where it came from."""
    for earlier in each.earlier:
        library.keep_reading(Reading.made(earlier))


def heads(changes: Iterable[Change]) -> Mapping[str, str]:
    """The last stamp of each writer among some Changes."""
    found: dict[str, str] = {}
    for change in changes:
        found[change.writer] = max(found.get(change.writer, ""), change.stamp)
    return found
