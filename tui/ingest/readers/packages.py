"""Office files as packages of XML: parts found by their relations, opened within limits, no entity, nothing fetched."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Final, NamedTuple
from xml.etree import ElementTree as Tree

from tui.model.errors import Invalid

_PART: Final = 48 * 1024 * 1024
"""Greatest size of one unpacked part, in bytes."""
_WHOLE: Final = 512 * 1024 * 1024
"""Greatest size of all unpacked parts, as the package itself declares it."""
_READ: Final = 96 * 1024 * 1024
"""Greatest size of all parts that are unpacked, in bytes."""
_MOST: Final = 600_000
"""Greatest number of elements of a part that is held whole: each takes a hundred times the room of its few letters."""
_PASSED: Final = 2_000_000
"""Greatest number of elements of all parts that are gone through, in one package."""
_DEEPEST: Final = 256
"""How deep the elements of a part may stand in each other."""
_LONG_TAG: Final = re.compile(rb"<[^<>]{2097152}")
"""A tag longer than any: what it says of itself would be held whole."""
_STRICT: Final = "http://purl.oclc.org/ooxml/"
_USUAL: Final = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml"}
"""Where the main part stands in a package that does not say so."""


_ROOT: Final = re.compile(rb"<(?:[\w.-]+:)?(document|workbook|presentation)[\s>/]")
_MADE_BY: Final = {b"document": "docx", b"workbook": "xlsx", b"presentation": "pptx"}
_FOLDERS: Final = {"word": "docx", "xl": "xlsx", "ppt": "pptx"}
_OPEN_DOCUMENT: Final = {b"text": "odt", b"spreadsheet": "ods", b"presentation": "odp", b"text-template": "odt"}


class Relation(NamedTuple):
    """What a part says of another: the last word of the relation's type, and the part it means (empty if outside)."""

    kind: str
    part: str


@dataclass(slots=True)
class Left:
    """How much of a package, and of those in it, may still be unpacked and gone through."""

    room: int = _READ
    elements: int = _PASSED


_SHARED: Final[ContextVar[Left | None]] = ContextVar("shared bounds", default=None)


@contextmanager
def shared_bounds() -> Iterator[None]:
    """All packages that are opened within share how much may be unpacked and gone through."""
    token = _SHARED.set(_SHARED.get() or Left())
    try:
        yield
    finally:
        _SHARED.reset(token)


class Package:
    """A zip file with XML parts. Raises Invalid for what is damaged, protected or grows too large."""

    def __init__(self, data: bytes, name: str, kind: str, outer: Package | None = None) -> None:
        """Open a package; one that stands in an `outer` one shares how much may be unpacked and gone through."""
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
        self._infos = {part.filename.replace("\\", "/").lstrip("/").lower(): part for part in parts}
        self._relations: dict[str, dict[str, Relation]] = {}
        self.left: Left = outer.left if outer else _SHARED.get() or Left()
        self.seen: set[str] = set()
        """The parts that were read, in lower case."""

    @property
    def parts(self) -> Collection[str]:
        """The names of all parts, in lower case as a package compares them."""
        return self._infos.keys()

    @property
    def unseen(self) -> set[str]:
        """The parts that were not read."""
        return set(self._infos) - self.seen

    @property
    def main(self) -> str:
        """The part that the package itself calls its document, else the usual one."""
        for relation in self.relations("").values():
            if relation.kind == "officeDocument" and relation.part:
                return relation.part
        return _USUAL.get(self.kind, "")

    def relations(self, part: str) -> dict[str, Relation]:
        """What a part (`""`: the package) is related to, by the names it calls these; Strict and usual types alike."""
        if part not in self._relations:
            folder, file = posixpath.split(part)
            root = self.optional(posixpath.join(folder, "_rels", f"{file}.rels"))
            found = root.iter() if root is not None else ()
            self._relations[part] = {
                element.get("Id") or "": Relation(
                    (element.get("Type") or "").rpartition("/")[2], _target(element, folder)
                )
                for element in found
                if element.get("Target") is not None
            }
        return self._relations[part]

    def related(self, part: str, kind: str, usual: str = "") -> list[str]:
        """The parts that a part is related to in this way; `usual`, where there is such a part and none is named."""
        named = [relation.part for relation in self.relations(part).values() if relation.kind == kind]
        return [each for each in named if each.lower() in self.parts] or [usual] * (usual.lower() in self.parts)

    def size(self, part: str) -> int:
        """How large a part says that it is, in bytes."""
        return self._infos[part.lower()].file_size

    def _broken(self, problem: Exception) -> Invalid:
        return Invalid("broken_file", file=self.name, format=self.kind, reason=str(problem)[:80])

    def bytes(self, part: str) -> bytes:
        """The unpacked bytes of a part. Raises Invalid where it is missing, damaged or too large."""
        info = self._infos.get(part.lower())
        if info is None:
            raise Invalid("broken_file", file=self.name, format=self.kind, reason=part or "ZIP")
        most = min(_PART, self.left.room)
        try:
            with self._zip.open(info) as stream:
                data = stream.read(most + 1)
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
        if len(data) > most:
            raise Invalid("zip_bomb", file=self.name)
        self.left.room -= len(data)
        self.seen.add(part.lower())
        return data

    def xml(self, part: str, passed_over: Collection[str] = ()) -> Tree.Element:
        """The root of a part, without the elements of these names and what stands in them.

        Raises Invalid where it is missing, no XML, declares a document type or holds too many elements.
        """
        builder = _Builder(self.left.elements, passed_over)
        try:
            return self._parsed(part, builder)
        finally:
            self.left.elements = builder.left

    def optional(self, part: str, passed_over: Collection[str] = ()) -> Tree.Element | None:
        """The root of a part that a package may lack."""
        return self.xml(part, passed_over) if part.lower() in self.parts else None

    def walk(self, part: str, target: Walker) -> None:
        """Go through a part that is too large to be held whole: each element is told to `target`, and forgotten."""
        target.left = self.left.elements
        try:
            self._parsed(part, target)
        finally:
            self.left.elements = target.left

    def pass_over(self, elements: int) -> None:
        """Count so many elements as gone through. Raises Invalid where there are too many."""
        self.left.elements -= elements
        if self.left.elements < 0:
            raise Invalid("zip_bomb", file=self.name)

    def _parsed(self, part: str, target: object) -> Tree.Element:
        try:
            return _fed(self.bytes(part), target)
        except OverflowError as problem:
            raise Invalid("zip_bomb", file=self.name) from problem
        except (Tree.ParseError, ValueError, LookupError) as problem:
            raise self._broken(problem) from problem


