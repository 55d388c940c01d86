"""Office files as packages of XML: opened within limits, no entity expanded, nothing fetched."""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import Final
from xml.etree import ElementTree as Tree

from tui.model.errors import Invalid

_PART: Final = 48 * 1024 * 1024
"""Greatest size of one unpacked part, in bytes."""
_WHOLE: Final = 512 * 1024 * 1024
"""Greatest size of all unpacked parts, as the package itself declares it."""
_MOST: Final = 1_500_000
"""Greatest number of elements of a part: each takes a hundred times the room of its three or four letters."""
_DEEPEST: Final = 400
"""How deep the elements of a part may stand in each other."""


class Package:
    """A zip file with XML parts. Raises Invalid for what is damaged, protected or grows too large."""

    def __init__(self, data: bytes, name: str, kind: str) -> None:
        self.name = name
        self.kind = kind
        if data.startswith(b"\xd0\xcf\x11\xe0"):
            raise Invalid("encrypted_file", file=name)
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            parts = self._zip.infolist()
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, zlib.error) as problem:
            raise Invalid("broken_file", file=name, format=kind, reason="ZIP") from problem
        if sum(part.file_size for part in parts) > _WHOLE or len(parts) > 20_000:
            raise Invalid("zip_bomb", file=name)
        self.parts = frozenset(part.filename for part in parts)

    def _broken(self, problem: Exception) -> Invalid:
        return Invalid("broken_file", file=self.name, format=self.kind, reason=str(problem)[:80])

    def _bytes(self, part: str) -> bytes:
        try:
            with self._zip.open(part) as stream:
                data = stream.read(_PART + 1)
        except (
            zipfile.BadZipFile,
            RuntimeError,
            NotImplementedError,
            zlib.error,
            OSError,
            EOFError,
            ValueError,
        ) as problem:
            if "password" in str(problem):
                raise Invalid("encrypted_file", file=self.name) from problem
            raise self._broken(problem) from problem
        if len(data) > _PART:
            raise Invalid("zip_bomb", file=self.name)
        return data

    def xml(self, part: str) -> Tree.Element:
        """The root of a part. Raises Invalid where it is missing, no XML, or declares entities."""
        if part not in self.parts:
            raise Invalid("broken_file", file=self.name, format=self.kind, reason=part)
        try:
            return parse(self._bytes(part))
        except OverflowError as problem:
            raise Invalid("zip_bomb", file=self.name) from problem
        except (Tree.ParseError, ValueError, LookupError) as problem:
            raise self._broken(problem) from problem

    def optional(self, part: str) -> Tree.Element | None:
        """The root of a part that a package may lack."""
        return self.xml(part) if part in self.parts else None


def parse(data: bytes) -> Tree.Element:
    """The root of an XML text; a document type is refused.

    Raises ParseError, ValueError or LookupError, and OverflowError where it has more elements than any document.
    """
    parser = Tree.XMLParser(target=_Builder())  # noqa: S314 - the builder refuses every document type and entity
    parser.feed(data)
    root: Tree.Element = parser.close()
    return root


class _Builder(Tree.TreeBuilder):
    """A tree builder that refuses document types, and elements nested beyond all reason."""

    def __init__(self) -> None:
        super().__init__()
        self._depth = self._count = 0

    def doctype(self, name: str, _pubid: str | None, _system: str | None) -> None:
        """Refuse a document type, with which entities would come."""
        raise ValueError(f"document type {name}")

    def start(self, tag: str, attrs: dict[str, str]) -> Tree.Element:
        """Open an element."""
        self._depth += 1
        self._count += 1
        if self._count > _MOST:
            raise OverflowError("too many elements")
        if self._depth > _DEEPEST:
            raise ValueError("elements nested too deep")
        return super().start(tag, attrs)

    def end(self, tag: str) -> Tree.Element:
        """Close an element."""
        self._depth -= 1
        return super().end(tag)