def _target(element: Tree.Element, folder: str) -> str:
    """The name of the part that a relation means; empty where it stands outside of the package."""
    target = (element.get("Target") or "").replace("\\", "/")
    if element.get("TargetMode") == "External":
        return ""
    return posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")


def kind_of_package(data: bytes) -> str | None:
    """What a zip file is: docx, xlsx, pptx, ofd, odt, ods …; None where nothing in it says."""
    try:
        package = Package(data, "", "")
        if "ofd.xml" in package.parts:
            return "ofd"
        if "mimetype" in package.parts:
            return _OPEN_DOCUMENT.get(package.bytes("mimetype").strip().rpartition(b".")[2])
        main = package.main or next((part for part in _USUAL.values() if part in package.parts), "")
        root = _ROOT.search(package.bytes(main)[:4096])
    except Invalid:
        return None
    return _MADE_BY.get(root[1]) if root else _FOLDERS.get(main.partition("/")[0])


def parse(data: bytes) -> Tree.Element:
    """The root of an XML text; a document type is refused.

    Raises ParseError, ValueError or LookupError, and OverflowError where it has more elements than any document.
    """
    return _fed(data, _Builder(_PASSED, ()))


def _fed(data: bytes, target: object) -> Tree.Element:
    if _LONG_TAG.search(data):
        raise OverflowError("a tag without an end")
    parser = Tree.XMLParser(target=target)  # noqa: S314 - every target refuses document types, and with them entities
    parser.feed(data)
    closed: Tree.Element = parser.close()
    return closed


def usual_name(name: str) -> str:
    """The name of an element or attribute of Strict Open XML as all others write it."""
    space, _, local = name[1:].partition("}")
    words = space.removeprefix(_STRICT).split("/")
    if words[0] in {"wordprocessingml", "spreadsheetml"}:
        return f"{{http://schemas.openxmlformats.org/{words[0]}/2006/main}}{local}"
    return f"{{http://schemas.openxmlformats.org/{words[0]}/2006/{'/'.join(words[1:])}}}{local}"


class Walker:
    """Is told every element of a part in turn; refuses document types, too many elements and too deep ones."""

    def __init__(self) -> None:
        self.left = _PASSED
        self._depth = 0
        self._names: dict[str, str] = {}

    def doctype(self, name: str, _pubid: str | None, _system: str | None) -> None:
        """Refuse a document type, with which entities would come."""
        raise ValueError(f"document type {name}")

    def start(self, tag: str, attrs: dict[str, str]) -> None:
        """Open an element."""
        self._depth += 1
        self.left -= 1
        if self.left < 0:
            raise OverflowError("too many elements")
        if self._depth > _DEEPEST:
            raise ValueError("elements nested too deep")
        if _STRICT in tag:
            tag = self._names.get(tag) or self._names.setdefault(tag, usual_name(tag))
            attrs = {usual_name(key) if _STRICT in key else key: value for key, value in attrs.items()}
        self.opened(tag, attrs)

    def end(self, tag: str) -> None:
        """Close an element."""
        self._depth -= 1
        self.closed(self._names.get(tag, tag))

    def data(self, text: str) -> None:
        """Take some of the characters of an element."""

    def opened(self, tag: str, attrs: dict[str, str]) -> None:
        """An element begins, under its usual name."""

    def closed(self, tag: str) -> None:
        """An element ends."""

    def close(self) -> None:
        """The part ends."""


class _Builder(Walker):
    """Builds a tree, without the elements that are passed over."""

    def __init__(self, left: int, passed_over: Collection[str]) -> None:
        super().__init__()
        self.left = left
        self._passed_over = passed_over
        self._inside = 0
        self._room = _MOST
        builder = Tree.TreeBuilder()
        self._start: Callable[[str, dict[str, str]], Tree.Element] = builder.start
        self._end: Callable[[str], Tree.Element] = builder.end
        self._data: Callable[[str], None] = builder.data
        self._close: Callable[[], Tree.Element] = builder.close

    def opened(self, tag: str, attrs: dict[str, str]) -> None:
        if self._inside or tag in self._passed_over:
            self._inside += 1
            return
        self._room -= 1
        if self._room < 0:
            raise OverflowError("too many elements")
        self._start(tag, attrs)

    def closed(self, tag: str) -> None:
        if self._inside:
            self._inside -= 1
        else:
            self._end(tag)

    def data(self, text: str) -> None:
        if not self._inside:
            self._data(text)

    def close(self) -> Tree.Element:  # type: ignore[override]
        return self._close()


def words_in(root: Tree.Element) -> Iterator[str]:
    """Every text node below an element that is more than white space."""
    return (text for text in root.itertext() if text and not text.isspace())
